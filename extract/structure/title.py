"""Which of a release's first segments is its title, and what stands around it."""

from __future__ import annotations

from dataclasses import replace

from extract.blocks import BlockKind
from extract.read.document import MarkKind
from extract.structure import cue
from extract.structure.segment import Segment, merged

FIRST = 25
"""A title stands among so many first segments."""
LONGEST = 320
ONE_SENTENCE = 220


def set_title(segments: list[Segment], body: float) -> list[Segment]:
    """The segments with their title; what stands above it without a kind becomes header, short lines below subtitle.

    A release without a title line keeps none. `body` is the size of type of the text, 0 where unknown.
    """
    head = _head(segments)
    chosen = _choose(segments, head, body)
    if chosen is None:
        return segments
    out = list(segments)
    out[chosen] = replace(segments[chosen], kind=BlockKind.TITLE, level=1)
    while chosen + 1 < len(out) and _goes_on(out[chosen], out[chosen + 1]):
        out[chosen : chosen + 2] = [merged(out[chosen], out[chosen + 1])]
    for i in _lines_beside(out, chosen):
        out[i] = replace(out[i], kind=BlockKind.TITLE, level=1)
    for i in range(chosen):
        if out[i].kind is None:
            out[i] = replace(out[i], kind=BlockKind.HEADER if not cue.is_prose(out[i].text) else BlockKind.PARAGRAPH)
        elif out[i].kind is BlockKind.NOTE and cue.is_noise(out[i].text):
            out[i] = replace(out[i], kind=BlockKind.HEADER)
    return _subtitles(out, chosen)


def _head(segments: list[Segment]) -> int:
    """Where the body begins: the first segment of whole sentences, list or table."""
    for i, segment in enumerate(segments[:FIRST]):
        if segment.kind is BlockKind.CELL or segment.marked is MarkKind.TITLE:
            return i
        if segment.kind is BlockKind.ITEM and _is_listed(segments, i):
            return i
        asks = i == 0 and segment.text.endswith(("?", "!")) and len(segment.text) < LONGEST  # a title that asks
        if segment.kind is None and ((cue.is_prose(segment.text) and not asks) or len(segment.text) > LONGEST):
            return i
    return min(FIRST, len(segments))


def _is_listed(segments: list[Segment], i: int) -> bool:
    """Whether an item is one of a list, not a smear beside a logo read as a bullet."""
    above, below = segments[max(0, i - 1)], segments[min(i + 1, len(segments) - 1)]
    return cue.opens_list(above.text) or below.kind is BlockKind.ITEM or cue.is_prose(segments[i].text)


def _choose(segments: list[Segment], head: int, body: float) -> int | None:
    marked = [i for i, s in enumerate(segments) if s.marked is MarkKind.TITLE and s.kind is not BlockKind.HEADER]
    if marked:
        return marked[0]
    lines = [i for i in range(head) if _is_able(segments[i])]
    able = [i for i in lines if not cue.is_body(segments[i].text)] or lines
    large = [i for i in able if body and segments[i].size > (1.25 if segments[i].lines[0].ocr else 1.12) * body]
    largest = max((segments[i].size for i in large), default=0.0)
    titling = next((i for i in range(head) if cue.names_itself(segments[i].text)), None)
    if titling is not None and segments[titling].size > 0.93 * largest:
        return titling
    for least in (3, 2):
        worded = [i for i in large if _words(segments[i]) > least]
        if worded:
            return next(i for i in worded if segments[i].size > 0.93 * max(segments[k].size for k in worded))
    named = max((i for i in range(head) if cue.is_letterhead(segments[i].text)), default=-1)
    able = [i for i in able if i > named] or able  # what stands above « Communiqué de presse » is the issuer's
    able = _below_letterhead(segments, head, able)
    dated = [i for i in able if cue.tells_day(segments[i].text)]
    beside = {k for i in dated for k in (i - 1, i + 1) if k in able and _words(segments[k]) > 4}
    if beside - set(dated):  # « POINT DE SITUATION DU 22 NOVEMBRE 2025 » below what it is about
        able = [i for i in able if i not in dated]
    for fits in (
        lambda s: _words(s) > 4 and (s.bold or s.caps),
        lambda s: _words(s) > 4 or _is_labelled(s),
        lambda s: _words(s) > 1,
    ):
        found = next((i for i in able if fits(segments[i])), None)
        if found is not None:
            return found
    return head if _is_sentence(segments[head : head + 2]) else None


