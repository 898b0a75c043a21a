"""The order of reading: segments become blocks, tables and columns are told apart, blocks are put in order.

Order by Breuel's rules ("High Performance Document Layout Analysis", 2003): a block comes before what stands below it
in its own column, and before what stands to its right unless something above spans both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.read.document import Box
from extract.read.lines import MARKER, Segment, segment, segments
from extract.read.rules import Rules
from extract.read.tables import Table, aligned_tables, is_figure, ruled_tables
from extract.read.token import Token

LOOSE = 1.22
"""Lines further apart than this share of the usual pitch are set apart."""


FAR = 2.6
"""Lines further apart than so many sizes of type are put in order each for itself."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together; each line is a list of cells (one, outside of tables), each cell its tokens."""

    lines: tuple[tuple[tuple[Token, ...], ...], ...]
    box: Box
    table: bool = False


def layout(tokens: Sequence[Token], rules: Rules) -> list[Block]:
    """The blocks of a page in reading order; turned text comes last, a block for each direction and place."""
    level = [t for t in tokens if t.angle == 0]
    ruled, level = ruled_tables(level, rules)
    lines = segments(level)
    aligned, rest = aligned_tables(lines)
    chains = _parted(_chains([s for line in rest for s in line]))
    units: list[tuple[Box, list[Block]]] = [(t.box, [_table_block(t)]) for t in (*ruled, *aligned)]
    pitch = _pitches(chains)
    units += [(_around([s.box for s in chain]), _blocks(chain, pitch)) for chain in chains]
    blocks = [block for i in _order([box for box, _ in units]) for block in units[i][1]]
    return blocks + _turned([t for t in tokens if t.angle != 0])


def _table_block(table: Table) -> Block:
    return Block(tuple(tuple(cell for cell in row) for row in table.rows), table.box, table=True)


def _around(boxes: Sequence[Box]) -> Box:
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def _chains(parts: list[Segment]) -> list[list[Segment]]:
    """Segments of one column: each is the only one next below the one before it."""
    parts = sorted(parts, key=lambda s: (s.base, s.box[0]))
    below: dict[int, list[int]] = {}
    above: dict[int, list[int]] = {}
    for i, a in enumerate(parts):
        reach = a.base + 3.5 * a.size
        for j in range(i + 1, len(parts)):
            b = parts[j]
            if b.base - 1.2 * b.size > reach and b.base > reach:
                break
            if b.base <= a.base + 0.3 * a.size:
                continue
            if not _over(a, b) or any(_over(parts[k], b) for k in below.get(i, [])):
                continue
            below.setdefault(i, []).append(j)
            above.setdefault(j, []).append(i)
    chains: list[list[Segment]] = []
    home: dict[int, list[Segment]] = {}
    for j, part in enumerate(parts):
        up = above.get(j, [])
        if len(up) == 1 and _continues(parts, up[0], below[up[0]], j):
            home[j] = home[up[0]]
            home[j].append(part)
        else:
            home[j] = [part]
            chains.append(home[j])
    return chains


def _parted(chains: list[list[Segment]]) -> list[list[Segment]]:
    """Chains cut where they would close around another one: a column, and the line across the page below it."""
    boxes = [_around([s.box for s in chain]) for chain in chains]
    parted: list[list[Segment]] = []
    for i, chain in enumerate(chains):
        others = [box for j, box in enumerate(boxes) if j != i and _meet(box, boxes[i])]
        run = [chain[0]]
        for part in chain[1:]:
            box = _around([s.box for s in run])
            closed = [o for o in others if _meet(_around([box, part.box]), o) and not _meet(box, o)]
            closed = [o for o in closed if not _meet(part.box, o)]
            if closed:
                bottom = max(o[3] for o in closed)
                free = max(1, sum(s.box[1] < bottom for s in run))
                lines = [*run, part]
                cut = max(range(free, len(lines)), key=lambda k: lines[k].base - lines[k - 1].base)
                parted.append(run[:cut])
                run = run[cut:]  # a heading below the other column goes with the line across
            run.append(part)
        parted.append(run)
    return parted


def _meet(a: Box, b: Box) -> bool:
    return min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > 1


def _continues(parts: list[Segment], i: int, below: list[int], j: int) -> bool:
    """Whether line j goes on in the column of line i: nothing else stands under i, or j plainly is its next line."""
    a, b = parts[i], parts[j]
    if b.base - a.base > FAR * max(a.size, b.size):
        return False
    if below == [j]:
        return True
    same = abs(a.box[0] - b.box[0]) < 0.6 * a.size and abs(a.size - b.size) < 0.12 * a.size
    return (
        same and b.base - a.base < 1.7 * a.size and all(parts[k].base > b.base + 0.8 * a.size for k in below if k != j)
    )


def _over(a: Segment, b: Segment) -> bool:
    """Whether two segments share some of their width."""
    return min(a.box[2], b.box[2]) - max(a.box[0], b.box[0]) > 0.1 * min(a.size, b.size)


