"""Several releases in one file, a press kit: where the next one starts.

A file is split on strong evidence only, since a split in the wrong place cuts claims off from their title and date.
"""

from __future__ import annotations

import regex

from extract.blocks import BlockKind
from extract.read.document import MarkKind
from extract.structure import cue
from extract.structure.segment import Segment

LEAST = 60
"""Words: each release has at least so many."""
STEM = 6
"""Letters by which words are compared: « Réunion » and « Réunionnais » speak of one thing."""


def split_releases(segments: list[Segment]) -> list[list[Segment]]:
    """The segments of each release."""
    parts: list[list[Segment]] = []
    first = 0
    for at in range(1, len(segments)):
        if _starts(segments[first:at], segments[at:]):
            parts.append(segments[first:at])
            first = at
    return [*parts, segments[first:]]


def _starts(before: list[Segment], after: list[Segment]) -> bool:
    """Whether a new release starts with the first segment of `after`."""
    first = after[0]
    if not first.gap or first.bullet or first.kind is not None or _length(before) < LEAST or _length(after) < LEAST:
        return False
    if not _is_closed(before):
        return False
    if cue.is_letterhead(first.text) or cue.is_dateline(first.text):
        return _heads_release(before, after)
    return _is_second_title(before, after) or _is_new_subject(before, after)


def _length(segments: list[Segment]) -> int:
    return sum(len(s.text.split()) for s in segments if s.kind is None)


def _is_closed(before: list[Segment]) -> bool:
    """The text above ends: in a full stop, a list item, an address, not in the middle of a sentence."""
    last = next((s for s in reversed(before) if s.kind not in (BlockKind.HEADER, BlockKind.FOOTER)), None)
    if last is None or cue.opens_list(last.text) or cue.breaks_off(last.text):
        return False
    return cue.ends_sentence(last.text) or bool(last.bullet) or cue.is_contact(last.text) or last.kind is BlockKind.CELL


def _heads_release(before: list[Segment], after: list[Segment]) -> bool:
    """A letterhead or date line at the top of a page or below an address, with the other of the two or a title and
    then text, where the release above began with the same."""
    head = after[:6]
    text = next((i for i, s in enumerate(head) if cue.is_prose(s.text)), None)
    if text is None or text < 2:
        return False
    at_top = after[0].page != before[-1].lines[-1].page or cue.is_contact(before[-1].text)
    again = _has_head(before[:8]) and _has_head(head[:text])
    return at_top and again and any(_is_title_like(s) for s in head[1:text])


def _has_head(segments: list[Segment]) -> bool:
    return any(cue.is_letterhead(s.text) or cue.is_dateline(s.text) for s in segments)


def _is_title_like(segment: Segment) -> bool:
    text = segment.text
    known = cue.is_letterhead(text) or cue.is_dateline(text) or cue.is_contact(text)
    return not known and not segment.bullet and len(text.split()) > 4 and not text.endswith((".", ",", ";", ":"))


def _is_second_title(before: list[Segment], after: list[Segment]) -> bool:
    """A second title by the markup, or one of the first one's size at the top of a page, with its own text below."""
    if after[0].marked is MarkKind.TITLE:
        return any(s.marked is MarkKind.TITLE for s in before) and _has_head(after[:5]) and _has_head(before[:6])
    return False


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
