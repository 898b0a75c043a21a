"""Strips of a page, cut out, gathered under each other on a sheet of their own and read again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extract.read.pixels import Grey, blurred
from extract.read.tesseract import Seen, Tesseract

EDGE = 30  # pixels around the sheet
MOST = 60  # strips on one sheet
NO_LINE = (-1, 0, 0)


@dataclass(frozen=True, slots=True)
class Strip:
    """A box of the page in pixels, and the size at which it is read."""

    left: int
    top: int
    right: int
    bottom: int
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """Strips under each other in one picture, and the rows at which they begin."""

    picture: Grey
    strips: tuple[Strip, ...]
    tops: tuple[int, ...]
    gap: int


def read_strips(strips: Sequence[Strip], grey: Grey, engine: Tesseract, blur: float = 0.0) -> list[list[Seen]]:
    """For each strip its words from left to right, in pixels of the page and in no line."""
    return read_sheets([strips], grey, engine, blur)[0]


def read_sheets(
    readings: Sequence[Sequence[Strip]], grey: Grey, engine: Tesseract, blur: float = 0.0
) -> list[list[list[Seen]]]:
    """Several readings at once, each of which has sheets of its own: to start Tesseract takes as long as a sheet."""
    sheets = [
        [_sheet(strips[start : start + MOST], grey, blur) for start in range(0, len(strips), MOST)]
        for strips in readings
    ]
    found = iter(engine.pictures([sheet.picture for some in sheets for sheet in some], psm=6))
    return [[words for sheet in some for words in _by_strip(sheet, next(found))] for some in sheets]


def _sheet(strips: Sequence[Strip], grey: Grey, blur: float) -> Sheet:
    parts = [_scaled(grey[s.top : s.bottom, s.left : s.right], s.scale) for s in strips]
    gap = round(np.median([part.shape[0] for part in parts]) * 0.7)
    paper = int(np.median([np.percentile(part, 90) for part in parts]))
    height = 2 * EDGE + sum(part.shape[0] + gap for part in parts)
    sheet = np.full((height, 2 * EDGE + max(part.shape[1] for part in parts)), paper, np.uint8)
    tops, y = [], EDGE
    for part in parts:
        sheet[y : y + part.shape[0], EDGE : EDGE + part.shape[1]] = part
        tops.append(y)
        y += part.shape[0] + gap
    return Sheet(blurred(sheet, blur) if blur else sheet, tuple(strips), tuple(tops), gap)


def _by_strip(sheet: Sheet, seen: Sequence[Seen]) -> list[list[Seen]]:
    strips, tops = sheet.strips, sheet.tops
    out: list[list[Seen]] = [[] for _ in strips]
    for word in seen:
        middle = (word.top + word.bottom) / 2
        k = max((i for i, top in enumerate(tops) if top - sheet.gap / 2 <= middle), default=-1)
        if k < 0:
            continue
        strip = strips[k]
        x0, x1 = (round((x - EDGE) / strip.scale) + strip.left for x in (word.left, word.right))
        y0, y1 = (round((v - tops[k]) / strip.scale) + strip.top for v in (word.top, word.bottom))
        out[k].append(replace(word, left=x0, right=x1, top=y0, bottom=y1, line=NO_LINE))
    return [sorted(words, key=lambda w: w.left) for words in out]


def _scaled(part: Grey, scale: float) -> Grey:
    if scale == 1:
        return part
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(part, None, fx=scale, fy=scale, interpolation=how), dtype=np.uint8)
