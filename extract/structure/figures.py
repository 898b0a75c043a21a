"""Key figures: a big number that stands alone, joined with the label below, beside or above it."""

from __future__ import annotations

from dataclasses import replace

from extract.blocks import BlockKind, TableContext
from extract.read.document import MarkKind
from extract.structure import cue
from extract.structure.segment import Segment, merged

LABEL = 140
"""Characters: longer than this is no label."""


def join_figures(segments: list[Segment]) -> list[Segment]:
    """« 71 » and « cas confirmés en Bretagne, dont 1 décès » become one segment, read number first.

    Where labels and numbers take turns and a label comes first, each number becomes a cell under its label.
    """
    out: list[Segment] = []
    at = 0
    while at < len(segments):
        run = _turns(segments, at)
        if run >= 4:
            for row, label in enumerate(segments[at : at + run : 2]):
                figure = segments[at + 2 * row + 1]
                out += [_cell(label, row, label=True), _cell(figure, row, (label.text,))]
            at += run
        elif _alone(segments[at]) and at + 1 < len(segments) and _is_label(segments[at], segments[at + 1]):
            whole = replace(merged(segments[at], segments[at + 1]), figure=True, kind=BlockKind.PARAGRAPH)
            at += 2
            while at < len(segments) and _carries_on(whole, segments[at]):
                whole = merged(whole, segments[at])
                at += 1
            out.append(whole)
        else:
            out.append(segments[at])
            at += 1
    return out


def _cell(segment: Segment, row: int, labels: tuple[str, ...] = (), label: bool = False) -> Segment:
    return replace(segment, kind=BlockKind.CELL, cell=TableContext(row=labels, row_index=row, label=label))


def _carries_on(figure: Segment, below: Segment) -> bool:
    """A second line of the label, in smaller type."""
    free = below.kind is None and not below.bullet and below.page == figure.page and not below.marked
    return (
        free
        and (not below.gap or (below.measured and _near(figure, below)))
        and cue.starts_lower(below.text)
        and not cue.ends_sentence(figure.text)
        and len(below.text) < LABEL
    )


def _turns(segments: list[Segment], at: int) -> int:
    """How many segments from `at` on are label, number, label, number…, ending in a number."""
    end = at
    while end + 1 < len(segments) and _is_label(segments[end + 1], segments[end]) and _alone(segments[end + 1]):
        end += 2
    followed = end < len(segments) and _is_label(segments[end - 1], segments[end]) if end > at else False
    return 0 if followed else end - at


def _alone(segment: Segment) -> bool:
    """A number with nothing around it that is no year, page or telephone number."""
    if segment.kind is not None or segment.marked not in (None, MarkKind.PARAGRAPH, MarkKind.ITEM):
        return False
    text = segment.text.strip()
    return cue.is_figure(text) and not cue.YEARS.fullmatch(text) and not cue.PHONE.search(text)


def _is_label(figure: Segment, label: Segment) -> bool:
    text = label.text
    if label.kind is not None or label.page != figure.page or len(text) > LABEL or cue.is_figure(text):
        return False
    if label.bullet or label.marked not in (None, MarkKind.PARAGRAPH) or not cue.WORD.search(text):
        return False
    if cue.is_prose(text) or cue.is_contact(text) or cue.is_letterhead(text) or cue.is_dateline(text):
        return False
    if figure.measured and label.measured:
        return figure.size > 1.15 * label.size or (cue.starts_lower(text) and _near(figure, label))
    return True


def _near(figure: Segment, label: Segment) -> bool:
    a, b = figure.lines[-1], label.lines[0]
    return a.left < b.right and b.left < a.right and abs(b.top - a.bottom) < max(a.size, b.size)
