"""Tables: what the labels, headers and caption say of each figure cell."""

from __future__ import annotations

from extract import regex
from extract.blocks import BlockKind, TableContext
from extract.structure import cue
from extract.structure.grid import Cell, Grid, is_figure, is_period
from extract.structure.segment import Segment

UNIT = regex.compile(r"\((?:en )?[^\d()]{1,20}\)$")
HEADER_ROWS = 4
"""No more rows than this head a table."""


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
        if row == 0 and grid.marked and len(cells) > 1 and not all(c.header for c in grid.row(1)):
            heads += 1  # the page says that it is a row of headers
            continue
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
    """The headers over a column from the top down; one that was broken into lines is put together again."""
    found = (grid.at(row, column) for row in range(heads))
    out: list[str] = []
    last: Cell | None = None
    for cell in dict.fromkeys(c for c in found if c is not None and c.words and c.columns < grid.width):
        broken = not grid.marked and last is not None and last.columns == cell.columns == 1
        if broken and not cue.states_unit(f"en {cell.words}") and not UNIT.search(cell.words):
            out[-1] = f"{out[-1]} {cell.words}"
        else:
            out.append(cell.words)
        last = cell
    return tuple(out)


def _is_group(grid: Grid, row: int, labels: int, cells: list[Cell]) -> bool:
    """A row that only names the rows below it: one cell, over all columns or with the others empty."""
    return (
        len(cells) == 1
        and cells[0].column < labels
        and not is_figure(cells[0].text)
        and row + 1 < grid.height
        and (cells[0].columns > labels or grid.width > 1)
    )
