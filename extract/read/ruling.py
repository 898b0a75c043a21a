"""The ruling lines of a scanned page: they frame tables, and they spoil what Tesseract reads beside them."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.read.pixels import Grey, darker
from extract.read.rules import Rules

LEVEL = 250  # pixels at 300 dpi; strokes of large letters are shorter
UPRIGHT = 80
THICK = 16
TOUCH = 14
FAINTEST = 24  # grey levels from the ground

Line = tuple[int, int, int]


def ruling(grey: Grey, ground: Grey) -> tuple[list[Line], list[Line]]:
    """Level lines as (y, x0, x1) and upright ones as (x, y0, y1) in pixels of a straight page at 300 dpi, on its `ground`.

    Only those count that make a frame or a grid.
    """
    dark = darker(np.ascontiguousarray(grey[::2, ::2]), ground, FAINTEST)
    level = [(y + h // 2, x, x + w) for x, y, w, h in _runs(dark, (1, LEVEL // 2), (1, 3)) if h <= THICK]
    upright = []
    if level:
        for x, y, w, h in _runs(dark, (UPRIGHT // 2, 1), (3, 1)):
            ends = [_on(level, x + w // 2, end) for end in (y, y + h)]
            if w <= THICK and (all(ends) or (h >= LEVEL and any(ends))):
                upright.append((x + w // 2, y, y + h))
    return [line for line in level if _met(line, upright)], upright


def _met(level: Line, upright: list[Line]) -> bool:
    """Whether two upright lines meet a level one: what none meets is an underline, or letters that touch."""
    y, x0, x1 = level
    return sum(a - TOUCH <= y <= b + TOUCH and x0 - TOUCH <= x <= x1 + TOUCH for x, a, b in upright) >= 2


def _runs(dark: NDArray[np.uint8], length: tuple[int, int], bridge: tuple[int, int]) -> list[tuple[int, int, int, int]]:
    """Straight runs as (x, y, width, height) in pixels of the full page."""
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones(bridge, np.uint8))
    lines = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones(length, np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    return [(int(2 * x), int(2 * y), int(2 * w), int(2 * h)) for x, y, w, h, _ in stats[1:]]


def _on(level: list[Line], x: int, y: int) -> bool:
    return any(abs(line[0] - y) <= TOUCH and line[1] - TOUCH <= x <= line[2] + TOUCH for line in level)


def without(grey: Grey, level: list[Line], upright: list[Line]) -> Grey:
    """The page with its ruling lines painted in the grey that stands beside them."""
    out = grey.copy()
    for y, x0, x1 in level:
        _paint(out, slice(max(0, y - 5), y + 6), slice(max(0, x0 - 3), x1 + 3))
    for x, y0, y1 in upright:
        _paint(out, slice(max(0, y0 - 3), y1 + 3), slice(max(0, x - 6), x + 7))
    return out


def _paint(grey: Grey, rows: slice, columns: slice) -> None:
    part = grey[rows, columns]
    if part.size:
        part[:] = np.percentile(part, 90)


def in_points(level: list[Line], upright: list[Line], unit: float) -> Rules:
    """`unit` is points a pixel."""
    return Rules(
        tuple(sorted((y * unit, a * unit, b * unit) for y, a, b in level)),
        tuple(sorted((x * unit, a * unit, b * unit) for x, a, b in upright)),
    )
