"""Underlines of a scanned page, taken away before Tesseract reads it: they close the letters that hang into them."""

from __future__ import annotations

import cv2
import numpy as np

from extract.read.pixels import Grey, darker

SHORTEST = 90  # pixels at 300 dpi; no dash of running text is so long
THICKEST = 11
NEAR = 18  # pixels between letters and the line under them
INKED = 0.06  # share of the strip over an underline that letters fill
DARKER = 50  # grey levels from the ground
PAD = 2
AROUND = 32  # pixels over and under a run that tell what it is


def without_underlines(grey: Grey, ground: Grey) -> Grey:
    """A straight page at 300 dpi, its underlines painted in the grey around them; where a letter crosses one, it stays."""
    bands = _bands(grey, ground)
    if not bands:
        return grey
    out = grey.copy()
    size = (grey.shape[1], grey.shape[0])
    behind = np.asarray(cv2.resize(ground, size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
    for top, bottom in bands:
        _paint(out[top:bottom], behind[top:bottom])
    return out


def _bands(grey: Grey, ground: Grey) -> list[tuple[int, int]]:
    """Rows with long dark runs, and what is over and under them: looked for at half the size, most pages have none."""
    rows = grey.shape[0] // 2
    halved = np.minimum(grey[0 : 2 * rows : 2, ::2], grey[1 : 2 * rows : 2, ::2])
    long = _runs(darker(halved, ground, DARKER), SHORTEST // 2 - 1).any(axis=1)
    bands: list[tuple[int, int]] = []
    for row in np.flatnonzero(long).tolist():
        top, bottom = max(0, 2 * row - AROUND), min(grey.shape[0], 2 * row + 2 + AROUND)
        if bands and top <= bands[-1][1]:
            bands[-1] = (bands[-1][0], bottom)
        else:
            bands.append((top, bottom))
    return bands


def _runs(dark: Grey, length: int) -> Grey:
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, 3), np.uint8))
    return np.asarray(cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, length), np.uint8)), dtype=np.uint8)


def _paint(out: Grey, ground: Grey) -> None:
    """Paint the underlines of a band of the page."""
    dark = (np.asarray(cv2.subtract(ground, out)) > DARKER).astype(np.uint8)
    height = out.shape[0]
    _, _, stats, _ = cv2.connectedComponentsWithStats(_runs(dark, SHORTEST), connectivity=8)
    for x, y, wide, high, _ in stats[1:].tolist():
        over = dark[max(0, y - NEAR) : max(0, y - PAD), x : x + wide]
        if high > THICKEST or not over.size or over.mean() < INKED:
            continue
        top, bottom = max(0, y - PAD), min(height, y + high + PAD)
        above = dark[max(0, top - 1) : top, x : x + wide].any(axis=0)
        below = dark[bottom : bottom + 1, x : x + wide].any(axis=0)
        free = np.flatnonzero(~(above | below)) + x
        out[top:bottom, free] = ground[top:bottom, free]
