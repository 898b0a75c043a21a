"""Pages whose text lies on its side or its head: they are turned before they are laid out, their places turned back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from extract.read.document import Box
from extract.read.token import Token

FEWEST = 80  # letters and figures; fewer are a credit along a picture, not the text of a page
MOST = 0.6  # share of them that runs in one direction


def usual_angle(tokens: Sequence[Token]) -> int:
    """The direction in degrees, counter-clockwise, in which most of a page's text runs; 0 where it is little or level."""
    letters: Counter[int] = Counter()
    for token in tokens:
        letters[token.angle] += sum(c.isalnum() for c in token.text)
    angle, count = max(letters.items(), key=lambda item: item[1], default=(0, 0))
    return angle if count >= max(FEWEST, MOST * letters.total()) else 0


def turned_back(turn: int, width: float, height: float) -> Callable[[Box], Box]:
    """From points of a page that was turned clockwise by `turn` degrees to those of the page as it came.

    `width` and `height` are those of the page as it came.
    """

    def place(box: Box) -> Box:
        x0, y0, x1, y1 = box
        if turn == 90:
            return (y0, height - x1, y1, height - x0)
        if turn == 180:
            return (width - x1, height - y1, width - x0, height - y0)
        if turn == 270:
            return (width - y1, x0, width - y0, x1)
        return box

    return place
