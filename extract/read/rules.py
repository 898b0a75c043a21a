"""The ruling lines of a PDF page: what may frame a table."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from extract.read.document import Box
from extract.read.glyphs import PageFrame

THIN = 2.5  # points; a filled rectangle no thicker is a line
LONG = 12.0  # points; what is shorter rules nothing
MAX_OBJECTS = 4000  # a drawing has more; its lines are no table's


@dataclass(frozen=True, slots=True)
class Rules:
    """Level lines as (y, x0, x1) and upright lines as (x, y0, y1), in points from the top left."""

    level: tuple[tuple[float, float, float], ...] = ()
    upright: tuple[tuple[float, float, float], ...] = ()


def page_rules(page: Any, frame: PageFrame) -> Rules:
    """The lines that the paths of a page draw: thin rectangles, strokes, and the edges of filled or stroked cells."""
    level: list[tuple[float, float, float]] = []
    upright: list[tuple[float, float, float]] = []
    count = pdfium.FPDFPage_CountObjects(page.raw)
    if count > MAX_OBJECTS:
        return Rules()
    for i in range(count):
        item = pdfium.FPDFPage_GetObject(page.raw, i)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if pdfium.FPDFPath_CountSegments(item) > 64:
            continue
        box = bounds(item, frame)
        if box is None:
            continue
        x0, y0, x1, y1 = box
        if y1 - y0 <= THIN and x1 - x0 >= LONG:
            level.append(((y0 + y1) / 2, x0, x1))
        elif x1 - x0 <= THIN and y1 - y0 >= LONG / 2:
            upright.append(((x0 + x1) / 2, y0, y1))
        elif x1 - x0 >= LONG and y1 - y0 >= LONG / 2 and _is_box(item):
            level += [(y0, x0, x1), (y1, x0, x1)]
            upright += [(x0, y0, y1), (x1, y0, y1)]
    return Rules(_joined(level), _joined(upright))


def bounds(item: Any, frame: PageFrame) -> Box | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(item, *(ctypes.byref(v) for v in (left, bottom, right, top))):
        return None
    return frame.box(left.value, bottom.value, right.value, top.value)


def _is_box(item: Any) -> bool:
    """A path of straight lines (a rectangle or a few), not a curve."""
    count = pdfium.FPDFPath_CountSegments(item)
    kinds = (pdfium.FPDFPathSegment_GetType(pdfium.FPDFPath_GetPathSegment(item, k)) for k in range(count))
    return 3 <= count <= 6 and all(kind != pdfium.FPDF_SEGMENT_BEZIERTO for kind in kinds)


def _joined(lines: list[tuple[float, float, float]]) -> tuple[tuple[float, float, float], ...]:
    """Pieces of one line joined: cells draw their borders one by one."""
    out: list[tuple[float, float, float]] = []
    rows: list[list[tuple[float, float, float]]] = []
    for line in sorted(lines):
        if rows and line[0] - rows[-1][0][0] <= 2.0:
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        at = sum(line[0] for line in row) / len(row)
        start, end = None, 0.0
        for _, a, b in sorted(row, key=lambda line: line[1]):
            if start is None:
                start, end = a, b
            elif a <= end + 3.0:
                end = max(end, b)
            else:
                out.append((at, start, end))
                start, end = a, b
        if start is not None:
            out.append((at, start, end))
    return tuple(out)
