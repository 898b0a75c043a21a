"""Column headers on a measured page: words above a table, told by the columns that they stand over."""

from __future__ import annotations

from extract.read.document import Word
from extract.structure import cue
from extract.structure.line import Line
from extract.text import Span, Text

Column = tuple[float, float]
"""The left and right end of what stands in a column, in points."""
GAP = 0.6
"""Of the size of type: a wider gap parts two headers."""
DEEPEST = 3
"""Header rows above a table, at most."""


def columns_of(lines: list[Line], split: list[list[Span]], text: Text) -> list[Column]:
    """The columns of a table by the cells of its fullest rows; none on a page that was not measured."""
    full = max(map(len, split))
    rows = [
        [_reach(line, span, text) for span in row] for line, row in zip(lines, split, strict=True) if len(row) == full
    ]
    columns = []
    for cells in zip(*rows, strict=True):
        found = [cell for cell in cells if cell]
        if not found:
            return []
        columns.append((min(c[0] for c in found), max(c[1] for c in found)))
    return columns


def _reach(line: Line, span: Span, text: Text) -> Column | None:
    raw = text.to_raw(span)
    boxes = [w.box for w in line.words if len(raw) and w.span.overlaps(raw)]
    return (min(b[0] for b in boxes), max(b[2] for b in boxes)) if boxes else None


def header_lines(above: list[Line], columns: list[Column]) -> int:
    """How many of the last lines of `above` head a table with these columns."""
    taken, rows = 0, 0
    low = above[-1].bottom + 3 * above[-1].size if above else 0.0
    while rows < DEEPEST and taken < len(above):
        first = len(above) - taken - 1
        while first > 0 and shares_row(above[first - 1], above[first]):
            first -= 1
        row = above[first : len(above) - taken]
        if not _heads(row, columns) or low - row[-1].bottom > 3.5 * row[-1].size:
            break
        taken, rows, low = len(above) - first, rows + 1, row[0].top
    return taken


def shares_row(line: Line, other: Line) -> bool:
    """Whether two lines stand side by side at one height."""
    return line.measured and other.measured and line.page == other.page and abs(line.top - other.top) < 0.4 * line.size


def _heads(row: list[Line], columns: list[Column]) -> bool:
    """Whether the parts of a row stand over columns of their own, figures' columns among them."""
    if any(cue.ends_sentence(line.text) or cue.opens_list(line.text) or cue.BULLET.match(line.text) for line in row):
        return False
    over = [_over(part, columns) for line in row for part in _parts(line)]
    if any(left < columns[0][0] - 20 or right > columns[-1][1] + 20 for left, right in (_ends(p) for p in _all(row))):
        return False
    figures = [column for column, _ in over if column > 0]
    return len(set(over)) == len(over) and len(figures) >= max(1, (len(columns) - 1) // 2)


def _all(row: list[Line]) -> list[list[Word]]:
    return [part for line in row for part in _parts(line)]


def placed(line: Line, columns: list[Column], text: Text) -> list[tuple[Span, int, int]]:
    """The headers on a line with the column that each begins over and how many it reaches over."""
    out = []
    for part in _parts(line):
        span = text.to_repaired(Span(part[0].span.start, part[-1].span.end))
        column, reach = _over(part, columns)
        out.append((span, column, reach))
    return out


def _parts(line: Line) -> list[list[Word]]:
    """The words of a line, parted at wide gaps."""
    parts: list[list[Word]] = []
    for word in line.words:
        if parts and word.box[0] - parts[-1][-1].box[2] < GAP * line.size:
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def _ends(part: list[Word]) -> Column:
    return part[0].box[0], part[-1].box[2]


def _over(part: list[Word], columns: list[Column]) -> tuple[int, int]:
    """The first column that a header stands over and how many: those it covers half of, else the nearest."""
    left, right = _ends(part)
    covered = [i for i, (a, b) in enumerate(columns) if min(right, b) - max(left, a) > 0.5 * (b - a)]
    if covered:
        return covered[0], covered[-1] - covered[0] + 1
    middle = (left + right) / 2
    return min(range(len(columns)), key=lambda i: abs((columns[i][0] + columns[i][1]) / 2 - middle)), 1
