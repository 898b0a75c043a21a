"""Tables, by the lines that rule them or by figures that stand in columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extract.read.document import Box
from extract.read.lines import Segment, segment, segments
from extract.read.rules import Rules
from extract.read.token import Token

Cell = tuple[Token, ...]
FIGURE = re.compile(
    r"[(]?\s*(?:[+\-–−±~≈><≥≤x×]\s*)?\d[\d\s\u00a0\u202f.,/]*(?:\s*[)])?"
    r"(?:\s*(?:%|‰|€|\$|[kKMm][€$]|M?d?s?€|Mds? ?€|pts?|points?|p\.|ha|km|[kMGT]?Wh?|t|h|min|°C|ans?|jours?|M|Md)\.?)?\s*[)]?[*⁰-⁹⁽⁾¹²³]*"
    r"|[-–—]|n\.?[ads]\.?|ns|nd|NS|ND|NC|n\.c\.|=|stable"
)
PHONE = re.compile(r"(?:\+33\s?|0)\d(?:[\s.\u00a0-]?\d{2}){4}")
MAX_CELL = 400  # characters; a longer « cell » is a frame around text


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple[Cell, ...], ...]
    box: Box


def ruled_tables(tokens: Sequence[Token], rules: Rules) -> tuple[list[Table], list[Token]]:
    """Tables framed by lines, and the tokens that stand in none."""
    tables: list[Table] = []
    rest = list(tokens)
    for ys, x0, x1 in _ladders(rules):
        columns = [x for x, a, b in rules.upright if x0 - 3 <= x <= x1 + 3 and b > ys[0] + 2 and a < ys[-1] - 2]
        inside = [t for t in rest if _in(t, x0, ys[0], x1, ys[-1])]
        table = _grid(inside, ys, x0, x1, columns, rules)
        if table is not None:
            tables.append(table)
            taken = set(map(id, inside))
            rest = [t for t in rest if id(t) not in taken]
    return tables, rest


def _in(token: Token, x0: float, y0: float, x1: float, y1: float) -> bool:
    middle = (token.box[0] + token.box[2]) / 2
    return x0 - 2 <= middle <= x1 + 2 and y0 - 1 <= token.middle <= y1 + 1


def _ladders(rules: Rules) -> list[tuple[list[float], float, float]]:
    """Level lines of one width under each other, joined by upright lines at their ends or inside: (ys, x0, x1)."""
    out: list[tuple[list[float], float, float]] = []
    left = sorted(rules.level)
    while left:
        _y, x0, x1 = left[0]
        same = [line for line in left if abs(line[1] - x0) <= 4 and abs(line[2] - x1) <= 4]
        left = [line for line in left if line not in same]
        run = [same[0][0]]
        for line in same[1:]:
            if any(x0 - 4 <= x <= x1 + 4 and a <= run[-1] + 3 and b >= line[0] - 3 for x, a, b in rules.upright):
                run.append(line[0])
            else:
                if len(run) >= 3:
                    out.append((run, x0, x1))
                run = [line[0]]
        if len(run) >= 3:
            out.append((run, x0, x1))
    return out


def _grid(
    inside: list[Token], ys: list[float], x0: float, x1: float, columns: list[float], rules: Rules
) -> Table | None:
    rows: list[tuple[Cell, ...]] = []
    for top, bottom in pairwise(ys):
        band = [t for t in inside if top <= t.middle < bottom]
        middle = (top + bottom) / 2
        lines = (x for x, a, b in rules.upright if a <= middle <= b and x0 + 5 < x < x1 - 5 and x in columns)
        edges = [x0, *_apart(sorted(lines)), x1]
        row = []
        for left, right in pairwise(edges):
            cell = [t for t in band if left <= (t.box[0] + t.box[2]) / 2 < right]
            if sum(len(t.text) for t in cell) > MAX_CELL:
                return None
            row.append(_in_order(cell))
        if any(row):
            rows.append(tuple(row))
    if len(rows) < 2 or sum(sum(bool(cell) for cell in row) >= 2 for row in rows) < 2:
        return None
    return Table(tuple(rows), (x0, ys[0], x1, ys[-1]))


def _apart(xs: list[float]) -> list[float]:
    out: list[float] = []
    for x in xs:
        if not out or x - out[-1] > 6:
            out.append(x)
    return out


def _in_order(cell: list[Token]) -> Cell:
    return tuple(token for line in segments(cell) for part in line for token in part.tokens) if cell else ()


def aligned_tables(lines: list[list[Segment]]) -> tuple[list[Table], list[list[Segment]]]:
    """Tables whose figures stand in columns (two rows at least), and the lines without them."""
    tables: list[Table] = []
    rest = [list(line) for line in lines]
    i = 0
    while i < len(rest):
        found = _table_at(rest, i)
        if found is None:
            i += 1
            continue
        table, used = found
        tables.append(table)
        taken = set(map(id, used))
        rest = [[s for s in line if id(s) not in taken] for line in rest]
        i += 1
    return tables, [line for line in rest if line]


def is_figure(text: str) -> bool:
    return len(text) <= 24 and bool(FIGURE.fullmatch(text)) and not PHONE.fullmatch(text)


def _figures(line: list[Segment]) -> list[Segment]:
    return [s for s in line if is_figure(s.text)]


def _aligned(a: Segment, b: Segment) -> bool:
    near = 0.9 * max(a.size, b.size)
    if not 0.8 < a.size / b.size < 1.25:
        return False
    middles = abs(a.box[0] + a.box[2] - b.box[0] - b.box[2]) / 2
    return min(abs(a.box[2] - b.box[2]), abs(a.box[0] - b.box[0]), middles) <= near


def _table_at(lines: list[list[Segment]], start: int) -> tuple[Table, list[Segment]] | None:
    """A table whose first row of figures is line `start`."""
    figures = _figures(lines[start])
    if not figures or len(lines[start]) < 2:
        return None
    rows: list[list[Segment]] = [list(lines[start])]
    body, last, i = [start], start, start + 1
    pending: list[int] = []
    while i < len(lines):
        line = lines[i]
        if line[0].base - lines[last][0].base > 4.0 * lines[last][0].size + 2 * len(pending) * line[0].size:
            break
        mine = [f for f in _figures(line) if any(_aligned(f, g) for g in figures)]
        if mine and len(line) >= 2 and len(mine) >= min(2, len(figures)) * 0.5:
            body += [i]
            rows.append(list(line))
            figures += [f for f in _figures(line) if f not in mine]
            last, pending = i, []
        elif len(line) == 1 and line[0].box[0] < min(f.box[0] for f in figures) and len(pending) < 2:
            pending.append(i)
        else:
            break
        i += 1
    if len(body) < 2:
        return None
    return _assemble(lines, body, figures)


def _assemble(lines: list[list[Segment]], body: list[int], figures: list[Segment]) -> tuple[Table, list[Segment]]:
    inner = [s for i in range(body[0], body[-1] + 1) for s in lines[i]]
    columns = _columns([s for i in body for s in lines[i]])
    head = _head(lines, body[0], columns)
    used = [*[s for row in head for s in row], *inner]
    rows: list[list[list[Token]]] = []
    if head:
        rows.append(_place([s for row in head for s in row], columns))
    carried: list[Segment] = []
    for i in range(body[0], body[-1] + 1):
        if i in body:
            row = _place(lines[i], columns)
            row[0] = [t for s in carried for t in s.tokens] + row[0]
            carried = []
            rows.append(row)
            continue
        label = lines[i][0]
        above, below = label.base - lines[i - 1][0].base, lines[i + 1][0].base - label.base
        if above <= 1.5 * label.size and (label.text[:1].islower() or label.text[:1] in "(«" or above < 0.85 * below):
            rows[-1][0] = rows[-1][0] + list(label.tokens)
        elif below <= 1.5 * label.size and i + 1 in body and lines[i + 1][0].text[:1].islower():
            carried.append(label)
        else:
            rows.append([list(label.tokens), *[[] for _ in columns[1:]]])
    whole = segment([t for s in used for t in s.tokens])
    return Table(tuple(tuple(tuple(cell) for cell in row) for row in rows), whole.box), used


def _columns(parts: list[Segment]) -> list[tuple[float, float]]:
    """The ranges in x that the cells of a table's rows take, left to right."""
    columns: list[tuple[float, float]] = []
    for part in sorted(parts, key=lambda s: s.width):
        left, right = part.box[0], part.box[2]
        over = [c for c in columns if min(right, c[1]) - max(left, c[0]) > 0.2 * min(right - left, c[1] - c[0])]
        if len(over) > 1:
            continue  # spans several
        if over:
            columns.remove(over[0])
            left, right = min(left, over[0][0]), max(right, over[0][1])
        columns.append((left, right))
    return sorted(columns)


