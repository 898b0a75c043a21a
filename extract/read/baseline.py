"""The base lines of print as Tesseract saw it, and the height of figures over them."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np

from extract.read.tesseract import Seen

DEEP = frozenset("gjpqyçQ,;()[]{}/|µ_@$§")
"""Characters that reach below the base line."""


def base_lines(words: Sequence[Seen]) -> list[float]:
    """The base line under each word: a straight line through the feet of the words without descenders."""
    feet = [w for w in words if not DEEP & set(w.text) and any(c.isalnum() for c in w.text)]
    if not feet:
        return [w.bottom - (0.2 * (w.bottom - w.top) if DEEP & set(w.text) else 0) for w in words]
    xs, ys = [(w.left + w.right) / 2 for w in feet], [w.bottom for w in feet]
    middle = median(ys)
    slope = 0.0
    if len(feet) >= 4:
        slope = float(np.polyfit(xs, ys, 1)[0])
        slope = slope if abs(slope) < 0.05 else 0.0
    level = median(y - slope * x for x, y in zip(xs, ys, strict=True))
    return [level + slope * (w.left + w.right) / 2 if slope else float(middle) for w in words]


def lines_of(seen: Sequence[Seen]) -> list[tuple[float, float]]:
    """For each word of a page the base line under it, and the height of capitals and figures in its line."""
    rows: dict[tuple[int, int, int], list[int]] = {}
    for i, word in enumerate(seen):
        rows.setdefault(word.line, []).append(i)
    out = [(0.0, 0.0)] * len(seen)
    for row in rows.values():
        words = [seen[i] for i in row]
        bases = base_lines(words)
        heights = [base - w.top for w, base in zip(words, bases, strict=True)]
        tall = median([h for h, w in zip(heights, words, strict=True) if _is_tall(w)] or heights)
        for i, base in zip(row, bases, strict=True):
            out[i] = (base, tall)
    return out


def _is_tall(word: Seen) -> bool:
    return any(c.isupper() or c.isdigit() or c in "bdfhkl" for c in word.text)
