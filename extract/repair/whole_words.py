"""Words whose misreading is known as a whole: « dun », « Tl », « XVile siècle », « lvoirien », « est Sur la », « bien sir ».

Some are told by the word alone, some by a neighbour too (`fits`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from extract.lexicon.words import entries, known, skeleton
from extract.repair.tables import tables

INITIAL = re.compile(r"l(?=[bcdfgjkmnprstvz][a-zà-ÿœ]+$)")
"""No French word begins so: « lvoirien », « d'lndre »."""
NUMBER = re.compile(r"(?=.*[ilx])[XVIilx]{1,7}(?=es?$)")
TO_CAPITALS = str.maketrans("il", "II", "x")
BEFORE = re.compile(r"([^\W\d_]+)\s\Z")
AFTER = re.compile(r"\s([^\W\d_]+)")
OPENING = ("Il", "Ils", "il", "y")
REACH = 40  # characters before a word in which its neighbour stands


def misread(word: str) -> tuple[str, str]:
    """The word meant and the rule that says so; empty where the word is no known misreading."""
    table = tables()
    if true := table.joined.get(word):
        sentence = true.split()[0] in OPENING or (" " in true and word[0].isupper())
        return true, "pronoun" if sentence else "short_word"
    if word in table.told_by_before:
        return table.told_by_before[word][0], "told_word"
    if word in table.told_by_number:
        return table.told_by_number[word], "unit"
    if word in table.small:
        return word.lower(), "small_word"
    if word in ("Age", "Agé"):
        return word.replace("A", "â"), "elided"
    if word[0] == "A" and word[1:] in _glued() and not entries(skeleton(word.lower())):
        return f"À {word[1:]}", "pronoun"
    if word.startswith("CE") and word[2:].islower() and known(f"œ{word[2:]}"):
        return f"Œ{word[2:]}", "look_alike"
    if INITIAL.match(word):
        return "I" + word[1:], "initial"
    return "", ""


@cache
def _glued() -> frozenset[str]:
    """What « à » stands before, without articles of one or two letters."""
    return frozenset(word for word in tables().after_a | tables().numbers if len(word) > 2 and word.islower())


def ordinal(word: str, text: str, end: int) -> tuple[str, str] | None:
    """« XVile siècle », « XIxXe siècle », « lle siècle »: a number if what follows is counted by ordinals."""
    match = NUMBER.match(word)
    after = AFTER.match(text, end) if match else None
    if match is None or after is None or after.group(1) not in tables().numbered:
        return None
    return match.group().translate(TO_CAPITALS) + word[match.end() :], "ordinal"


def _followed(text: str, start: int, end: int) -> bool:
    """Whether a word in lower case follows, as it does after « Il » and « à la »."""
    after = AFTER.match(text, end)
    return after is not None and (not text[start].islower() or after.group(1)[0].islower())


def _told(text: str, start: int, end: int) -> bool:
    before = BEFORE.search(text, max(0, start - REACH), start)
    words = tables().told_by_before[text[start:end]][1]
    return (
        before is not None
        and text[end : end + 1] != "-"
        and (before.group(1).lower() in words if words else before.group(1).islower())
    )


def _counted(text: str, start: int, end: int) -> bool:
    """Whether a number stands before: « 12 ME »."""
    return text[max(0, start - 2) : start - 1].isdigit() and text[start - 1].isspace()


def _opening(text: str, start: int, end: int) -> bool:
    """Whether a word opens a sentence."""
    before = text[max(0, start - 2) : start].strip(" ")
    return not before or before[-1] in ".!?…»\n\f"


def _inside(text: str, start: int, end: int) -> bool:
    """Whether a word stands between words in lower case, on their line."""
    return (
        text[start - 2 : start - 1].islower()
        and text[start - 1] == " " == text[end : end + 1]
        and text[end + 1 : end + 2].islower()
    )


def _elided(text: str, start: int, end: int) -> bool:
    """Whether a word stands behind an elided article inside a sentence: « de l'Age », not « Moyen Age »."""
    return (
        text[start - 1 : start] in ("'", "’")
        and text[start - 2 : start - 1] in ("l", "d")
        and text[end : end + 3] not in (" d'", " d’")
    )


CONDITIONS: dict[str, Callable[[str, int, int], bool]] = {
    "pronoun": _followed,
    "told_word": _told,
    "unit": _counted,
    "elided": _elided,
    "opening_article": _opening,
    "small_word": _inside,
}


def fits(rule: str, text: str, start: int, end: int) -> bool:
    """Whether the neighbours of a word speak for what a rule makes of it."""
    condition = CONDITIONS.get(rule)
    return condition is None or condition(text, start, end)
