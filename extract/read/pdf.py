"""PDF: the words of the text layer with their places, by pdfplumber."""

from __future__ import annotations

import io

import pdfplumber

from extract.errors import InputError
from extract.read.document import Document, Origin, Page, Word
from extract.read.options import ReadOptions
from extract.text import Span


def read_pdf(name: str, sha256: str, data: bytes, options: ReadOptions) -> Document:
    """Raises InputError where the file is damaged, encrypted or has no page."""
    parts: list[str] = []
    pages: list[Page] = []
    at = 0
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            for number, page in enumerate(pdf.pages, 1):
                text, words = _page(page.within_bbox(page.bbox), at)
                pages.append(
                    Page(
                        number,
                        Span(at, at + len(text)),
                        float(page.width),
                        float(page.height),
                        Origin.TEXT_LAYER,
                        words,
                    )
                )
                parts.append(text)
                at += len(text) + 1
                page.close()
    except Exception as error:  # pdfminer raises bare TypeErrors and more on broken files
        raise InputError(
            name, f"is no readable PDF ({type(error).__name__})", "open and save it again, or scan it"
        ) from error
    if not pages:
        raise InputError(name, "has no page")
    return Document(name, sha256, "application/pdf", Origin.TEXT_LAYER, "\f".join(parts), tuple(pages))


def _page(page: object, offset: int) -> tuple[str, tuple[Word, ...]]:
    out: list[str] = []
    words: list[Word] = []
    at, bottom, top = offset, None, None
    for w in page.extract_words(extra_attrs=["size"], keep_blank_chars=False):  # type: ignore[attr-defined]
        if top is not None and abs(w["top"] - top) > 0.5 * w["size"]:
            gap = "\n\n" if bottom is not None and w["top"] - bottom > 0.6 * w["size"] else "\n"
        else:
            gap = "" if top is None else " "
        out += [gap, w["text"]]
        at += len(gap)
        words.append(Word(Span(at, at + len(w["text"])), (w["x0"], w["top"], w["x1"], w["bottom"]), w["size"]))
        at += len(w["text"])
        top, bottom = w["top"], w["bottom"]
    return "".join(out), tuple(words)
