"""The printed lines of a document, with their place on the page and what the markup says of them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from statistics import median

from extract import regex
from extract.read.document import Document, Mark, MarkKind, Origin, Page, Word
from extract.structure.cue import is_dateline
from extract.text import Span, Text

PRINTED = regex.compile(r"[^\s][^\n\f]*")
COLUMN = regex.compile(r"[^ ]+(?: {1,3}[^ ]+)*")
HEAD = 12  # lines, among which the letterhead stands
REGIONS = (MarkKind.HEADER, MarkKind.FOOTER)
NUMBER = regex.compile(r"\d{1,3}(?:[\s\u00a0\u202f]\d{3})+(?!\d)(?:[\s\u00a0\u202f][%€])?|\d[\d,]*[\s\u00a0\u202f][%€]")
DOT = 0.36
UNWRAPPED = 180
"""Characters: where lines are longer, the text was not broken into lines of print and each is a paragraph."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `span` in the repaired text without the space around it.

    Places are in points on a measured page, else in characters; `size` is 0 where unknown. `width` is the room that
    lines of this stretch have (their widest `right`, set by `with_width`), `first` that of the line's first word. `gap` says that a blank
    line stands above, `dot` that it begins with a dot of ink, whatever sign a reading made of it. `mark` is the
    innermost markup around it, `region` a page header or footer that it stands in, `words` its words on a measured
    page, with spans in the raw text.
    """

    span: Span
    text: str
    page: int
    gap: bool
    left: float
    right: float
    top: float
    bottom: float
    first: float
    size: float = 0.0
    bold: bool = False
    measured: bool = False
    ocr: bool = False
    dot: bool = False
    mark: Mark | None = None
    region: MarkKind | None = None
    width: float = 0.0
    words: tuple[Word, ...] = ()


def lines_of(document: Document, text: Text) -> list[Line]:
    """The lines of the repaired text, in order; a line without a letter or figure is kept, an empty one is not."""
    marks = _Marks(document.marks)
    words = [_Words(page) for page in document.pages]
    starts = [page.span.start for page in document.pages]
    repaired, lines, end = text.repaired, list[Line](), 0
    for found in PRINTED.finditer(repaired):
        span = Span(found.start(), found.start() + len(found.group().rstrip()))
        raw = text.to_raw(span)
        number = max(bisect_right(starts, raw.start), 1)
        between = repaired[end : span.start]
        gap = between.count("\n") > 1 or "\f" in between or not lines
        indent = span.start - max(repaired.rfind("\n", 0, span.start), repaired.rfind("\f", 0, span.start)) - 1
        mark, region = marks.around(raw)
        held = words[number - 1].of(raw)
        for part in _columns(span, repaired) if len(lines) < HEAD and not held else (span,):
            lines.append(_line(part, repaired, number, gap, indent + part.start - span.start, held, mark, region))
        end = span.end
    return lines


def body_size(lines: list[Line]) -> float:
    """The size of type of most of the text, 0 where no line is measured."""
    sizes = sorted((line.size, len(line.text)) for line in lines if line.size)
    half, seen = sum(length for _, length in sizes) / 2, 0
    for size, length in sizes:
        seen += length
        if seen >= half:
            return size
    return 0.0


def _columns(span: Span, text: str) -> tuple[Span, ...]:
    """« COMMUNIQUÉ DE PRESSE        Toulouse, le 3 juin 2026 »: the parts of a line in plain text of which one is a date line."""
    parts = tuple(Span(span.start + m.start(), span.start + m.end()) for m in COLUMN.finditer(span.of(text)))
    return parts if len(parts) > 1 and any(is_dateline(part.of(text)) for part in parts) else (span,)


def _line(
    span: Span,
    repaired: str,
    page: int,
    gap: bool,
    indent: int,
    words: list[Word],
    mark: Mark | None,
    region: MarkKind | None,
) -> Line:
    text = span.of(repaired)
    if not words:
        first = len(text.split(maxsplit=1)[0])
        return Line(
            span, text, page, gap, indent, indent + len(text), 0, 0, first, mark=mark, region=region, width=indent
        )
    size = round(median(w.size or w.box[3] - w.box[1] for w in words), 1)
    return Line(
        span,
        text,
        page,
        gap,
        left=min(w.box[0] for w in words),
        right=max(w.box[2] for w in words),
        top=min(w.box[1] for w in words),
        bottom=max(w.box[3] for w in words),
        first=_first_width(words, text),
        size=size,
        bold=sum(len(w.span) for w in words if w.bold) > 0.9 * sum(len(w.span) for w in words),
        measured=True,
        ocr=all(w.origin is Origin.OCR for w in words),
        dot=len(words) > 1 and text[0] not in '«»“”"' and _is_dot(words[0], size),
        mark=mark,
        region=region,
        words=tuple(words),
    )


def _first_width(words: list[Word], text: str) -> float:
    """The width of what stands first and is not broken: a word, or a number with its groups and sign (« 6 840 »)."""
    groups = NUMBER.match(text)
    last = words[min(len(groups.group().split()), len(words)) - 1] if groups else words[0]
    return last.box[2] - words[0].box[0]


def _is_dot(word: Word, size: float) -> bool:
    """No model of Tesseract knows « • »: it reads « + », « * », « - », « e », « ¢ ». The ink tells: a bullet is about
    a quarter of the type high and wide, signs and letters are a half."""
    high, wide = word.box[3] - word.box[1], word.box[2] - word.box[0]
    return word.origin is Origin.OCR and len(word.span) == 1 and max(high, wide) < DOT * size


def with_width(lines: list[Line]) -> list[Line]:
    """Each line with the right margin of its neighbourhood: the farthest end of the lines around that share its
    page, its paragraph of markup and, on a measured page, its column."""
    out = []
    for i, line in enumerate(lines):
        near = [o for o in lines[max(0, i - 12) : i + 13] if _same_column(line, o)]
        out.append(replace(line, width=max(o.right for o in near)))
    return out


def _same_column(line: Line, other: Line) -> bool:
    if line.page != other.page or line.measured != other.measured or line.mark is not other.mark:
        return False
    if "\t" in other.text:
        return line is other
    if not line.measured:
        return True
    near = abs(line.top - other.top) < 15 * line.size and other.left < line.right and line.left < other.right
    return near and abs(line.size - other.size) < (0.25 if line.ocr else 0.1) * line.size


class _Words:
    """The words of a page by their place in the raw text."""

    def __init__(self, page: Page) -> None:
        self._words = sorted(page.words, key=lambda w: w.span.start)
        self._starts = [w.span.start for w in self._words]

    def of(self, raw: Span) -> list[Word]:
        first = max(0, bisect_right(self._starts, raw.start) - 1)
        last = bisect_right(self._starts, max(raw.start, raw.end - 1))
        return [w for w in self._words[first:last] if w.span.overlaps(raw)]


class _Marks:
    """Markup by its place: the leaves do not overlap, the regions hold leaves."""

    def __init__(self, marks: tuple[Mark, ...]) -> None:
        self._leaves = sorted((m for m in marks if m.kind not in REGIONS), key=lambda m: m.span.start)
        self._starts = [m.span.start for m in self._leaves]
        self._regions = [m for m in marks if m.kind in REGIONS]

    def around(self, raw: Span) -> tuple[Mark | None, MarkKind | None]:
        """The leaf that a line (its bullet apart) begins in, and the region around it."""
        at = bisect_right(self._starts, raw.end - 1) - 1
        leaf = self._leaves[at] if at >= 0 and self._leaves[at].span.overlaps(raw) else None
        while leaf is not None and at > 0 and self._leaves[at - 1].span.overlaps(raw):
            at -= 1
            leaf = self._leaves[at]
        region = next((m.kind for m in self._regions if m.span.start <= raw.start < m.span.end), None)
        return leaf, region
