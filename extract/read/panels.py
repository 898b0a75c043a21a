"""Coloured and dark panels of a page become paper, and what stands on them ink, before Tesseract reads it.

One grey picture of a page loses yellow on blue and navy on yellow, and white type on a dark ground is read badly. A panel
is told by its flat ground, and what stands on it is seen by its distance from that ground's colour.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.read.pixels import Grey

SMALL_DPI = 75  # panels are looked for at this size
WIDE, HIGH = 40, 11  # the smallest ground, in pixels at 75 dpi: the bar of a heading, a cell of a table's head
LEAST_FULL = 0.3  # share of its box that a ground fills
MOST = 60  # grounds of a page
RANGE = (12.0, 40.0)  # grey levels between neighbours that are still flat, as the noise of the page asks
GRADIENT = 12  # mean grey levels of a ground from its colour; more is a gradient or a photograph
COLOURED = 60  # grey levels between the channels of a colour
INK = 45  # grey levels of ink from its ground, at least
LIKE = 14  # grey levels from the ground that are still ground
TALLEST, BROADEST = 125, 1.4  # of a letter or figure, in pixels at 75 dpi and in its heights
STROKE = 0.33  # thickness of its strokes, in its heights
SPECK = 6  # pixels; larger holes are those of letters
FEWEST = 0.002  # share of a panel that is ink

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Panel:
    """In pixels at 75 dpi: where the colour and its ink are, and the edges, which become paper."""

    colour: Grey
    inside: Mask
    edge: Mask


def levelled(picture: Grey, grey: Grey, dpi: float) -> Grey:
    """`grey`, made from `picture` (colour or grey), with its panels dark on white; itself where there are none."""
    shrink = SMALL_DPI / dpi
    small = np.asarray(cv2.resize(picture, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    out = grey
    for panel in _panels(_deep(small)):
        if out is grey:
            out = grey.copy()
        _level(out, _deep(picture), panel)
    return out


def _level(grey: Grey, picture: Grey, panel: Panel) -> None:
    x, y, w, h = cv2.boundingRect((panel.inside | panel.edge).astype(np.uint8))
    across, down = grey.shape[1] / panel.inside.shape[1], grey.shape[0] / panel.inside.shape[0]
    rows = slice(round(y * down), round((y + h) * down))
    columns = slice(round(x * across), round((x + w) * across))
    target, part = grey[rows, columns], picture[rows, columns]
    size = (target.shape[1], target.shape[0])
    inside, edge = (
        np.asarray(cv2.resize(mask[y : y + h, x : x + w].astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)) > 0
        for mask in (panel.inside, panel.edge)
    )
    away = _away(part, panel.colour)
    inked = inside & (away > INK)
    if inked.sum() < FEWEST * inside.sum():
        return
    top = float(np.percentile(away[inked], 75))
    ramp = 255 - np.clip((np.arange(256) - LIKE) * 255 / (top - LIKE), 0, 255).astype(np.uint8)
    target[edge] = 255
    target[inside] = ramp[away[inside]]
    target[_touching(inked, inside)] = 255


def _away(picture: Grey, colour: Grey) -> Grey:
    """How far each pixel is from a colour, in the channel that tells them apart best."""
    apart = np.asarray(cv2.absdiff(picture, np.broadcast_to(colour, picture.shape).copy()), dtype=np.uint8)
    return _most(_deep(apart))


def _most(picture: Grey) -> Grey:
    """The strongest channel (NumPy's own maximum over the last axis is ten times slower)."""
    out = picture[:, :, 0]
    for channel in range(1, picture.shape[2]):
        out = np.asarray(
            cv2.max(np.ascontiguousarray(out), np.ascontiguousarray(picture[:, :, channel])), dtype=np.uint8
        )
    return out


def _is_coloured(colour: Grey) -> bool:
    return int(colour.max()) - int(colour.min()) > COLOURED


def _is_light(ink: Grey, ground: Grey) -> bool:
    """Whether ink is lighter than its ground: dark type on grey is read as it is."""
    return float(np.median(ink.mean(axis=1))) > float(ground.mean())


def _touching(ink: Mask, inside: Mask) -> Mask:
    """The ink that reaches the edge of a panel: the edge itself, seldom straight, and what lies across it."""
    rim = inside & ~(cv2.erode(np.pad(inside, 1).astype(np.uint8), np.ones((3, 3), np.uint8))[1:-1, 1:-1] > 0)
    _, labels = cv2.connectedComponents(ink.astype(np.uint8), connectivity=8)
    labels = np.asarray(labels)
    at_rim = np.zeros(int(labels.max()) + 1, np.bool_)
    at_rim[labels[rim]] = True
    at_rim[0] = False
    return np.asarray(at_rim[labels], dtype=np.bool_)


def _panels(small: Grey) -> list[Panel]:
    """Those whose ground asks for it, an outer one before what lies on it."""
    labels, grounds = _grounds(small)
    out: list[Panel] = []
    for at, (number, filled) in enumerate(grounds):
        colour = _colour(small[labels == number])
        if colour is None:
            continue
        away = _away(small, colour)
        ink = small[filled & (away > INK)]
        if not ink.size or not (_is_coloured(colour) or _is_light(ink, colour)):
            continue
        filled = filled | (_wider(filled, 3) & (away < INK))
        nested = np.zeros_like(filled)
        for _, other in grounds[at + 1 :]:
            nested |= other & filled
        hole = _wider(nested)
        inside = filled & ~hole
        edge = (_wider(filled) & ~filled) | (hole & ~nested)
        for other_number, _ in grounds:
            edge &= labels != other_number
        out.append(Panel(colour, inside, edge))
    return out


def _grounds(small: Grey) -> tuple[NDArray[np.int32], list[tuple[int, Mask]]]:
    """The flat areas of a page: a picture of their numbers, and each with its holes filled, the largest first."""
    square = np.ones((3, 3), np.uint8)
    spread = np.asarray(cv2.subtract(cv2.dilate(small, square), cv2.erode(small, square)), dtype=np.uint8)
    spread = _most(_deep(spread))
    flat = spread <= np.clip(2.2 * float(np.median(spread)) + 8, *RANGE)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(flat.astype(np.uint8), connectivity=4)
    fit = [
        number
        for number, (_, _, w, h, area) in enumerate(stats.tolist())
        if number and w >= WIDE and h >= HIGH and area >= LEAST_FULL * w * h
    ]
    fit.sort(key=lambda number: -int(stats[number, cv2.CC_STAT_AREA]))
    filled = [(number, _filled(labels == number)) for number in fit[:MOST]]
    grounds = [(number, mask) for number, mask in filled if not _is_glyph(labels == number, mask)]
    return np.asarray(labels, dtype=np.int32), sorted(grounds, key=lambda ground: -int(ground[1].sum()))


def _is_glyph(ground: Mask, filled: Mask) -> bool:
    """A letter or figure as large as a panel: a stroke that is thin for its height, around a hole or two."""
    x, y, w, h = cv2.boundingRect(filled.astype(np.uint8))
    if h > TALLEST or w > BROADEST * h:
        return False
    box = (slice(y, y + h), slice(x, x + w))
    stroke = np.pad(ground[box], 1).astype(np.uint8)
    if 2 * float(cv2.distanceTransform(stroke, cv2.DIST_L2, 3).max()) > STROKE * h:
        return False
    _, _, stats, _ = cv2.connectedComponentsWithStats((filled & ~ground)[box].astype(np.uint8))
    return int((stats[1:, cv2.CC_STAT_AREA] > SPECK).sum()) <= 2


def _filled(mask: Mask) -> Mask:
    outlines, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    out = np.zeros(mask.shape, np.uint8)
    cv2.drawContours(out, outlines, -1, (1,), cv2.FILLED)
    return out > 0


def _wider(mask: Mask, by: int = 1) -> Mask:
    square = np.ones((2 * by + 1, 2 * by + 1), np.uint8)
    return np.asarray(cv2.dilate(mask.astype(np.uint8), square)) > 0


def _colour(pixels: Grey) -> Grey | None:
    """The colour of a ground, None where it has not one."""
    colour = np.median(pixels, axis=0).astype(np.uint8)
    return colour if np.abs(pixels.astype(np.int16) - colour).mean() <= GRADIENT else None


def _deep(picture: Grey) -> Grey:
    """With channels, be it one."""
    return picture if picture.ndim == 3 else picture[:, :, None]
