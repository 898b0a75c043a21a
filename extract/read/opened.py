"""An open page of a PDF: set upright, of the size of a sheet of paper, with the text of what is written into it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from extract.read.document import Box
from extract.read.glyphs import PageFrame, page_tokens
from extract.read.token import Token
from extract.read.upright import turned_back, usual_angle

LARGE, SHEET = 1728.0, 1190.0  # points: a page with a longer side is read as a picture of A3
SMALL, NOTE = 288.0, 595.0  # points: a page with a shorter one as a picture of A5
SILENT = frozenset((pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_TEXT))
"""Annotations that write nothing on a page; the text of a sticky note is a reader's and stands behind its picture."""


@dataclass(frozen=True, slots=True)
class Opened:
    """`frame` is the page as it is read, `came` as it came, which may lie on its side; `tokens` are its text layer."""

    page: Any
    frame: PageFrame
    came: PageFrame
    tokens: tuple[Token, ...]

    @property
    def zoom(self) -> float:
        """The size at which it becomes a picture: an app that scans may make 30 inches of each photograph."""
        long = max(self.frame.width, self.frame.height)
        return SHEET / long if long > LARGE else NOTE / long if long < SMALL else 1.0

    def place(self, box: Box) -> Box:
        """From points of the page as it is read to those of the page as it came."""
        turn = (self.frame.turn - self.came.turn) % 360
        return turned_back(turn, self.came.width, self.came.height)(box)

    def rendered(self, dpi: float, most: int, *, grey: bool) -> tuple[Any, float]:
        """Its picture of no more than `most` pixels, grey or of three channels, and the pixels that a point has in it."""
        import numpy as np

        scale = dpi / 72 * self.zoom
        scale = min(scale, math.sqrt(most / (self.frame.width * self.frame.height)))
        bitmap = self.page.render(scale=scale, grayscale=grey, rev_byteorder=True, prefer_bgrx=False)
        out = np.array(bitmap.to_numpy())
        bitmap.close()
        return out[:, :, 0] if grey and out.ndim == 3 else out[:, :, :3] if out.ndim == 3 else out, scale


def opened(pdf: pypdfium2.PdfDocument, index: int, *, text: bool) -> Opened:
    """The page at `index`, to be closed, with its words if `text` is wanted. Raises pypdfium2.PdfiumError."""
    page = pdf[index]
    try:
        if _is_written_into(page) and pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY):
            page.close()
            page = pdf[index]
        frame = came = PageFrame(page)
        tokens = page_tokens(page, frame) if text else []
        turn = usual_angle(tokens)
        if turn:
            page.set_rotation((came.turn + turn) % 360)
            frame = PageFrame(page)
            tokens = page_tokens(page, frame)
    except BaseException:
        page.close()
        raise
    return Opened(page, frame, came, tuple(tokens))


def _is_written_into(page: Any) -> bool:
    """Whether there are filled fields, free text or stamps."""
    for i in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, i)
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        pdfium.FPDFPage_CloseAnnot(note)
        if kind not in SILENT:
            return True
    return False
