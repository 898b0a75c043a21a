"""Raised characters of a scan, by their place: « 1er » that was read « 1% », « an² » read « an? », « 15 000² » « 15 0002 ».

The shapes of a word that end above its base line are told from the rest. Digits become superscripts, the letters of an
ordinal stay in line; what was read as neither is cut out, enlarged and read once more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import cv2
import numpy as np

from extract.read.baseline import lines_of
from extract.read.pixels import Grey
from extract.read.shapes import Shape, shapes_of
from extract.read.superscript import raised
from extract.read.tesseract import Seen, Tesseract

SUSPECT = re.compile(r"\d|[!?%\"'”’°®™&$@][.,;:]?$")
NUMERO = re.compile(r"\W*n[°º]?", re.I)
CALL = re.compile(r"[(\[]?[1-9]\d?[)\]]?")
ORDINAL = re.compile(r"[eè]?(?:re|r)s?|i?[eè]m?e?s?|nde?s?|o|os", re.I)
TRAILING = ".,;:"
ABOVE = 0.18  # how far over the base line a raised character ends, in heights of the others
LOW, HIGH = 0.4, 0.9  # its own height: a quotation mark is lower, a capital is not
MOST = 4  # characters of a call or an ordinal
TALL = 48  # pixels to which a cut-out is enlarged


def with_lifted(seen: Sequence[Seen], grey: Grey, engine: Tesseract) -> list[Seen]:
    """The words of a page, the raised ends of words set as what they are."""
    places = lines_of(seen)
    return [
        _read(w, *places[i], grey, engine) if len(w.text) > 1 and SUSPECT.search(w.text) else w
        for i, w in enumerate(seen)
    ]


def _read(word: Seen, base: float, capital: float, grey: Grey, engine: Tesseract) -> Seen:
    shapes = shapes_of(grey, word)
    count, points = _raised_end(shapes, base, capital)
    if not count or NUMERO.fullmatch(word.text):
        return word
    bare = word.text.rstrip(TRAILING)
    end = word.text[len(bare) :]
    body, tail = bare[:-count], bare[-count:]
    if not body or not (CALL.fullmatch(tail) or ORDINAL.fullmatch(tail)) or len(shapes) - points != len(bare):
        lifted = shapes[len(shapes) - points - count : len(shapes) - points]
        tail = _enlarged(grey, lifted, word, engine)
        body = _without_tail(bare, count, len(shapes) - points)
        if not body or not (CALL.fullmatch(tail) or (ORDINAL.fullmatch(tail) and body[-1].isdigit())):
            return word
    if ORDINAL.fullmatch(tail) and not body[-1].isdigit():
        return word
    return replace(word, text=body + raised(tail, body) + end)


def _without_tail(text: str, count: int, shapes: int) -> str:
    """The text before a tail of `count` shapes: « 1% » for three shapes says one character for the last two."""
    return text[: -max(1, count - max(0, shapes - len(text)))]


def _raised_end(shapes: Sequence[Shape], line: float, capital: float) -> tuple[int, int]:
    """How many shapes at the end are raised over the base `line`, and how many points stand behind them.

    `capital` is the height of capitals and figures in the line.

    Old-style figures stand high or low too, but none of them both over the base line and as high as its neighbours.
    """
    if len(shapes) < 2:
        return 0, 0
    tall = max(s.height for s in shapes)
    points = 0
    while points < len(shapes) - 1 and shapes[-1 - points].height < 0.36 * max(tall, capital):
        if shapes[-1 - points].bottom < max(s.bottom for s in shapes) - 0.3 * tall:
            return 0, 0  # a quotation mark
        points += 1
    rest = list(shapes[: len(shapes) - points])
    count = 0
    while len(rest) > 1 and count < MOST:
        others = [s for s in rest[:-1] if s.height >= 0.5 * tall]
        if not others:
            break
        last, base = rest[-1], min(line, median(s.bottom for s in others))
        over = last.bottom <= base - ABOVE * capital and last.top <= base - 0.7 * capital
        if not over or not LOW * capital <= last.height <= HIGH * capital:
            break
        count += 1
        rest.pop()
    return count, points


def _enlarged(grey: Grey, shapes: Sequence[Shape], word: Seen, engine: Tesseract) -> str:
    """What a few shapes say when they are as large as text."""
    top, bottom = min(s.top for s in shapes), max(s.bottom for s in shapes)
    part = grey[max(0, top - 2) : bottom + 3, max(0, shapes[0].left - 2) : shapes[-1].right + 3]
    scale = TALL / max(1, bottom - top)
    part = np.asarray(cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC))
    paper = int(np.percentile(part, 90))
    sheet = np.full((part.shape[0] + 60, part.shape[1] + 60), paper, np.uint8)
    sheet[30 : 30 + part.shape[0], 30 : 30 + part.shape[1]] = part
    found = engine.words(sheet, psm=8)
    return "".join(w.text for w in found).strip(TRAILING + "-_'’\"|")
