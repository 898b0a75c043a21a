"""Pages whose objects alone prove what rendering them would show: every word is seen, and no other ink looks like text.

Dark type over white or pale boxes, with rules beside it, is all that such a page draws. Most typeset releases are made
so, and are spared the loading of the libraries of pictures and the measuring of their ink.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import pypdfium2.raw as pdfium

from extract.read.document import Box
from extract.read.glyphs import PageFrame
from extract.read.rules import MAX_OBJECTS, bounds
from extract.read.token import Token

DARK = 150  # luminance of type, at most
PALE = 200  # luminance of a ground, at least: dark type stands out from it
NO_INK = 220  # the ink test takes nothing paler for ink
THIN = 3.9  # points; a rule with the room that PDFium adds for its stroke, lower than any line of print
SIDE = 8.0  # points; the side of a frame
LINE = 26.0  # points; a drawn outline no higher may look like a line of print
BROAD = 4  # times its height; no letter is so wide, and no word has so few segments
SIMPLE = 16  # segments of a path; pictograms and letters drawn as outlines have more
MOST_PATHS = 400
EXPLAINED = 0.4  # share of a text object that its words must cover
TINY = 4.0  # points of type; smaller may be meant not to be seen
SPECK = 3.0  # points; a smaller text object shows nothing to read


def is_evident(page: Any, frame: PageFrame, tokens: Sequence[Token]) -> bool:
    """Whether the objects of a page prove that its words are seen and that they explain its ink.

    False says nothing of the page; it is to be rendered then.
    """
    count = pdfium.FPDFPage_CountObjects(page.raw)
    if not 0 < count <= MAX_OBJECTS or any(t.hidden or t.size < TINY for t in tokens) or not _only_links(page):
        return False
    cover = _Cover(tokens)
    texts: list[Box] = []
    paths = 0
    for i in range(count):
        item = pdfium.FPDFPage_GetObject(page.raw, i)
        kind = pdfium.FPDFPageObj_GetType(item)
        if pdfium.FPDFPageObj_HasTransparency(item) or _is_optional(item):
            return False
        box = bounds(item, frame)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            if box is None or not _is_dark_type(item) or _is_clipped(item, box, frame):
                return False
            texts.append(box)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            paths += 1
            if paths > MOST_PATHS or box is None or not _is_plain_path(item, box, texts):
                return False
        else:
            return False
    return all(_is_speck(box) or not frame.shows(box) or cover.explains(box) for box in texts)


def _only_links(page: Any) -> bool:
    """No annotation draws anything: stamps and fields may cover words or hold others."""
    for i in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, i)
        link = pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_LINK
        pdfium.FPDFPage_CloseAnnot(note)
        if not link:
            return False
    return True


def _is_optional(item: Any) -> bool:
    """Whether an object stands in a layer that may be switched off."""
    buffer, length = ctypes.create_string_buffer(16), ctypes.c_ulong()
    for k in range(pdfium.FPDFPageObj_CountMarks(item)):
        mark = pdfium.FPDFPageObj_GetMark(item, k)
        name = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
        if pdfium.FPDFPageObjMark_GetName(mark, name, 16, ctypes.byref(length)) and buffer.raw[:4] == b"O\0C\0":
            return True
    return False


def _is_dark_type(item: Any) -> bool:
    fill = _luminance(item, pdfium.FPDFPageObj_GetFillColor)
    return pdfium.FPDFTextObj_GetTextRenderMode(item) == pdfium.FPDF_TEXTRENDERMODE_FILL and (
        fill is not None and fill <= DARK
    )


def _is_plain_path(item: Any, box: Box, texts: Sequence[Box]) -> bool:
    """A rule, or a pale box under the words that it holds, perhaps outlined: nothing that looks like a line of print."""
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(filled), ctypes.byref(stroked)):
        return False
    wide, high = box[2] - box[0], box[3] - box[1]
    if not (filled.value or stroked.value):
        return True
    if filled.value == pdfium.FPDF_FILLMODE_ALTERNATE and not stroked.value and _is_frame(item):
        return not any(_meet(box, other) for other in texts)
    thin = min(wide, high) <= THIN
    if pdfium.FPDFPath_CountSegments(item) > SIMPLE or any(_meet(box, other) for other in texts if not thin):
        return False
    if thin:
        return not any(_strikes(box, other) for other in texts)
    fill = _luminance(item, pdfium.FPDFPageObj_GetFillColor) if filled.value else 255
    if fill is None or fill < PALE:
        return False
    inked = stroked.value or fill < NO_INK
    return not inked or high > LINE or (not stroked.value and wide > BROAD * high)


def _luminance(item: Any, get: Any) -> int | None:
    """0 to 255 as the ink test sees it; None where the colour is a pattern or is seen through."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not get(item, *(ctypes.byref(v) for v in (red, green, blue, alpha))) or alpha.value < 255:
        return None
    return (299 * red.value + 587 * green.value + 114 * blue.value) // 1000


