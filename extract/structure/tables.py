"""Tables: cells with their row labels, column headers and caption."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import regex

from extract.blocks import BlockKind, TableContext
from extract.read.document import Mark
from extract.structure import cue
from extract.structure.line import Line
from extract.structure.segment import Segment
from extract.text import Span, Text

CELL = regex.compile(r"[^\t]*")
NOTE_CALL = regex.compile(r"(?:\s*(?:[(⁽][\d¹²³⁴⁵⁶⁷⁸⁹*a-c]{1,2}[)⁾]|[¹²³⁴⁵⁶⁷⁸⁹]+|\*+))+$")
PERIOD = regex.compile(
    r"(?:(?:exercice|annee|a fin|fin|debut|au|saison|campagne)\s+)?(?:19|20)\d\d(?:\s?[-–/]\s?(?:19|20)?\d\d)?(?:\s?\(?[a-z](?:[a-z. ]*)\)?)?"
    r"|(?:[st]|q|h)\s?[1-4](?:[\s-]?(?:19|20)?\d\d)?|[1-4]\s?(?:er|e|eme|re)?\s?(?:t|s|trim\w*\.?|sem\w*\.?)(?:\s+(?:19|20)\d\d)?"
    r"|\d{1,2}[/.]\d{1,2}[/.](?:19|20)?\d\d|\d{1,2}(?:er)? \p{L}{3,9}\.? (?:19|20)\d\d|\d{1,2} mois(?: (?:19|20)\d\d)?"
)
UNIT = regex.compile(r"\((?:en )?[^\d()]{1,20}\)$")
HEADER_ROWS = 4
"""No more rows than this head a table."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as printed: `span` in the repaired text, its place in the grid and how far it reaches."""

    span: Span
    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    header: bool = False
    line: Line | None = None

    @property
    def words(self) -> str:
        """Its text without the call of a footnote."""
        return NOTE_CALL.sub("", self.text).strip()


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one table; `at` finds the cell that covers a place."""

    cells: tuple[Cell, ...]
    number: int
    marked: bool

    @property
    def height(self) -> int:
        return max(c.row + c.rows for c in self.cells)

    @property
    def width(self) -> int:
        return max(c.column + c.columns for c in self.cells)

    def at(self, row: int, column: int) -> Cell | None:
        for cell in self.cells:
            if cell.row <= row < cell.row + cell.rows and cell.column <= column < cell.column + cell.columns:
                return cell
        return None

    def row(self, row: int) -> list[Cell]:
        return [c for c in self.cells if c.row <= row < c.row + c.rows and c.text]


def grid_of_marks(marks: Iterable[Mark], lines: list[Line], text: Text, number: int) -> Grid:
    """A table that the markup states; `lines` are those that its cells stand on."""
    cells = []
    for mark in marks:
        span = _trimmed(text.to_repaired(mark.span), text.repaired)
        line = next((o for o in lines if o.span.overlaps(span)), lines[0])
        cells.append(
            Cell(
                span,
                " ".join(span.of(text.repaired).split()),
                mark.row,
                mark.column,
                mark.rows,
                mark.columns,
                mark.header,
                line,
            )
        )
    return Grid(tuple(cells), number, any(c.header for c in cells))


def grid_of_lines(lines: list[Line], repaired: str, number: int) -> Grid:
    """A table of lines whose cells are parted by tabs.

    A row with fewer cells than the widest is set flush right where its first cell is no label (a header without its
    corner); the first row may have lost its tabs.
    """
    rows = [_split(line, repaired) for line in lines]
    width = max(map(len, rows))
    if len(rows[0]) == 1 and heads_columns(lines[0], width):
        at = lines[0].span.start
        rows[0] = [Span(at + m.start(), at + m.end()) for m in regex.finditer(r"\S+", lines[0].text)]
    cells: list[Cell] = []
    for at, (line, row) in enumerate(zip(lines, rows, strict=True)):
        texts = [" ".join(span.of(repaired).split()) for span in row]
        shift = width - len(row) if 1 < len(row) < width and _starts_right(texts) else 0
        whole = len(row) == 1
        for column, (span, words) in enumerate(zip(row, texts, strict=True)):
            if words:
                cells.append(Cell(span, words, at, column + shift, 1, width if whole else 1, False, line))
    return Grid(tuple(cells), number, False)


def heads_columns(line: Line, width: int) -> bool:
    """« 2024 2025 Variation »: as many words as there are columns of figures, a year or the like among them."""
    words = line.text.split()
    return (
        len(words) == width - 1 > 1
        and any(map(is_period, words))
        and not any(is_figure(w) and not is_period(w) for w in words)
    )


def _split(line: Line, repaired: str) -> list[Span]:
    start = max(repaired.rfind("\n", 0, line.span.start), repaired.rfind("\f", 0, line.span.start)) + 1
    text = repaired[start : line.span.end]
    text = text if "\t" in text[: line.span.start - start] else repaired[line.span.start : line.span.end]
    start = line.span.end - len(text)
    return [_trimmed(Span(start + m.start(), start + m.end()), repaired) for m in _cells(text)]


def _cells(text: str) -> list[regex.Match[str]]:
    return [m for m in CELL.finditer(text) if m.start() == 0 or text[m.start() - 1] == "\t"]


def _starts_right(texts: list[str]) -> bool:
    return all(not t or is_period(t) or not is_figure(t) for t in texts)


def _trimmed(span: Span, text: str) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def is_period(text: str) -> bool:
    """« 2024 », « T1 2025 », « 31/12/2024 », « 2024 (r) »: what heads a column of figures."""
    return bool(PERIOD.fullmatch(cue.plain(NOTE_CALL.sub("", text))))


def is_figure(text: str) -> bool:
    """A figure cell: a number with its sign and unit; « – » and « n.d. » stand for one."""
    if text.lower().rstrip(".") in {"-", "–", "—", "n.d", "nd", "ns", "n.s", "n/a", "na", "n.c", "nc", "s.o"}:
        return True
    digits = sum(c.isdigit() for c in text)
    letters = sum(c.isalpha() for c in NOTE_CALL.sub("", text))
    return digits > 0 and (letters <= 4 or digits >= letters) and not regex.match(r"\p{L}{3,}", text)


def is_table(lines: list[Line]) -> bool:
    """Whether lines with tabs are a table: at least two rows, or one with a label, and figures among the cells."""
    rows = [line.text.split("\t") for line in lines]
    figures = sum(is_figure(cell.strip()) and not is_period(cell.strip()) for row in rows for cell in row)
    return figures >= max(1, len([r for r in rows if len(r) > 1]) // 3) and any(
        cue.WORD.search(line.text) for line in lines
    )


def read_grid(grid: Grid, caption: str) -> list[Segment]:
    """A table's cells as segments in reading order: headers and labels as such, the others with their context."""
    heads = _header_rows(grid)
    labels = _label_columns(grid, heads)
    caption = _caption(grid, caption, heads, labels)
    columns = [_headers(grid, heads, c) for c in range(grid.width)]
    figured = tuple(columns[c] for c in range(labels, grid.width))
    out: list[Segment] = []
    groups: list[str] = []
    part_of = ""
    for row in range(grid.height):
        cells = [c for c in grid.row(row) if c.row == row]
        if row >= heads and _is_group(grid, row, labels, cells):
            groups = [cells[0].words]
            out.append(_segment(cells[0], TableContext(caption=caption, table=grid.number, label=True)))
            continue
        own = [c.words for c in (grid.at(row, k) for k in range(labels)) if c is not None and c.text]
        own = list(dict.fromkeys(own))
        if own and cue.plain(own[-1]).startswith(("dont ", "- dont", "– dont")):
            own = [part_of, *own] if part_of else own
        elif own:
            part_of = own[-1]
        for cell in cells:
            if row < heads or cell.column < labels:
                context = TableContext(
                    caption=caption, table=grid.number, row_index=row, column_index=cell.column, label=True
                )
            else:
                context = TableContext(
                    (*groups, *own),
                    columns[cell.column],
                    caption,
                    grid.number,
                    row - heads,
                    cell.column - labels,
                    figured,
                )
            out.append(_segment(cell, context))
    return out


