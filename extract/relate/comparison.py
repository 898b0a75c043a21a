"""What a figure is set against: the baseline of a change, the claim that it is compared to, the total that it is part of."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from extract import regex
from extract.blocks import BlockKind, Outline
from extract.find.quantity import Found, Quantity
from extract.relate import columns, dates
from extract.relate.blocktimes import when
from extract.relate.folding import fold
from extract.relate.inherited import INHERITED as INHERITED_PERIOD
from extract.relate.period import SAME_STRETCH, Calendar
from extract.relate.relation import When
from extract.relate.respective import row
from extract.relate.times import Moment
from extract.relate.timevalues import Role
from extract.relate.zones import is_comparison, sentence_at, zone_at
from extract.text import Span

RESOLVED = "resolved_baseline"
INHERITED = "inherited_baseline"
_SAME_BEFORE = regex.compile(
    r"(?:\bque?(?:'|\b) ?|par rapport )(?:à|aux?|sur)? ?(?:la |les )?mêmes? (?:période|date|dates|époque|semaine|mois)(?! (?:de|en) \d)"
)


_USUAL = regex.compile(
    r" (?:à |de plus que |de moins que |au-dessus de |en dessous de )?(?:l'habitude|d'habitude|la normale|la moyenne)"
)
"""« supérieur de 18 % à l'habitude »: no time that it is measured against."""