def _is_clipped(item: Any, box: Box, frame: PageFrame) -> bool:
    """Whether something may cut a text off: any clipping path but a box that holds the text."""
    clip = pdfium.FPDFPageObj_GetClipPath(item)
    count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    return any(not _holds(clip, k, box, frame) for k in range(max(count, 0)))


def _holds(clip: Any, path: int, box: Box, frame: PageFrame) -> bool:
    count = pdfium.FPDFClipPath_CountPathSegments(clip, path)
    if not 4 <= count <= 6:
        return False
    edges = _edges([pdfium.FPDFClipPath_GetPathSegment(clip, path, k) for k in range(count)])
    if edges is None:
        return False
    x0, y0, x1, y1 = frame.box(*edges)
    return x0 <= box[0] + 1 and y0 <= box[1] + 1 and x1 >= box[2] - 1 and y1 >= box[3] - 1


def _is_frame(item: Any) -> bool:
    """A box with a box cut out of it: the borders of a cell or a block, on some or all of its sides."""
    count = pdfium.FPDFPath_CountSegments(item)
    if count % 2 or not 8 <= count <= 12:
        return False
    segments = [pdfium.FPDFPath_GetPathSegment(item, k) for k in range(count)]
    first, second = _edges(segments[: count // 2]), _edges(segments[count // 2 :])
    if first is None or second is None:
        return False
    inner, outer = sorted((first, second), key=lambda e: (e[2] - e[0]) * (e[3] - e[1]))
    gaps = (inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3])
    return all(-0.1 <= gap <= SIDE for gap in gaps)


def _edges(segments: Sequence[Any]) -> Box | None:
    """Left, bottom, right and top of an upright box, in the space of the path; None for any other figure."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points = []
    for k, segment in enumerate(segments):
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind != (pdfium.FPDF_SEGMENT_LINETO if k else pdfium.FPDF_SEGMENT_MOVETO):
            return None
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        points.append((x.value, y.value))
    across, up = sorted({round(p[0], 2) for p in points}), sorted({round(p[1], 2) for p in points})
    return (across[0], up[0], across[1], up[1]) if len(across) == len(up) == 2 else None


def _is_speck(box: Box) -> bool:
    return box[2] - box[0] <= SPECK or box[3] - box[1] <= SPECK


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _strikes(rule: Box, text: Box) -> bool:
    """Whether a rule drawn over a text goes through it, thick enough to hide anything."""
    return min(rule[2] - rule[0], rule[3] - rule[1]) > 1.5 and _meet(rule, text)


class _Cover:
    """The words of a page by the bands of it that they stand in."""

    BAND = 16.0

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.bands: dict[int, list[Box]] = {}
        for token in tokens:
            for band in self._of(token.box):
                self.bands.setdefault(band, []).append(token.box)

    def explains(self, box: Box) -> bool:
        """Whether words stand in the most part of a text's ink; between them are the spaces."""
        words = {word for band in self._of(box) for word in self.bands.get(band, ())}
        over = sum(
            max(0.0, min(box[2], w[2]) - max(box[0], w[0])) * max(0.0, min(box[3], w[3]) - max(box[1], w[1]))
            for w in words
        )
        return over >= EXPLAINED * (box[2] - box[0]) * (box[3] - box[1])

    def _of(self, box: Box) -> range:
        return range(int(box[1] // self.BAND), int(box[3] // self.BAND) + 1)
