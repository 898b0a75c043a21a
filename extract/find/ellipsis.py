"""Bare numbers whose unit was said before: « contre 4,7 », « (2 900 auprès de…) », « soit 16 000 de moins »."""

from __future__ import annotations

from decimal import Decimal

from extract.find.draft import Draft, Reading
from extract.find.numeral import Numeral
from extract.find.quantity import Kind, Quantity
from extract.find.tables import compiled, per_code

UNITLESS = (Kind.COUNT, Kind.FRACTION, Kind.RANK, Kind.MULTIPLIER)
SAME_SIZE = 10
PERIOD_CODES = frozenset({"s", "min", "h", "d", "wk", "mo", "a"})
PASSED = r"[^\W\d_]{2,}ée?s|auparavant|\w+ment"  # « contre 414 visés »
EARLIER = (
    r" [^\W\d_]+ (?:ans?|mois|semaines?|jours?) (?:plus tôt|auparavant|avant)\b"  # « contre 54,8 deux ans plus tôt »
)
PER_INDICATOR = r"(?r)\b(?:nombre|taux|moyenne) (?:[^\s.;:,!?]+ ){1,4}par (?P<par>[^\W\d_]+)(?: [^\s.;:,!?]+){0,4} (?:à|de|est de) (?:environ |près de |plus de )?"


def elliptic(reading: Reading, index: int) -> Draft | None:
    """A bare number whose unit was said before: « 5,5 tués pour 100 000 habitants, quand la moyenne est de 4,7 »."""
    n, low = reading.numerals[index], reading.line.low
    last = _before(reading, n)
    if n.one or n.parts or n.ordinal or n.multiplier or n.vague or n.collective or reading.cell is not None:
        return None
    if n.start and low[n.start - 1] == "=":
        return None  # « R=0,87 »
    following = reading.noun_after(n.end)
    if following and not (compiled(PASSED).fullmatch(following) or compiled(EARLIER).match(low, n.end)):
        return None
    if n.figures and n.decimals and n.scale == 1 and (taken := _taken_per(low, n.start)):
        return Draft(n.start, n.end, n.value, Kind.RATE, taken)
    if last is None or last.kind in UNITLESS or (n.scale != 1 and last.kind not in (Kind.MONEY, Kind.MEASUREMENT)):
        return None
    between = low[last.span.end : n.start]
    if len(between) > 160 or compiled(r"[.!?] (?!(?:il|elle|ils|elles|ce|cet|celui|celle) )|[«»]").search(between):
        return None
    level = compiled(
        r"(?r)(?:\b(?:contre|après|puis|au lieu de)|, en) (?:environ |seulement |près de |plus de )?"
    ).match(low, last.span.end, n.start)
    if not n.figures and not (level and last.kind is Kind.DURATION and n.value < 100):
        return None  # « trois jours, contre sept auparavant »
    if (
        n.scale > 1
        and not level
        and compiled(r" (?:de |d'|du |des )").match(low, n.end)
        and not _goes_on(reading, n, last, between)
    ):
        return None  # « 5,8 millions de ménages » are no euros
    named = compiled(r"\b(?:ratio|indice|coefficient|magnitude|facteur|score|note|multiple)\b").search(between)
    if named and not level:
        return None  # « le ratio de couverture ressort à 1,2 »
    if not (level or n.decimals or (between == " à ") or _goes_on(reading, n, last, between)):
        return None
    if level and last.kind is Kind.PERCENTAGE and n.value > 100:
        return None
    if last.kind is Kind.MONEY and not n.decimals and last.value >= 100_000 and not n.spaced and n.scale == 1:
        return None
    factor = _factor(reading, index) if n.scale == 1 and not n.spaced and n.value < 1000 else Decimal(1)
    return Draft(n.start, n.end, n.value * factor, last.kind, last.unit, exact=True)


def _factor(reading: Reading, index: int) -> Decimal:
    """The scale that the quantity before was written in, where it had one: « 3 millions d’euros, contre 2,2 »."""
    last = reading.last
    for other in reversed(reading.numerals[max(0, index - 4) : index]):
        if last is not None and last.span.start <= other.start < last.span.end and other.value > 0:
            factor = abs(last.value) / other.value * other.scale
            return factor if factor in (1000, 1_000_000, 1_000_000_000) else Decimal(1)
    return Decimal(1)


def _before(reading: Reading, n: Numeral) -> Quantity | None:
    """The quantity whose unit holds; millions behind a percentage are of the amount before it."""
    last, money = reading.last, reading.money
    if last is not None and last.kind is Kind.PERCENTAGE and n.scale >= 1_000_000 and money is not None:
        return money if last.span.start - money.span.end < 80 else last
    return last


def _goes_on(reading: Reading, n: Numeral, last: Quantity, between: str) -> bool:
    """Parts or a difference of the measure just said: « 4 800 tonnes collectées (2 900 auprès de…) », « soit 16 000 de moins »."""
    low = reading.line.low
    if _in_parallel(low, n, last, between):
        return True
    more = compiled(r" de (?:plus|moins) qu").match(low, n.end)
    if last.kind is Kind.POINTS and last.direction and more and between.rstrip().endswith(" et"):
        return True  # « 3 points de plus qu’en 2025 et 9 de plus qu’en 2020 »
    if last.kind not in (Kind.MEASUREMENT, Kind.MONEY, Kind.DURATION) or not last.value / 1000 <= n.value <= last.value:
        return False
    if ". " in between:
        return False
    part = compiled(r"(?r)(?:\(|, (?:et |dont |soit )?| et | dont |: )(?:environ |près de |plus de )?").match(
        low, last.span.end, n.start
    )
    if last.kind is Kind.MONEY and n.scale >= 1_000_000:
        counted = compiled(r" (?:de |d'|du |des )").match(low, n.end)  # « 3 millions d’habitants »
        return part is not None or counted is None  # « 169,7 millions d’euros, avec un emprunt de 58 millions »
    return (
        part is not None
        and compiled(r" (?:de (?:plus|moins)|auprès|chez|lors|pour|aux?|en|dans|sur|par|à)\b").match(low, n.end)
        is not None
    )


def _in_parallel(low: str, n: Numeral, last: Quantity, between: str) -> bool:
    """« 96 jours à Nantes, 112 à Rennes et 124 à Brest »: the same preposition behind figures of the same size."""
    after = compiled(r" (?P<at>à|en|au|aux|dans|chez|pour) ").match(low, n.end)
    if after is None or last.value <= 0 or not last.value / SAME_SIZE <= n.value <= last.value * SAME_SIZE:
        return False
    return compiled(rf"[^.;:]* {after['at']} [^.,;:\d]+(?:,| et) ").fullmatch(between) is not None


def _taken_per(low: str, start: int) -> str | None:
    """The unit of « le nombre moyen d’élèves par classe s’établit à ⟂20,8 »."""
    m = compiled(PER_INDICATOR).match(low, max(0, start - 90), start)
    code = per_code(m["par"]) if m else None
    return f"1/{code}" if code and code not in PERIOD_CODES else None
