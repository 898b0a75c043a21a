"""Numbers in words: the words with their values, and how they add up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from extract.find.tables import table


@cache
def number_words() -> dict[str, tuple[str, int]]:
    """Number words by their class and value; ordinals also without their accent, as capitals and scans have them."""
    tables = table("numbers")
    classes = ("fraction", "collective", "scale", "ordinal", "cardinal")
    words = {word: (name, int(value)) for name in classes for word, value in tables[name].items()}
    bare = {word.replace("è", "e"): kind for word, kind in words.items() if kind[0] == "ordinal"}
    return bare | words


def add_up(tokens: list[str]) -> tuple[Decimal, int, bool, int]:
    """The value of number words, how many were used, whether the last is an ordinal, and the last scale's factor."""
    total, group, room, top, scale, used = 0, 0, 1000, 10**25, 1, 0
    for token in tokens:
        joined, word = token.startswith("et "), token.removeprefix("et ")
        kind, value = number_words()[word]
        last = tokens[used - 1].removeprefix("et ") if used else ""
        if kind not in ("cardinal", "ordinal", "scale") or (
            joined and value not in (1, 11) and not _old_joint(group, value, tokens[used + 1 : used + 2])
        ):
            break
        if kind == "ordinal" and value >= 1000:
            if (total and value >= scale) or tokens[:used] in (["un"], ["une"]):
                break  # « un millième », « cent mille billionièmes » are parts
            return Decimal(total + (group or 1) * value), used + 1, True, 1
        if kind == "scale":
            if value >= 1_000_000 and 1000 <= total < min(value, 1_000_000):  # « deux mille milliards »
                group, total, top = int(total) + group, 0, 10**25
            if value >= top or (value == 1000 and total % 1_000_000):
                break
            total, group, room, top, scale = total + (group or 1) * value, 0, 1000, value, value
        elif value == 100:
            if not (group == 0 or 1 < group < 10 or 10 < group < 20) or last in ("zéro", "un", "une"):
                break
            group, room = (group or 1) * 100, 100
        elif value == 20 and last == "quatre":
            group, room = group + 76, 20
        elif value in (7, 8, 9) and last == "dix":
            group, room = group + value, 0
        elif value < room and not (value == 0 and used):
            if kind == "ordinal" and value == 2 and word.startswith("second") and used:
                break
            if word in ("premier", "première", "premiers", "premières") and used:
                break
            group, room = group + value, (20 if value in (60, 80) else 10 if value >= 20 else 0)
            room = 20 if value in (60, 80) else room
        else:
            break
        used += 1
        if kind == "ordinal":
            return Decimal(total + group), used, True, scale
    return Decimal(total + group), used, False, scale if total and not group else 1


def _old_joint(group: int, value: int, following: list[str]) -> bool:
    """Whether « et » joins tens and ones as in old French, « vingt et quatre »; « vingt et trois cinquièmes » has parts."""
    return group % 100 in (20, 30, 40, 50) and value < 10 and all(t.startswith("et ") for t in following)


def read_words(words: str) -> int | None:
    """The value of words that are one number and nothing else: « vingt et un », « trente-cinq »."""
    tokens: list[str] = []
    for word in words.replace("-", " ").split():
        joint = "et " if tokens and tokens[-1] == "et" else ""
        tokens[len(tokens) - bool(joint) :] = [joint + word]
    if not tokens or any(t.removeprefix("et ") not in number_words() for t in tokens):
        return None
    total, used, ordinal, _ = add_up(tokens)
    return int(total) if used == len(tokens) and not ordinal else None


def decimals(tokens: Sequence[str]) -> tuple[str, int]:
    """The figures behind the comma that words spell, and how many were used: « deux trois » 23, « zéro cinq » 05."""
    digits, used = "", 0
    while used < len(tokens):
        total, more, ordinal, _ = add_up(list(tokens[used:]))
        if not more or ordinal or total >= 1000:
            break
        digits, used = digits + str(total), used + more
    return digits, used