def _pitches(chains: list[list[Segment]]) -> dict[int, float]:
    """The usual distance of base lines for each size of type (in half points) on this page; at 0, in sizes of type."""
    seen: dict[int, Counter[float]] = {}
    for chain in chains:
        for a, b in pairwise(chain):
            if abs(a.size - b.size) < 0.12 * a.size and b.base - a.base < 2.2 * a.size:
                seen.setdefault(round(2 * a.size), Counter())[round(2 * (b.base - a.base)) / 2] += 1
    usual: dict[int, float] = {}
    for size, counts in seen.items():
        near = {p: sum(n for q, n in counts.items() if abs(p - q) <= 0.5) for p in counts}
        best = max(near.values())
        pitch = min(p for p, n in near.items() if n >= max(2, 0.6 * best)) if best >= 2 else 0.0
        if pitch:
            usual[size] = pitch
    if usual:
        main = max(usual, key=lambda size: sum(seen[size].values()))
        usual[0] = usual[main] / (main / 2)
    return usual


def _blocks(chain: list[Segment], pitches: dict[int, float]) -> list[Block]:
    """A chain cut where its lines are set apart."""
    groups = [[chain[0]]]
    width = max(s.width for s in chain)
    for a, b in pairwise(chain):
        if _apart(a, b, pitches, width):
            groups.append([])
        groups[-1].append(b)
    return [Block(tuple((s.tokens,) for s in group), _around([s.box for s in group])) for group in groups]


def _apart(a: Segment, b: Segment, pitches: dict[int, float], width: float) -> bool:
    if is_figure(a.text) and a.size > 1.25 * b.size and b.box[1] - a.box[3] < b.size:
        return False  # a key figure in large type and what it counts
    if abs(a.size - b.size) > 0.12 * max(a.size, b.size):
        return True
    usual = pitches.get(round(2 * a.size)) or pitches.get(round(2 * b.size)) or pitches.get(0, 1.3) * a.size
    if b.base - a.base > LOOSE * usual and not _lifted(a, b, usual):
        return True
    if a.bold != b.bold:  # a heading set close to its text, not a sentence whose emphasis ends with the line
        starts = b.tokens[0].text[:1].isupper() or bool(MARKER.fullmatch(b.tokens[0].text))
        return starts and (a.width < 0.85 * width or a.tokens[-1].text[-1:] in ".:?!")
    return False


def _lifted(a: Segment, b: Segment, usual: float) -> bool:
    """Whether a line stands lower only because a raised character made it higher."""
    height = min(max(t.height for t in a.tokens), max(t.height for t in b.tokens))
    tall = max(t.height for t in b.tokens) > 1.05 * min(t.height for t in b.tokens)
    return tall and b.box[1] - a.box[3] <= usual - height + (LOOSE - 1) * usual and height > 1.05 * b.size


def _order(boxes: list[Box]) -> list[int]:
    """Indexes of boxes in reading order."""
    count = len(boxes)
    before: dict[int, set[int]] = {i: set() for i in range(count)}
    for i, a in enumerate(boxes):
        for j, b in enumerate(boxes):
            if i == j:
                continue
            beside = min(a[2], b[2]) - max(a[0], b[0]) <= 0.05 * min(a[2] - a[0], b[2] - b[0])
            if not beside:
                if (a[1] + a[3]) / 2 < (b[1] + b[3]) / 2:
                    before[j].add(i)
            elif a[2] <= b[0] + 0.05 * (b[2] - b[0]) and not _spanned(a, b, boxes):
                before[j].add(i)
    order: list[int] = []
    left = set(range(count))
    while left:
        ready = [i for i in left if not (before[i] & left)]
        pick = min(ready or left, key=lambda i: (boxes[i][1], boxes[i][0]) if not ready else _first(i, boxes, order))
        order.append(pick)
        left.remove(pick)
    return order


def _first(i: int, boxes: list[Box], order: list[int]) -> tuple[float, float]:
    return (boxes[i][0] // 40 if order else 0.0, boxes[i][1])


def _spanned(a: Box, b: Box, boxes: list[Box]) -> bool:
    """Whether a block between a (left) and b (right) in height reaches over both."""
    if min(a[3], b[3]) > max(a[1], b[1]):
        return False  # side by side
    low, high = (a[3], b[1]) if a[3] <= b[1] else (b[3], a[1])
    for c in boxes:
        middle = (c[1] + c[3]) / 2
        if low - 1 <= middle <= high + 1 and c[0] < a[2] and c[2] > b[0] and c is not a and c is not b:
            return True
    return False


def _turned(tokens: list[Token]) -> list[Block]:
    """Text set vertically or upside down: words in the order they were drawn, parted where they are far apart."""
    groups: list[list[Token]] = []
    for token in tokens:
        if groups and token.angle == groups[-1][-1].angle and _close(groups[-1][-1], token):
            groups[-1].append(token)
        else:
            groups.append([token])
    return [Block(((tuple(group),),), segment(group).box) for group in groups]


def _close(a: Token, b: Token) -> bool:
    dx = max(b.box[0] - a.box[2], a.box[0] - b.box[2], 0.0)
    dy = max(b.box[1] - a.box[3], a.box[1] - b.box[3], 0.0)
    return dx + dy < 2 * a.size
