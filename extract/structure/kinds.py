"""What each segment is: by its markup, its words, its type and its neighbours. The passes run in the order listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extract.blocks import BlockKind
from extract.read.document import MarkKind
from extract.structure import cue
from extract.structure.segment import Segment
from extract.structure.title import set_title

Segments = list[Segment]
BY_MARK = {
    MarkKind.HEADING: BlockKind.HEADING,
    MarkKind.ITEM: BlockKind.ITEM,
    MarkKind.CAPTION: BlockKind.CAPTION,
    MarkKind.NOTE: BlockKind.NOTE,
}
HEADING_LENGTH = 110
"""Characters: a line without other signs of a heading is none when longer; with them up to twice as long."""


def classify(segments: Segments, body: float) -> Segments:
    """Every segment with its kind; `body` is the size of type of the text, 0 where unknown."""
    for sort in PASSES:
        segments = sort(segments, body)
    return segments


def _by_words(segments: Segments, body: float) -> Segments:
    return [s if s.kind else replace(s, kind=_kind(s)) for s in segments]


def _kind(segment: Segment) -> BlockKind | None:
    """What a segment's own words and markup say, None where they say nothing."""
    text, mark = segment.text, segment.marked
    if mark is MarkKind.TITLE:
        return BlockKind.HEADER if cue.is_letterhead(text) else None
    if not segment.bullet and mark is not MarkKind.ITEM:
        if cue.is_letterhead(text):
            return BlockKind.HEADER
        if cue.is_dateline(text):
            return BlockKind.DATELINE
        if cue.is_contact_heading(text) or (cue.is_in_short(text) and text.endswith(":")):
            return BlockKind.HEADING
        if cue.is_contact(text):
            return BlockKind.CONTACT
        if cue.tells_about(text):
            return BlockKind.BOILERPLATE
        if cue.is_note(text) or cue.is_noise(text):
            return BlockKind.NOTE
        if mark is None and cue.NUMBERING.match(text):
            return BlockKind.ITEM
        if cue.is_caption(text) and mark is not MarkKind.HEADING:
            return BlockKind.CAPTION
    if segment.bullet:
        return BlockKind.ITEM
    return BY_MARK.get(mark) if mark else None


def _contacts(segments: Segments, body: float) -> Segments:
    """Names and services between « Contact presse » and the last number or address below it, or right above one."""
    out = list(segments)
    for i, segment in enumerate(segments):
        if segment.kind is BlockKind.HEADING and cue.is_contact_heading(segment.text):
            near = range(i + 1, min(i + 9, len(segments)))
            stop = next((k for k in near if not _may_be_contact(segments[k])), near.stop)
            last = max((k for k in range(i + 1, stop) if segments[k].kind is BlockKind.CONTACT), default=i)
            for k in range(i + 1, last):
                out[k] = replace(segments[k], kind=BlockKind.CONTACT)
    for i in range(len(out) - 2, -1, -1):
        close = out[i + 1].kind is BlockKind.CONTACT and not out[i + 1].gap
        if close and out[i].kind is None and _may_be_contact(out[i]) and not cue.opens_list(out[i].text):
            out[i] = replace(out[i], kind=BlockKind.CONTACT)
    return out


def _may_be_contact(segment: Segment) -> bool:
    if segment.kind is BlockKind.CONTACT:
        return True
    short = len(segment.text) < 100 and not cue.is_prose(segment.text) and segment.marked in (None, MarkKind.PARAGRAPH)
    return short and segment.kind is None


def _lost_bullets(segments: Segments, body: float) -> Segments:
    """Lines below a colon that end in commas or semicolons, or that follow one another without a blank line, are
    items whose bullet was lost or never drawn."""
    out = list(segments)
    for i, segment in enumerate(segments):
        if segment.kind in (None, BlockKind.ITEM) and cue.opens_list(segment.text):
            for k in _run(segments, i + 1):
                out[k] = replace(segments[k], kind=BlockKind.ITEM)
    for i in range(1, len(out)):
        if _is_next_item(out[i - 1], out[i]):
            out[i] = replace(out[i], kind=BlockKind.ITEM, bullet=out[i - 1].bullet)
    for i in range(len(out) - 2, 0, -1):  # the first items of a list whose last ones kept their bullets
        governed = cue.opens_list(out[i - 1].text) or _stands_in_list(out[i - 1], out[i + 1])
        if governed and out[i + 1].kind is BlockKind.ITEM and _stands_in_list(out[i], out[i + 1]):
            out[i] = replace(out[i], kind=BlockKind.ITEM, bullet=out[i + 1].bullet)
    return out