def _below_letterhead(segments: list[Segment], head: int, able: list[int]) -> list[int]:
    """Without the name above the date line that the line below takes up: « Secours Solidaire – Délégation de l'Hérault »."""
    dateline = next((i for i in range(head) if segments[i].kind is BlockKind.DATELINE), None)
    if dateline is None:
        return able
    below = next((i for i in able if i > dateline and _words(segments[i]) > 4), None)
    if below is None:
        return able
    told = segments[below].text
    named = {i for i in able if i < dateline and cue.PARTED.split(segments[i].text)[0] in told}
    return [i for i in able if i not in named]


def _is_sentence(segments: list[Segment]) -> bool:
    """« X va faire don de 1 000 thermomètres aux hôpitaux. » as a line of its own above the text: a title with its stop."""
    if len(segments) < 2 or any(s.kind is not None or s.measured or s.marked for s in segments):
        return False
    first, text = (s.text for s in segments)
    return len(first) <= ONE_SENTENCE < len(text) and not cue.INNER_STOP.search(first)


def _is_able(segment: Segment) -> bool:
    text = segment.text
    return (
        segment.kind in (None, BlockKind.HEADING)
        and not segment.bullet
        and not cue.is_contact_heading(text)
        and not cue.is_series(text)
        and not cue.starts_lower(text)
        and not text.endswith((".", ";", ",", ":"))
        and cue.WORD.search(text) is not None
    )


def _is_labelled(segment: Segment) -> bool:
    """« Tellanor : résultats 2025 »: what it is about and who says so, in few words."""
    return " : " in segment.text and _words(segment) > 2


def _words(segment: Segment) -> int:
    return len([w for w in segment.text.split() if any(c.isalnum() for c in w)])


def _goes_on(title: Segment, after: Segment) -> bool:
    """A second line in the same type that goes on with the sentence, on a measured page."""
    if after.kind is not None or not after.measured or after.page != title.page or after.marked or title.marked:
        return False
    alike = (
        abs(after.size - title.size) < 0.08 * title.size and after.bold == title.bold and not cue.is_prose(after.text)
    )
    return alike and (cue.starts_lower(after.text) or cue.breaks_off(title.text) or title.text.endswith(":"))


def _lines_beside(segments: list[Segment], title: int) -> list[int]:
    """Lines right above and below the title in its very type: « CORONAVIRUS / Premier cas confirmé dans… »."""
    found = []
    for step in (-1, 1):
        at = title + step
        while 0 <= at < len(segments) and _is_set_like(segments[title], segments[at], segments[at - step]):
            found.append(at)
            at += step
    return found


def _is_set_like(title: Segment, other: Segment, beside: Segment) -> bool:
    if other.kind is not None or other.marked or not (title.measured and other.measured) or title.lines[0].ocr:
        return False
    apart = max(beside.lines[0].top - other.lines[-1].bottom, other.lines[0].top - beside.lines[-1].bottom)
    alike = abs(other.size - title.size) < 0.05 * title.size and other.bold == title.bold and other.page == title.page
    return alike and apart < title.size and _is_able(other) and (title.bold or title.caps or apart < 0.6 * title.size)


def _subtitles(segments: list[Segment], title: int) -> list[Segment]:
    """Short lines between title and text are subtitles, but the last before a paragraph may be its heading."""
    out = list(segments)
    last = title
    for i in range(title + 1, min(title + 6, len(out))):
        segment = out[i]
        if segment.kind in (BlockKind.DATELINE, BlockKind.HEADER, BlockKind.CONTACT, BlockKind.NOTE, BlockKind.TITLE):
            continue
        if segment.kind is not None or segment.marked is MarkKind.HEADING or cue.is_prose(segment.text):
            break
        if cue.opens_list(segment.text) or segment.text.endswith(".") or cue.breaks_off(segment.text):
            break
        last = i
        out[i] = replace(segment, kind=BlockKind.SUBTITLE)
    if last > title and last + 1 < len(out) and _heads(out, title, last):
        out[last] = replace(out[last], kind=BlockKind.HEADING)
    return out


def _heads(segments: list[Segment], title: int, at: int) -> bool:
    """Whether the line at `at`, the last above the text, is rather the heading of that text: it is short, and looks
    like another heading further down or stands apart from the title."""
    line, below = segments[at], segments[at + 1 :]
    if len(line.text) > 60 or line.marked is not None or not line.gap:
        return False
    if line.measured and not line.lines[0].ocr:
        alike = [
            s for s in below if s.kind is None and abs(s.size - line.size) < 0.2 * line.size and s.bold == line.bold
        ]
        return any(len(s.text) < 100 and not cue.is_prose(s.text) for s in alike)
    return any(s.kind is None and s.gap and len(s.text) < 80 and not _stops(s.text) for s in below)


def _stops(text: str) -> bool:
    return text.endswith((".", ":", ";", ",", "!", "»"))
