"""A scanned page: its picture read, laid out and written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.read.document import Origin, Page
from extract.read.layout import layout
from extract.read.ocr import read_picture
from extract.read.options import ReadOptions
from extract.read.page import compose
from extract.read.tesseract import Tesseract
from extract.text import Span

if TYPE_CHECKING:
    from extract.read.pixels import Grey


def scanned_page(
    number: int, pixels: Grey, dpi: float, engine: Tesseract, options: ReadOptions, at: int
) -> tuple[str, Page]:
    """The text of a page that is a picture, to stand at offset `at`, and the page."""
    reading = read_picture(pixels, dpi, engine, twice=options.second_reading)
    text, words = compose(layout(reading.tokens, reading.rules), at, reading.place)
    height, width = pixels.shape[:2]
    return text, Page(
        number, Span(at, at + len(text)), width * 72 / dpi, height * 72 / dpi, Origin.OCR, words, 1.0 if words else 0.0
    )
