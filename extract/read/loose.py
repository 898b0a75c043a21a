"""Large figures and lone ones, which Tesseract loses on a page: their shapes are gathered and read apart, at the size of text.

« 27,5 % » in 60 points is taken for a picture or read « 275% », a single « 9 » in a cell is passed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extract.read.pixels import Grey, level_of, levels
from extract.read.sheet import Strip, read_sheets
from extract.read.tesseract import Seen, Tesseract

LARGE = 75  # pixels at 300 dpi from which a shape is large: figures of 25 points
LOWEST, HIGHEST = 18, 330  # of letters and figures, in pixels: of 6 to 110 points
BROADEST = 1.6  # width of a shape in its heights
SIZES = (44, 32)  # pixels to which figures are brought
FULL = (
    0.12,
    0.62,
    1.0,
)  # share of its box that a shape fills: at least, at most, at most if large; bullets are no figures
APART = 0.7  # heights between shapes of one line
MOST = 60  # groups of a page; more are a picture
LONGEST = 60  # shapes of a group
SURE = 0.6
CERTAIN = (
    0.75,
    0.9,
)  # share of a group's width that words take, and their confidence, with which nothing is left to read
FIRST_LINE = 10_000
SPECK = 6  # pixels
DARKER = 90  # grey levels from paper


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes side by side in pixels of the page; `height` is that of the tallest."""

    left: int
    top: int
    right: int
    bottom: int
    height: int
    shapes: int


def with_loose(seen: Sequence[Seen], grey: Grey, engine: Tesseract) -> list[Seen]:
    """The words `seen` on a straight page at 300 dpi, with what its large and its unread shapes say.

    They are read at two sizes; where the numbers differ, the less sure reading is the words' doubt.
    """
    groups = [group for group in _groups(grey, seen) if not _is_said(group, seen)]
    if not groups or len(groups) > MOST:
        return list(seen)
    readings = read_sheets([[_strip(g, grey, size) for g in groups] for size in SIZES], grey, engine)
    out = list(seen)
    for number, (group, *found) in enumerate(zip(groups, *readings, strict=True)):
        inside = [w for w in out if _share(w, group) > (0.5 if w.confidence >= SURE else 0.1)]
        crossing = any(_share(w, group) > 0.1 and w not in inside for w in out)
        if crossing or (group.height < LARGE and _adjoins(group, out)):
            continue
        first, second = sorted(found, key=_confidence, reverse=True)
        doubtful = _figures(first) != _figures(second)
        if _is_better(first, inside) and (inside or group.height >= LARGE or not doubtful):
            doubt = " ".join(w.text for w in second)
            out = [w for w in out if w not in inside]
            out += [
                replace(w, line=(FIRST_LINE + number, 0, 0), doubt=doubt if doubtful and doubt else None) for w in first
            ]
    return out


def _is_said(group: Group, seen: Sequence[Seen]) -> bool:
    """Whether the page's reading is sure of a place and found no figure there: the words of a title."""
    inside = [w for w in seen if _share(w, group) > 0.5]
    covered = sum(w.right - w.left for w in inside)
    return (
        covered > CERTAIN[0] * (group.right - group.left)
        and all(w.confidence >= CERTAIN[1] for w in inside)
        and not any(c.isdigit() for w in inside for c in w.text)
    )


def _adjoins(group: Group, seen: Sequence[Seen]) -> bool:
    """Whether a word stands close beside: small shapes are a part of it then, whatever they look like."""
    return any(
        min(w.bottom, group.bottom) - max(w.top, group.top) > 0.5 * group.height
        and max(w.left - group.right, group.left - w.right) < group.height
        for w in seen
        if _share(w, group) <= 0.5
    )


def _is_better(words: Sequence[Seen], inside: Sequence[Seen]) -> bool:
    """Whether a strip says more than the page's reading of the same place, or says it more surely."""
    text, before = ("".join(w.text for w in some) for some in (words, inside))
    if text == before or not any(c.isdigit() for c in text + before):
        return False
    return _confidence(words) >= max(SURE, _confidence(inside))


def _figures(words: Sequence[Seen]) -> str:
    return "".join(c for w in words for c in w.text if c.isdigit() or c in ",%")


def _confidence(words: Sequence[Seen]) -> float:
    letters = sum(len(w.text) for w in words)
    return sum(w.confidence * len(w.text) for w in words) / letters if letters else 0.0