def _caption(grid: Grid, caption: str, heads: int, labels: int) -> str:
    """The caption with what the table's own top says of all its figures: a row over its whole width, a unit."""
    top = [c for c in grid.cells if c.row < heads and c.text]
    own = [c.words for c in top if c.columns == grid.width or (c.column < labels and _scales(c.words))]
    return " – ".join(part for part in (caption, *own) if part)


def _scales(corner: str) -> bool:
    """A corner cell that gives the unit of the figures: « En M€ », « Filière (GWh) »."""
    return cue.states_unit(f"en {corner}") or bool(UNIT.search(corner))


def _segment(cell: Cell, context: TableContext) -> Segment:
    assert cell.line is not None
    return Segment((cell.line,), (cell.span,), cell.text, kind=BlockKind.CELL, cell=context)


def _header_rows(grid: Grid) -> int:
    """How many of the top rows hold column headers."""
    heads = 0
    for row in range(min(grid.height - 1, HEADER_ROWS)):
        cells = grid.row(row)
        if not cells:
            heads += 1
            continue
        if row > 0 and cells[0].columns == grid.width > 1:
            break
        if grid.marked and not all(c.header for c in cells):
            break
        data = [c for c in cells if c.column > 0]
        if any(is_figure(c.text) and not is_period(c.text) for c in data):
            break
        if not data and (grid.marked is False and row > 0):
            break
        if row > 0 and not grid.marked and not any(_heads(grid, row, c) for c in data):
            break
        heads += 1
    return heads


def _heads(grid: Grid, row: int, cell: Cell) -> bool:
    """Whether figures stand somewhere below a cell."""
    below = (grid.at(r, cell.column) for r in range(row + 1, grid.height))
    return any(c is not None and is_figure(c.text) for c in below)


def _label_columns(grid: Grid, heads: int) -> int:
    """How many of the left columns hold row labels: those before the first column of figures, at least one."""
    for column in range(1, grid.width):
        cells = [c for c in (grid.at(r, column) for r in range(heads, grid.height)) if c is not None and c.text]
        if cells and sum(is_figure(c.text) for c in cells) * 2 >= len(cells):
            return column
    return 1


def _headers(grid: Grid, heads: int, column: int) -> tuple[str, ...]:
    found = (grid.at(row, column) for row in range(heads))
    return tuple(dict.fromkeys(c.words for c in found if c is not None and c.words and c.columns < grid.width))


def _is_group(grid: Grid, row: int, labels: int, cells: list[Cell]) -> bool:
    """A row that only names the rows below it: one cell, over all columns or with the others empty."""
    return (
        len(cells) == 1
        and cells[0].column < labels
        and not is_figure(cells[0].text)
        and row + 1 < grid.height
        and (cells[0].columns > labels or grid.width > 1)
    )
