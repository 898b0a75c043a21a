"""Commas between figures, by their shape: « 27,1 % » that was read « 271 % » or « 27.1 % ».

Tesseract loses the comma of some typefaces (Lato, and any in large type) in every reading. A small shape on the base
line between two figures is one; the first reading stays as doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from extract.read.pixels import Grey
from extract.read.shapes import Shape, shapes_of
from extract.read.tesseract import Seen

BETWEEN = re.compile(r"\d[.,]?\d")
MARKS = ".,"
LOW = 0.48  # height of a comma in heights of the figures, at most
SMALL = 0.09  # its height and width, at least
HANGS, LONG = 0.09, 1.35  # how far a comma reaches under the base line, and its height in widths; a point does not


def with_points(seen: Sequence[Seen], grey: Grey) -> list[Seen]:
    """The words of a page, commas set where their shapes stand."""
    return [_read(w, grey) if BETWEEN.search(w.text) else w for w in seen]


def _read(word: Seen, grey: Grey) -> Seen:
    shapes = shapes_of(grey, word)
    if not shapes:
        return word
    full = [s for s in shapes if s.height >= 0.8 * max(s.height for s in shapes)]
    base, tall = median(s.bottom for s in full), median(s.height for s in full)
    bare = [c for c in word.text if c not in MARKS]
    marks: dict[int, Shape] = {}
    count = 0
    for shape in shapes:
        if _is_mark(shape, base, tall):
            marks[count] = shape
        else:
            count += 1
    if count != len(bare):
        return word
    text = "".join(_mark(word.text, i, marks, base, tall) + c for i, c in enumerate(bare))
    text += word.text[len(word.text.rstrip(MARKS)) :]
    return word if text == word.text else replace(word, text=text, doubt=word.doubt or word.text)


def _is_mark(shape: Shape, base: float, tall: float) -> bool:
    size = min(shape.height, shape.right - shape.left)
    low = shape.height <= LOW * tall and shape.top >= base - 0.3 * tall and shape.bottom >= base - 0.08 * tall
    return low and size >= SMALL * tall and shape.right - shape.left <= 0.4 * tall


def _mark(text: str, at: int, marks: dict[int, Shape], base: float, tall: float) -> str:
    """What stands before a character: as read, unless figures have a comma between them that was not."""
    stands = _said(text, at)
    bare = text.replace(",", "").replace(".", "")
    between = at > 0 and bare[at - 1].isdigit() and bare[at].isdigit()
    if not between or at not in marks or (stands and len(text) - len(bare) > 1):  # « 12.345.678 » has points
        return stands
    mark = marks[at]
    comma = mark.bottom >= base + HANGS * tall or mark.height >= LONG * (mark.right - mark.left)
    return "," if comma else stands


def _said(text: str, at: int) -> str:
    """The marks before the character at `at`, marks not counted."""
    out, count = "", 0
    for c in text:
        if c in MARKS:
            out += c
        else:
            if count == at:
                return out
            out, count = "", count + 1
    return ""
