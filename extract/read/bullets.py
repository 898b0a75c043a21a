"""Bullets of a scan, by their shape: no Latin model of Tesseract knows « • », it reads « e », « * », « + », « ° »."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from extract.read.pixels import Grey
from extract.read.tesseract import Seen

SUSPECTS = frozenset(
    "e * + ° o ¢ © ® . - • » « = : ~ ■ 0 O § ¥ @ a s c ¢ & * # ? « e, e. +. ». ., .. “ ” ’ ' \" ‘ ‣ ▪ > »".split()
)
ROUND = (0.72, 1.38)  # width to height of a disc or a square
FILLED = 0.66  # a disc fills 0.785 of its box, an « e » half


def with_bullets(seen: Sequence[Seen], grey: Grey) -> list[Seen]:
    """The words of a page, those that open a line and are round filled blobs in the picture written as « • »."""
    out = list(seen)
    lines: dict[tuple[int, int, int], list[int]] = {}
    for i, word in enumerate(seen):
        lines.setdefault(word.line, []).append(i)
    for row in lines.values():
        first = seen[row[0]]
        if len(row) < 2 or first.text not in SUSPECTS:
            continue
        height = max(seen[i].bottom - seen[i].top for i in row[1:])
        if _is_blob(grey, first, height):
            out[row[0]] = replace(first, text="•", confidence=max(first.confidence, 0.9))
    return out


def _is_blob(grey: Grey, word: Seen, height: int) -> bool:
    """Whether one filled round shape, lower than the letters beside it, is all there is in the word's box."""
    part = grey[max(0, word.top - 2) : word.bottom + 3, max(0, word.left - 2) : word.right + 3]
    if part.size < 16 or int(part.max()) - int(part.min()) < 40:
        return False
    middle = (int(part.max()) + int(part.min())) // 2
    _, _, stats, _ = cv2.connectedComponentsWithStats((part < middle).astype(np.uint8), connectivity=8)
    if len(stats) < 2:
        return False
    areas = stats[1:, cv2.CC_STAT_AREA]
    _, _, wide, high, area = stats[1 + int(areas.argmax())]
    alone = int(areas.sum()) - int(area) <= 0.15 * int(area)
    shape = ROUND[0] <= wide / high <= ROUND[1] and area >= FILLED * wide * high
    return bool(alone and shape and high >= 5 and high <= 0.75 * height)