def _place(parts: Sequence[Segment], columns: list[tuple[float, float]]) -> list[list[Token]]:
    row: list[list[Token]] = [[] for _ in columns]
    for part in sorted(parts, key=lambda s: (s.base, s.box[0])):
        row[_column(part, columns)] += part.tokens
    return row


def _column(part: Segment, columns: list[tuple[float, float]]) -> int:
    def distance(column: tuple[float, float]) -> tuple[float, float]:
        over = min(part.box[2], column[1]) - max(part.box[0], column[0])
        return (-max(over, 0.0), abs(part.box[0] + part.box[2] - column[0] - column[1]))

    return min(range(len(columns)), key=lambda k: distance(columns[k]))


def _head(lines: list[list[Segment]], first: int, columns: list[tuple[float, float]]) -> list[list[Segment]]:
    """The lines just above a table that label its columns."""
    head: list[list[Segment]] = []
    base, size = lines[first][0].base, median(s.size for s in lines[first])
    for i in range(first - 1, max(-1, first - 4), -1):
        line = lines[i]
        near = base - line[0].base <= (2.6 if not head else 1.6) * size
        over = [s for s in line if s.box[0] >= columns[0][1] - size or len(line) >= 2]
        labels = bool(line) and len(over) == len(line) and all(_narrow(s, columns) for s in line)
        if not near or not labels or (len(line) == 1 and len(columns) > 2 and not head):
            break
        head.insert(0, line)
        base = line[0].base
    return head


def _narrow(part: Segment, columns: list[tuple[float, float]]) -> bool:
    """No wider than its column and the space around it."""
    k = _column(part, columns)
    left = columns[k - 1][1] if k else float("-inf")
    right = columns[k + 1][0] if k + 1 < len(columns) else float("inf")
    return part.box[0] > left - part.size and part.box[2] < right + part.size
