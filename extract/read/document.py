"""What reading gives: a file as one raw text, its pages, its words with their places, and its markup."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from extract.text import Span

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points (1/72 inch) from the top left of the page."""


class Origin(StrEnum):
    """Where a text is from."""

    TEXT_LAYER = "text_layer"
    OCR = "ocr"
    MIXED = "mixed"
    TEXT = "text"  # HTML, DOCX, plain text: no page to measure


@dataclass(frozen=True, slots=True)
class Word:
    """A run of ink without space: `span` in the raw text, `size` of its type in points, `confidence` 0 to 1 (OCR)."""

    span: Span
    box: Box
    size: float | None = None
    bold: bool = False
    font: str | None = None
    origin: Origin = Origin.TEXT_LAYER
    confidence: float | None = None
    doubt: str | None = None  # what a second reading saw where it disagreed


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `span` in the raw text, width and height in points.

    `unexplained` is the share of the page's text-like ink (0 to 1) that its text layer does not account for.
    """

    number: int
    span: Span
    width: float
    height: float
    origin: Origin
    words: tuple[Word, ...] = ()
    unexplained: float | None = None


class MarkKind(StrEnum):
    TITLE = "title"  # the page's or document's own title, h1
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CAPTION = "caption"
    CELL = "cell"
    HEADER = "header"
    FOOTER = "footer"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Mark:
    """Structure that the file itself states (HTML, DOCX): `span` in the raw text.

    `level` is the depth of a heading (1 is the title's) or of a list item (0 is outermost). A cell has its `table`
    (numbered from 0 in the document), zero-based `row` and `column`, spans over `rows` and `columns`, and `header`
    where the markup says that it labels others. A HEADER or FOOTER is a region that holds other marks (a web page's
    footer may hold headings and paragraphs of the release).
    """

    span: Span
    kind: MarkKind
    level: int = 0
    table: int = -1
    row: int = -1
    column: int = -1
    rows: int = 1
    columns: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read. `raw` joins the pages by a form feed.

    In `raw` a line of print is a line, a blank line stands between blocks that the page sets apart, table cells of a
    row are separated by a tab, and no-break spaces are kept. Raised digits are Unicode superscripts (« km² », and the
    note call in « 15 000² », « habitants⁽¹⁾ »); raised ordinals stand in line (« 1er »). `name` is the file's name without its folder.
    """

    name: str
    sha256: str
    media_type: str
    origin: Origin
    raw: str
    pages: tuple[Page, ...]
    marks: tuple[Mark, ...] = ()
    warnings: tuple[str, ...] = ()
