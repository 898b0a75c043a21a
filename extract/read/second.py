"""Numbers of a scan are read twice: cut out, gathered on a sheet of their own and read again in another size.

Where the two readings agree nothing is said. Where they differ a third one decides which stands in the text, and the
other is kept as the word's doubt: no number is settled in silence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extract.read.pixels import Grey, blurred
from extract.read.tesseract import Seen, Tesseract

SMALLER = 0.8
LARGER = 1.25
EDGE = 30  # pixels around the sheet
NUMBER = re.compile(r"\d(?:[\d.,/]*\d)?(?:(?:i?[eè]?re?|i?[eè]mes?|es?|nde?)(?![^\W\d_]))?", re.I)
MAX_SHEET = 60  # crops on one sheet


@dataclass(frozen=True, slots=True)
class Crop:
    """A run of words with digits in one line (`words` are their indexes), and the strip of the page around it."""

    words: tuple[int, ...]
    left: int
    top: int
    right: int
    bottom: int


def doubted(seen: Sequence[Seen], grey: Grey, engine: Tesseract) -> list[Seen]:
    """The words of a page, those with digits read again; `grey` is the page that `seen` stands on."""
    crops = _crops(seen, grey)
    second = _read(crops, grey, SMALLER, engine)
    open_ = [i for i, crop in enumerate(crops) if second[i] and _key(second[i]) != _key(_own(seen, crop))]
    if not open_:
        return list(seen)
    third = dict(zip(open_, _read([crops[i] for i in open_], blurred(grey, 0.8), LARGER, engine), strict=True))
    changed: dict[int, list[Seen]] = {}
    for i in open_:
        own = _own(seen, crops[i])
        changed[crops[i].words[0]] = _settled(own, second[i], third[i])
        for other in crops[i].words[1:]:
            changed[other] = []
    return [word for i, old in enumerate(seen) for word in changed.get(i, [old])]


def _settled(own: list[Seen], second: list[Seen], third: list[Seen]) -> list[Seen]:
    """The reading that two of three agree on, or the surer one, in doubt of what the other saw."""
    if third and _key(third) == _key(second):
        own, second = second, own
    elif not third or _key(third) != _key(own):
        sure, unsure = (min(w.confidence for w in words) for words in (own, second))
        if unsure > sure:
            own, second = second, own
    doubt = " ".join(w.text for w in second)
    line = own[0].line if own[0].line[0] >= 0 else second[0].line
    return [replace(word, doubt=doubt, line=line) for word in own]


def _own(seen: Sequence[Seen], crop: Crop) -> list[Seen]:
    return [seen[i] for i in crop.words]


def _key(words: Sequence[Seen]) -> str:
    """What must agree: digits with their points and commas, and what makes an ordinal; not the spaces between."""
    return " ".join(NUMBER.findall("".join(w.text for w in words).casefold())) or "?"


def _has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)


def _crops(seen: Sequence[Seen], grey: Grey) -> list[Crop]:
    """Runs of words with digits, each with the word before and after it for context."""
    lines: dict[tuple[int, int, int], list[int]] = {}
    for i, word in enumerate(seen):
        lines.setdefault(word.line, []).append(i)
    crops = []
    for row in lines.values():
        at = 0
        while at < len(row):
            end = at
            while end < len(row) and _has_digit(seen[row[end]].text) and _follows(seen, row, at, end):
                end += 1
            if end == at:
                at += 1
                continue
            first = row[at - 1] if at and _near(seen[row[at - 1]], seen[row[at]]) else row[at]
            last = row[end] if end < len(row) and _near(seen[row[end - 1]], seen[row[end]]) else row[end - 1]
            span = [seen[i] for i in row[max(0, at - 1) : end + 1]]
            crops.append(
                Crop(
                    tuple(row[at:end]),
                    max(0, seen[first].left - 7),
                    max(0, min(w.top for w in span) - 7),
                    min(grey.shape[1], seen[last].right + 8),
                    min(grey.shape[0], max(w.bottom for w in span) + 8),
                )
            )
            at = end
    return crops


def _follows(seen: Sequence[Seen], row: list[int], at: int, end: int) -> bool:
    return end == at or _near(seen[row[end - 1]], seen[row[end]])


def _near(a: Seen, b: Seen) -> bool:
    """No more than a word space or so apart."""
    return b.left - a.right < 1.2 * max(a.bottom - a.top, b.bottom - b.top)


def _read(crops: Sequence[Crop], grey: Grey, scale: float, engine: Tesseract) -> list[list[Seen]]:
    """What a sheet of crops says: for each its words with digits, in pixels of the page, in no line (-1)."""
    out: list[list[Seen]] = []
    for start in range(0, len(crops), MAX_SHEET):
        out += _sheet(crops[start : start + MAX_SHEET], grey, scale, engine)
    return out


def _sheet(crops: Sequence[Crop], grey: Grey, scale: float, engine: Tesseract) -> list[list[Seen]]:
    strips = [
        np.asarray(
            cv2.resize(
                grey[c.top : c.bottom, c.left : c.right],
                None,
                fx=scale,
                fy=scale,
                interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC,
            )
        )
        for c in crops
    ]
    gap = round(np.median([s.shape[0] for s in strips]) * 0.7)
    height = 2 * EDGE + sum(s.shape[0] + gap for s in strips)
    paper = int(np.median([np.percentile(s, 90) for s in strips]))
    sheet = np.full((height, 2 * EDGE + max(s.shape[1] for s in strips)), paper, np.uint8)
    tops, y = [], EDGE
    for strip in strips:
        sheet[y : y + strip.shape[0], EDGE : EDGE + strip.shape[1]] = strip
        tops.append(y)
        y += strip.shape[0] + gap
    out: list[list[Seen]] = [[] for _ in crops]
    for word in engine.words(sheet, psm=6):
        middle = (word.top + word.bottom) / 2
        k = max((i for i, top in enumerate(tops) if top - gap / 2 <= middle), default=-1)
        if k < 0 or not _has_digit(word.text):
            continue
        crop = crops[k]
        x0, x1 = (round((x - EDGE) / scale) + crop.left for x in (word.left, word.right))
        y0, y1 = (round((v - tops[k]) / scale) + crop.top for v in (word.top, word.bottom))
        out[k].append(replace(word, left=x0, right=x1, top=y0, bottom=y1, line=(-1, 0, 0)))
    return [sorted(words, key=lambda w: w.left) for words in out]
