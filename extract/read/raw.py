"""Builds `Document.raw` block by block, with the marks of what the markup says each block is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from extract.read.document import Mark, MarkKind
from extract.text import Span

BULLET = "• "


class RawText:
    """The raw text of a marked-up document: blocks set apart by blank lines, items by line breaks, cells by tabs."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._marks: list[Mark] = []
        self._tables = 0
        self._last_list: object = None

    @property
    def text(self) -> str:
        return "".join(self._parts)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """In order of their start; a region before the blocks that it holds."""
        return tuple(sorted(self._marks, key=lambda m: (m.span.start, -m.span.end, m.kind in (MarkKind.CELL,))))

    def block(self, text: str, kind: MarkKind, level: int = 0) -> None:
        self._gap("\n\n")
        self._last_list = None
        self._marks.append(Mark(self._add(text), kind, level))

    def item(self, text: str, level: int, whole: object) -> None:
        """An item of the list `whole` (any object that is the same for its items)."""
        self._gap("\n" if whole is self._last_list and whole is not None else "\n\n")
        self._last_list = whole
        self._add(BULLET)
        self._marks.append(Mark(self._add(text), MarkKind.ITEM, level))

    def table(self, rows: list[list[tuple[str, Mark]]]) -> None:
        """Rows of (text, mark without its place); an empty text leaves an empty cell."""
        self._gap("\n\n")
        self._last_list = None
        for i, row in enumerate(rows):
            if i:
                self._add("\n")
            for j, (text, mark) in enumerate(row):
                if j:
                    self._add("\t")
                span = self._add(text)
                self._marks.append(
                    Mark(
                        span,
                        MarkKind.CELL,
                        0,
                        self._tables,
                        mark.row,
                        mark.column,
                        mark.rows,
                        mark.columns,
                        mark.header,
                    )
                )
        self._tables += 1

    @contextmanager
    def region(self, kind: MarkKind | None) -> Iterator[None]:
        """Marks all that is written inside as a region (page header, footer, notes)."""
        before = len(self._marks)
        yield
        inside = self._marks[before:]
        if kind is not None and inside:
            span = Span(min(m.span.start for m in inside), max(m.span.end for m in inside))
            self._marks.append(Mark(span, kind))

    def _gap(self, gap: str) -> None:
        if self._length:
            self._add(gap)

    def _add(self, text: str) -> Span:
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return Span(start, self._length)