class Baselines:
    """The baselines of a release's changes."""

    def __init__(self, outline: Outline, found: tuple[Found, ...], calendar: Calendar) -> None:
        self._outline, self._found, self._calendar = outline, found, calendar
        self._last: tuple[int, When, str] | None = None  # block, baseline said there, period of that change

    def baseline(self, index: int, quantity: Quantity, period: When | None) -> When | None:
        """What a change is measured against; None for a level. Asked in the order of the text."""
        found = self._own(index, quantity, period)
        if quantity.direction is None or self._outline.blocks[index].cell is not None:
            return found
        if found is not None and period is not None and INHERITED not in found.flags:
            self._last = index, found, period.edtf
        return found or self._going_on(index, period)

    def _going_on(self, index: int, period: When | None) -> When | None:
        """« … + 8,7 % par rapport à la saison dernière. La hausse s'élève à + 8,3 % chez les hommes »: the same comparison."""
        if self._last is None or period is None:
            return None
        at, said, held = self._last
        if at != index or held != period.edtf:
            return None
        return replace(said, flags=tuple(dict.fromkeys((*said.flags, INHERITED))))

    def _own(self, index: int, quantity: Quantity, period: When | None) -> When | None:
        """What its own sentence, table or lead-in says."""
        block = self._outline.blocks[index]
        if block.cell is not None and (quantity.direction or columns.is_change(block.cell)):
            said = columns.baseline(block.cell, self._calendar.times.today)
            if said or quantity.direction is None:
                return said
        if quantity.direction is None:
            return None
        sentence = sentence_at(block.text, quantity.span.start)
        here = [m for m in self._calendar.times.moments(index) if sentence.start <= m.span.start < sentence.end]
        if since := self._calendar.since_then(index, quantity):
            return When(since[0], None, (RESOLVED,))
        return (
            self._named(index, sentence, here, quantity, period)
            or self._lapsed(index, quantity, period)
            or self._compared(index, sentence, here, quantity, period)
            or self._announced(index, period)
        )

    def _announced(self, index: int, period: When | None) -> When | None:
        """« évolution par rapport au trimestre précédent : »: what the lead-in or heading measures its changes against."""
        block = self._outline.blocks[index]
        above = [] if block.lead_in is None else [block.lead_in]
        if block.kind is BlockKind.ITEM:
            above += reversed(block.heading)
        for at in above:
            text = self._outline.blocks[at].text
            if ends := self._calendar.times.two_ends(at, Span(0, len(text))):
                return When(ends[0].edtf or "", ends[0].span.of(text), (INHERITED,))
            for m in self._calendar.times.moments(at):
                edtf = m.edtf
                if m.role is Role.RANGE and m.plain and edtf:
                    return When(edtf.split("/")[0], m.span.of(text), (INHERITED,))
                if m.baseline and m.role is Role.PRIOR and period:
                    edtf = dates.step(period.edtf, m.steps, m.unit)
                elif period and edtf and len(edtf) == 4 and SAME_STRETCH.search(fold(text)):
                    edtf = dates.shift(period.edtf, int(edtf) - dates.year_of(period.edtf))
                if m.baseline and edtf:
                    return When(edtf, m.span.of(text), (INHERITED,))
            if period and _SAME_BEFORE.search(fold(text)):
                return When(dates.shift(period.edtf, -1), None, (RESOLVED, INHERITED))
        return None

    def _named(
        self, index: int, sentence: Span, here: list[Moment], quantity: Quantity, period: When | None
    ) -> When | None:
        """« par rapport à 2023 », « de moins qu'en 2023 », « depuis 2019 », « de 2021 à 2025 »."""
        block = self._outline.blocks[index]
        ends = self._calendar.times.two_ends(index, sentence)
        if ends and period and ends[0].edtf != period.edtf:
            return when(block, ends[0])
        said = [m for m in here if m.baseline or m.role in {Role.SINCE, Role.RANGE, Role.BOTH}]
        if any(m.baseline for m in said):  # « entre janvier et mai 2025 par rapport à la même période de 2024 »
            said = [m for m in said if m.role is not Role.RANGE]
        after = [m for m in said if m.span.start >= quantity.span.end]
        before = [m for m in said if m.span.start < quantity.span.end]
        quantities = self._found[index].quantities
        mine = row(block.text, quantities, quantities.index(quantity))  # « + 6 % et + 9 % par rapport à 2023 »
        others = [q.span.start for i, q in enumerate(quantities) if q.direction and q is not quantity and i not in mine]
        for m in [*after, *reversed(before)]:
            low, high = sorted((quantity.span.start, m.span.start))
            since = m.role is Role.SINCE and m.span.start >= quantity.span.end
            if (m.baseline or since) and any(low < other < high for other in others):
                continue  # it is the other change that this one is said of
            edtf = self._calendar.edtf(block, m, sentence, index)
            if edtf is None:
                continue
            if m.role is Role.RANGE:
                edtf = edtf.split("/")[0]
            elif m.role is Role.BOTH and (ends_of := self._calendar.both(index, m)):
                edtf = ends_of[0]
            if m.role is Role.PRIOR and period and INHERITED_PERIOD in period.flags and ".." not in period.edtf:
                edtf = dates.step(period.edtf, m.steps, m.unit)  # « 2 % de plus qu'un an plus tôt »
            near = fold(block.text[max(sentence.start, m.span.start - 40) : min(sentence.end, m.span.end + 40)])
            if period and SAME_STRETCH.search(near) and len(edtf) == 4:
                edtf = dates.shift(period.edtf, int(edtf) - dates.year_of(period.edtf))
            elif period and edtf == period.edtf and m.resolved:
                edtf = dates.shift(edtf, -1)
            return When(edtf, m.span.of(block.text), (RESOLVED,) if m.resolved or m.role is Role.PRIOR else ())
        clause = fold(sentence.of(block.text))
        if period and _SAME_BEFORE.search(clause):
            return When(dates.shift(period.edtf, -1), None, (RESOLVED,))
        return None

    def _lapsed(self, index: int, quantity: Quantity, period: When | None) -> When | None:
        """« en un an »: the period one year before, where the period is known."""
        lapse = self._calendar.lapse(index, quantity)
        block = self._outline.blocks[index]
        if _USUAL.match(fold(block.text[quantity.span.end : quantity.span.end + 30])):
            return None
        if lapse is None or period is None or ".." in period.edtf:
            return None
        moved = dates.step(period.edtf, lapse.steps, lapse.unit)
        return When(moved, None, (RESOLVED,)) if moved != period.edtf else None

    def _compared(
        self, index: int, sentence: Span, here: list[Moment], quantity: Quantity, period: When | None
    ) -> When | None:
        """« 31 tués en 2024, contre 38 l'année précédente (-18,4 %) »: the time of the figure compared with."""
        block = self._outline.blocks[index]
        for m in here:
            zone = zone_at(block.text, sentence, m.span.start)
            if zone == sentence or m.baseline or not is_comparison(block.text, zone) or zone.contains(quantity.span):
                continue
            inside = [q for q in self._found[index].quantities if zone.contains(q.span)]
            if any(q.direction is None for q in inside):
                edtf = self._calendar.edtf(block, m, sentence, index)
                if edtf and (period is None or edtf != period.edtf):
                    return When(edtf, m.span.of(block.text), (RESOLVED,) if m.role is Role.PRIOR or m.resolved else ())
        return None


