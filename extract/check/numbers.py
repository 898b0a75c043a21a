"""Quantities read again from their words, and the room that a hedge leaves around a number."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from extract import regex
from extract.find import Bound, Quantity, find
from extract.find.modifiers import hedge_before
from extract.records import Claim

FIGURES = regex.compile(r"[+−–-]?\s?(?P<whole>\d{1,3}(?:[   .]\d{3})+|\d+)(?:,(?P<part>\d+))?")
SCALES = regex.compile(r"\b(?:milli(?:er|on|ard)s?|mille|[kKM]\s?(?:€|\$)|[kKM]?Md[s€$]?|[MG]€|M[€$])|\b[kM]\b")
REACH = 28  # characters before a quantity that may hold its hedge


@lru_cache(maxsize=65536)
def reread(words: str) -> Quantity | None:
    """The one quantity that the words are, all of them; None where they are none or need their sentence."""
    found = find(words).quantities
    if len(found) != 1 or found[0].span.start > 0 or found[0].span.end < len(words.rstrip()):
        return None
    return found[0]


@lru_cache(maxsize=65536)
def figures(words: str) -> Decimal | None:
    """The number in plain figures that begins the words, without any scale."""
    m = FIGURES.match(words.strip())
    if m is None:
        return None
    return Decimal(regex.sub(r"\D", "", m["whole"]) + ("." + m["part"] if m["part"] else ""))


@lru_cache(maxsize=65536)
def read_after(before: str, words: str) -> Quantity | None:
    """The quantity that the words are behind those before them: « entre » *7,5 et 8 M€*."""
    whole = len(before) + len(words.rstrip())
    found = [q for q in find(before + words).quantities if q.span.start == len(before) and q.span.end >= whole]
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=65536)
def hedge(words: str) -> Bound | None:
    """The hedge that the words put on what follows."""
    return hedge_before(words) if words else None


def before(claim: Claim) -> list[str]:
    """What stands before each occurrence of the quantity in its quote, from a word's beginning."""
    out = []
    at = claim.quote.find(claim.quantity)
    while at >= 0:
        start = max(0, at - REACH)
        if start:
            start = claim.quote.find(" ", start, at) + 1 or at
        out.append(claim.quote[start:at])
        at = claim.quote.find(claim.quantity, at + 1)
    return out


@dataclass(frozen=True, slots=True)
class Room:
    """The numbers that a hedged number may stand for."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Room) -> Room:
        return Room(self.low + other.low, self.high + other.high)

    def times(self, factor: Decimal) -> Room:
        return Room(self.low * factor, self.high * factor)

    def wider(self, by: Decimal) -> Room:
        return Room(self.low - by, self.high + by)

    def meets(self, other: Room) -> bool:
        return self.low <= other.high and other.low <= self.high


def step(value: Decimal) -> Decimal:
    """One of the last digit that is not zero: 10 for 30, 0.1 for 6.1, 1000 for 526000."""
    if not value:
        return Decimal(1)
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def precision(claim: Claim) -> Decimal:
    """One of the last place that is printed: 0.1 for « 22,8 % », a million for « 30 millions », 1000 for « 526 000 »."""
    printed = figures(claim.quantity)
    if not printed:
        return min(step(claim.value), Decimal(1))
    places = printed.as_tuple().exponent
    last = Decimal(1).scaleb(places if isinstance(places, int) else 0)
    while last >= 1 and printed % (last * 1000) == 0:
        last *= 1000
    return last * max(abs(claim.value) / printed, Decimal("0.000001"))


def room(claim: Claim) -> Room:
    """« plus de 6,1 » is above 6.1 and below 6.2; « près de 30 » between 20 and 30; « 28 » may be rounded."""
    value, unit = claim.value, step(claim.value)
    match claim.bound:
        case Bound.MORE_THAN | Bound.AT_LEAST:
            return Room(value, value + unit)
        case Bound.NEARLY | Bound.LESS_THAN | Bound.AT_MOST:
            return Room(value - unit, value)
        case Bound.ABOUT:
            return Room(value - unit, value + unit)
        case Bound.BETWEEN if claim.upper is not None:
            return Room(value, claim.upper)
        case _:
            half = precision(claim) / 2
            return Room(value - half, value + half)
