"""PDF: each page from where its text is, the text layer, the picture, or both merged by place."""

from __future__ import annotations

import math
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pypdfium2

from extract.errors import InputError, LimitError
from extract.read.document import Document, Origin, Page
from extract.read.evident import is_evident
from extract.read.glyphs import PageFrame, page_tokens
from extract.read.layout import layout
from extract.read.options import OcrMode, ReadOptions, chosen_pages
from extract.read.page import compose
from extract.read.rules import page_rules
from extract.read.tesseract import Tesseract
from extract.read.token import Token
from extract.text import Span

Finish = Callable[[int], tuple[str, Page]]
DAMAGED = 0.08  # share of characters without meaning (U+FFFD, private use) above which a text layer is not used


def read_pdf(name: str, sha256: str, data: bytes, options: ReadOptions) -> Document:
    """Raises InputError where the file is damaged, encrypted or has no page; LimitError; TesseractError."""
    pdf = _open(name, data)
    try:
        count = len(pdf)
        if not count:
            raise InputError(name, "has no page")
        chosen = chosen_pages(options, count, name)
        if len(chosen) > options.max_pages:
            raise LimitError(name, f"has {count} pages, more than {options.max_pages}", "choose some with --pages")
        reader = _Reader(name, pdf, options)
        parts: list[str] = []
        pages: list[Page] = []
        at = 0
        for text, page in _written(reader, chosen, options):
            parts.append(text)
            pages.append(page)
            at += len(text) + 1
            if options.progress:
                options.progress(len(pages), len(chosen))
    finally:
        pdf.close()
    origins = {p.origin for p in pages if p.words} or {p.origin for p in pages}
    origin = origins.pop() if len(origins) == 1 else Origin.MIXED
    return Document(
        name, sha256, "application/pdf", origin, "\f".join(parts), tuple(pages), warnings=tuple(reader.warnings)
    )


