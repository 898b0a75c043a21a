"""The separate shapes of a word on the picture of a page: its letters, as far as they do not touch."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extract.read.pixels import Grey
from extract.read.tesseract import Seen

FAINTEST = 50  # grey levels of ink from paper
SPECK = 10  # pixels


@dataclass(frozen=True, slots=True)
class Shape:
    left: int
    top: int
    right: int
    bottom: int

    @property
    def height(self) -> int:
        return self.bottom - self.top


def shapes_of(grey: Grey, word: Seen) -> list[Shape]:
    """From left to right; what stands over each other (é, %, i) is one."""
    x0, y0 = max(0, word.left - 2), max(0, word.top - 4)
    part = grey[y0 : word.bottom + 5, x0 : word.right + 3]
    if part.size < 64:
        return []
    low, paper = int(part.min()), int(np.sort(part, axis=None)[int(0.85 * part.size)])
    if paper - low < FAINTEST:
        return []
    _, _, stats, _ = cv2.connectedComponentsWithStats((part < (low + paper) // 2).astype(np.uint8), connectivity=8)
    boxes = sorted((int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, area in stats[1:] if area >= SPECK)
    out: list[Shape] = []
    for left, top, right, bottom in boxes:
        last = out[-1] if out else None
        if last and min(last.right, right) - max(last.left, left) > 0.35 * min(last.right - last.left, right - left):
            out[-1] = Shape(last.left, min(last.top, top), max(last.right, right), max(last.bottom, bottom))
        else:
            out.append(Shape(left, top, right, bottom))
    return [Shape(s.left + x0, s.top + y0, s.right + x0, s.bottom + y0) for s in out]
