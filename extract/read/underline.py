"""Underlines of a scanned page, taken away before Tesseract reads it: they close the letters that hang into them."""

from __future__ import annotations

import cv2
import numpy as np

from extract.read.pixels import Grey

SHORTEST = 90  # pixels at 300 dpi; no dash of running text is so long
THICKEST = 11
NEAR = 18  # pixels between letters and the line under them
INKED = 0.06  # share of the strip over an underline that letters fill
DARKER = 50  # grey levels from the ground
PAD = 2


def without_underlines(grey: Grey) -> Grey:
    """A straight page at 300 dpi, its underlines painted in the grey around them; where a letter crosses one, it stays."""
    height, width = grey.shape
    half = cv2.medianBlur(np.ascontiguousarray(grey[::4, ::4]), 15)
    ground = np.asarray(cv2.resize(half, (width, height), interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
    dark = (np.asarray(cv2.subtract(ground, grey)) > DARKER).astype(np.uint8)
    runs = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, 3), np.uint8))
    runs = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((1, SHORTEST), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    if count < 2:
        return grey
    out = grey.copy()
    for x, y, wide, high, _ in stats[1:].tolist():
        over = dark[max(0, y - NEAR) : max(0, y - PAD), x : x + wide]
        if high > THICKEST or not over.size or over.mean() < INKED:
            continue
        top, bottom = max(0, y - PAD), min(height, y + high + PAD)
        above = dark[max(0, top - 1) : top, x : x + wide].any(axis=0)
        below = dark[bottom : bottom + 1, x : x + wide].any(axis=0)
        free = np.flatnonzero(~(above | below)) + x
        out[top:bottom, free] = ground[top:bottom, free]
    return out
