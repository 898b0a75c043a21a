"""A photographed page is cut out of what lies around it and seen from above."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.read.pixels import Grey

SMALL = 700  # pixels of the long side at which a page is looked for
LEAST, MOST = 0.3, 0.97  # share of the picture that a page fills
FEW = 0.02  # share that lies around it, at least
LEVELS = (1.0, 0.85, 0.7, 0.55)  # of the grey level that parts light from dark
STRAIGHT = 0.9  # share of a page's outline box: a torn or covered page has no four sides
DARKER = 30  # grey levels of what lies around
SLANTED = 0.006  # of the long side, by which a side must lean: what is level needs nothing
A4 = 2**0.5
LIKE_A4 = 0.12
A4_HIGH = 11.69  # inches

Corners = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Paper:
    """The page alone, the dots an inch that it has now, and the way back to the photograph."""

    picture: Grey
    dpi: float
    matrix: NDArray[np.float64]

    def back(self, x: float, y: float) -> tuple[float, float]:
        """From pixels of the page to those of the photograph."""
        u, v, w = self.matrix @ (x, y, 1.0)
        return float(u / w), float(v / w)


def paper(picture: Grey, dpi: float) -> Paper | None:
    """The page in a photograph (grey or colour); None where it fills the picture or lies straight in it."""
    corners = _corners(picture)
    if corners is None:
        return None
    top, right, bottom, left = (float(np.linalg.norm(corners[i] - corners[(i + 1) % 4])) for i in range(4))
    wide, high = (top + bottom) / 2, (left + right) / 2
    wide, high = (wide, wide * A4) if high > wide else (high * A4, high)
    dpi = max(wide, high) / A4_HIGH
    size = (round(wide), round(high))
    target = np.array([(0, 0), (size[0], 0), size, (0, size[1])], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    out = cv2.warpPerspective(picture, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return Paper(np.asarray(out, dtype=np.uint8), dpi, np.asarray(np.linalg.inv(matrix), dtype=np.float64))


def _corners(picture: Grey) -> Corners | None:
    """Of the page in pixels, clockwise from the top left; None where none stands out from what lies around it."""
    shrink = SMALL / max(picture.shape)
    if shrink >= 1:
        return None
    size = (round(picture.shape[1] * shrink), round(picture.shape[0] * shrink))
    thin = np.ascontiguousarray(picture[::2, ::2]) if shrink < 0.4 else picture  # half the dots do, in half the time
    small = cv2.resize(thin, size, interpolation=cv2.INTER_AREA)
    if small.ndim == 3:
        small = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    small = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    level = cv2.threshold(small, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[0]
    for part in LEVELS:  # a shadow across the page is darker than the light on it, and lighter than the table
        corners = _outlined(np.asarray(small, dtype=np.uint8), np.asarray(small > part * level, dtype=np.uint8))
        if corners is not None:
            leaning = max(np.ptp(corners[[0, 3], 0]), np.ptp(corners[[1, 2], 0]), np.ptp(corners[[0, 1], 1]))
            return corners / np.float32(shrink) if leaning > SLANTED * SMALL else None
    return None


def _outlined(small: Grey, mask: Grey) -> Corners | None:
    """The corners of the largest light area, if it has four straight sides, the form of A4 and darkness around it."""
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    outline = max(outlines, key=cv2.contourArea, default=None)
    if outline is None or not LEAST * small.size <= cv2.contourArea(outline) <= MOST * small.size:
        return None
    hull = cv2.convexHull(outline)
    four = cv2.approxPolyDP(hull, 0.03 * cv2.arcLength(hull, closed=True), closed=True).reshape(-1, 2)
    if len(four) != 4 or cv2.contourArea(outline) < STRAIGHT * cv2.contourArea(four):
        return None
    corners = _ordered(_sharpened(np.asarray(four, dtype=np.float32), np.asarray(outline, dtype=np.int32)))
    wide, high = (
        float(np.linalg.norm(corners[i] - corners[i + 1]) + np.linalg.norm(corners[i - 1] - corners[i - 2]))
        for i in (0, 1)
    )
    if abs(max(wide, high) / min(wide, high) / A4 - 1) > LIKE_A4:
        return None
    page = np.asarray(cv2.fillConvexPoly(np.zeros_like(small), corners.round().astype(np.int32), (1,)))
    around = small[cv2.dilate(page, np.ones((7, 7), np.uint8)) == 0]
    if around.size < FEW * small.size or np.percentile(around, 90) > np.percentile(small[page > 0], 40) - DARKER:
        return None
    return corners


def _sharpened(four: Corners, outline: NDArray[np.int32]) -> Corners:
    """The corners where straight lines through the sides meet: a rounded or bent corner leads no side astray."""
    points = outline.reshape(-1, 2).astype(np.float32)
    sides = []
    for i in range(4):
        a, b = four[i], four[(i + 1) % 4]
        along = (b - a) / np.linalg.norm(b - a)
        offset = points - a
        far = np.abs(offset[:, 0] * along[1] - offset[:, 1] * along[0])
        at = offset @ along / np.linalg.norm(b - a)
        near = points[(far < 8) & (at > 0.08) & (at < 0.92)]
        if len(near) < 20:
            return four
        vx, vy, x, y = np.ravel(cv2.fitLine(near, cv2.DIST_HUBER, 0, 0.01, 0.01))
        sides.append((vx, vy, x, y))
    return np.array([_crossing(sides[i - 1], sides[i]) for i in range(4)], dtype=np.float32)


def _crossing(a: tuple[float, ...], b: tuple[float, ...]) -> tuple[float, float]:
    t, _ = np.linalg.solve(np.array([[a[0], -b[0]], [a[1], -b[1]]]), np.array([b[2] - a[2], b[3] - a[3]]))
    return float(a[2] + t * a[0]), float(a[3] + t * a[1])


def _ordered(four: Corners) -> Corners:
    """Clockwise from the top left."""
    total, difference = four.sum(axis=1), four[:, 1] - four[:, 0]
    return four[[int(total.argmin()), int(difference.argmin()), int(total.argmax()), int(difference.argmax())]]
