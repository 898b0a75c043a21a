"""A picture of a page becomes tokens, by Tesseract."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from extract.read import pixels
from extract.read.baseline import base_lines
from extract.read.bullets import with_bullets
from extract.read.document import Box, Origin
from extract.read.lifted import with_lifted
from extract.read.loose import with_loose
from extract.read.misread import with_signs
from extract.read.panels import levelled
from extract.read.paper import Paper, paper
from extract.read.pixels import Grey, Prepared
from extract.read.points import with_points
from extract.read.rules import Rules
from extract.read.ruling import Line, in_points, ruling, without
from extract.read.second import doubted
from extract.read.tesseract import Seen, Tesseract
from extract.read.token import Token
from extract.read.underline import without_underlines
from extract.read.upright import turned_back

TALL = frozenset("bdfhklßtißij")
LOWEST = 0.05  # inches; no line of print is lower than such a strip
ILLEGIBLE = 0.5  # mean confidence of a drawing, in which Tesseract finds strokes of letters
SURE, LONG = 0.8, 4  # confidence and letters of one word that makes a page legible
POOR = 0.55  # mean confidence below which a page may stand on its side or its head


@dataclass(frozen=True, slots=True)
class Reading:
    """The tokens of a picture in points of the upright, straightened page, and the way back to the page as it came."""

    tokens: tuple[Token, ...]
    rules: Rules
    turn: int  # degrees clockwise that set it upright
    place: Callable[[Box], Box]


def read_picture(rgb: Grey, dpi: float, engine: Tesseract, *, twice: bool = True) -> Reading:
    """`rgb` is (height, width, 3) or grey (height, width), 8 bits; `twice` reads numbers a second time."""
    if min(rgb.shape[:2]) < LOWEST * dpi:
        return Reading((), Rules(), 0, lambda box: box)
    if rgb.ndim == 3 and not pixels.is_coloured(rgb):
        rgb = pixels.grey_of(rgb)  # a third of the dots to look at
    alone = paper(rgb, dpi)
    if alone is None:
        return _read(rgb, dpi, engine, twice=twice)
    reading = _read(alone.picture, alone.dpi, engine, twice=twice)
    return replace(reading, place=_in_photograph(reading.place, alone, dpi))


def _read(rgb: Grey, dpi: float, engine: Tesseract, *, twice: bool) -> Reading:
    coloured = rgb.ndim == 3 and pixels.is_coloured(rgb)
    grey = rgb if rgb.ndim == 2 else pixels.darkest(rgb) if coloured else pixels.grey_of(rgb)
    grey = levelled(rgb if coloured else grey, grey, dpi)
    page, lines, clear = _clear(grey, dpi)
    seen = engine.words(clear)
    turn = 0
    if _confidence(seen) < POOR or _on_its_side(seen):
        turn = engine.orientation(clear)
        if turn:
            grey = np.ascontiguousarray(np.rot90(grey, -turn // 90))
            page, lines, clear = _clear(grey, dpi)
            seen = engine.words(clear)
    if not _is_legible(seen):
        seen = []
    seen = with_loose(seen, clear, engine)
    seen = with_bullets(seen, clear)
    seen = with_lifted(seen, clear, engine)
    if twice:
        seen = doubted(seen, clear, engine)
    seen = with_signs(with_points(seen, clear))
    unit = 72 / (dpi * page.scale)
    return Reading(tuple(tokens_of(seen, unit)), in_points(*lines, unit), turn, _placer(page, dpi, turn))


def _in_photograph(place: Callable[[Box], Box], alone: Paper, dpi: float) -> Callable[[Box], Box]:
    """From points on the straightened page to points of the photograph that it was cut out of."""

    def placed(box: Box) -> Box:
        x0, y0, x1, y1 = (v * alone.dpi / 72 for v in place(box))
        xs, ys = zip(*(alone.back(x, y) for x in (x0, x1) for y in (y0, y1)), strict=True)
        return (min(xs) * 72 / dpi, min(ys) * 72 / dpi, max(xs) * 72 / dpi, max(ys) * 72 / dpi)

    return placed


def _clear(grey: Grey, dpi: float) -> tuple[Prepared, tuple[list[Line], list[Line]], Grey]:
    """The prepared page, its ruling lines, and the page without them and without underlines."""
    page = pixels.prepare(grey, dpi)
    ground = pixels.ground_of(page.grey)
    lines = ruling(page.grey, ground)
    return page, lines, without_underlines(without(page.grey, *lines), ground)


def _confidence(seen: Sequence[Seen]) -> float:
    letters = sum(len(w.text) for w in seen)
    return sum(w.confidence * len(w.text) for w in seen) / letters if letters else 0.0


def _is_legible(seen: Sequence[Seen]) -> bool:
    """A drawing or a photograph is full of strokes that pass for letters, none of them for a word."""
    return _confidence(seen) >= ILLEGIBLE or any(
        w.confidence >= SURE and sum(c.isalpha() for c in w.text) >= LONG for w in seen
    )


def _on_its_side(seen: Sequence[Seen]) -> bool:
    """Tesseract may read a page that lies on its side: its words are higher than wide then."""
    long = [w for w in seen if len(w.text) >= 4]
    return sum(w.bottom - w.top > w.right - w.left for w in long) > 0.5 * len(long) > 0


def _placer(page: Prepared, dpi: float, turn: int) -> Callable[[Box], Box]:
    """From points on the straightened page to points on the page as it came (before turning upright)."""
    unit = 72 / dpi
    width, height = page.width * unit, page.height * unit
    back = turned_back(turn, *((height, width) if turn in (90, 270) else (width, height)))

    def place(box: Box) -> Box:
        x0, y0, x1, y1 = box
        scale = page.scale / unit
        x, y = page.back((x0 + x1) / 2 * scale, (y0 + y1) / 2 * scale)
        x, y, w, h = x * unit, y * unit, (x1 - x0) / 2, (y1 - y0) / 2
        return back((x - w, y - h, x + w, y + h))

    return place


def tokens_of(seen: Sequence[Seen], unit: float) -> list[Token]:
    """Words with their base line and size; `unit` is points a pixel."""
    lines: dict[tuple[int, int, int], list[Seen]] = {}
    for word in seen:
        lines.setdefault(word.line, []).append(word)
    out: list[Token] = []
    for number, words in enumerate(lines.values()):
        bases = base_lines(words)
        sizes = [_size(word, base) for word, base in zip(words, bases, strict=True)]
        usual = median(s for s, w in zip(sizes, words, strict=True) for _ in w.text)
        for word, base, size in zip(words, bases, sizes, strict=True):
            own = size if not 0.7 < size / usual < 1.4 and any(c.isalnum() for c in word.text) else usual
            box = (word.left * unit, word.top * unit, word.right * unit, word.bottom * unit)
            out.append(
                Token(
                    word.text,
                    box,
                    own * unit,
                    base * unit,
                    origin=Origin.OCR,
                    confidence=round(word.confidence, 3),
                    doubt=word.doubt,
                    line=number,
                )
            )
    return out


def _size(word: Seen, base: float) -> float:
    """The size of type, from the height of a word over its base line."""
    tall = any(c.isupper() or c.isdigit() or c in TALL or c in "éèêàâîôûùëïü" for c in word.text)
    return max(base - word.top, 1.0) / (0.73 if tall else 0.53)
