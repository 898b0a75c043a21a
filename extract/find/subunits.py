"""The smaller part of a measure said in two: « 2 h 15 », « 3 min 25 s », « 12 euros et cinquante centimes », « 1 m 80 »."""

from __future__ import annotations

from decimal import Decimal

from extract import regex
from extract.find.numeral import HALVES, Numeral, quotient
from extract.find.quantity import Kind
from extract.find.spelled import read_words
from extract.find.tables import compiled

HALF = r" et (?P<half>demie?|quart|un quart|trois quarts)\b"
# What may follow an hour and a minute: the smaller unit with its name, or two figures without one.
SIXTIETHS = {
    code: rf" ?(?:(?:et )?(?P<named>\d{{1,2}}) ?(?:{names})(?![^\W_])|(?P<bare>[0-5]\d)(?!\d|,\d|[%€-]| [%€]|[^\W_])(?:'(?!\d))?"
    rf"|(?<= )(?:et )?(?P<words>[^\W\d_]+(?:-[^\W\d_]+){{0,3}})(?P<unit> (?:{names}))?(?![\d,%€'-]| [%€]|[^\W_]))"
    for code, names in {"h": "min|mn|minutes?", "min": "s|sec|secondes?"}.items()
}
CHRONO = r"'(?P<seconds>[0-5]\d)(?:(?:''|\")(?P<part>\d{1,2}(?!\d))?|(?![\w']|[.,]\d))"  # « 57'29 », « 2'31''87 »
SPRINT = r"(?:''|\")(?P<part>\d\d)(?!\d)"  # « 49''87 »
SMALLER = {"h": "min", "min": ""}
CENTS = r" ?(?:et )?(?:(?P<two>\d\d)(?: centimes| cents)?|(?P<named>\d)(?: centimes?| cents?))(?!\d| \d|[,.]\d|%| ?[%€/]|[^\W\d_]| [^\W\d_])"
CENTS_IN_WORDS = r" (?:et )?(?P<words>[^\W\d_]+(?:[ -][^\W\d_]+){0,3}?) (?:centimes?|cents?|cts)\b"
WORDS_AT_END = r" (?:et )?(?P<words>[^\W\d_]+(?:-[^\W\d_]+){0,3})(?=$|[.,;:!?)])"  # « deux dollars vingt »
METRES = r" ?(\d\d)(?!\d|[,.]\d|%| ?[%€/]|[^\W\d_]| (?!de (?:haut|large|long|prof|diam)|pour |en |et |à |au )[^\W\d_])"  # « 1 m 80 »


def smaller_part(low: str, at: int, code: str, kind: Kind, n: Numeral) -> tuple[int, Decimal] | None:
    """Where the smaller part behind a unit ends, and what it adds in that unit; None where there is none."""
    if kind in (Kind.DURATION, Kind.MEASUREMENT) and (half := compiled(HALF).match(low, at)):
        top, bottom = HALVES.get(half["half"], ("1", "2"))
        return half.end(), quotient(int(top), int(bottom))
    if code in SIXTIETHS:
        return _sixtieths(low, at, code)
    if kind is Kind.MONEY and n.scale == 1 and not n.decimals:  # « 3,2 milliards d’euros et 18 000 emplois »
        if cents := compiled(CENTS).match(low, at):
            return cents.end(), Decimal(cents["two"] or cents["named"]) / 100
        cents = compiled(CENTS_IN_WORDS).match(low, at)
        if cents := cents or (None if n.figures else compiled(WORDS_AT_END).match(low, at)):
            small = read_words(cents["words"])
            return (cents.end(), Decimal(small) / 100) if small is not None and small < 100 else None
    if code == "m" and n.digits == 1 and (tall := compiled(METRES).match(low, at)):
        return tall.end(), Decimal(tall[1]) / 100
    return None


def chrono(low: str, n: Numeral) -> tuple[int, str, Decimal] | None:
    """« 57'29 », « 2'31''87 », « 49''87 »: where a race's time ends, its unit and its value."""
    if not n.figures or n.digits > 3 or n.decimals or not low.startswith(("'", '"'), n.end):
        return None
    if m := compiled(CHRONO).match(low, n.end):
        return m.end(), "min", n.value + _seconds(m) / 60
    if m := compiled(SPRINT).match(low, n.end):
        return m.end(), "s", n.value + Decimal("0." + m["part"])
    return None


def _seconds(m: regex.Match[str]) -> Decimal:
    return Decimal(m["seconds"]) + Decimal("0." + (m["part"] or "0"))


def _sixtieths(low: str, at: int, code: str) -> tuple[int, Decimal] | None:
    """Minutes behind hours, seconds behind minutes, each with what follows them in turn."""
    m = compiled(SIXTIETHS[code]).match(low, at)
    if m is None:
        return None
    figures = m["named"] or m["bare"]
    small = int(figures) if figures else read_words(m["words"])
    # « une heure trente », but not « une heure deux fois »: bare words are quarters and tens
    if small is None or small >= 60 or (m["words"] and not m["unit"] and small % 10 and small not in (15, 45)):
        return None
    end, amount = m.end(), Decimal(small)
    if code == "h" and (seconds := compiled(CHRONO).match(low, end)):
        return seconds.end(), (amount + _seconds(seconds) / 60) / 60
    if (m["named"] or m["unit"]) and (rest := _sixtieths(low, end, SMALLER[code]) if SMALLER[code] else None):
        end, amount = rest[0], amount + rest[1]
    return end, amount / 60
