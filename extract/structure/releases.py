"""Several releases in one file, a press kit: where the next one starts.

A file is split on strong evidence only, since a split in the wrong place cuts claims off from their title and date.
"""

from __future__ import annotations

from itertools import accumulate
from statistics import median

from extract import regex
from extract.blocks import BlockKind
from extract.read.document import MarkKind
from extract.structure import cue
from extract.structure.segment import Segment

LEAST = 60
"""Words: each release has at least so many."""
STEM = 6
"""Letters by which words are compared: « Réunion » and « Réunionnais » speak of one thing."""
FURNITURE = (BlockKind.HEADER, BlockKind.FOOTER, BlockKind.CONTACT)


def split_releases(segments: list[Segment]) -> list[list[Segment]]:
    """The segments of each release, a page's running header with the release that starts below it."""
    parts: list[list[Segment]] = []
    first = 0
    words = [0, *accumulate(len(s.text.split()) if s.kind is None else 0 for s in segments)]
    for at in range(1, len(segments)):
        if segments[at].kind is not None or min(words[at] - words[first], words[-1] - words[at]) < LEAST:
            continue
        top = at
        while top > first + 1 and segments[top - 1].kind in FURNITURE and segments[top - 1].page == segments[at].page:
            top -= 1
        if _starts(segments[first:top], segments[top:at], segments[at:]):
            parts.append(segments[first:top])
            first = top
    return [*parts, segments[first:]]


def _starts(before: list[Segment], header: list[Segment], after: list[Segment]) -> bool:
    """Whether a new release starts with the first segment of `after`, below the running `header` of its page."""
    first = after[0]
    if not first.gap or first.bullet or not _is_closed(before):
        return False
    return _has_new_head(before, header, after) or _is_second_title(before, after) or _is_new_subject(before, after)


def _is_closed(before: list[Segment]) -> bool:
    """The text above ends: in a full stop, a list item, an address, not in the middle of a sentence."""
    last = next((s for s in reversed(before) if s.kind not in FURNITURE), None)
    if last is None or cue.opens_list(last.text) or cue.breaks_off(last.text):
        return False
    return cue.ends_sentence(last.text) or bool(last.bullet) or cue.is_contact(last.text) or last.kind is BlockKind.CELL


def _has_new_head(before: list[Segment], header: list[Segment], after: list[Segment]) -> bool:
    """At the top of a page or below the contacts: letterhead or date line, a title, then text, as the release above
    began too. At the top of a page the date or a title in the first one's type has to be new: a running header has
    neither."""
    first, lines = after[0], _head_lines(after)
    if not lines or not _is_head_line(first) or cue.is_contact(first.text) or cue.is_note(first.text):
        return False
    if not _has_head(before[:8]) or not _has_head([*header, *lines]):
        return False
    titles = [s for s in lines if _is_title_like(s)]
    if any(s.kind is None and cue.is_contact(s.text) for s in before[-4:]):
        return bool(titles)
    return (
        _turned(before, first)
        and any(_is_new_date(before, s) or _is_set_as_title(before, s) for s in lines)
        and bool(titles)
    )


def _head_lines(after: list[Segment]) -> list[Segment]:
    """What stands above the first sentences, none where these do not follow soon."""
    text = next((i for i, s in enumerate(after[:7]) if cue.is_prose(s.text)), 0)
    return after[:text]


def _turned(before: list[Segment], first: Segment) -> bool:
    last = next((s for s in reversed(before) if s.kind not in FURNITURE), before[-1])
    return first.page != last.lines[-1].page


def _is_head_line(segment: Segment) -> bool:
    text = segment.text
    return not cue.is_prose(text) and not cue.starts_lower(text) and not cue.NUMBERING.match(text) and len(text) < 250


def _has_head(segments: list[Segment]) -> bool:
    return any(cue.is_letterhead(s.text) or cue.is_dateline(s.text) for s in segments)


def _is_title_like(segment: Segment) -> bool:
    text = segment.text
    known = cue.is_letterhead(text) or cue.is_dateline(text) or cue.is_contact(text)
    return not known and not segment.bullet and len(text.split()) > 4 and not text.endswith((".", ",", ";", ":"))


def _is_new_date(before: list[Segment], line: Segment) -> bool:
    return cue.is_dateline(line.text) and all(_digits(line.text) != _digits(s.text) for s in before)


def _digits(text: str) -> list[str]:
    return regex.findall(r"\d+", text)


def _is_set_as_title(before: list[Segment], line: Segment) -> bool:
    """In type well above the text's and no smaller than the largest at the head of the release above."""
    sizes = [s.size for s in before if s.size]
    if not sizes or not line.size or not _is_title_like(line) or any(line.text == s.text for s in before):
        return False
    first = max((s.size for s in before[:8] if _is_title_like(s)), default=line.size)
    return line.size > 1.3 * median(sizes) and line.size > 0.95 * first


def _is_second_title(before: list[Segment], after: list[Segment]) -> bool:
    """A second title by the markup, with a letterhead or date line of its own."""
    if after[0].marked is not MarkKind.TITLE:
        return False
    return any(s.marked is MarkKind.TITLE for s in before) and _has_head(after[:5]) and _has_head(before[:6])


def _is_new_subject(before: list[Segment], after: list[Segment]) -> bool:
    """A title in two lines, broken after its colon, whose words the text below takes up and the text above lacks."""
    title = after[0]
    broken = len(title.lines) > 1 and cue.opens_list(title.lines[0].text) and not cue.ends_sentence(title.text)
    if not broken or cue.NUMBERING.match(title.text) or not all(cue.is_prose(s.text) for s in after[1:3]):
        return False
    words = _subjects(title.text)
    below, above = _subjects(" ".join(s.text for s in after[1:3])), _subjects(" ".join(s.text for s in before))
    return len(words) > 3 and 2 * len(words & below) >= len(words) and 3 * len(words & above) <= len(words)


def _subjects(text: str) -> frozenset[str]:
    """The stems of the words of a text that can carry its subject."""
    return frozenset(w[:STEM] for w in regex.findall(r"[a-z]{5,}", cue.plain(text)))