def _written(reader: _Reader, chosen: list[int], options: ReadOptions) -> Iterator[tuple[str, Page]]:
    """The pages in their order; while Tesseract reads some, the next are rendered."""
    workers = options.workers or _processors()
    waiting: deque[Finish] = deque()
    at = 0
    with ThreadPoolExecutor(workers) as pool:
        try:
            for number in [*chosen, *[0] * workers]:
                if number:
                    waiting.append(reader.start(number, pool))
                if waiting and (not number or len(waiting) > workers):
                    text, page = waiting.popleft()(at)
                    at += len(text) + 1
                    yield text, page
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _processors() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _open(name: str, data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise InputError(name, "is encrypted and asks for a password", "save it without password first") from error
        raise InputError(name, "is a damaged PDF", "open and save it again, or print it to a new PDF") from error


class _Reader:
    def __init__(self, name: str, pdf: pypdfium2.PdfDocument, options: ReadOptions) -> None:
        self.name, self.pdf, self.options = name, pdf, options
        self.engine = Tesseract(name, options.languages, options.ocr_timeout)
        self.checked = False
        self.warnings: list[str] = []

    def start(self, number: int, pool: ThreadPoolExecutor) -> Finish:
        """Begin with a page; what is given back finishes it, at an offset of the raw text."""
        try:
            page = self.pdf[number - 1]
        except pypdfium2.PdfiumError as error:
            raise InputError(self.name, f"has a damaged page {number}", "print it to a new PDF") from error
        try:
            return self._start(page, number, pool)
        finally:
            page.close()

    def _start(self, page: Any, number: int, pool: ThreadPoolExecutor) -> Finish:
        frame = PageFrame(page)
        if self.options.ocr is OcrMode.ALWAYS:
            return self._scan(page, frame, number, (), None, pool)
        tokens = page_tokens(page, frame)
        shown, unexplained, explained = self._look(page, frame, number, tokens)
        bad = _is_damaged(shown)
        if bad or not explained:
            if self.options.ocr is OcrMode.AUTO:
                return self._scan(page, frame, number, () if bad else tuple(shown), unexplained, pool)
            self.warnings.append(
                f"page {number}: {round(100 * unexplained)} % of the print is no text and was not read"
            )
        rules = page_rules(page, frame)

        def finish(at: int) -> tuple[str, Page]:
            text, words = compose(layout(shown, rules), at)
            span = Span(at, at + len(text))
            return text, Page(number, span, frame.width, frame.height, Origin.TEXT_LAYER, words, unexplained)

        return finish

    def _look(self, page: Any, frame: PageFrame, number: int, tokens: list[Token]) -> tuple[list[Token], float, bool]:
        """The words that can be seen, the share of ink that they do not explain, and whether it is as good as none."""
        if is_evident(page, frame, tokens):
            return tokens, 0.0, True
        from extract.read import ink

        grey = self._render(page, frame, 72, grey=True)
        seen = ink.visible(grey, tokens)
        shown = [t for t, yes in zip(tokens, seen, strict=True) if yes]
        hidden = sum(sum(c.isalnum() for c in t.text) > 0 for t, yes in zip(tokens, seen, strict=True) if not yes)
        if hidden:
            self.warnings.append(f"page {number}: {hidden} words of the text layer cannot be seen and were left out")
        unexplained = ink.measure(grey, [t.box for t in shown]).unexplained
        return shown, unexplained, unexplained <= ink.UNEXPLAINED

    def _scan(
        self,
        page: Any,
        frame: PageFrame,
        number: int,
        shown: tuple[Token, ...],
        unexplained: float | None,
        pool: ThreadPoolExecutor,
    ) -> Finish:
        if not self.checked:
            self.engine.check()
            self.checked = True
        from extract.read.ocr import Reading, read_picture

        dpi, twice = self.options.dpi, self.options.second_reading
        pixels = self._render(page, frame, dpi, grey=False)
        rules = page_rules(page, frame) if shown else None
        reading: Future[Reading] = pool.submit(read_picture, pixels, dpi, self.engine, twice=twice)

        def finish(at: int) -> tuple[str, Page]:
            read = reading.result()
            if rules is not None and not read.turn:
                apart = [_moved(t, read.place) for t in read.tokens if not _covered(read.place(t.box), shown)]
                text, words = compose(layout([*apart, *shown], rules), at)
            else:
                text, words = compose(layout(read.tokens, read.rules), at, read.place)
            origins = {w.origin for w in words}
            origin = origins.pop() if len(origins) == 1 else Origin.MIXED if origins else Origin.OCR
            span = Span(at, at + len(text))
            return text, Page(number, span, frame.width, frame.height, origin, words, unexplained)

        return finish

    def _render(self, page: Any, frame: PageFrame, dpi: float, *, grey: bool) -> Any:
        import numpy as np

        scale = dpi / 72
        if frame.width * frame.height * scale * scale > self.options.max_pixels:
            scale = math.sqrt(self.options.max_pixels / (frame.width * frame.height))
        bitmap = page.render(scale=scale, grayscale=grey, rev_byteorder=True, prefer_bgrx=False)
        out = np.array(bitmap.to_numpy())
        bitmap.close()
        return out[:, :, 0] if grey and out.ndim == 3 else out[:, :, :3] if out.ndim == 3 else out


def _is_damaged(tokens: list[Token]) -> bool:
    """Glyph maps beyond repair: many characters without meaning."""
    text = "".join(t.text for t in tokens)
    lost = sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or c < " " for c in text)
    return len(text) >= 40 and lost > DAMAGED * len(text)


def _covered(box: tuple[float, float, float, float], shown: tuple[Token, ...] | list[Token]) -> bool:
    """Whether a word of the picture stands where the text layer has words."""
    x0, y0, x1, y1 = box
    area = max((x1 - x0) * (y1 - y0), 0.01)
    over = 0.0
    for token in shown:
        a0, b0, a1, b1 = token.box
        over += max(0.0, min(x1, a1) - max(x0, a0)) * max(0.0, min(y1, b1) - max(y0, b0))
    return over > 0.3 * area


def _moved(token: Token, place: Any) -> Token:
    from dataclasses import replace

    box = place(token.box)
    return replace(token, box=box, base=token.base + (box[1] + box[3] - token.box[1] - token.box[3]) / 2)
