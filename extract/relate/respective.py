"""Figures said in a row and the times or places said in a row beside them: each belongs to the other in its turn.

« a progressé respectivement de 12 % et 8 % en 2024 et 2025 », « en Bretagne et en Normandie, de 4 % et 6 % »
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract import regex
from extract.find.quantity import Quantity
from extract.relate.folding import fold
from extract.text import Span

_JOINT = r",? ?(?:et|puis|ou)?,?"
_LEAD = r"(?:(?:de|du|des|d'|à|au|aux|en|dans|pour|sur|chez|le|la|les|l')\b ?)*"
_NEXT_FIGURE = regex.compile(rf"{_JOINT} {_LEAD}(?:respectivement )?{_LEAD}")
_NEXT_OTHER = regex.compile(rf"{_JOINT} {_LEAD}(?:région |département |ville )?{_LEAD}")
_BEHIND = regex.compile(rf",? (?:respectivement )?{_LEAD}")
"""What stands between the last figure and the first of the times or places."""
_IN_TURN = regex.compile(r"\brespectivement\b")


def turn(
    text: str, sentence: Span, quantities: Iterable[Quantity], quantity: Quantity, others: Sequence[Span]
) -> int | None:
    """Which of `others` (spans of times or places of the sentence, in order) a quantity belongs to.

    They must stand in a row, as many as the figures of the quantity's row; and either « respectivement » is said, or
    they follow the figures at once.
    """
    here = [q for q in quantities if sentence.contains(q.span)]
    mine = _row(
        text, [Span(min(q.extent.start, q.span.start), q.span.end) for q in here], here.index(quantity), _NEXT_FIGURE
    )
    if len(mine) < 2 or len({here[i].kind for i in mine}) > 1:
        return None
    for start in range(len(others) - len(mine) + 1):
        row = _row(text, others, start, _NEXT_OTHER)
        if row != range(start, start + len(mine)):
            continue
        between = fold(text[here[mine[-1]].span.end : others[start].start])
        if _IN_TURN.search(fold(sentence.of(text))) or _BEHIND.fullmatch(between):
            return start + here.index(quantity) - mine[0]
    return None


def _row(text: str, spans: Sequence[Span], at: int, joint: regex.Pattern[str]) -> range:
    """The neighbours of a span with nothing but a joint between."""
    first = last = at
    while first > 0 and joint.fullmatch(fold(text[spans[first - 1].end : spans[first].start])):
        first -= 1
    while last + 1 < len(spans) and joint.fullmatch(fold(text[spans[last].end : spans[last + 1].start])):
        last += 1
    return range(first, last + 1)
