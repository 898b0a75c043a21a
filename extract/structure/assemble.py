"""Lines become segments: furniture set aside, tables read, the rest gathered."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from extract.blocks import BlockKind
from extract.read.document import Document, MarkKind
from extract.structure import cue
from extract.structure.columns import columns_of, header_lines
from extract.structure.figures import join_figures
from extract.structure.furniture import furniture
from extract.structure.gather import gather
from extract.structure.grid import grid_of_lines, grid_of_marks, heads_columns, is_period, is_table, split_cells
from extract.structure.line import Line, with_width
from extract.structure.segment import Segment, segment_of
from extract.structure.tables import read_grid
from extract.text import Span, Text


def assemble(document: Document, text: Text, lines: list[Line]) -> list[Segment]:
    """All segments of a document in the order of its text; only furniture, cells and captions have a kind yet."""
    aside = furniture(lines)
    running = [replace(segment_of([lines[i]], text.repaired), kind=kind) for i, kind in aside.items()]
    segments: list[Segment] = []
    number = 0
    for table, run in _runs(with_width([line for i, line in enumerate(lines) if i not in aside]), text):
        if table is None:
            segments += join_figures(gather(_untabbed(run), text.repaired))
            continue
        caption = _caption(segments)
        if table >= 0:
            marks = [m for m in document.marks if m.kind is MarkKind.CELL and m.table == table]
            grid = grid_of_marks(marks, run, text, number)
        else:
            grid = grid_of_lines(run, text, number)
        segments += read_grid(grid, caption)
        number += 1
    return sorted(segments + running, key=lambda s: s.pieces[0].start)


def _runs(lines: list[Line], text: Text) -> list[tuple[int | None, list[Line]]]:
    """Lines by the table that they belong to: its number in the markup, -1 for one of tabs, None outside."""
    of = [line.mark.table if line.mark and line.mark.kind is MarkKind.CELL else None for line in lines]
    for first, last in _tabbed(lines):
        if all(t is None for t in of[first:last]) and is_table(lines[first:last]):
            first -= _headers(lines[:first], lines[first:last], text)
            of[first:last] = [-2 - first] * (last - first)
    return [
        (None if key is None else max(key, -1), [line for _, line in group])
        for key, group in groupby(zip(of, lines, strict=True), key=lambda pair: pair[0])
    ]


def _tabbed(lines: list[Line]) -> list[tuple[int, int]]:
    """Stretches of lines with tabs; a short line between two of them, the name of a group of rows, is let in."""
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        if "\t" not in lines[at].text:
            at += 1
            continue
        first = at
        while at < len(lines) and lines[at].page == lines[first].page:
            if ("\t" not in lines[at].text and not _names_rows(lines, at)) or (
                at > first and _heads_another(lines[at])
            ):
                break
            at += 1
        runs.append((first, at))
    return runs


def _heads_another(line: Line) -> bool:
    """« Zone | 2023 | 2024 » below a blank line: the header of another table."""
    return line.gap and all(is_period(part.strip()) for part in line.text.split("\t")[1:])


def _headers(above: list[Line], table: list[Line], text: Text) -> int:
    """How many lines above the first tab head the table, their own tabs lost."""
    free = [line for line in above if line.page == table[0].page and not line.mark]
    cells = [split_cells(line, text.repaired) for line in table]
    if columns := columns_of(table, cells, text):
        return header_lines(free, columns)
    return int(bool(free) and heads_columns(free[-1], max(map(len, cells))))


def _names_rows(lines: list[Line], at: int) -> bool:
    line = lines[at]
    followed = at + 1 < len(lines) and "\t" in lines[at + 1].text and not lines[at + 1].gap
    return followed and not line.gap and len(line.text) < 60 and not line.text.endswith((".", ":"))


def _untabbed(lines: list[Line]) -> list[Line]:
    """Lines whose cells are no table, each cell a line of its own."""
    out: list[Line] = []
    for line in lines:
        at = 0
        parts = line.text.split("\t") if "\t" in line.text else [line.text]
        for part in parts:
            start = line.span.start + at + len(part) - len(part.lstrip())
            if part.strip():
                span = Span(start, start + len(part.strip()))
                out.append(
                    line if len(parts) == 1 else replace(line, span=span, text=part.strip(), gap=line.gap or at > 0)
                )
            at += len(part) + 1
    return out


def _caption(segments: list[Segment]) -> str:
    """The caption or unit note right above a table, which is made one by this."""
    if not segments:
        return ""
    last = segments[-1]
    if last.kind is BlockKind.CELL:
        return ""
    if cue.is_dateline(last.text):
        return ""  # « Lyon, le 12 février 2026 »
    if last.marked is MarkKind.CAPTION or cue.is_caption(last.text) or (cue.states_unit(last.text) and not last.bullet):
        segments[-1] = replace(last, kind=BlockKind.CAPTION)
        return last.text
    title = not last.bullet and len(last.text) < 120 and not last.text.endswith((".", ":", "!", "?", ";"))
    return last.text if title and len(last.pieces) == 1 else ""  # the heading of a table says what it is of
