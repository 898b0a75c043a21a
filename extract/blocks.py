"""What structure gives: a release as blocks in reading order, each with its place in the repaired text."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from extract.text import Span


class BlockKind(StrEnum):
    TITLE = "title"
    SUBTITLE = "subtitle"  # also a chapeau line under the title
    DATELINE = "dateline"  # « Saint-Denis, le 5 juin 2025 »
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    CAPTION = "caption"
    NOTE = "note"  # footnote, table note
    HEADER = "header"  # running header, letterhead, « Communiqué de presse »
    FOOTER = "footer"  # running footer, page number
    CONTACT = "contact"
    BOILERPLATE = "boilerplate"  # a paragraph of the « À propos » section


@dataclass(frozen=True, slots=True)
class TableContext:
    """What a table says of one of its figure cells, in words as printed.

    `row` are its row labels from the outside in, `column` its column headers from the top down, `caption` the table's
    caption, title or unit note (« en millions d’euros »). A cell that itself heads a row or column is a `label`: its
    numbers (« 2024 ») claim nothing.
    """

    row: tuple[str, ...] = ()
    column: tuple[str, ...] = ()
    caption: str = ""
    table: int = 0
    row_index: int = 0
    column_index: int = 0
    columns: tuple[tuple[str, ...], ...] = ()  # the headers of every figure column, left to right
    label: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the release that is read as one.

    `pieces` are its spans in the repaired text (more than one where a page break or a column cuts it); `text` is what
    they hold, line breaks as single spaces, one character for one character within a piece, pieces joined by a space.
    `heading` indexes the headings above it, outermost first; `lead_in` the block that governs it: the one whose colon
    opens the list, for a nested item the item above, for the parts of a key figure that figure. Both index the same
    list of blocks.
    """

    kind: BlockKind
    pieces: tuple[Span, ...]
    text: str
    page: int = 1
    level: int = 0
    heading: tuple[int, ...] = ()
    lead_in: int | None = None
    cell: TableContext | None = field(default=None)

    @property
    def span(self) -> Span:
        return Span(self.pieces[0].start, self.pieces[-1].end)

    def to_document(self, span: Span) -> Span:
        """A span of `text` as a span of the repaired text."""
        return Span(self._offset(span.start), self._offset(span.end - 1) + 1 if len(span) else self._offset(span.start))

    def to_pieces(self, span: Span) -> tuple[Span, ...]:
        """A span of `text` as spans of the repaired text, one for each piece that it touches."""
        found, at = [], 0
        for piece in self.pieces:
            start, end = max(span.start - at, 0), min(span.end - at, len(piece))
            if start < end:
                found.append(Span(piece.start + start, piece.start + end))
            at += len(piece) + 1
        return tuple(found)

    def _offset(self, at: int) -> int:
        for piece in self.pieces:
            if at <= len(piece):
                return piece.start + at
            at -= len(piece) + 1
        return self.pieces[-1].end


@dataclass(frozen=True, slots=True)
class Outline:
    """The blocks of one release and the pages that it stands on (`first` to `last`, from 1)."""

    blocks: tuple[Block, ...]
    first: int = 1
    last: int = 1