def _is_next_item(item: Segment, segment: Segment) -> bool:
    """Whether what follows an item is the next one, its bullet lost."""
    if item.kind is not BlockKind.ITEM or segment.kind is not None or segment.marked or segment.page != item.page:
        return False
    return (item.text.endswith((",", ";")) and not segment.gap) or _stands_in_list(segment, item)


def _stands_in_list(segment: Segment, item: Segment) -> bool:
    """Whether a short line begins where the text of an item near it begins, right of the item's bullet."""
    first = item.lines[0]
    if segment.kind is not None or not item.bullet or len(first.words) < 2 or not segment.measured:
        return False
    near = abs(segment.lines[0].top - first.top) < 3 * first.size * max(len(item.lines), len(segment.lines))
    aligned = abs(segment.left - first.words[1].box[0]) < 0.4 * first.size < first.words[1].box[0] - first.left
    return near and aligned and len(segment.text) < 100 and not cue.is_prose(segment.text) and not segment.bold


def _run(segments: Segments, start: int) -> range:
    """The longest run from `start` on that reads as one list, empty where there is none."""
    end = start
    while end < len(segments) and segments[end].kind is None and segments[end].marked in (None, MarkKind.PARAGRAPH):
        if segments[end].figure or (end > start and _leaves(segments[start], segments[end])):
            break
        end += 1
        if segments[end - 1].text.endswith((",", ";")):
            continue
        if end - start > 1 and segments[end - 2].text.endswith((",", ";")):
            return range(start, end)
        if end < len(segments) and segments[end].gap:
            break
    texts = [s.text for s in segments[start:end]]
    punctuated = len(texts) > 1 and all(t.endswith((",", ";")) for t in texts[:-1])
    close = len(texts) > 1 and all(len(t) < 100 and not cue.is_prose(t) and not cue.opens_list(t) for t in texts)
    return range(start, end) if punctuated or close else range(start, start)


def _leaves(first: Segment, other: Segment) -> bool:
    return first.bold != other.bold or (first.measured and abs(first.size - other.size) > 0.12 * first.size)


def _headings(segments: Segments, body: float) -> Segments:
    out = list(segments)
    for i, segment in enumerate(segments):
        if segment.kind is None and (segment.marked is MarkKind.TITLE or _is_heading(segments, i, body)):
            out[i] = replace(segment, kind=BlockKind.HEADING)
    return out


def _is_heading(segments: Segments, i: int, body: float) -> bool:
    segment = segments[i]
    after = next((s for s in segments[i + 1 :] if s.kind not in (BlockKind.HEADER, BlockKind.FOOTER)), None)
    if after is None:
        return False
    text = segment.text
    if (
        segment.figure
        or cue.starts_lower(text)
        or text.endswith(";")
        or not cue.WORD.search(text)
        or cue.breaks_off(text)
    ):
        return False
    styled = _styled(segment, body)
    if not styled and not segment.gap and i and segments[i - 1].kind is BlockKind.ITEM:
        return False
    if styled:
        return len(text) < 2 * HEADING_LENGTH and not cue.is_prose(text) and not cue.opens_list(text)
    if cue.is_about(text):
        return True
    if (cue.ends_sentence(text) and not text.endswith(("?", "!", "…"))) or cue.opens_list(text) or text.endswith("»"):
        return False
    if len(text) > HEADING_LENGTH or cue.INNER_STOP.search(text) or len(segment.lines) > 2:
        return False
    if after.kind in (BlockKind.CONTACT, BlockKind.NOTE):
        return False
    return segment.gap or not after.gap or segment.size > 1.05 * body > 0


def _styled(segment: Segment, body: float) -> bool:
    """Set apart by its type: larger than the text, bold throughout or in capitals."""
    if not segment.measured:
        return segment.caps
    larger = segment.size > (1.25 if segment.lines[0].ocr else 1.08) * body > 0
    return larger or segment.caps or (segment.bold and len(segment.lines) < 3)


