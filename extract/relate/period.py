"""When a claim holds: the time in its sentence that governs it, else the one that it inherits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from extract import regex
from extract.blocks import Block, BlockKind, Outline
from extract.find.quantity import Found, Kind, Quantity
from extract.relate import columns, dates, reports
from extract.relate.blocktimes import RESOLVED, SAYS_WHEN, BlockTimes, when
from extract.relate.folding import fold
from extract.relate.govern import governor
from extract.relate.inherited import FINITE, OUTSIDE, TAKES_UP, Inheritance, inherited
from extract.relate.mention import mentions
from extract.relate.relation import Head, When
from extract.relate.respective import turn
from extract.relate.times import Moment
from extract.relate.timevalues import Role
from extract.relate.zones import around, breaks, is_comparison, sentence_at, zone_at
from extract.text import Span

SAME_STRETCH = regex.compile(
    r"\b(?:la même (?:période|date|époque|semaine)|(?:aux?|les|des) mêmes (?:dates|mois|périodes|semaines)|(?:le|au|du) même (?:mois|trimestre|semestre|moment))\b"
)
_BESIDE = regex.compile(r"\s*(?:chez|pour|dans|parmi|en moyenne|au niveau|à l'échelle|des|de la population)\b")
"""« contre 66 % chez les ouvriers »: compared with others at the same time, not with another time."""
_FROM = regex.compile(r"\b(?<!près |plus |moins )(?:de|d'|passée?s? de|passant de)\s*$")
_TO = regex.compile(r"^[\s\w%€'°.-]{0,40}?\bà\s+(?:(?:plus|près|moins) de )?$")


_SO = regex.compile(r"\bsoit (?:une?|de|d'|\+|-)")
_THEY_WERE = regex.compile(r"(?:ils|elles|il|elle|on)\b[^,.;:]{0,20}\b\p{L}+(?:ait|aient)\b")
"""« Elles étaient 37 », « On en comptait 655 »: what was, against what is told before."""
_LAST_SEASON = regex.compile(r"(?:l'|le )(?:été|printemps|automne) dernier")
"""« contre 88,7 % l'été dernier », told in September of the summer that is over: the one before it."""
_SO_FAR = regex.compile(r"\bjusqu(?:'ici|'alors|e-là)\b")
"""« Envoyé jusqu'ici à 5 millions de ménages, le chèque pourrait en perdre un million en 2026 »: the time is another's."""
_COMPLETES = regex.compile(r", pour une? [^,;:]*$")
"""« 48 000 assurés ont été arrêtés dans l'année, pour une durée moyenne de 37 jours »: what goes with the figure before."""
_COMES_TO = regex.compile(r"(?:, |\bpour (?:atteindre|s'établir|finir) )à (?:près de |plus de )?$")
"""« gagne 1,5 point entre 2024 et 2025, à 91 % »: the level at the end."""


def _is_part_of_year(moment: Moment) -> bool:
    return dates.unit_of(moment.edtf or "") in ("q", "s")


def _held_then(block: Block, here: list[Moment], quantity: Quantity) -> Moment | None:
    """« presque autant qu'en 2024 (9 450 t) »: the level at the time that is compared with."""
    for m in here:
        between = block.text[m.span.end : quantity.span.start]
        if m.baseline and m.edtf and between in (" (", "\u00a0("):
            return m
    return None


def _is_stretch(moment: Moment, block: Block) -> bool:
    """« sur le trimestre », « sur l'année », but no « en un an »."""
    return moment.role is Role.LAPSE and fold(moment.span.of(block.text)).startswith(("sur le ", "sur la ", "sur l'"))


def _stretch_of(moment: Moment, block: Block) -> Moment:
    return replace(moment, role=Role.SAME) if _is_stretch(moment, block) else moment


