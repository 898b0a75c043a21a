"""PDF: each page from where its text is, the text layer, the picture, or both merged by place."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pypdfium2

from extract.errors import InputError, LimitError
from extract.read.document import Box, Document, Origin, Page, Word
from extract.read.evident import is_evident
from extract.read.layout import layout
from extract.read.opened import Opened, opened
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
            page = opened(self.pdf, number - 1, text=self.options.ocr is not OcrMode.ALWAYS)
        except pypdfium2.PdfiumError as error:
            raise InputError(self.name, f"has a damaged page {number}", "print it to a new PDF") from error
        try:
            return self._start(page, number, pool)
        finally:
            page.page.close()

    def _start(self, page: Opened, number: int, pool: ThreadPoolExecutor) -> Finish:
        if self.options.ocr is OcrMode.ALWAYS:
            return self._scan(page, number, (), None, self._picture(page), pool)
        if self.options.ocr is OcrMode.AUTO and not page.tokens and not is_evident(page.page, page.frame, ()):
            return self._wordless(page, number, pool)
        shown, unexplained, explained = self._look(page, number)
        bad = _is_damaged(shown)
        if bad or not explained:
            if self.options.ocr is OcrMode.AUTO:
                words = () if bad else tuple(shown)
                return self._scan(page, number, words, unexplained, self._picture(page), pool)
            self.warnings.append(
                f"page {number}: {round(100 * unexplained)} % of the print is no text and was not read"
            )
        return self._text(page, number, shown, unexplained)

    def _text(self, page: Opened, number: int, shown: Sequence[Token], unexplained: float) -> Finish:
        rules = page_rules(page.page, page.frame)

        def finish(at: int) -> tuple[str, Page]:
            text, words = compose(layout(shown, rules), at, page.place)
            return text, _page(page, number, Span(at, at + len(text)), Origin.TEXT_LAYER, words, unexplained)

        return finish

    def _look(self, page: Opened, number: int) -> tuple[Sequence[Token], float, bool]:
        """The words that can be seen, the share of ink that they do not explain, and whether it is as good as none."""
        if is_evident(page.page, page.frame, page.tokens):
            return page.tokens, 0.0, True
        from extract.read import ink

        grey, scale = page.rendered(72, self.options.max_pixels, grey=True)
        tokens = page.tokens if scale == 1 else [_zoomed(t, scale) for t in page.tokens]
        seen = ink.visible(grey, tokens)
        shown = [t for t, yes in zip(page.tokens, seen, strict=True) if yes]
        hidden = sum(sum(c.isalnum() for c in t.text) > 0 for t, yes in zip(tokens, seen, strict=True) if not yes)
        if hidden:
            self.warnings.append(f"page {number}: {hidden} words of the text layer cannot be seen and were left out")
        unexplained = ink.measure(grey, [t for t, yes in zip(tokens, seen, strict=True) if yes]).unexplained
        return shown, unexplained, unexplained <= ink.UNEXPLAINED

    def _wordless(self, page: Opened, number: int, pool: ThreadPoolExecutor) -> Finish:
        """A page without text layer, most likely a scan: one rendering shows whether it has ink, and is read."""
        from extract.read import ink

        pixels, scale = self._picture(page)
        unexplained = ink.measure(ink.reduced(pixels, 1 / scale), ()).unexplained
        if unexplained <= ink.UNEXPLAINED:
            return self._text(page, number, (), unexplained)
        return self._scan(page, number, (), unexplained, (pixels, scale), pool)

    def _picture(self, page: Opened) -> tuple[Any, float]:
        return page.rendered(self.options.dpi, self.options.max_pixels, grey=False)

    def _scan(
        self,
        page: Opened,
        number: int,
        shown: tuple[Token, ...],
        unexplained: float | None,
        picture: tuple[Any, float],
        pool: ThreadPoolExecutor,
    ) -> Finish:
        if not self.checked:
            self.engine.check()
            self.checked = True
        from extract.read.ocr import Reading, read_picture

        pixels, scale = picture
        zoom = page.zoom
        rules = page_rules(page.page, page.frame) if shown else None
        twice = self.options.second_reading
        reading: Future[Reading] = pool.submit(read_picture, pixels, scale * 72 / zoom, self.engine, twice=twice)

        def finish(at: int) -> tuple[str, Page]:
            read = reading.result()

            def place(box: Box) -> Box:
                return page.place(_times(read.place(box), 1 / zoom))

            if rules is not None and not read.turn:
                tokens = [_moved(t, read.place, 1 / zoom) for t in read.tokens]
                apart = [t for t in tokens if not _covered(t.box, shown)]
                text, words = compose(layout([*apart, *shown], rules), at, page.place)
            else:
                text, words = compose(layout(read.tokens, read.rules), at, place)
                words = tuple(replace(w, size=w.size and w.size / zoom) for w in words) if zoom != 1 else words
            origins = {w.origin for w in words}
            origin = origins.pop() if len(origins) == 1 else Origin.MIXED if origins else Origin.OCR
            return text, _page(page, number, Span(at, at + len(text)), origin, words, unexplained)

        return finish


def _page(
    page: Opened, number: int, span: Span, origin: Origin, words: tuple[Word, ...], unexplained: float | None
) -> Page:
    return Page(number, span, page.came.width, page.came.height, origin, words, unexplained)


def _is_damaged(tokens: Sequence[Token]) -> bool:
    """Glyph maps beyond repair: many characters without meaning."""
    text = "".join(t.text for t in tokens)
    lost = sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or c < " " for c in text)
    return len(text) >= 40 and lost > DAMAGED * len(text)


def _covered(box: tuple[float, float, float, float], shown: Sequence[Token]) -> bool:
    """Whether a word of the picture stands where the text layer has words."""
    x0, y0, x1, y1 = box
    area = max((x1 - x0) * (y1 - y0), 0.01)
    over = 0.0
    for token in shown:
        a0, b0, a1, b1 = token.box
        over += max(0.0, min(x1, a1) - max(x0, a0)) * max(0.0, min(y1, b1) - max(y0, b0))
    return over > 0.3 * area


def _moved(token: Token, place: Callable[[Box], Box], zoom: float) -> Token:
    """A token of the picture on the page: where `place` says, enlarged."""
    box = place(token.box)
    base = token.base + (box[1] + box[3] - token.box[1] - token.box[3]) / 2
    return _zoomed(replace(token, box=box, base=base), zoom)


def _zoomed(token: Token, zoom: float) -> Token:
    return replace(token, box=_times(token.box, zoom), base=token.base * zoom, size=token.size * zoom)


def _times(box: Box, zoom: float) -> Box:
    return (box[0] * zoom, box[1] * zoom, box[2] * zoom, box[3] * zoom)
