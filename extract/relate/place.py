"""Where a claim holds: the nearest place said in its sentence, lead-in or heading, else the release's own."""

from __future__ import annotations

from dataclasses import replace

from extract import regex
from extract.blocks import Block, BlockKind, Outline
from extract.find.quantity import Found, Quantity
from extract.lexicon.gazetteer import gazetteer
from extract.relate import columns
from extract.relate.folding import fold
from extract.relate.mention import Mention, Said, mentions, where
from extract.relate.relation import Head, Where
from extract.relate.respective import turn
from extract.relate.words import beginnings, either
from extract.relate.zones import breaks, parts, sentence_at, sentences, zone_at
from extract.text import Span

INHERITED, RESOLVED = "inherited_place", "resolved_place"
_OF_PART = regex.compile(r"\bdont\b[^,;:()]*$")
"""« six agences, dont quatre en Bretagne, et 21 500 lits »: the place of a part ends with its comma."""
_HOLDER = regex.compile(
    r"\b(?:dans|sur) (?:tout |toute )?(?:(?:le|ce|notre) département|(?P<region>(?:la|cette|notre) région))\b(?! \p{L}+ais)"
    r"|\bà l'échelle (?:du département|(?P<region>de la région|régionale))|\bau niveau (?:départemental|(?P<region>régional))"
    rf"|\b(?:le département|(?P<region>la région)) (?:{either('verbs_of_territories')})\b"
)


_ORIGIN = regex.compile(rf"\b(?:{'|'.join((*beginnings('source_words'), *beginnings('origin_words')))})")


def _is_origin(text: str, sentence: Span, mention: Mention) -> bool:
    """« Un visiteur sur cinq vient de l'étranger, surtout de Belgique (7 %) »: where they are from."""
    before = text[sentence.start : mention.span.start]
    return (
        _ORIGIN.search(before) is not None
        and regex.search(r"\b(?:de|d['’]|du|des)(?: la | l['’])? ?$", before) is not None
    )


