"""List bullets as OCR reads them: no Latin model knows •, it comes out as e, ¢, o, * or «."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.repair.draft import Draft, replace
from extract.text import Edit

MARK = re.compile(r"^[ \t]*([e¢o©*«])[ \t]+(?=[^\W_]|[«(])", re.MULTILINE)
STAR = re.compile(r"^[ \t]*([*+@=])[ \t]+(?=[^\W\d_]|«)", re.MULTILINE)
NOTE = re.compile(r"\w[*]")  # what a star at the beginning of a line explains
CERTAIN = "¢"
LETTERS = "eo"
LEAST_ACUTE = 3
ENOUGH = 2  # lone letters at line starts that make a list


def bullets(draft: Draft) -> Iterator[Edit]:
    """A page has damaged bullets where ¢ opens a line, or a lone e at least twice (or e and o).

    There the weaker signs are read as bullets too; « only where no » closes it before the next blank line or bullet.
    """
    for page in draft.pages:
        found = list(draft.matches(MARK, (page,)))
        marks = [m.group(1) for m in found]
        if CERTAIN not in marks and not ("e" in marks and sum(m in LETTERS for m in marks) >= ENOUGH):
            continue
        for i, match in enumerate(found):
            end = found[i + 1].start() if i + 1 < len(found) else page.end
            if match.group(1) != "«" or "»" not in _paragraph(draft.text[match.end() : end]):
                yield replace(match, "•", "bullet", 0.98, group=1)


def starred(draft: Draft) -> Iterator[Edit]:
    """« * », « + », « = » before words at the beginning of several lines of a damaged page that was read: é is the one accent that
    the wrong language knows, text without any accent may hold true stars."""
    for page in draft.damaged:
        found = list(draft.matches(STAR, (page,)))
        read = draft.text.count("é", page.start, page.end) >= LEAST_ACUTE
        if read and len(found) >= ENOUGH and not NOTE.search(draft.text, page.start, page.end):
            for match in found:
                yield replace(match, "•", "bullet", 0.9, group=1)


def _paragraph(text: str) -> str:
    return re.split(r"\n[ \t]*\n", text, maxsplit=1)[0]
