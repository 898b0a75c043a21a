"""Tokens of a page become lines of print, and lines that cross a gutter become segments."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extract.read.document import Box
from extract.read.superscript import raised
from extract.read.token import Token

MARKER = re.compile(r"[•◦▪▫–—\-*·o>→✓✔■□●○♦❖]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)/°]|\d{1,2}/")
"""What stands before an item: its gap to the text is no gutter."""
WIDE = 2.2
"""A gap of so many type sizes parts segments, unless the line is stretched to full width."""
DISPLAY, SET_APART = 24.0, 1.3
"""Type of so many points is set in lines of few words, never stretched: so many sizes part two key figures."""
NARROW = 0.75
"""A gap of so many type sizes parts segments where the lines around it keep it free too."""
CLEAR = 1.5
"""Where one line alone keeps a gap free and none crosses it, it must be so many type sizes wide."""
REACH, ALIGNED = 5, 4
"""So many lines above and below are looked at, and in so many a column must begin at the same place: the first line of a
column may have a heading over it and word spaces as wide as the gutter."""
INDENT = 20.0
"""Points between the call of a footnote and its text, at most."""
NEAR = 2.6
"""How far, in type sizes, the lines around reach."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Tokens side by side on one base line with no gutter between them, left to right."""

    tokens: tuple[Token, ...]
    box: Box
    base: float
    size: float

    @property
    def text(self) -> str:
        parts = [self.tokens[0].text] if self.tokens else []
        for token in self.tokens[1:]:
            parts += [token.lead, token.text]
        return "".join(parts)

    @property
    def bold(self) -> bool:
        return sum(len(t.text) for t in self.tokens if t.bold) > 0.8 * sum(len(t.text) for t in self.tokens)

    @property
    def width(self) -> float:
        return self.box[2] - self.box[0]


def segment(tokens: Sequence[Token]) -> Segment:
    box = (
        min(t.box[0] for t in tokens),
        min(t.box[1] for t in tokens),
        max(t.box[2] for t in tokens),
        max(t.box[3] for t in tokens),
    )
    letters = [t for t in tokens for _ in range(min(len(t.text), 12))]
    return Segment(tuple(tokens), box, median(t.base for t in letters), median(t.size for t in letters))


def segments(tokens: Sequence[Token]) -> list[list[Segment]]:
    """The lines of a page from the top down, each as its segments from left to right."""
    lines = [_raise_calls(_spread(line)) for line in _lines(tokens)]
    lines = [line for line in lines if line]
    bases = [median(t.base for t in line) for line in lines]
    gaps = [_gaps(line) for line in lines]
    out: list[list[Segment]] = []
    for i, line in enumerate(lines):
        size = median(t.size for t in line)
        low, high = bisect_left(bases, bases[i] - NEAR * size), bisect_left(bases, bases[i] + NEAR * size)
        around = [(lines[j], gaps[j]) for j in range(max(0, low), min(len(lines), high)) if j != i]
        column = [gaps[j] for j in range(max(0, i - REACH), min(len(lines), i + REACH + 1)) if j != i]
        cuts = _cuts(line, gaps[i], size, around, column)
        out.append([segment(line[a:b]) for a, b in zip([0, *cuts], [*cuts, len(line)], strict=True)])
    return out


def _lines(tokens: Sequence[Token]) -> list[list[Token]]:
    """Tokens grouped by their base line; those that Tesseract put in one line stay together."""
    units: dict[object, list[Token]] = {}
    for i, token in enumerate(tokens):
        units.setdefault(("line", token.line) if token.line is not None else i, []).append(token)
    rows: list[tuple[float, float, list[Token]]] = []  # base, size, tokens
    for unit in sorted(units.values(), key=lambda u: (median(t.base for t in u), u[0].box[0])):
        base, size = median(t.base for t in unit), median(t.size for t in unit)
        home = None
        for k in range(len(rows) - 1, max(-1, len(rows) - 6), -1):
            if abs(rows[k][0] - base) <= 0.3 * min(size, rows[k][1]) and not _collide(rows[k][2], unit):
                home = k
                break
        if home is None:
            rows.append((base, size, list(unit)))
        else:
            rows[home][2].extend(unit)
    rows.sort(key=lambda row: row[0])
    return [row[2] for row in rows]


def _collide(line: list[Token], unit: list[Token]) -> bool:
    """Whether a unit would be printed over a line's words."""
    for a in unit:
        for b in line:
            over = min(a.box[2], b.box[2]) - max(a.box[0], b.box[0])
            if over > 0.5 * min(a.width, b.width) + 0.1:
                return True
    return False


