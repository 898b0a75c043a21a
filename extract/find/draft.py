"""The state of one reading: numerals, what was decided so far; and a quantity on its way, before its modifiers."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from extract.find import durations
from extract.find.cells import CellUnit
from extract.find.line import Line
from extract.find.measure import Measure, measure
from extract.find.modifiers import Modifiers, hedge_before, modifiers
from extract.find.numeral import Numeral
from extract.find.quantity import Bound, Direction, Ignored, Kind, Quantity, Reason, Statistic
from extract.find.tables import compiled, names, quick
from extract.text import Span

NOUN = r"[ -](?P<word>[^\W\d_]+'?)"
TEMPERATURES = frozenset({"Cel", "[degF]", "K"})
TAKES_SIGN = frozenset(
    {Kind.PERCENTAGE, Kind.POINTS, Kind.MONEY, Kind.MEASUREMENT, Kind.RATE, Kind.COUNT, Kind.DURATION}
)


# From a mean to what it was or what it became: « 87,20 €, contre 85 € », « (+ 4,2 points) », « a perdu 1,50 €, à 87,20 € »
SAME_MEASURE = r"(?: ?\((?:soit )?|,? soit |,? (?:contre|à|après) |[^.;:!?\d]{0,40},? (?:contre|après) (?:environ |près de |plus de )?|, alors qu'(?:il|elle) [^\W\d_]+ (?:les |de |à )?)"


# Between two changes by the same word: « et de 1,9 % », « , le fioul de 13,1 % »
LIKE_CHANGE = 8  # how many times a change may be another that it is held against
SAME_CHANGE = r"(?r)(?:\bet|,|, puis|\bpuis|\bou|, soit) (?:(?:même |encore )?|(?:celui |celle |ceux |les? |la |l')[^,.;:\d]{2,40} )(?:de |d')(?:près de |plus de |environ |presque )?"


@dataclass(slots=True)
class Draft:
    """A quantity without its modifiers; `direction` where the shape itself has one (« divisé par deux »)."""

    start: int
    end: int
    value: Decimal
    kind: Kind
    unit: str
    upper: Decimal | None = None
    noun: Span | None = None
    parts: tuple[int, int] | None = None
    direction: Direction | None = None
    bound: Bound | None = None
    flags: tuple[str, ...] = ()
    ranged: bool = False
    exact: bool = False  # value has decimals
    level: bool = False  # no change, whatever words of change stand before: a rank, an end of « passe de 3 à 4 »
    article: bool = False  # its number is « un » or « une »


@dataclass(slots=True)
class Drop:
    """A number that is no claim."""

    span: Span
    reason: Reason
    value: Decimal | None = None
    kind: Kind | None = None
    unit: str | None = None


@dataclass
class Reading:
    """One line with its numerals, and what the steps before have taken: they look back on it, and it never looks ahead."""

    line: Line
    numerals: list[Numeral]
    cell: CellUnit | None
    web: tuple[Span, ...]
    floor: int = 0
    last: Quantity | None = None
    money: Quantity | None = None  # the last amount
    change: Quantity | None = None  # the last one whose direction its words gave, not its sign
    dropped: Drop | None = None
    lent: dict[int, tuple[Measure | None, Decimal]] = field(
        default_factory=dict
    )  # numeral → measure and scale of its partner
    measures: dict[int, Measure | None] = field(default_factory=dict)

    def at(self, index: int) -> tuple[Numeral, str]:
        """A numeral, and the line in lower case."""
        return self.numerals[index], self.line.low

    def keep(self, quantity: Quantity) -> None:
        self.floor, self.last, self.dropped = max(quantity.span.end, self.floor), quantity, None
        if quantity.kind is Kind.MONEY:
            self.money = quantity
        if quantity.direction and quantity.extent.start < quantity.span.start:
            self.change = quantity

    def drop(self, drop: Drop) -> None:
        self.floor, self.dropped = max(drop.span.end, self.floor), drop

    def measure(self, index: int) -> Measure | None:
        """The unit behind a numeral, worked out once."""
        if index not in self.measures:
            self.measures[index] = measure(self.line, self.numerals[index])
        return self.measures[index]

    def ceiling(self, index: int, end: int) -> int:
        """Where the words behind a quantity end at the latest: at the next numeral that is not an article."""
        for n in self.numerals[index + 1 : index + 6]:
            if n.start >= end and not n.one:
                return n.start
        return len(self.line.low)

    def hedged(self, n: Numeral) -> bool:
        """Whether a hedge stands before a numeral: « supérieur à vingt »."""
        return hedge_before(self.line.low[max(self.floor, n.start - 30) : n.start]) is not None

    def noun_after(self, at: int) -> str | None:
        """The word that a number ending at `at` counts, where one follows."""
        m = quick(NOUN).match(self.line.low, at)
        return None if m is None or m["word"] in names("function") or m["word"].endswith("'") else m["word"]


def finish(reading: Reading, index: int, draft: Draft) -> Quantity | Ignored:
    """The quantity of a draft with its sign and modifiers; a duration that only says when or how old is dropped here."""
    line = reading.line
    start = _signed(reading, draft)
    minus = _minus(line, draft) if start == draft.start and reading.cell is None else None
    start = start if minus is None else minus
    ceiling = max(draft.end, reading.ceiling(index, draft.end))
    clause = reading.last.span.end if reading.last else 0
    mods = modifiers(
        line, Span(start, draft.end), reading.floor, clause, ceiling, draft.ranged, draft.kind is Kind.COUNT
    )
    direction = draft.direction or (None if draft.level else mods.direction)
    value = draft.value
    if minus is not None or (start < draft.start and draft.unit in TEMPERATURES):
        direction, value = None, value if line.plain[start] == "+" else -value
    if draft.ranged and value < 0:
        direction = None  # « entre -5 et 3 °C »
    if direction is None and not draft.ranged and not draft.level:
        direction = _shared_direction(reading, draft, start)
    if draft.kind is Kind.MONEY and start < draft.start and reading.cell is None and not _in_brackets(line, start):
        direction, value = None, -value if line.plain[start] == "-" else value  # « résultat net : -12,4 M€ » is a level
    if draft.kind is Kind.DURATION:
        measured = (
            draft.exact or _after_duration(reading, draft) or direction is not None or (mods.statistic is not None)
        )
        why = durations.reason(line, draft.start, draft.end, draft.unit, measured)
        if why is None and draft.article and not durations.lasts(line, draft.start):
            why = Reason.PERIOD
        if why is Reason.PERIOD and draft.unit == "a" and _after_age(reading, draft.start):
            why = Reason.AGE
        if why:
            upper = None if draft.upper is None else normal(draft.upper)
            bound = _bound(draft, mods)
            here = Span(draft.start, draft.end)
            return Ignored(here, here.of(line.text), why, normal(value), draft.kind, draft.unit, upper, bound)
    kind, unit = _kind_and_unit(reading, draft, start)
    statistic = mods.statistic or _shared_statistic(reading, start)
    numerator, denominator = draft.parts or (None, None)
    misread = any(draft.start <= i < draft.end for i in line.misread)
    return Quantity(
        span=Span(start, draft.end),
        text=line.text[start : draft.end],
        value=normal(value),
        kind=kind,
        unit=unit,
        bound=_bound(draft, mods),
        upper=None if draft.upper is None else normal(draft.upper),
        direction=direction,
        statistic=statistic,
        extent=mods.extent,
        noun=draft.noun,
        numerator=numerator,
        denominator=denominator,
        flags=(*draft.flags, "ocr_digit") if misread else draft.flags,
    )


def _kind_and_unit(reading: Reading, draft: Draft, start: int) -> tuple[Kind, str]:
    """A bare change behind a percentage is in points, « (14 %, +5) »; an incidence is of inhabitants, « 50/100 000 »."""
    line, last = reading.line, reading.last
    signed = draft.kind is Kind.COUNT and start < draft.start and line.plain[start] in "+-"
    if (
        signed
        and last is not None
        and last.kind is Kind.PERCENTAGE
        and line.low[last.span.end : start] in (", ", " ; ")
    ):
        return Kind.POINTS, "point"
    if draft.unit == "1/100000" and "incidence" in line.low:
        return draft.kind, "1/100000 habitants"
    return draft.kind, draft.unit


def _minus(line: Line, draft: Draft) -> int | None:
    """Where the sign of a level below zero starts: « moins 12 degrés », « à -30 », « entre -10 et », a number and nothing else."""
    if draft.unit in TEMPERATURES:
        m = compiled(r"(?r)(?<!\b(?:au|du|en|ou|pas|non) )\bmoins |(?<=[^\s\d-] )- ").match(
            line.low, max(0, draft.start - 12), draft.start
        )
        if m:
            return m.start()
    if draft.kind in (Kind.FRACTION, Kind.COUNT, Kind.MEASUREMENT):
        if draft.kind is Kind.COUNT and (m := compiled(r"(?r)(?<=\b(?:à|entre) )-").match(line.low, 0, draft.start)):
            return m.start()
        return lone_sign(line, draft.start, draft.end)
    return None


def lone_sign(line: Line, start: int, end: int) -> int | None:
    """Where the sign of a number starts: « négatif cinq »; « -12 », « moins trois » in a line with nothing else."""
    if line.low.endswith(("négatif ", "négative "), max(0, start - 12), start):
        return line.low.rindex("négati", 0, start)
    if start >= 9 or end != len(line.low.rstrip()):
        return None
    m = compiled(r" *(?P<sign>-|moins) *").fullmatch(line.low, 0, start)
    return m.start("sign") if m else None


def _after_age(reading: Reading, start: int) -> bool:
    """« de 78 et 81 ans »: an age beside an age."""
    dropped = reading.dropped
    if dropped is None or dropped.reason is not Reason.AGE:
        return False
    return compiled(r" ?(?:,|et|à|ou|-) ?(?:de |d')?").fullmatch(reading.line.low, dropped.span.end, start) is not None


def _in_brackets(line: Line, start: int) -> bool:
    """« (-12 M€) », « soit -12 M€ »: a signed amount that says a change."""
    return compiled(r"(?r)(?:[(/;] ?|\bsoit |\bde )").match(line.low, max(0, start - 6), start) is not None


def normal(value: Decimal) -> Decimal:
    """A number without trailing zeros and without an exponent."""
    if value == value.to_integral_value():
        return Decimal(int(value))
    return round(value, 9).normalize() if -4 < value.adjusted() < 15 else value  # a third of an hour does not end


def _bound(draft: Draft, mods: Modifiers) -> Bound:
    if draft.ranged:
        return Bound.BETWEEN
    if mods.bound is not Bound.EXACTLY:
        return mods.bound
    return draft.bound or Bound.EXACTLY


def _shared_statistic(reading: Reading, start: int) -> Statistic | None:
    """A change in brackets behind a mean is a change of that mean: « moyen : 84,5 % (+ 4,2 points) »."""
    last = reading.last
    if last is None or last.statistic is None:
        return None
    between = reading.line.low[last.span.end : start]
    return last.statistic if compiled(SAME_MEASURE).fullmatch(between) else None


def _shared_direction(reading: Reading, draft: Draft, start: int) -> Direction | None:
    """« en croissance de 2,8 % sur un an et de 1,9 % à magasins comparables »: one word of change for both."""
    change, low, end = reading.change, reading.line.low, draft.end
    if change is None or compiled(r"[.!?;] ").search(low, change.span.end, start) or start - change.span.end > 90:
        return None
    if compiled(SAME_CHANGE).match(low, change.span.end, start):
        return change.direction
    alike = draft.kind is change.kind is Kind.PERCENTAGE and change is reading.last
    part = alike and draft.value <= change.value and compiled(r", dont ").fullmatch(low, change.span.end, start)
    if part and compiled(
        r" (?:à (?:périmètre|données|taux|changes?)|en (?:volume|organique|valeur)|grâce|liée?s?|due?s?|imputable)"
    ).match(low, end):
        return change.direction  # « en hausse de 43 %, dont 36 % à périmètre constant »
    near = alike and change.value <= draft.value * LIKE_CHANGE and draft.value <= change.value * LIKE_CHANGE
    if near and compiled(r"(?r)\b(?:après|contre) (?:seulement |environ |près de |plus de )?").match(low, 0, start):
        return change.direction  # « ont augmenté de 2,4 % en 2025 après 1,9 % en 2024 »
    if draft.kind is change.kind and change is reading.last and gapped(reading, start):
        return change.direction
    if compiled(r"(?:,| et| puis|, puis) ").fullmatch(low, change.span.end, start) and compiled(
        r" respectivement\b|[.,;)]|$| (?:en|sur|dans|au|aux|à|chez) "
    ).match(low, end):
        return change.direction  # « a progressé de 12 % et 8 % en 2024 et 2025 »
    # « des baisses de 3 % pour les uns, 5 % pour les autres »: what follows both is alike
    after = compiled(r" (?:pour|des|du|dans|en|chez|aux?|sur)\b").match(low, change.span.end)
    if after and low.startswith(after.group(), end) and compiled(r"(?r)(?:, | et )").match(low, after.end(), start):
        return change.direction
    return None


def gapped(reading: Reading, start: int) -> bool:
    """« la Gironde gagne 900 emplois et la Charente-Maritime 300 »: the verb and the noun are those of the figure before."""
    last = reading.last
    if last is None or not 0 < start - last.span.end < 80:
        return False
    joined = compiled(r"(?: [^\W\d_][\w'-]*){0,4},? (?:et|puis) (?:la |le |les |l')[A-ZÀÉÈÎÔ][\w'-]* (?:de |d')?")
    return joined.fullmatch(reading.line.plain, last.span.end, start) is not None


def _after_duration(reading: Reading, draft: Draft) -> bool:
    """« un délai de 4,5 jours, contre 6 jours »: a duration beside a measured one of its unit, in one sentence."""
    last = reading.last
    if last is None or last.kind is not Kind.DURATION or last.unit != draft.unit:
        return False
    return (
        compiled(r"[.!?] |\b(?:depuis|après|il y a|pendant|en|sur) $").search(
            reading.line.low, last.span.end, draft.start
        )
        is None
    )


def _signed(reading: Reading, draft: Draft) -> int:
    """Where the quantity starts with its sign, « + 4,2 % », « -3,0 % », « (soit +4) »; a dash that is a bullet is no sign."""
    if draft.kind not in TAKES_SIGN or draft.ranged:
        return draft.start
    m = compiled(r"(?r)(?P<before>.?.?)(?P<sign>[+-])(?P<gap> ?)").match(
        reading.line.plain, max(0, draft.start - 4), draft.start
    )
    if m is None or (m.start("sign") < reading.floor):
        return draft.start
    before, gap = m["before"], m["gap"]
    opened = not before.strip() or before[-1] in "(:;/[«" or (before[-1] == " ")
    if not opened or (before.strip() and before[0].isdigit() and m["sign"] == "-"):
        return draft.start
    if m["sign"] == "+":
        return m.start("sign") if not before.strip() or not before.strip()[-1].isdigit() else draft.start
    heads = m.start("sign") == 0
    sign = m.start("sign")
    led = compiled(r"(?r)(?:\b(?:soit|après|contre) |: |\([^()]*, )").match(reading.line.low, max(0, sign - 60), sign)
    bracket = before.endswith("(") or led is not None
    goes_on = before == ", " and reading.last is not None and reading.last.direction is not None
    if reading.cell is not None or bracket or goes_on:  # « – 1 300 sur le trimestre, – 4,1 % sur un an »
        return m.start("sign")
    return (
        m.start("sign")
        if not gap and (not heads or draft.kind is not Kind.COUNT) and draft.kind not in (Kind.COUNT, Kind.DURATION)
        else draft.start
    )
