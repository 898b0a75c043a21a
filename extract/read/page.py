"""A page's blocks become its stretch of the raw text, and its tokens words that know where they stand in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extract.read.document import Box, Word
from extract.read.layout import Block
from extract.text import Span


def _as_is(box: Box) -> Box:
    return box


def compose(blocks: Sequence[Block], offset: int, place: Callable[[Box], Box] = _as_is) -> tuple[str, tuple[Word, ...]]:
    """The text of a page that starts at `offset` of the raw text, and its words in that order.

    `place` carries a box from the straightened page to the page as it came.
    """
    parts: list[str] = []
    words: list[Word] = []
    at = offset

    def write(text: str) -> None:
        nonlocal at
        parts.append(text)
        at += len(text)

    for number, block in enumerate(blocks):
        if number:
            write("\n\n")
        for row, line in enumerate(block.lines):
            if row:
                write("\n")
            for column, cell in enumerate(line):
                if column:
                    write("\t")
                for index, token in enumerate(cell):
                    if index:
                        write(token.lead)
                    words.append(
                        Word(
                            Span(at, at + len(token.text)),
                            place(token.box),
                            token.size,
                            token.bold,
                            token.font,
                            token.origin,
                            token.confidence,
                            token.doubt,
                        )
                    )
                    write(token.text)
    return "".join(parts), tuple(words)
