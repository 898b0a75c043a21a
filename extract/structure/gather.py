"""Lines of print become segments: wrapped lines are joined, a list item or a heading begins anew."""

from __future__ import annotations

from extract.read.document import MarkKind
from extract.structure import cue
from extract.structure.line import UNWRAPPED, Line
from extract.structure.segment import Segment, segment_of

TITLE_WITHIN, TITLE_LINE = 600, 20
"""Characters from the beginning within which a line below a colon, longer than that, may be the rest of a title."""
WHOLE = (MarkKind.TITLE, MarkKind.HEADING, MarkKind.ITEM, MarkKind.CAPTION)
"""Markup whose line breaks are only for looks."""


def gather(lines: list[Line], repaired: str) -> list[Segment]:
    """The segments of a run of lines without tables and page furniture."""
    segments: list[Segment] = []
    rows: list[Line] = []
    bullet, skip = "", 0
    listing = False  # below a colon, where each line that ends in a comma or semicolon is an item
    for line in lines:
        found = _hashes(line) or _bullet(line, rows)
        if rows and not found and _goes_on(rows, line, bullet, listing):
            rows.append(line)
            continue
        if rows:
            segments.append(segment_of(rows, repaired, bullet, skip))
            listing = _lists(segments[-1], listing)
        rows, (bullet, skip) = [line], found or ("", 0)
    if rows:
        segments.append(segment_of(rows, repaired, bullet, skip))
    return segments


def _parted(text: str) -> bool:
    """Whether wide blanks part a line of plain text: two letterheads side by side."""
    return "    " in text


def _lists(last: Segment, listing: bool) -> bool:
    return cue.opens_list(last.text) or (listing and last.text.endswith((",", ";")))


def _bullet(line: Line, above: list[Line]) -> tuple[str, int] | None:
    """The bullet that a line begins with and its length, None where it begins with none."""
    if line.dot:
        return "•", len(line.text) - len(line.text[1:].lstrip())
    found = cue.BULLET.match(line.text)
    if found:
        glyph = found["glyph"]
        broken = above and not line.gap and _runs_over(above[-1], line) and not _stops(above[-1].text)
        if glyph in "-–—>*" and broken and not above[0].text.lstrip().startswith(glyph):
            return None  # a dash in the middle of a sentence that the line's end fell upon
        if glyph == "*" and cue.NOTE_MARK.match(line.text) and not _is_list(above):
            return None
        return glyph, found.end()
    if line.mark is not None and line.mark.kind is MarkKind.ITEM and (not above or above[-1].mark is not line.mark):
        return "", 0
    return None


def _hashes(line: Line) -> tuple[str, int] | None:
    """The signs of a heading in Markdown, which are no part of its words."""
    headed = line.mark is not None and line.mark.kind in (MarkKind.TITLE, MarkKind.HEADING)
    signs = len(line.text) - len(line.text.lstrip("#").lstrip()) if headed and line.text.startswith("#") else 0
    return ("", signs) if signs else None


def _is_list(above: list[Line]) -> bool:
    return bool(above) and (above[0].text.startswith("*") or cue.opens_list(above[-1].text))


def _stops(text: str) -> bool:
    return text.endswith((".", ":", ";", "!", "?", "…", ","))


def _goes_on(rows: list[Line], line: Line, bullet: str, listing: bool) -> bool:
    """Whether a line goes on with the segment of the lines above it."""
    last = rows[-1]
    if line.page != last.page or line.mark is not last.mark or line.region is not last.region:
        return False
    if line.mark is not None and line.mark.kind in WHOLE:
        return True
    if cue.opens_list(last.text) and cue.is_address(line.text):
        return True
    if _restyled(last, line) or _parted(last.text) or _parted(line.text):
        return False
    if (cue.is_figure(line.text) or (len(rows) == 1 and cue.is_figure(last.text))) and not _runs_over(last, line):
        return False
    over = not line.gap and _runs_over(last, line)
    if (cue.NUMBERING.match(line.text) or cue.NOTE_MARK.match(line.text)) and (not over or _stops(last.text)):
        return False
    if cue.opens_list(last.text):
        return _title_in_two(rows, line) or (not line.gap and not line.mark and _runs_over(last, line))
    if _opens(line.text, over) or (_is_head(last.text, over) and not cue.starts_lower(line.text)):
        return False
    if (
        listing
        and not bullet
        and last.text.endswith((";", ","))
        and (last.text.endswith(";") or not _runs_over(last, line))
    ):
        return False
    if line.gap:
        return _resumes(last, line)
    if cue.starts_lower(line.text) and not _stops(last.text.rstrip(",")):
        return not _stands_alone(last, line)
    if cue.is_address(last.text.split()[-1]) and not cue.starts_lower(line.text) and not last.text.endswith(","):
        return False
    if line.mark is not None:  # a line break that the writer made
        return cue.breaks_off(last.text)
    return _runs_over(last, line) or _capitals_in_two(rows, line)