class Atlas:
    """The places of a release and which of them holds for a quantity."""

    def __init__(self, outline: Outline, head: Head, found: tuple[Found, ...]) -> None:
        self._outline, self._head, self._found = outline, head, found
        self._near = head.place.code if head.place else None

    def place(self, index: int, quantity: Quantity) -> Where | None:
        """Where a quantity of a block holds."""
        block = self._outline.blocks[index]
        if block.cell is not None:
            labels = (*reversed(block.cell.row), *reversed(block.cell.column), block.cell.caption)
            said = next((w for label in labels if (w := self._label(label))), None)
        else:
            said = self._in_sentence(block, index, quantity)
        return said or self._wider(block, quantity) or self._above(block) or self._own()

    def _wider(self, block: Block, quantity: Quantity) -> Where | None:
        """« dans le département », « dans la région »: what holds the release's own place."""
        sentence = sentence_at(block.text, quantity.span.start)
        m = _HOLDER.search(fold(sentence.of(block.text)))
        if m is None or self._near is None:
            return None
        level, entry = "REG" if m["region"] else "DEP", gazetteer().by_code.get(self._near)
        if level == "DEP" and entry and entry.level == "REG":  # the department that was spoken of last
            said = [n for n in mentions(block.text) if n.entry.level == "DEP" and n.span.end <= quantity.span.start]
            return where(said[-1], block.text, self._near, (RESOLVED,)) if said else None
        while entry and entry.level != level:
            entry = gazetteer().by_code.get(entry.parent)
        return Where(entry.name, entry.code, m.group(), (RESOLVED,)) if entry else None

    def _own(self) -> Where | None:
        own = self._head.place
        return replace(own, flags=tuple(dict.fromkeys((*own.flags, INHERITED)))) if own else None

    def _label(self, label: str) -> Where | None:
        if columns.ABBREVIATED.match(fold(label)):
            return None
        for m in mentions(label):
            if m.said >= Said.PEOPLE or len(m.span) >= len(label.strip()) - 5:
                return where(m, label, self._near)
        return None

    def _in_sentence(self, block: Block, index: int, quantity: Quantity) -> Where | None:
        text = block.text
        sentence = sentence_at(text, quantity.span.start)
        named = [m for m in mentions(text) if sentence.start <= m.span.start < sentence.end]
        if len(named) > 1:
            at = turn(text, sentence, self._found[index].quantities, quantity, [m.span for m in named])
            if at is not None:
                return where(named[at], text, self._near)
        here = [m for m in named if m.said > Said.NAMED and not _is_origin(text, sentence, m)]
        chosen = self._nearest(text, sentence, here, index, quantity)
        if chosen is None:
            return None
        return where(chosen, text, self._near)

    def _nearest(
        self, text: str, sentence: Span, here: list[Mention], index: int, quantity: Quantity
    ) -> Mention | None:
        start, end = quantity.span.start, max(quantity.extent.end, quantity.span.end)
        for m in mentions(text):  # « l'Auvergne-Rhône-Alpes (14 %) »
            if (
                sentence.start <= m.span.start
                and not _is_origin(text, sentence, m)
                and regex.fullmatch(r"\s?\(\s?[+-]?\s?", text[m.span.end : start])
            ):
                return m
        inside = [m for m in here if quantity.span.overlaps(m.span) or quantity.extent.overlaps(m.span)]
        if inside:
            return inside[0]
        quantities = self._found[index].quantities
        others = [q.span for q in quantities if q is not quantity and sentence.contains(q.span)]
        zone = zone_at(text, sentence, start)
        same = [m for m in here if zone_at(text, sentence, m.span.start) == zone]
        for m in same:
            if m.span.start < end:
                continue
            passed = [o for o in others if end <= o.start < m.span.start]
            if any(zone_at(text, sentence, o.start) == zone for o in passed) or breaks(text, end, m.span.start):
                break
            return m
        if text[zone.start] in "([" and not same and (behind := self._behind(text, here, others, zone)):
            return behind
        before = [m for m in same if m.span.end <= start]
        if zone != sentence and not before:
            before = [m for m in here if m.span.end <= start and zone_at(text, sentence, m.span.start) == sentence]
        for m in reversed(before):
            if "," in text[m.span.end : start] and _OF_PART.search(text[sentence.start : m.span.start]):
                continue
            bound = any(o.end <= m.span.start and not breaks(text, o.end, m.span.start) for o in others)
            there = regex.search(r"\b(?:n'|s')?y\b", fold(text[m.span.end : start]))  # « il n'y est tombé que 18 mm »
            between = text[m.span.end : start]
            if (
                bound
                and (";" in between or parts(text, m.span.end, start))
                and quantity.direction is None
                and not there
            ):
                continue
            return m
        rest = [m for m in here if m.span.start >= end and zone_at(text, sentence, m.span.start) == sentence]
        if (
            len(rest) == 1
            and zone == sentence
            and not regex.search(r"[;»]|\bdont\b", text[end : rest[0].span.start])
            and not parts(text, end, rest[0].span.start)
        ):
            bound = any(
                end <= o.start and o.end <= rest[0].span.start and not breaks(text, o.end, rest[0].span.start)
                for o in others
            )
            return None if bound else rest[0]
        return None

    @staticmethod
    def _behind(text: str, here: list[Mention], others: list[Span], zone: Span) -> Mention | None:
        """« 55 cas (soit + 8) dans le Morbihan »: the place right behind the brackets that a figure stands in."""
        after = next((m for m in here if m.span.start >= zone.end), None)
        if after is None or any(zone.end <= o.start < after.span.start for o in others):
            return None
        near = regex.fullmatch(r"\s?(?:[\p{L}'’]+\s){0,4}(?:[dl]['’])?", text[zone.end : after.span.start])
        return after if near and not breaks(text, zone.end, after.span.start) else None

    def _is_known(self, mention: Mention) -> bool:
        """Whether a bare name is surely a place: small towns are named like common things (« Rivières »)."""
        return mention.entry.level != "COM" or mention.entry.people >= 10_000

    def _above(self, block: Block) -> Where | None:
        """The place of the lead-in, of its lead-in, of the headings from the nearest outward."""
        lead, seen = block.lead_in, set[int]()
        above: list[int] = []
        while lead is not None and lead not in seen:
            seen.add(lead)
            above.append(lead)
            lead = self._outline.blocks[lead].lead_in
        above += [h for h in reversed(block.heading) if self._outline.blocks[h].kind is not BlockKind.TITLE]
        for i in above:
            text = self._outline.blocks[i].text
            last = sentences(text)[-1]
            said = [
                m
                for m in mentions(text)
                if m.span.start >= last.start
                and (m.said >= Said.SUBJECT or (len(m.span) >= len(text.strip(" :")) - 4 and self._is_known(m)))
            ]
            if said:
                return where(said[-1], text, self._near, (INHERITED,))
        return None