def _headed_items(segments: Segments, body: float) -> Segments:
    """« • Événements et rassemblements publics », « 1. Prévenir… »: an item that heads what follows it is a heading."""
    out = list(segments)
    for i, segment in enumerate(segments[:-1]):
        if segment.kind is not BlockKind.ITEM or len(segment.text) > HEADING_LENGTH or segment.marked:
            continue
        if segment.text.endswith((".", ";", ",", ":")) or (i and _is_listed(out, i)):
            continue
        after = segments[i + 1]
        numbered = bool(cue.NUMBERING.match(segment.text)) and not segment.bullet
        heads = after.kind in (None, BlockKind.PARAGRAPH) and cue.is_prose(after.text) and after.gap
        if heads or (numbered and (after.bullet or after.kind is None) and not cue.starts_lower(segment.text)):
            out[i] = replace(segment, kind=BlockKind.HEADING, level=3)
    return out


def _is_listed(segments: Segments, i: int) -> bool:
    """Whether an item stands in a list: below a colon or another item with the same sign."""
    above, segment = segments[i - 1], segments[i]
    if cue.NUMBERING.match(segment.text) and not segment.bullet:
        return above.kind is BlockKind.ITEM and not above.bullet
    return cue.opens_list(above.text) or (above.kind is BlockKind.ITEM and above.bullet == segment.bullet)


def _zones(segments: Segments, body: float) -> Segments:
    """Paragraphs about the issuer are boilerplate, lines below « Contact » contacts, small print after them notes."""
    out: Segments = []
    zone, closing = "", False
    last = max((i for i, s in enumerate(segments) if _is_text(s)), default=-1)
    for i, segment in enumerate(segments):
        kind = segment.kind
        if kind in (BlockKind.HEADING, BlockKind.TITLE):
            zone = (
                "about" if cue.is_about(segment.text) else ("contact" if cue.is_contact_heading(segment.text) else "")
            )
        elif kind is BlockKind.CONTACT and zone != "contact":
            zone = ""
        closing = i > last and (closing or zone == "about" or kind is BlockKind.CONTACT)
        if kind is BlockKind.ITEM and closing and not segment.bullet and segment.marked in (None, MarkKind.PARAGRAPH):
            kind = BlockKind.NOTE if cue.NUMBERING.match(segment.text) else kind
        if kind is None and closing and zone == "" and cue.NUMBERING.match(segment.text):
            kind = BlockKind.NOTE
        if kind is None and zone == "about":
            kind = BlockKind.BOILERPLATE
        if kind is None and zone == "contact":
            kind = (
                BlockKind.PARAGRAPH
                if cue.is_prose(segment.text) and not cue.is_contact(segment.text)
                else BlockKind.CONTACT
            )
            zone = "" if kind is BlockKind.PARAGRAPH else zone
        out.append(segment if kind is segment.kind else replace(segment, kind=kind))
    return out


def _is_text(segment: Segment) -> bool:
    """Text of the release itself, which no note at its end comes before."""
    numbered = bool(cue.NUMBERING.match(segment.text)) and not segment.bullet
    if segment.kind is BlockKind.HEADING:
        return not cue.is_about(segment.text) and not cue.is_contact_heading(segment.text)
    return (segment.kind is None and cue.is_prose(segment.text) and not numbered) or bool(segment.bullet)


def _small_print(segments: Segments, body: float) -> Segments:
    """Numbered lines in type smaller than the text's at the foot of a page are notes."""
    return [
        replace(s, kind=BlockKind.NOTE)
        if s.measured and 0 < s.size < 0.87 * body and s.kind in (None, BlockKind.ITEM) and cue.NUMBERING.match(s.text)
        else s
        for s in segments
    ]


def _rest(segments: Segments, body: float) -> Segments:
    return [s if s.kind else replace(s, kind=BlockKind.PARAGRAPH) for s in segments]


PASSES: tuple[Callable[[Segments, float], Segments], ...] = (
    _by_words,
    _contacts,
    set_title,
    _lost_bullets,
    _small_print,
    _headed_items,
    _headings,
    _zones,
    _rest,
)