class Calendar:
    """The times of a release and which of them governs a quantity."""

    def __init__(self, outline: Outline, head: Head, found: tuple[Found, ...]) -> None:
        self.times = BlockTimes(outline, head, found)
        self._inheritance = Inheritance(self.times)

    def period(self, index: int, quantity: Quantity) -> When | None:
        """When a quantity of a block holds."""
        block = self.times.outline.blocks[index]
        if block.cell is not None:
            cell = columns.period(block.cell, self.times.today)
            return cell or self._inheritance.above(index) or inherited(self._inheritance.title)
        sentence = sentence_at(block.text, quantity.span.start)
        here = self.times.in_sentence(index, sentence)
        if self.end_of_pair(index, quantity) == 0:
            return self._first_of_pair(block, sentence, here, index, quantity)
        if since := self.since_then(index, quantity):
            return since[1]
        if (said := self._in_turn(block, sentence, here, index, quantity)) is not None:
            return when(block, said)
        if own := self._own(block, sentence, here, index, quantity):
            return None if own[0].role is Role.NOW else when(block, own[0], own[1])
        if any(m.role is Role.NOW for m in here):
            return None
        if block.kind is BlockKind.TITLE:
            return reports.of_kind(block, self.times.today) or self._inheritance.before(index, sentence, quantity, here)
        if (told := self._told_before(block, sentence, index, quantity)) or block.kind in OUTSIDE:
            return told or self._inheritance.of_survey(index, sentence)
        if above := self._inheritance.above(index, sentence, change=quantity.direction is not None):
            return above
        return (
            self._inheritance.of_survey(index, sentence)
            or self._inheritance.before(index, sentence, quantity, here)
            or self._beside(block, sentence, index, quantity)
            or self._inheritance.of_bulletin(index, sentence, quantity)
        )

    def _in_turn(
        self, block: Block, sentence: Span, here: list[Moment], index: int, quantity: Quantity
    ) -> Moment | None:
        """« 12 et 14 M€ en 2024 et 2025 »: the time that is the figure's in its turn."""
        times = [m for m in here if m.plain and m.role is Role.PERIOD]
        if len(times) < 2:
            return None
        spans = [m.span for m in times]
        at = turn(block.text, sentence, self.times.found[index].quantities, quantity, spans)
        return None if at is None else times[at]

    def _beside(self, block: Block, sentence: Span, index: int, quantity: Quantity) -> When | None:
        """« dont 738 pour vitesse excessive, 56 liées à… »: when the figure before held, where no verb stands between."""
        before = self._before_it(block, sentence, index, quantity)
        if before is None or self.end_of_pair(index, quantity) == 1:
            return None
        at, between = before
        between = between[m.start() :] if (m := _COMPLETES.search(between)) else between
        zone = zone_at(block.text, sentence, self.times.found[index].quantities[at].span.start)
        if zone != sentence and is_comparison(block.text, zone) and zone.end <= quantity.span.start:
            return None  # « portée à 4,5 M€ contre 3,9 M€ l'an dernier, bénéficiera à 210 associations »
        if FINITE.search(between) or ";" in between or regex.search(r"\bcontre\b", between):
            return None
        return inherited(self.period(index, self.times.found[index].quantities[at]))

    def _before_it(self, block: Block, sentence: Span, index: int, quantity: Quantity) -> tuple[int, str] | None:
        """The place of the figure before in the same sentence, and the words between."""
        quantities = self.times.found[index].quantities
        at = quantities.index(quantity) - 1
        if at < 0 or quantities[at].span.start < sentence.start:
            return None
        return at, fold(block.text[quantities[at].span.end : quantity.span.start])

    def _told_before(self, block: Block, sentence: Span, index: int, quantity: Quantity) -> When | None:
        """« 2 310 patients, dont un tiers sans leur consentement »: when the figure held of which it is a part."""
        before = self._before_it(block, sentence, index, quantity)
        if before is None:
            return None
        first, between = before
        quantities = self.times.found[index].quantities
        after = fold(block.text[quantity.span.end : quantity.span.end + 20])
        part = regex.search(r"\b(?:dont|soit)\b[^,;]{0,30}$|\([^()]{0,12}$", between)
        beside = between.rstrip().endswith("contre") and _BESIDE.match(after)
        if not (part or beside):
            return None
        own = zone_at(block.text, sentence, quantity.span.start)
        while first > 0 and quantities[first - 1].span.start >= sentence.start:
            zone = zone_at(block.text, sentence, quantities[first].span.start)
            if zone in (own, sentence) or not is_comparison(block.text, zone):
                break
            first -= 1  # « 312, contre 428 la semaine précédente, soit – 27 % »: of the first, not of the second
        return inherited(self.period(index, quantities[first]))

    def _first_of_pair(
        self, block: Block, sentence: Span, here: list[Moment], index: int, quantity: Quantity
    ) -> When | None:
        """When the first of « de 31,6 à 18,9 » held: the start of the stretch, or as long before the second as is said."""
        quantities = self.times.found[index].quantities
        second = quantities[quantities.index(quantity) + 1]
        for m in here:
            if m.role is Role.BOTH and (ends := self.both(index, m)):
                return when(block, m, ends[0])
            if m.edtf is None or m.baseline:
                continue
            if m.role is Role.RANGE:
                return when(block, m, m.edtf.split("/")[0])
            if quantity.span.end <= m.span.start < second.span.start and m.role is Role.PERIOD:
                return when(block, m)
        lapse, after = self.lapse(index, quantity), self.period(index, second)
        if lapse is None or after is None or ".." in after.edtf:
            return None
        return replace(after, edtf=dates.step(after.edtf, lapse.steps, lapse.unit), flags=(RESOLVED,))

    def lapse(self, index: int, quantity: Quantity) -> Moment | None:
        """The time that a change took (« en un an »), from its sentence or lead-in."""
        block = self.times.outline.blocks[index]
        sentence = sentence_at(block.text, quantity.span.start)
        found = [m for m in self.times.in_sentence(index, sentence) if m.role is Role.LAPSE]
        after = [m for m in found if m.span.start >= quantity.span.end]
        before = [m for m in found if m.span.start < quantity.span.end]
        near = [m for m in after if not breaks(block.text, quantity.span.end, m.span.start)]
        chosen = next(iter([*near, *reversed(before), *after]), None)
        if chosen is None and block.lead_in is not None:
            chosen = next((m for m in self.times.moments(block.lead_in) if m.role is Role.LAPSE), None)
        return chosen

    def edtf(self, block: Block, moment: Moment, sentence: Span, index: int) -> str | None:
        """What a moment says; « l'année précédente » counts from the other time of its sentence."""
        if moment.role is Role.SAME:
            return self._last_said(index, moment)
        if moment.role is Role.BOTH:
            ends = self.both(index, moment)
            return ends[1] if ends else None
        if moment.role is Role.SO_FAR:
            return self._so_far(index, moment)
        if moment.role is Role.RUNNING:
            return self._running
        if moment.role is Role.PRIOR:
            others = [m for m in self.times.in_sentence(index, sentence) if m is not moment and m.role in SAYS_WHEN]
            plain = sorted((m for m in others if m.plain), key=lambda m: dates.unit_of(m.edtf or "") != moment.unit)
            anchor = plain[0].edtf if plain else None  # « la saison 2024-2025… la saison précédente »
            repeat = next((m for m in others if m.role is Role.SAME), None)
            if anchor is None and repeat is not None:
                anchor = self._last_said(index, repeat)
            if anchor is None and TAKES_UP.search(fold(sentence.of(block.text))):
                earlier = self.times.said_before(index, sentence)
                anchor = earlier.edtf if earlier else None
            if anchor is None:
                above = self._inheritance.above(index) or self._told_of(index, sentence, moment)
                above = above or self._inheritance.title or self._inheritance.bulletin
                anchor = above.edtf if above else None
            if anchor is None:
                return str(self.times.today.year + moment.steps) if self.times.today and moment.unit == "a" else None
            return dates.step(anchor, moment.steps, moment.unit)
        near = fold(block.text[max(sentence.start, moment.span.start - 40) : min(sentence.end, moment.span.end + 30)])
        same = moment.edtf and len(moment.edtf) == 4 and SAME_STRETCH.search(near)
        anchor = self._stretch(index, sentence, moment) if same else None
        if moment.edtf and anchor:
            return dates.shift(anchor, int(moment.edtf) - dates.year_of(anchor))
        return moment.edtf

    def _told_of(self, index: int, sentence: Span, moment: Moment) -> When | None:
        """« 1 210 avis ont été rendus, contre 980 l'année précédente »: the time that the first figure inherits."""
        here = self.times.in_sentence(index, sentence)
        for q in self.times.found[index].quantities:
            if sentence.start <= q.span.start and q.span.end <= moment.span.start:
                return self._inheritance.before(index, sentence, q, here)
        return None

    def both(self, index: int, moment: Moment) -> tuple[str, str] | None:
        """The two times said last before « entre ces deux dates », the older first."""
        said: list[str] = []
        for at, m in self._said_above(index, moment):
            if m.attached or m.edtf is None:
                continue
            block = self.times.outline.blocks[at]
            edtf = self.edtf(block, m, sentence_at(block.text, m.span.start), at)
            if m.role is Role.RANGE and edtf and not said:
                first, last = edtf.split("/")
                return first, last
            if edtf and edtf not in said:
                said.append(edtf)
            if len(said) == 2:
                first, last = sorted(said, key=dates.ends)
                return first, last
        return None

    def _said_above(self, index: int, moment: Moment, over_headings: bool = False) -> Iterator[tuple[int, Moment]]:
        """The times before a moment with their blocks, the nearest first, up to the heading."""
        for at in range(index, -1, -1):
            if not over_headings and self.times.outline.blocks[at].kind in {BlockKind.HEADING, BlockKind.TITLE}:
                return
            for m in reversed(self.times.moments(at)):
                if at < index or m.span.end <= moment.span.start:
                    yield at, m

    def since_then(self, index: int, quantity: Quantity) -> tuple[str, When] | None:
        """« Ils étaient 37 sur la même période de 2024, soit une hausse de 19 % »: when the change is told, and since when.

        The past that the sentence names is what the time said before it is measured against.
        """
        if quantity.direction is None:
            return None
        block = self.times.outline.blocks[index]
        sentence = sentence_at(block.text, quantity.span.start)
        before = self._before_it(block, sentence, index, quantity)
        if before is None or not _SO.search(before[1]) or not _THEY_WERE.match(fold(sentence.of(block.text))):
            return None
        here = [m for m in self.times.in_sentence(index, sentence) if m.plain and m.span.end <= quantity.span.start]
        earlier = self.times.said_before(index, sentence)
        past = self.edtf(block, here[0], sentence, index) if len(here) == 1 else None
        if earlier is None or past is None or dates.ends(past) >= dates.ends(earlier.edtf or ""):
            return None
        return past, When(earlier.edtf or "", earlier.span.of(block.text), (RESOLVED,))

    @cached_property
    def _running(self) -> str | None:
        """The season (else none) of those said anywhere that the day of the release lies in, or that began last before it."""
        said = {
            m.edtf
            for at in range(len(self.times.outline.blocks))
            for m in self.times.moments(at)
            if m.edtf and "/" in m.edtf
        }
        seasons = sorted(s for s in said if len(s) == 9 and dates.unit_of(s) == "a")
        begun = [s for s in seasons if self.times.today and int(s[:4]) <= self.times.today.year]
        return begun[-1] if begun else None

    def _stretch(self, index: int, sentence: Span, moment: Moment) -> str | None:
        """The stretch of the year that « la même période » takes up: of the sentence, else said before."""
        for m in self.times.in_sentence(index, sentence):
            if m is not moment and m.edtf and not m.baseline and len(m.edtf) > 4:
                if m.role is Role.SINCE and len(m.edtf) == 10 and self.times.today:
                    return f"{m.edtf}/{self.times.today.isoformat()}"
                return m.edtf
        said = self._last_said(index, moment)
        return said if said and len(said) > 4 else None

    def _so_far(self, index: int, moment: Moment) -> str | None:
        """As many months, up to the end of the quarter or half-year said last, else that the title tells of."""
        said = next(
            (m.edtf for _, m in self._said_above(index, moment, over_headings=True) if m.plain and _is_part_of_year(m)),
            self._inheritance.title.edtf if self._inheritance.title else None,
        )
        if said is None or dates.unit_of(said) not in ("q", "s"):
            return None
        last = said.split("/")[1]
        return dates.span(dates.step(last, moment.steps + 1, "mo"), last)

    def _last_said(self, index: int, moment: Moment) -> str | None:
        """The last time said before, in the block or the ones above it up to the heading.

        A stretch of a certain length (« sur l'exercice ») is looked for over headings too, and then in the title.
        """
        unit = moment.unit if moment.role is Role.SAME else ""
        for at, m in self._said_above(index, moment, over_headings=bool(unit)):
            told = m.plain and m.role in SAYS_WHEN and (not unit or dates.unit_of(m.edtf or "") == unit)
            if told and not self.times.is_compared(at, m):
                return self.times.up_to_now(m.edtf or "") if m.role is Role.SINCE else m.edtf
        reported = self._inheritance.title if unit else None
        return reported.edtf if reported and dates.unit_of(reported.edtf) == unit else None

    def _own(
        self, block: Block, sentence: Span, here: list[Moment], index: int, quantity: Quantity
    ) -> tuple[Moment, str] | None:
        """The moment of the sentence that governs the quantity, and its date."""
        usable = [m for m in here if m.role in SAYS_WHEN | {Role.NOW} and not m.baseline]
        if quantity.direction is None:
            if held := _held_then(block, here, quantity):
                return held, held.edtf or ""
            # « 96 M€ sur le trimestre »: no change, so it is when
            usable = [_stretch_of(m, block) for m in here if m in usable or _is_stretch(m, block)]
        if quantity.direction:  # « 312, contre 428 la semaine précédente, soit une baisse de 27 % »
            behind = [m for m in usable if m.span.end <= quantity.span.start and self.times.is_compared(index, m)]
            usable = [m for m in usable if m not in behind]
        quantities = self.times.found[index].quantities
        others = [q.span for q in quantities if q is not quantity and sentence.contains(q.span)]
        moment = governor(block.text, sentence, usable, others, quantity)
        if moment is None:
            return None
        if "usqu" in block.text and _SO_FAR.search(around(block.text, sentence, quantity.span)):
            return None  # a cheap look before a dear one
        if moment.role is Role.NOW:
            return moment, ""
        edtf = self.edtf(block, moment, sentence, index)
        if edtf is None:
            return None
        if moment.role is Role.RANGE:
            last = edtf.split("/")[1]
            ends = _COMES_TO.search(fold(block.text[max(0, quantity.span.start - 30) : quantity.span.start]))
            # « entre janvier et mars, 22 % de plus qu'aux mêmes mois de 2025 »: of the whole stretch
            measured = len(last) > 4 and any(m.baseline for m in here)
            later = quantity.direction and not measured
            edtf = last if self.end_of_pair(index, quantity) == 1 or later or ends else edtf
        elif _LAST_SEASON.fullmatch(fold(moment.span.of(block.text))) and self._is_this_year(edtf):
            zone = zone_at(block.text, sentence, quantity.span.start)
            if zone != sentence and is_comparison(block.text, zone):
                edtf = dates.shift(edtf, -1)
        elif moment.role is Role.SINCE:
            if quantity.direction:
                return None
            edtf = self.times.up_to_now(edtf)
        return moment, edtf

    def _is_this_year(self, edtf: str) -> bool:
        return self.times.today is not None and edtf.startswith(str(self.times.today.year))

    def end_of_pair(self, index: int, quantity: Quantity) -> int | None:
        """0 or 1 where the quantity is the first or second of « de 31,6 à 18,9 »; None where it is neither."""
        block, quantities = self.times.outline.blocks[index], self.times.found[index].quantities
        at = quantities.index(quantity)
        for first, which in ((at, 0), (at - 1, 1)):
            if not 0 <= first < len(quantities) - 1:
                continue
            a, b = quantities[first], quantities[first + 1]
            between = block.text[a.span.end : b.span.start]
            if a.kind is not b.kind and a.kind is not Kind.COUNT:
                continue
            if a.direction is not None or not ("à" in between or "À" in between):
                continue  # a cheap look before a dear one
            start = min(a.span.start, a.extent.start)  # the « de » of « près de » begins no stretch
            before = fold(block.text[max(0, start - 30) : start])
            if _FROM.search(before) and _TO.search(fold(between)) and not mentions(between):
                return which  # « de 44,9 % dans l'Yonne à 57,6 % dans le Jura » is no stretch of time
        return None
