"""Tables that plain text lays out with blanks or upright strokes, told by tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.read.tables import FIGURE

WIDE = re.compile(r"(?:(?<=\S)|^) {3,}(?=\S)")
STROKES = re.compile(r"(?m)^(?:[^|\n]*\|[^|\n]*\|.*(?:\n|\Z)){2,}")


@dataclass(frozen=True, slots=True)
class Cell:
    start: int
    end: int
    text: str

    def away(self, start: int, end: int) -> int:
        """How many characters lie between it and a column; 0 where they overlap."""
        return max(start - self.end, self.start - end, 0)


Cells = tuple[Cell, ...]
YEARS = re.compile(r"(?:19|20)\d\d(?:[-–/](?:19|20)?\d\d)?")
MARKDOWN_RULE = re.compile(r"\n[ \t|:]*-{3}[-| \t:]*(?=\n|\Z)")
RULE = re.compile(r"\n(?P<rule>[ \t]*[-=_+─━]{3}[-=_+─━ \t]*)(?=\n|\Z)")


def tabulated(text: str) -> str:
    """The text with tabs where wide blanks part the cells of a table, of the same length character by character.

    A table is lines under each other with figures in all cells but the first, two or more of them with at least two
    figures; lines right above with wide blanks are its header. A cell stands under the column nearest to it, so that a
    row may leave cells out. Two or more lines with two upright strokes or more are a table as well.
    """
    text = STROKES.sub(_unstroked, text)
    lines = RULE.sub(_unruled, text).split("\n")
    cells = [_cells(line) for line in lines]
    for rows in _tables(cells):
        columns = _columns([cells[at] for at in rows])
        head = rows.start - 1
        if head > 0 and not lines[head].strip() and _heads(cells[head - 1], columns):
            lines[head - 1] = _told(lines[head - 1], cells[head - 1], columns)  # a header with a blank line below it
        while head >= 0 and len(cells[head]) > 1 and not _is_row(cells[head]):
            lines[head] = _told(lines[head], cells[head], columns)
            head -= 1
        for at in rows:
            lines[at] = _told(lines[at], cells[at], columns)
    return "\n".join(lines)


def _unstroked(m: re.Match[str]) -> str:
    """Rows between upright strokes with tabs for those inside and blanks for the outer ones and for rules."""
    rows = MARKDOWN_RULE.sub(lambda rule: " " * len(rule.group()), m.group())
    return re.sub(r"(?m)^( *)\||\|( *)$", r"\1 \2", rows).replace("|", "\t")


def _unruled(m: re.Match[str]) -> str:
    """A rule above or below the parts of a table as blanks behind the line before, so that it parts no rows."""
    text = m.string
    above = text[text.rfind("\n", 0, m.start()) + 1 : m.start()]
    below = text[m.end() + 1 :].partition("\n")[0]
    return " " * len(m.group()) if WIDE.search(above.strip()) or WIDE.search(below.strip()) else m.group()


def _cells(line: str) -> Cells:
    """The parts between wide blanks; an empty first one where the line begins with them."""
    if not WIDE.search(line):
        return ()
    out, at = [], 0
    for m in WIDE.finditer(line):
        out.append(Cell(at, m.start(), line[at : m.start()]))
        at = m.end()
    end = len(line.rstrip())
    return (*out, Cell(at, end, line[at:end]))


def _is_row(cells: Cells) -> bool:
    return len(cells) > 1 and all(FIGURE.fullmatch(cell.text) for cell in cells[1:])


def _heads(cells: Cells, columns: Sequence[tuple[int, int]]) -> bool:
    """Whether the parts of a line are as many as the columns, and years or words."""
    told = len(columns) > 1 and len(columns) <= len(cells) <= len(columns) + 1
    return told and all(YEARS.fullmatch(c.text) or not any(map(str.isdigit, c.text)) for c in cells[-len(columns) :])


def _tables(cells: Sequence[Cells]) -> Iterator[range]:
    """The runs of rows that are tables, as line numbers."""
    start = 0
    for at in range(len(cells) + 1):
        if at < len(cells) and _is_row(cells[at]):
            continue
        if sum(len(row) > 2 for row in cells[start:at]) > 1:
            yield range(start, at)
        start = at + 1


def _columns(rows: Sequence[Cells]) -> list[tuple[int, int]]:
    """Where the columns behind the first stand: those of the longest row, as wide as their figures."""
    columns = [(cell.start, cell.end) for cell in max(rows, key=len)[1:]]
    for row in rows:
        for cell in row[1:]:
            i = _nearest(cell, columns, 0)
            columns[i] = min(columns[i][0], cell.start), max(columns[i][1], cell.end)
    return columns


def _nearest(cell: Cell, columns: Sequence[tuple[int, int]], first: int) -> int:
    """The column nearest to a cell, of those from `first` on."""
    return min(range(min(first, len(columns) - 1), len(columns)), key=lambda i: cell.away(*columns[i]))


def _told(line: str, cells: Cells, columns: Sequence[tuple[int, int]]) -> str:
    """The line with as many tabs before each cell as columns lie between it and the cell before."""
    out, last = line[: cells[0].end], -1
    for before, cell in pairwise(cells):
        blanks = cell.start - before.end
        at = max(_nearest(cell, columns, last + 1), last + 1)
        out += ("\t" * min(at - last, blanks)).ljust(blanks) + line[cell.start : cell.end]
        last = at
    return out + line[len(out) :]
