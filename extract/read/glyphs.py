"""The text layer of a PDF page: characters by PDFium, joined to words with their places, sizes and fonts.

pdfplumber gives the same words (a test compares them), ten times slower.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from extract.read.document import Box
from extract.read.superscript import raised
from extract.read.token import Token

SPACES = frozenset(" \t\r\n\u00a0\u202f\u2009\u2007\u2002\u2003\u3000\x00")
KEPT_SPACES = frozenset("\u00a0\u202f\u2007\u2009")
MENDED = {"\ufffe": "-", "\x02": "-", "\u00ad": "-", "\uffff": "\ufffd"}
"""PDFium writes the hyphen at a line's end as U+FFFE; a printed soft hyphen is a hyphen."""
BULLETS = frozenset("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0e8\uf0a8\uf06e\uf071\u25cf\u25aa\u25ab\u25a0\u2756\uf0f0")
"""Bullets of symbol fonts (Wingdings, Symbol) and their like, written as « • »."""
DOUBLE_HYPHEN = re.compile("--\u2010|-\u2010|\u00ad\u2010")
"""How some word processors export one soft hyphen."""
DESCENT = 0.21
"""The share of a font's full height that lies below the base line, near enough for every text face."""
GAP = 0.28
"""A gap wider than this share of the type's height parts words where no space is drawn."""


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    bold: bool
    font: str | None
    angle: int
    hidden: bool


class _Char(NamedTuple):
    """A character and its box on the page as shown: the font's full height, the advance's width."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    place: int

    @property
    def height(self) -> float:
        return self.bottom - self.top


class PageFrame:
    """Turns PDF user space into points from the top left of the page as it is shown (cropped and rotated)."""

    def __init__(self, page: Any) -> None:
        media, crop = page.get_mediabox(), page.get_cropbox()
        self.left, self.bottom = max(media[0], crop[0]), max(media[1], crop[1])
        self.right, self.top = min(media[2], crop[2]), min(media[3], crop[3])
        self.turn = page.get_rotation() % 360
        wide, high = self.right - self.left, self.top - self.bottom
        self.width, self.height = (high, wide) if self.turn in (90, 270) else (wide, high)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        if self.turn == 90:
            return (bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
        if self.turn == 180:
            return (self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
        if self.turn == 270:
            return (self.top - top, self.right - right, self.top - bottom, self.right - left)
        return (left - self.left, self.top - top, right - self.left, self.top - bottom)

    def shows(self, box: Box) -> bool:
        """Whether the middle of a box lies on the page."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return bool(0 <= x <= self.width and 0 <= y <= self.height)


def page_tokens(page: Any, frame: PageFrame) -> list[Token]:
    """The words of a page in the order of its content stream; what lies outside of the page is left out."""
    text_page = page.get_textpage()
    try:
        styles = _Styles(text_page.raw, frame.turn)
        runs = _runs(text_page.raw, frame)
        tokens = [token for run in runs if (token := _token(*run, styles, frame)) is not None]
    finally:
        text_page.close()
    return tokens


def _runs(handle: Any, frame: PageFrame) -> Iterator[tuple[list[_Char], str]]:
    """Characters that stand together, each run with the space before it."""
    run: list[_Char] = []
    lead = " "
    supposed: list[_Char] = []  # the run before a space that PDFium supposes, not one that is drawn
    for char in _chars(handle, frame):
        if char.text in " \r\n" and run and pdfium.FPDFText_IsGenerated(handle, char.place) == 1:
            supposed, run = run, []
            continue
        if char.text in "\r\n" and supposed:
            continue
        if supposed:
            if char.text not in SPACES and _touch(supposed[-1], char):
                run = supposed
            else:
                yield supposed, lead
                lead = " "
            supposed = []
        if char.text in SPACES:
            if run:
                yield run, lead
                run = []
                lead = char.text if char.text in KEPT_SPACES else " "
            elif char.text in KEPT_SPACES:
                lead = char.text
            continue
        if run and _parts(run[-1], char):
            yield run, lead
            run, lead = [], " "
        if char.text in BULLETS and not run:
            yield [char], lead
            lead = " "
            continue
        run.append(char)
    if run or supposed:
        yield run or supposed, lead


