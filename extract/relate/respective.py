"""Figures said in a row and the times or places said in a row beside them: each belongs to the other in its turn.

« a progressé respectivement de 12 % et 8 % en 2024 et 2025 », « en Bretagne et en Normandie, de 4 % et 6 % »
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract import regex
from extract.find.quantity import Quantity
from extract.relate.folding import fold
from extract.relate.zones import sentence_at
from extract.text import Span

_JOINT = r",? ?(?:et|puis|ou)?,?"
_LEAD = r"(?:(?:de|du|des|à|au|aux|en|dans|pour|sur|chez|le|la|les)\b ?|[dl]')*"
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
    mine = row(text, here, here.index(quantity))
    if not mine:
        return None
    for start in range(len(others) - len(mine) + 1):
        theirs = _row(text, others, start, _NEXT_OTHER)
        if theirs != range(start, start + len(mine)):
            continue
        between = fold(text[here[mine[-1]].span.end : others[start].start])
        if _IN_TURN.search(fold(sentence.of(text))) or _BEHIND.fullmatch(between):
            return start + here.index(quantity) - mine[0]
    return None


def row(text: str, here: Sequence[Quantity], at: int) -> range:
    """The figures of one kind in a row around the one at `at`, by their places; empty where there are not two."""
    spans = [Span(min(q.extent.start, q.span.start), q.span.end) for q in here]
    mine = _row(text, spans, at, _NEXT_FIGURE)
    return mine if len(mine) > 1 and len({here[i].kind for i in mine}) == 1 else range(0)


def before_in_turn(text: str, quantities: Sequence[Quantity], at: int) -> int | None:
    """« 340 exposants et 21 000 visiteurs, soit respectivement + 6 % et + 9 % »: the figure before that one belongs to.

    Places among the block's quantities; None where « respectivement » does not stand between two equal rows.
    """
    if "respectivement" not in text.lower():
        return None  # as nearly always
    start = sentence_at(text, quantities[at].span.start).start
    before = fold(text[start : quantities[at].span.start])
    mine = row(text, quantities, at) if _IN_TURN.search(before) else range(0)
    first = mine[0] - len(mine) if mine else -1
    if first < 0 or quantities[first].span.start < start:
        return None
    if len({q.kind for q in quantities[first : mine[0]]}) > 1:
        return None
    between = fold(text[quantities[mine[0] - 1].span.end : quantities[mine[0]].span.start])
    return first + at - mine[0] if _IN_TURN.search(between) else None


def _row(text: str, spans: Sequence[Span], at: int, joint: regex.Pattern[str]) -> range:
    """The neighbours of a span with nothing but a joint between."""
    first = last = at
    while first > 0 and joint.fullmatch(fold(text[spans[first - 1].end : spans[first].start])):
        first -= 1
    while last + 1 < len(spans) and joint.fullmatch(fold(text[spans[last].end : spans[last + 1].start])):
        last += 1
    return range(first, last + 1)