def _spread(line: list[Token]) -> list[Token]:
    """Left to right; a bullet that is printed twice counts once."""
    out: list[Token] = []
    for token in sorted(line, key=lambda t: t.box[0]):
        twice = out and token.text == out[-1].text and token.box[0] - out[-1].box[0] < 0.2 * token.size
        if not twice:
            out.append(token)
    return out


def _raise_calls(line: list[Token]) -> list[Token]:
    """A small raised number that stands alone in its line (the call at the start of a footnote) is a superscript."""
    out = list(line)
    for i, token in enumerate(line):
        if not re.fullmatch(r"\(?\d{1,2}\)?", token.text):
            continue
        beside = [other for other in line[max(0, i - 1) : i + 2] if other is not token and _near(other, token)]
        if beside and all(_is_raised(token, other) for other in beside):
            out[i] = replace(token, text=raised(token.text, ""))
    return out


def _near(a: Token, b: Token) -> bool:
    """Whether words stand no further apart than two of the same line of print: not those of two columns."""
    return max(a.box[0], b.box[0]) - min(a.box[2], b.box[2]) < max(INDENT, 1.5 * max(a.size, b.size))


def _is_raised(token: Token, other: Token) -> bool:
    return token.size < 0.8 * other.size and token.base < other.base - 0.15 * other.size


def _gaps(line: list[Token]) -> list[tuple[float, float]]:
    """Free strips between the words of a line, with the margins left and right of it."""
    edges, right = [], float("-inf")
    for token in line:
        if token.box[0] > right:
            edges.append((right, token.box[0]))
        right = max(right, token.box[2])
    return [*edges, (right, float("inf"))]


def _cuts(
    line: list[Token],
    own: list[tuple[float, float]],
    size: float,
    around: list[tuple[list[Token], list[tuple[float, float]]]],
    column: list[list[tuple[float, float]]],
) -> list[int]:
    """Where a line is cut, as indexes of the tokens that start a new segment.

    `around` are the lines close by with their gaps, `column` the gaps of more lines above and below.
    """
    widths = [b.box[0] - a.box[2] for a, b in pairwise(line)]
    if not widths or max(widths) < NARROW * size:
        return []
    usual = median(widths)
    stretched = len(widths) >= 2 and min(widths) > 0.55 * max(widths)
    cuts, start = [], 0
    for i, width in enumerate(widths):
        if width < NARROW * size or (i == start and MARKER.fullmatch(line[i].text)):
            continue
        free = (line[i].box[2], line[i + 1].box[0])
        sides = [_side(free, words) for words, _ in around]
        both = {-1, 1} <= set(sides)  # lines of both columns, on base lines of their own
        inside = sum(_keeps_free(free, size, gaps) for _, gaps in around)
        kept = inside + (sum(map(abs, sides)) if both else 0)
        crossed = len(around) - inside - sum(map(abs, sides))
        wide = width > (WIDE if size < DISPLAY else SET_APART) * size and not (stretched and crossed)
        sure = kept >= 2 or (width > CLEAR * size and not stretched)
        gutter = sure and kept > crossed and (width > 1.7 * usual or usual > NARROW * size)
        if wide or gutter or sum(_ends_with(free, size, gaps) for gaps in column) >= ALIGNED:
            cuts.append(i + 1)
            start = i + 1
    return cuts


def _side(free: tuple[float, float], words: list[Token]) -> int:
    """-1 for a line that ends left of a gap, 1 for one that starts right of it, else 0."""
    if max(t.box[2] for t in words) <= free[0] + 0.5 * words[0].size:
        return -1
    return int(min(t.box[0] for t in words) >= free[1] - 0.5 * words[0].size)


def _ends_with(free: tuple[float, float], size: float, gaps: list[tuple[float, float]]) -> bool:
    """Whether a line has a gap that ends where this one does: the words after them begin a column."""
    return any(abs(right - free[1]) <= 0.12 * size and right - left >= NARROW * size for left, right in gaps[1:-1])


def _keeps_free(free: tuple[float, float], size: float, gaps: list[tuple[float, float]]) -> bool:
    """Whether a line around leaves open a good part of a gap, between words of its own."""
    need = min(0.6 * size, 0.7 * (free[1] - free[0]))
    return any(min(right, free[1]) - max(left, free[0]) >= need for left, right in gaps[1:-1])