def _opens(text: str, over: bool) -> bool:
    """Whether a line can only begin something; `over` says that the line above is full."""
    if cue.is_dateline(text) and not (over and text[:1].islower()):
        return True
    return _is_head(text, over) or (cue.is_contact(text) and cue.is_labelled(text, alone=over))


def _is_head(text: str, over: bool) -> bool:
    """A letterhead or date line, and not words of a sentence that look like one where a line was broken."""
    return (cue.is_letterhead(text) and (not over or len(text) < 40)) or (cue.is_dateline(text) and not over)


def _resumes(last: Line, line: Line) -> bool:
    """Below a blank line a sentence goes on only where it has to: « … Mon espace santé des / assurés, »."""
    if cue.ends_sentence(last.text) or last.text.endswith((";", ":")):
        return False
    if cue.starts_lower(line.text):
        return last.right > 0.7 * last.width
    return cue.breaks_off(last.text) and _runs_over(last, line) and not last.text.endswith(",")


def _title_in_two(rows: list[Line], line: Line) -> bool:
    """« Quatre ans de carnet : / un outil installé dans le quotidien »: a title broken after its colon."""
    return (
        len(rows) == 1
        and rows[0].gap
        and not line.gap
        and cue.starts_lower(line.text)
        and not line.text.endswith((".", ",", ";", ":"))
        and len(line.text) > (TITLE_LINE if line.span.start < TITLE_WITHIN else 30)
    )


def _capitals_in_two(rows: list[Line], line: Line) -> bool:
    """« SÉCHERESSE : LE BASSIN EN CRISE, / NOUVELLES RESTRICTIONS D'USAGE »: a long title in capitals, in plain text."""
    loud = _is_loud(rows[-1].text) and _is_loud(line.text)
    return not line.measured and loud and rows[0].gap and len(rows) < 3 and len(rows[0].text) > 40


def _is_loud(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) > 0.6 * len(letters)


def _stands_alone(last: Line, line: Line) -> bool:
    """A short line in larger type is a heading, even where OCR made the next capital a small letter."""
    return line.measured and last.size > 1.05 * line.size and last.right < 0.6 * last.width


def _restyled(last: Line, line: Line) -> bool:
    """Whether the type changes from one line to the next as it does between a heading and its text."""
    if not (last.measured and line.measured):
        return False
    change = 0.35 if last.ocr or line.ocr else 0.12
    if abs(last.size - line.size) > change * max(last.size, line.size):
        return True
    if last.bold == line.bold or last.ocr or line.ocr:
        return False
    return not _runs_over(last, line) or cue.ends_sentence(last.text)


def _runs_over(last: Line, line: Line) -> bool:
    """Whether the next line's first word would not have fitted on this one: the break is the printer's, not the
    writer's. A line that ends its sentence needs less room to spare to be taken at its word."""
    width = last.width - min(last.left, line.left)
    if width <= 0 or (not last.measured and last.width > UNWRAPPED):
        return False
    spare = last.width - last.right
    space = 0.3 * last.size if last.measured else 1.0
    ended = cue.ends_sentence(last.text) or last.text.endswith((";", ":"))
    slack = (0.01 if ended else 0.06) if last.measured else (0.03 if ended else 0.12)
    return spare < line.first + space + slack * width
