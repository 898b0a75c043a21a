"""Numbers that share a unit: ranges, from-to, lists."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

from extract import regex
from extract.find import ledger
from extract.find.draft import Draft, Reading
from extract.find.measure import Measure
from extract.find.numeral import Numeral
from extract.find.quantity import Kind, Reason
from extract.find.tables import compiled, table

LONGEST_LIST = 12


@cache
def _words() -> dict[str, str]:
    """The patterns of a series from its words: hedges between its numbers, verbs that move, nouns that span."""
    t = table("series")
    hedges = "|".join(t["hedges"])
    moved = {way: rf"\b(?:{'|'.join(t['moved'][way])})\w*" for way in ("up", "down", "either")}
    return {
        "until": rf" ?(?P<sign>-|/)? ?(?:(?P<a>à|au|aux) |(?P<or>ou) |(?P<et>et) )?(?:{hedges})?(?P<minus>-)?",
        "listed": rf" ?(?:{'|'.join(t['joints'])}) ?(?:{'|'.join(t['leads'])})?",
        "between": rf"(?r)\bentre (?:{hedges})?-?",
        "from": rf"(?r)\b(?:de|d'|du|des) ?(?:{hedges})?-?",
        "moved": "|".join(moved.values()),
        "fell": rf"{moved['down']}",
        "changed": f"{moved['up']}|{moved['down']}",
        "gained": rf"\b(?:{'|'.join(t['gained'])})\w* $",
        "span_of": rf"\b(?:{'|'.join(t['spans'])}) $",
        "spread": rf"\b(?:{'|'.join(t['spread'])})\w*",
    }


def span(reading: Reading, index: int) -> Draft | None:
    """A number that shares what follows another: one claim for a range, one of several for a list or a from-to."""
    n, low = reading.numerals[index], reading.line.low
    if index in reading.lent:
        return _lent(reading, index, *reading.lent[index])
    if n.parts or n.ordinal or n.multiplier or n.vague or index + 1 >= len(reading.numerals):
        return None
    if _labels(reading, n):
        return None
    other = reading.numerals[index + 1]
    own = reading.measure(index)
    edge = own.end if own else n.end
    if (
        other.start < edge
        or other.start - edge > 24
        or other.ordinal
        or other.parts
        or other.one
        or _is_year_or_date(reading, index + 1)
    ):
        return None
    between = compiled(_words()["between"]).match(low, max(reading.floor, n.start - 24), n.start)
    if m := compiled(_words()["until"]).fullmatch(low, edge, other.start):
        if m["sign"] == "/" or not any(m.groups()):
            return None
        if (between and m["et"]) or (not between and (m["a"] or m["or"] or m["sign"])):
            return _range(reading, index, own, bool(between), m)
    if own is None and compiled(_words()["listed"]).fullmatch(low, n.end, other.start):
        return _listed(reading, index)
    return None


def _range(reading: Reading, index: int, own: Measure | None, between: bool, joint: regex.Match[str]) -> Draft | None:
    hyphen, either = joint["sign"] is not None, joint["or"] is not None
    n, other, low = reading.numerals[index], reading.numerals[index + 1], reading.line.low
    m = reading.measure(index + 1)
    if own is not None and (m is None or m.kind is not own.kind):
        return None
    if own is not None and own.kind is Kind.MONEY and low.startswith(("-", "+"), n.start - 1):
        return None  # « une baisse de -88 M€ à 1 202 M€ »: by how much, and to what
    if own is None and m is None and n.scale not in (other.scale, 1) and n.value >= other.value:
        return None
    noun = reading.noun_after(other.end)
    start = compiled(_words()["from"]).match(low, max(reading.floor, n.start - 16), n.start)
    if own is not None and m is not None and joint["a"] and not between:
        grown = other.value * m.factor >= 5 * n.value * own.factor
        if _changes_by(low[max(0, n.start - 60) : n.start], grown):
            return None  # « gagne 14 €/t à 228 €/t »
    if m is None and noun is None and (hyphen or either or not (between or start or reading.hedged(n))):
        return None
    if n.one:
        return None
    first = _scaled(n, other, own, m)
    second = other.value * (m.factor if m else 1) * (-1 if joint["minus"] else 1)
    below = compiled(r"(?r)(?<=\b(?:entre|de) )-").match(low, reading.floor, n.start)  # « entre -5 et 3 °C »
    if below:
        first = -first
    moved = not between and not hyphen and not either and start is not None and _moves(reading, index, first, second, m)
    if moved and (below or joint["minus"]):
        return None
    if moved:
        reading.lent[index + 1] = (m, Decimal(1))
        start_level = _one(n, first, m if own is None else own, n.end if own is None else own.end, True)
        return replace(start_level, level=True)
    if not between and first >= second:
        return None
    if m is None and _labelled(reading, n):
        return None
    end = m.end if m else other.end
    kind, code = (m.kind, m.code) if m else (Kind.COUNT, "1")
    return Draft(
        below.start() if below else n.start,
        end,
        first,
        kind,
        code,
        upper=second,
        noun=m.noun if m else None,
        ranged=True,
        flags=m.flags if m else (),
        exact=n.decimals or other.decimals,
    )


def _changes_by(left: str, grown: bool) -> bool:
    """Whether `left` changes by the first number and the second is what it comes to; `grown`: that is far more."""
    if compiled(_words()["gained"]).search(left):
        return True
    return grown and left.endswith((" de ", " d'")) and compiled(_words()["changed"]).search(left) is not None


def _moves(reading: Reading, index: int, first: Decimal, second: Decimal, m: Measure | None) -> bool:
    """Whether « de A à B » goes from a level to a level, and does not span a range: by its verb, else by its kind."""
    low, n = reading.line.low, reading.numerals[index]
    begin = compiled(_words()["from"]).match(low, max(reading.floor, n.start - 16), n.start)
    last = reading.last  # « a triplé ses effectifs (de 14 à 42) »: the multiplier is the verb
    floor = last.span.start if last and last.kind is Kind.MULTIPLIER else reading.floor
    left = low[max(floor, n.start - 90) : begin.start() if begin else n.start]
    if first > second:
        return True  # « réduit de 12 à 7 semaines »
    if compiled(_words()["span_of"]).search(left):
        return False
    moved = [x.start() for x in compiled(_words()["moved"]).finditer(left)]
    spread = [x.start() for x in compiled(_words()["spread"]).finditer(left)]
    if moved and first < second and compiled(_words()["fell"]).match(left, moved[-1]):
        return False  # « a baissé de 3 à 4 % »: nothing falls from 3 to 4
    if moved or spread:
        return bool(moved) and (not spread or moved[-1] > spread[-1] or moved[-1] > len(left) - 25)
    return m is not None and m.kind in (Kind.PERCENTAGE, Kind.POINTS) and n.decimals


def _listed(reading: Reading, index: int) -> Draft | None:
    """« 12, 14 et 18 % »: the unit at the end of a list holds for all of it."""
    low = reading.line.low
    last = index + 1
    while reading.measure(last) is None and last + 1 < min(len(reading.numerals), index + LONGEST_LIST):
        if not compiled(_words()["listed"]).fullmatch(
            low, reading.numerals[last].end, reading.numerals[last + 1].start
        ):
            break
        last += 1
    m = reading.measure(last)
    n, other = reading.numerals[index], reading.numerals[last]
    if m is None or n.one or m.noun is not None:
        return None
    if n.digits == 4 and not n.spaced and 1900 <= n.value <= 2100:
        return None
    if not n.figures or not other.figures:
        return None
    if " de " in low[n.end : reading.numerals[index + 1].start] and not compiled(_words()["from"]).match(
        low, max(0, n.start - 16), n.start
    ):
        return None
    if low.startswith(" x", n.end) and m.kind is not Kind.MEASUREMENT:
        return None  # « 12 x 83,44 € » is arithmetic, « 21 x 29,7 cm » two lengths
    if low.startswith((";", " ;"), n.end) and last == index + 1:
        return None  # « au lieu de 110 ; 1,24 mg/l »
    comma = low[n.end : n.end + 1] == ","
    if comma and last == index + 1 and m.kind is not Kind.PERCENTAGE:
        return None
    return _one(n, _scaled(n, other, None, m), m, n.end)


def _lent(reading: Reading, index: int, m: Measure | None, _scale: Decimal) -> Draft | None:
    n = reading.numerals[index]
    if m is None:
        return Draft(n.start, n.end, n.value, Kind.COUNT, "1", level=True)
    return Draft(n.start, m.end, n.value * m.factor, m.kind, m.code, noun=m.noun, flags=m.flags, exact=True, level=True)


def _one(n: Numeral, value: Decimal, m: Measure | None, end: int, exact: bool = False) -> Draft:
    kind, code = (m.kind, m.code) if m else (Kind.COUNT, "1")
    return Draft(n.start, end, value, kind, code, exact=exact or n.decimals)


def _scaled(n: Numeral, other: Numeral, own: Measure | None, m: Measure | None) -> Decimal:
    """The first number with the scale that only the second one says: « 31,6 à 18,9 millions »."""
    factor = own.factor if own else m.factor if m else Decimal(1)
    scale = other.scale if n.scale == 1 and n.value < other.scale and own is None else Decimal(1)
    return n.value * factor * scale


def _is_year_or_date(reading: Reading, index: int) -> bool:
    other = reading.numerals[index]
    if not other.figures:
        return False
    found = ledger.row_of(reading.line, other)
    if found is not None:
        return True
    return (
        other.digits == 4
        and not other.spaced
        and 1900 <= other.value <= 2100
        and reading.measure(index) is None
        and reading.noun_after(other.end) is None
    )


def _labels(reading: Reading, n: Numeral) -> bool:
    """Whether a numeral goes on a list of labels: « les articles 8, 9 et 11 à 13 »."""
    dropped = reading.dropped
    if dropped is None or dropped.reason not in (Reason.REFERENCE, Reason.NUMBERING) or not n.figures:
        return False
    return compiled(r",? ?(?:et|ou|à|,|-)? ?").fullmatch(reading.line.low, dropped.span.end, n.start) is not None


def _labelled(reading: Reading, n: Numeral) -> bool:
    return ledger.label(reading.line, n, bare=True) is not None
