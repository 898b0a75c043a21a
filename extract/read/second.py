"""Numbers of a scan are read twice: cut out, gathered on a sheet of their own and read again,
slightly blurred.

Where the two readings agree nothing is said. Where they differ a third one decides which stands in the text, and the
other is kept as the word's doubt: no number is settled in silence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.read.loose import FIRST_LINE
from extract.read.pixels import Grey
from extract.read.sheet import Strip, read_strips
from extract.read.tesseract import Seen, Tesseract

SOFT = 0.8  # pixels of blur for the second reading: of seven ways the one with fewest false alarms, and no error missed
RAISED = re.compile(r"[⁰¹²³⁴-⁹⁽⁾]|\d(?:i?[eè]?re?|i?[eè]mes?|es?|nde?)\W*$")
REACH = 1.6  # heights of the figures: how far a crop looks for a sign that the page's reading lost
SMALLER = 0.8  # size of the third reading
SIGNS = frozenset("% ‰ € $ £ M€ k€ Md€ °C".split())
MARGIN = 8  # pixels around a crop
TYPE = 64  # pixels to which higher figures are brought
NUMBER = re.compile(r"\d(?:[\d.,/]*\d)?(?:(?:i?[eè]?re?|i?[eè]mes?|es?|nde?)(?![^\W\d_]))?", re.I)


@dataclass(frozen=True, slots=True)
class Crop:
    """A run of words with digits in one line (`words` are their indexes), and the strip of the page around it."""

    words: tuple[int, ...]
    left: int
    top: int
    right: int
    bottom: int
    height: int  # of the tallest word


def doubted(seen: Sequence[Seen], grey: Grey, engine: Tesseract) -> list[Seen]:
    """The words of a page, those with digits read again; `grey` is the page that `seen` stands on."""
    crops = _crops(seen, grey)
    second = _read(crops, grey, 1.0, engine, SOFT)
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


def _is_read_again(word: Seen) -> bool:
    """Words with digits, but not ordinals and words with calls: on a sheet their raised ends would be lost.

    Large figures were read twice already.
    """
    return _has_digit(word.text) and not RAISED.search(word.text) and word.line[0] < FIRST_LINE


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
            while end < len(row) and _is_read_again(seen[row[end]]) and _follows(seen, row, at, end):
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
                    max(w.bottom - w.top for w in run),
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


def _read(crops: Sequence[Crop], grey: Grey, scale: float, engine: Tesseract, blur: float = 0.0) -> list[list[Seen]]:
    """What a sheet of crops says: for each its words with digits, and signs."""
    strips = [Strip(c.left, c.top, c.right, c.bottom, scale * min(1.0, TYPE / c.height)) for c in crops]
    found = read_strips(strips, grey, engine, blur)
    return [[w for w in words if _has_digit(w.text) or w.text in SIGNS] for words in found]