def _share(word: Seen, group: Group) -> float:
    """How much of a word lies in a group."""
    wide = min(word.right, group.right) - max(word.left, group.left)
    high = min(word.bottom, group.bottom) - max(word.top, group.top)
    area = max(1, (word.right - word.left) * (word.bottom - word.top))
    return max(0, wide) * max(0, high) / area


def _strip(group: Group, grey: Grey, size: int) -> Strip:
    margin = max(6, group.height // 5)
    return Strip(
        max(0, group.left - margin),
        max(0, group.top - margin),
        min(grey.shape[1], group.right + margin),
        min(grey.shape[0], group.bottom + margin),
        min(1.6, size / group.height),
    )


def _groups(grey: Grey, seen: Sequence[Seen]) -> list[Group]:
    """Large shapes, and smaller ones that no word explains, in lines."""
    half = np.ascontiguousarray(grey[::2, ::2])  # half the size does, in a quarter of the time
    known = np.zeros(half.shape, np.bool_)
    for w in seen:
        known[max(0, w.top - 3) // 2 : w.bottom // 2 + 2, max(0, w.left - 3) // 2 : w.right // 2 + 2] = True
    paper = level_of(levels(half), 0.75)
    ink = np.asarray(cv2.threshold(half, paper - DARKER - 1, 1, cv2.THRESH_BINARY_INV)[1])
    _, _, found, middles = cv2.connectedComponentsWithStats(ink, connectivity=8)
    big = (found[:, 2:4].max(axis=1) * 2 >= SPECK) & (found[:, 3] * 2 <= HIGHEST)
    big[0] = False
    stats, middles = found[big] * (2, 2, 2, 2, 4), middles[big] * 2
    height, width = grey.shape
    shapes: list[Group] = []
    small: list[Group] = []
    for (x, y, w, h, area), (mx, my) in zip(stats.tolist(), middles.tolist(), strict=True):
        if x <= 1 or y <= 1 or x + w >= width - 2 or y + h >= height - 2:
            continue
        like = h >= LOWEST and w <= BROADEST * h and FULL[0] <= area / (w * h) <= FULL[1 if h < LARGE else 2]
        wanted = like and (h >= LARGE or not known[int(my) // 2, int(mx) // 2])
        (shapes if wanted else small).append(Group(x, y, x + w, y + h, h, 1))
    groups = _united([_with_small(group, small) for group in _joined(shapes)])
    return [g for g in groups if g.shapes <= LONGEST]


def _with_small(group: Group, small: Sequence[Group]) -> Group:
    """With the shapes beside it that are neither large nor like a letter: signs, commas, small letters of a title."""
    beside = [s for s in small if s.height <= group.height and group.top <= (s.top + s.bottom) / 2 <= group.bottom]
    size = 0
    while size != group.shapes:
        size, rest = group.shapes, []
        for s in beside:
            gap = max(s.left - group.right, group.left - s.right)
            if gap <= APART * group.height and s.right - s.left <= 2 * group.height:
                group = _union(group, s)
            else:
                rest.append(s)
        beside = rest
    return group


def _joined(shapes: list[Group]) -> list[Group]:
    out: list[Group] = []
    for shape in sorted(shapes, key=lambda s: s.left):
        home = next((i for i in range(len(out) - 1, -1, -1) if _beside(out[i], shape)), None)
        if home is None:
            out.append(shape)
        else:
            out[home] = _union(out[home], shape)
    return sorted(out, key=lambda g: (g.top, g.left))


def _united(groups: Sequence[Group]) -> list[Group]:
    """Groups that a small shape has brought together: the comma of « 705,1 », which stands between both."""
    out: list[Group] = []
    for group in sorted(groups, key=lambda g: g.left):
        for other in [o for o in out if group.left < o.right and _level(o, group)]:
            out.remove(other)
            group = _union(other, group)
        out.append(group)
    return sorted(out, key=lambda g: (g.top, g.left))


def _level(a: Group, b: Group) -> bool:
    return min(a.bottom, b.bottom) - max(a.top, b.top) >= 0.5 * min(a.bottom - a.top, b.bottom - b.top)


def _union(a: Group, b: Group) -> Group:
    return Group(
        min(a.left, b.left),
        min(a.top, b.top),
        max(a.right, b.right),
        max(a.bottom, b.bottom),
        max(a.height, b.height),
        a.shapes + b.shapes,
    )


def _beside(group: Group, shape: Group) -> bool:
    tall = max(group.height, shape.height)
    over = min(group.bottom, shape.bottom) - max(group.top, shape.top)
    return shape.left - group.right <= APART * tall and over >= 0.3 * min(group.height, shape.height)