Links = dict[int, int]
"""From the position of a claim to the position of another."""


def links(outline: Outline, placed: list[tuple[int, Quantity]]) -> tuple[Links, Links]:
    """(compared to, part of) for claims given as (block, quantity) in the order of the text."""
    compared: Links = {}
    part: Links = {}
    for at, (index, q) in enumerate(placed):
        text = outline.blocks[index].text
        sentence = sentence_at(text, q.span.start)
        here = takewhile(lambda i: placed[i][0] == index, range(at - 1, -1, -1))  # noqa: B023 - used up at once
        earlier = [i for i in here if placed[i][1].span.start >= sentence.start]
        zone = zone_at(text, sentence, q.span.start)
        if (
            zone != sentence
            and is_comparison(text, zone)
            and (inside := _first_before(placed, earlier, zone)) is not None
        ):
            compared[at] = inside
        total = _total(outline, placed, at, earlier, zone, sentence)
        if total is not None:
            part[at] = total
    return compared, part


def _first_before(placed: list[tuple[int, Quantity]], earlier: list[int], zone: Span) -> int | None:
    return next((i for i in earlier if placed[i][1].span.end <= zone.start), None)


_DONT = regex.compile(r"\bdont(?: [\w']+){0,4}? ?$")
_ITEMS = regex.compile(r"^[(\[]\s*(?:dont\b|soit\b|répartis?\b)?")


def _total(
    outline: Outline,
    placed: list[tuple[int, Quantity]],
    at: int,
    earlier: list[int],
    zone: Span,
    sentence: Span,
) -> int | None:
    """The total of which a count is an item: before « dont », or before the bracket that itemises it."""
    index, q = placed[at]
    text = outline.blocks[index].text
    before = fold(text[sentence.start : q.extent.start or q.span.start])
    if q.direction is None and _DONT.search(before):
        for i in earlier:
            if _smaller(q, placed[i][1]):
                return i
        if before.strip().startswith("dont") or not before.replace("dont", "").strip():
            up = at - 1
            if up >= 0 and placed[up][0] == index - 1 and _smaller(q, placed[up][1]):
                return up
    if zone != sentence and text[zone.start] in "([" and q.direction is None:
        holder = _first_before(placed, earlier, zone)
        inside = [i for i in range(len(placed)) if placed[i][0] == index and zone.contains(placed[i][1].span)]
        counts = [i for i in inside if placed[i][1].unit == q.unit and placed[i][1].direction is None]
        if holder is not None and len(counts) > 1 and at in counts and _smaller(q, placed[holder][1]):
            return holder
        if holder is not None and part_like(text, zone, q) and _smaller(q, placed[holder][1]):
            return holder
    return None


def part_like(text: str, zone: Span, quantity: Quantity) -> bool:
    """Whether the bracket opens with « dont » for this quantity."""
    opening = _ITEMS.match(fold(text[zone.start : quantity.span.start]))
    return opening is not None and "dont" in opening.group()


def _smaller(item: Quantity, total: Quantity) -> bool:
    return item.kind == total.kind and item.unit == total.unit and item.value <= total.value
