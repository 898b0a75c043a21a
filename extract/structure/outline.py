"""Classified segments become the blocks of a release, linked to the headings and lead-ins that govern them."""

from __future__ import annotations

from dataclasses import replace

from extract.blocks import Block, BlockKind, Outline
from extract.structure import cue
from extract.structure.segment import Segment, merged

TRANSPARENT = (
    BlockKind.NOTE,
    BlockKind.CAPTION,
    BlockKind.HEADER,
    BlockKind.FOOTER,
    BlockKind.DATELINE,
    BlockKind.CONTACT,
)
"""Kinds that interrupt a list or a paragraph without ending it, at the turn of a page."""
BODY = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.BOILERPLATE)


def outline_of(segments: list[Segment], body: float) -> Outline:
    """The outline of one release."""
    segments = _levelled(rejoin(segments), body)
    blocks: list[Block] = []
    path: list[tuple[int, int]] = []  # (level, index) of the headings that stand open
    leads = _Leads()
    for segment in segments:
        kind, index = segment.kind or BlockKind.PARAGRAPH, len(blocks)
        if kind is BlockKind.HEADING:
            path = [p for p in path if p[0] < segment.level]
        lead_in = leads.above(segment, kind, index)
        level = lead_in[1] if kind is BlockKind.ITEM else segment.level
        heading = () if kind is BlockKind.TITLE else tuple(i for _, i in path)
        blocks.append(Block(kind, segment.pieces, segment.text, segment.page, level, heading, lead_in[0], segment.cell))
        if kind is BlockKind.HEADING:
            path.append((segment.level, index))
    pages = [line.page for segment in segments for line in segment.lines]
    return Outline(tuple(blocks), min(pages, default=1), max(pages, default=1))


def rejoin(segments: list[Segment]) -> list[Segment]:
    """Paragraphs and items that a page break, a column or page furniture cut in two, made whole."""
    out: list[Segment] = []
    for segment in segments:
        at = next((i for i in range(len(out) - 1, -1, -1) if out[i].kind in BODY), None)
        if at is not None and _cut(out[at], segment) and all(_passed(s) for s in out[at + 1 :]):
            out[at] = merged(out[at], segment)
        else:
            out.append(segment)
    return out


def _passed(segment: Segment) -> bool:
    """What may stand between the two halves of a paragraph."""
    return segment.kind in TRANSPARENT or cue.is_contact_heading(segment.text)


def _cut(above: Segment, below: Segment) -> bool:
    if below.kind is not BlockKind.PARAGRAPH or below.figure or above.figure or above.marked or below.marked:
        return False
    if cue.ends_sentence(above.text) or above.text.endswith((":", ";")):
        return False
    if above.lines[-1].page == below.page and not _other_column(above, below):
        return False
    return cue.starts_lower(below.text) or (cue.breaks_off(above.text) and not above.text.endswith(","))


def _other_column(above: Segment, below: Segment) -> bool:
    """Whether `below` begins higher on the page than `above` ends."""
    last, first = above.lines[-1], below.lines[0]
    return last.measured and first.measured and first.top < last.top


def _levelled(segments: list[Segment], body: float) -> list[Segment]:
    """Headings with their level: the markup's, else by size of type, capitals and weight; 2 is the highest.

    « À propos », « X en bref » and « Contact » are never part of the section above them, however small their type.
    """
    own = [s for s in segments if s.kind is BlockKind.HEADING and not s.marked and not s.level and not _closes(s)]
    styles = sorted({_style(s, body) for s in own})
    out = []
    for segment in segments:
        if segment.kind is BlockKind.HEADING and segment.mark and segment.mark.level:
            segment = replace(segment, level=max(segment.mark.level, 2))
        elif segment.kind is BlockKind.HEADING and not segment.level:
            level = 2 if segment.mark or _closes(segment) else 2 + styles.index(_style(segment, body))
            segment = replace(segment, level=level)
        out.append(segment)
    return out


def _closes(segment: Segment) -> bool:
    return cue.is_about(segment.text) or cue.is_contact_heading(segment.text) or cue.is_in_short(segment.text)


def _style(segment: Segment, body: float) -> tuple[float, bool, bool]:
    """Sorts from the heading style that stands out most to the least."""
    if not segment.measured or not body:
        return (0.0, False, False)
    if segment.lines[0].ocr:
        return (-round(2 * segment.size / body) / 2, False, False)
    return (-round(segment.size / body, 1), not segment.caps, not segment.bold)


class _Leads:
    """The lead-ins that stand open, from the outermost list to the innermost."""

    def __init__(self) -> None:
        self._open: list[tuple[int | None, Segment]] = []  # lead-in and first item of each nested list
        self._lead: int | None = None  # a block that ended in a colon, waiting for what it governs
        self._last: tuple[int, Segment] | None = None  # the item above
        self._figure: int | None = None  # the key figure above
        self._closed: tuple[int | None, Segment] | None = None  # a list that a single paragraph interrupted

    def above(self, segment: Segment, kind: BlockKind, index: int) -> tuple[int | None, int]:
        """The lead-in of the segment that becomes block `index`, and the depth of its list."""
        if kind in TRANSPARENT:
            return None, 0
        if kind is BlockKind.CELL:
            return self._lead, 0
        if segment.figure:  # « 71 cas confirmés » governs the list of its parts below it
            lead, self._open, self._last, self._closed = self._lead, [], None, None
            self._figure = index
            return lead, 0
        if kind is not BlockKind.ITEM:
            self._close(segment, kind, index)
            return None, 0
        found = self._item(segment, index)
        self._last = (index, segment)
        return found

    def _close(self, segment: Segment, kind: BlockKind, index: int) -> None:
        single = kind is BlockKind.PARAGRAPH and self._last is not None and not cue.opens_list(segment.text)
        self._closed = self._open[0] if single and self._open else None
        self._lead = index if cue.opens_list(segment.text) else None
        self._figure = None
        self._open, self._last = [], None

    def _item(self, segment: Segment, index: int) -> tuple[int | None, int]:
        if not self._open:
            resumed = self._closed if self._lead is None and self._closed else None
            above = self._lead if self._figure is None else self._figure
            lead = resumed[0] if resumed and resumed[1].bullet == segment.bullet else above
            self._open = [(lead, segment)]
        elif self._last and _is_nested(self._last[1], segment):
            self._open.append((self._last[0], segment))
        else:
            while len(self._open) > 1 and not _is_sibling(self._open[-1][1], segment):
                self._open.pop()
        return self._open[-1][0], len(self._open) - 1


def _is_nested(above: Segment, item: Segment) -> bool:
    """Whether an item stands one list deeper than the item above it."""
    if above.mark and item.mark:
        return item.mark.level > above.mark.level
    if above.measured and item.measured and above.page == item.page:
        deeper = item.left - above.left > 0.8 * above.lines[0].size
        return deeper and (item.bullet != above.bullet or item.left - above.left > 1.2 * above.lines[0].size)
    if cue.opens_list(above.text):
        return item.bullet != above.bullet
    return bool(item.bullet and above.bullet) and item.bullet != above.bullet and not above.text.endswith((";", ","))


def _is_sibling(first: Segment, item: Segment) -> bool:
    """Whether an item stands in the same list as that list's first item."""
    if first.mark and item.mark:
        return item.mark.level >= first.mark.level
    if first.measured and item.measured and first.page == item.page:
        return item.left > first.left - 0.8 * first.lines[0].size
    return item.bullet == first.bullet
