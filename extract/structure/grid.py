"""The cells of a table in rows and columns, from markup or from lines with tabs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extract import regex
from extract.read.document import Mark
from extract.structure import cue
from extract.structure.columns import Column, columns_of, placed, shares_row
from extract.structure.line import Line
from extract.text import Span, Text

CELL = regex.compile(r"[^\t]*")
NOTE_CALL = regex.compile(r"(?:\s*(?:[(⁽][\d¹²³⁴⁵⁶⁷⁸⁹*a-c]{1,2}[)⁾]|[¹²³⁴⁵⁶⁷⁸⁹]+|\*+))+$")
PERIOD = regex.compile(
    r"(?:(?:exercice|annee|a fin|fin|debut|au|saison|campagne)\s+)?(?:19|20)\d\d(?:\s?[-–/]\s?(?:19|20)?\d\d)?(?:\s?\(?[a-z](?:[a-z. ]*)\)?)?"
    r"|(?:bp|ca|budget|b\.p\.|c\.a\.)\s?20\d\d|9\s?m(?:ois)?\s20\d\d(?:\s?[-–/]\s?(?:20)?\d\d)?"
    r"|(?:[st]|q|h)\s?[1-4](?:[\s-]?(?:19|20)?\d\d(?:\s?[-–/]\s?(?:19|20)?\d\d)?)?|[1-4]\s?(?:er|e|eme|re)?\s?(?:t|s|trim\w*\.?|sem\w*\.?)(?:\s+(?:19|20)\d\d)?"
    r"|\d{1,2}[/.]\d{1,2}[/.](?:19|20)?\d\d|\d{1,2}(?:er)? \p{L}{3,9}\.? (?:19|20)\d\d|\d{1,2} mois(?: (?:19|20)\d\d)?"
)
ABSENT = frozenset({"-", "–", "—", "n.d", "nd", "ns", "n.s", "n/a", "na", "n.c", "nc", "s.o"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as printed: `span` in the repaired text, its place in the grid and how far it reaches."""

    span: Span
    text: str
    row: int
    column: int
    rows: int
    columns: int
    header: bool
    line: Line

    @property
    def words(self) -> str:
        """Its text without the call of a footnote."""
        return NOTE_CALL.sub("", self.text).strip()


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one table; `at` finds the cell that covers a place."""

    cells: tuple[Cell, ...]
    number: int
    marked: bool

    @property
    def height(self) -> int:
        return max(c.row + c.rows for c in self.cells)

    @property
    def width(self) -> int:
        return max(c.column + c.columns for c in self.cells)

    def at(self, row: int, column: int) -> Cell | None:
        for cell in self.cells:
            if cell.row <= row < cell.row + cell.rows and cell.column <= column < cell.column + cell.columns:
                return cell
        return None

    def row(self, row: int) -> list[Cell]:
        return [c for c in self.cells if c.row <= row < c.row + c.rows and c.text]


def grid_of_marks(marks: Iterable[Mark], lines: list[Line], text: Text, number: int) -> Grid:
    """A table that the markup states; `lines` are those that its cells stand on."""
    cells = []
    for m in marks:
        span = _trimmed(text.to_repaired(m.span), text.repaired)
        line = next((o for o in lines if o.span.overlaps(span)), lines[0])
        words = _words(span, text.repaired)
        cells.append(Cell(span, words, m.row, m.column, m.rows, m.columns, m.header, line))
    return Grid(tuple(cells), number, any(c.header for c in cells))


def grid_of_lines(lines: list[Line], text: Text, number: int) -> Grid:
    """A table of lines whose cells are parted by tabs, headed by lines without tabs whose words stand over columns.

    A row with fewer cells than the widest is set flush right where its first cell is no label (a header without its
    corner).
    """
    split = [split_cells(line, text.repaired) for line in lines]
    width, body = max(map(len, split)), next(i for i, row in enumerate(split) if len(row) > 1)
    columns = columns_of(lines, split, text)
    cells: list[Cell] = []
    row = -1
    for i, (line, spans) in enumerate(zip(lines, split, strict=True)):
        row += not (0 < i < body and shares_row(lines[i - 1], line))
        for span, column, reach in _placed(line, spans, width, columns if i < body else [], text):
            if words := _words(span, text.repaired):
                cells.append(Cell(span, words, row, column, 1, reach, False, line))
    return Grid(tuple(cells), number, False)


def _placed(
    line: Line, spans: list[Span], width: int, columns: list[Column], text: Text
) -> list[tuple[Span, int, int]]:
    """The spans of a row, each with its column and how many columns it reaches over."""
    if columns:
        return placed(line, columns, text)
    if len(spans) == 1 and heads_columns(line, width):
        start = line.span.start
        spans = [Span(start + m.start(), start + m.end()) for m in regex.finditer(r"\S+", line.text)]
    elif len(spans) == 1:
        return [(spans[0], 0, width)]
    shift = width - len(spans) if _starts_right([_words(s, text.repaired) for s in spans]) else 0
    return [(span, column + shift, 1) for column, span in enumerate(spans)]


def heads_columns(line: Line, width: int) -> bool:
    """« 2024 2025 Variation »: as many words as there are columns of figures, a year or the like among them."""
    words = line.text.split()
    return (
        len(words) == width - 1 > 1
        and any(map(is_period, words))
        and not any(is_figure(w) and not is_period(w) for w in words)
    )


def split_cells(line: Line, repaired: str) -> list[Span]:
    """The spans between the tabs of a line, an empty one for an empty cell."""
    start = max(repaired.rfind("\n", 0, line.span.start), repaired.rfind("\f", 0, line.span.start)) + 1
    if "\t" not in repaired[start : line.span.start]:
        start = line.span.start
    text = repaired[start : line.span.end]
    found = (m for m in CELL.finditer(text) if m.start() == 0 or text[m.start() - 1] == "\t")
    return [_trimmed(Span(start + m.start(), start + m.end()), repaired) for m in found]


def _starts_right(texts: list[str]) -> bool:
    return all(not t or is_period(t) or not is_figure(t) for t in texts)


def _words(span: Span, text: str) -> str:
    return " ".join(span.of(text).split())


def _trimmed(span: Span, text: str) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def is_period(text: str) -> bool:
    """« 2024 », « T1 2025 », « 31/12/2024 », « 2024 (r) »: what heads a column of figures."""
    return bool(PERIOD.fullmatch(cue.plain(NOTE_CALL.sub("", text))))


def is_figure(text: str) -> bool:
    """A figure cell: a number with its sign and unit; « – » and « n.d. » stand for one."""
    if text.lower().rstrip(".") in ABSENT:
        return True
    digits = sum(c.isdigit() for c in text)
    letters = sum(c.isalpha() for c in NOTE_CALL.sub("", text))
    return digits > 0 and (letters <= 4 or digits >= letters) and not regex.match(r"\p{L}{3,}", text)


def is_table(lines: list[Line]) -> bool:
    """Whether lines with tabs are a table: labels, and a figure for every three rows."""
    rows = [line.text.split("\t") for line in lines]
    figures = sum(is_figure(cell.strip()) and not is_period(cell.strip()) for row in rows for cell in row)
    least = max(1, sum(len(row) > 1 for row in rows) // 3)
    return figures >= least and any(cue.WORD.search(line.text) for line in lines)
