"""A stretch of lines that is read as one, on its way to becoming a block."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from extract.blocks import BlockKind, TableContext
from extract.read.document import Mark, MarkKind
from extract.structure.line import Line
from extract.text import Span


@dataclass(frozen=True, slots=True)
class Segment:
    """`text` runs along `pieces` as in `Block`; `bullet` is the sign that stood before it.

    `kind` is None until it is known. `figure` marks a key figure joined with its label.
    """

    lines: tuple[Line, ...]
    pieces: tuple[Span, ...]
    text: str
    bullet: str = ""
    kind: BlockKind | None = None
    level: int = 0
    cell: TableContext | None = None
    figure: bool = False

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def gap(self) -> bool:
        return self.lines[0].gap

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    @property
    def left(self) -> float:
        return self.lines[0].left

    @property
    def measured(self) -> bool:
        return all(line.measured for line in self.lines)

    @property
    def mark(self) -> Mark | None:
        return self.lines[0].mark

    @property
    def marked(self) -> MarkKind | None:
        return self.mark.kind if self.mark else None

    @property
    def caps(self) -> bool:
        return sum(c.isupper() for c in self.text) > 3 and not any(c.islower() for c in self.text)


def segment_of(lines: Iterable[Line], repaired: str, bullet: str = "", skip: int = 0) -> Segment:
    """The segment of some lines; `skip` characters of the first, its bullet, are left out."""
    rows = tuple(lines)
    spans = [line.span for line in rows]
    spans[0] = Span(spans[0].start + skip, spans[0].end)
    pieces = joined(spans)
    return Segment(rows, pieces, text_of(pieces, repaired), bullet)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans with those that only one character parts made one, so that a space can stand for it."""
    out: list[Span] = []
    for span in spans:
        if out and span.start - out[-1].end == 1:
            out[-1] = Span(out[-1].start, span.end)
        else:
            out.append(span)
    return tuple(out)


def text_of(pieces: Iterable[Span], repaired: str) -> str:
    """What pieces hold, character for character, line breaks and tabs as spaces."""
    return " ".join(piece.of(repaired) for piece in pieces).translate(SPACES)


SPACES = str.maketrans("\n\t\f\r", "    ")


def merged(first: Segment, second: Segment) -> Segment:
    """One segment of two, with the first one's kind."""
    return replace(
        first,
        lines=first.lines + second.lines,
        pieces=first.pieces + second.pieces,
        text=f"{first.text} {second.text}",
    )