def _chars(handle: Any, frame: PageFrame) -> Iterator[_Char]:
    count = pdfium.FPDFText_CountChars(handle)
    if count <= 0:
        return
    buffer = (ctypes.c_ushort * (count + 1))()
    pdfium.FPDFText_GetText(handle, 0, count, buffer)
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
    if len(text) != count or "\0" in text:  # characters beyond the basic plane, or left out by GetText
        text = "".join(chr(pdfium.FPDFText_GetUnicode(handle, i) or 0xFFFD) for i in range(count))
    rect = pdfium.FS_RECTF()
    level = frame.turn == 0
    loose, at = pdfium.FPDFText_GetLooseCharBox, ctypes.byref(rect)
    for i, c in enumerate(text):
        if c in SPACES:
            yield _Char(c, 0, 0, 0, 0, i)
        elif loose(handle, i, at):
            if level:
                box = (rect.left - frame.left, frame.top - rect.top, rect.right - frame.left, frame.top - rect.bottom)
                yield _Char(MENDED.get(c, c), *box, i)
                continue
            yield _Char(MENDED.get(c, c), *frame.box(rect.left, rect.bottom, rect.right, rect.top), i)


def _parts(a: _Char, b: _Char) -> bool:
    """Whether two neighbours of the content stream belong to different words (of level or of turned text)."""
    high = max(min(a.height, b.height), 1.0)
    across = max(b.left - a.right, a.left - b.right)
    down = max(b.top - a.bottom, a.top - b.bottom)
    return across > GAP * high or down > GAP * high or (b.left < a.left - 0.5 * high and b.bottom > a.bottom + high / 2)


def _touch(a: _Char, b: _Char) -> bool:
    """Whether no space can be seen between two characters of a line (after a raised one PDFium supposes a space)."""
    high = min(a.height, b.height)
    level = min(a.bottom, b.bottom) - max(a.top, b.top) > 0.4 * high
    return level and -0.5 * high < b.left - a.right < 0.1 * high


class _Styles:
    """Size, weight and direction of characters, read once for each text object."""

    def __init__(self, handle: Any, turn: int) -> None:
        self.handle, self.turn = handle, turn
        self.objects: dict[int, _Style] = {}
        self.fonts: dict[int, tuple[str | None, bool]] = {}

    def of(self, index: int) -> _Style:
        found = pdfium.FPDFText_GetTextObject(self.handle, index)
        key = ctypes.cast(found, ctypes.c_void_p).value or 0
        if key not in self.objects:
            self.objects[key] = self._read(index, found)
        return self.objects[key]

    def _read(self, index: int, found: Any) -> _Style:
        matrix = pdfium.FS_MATRIX()
        size = pdfium.FPDFText_GetFontSize(self.handle, index)
        angle = 0
        if pdfium.FPDFText_GetMatrix(self.handle, index, ctypes.byref(matrix)):
            size *= math.hypot(matrix.c, matrix.d) or 1.0
            angle = (round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) * 90 - self.turn) % 360
        font, bold = self._font(found)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(found) if found else 0
        bold = bold or mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
        return _Style(abs(size), bold, font, angle, mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)

    def _font(self, found: Any) -> tuple[str | None, bool]:
        font = pdfium.FPDFTextObj_GetFont(found) if found else None
        if not font:
            return None, False
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        if key not in self.fonts:
            buffer = ctypes.create_string_buffer(256)
            length = pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
            name = buffer.raw[: max(0, min(length, 256) - 1)].decode("utf-8", "replace")
            name = name.split("+", 1)[-1]
            heavy = any(word in name.lower() for word in ("bold", "black", "heavy", "semibold", "demi", "gras"))
            self.fonts[key] = (name or None, heavy or pdfium.FPDFFont_GetWeight(font) >= 600)
        return self.fonts[key]


def _token(run: list[_Char], lead: str, styles: _Styles, frame: PageFrame) -> Token | None:
    box = (min(c.left for c in run), min(c.top for c in run), max(c.right for c in run), max(c.bottom for c in run))
    if not frame.shows(box):
        return None
    base = max(run, key=lambda c: c.height)
    style = styles.of(base.place)
    text = _plain(run) if len(run) == 1 or style.angle else _text(run, base)
    if len(text) == 1 and text in BULLETS:
        text = "•"
    line = base.bottom - DESCENT * base.height
    return Token(text, box, style.size, line, style.bold, style.font, lead, style.angle, hidden=style.hidden)


def _plain(run: list[_Char]) -> str:
    return DOUBLE_HYPHEN.sub("-", "".join(c.text for c in run))


def _text(run: list[_Char], base: _Char) -> str:
    """The characters of a run; smaller ones raised above the line become superscripts."""
    flags = [c.height < 0.97 * base.height and c.bottom < base.bottom - 0.2 * base.height for c in run]
    if not any(flags):
        return _plain(run)
    out, at = "", 0
    while at < len(run):
        end = at
        while end < len(run) and flags[end] == flags[at]:
            end += 1
        piece = _plain(run[at:end])
        out += raised(piece, out) if flags[at] and out else piece
        at = end
    return out
