"""Small PDF pages for tests, by reportlab."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any


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
