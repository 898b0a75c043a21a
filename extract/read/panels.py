"""Text on coloured panels that the page’s one grey picture loses: yellow on blue, some large figures.

Each panel that holds ink which no word explains is seen by its distance from the panel's own colour, and read alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np

from extract.read.pixels import Grey
from extract.read.tesseract import Seen, Tesseract

COLOURED = 40  # from the strongest to the weakest channel
SHRINK = 4
WIDE, HIGH = 60, 24  # smallest panel, in pixels of the page at 75 dpi
SOLID = 0.45  # share of a panel that is its own colour; a photograph has none
LIKE = 24  # grey levels within which a pixel is of the panel's colour
INK = 90  # grey levels from the panel's colour
LOWEST, HIGHEST = 14, 330  # pixels at 300 dpi: letters of 7 to 100 points
FEWEST = 2  # shapes that no word explains
TYPE = 44  # pixels to which large figures are brought
SURE = 0.6
ROUNDS = 2  # labels first, then the figures over them, or the other way round
MOST_PANELS = 12


def with_panels(rgb: Grey, seen: Sequence[Seen], engine: Tesseract) -> list[Seen]:
    """The words `seen` on a straight page at 300 dpi, and more that its coloured panels hold."""
    out = list(seen)
    for number, (x0, y0, x1, y1) in enumerate(_panels(rgb)):
        grey = _apart(rgb[y0:y1, x0:x1])
        if grey is None:
            continue
        known = [replace(w, left=w.left - x0, right=w.right - x0, top=w.top - y0, bottom=w.bottom - y0) for w in seen]
        for turn in range(ROUNDS):
            found = _read(grey, known, engine)
            known += found
            line = 10_000 + 10 * number + turn
            out += [
                replace(
                    w,
                    left=w.left + x0,
                    right=w.right + x0,
                    top=w.top + y0,
                    bottom=w.bottom + y0,
                    line=(line, w.line[1] + 100 * w.line[0], w.line[2]),
                )
                for w in found
            ]
            if not found:
                break
    return out


def _panels(rgb: Grey) -> Iterator[tuple[int, int, int, int]]:
    """Coloured areas as x0, y0, x1, y1, from the top."""
    small = cv2.resize(rgb, None, fx=1 / SHRINK, fy=1 / SHRINK, interpolation=cv2.INTER_AREA).astype(np.int16)
    mask = ((small.max(axis=2) - small.min(axis=2)) > COLOURED).astype(np.uint8)
    mask = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8)))
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    areas = [(y, x, w, h) for x, y, w, h, area in stats[1:].tolist() if w >= WIDE and h >= HIGH and area > 0.4 * w * h]
    for y, x, w, h in sorted(areas)[:MOST_PANELS]:
        yield x * SHRINK, y * SHRINK, min((x + w) * SHRINK, rgb.shape[1]), min((y + h) * SHRINK, rgb.shape[0])


def _apart(part: Grey) -> Grey | None:
    """A panel in grey, dark where it differs from its own colour; None where it has none."""
    own = np.median(part[::4, ::4].reshape(-1, 3), axis=0).astype(np.uint8)
    away = np.asarray(cv2.absdiff(part, np.broadcast_to(own, part.shape).copy())).max(axis=2)
    if (away < LIKE).mean() < SOLID:
        return None
    return np.asarray(255 - away, dtype=np.uint8)


def _read(grey: Grey, known: Sequence[Seen], engine: Tesseract) -> list[Seen]:
    """Words in the ink of a panel that no known word explains."""
    rest = grey.copy()
    for w in known:
        if w.right > 0 and w.bottom > 0:
            rest[max(0, w.top - 3) : max(0, w.bottom + 4), max(0, w.left - 3) : max(0, w.right + 4)] = 255
    _, _, stats, _ = cv2.connectedComponentsWithStats((rest < 255 - INK).astype(np.uint8), connectivity=8)
    height, width = rest.shape
    shapes = [
        h
        for x, y, w, h, _ in stats[1:].tolist()
        if LOWEST <= h <= HIGHEST and w <= 2 * h and x > 1 and y > 1 and x + w < width - 1 and y + h < height - 1
    ]
    if len(shapes) < FEWEST:
        return []
    scale = min(1.0, TYPE / float(np.median(shapes)))
    sheet = cv2.resize(rest, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    sheet = cv2.copyMakeBorder(sheet, 30, 30, 30, 30, cv2.BORDER_CONSTANT, value=(255,))
    return [
        replace(
            w,
            left=round((w.left - 30) / scale),
            right=round((w.right - 30) / scale),
            top=round((w.top - 30) / scale),
            bottom=round((w.bottom - 30) / scale),
        )
        for w in engine.words(np.ascontiguousarray(sheet, dtype=np.uint8), psm=6)
        if w.confidence >= SURE and any(c.isalnum() or c in "%€+-" for c in w.text)
    ]
