"""Small PDF pages for tests, by reportlab, and how they are read."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from extract.read import Document, OcrMode, ReadOptions, read_bytes

PROSE = "Le conseil a adopté un budget de 12,5 millions d’euros pour la rénovation des écoles de la commune."


def pdf(draw: Callable[[Any], None], size: tuple[float, float] = (595, 842), **options: Any) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1, **options)
    canvas.setFont("Helvetica", 11)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def lines(canvas: Any, x: float, y: float, texts: list[str], pitch: float = 14) -> None:
    for i, text in enumerate(texts):
        canvas.drawString(x, 842 - y - pitch * i, text)


def read(draw: Callable[[Any], None], size: tuple[float, float] = (595, 842)) -> Document:
    """The document of a page as its text layer tells it."""
    document = read_bytes("page.pdf", pdf(draw, size), ReadOptions(ocr=OcrMode.NEVER))
    for page in document.pages:
        for word in page.words:
            assert not set(word.span.of(document.raw)) & set(" \t\n")
    return document
