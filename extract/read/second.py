"""Numbers of a scan are read twice: cut out, gathered on a sheet of their own and read again,
slightly blurred.

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

SOFT = 0.8  # pixels of blur for the second reading: of seven ways the one with fewest false alarms, and no error missed
RAISED = re.compile(r"[⁰¹²³⁴-⁹⁽⁾]|\d(?:i?[eè]?re?|i?[eè]mes?|es?|nde?)\W*$")
REACH = 1.6  # heights of the figures: how far a crop looks for a sign that the page's reading lost
SMALLER = 0.8  # size of the third reading
SIGNS = frozenset("% ‰ € $ £ M€ k€ Md€ °C".split())
MARGIN = 8  # pixels around a crop
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
    second = _read(crops, blurred(grey, SOFT), 1.0, engine)
    open_ = [i for i, crop in enumerate(crops) if second[i] and _key(second[i]) != _key(_own(seen, crop))]
    if not open_:
        return list(seen)
    third = dict(zip(open_, _read([crops[i] for i in open_], grey, SMALLER, engine), strict=True))
    changed: dict[int, list[Seen]] = {}
    for i in open_:
        own = _own(seen, crops[i])
        changed[crops[i].words[0]] = _settled(own, second[i], third[i])
        for other in crops[i].words[1:]:
            changed[other] = []
    return [word for i, old in enumerate(seen) for word in changed.get(i, [old])]


def _settled(own: list[Seen], second: list[Seen], third: list[Seen]) -> list[Seen]:
    """The page's reading, or the sheets' where both agree, lose no digit and are no less sure; in doubt of the other."""
    agreed = (
        bool(third)
        and _has_digit("".join(w.text for w in second))
        and _key(third) == _key(second)
        and _digits(second) >= _digits(own)
    )
    pointed = _key(second) == _key(own).replace(",", ".")  # a comma seen as a point: the sheets see it less well
    if agreed and not pointed and min(w.confidence for w in second) >= min(w.confidence for w in own) - 0.1:
        own, second = second, own
    doubt = " ".join(w.text for w in second)
    line = max(own[0].line, second[0].line)  # that of the page: words of a sheet have none
    return [replace(word, doubt=doubt, line=line) for word in own]


def _own(seen: Sequence[Seen], crop: Crop) -> list[Seen]:
    return [seen[i] for i in crop.words]


def _key(words: Sequence[Seen]) -> str:
    """What must agree: digits with their points and commas, and what makes an ordinal; not the spaces between."""
    text = "".join(w.text for w in words).casefold()
    return " ".join(NUMBER.findall(text)) + "%" * text.count("%") or "?"


def _digits(words: Sequence[Seen]) -> int:
    return sum(c.isdigit() for w in words for c in w.text)


def _has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)


def _is_read_again(text: str) -> bool:
    """Words with digits, but not ordinals and words with calls: on a sheet their raised ends would be lost."""
    return _has_digit(text) and not RAISED.search(text)


def _crops(seen: Sequence[Seen], grey: Grey) -> list[Crop]:
    """Runs of words with digits, without their neighbours: on the sheet « à 12 h » would be read as one word."""
    lines: dict[tuple[int, int, int], list[int]] = {}
    for i, word in enumerate(seen):
        lines.setdefault(word.line, []).append(i)
    crops = []
    for row in lines.values():
        at = 0
        while at < len(row):
            end = at
            while end < len(row) and _is_read_again(seen[row[end]].text) and _follows(seen, row, at, end):
                end += 1
            if end == at:
                at += 1
                continue
            run = [seen[i] for i in row[at:end]]
            before = seen[row[at - 1]].right if at else 0
            after = _next(seen, run[-1], grey.shape[1])
            reach = round(REACH * (run[-1].bottom - run[-1].top))
            crops.append(
                Crop(
                    tuple(row[at:end]),
                    max(0, run[0].left - MARGIN, min(run[0].left, (before + run[0].left) // 2)),
                    max(0, min(w.top for w in run) - MARGIN),
                    min(run[-1].right + reach, max(run[-1].right, (run[-1].right + after + 1) // 2)),
                    min(grey.shape[0], max(w.bottom for w in run) + MARGIN),
                )
            )
            at = end
    return crops


def _next(seen: Sequence[Seen], word: Seen, width: int) -> int:
    """Where the next ink right of a word begins, as far as it was read."""
    beside = (w.left for w in seen if w.left >= word.right - 3 and w.top < word.bottom and w.bottom > word.top)
    return min((left for left in beside if left > word.left), default=width)


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
        if k < 0 or not (_has_digit(word.text) or word.text in SIGNS):
            continue
        crop = crops[k]
        x0, x1 = (round((x - EDGE) / scale) + crop.left for x in (word.left, word.right))
        y0, y1 = (round((v - tops[k]) / scale) + crop.top for v in (word.top, word.bottom))
        out[k].append(replace(word, left=x0, right=x1, top=y0, bottom=y1, line=(-1, 0, 0)))
    return [sorted(words, key=lambda w: w.left) for words in out]
