"""Page furniture: running headers, footers and page numbers, set aside from the text that they interrupt."""

from __future__ import annotations

from collections import Counter

from extract import regex
from extract.blocks import BlockKind
from extract.structure import cue
from extract.structure.line import Line

DEPTH = 7
"""Lines at the top and at the bottom of a page among which furniture is looked for."""
DIGITS = regex.compile(r"\d+")
SIGNS = regex.compile(r"[^\p{L}\d]+")  # a scan reads a dash now so, now so


def furniture(lines: list[Line]) -> dict[int, BlockKind]:
    """The indexes of lines that are furniture, each with its kind.

    A line is furniture where it stands at the same edge of another page too (numbers apart), or numbers the page. The
    first page's own header is none, it is the letterhead, but for what a browser prints above a page. Without a page
    break there is no furniture.
    """
    pages: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        pages.setdefault(line.page, []).append(i)
    found: dict[int, BlockKind] = {}
    for index in pages.values():
        found |= _numbers(lines, index)
        found |= {i: BlockKind.FOOTER for i in index if any(_beside(lines[i], lines[k]) for k in found)}
    if len(pages) > 1:
        seen = Counter(form for index in pages.values() for form in {_form(lines[i]) for i in _edges(lines, index)})
        for place, index in enumerate(pages.values()):
            for i in _edges(lines, index):
                letterhead = place == 0 and _is_top(lines, index, i) and "http" not in lines[i].text
                if seen[_form(lines[i])] > 1 and not letterhead:
                    found[i] = BlockKind.HEADER if _is_top(lines, index, i) else BlockKind.FOOTER
        _set_contacts(lines, found)
    return found


def _set_contacts(lines: list[Line], found: dict[int, BlockKind]) -> None:
    """The first page's running lines that hold an address are its contacts, said once for all pages."""
    first = [i for i in sorted(found) if lines[i].page == lines[0].page]
    for i in first:
        run = [k for k in first if abs(k - i) <= DEPTH and all(j in found for j in range(min(i, k), max(i, k)))]
        if not cue.LABELLED_PAGE.fullmatch(lines[i].text) and any(cue.is_contact(lines[k].text) for k in run):
            found[i] = BlockKind.CONTACT


def _numbers(lines: list[Line], index: list[int]) -> dict[int, BlockKind]:
    """Page numbers: labelled ones anywhere, bare ones as the very first or last line of a measured page."""
    found = {i: BlockKind.FOOTER for i in index if cue.LABELLED_PAGE.fullmatch(lines[i].text)}
    number = lines[index[0]].page
    for i in (index[0], index[-1]):
        if len(index) > 3 and cue.is_page_number(lines[i].text) and DIGITS.findall(lines[i].text)[:1] == [str(number)]:
            found[i] = BlockKind.FOOTER
    return found


def _beside(line: Line, number: Line) -> bool:
    """Whether a line stands at the height of a page number, in its small type."""
    level = line.measured and number.measured and line.page == number.page and line is not number
    return level and abs(line.top - number.top) < 0.8 * number.size and line.size < 1.1 * number.size


def _form(line: Line) -> str:
    return SIGNS.sub("", DIGITS.sub("0", cue.plain(line.text)))


def _edges(lines: list[Line], index: list[int]) -> list[int]:
    """A page's lines near its edges, by place on a measured page, by order on another; list items are no furniture."""
    if all(lines[i].measured for i in index):
        index = sorted(index, key=lambda i: (lines[i].top, lines[i].left))
    depth = min(DEPTH, len(index))
    near = dict.fromkeys([*index[:depth], *index[len(index) - depth :]])
    return [i for i in near if not cue.BULLET.match(lines[i].text) and len(_form(lines[i])) > 3]


def _is_top(lines: list[Line], index: list[int], i: int) -> bool:
    line = lines[i]
    if line.measured:
        tops = [lines[k].top for k in index]
        return line.top - min(tops) < max(tops) - line.top
    return index.index(i) < len(index) / 2
