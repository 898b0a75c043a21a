"""Words of damaged pages that no dictionary has: one look-alike undone, an apostrophe put back, « 4 » read as « à »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extract.lexicon.chooser import candidates
from extract.lexicon.words import classes, entry, skeleton
from extract.repair.accents import options_of
from extract.repair.apostrophes import VOWELS
from extract.repair.draft import Draft, recase, replace
from extract.repair.tables import tables
from extract.text import Edit

WORDISH = re.compile(r"(?<![\w'’.@/-])[^\W\d_](?:[^\W\d_]|[€¢\]|])*(?![\w@/])")
ELIDED = re.compile(r"(?<=[dlnsjctmquDLNSJCTMQU]['’])[^\W\d_](?:[^\W\d_]|[€¢\]|])*(?![\w@/])")
LOST_APOSTROPHE = re.compile(rf"([cdjlmnstCDJLMNST]|[Qq]u)([{VOWELS}][^\W\d_]+)$")
MIN_LENGTH = 4
LEAST_COUNT = 5.0  # of the word that a look-alike leads to
LEAD = 5.0  # over the next best
TELLING = frozenset("égdG€¢]|")  # signs that make even a capitalised unknown word suspect


def look_alikes(draft: Draft) -> Iterator[Edit]:
    for pattern in (WORDISH, ELIDED):
        for match in draft.matches(pattern, draft.damaged):
            word = match.group()
            if (true := tables().joined.get(word)) and _followed(draft.text, match):
                yield replace(match, true, "joined", 0.95)
            elif true := undo(word):
                yield replace(match, true, "look_alike", 0.9)
            elif pattern is WORDISH and (true := _with_apostrophe(word)):
                yield replace(match, true, "lost_apostrophe", 0.9)


def _followed(text: str, match: re.Match[str]) -> bool:
    """Whether a word in lower case follows, as it does after « Il » and « à la »."""
    return re.compile(r"\s[^\W\d_]").match(text, match.end()) is not None and (
        not match.group()[0].islower() or text[match.end() + 1].islower()
    )


@lru_cache(maxsize=65536)
def undo(word: str) -> str | None:
    """The frequent word that an unknown one becomes when one look-alike is undone, if only one comes into question."""
    low = word.lower()
    if len(word) < MIN_LENGTH or not (word[1:].islower() or not word.isalpha()) or is_known(low):
        return None
    if word[0].isupper() and not TELLING.intersection(word):
        return None
    found: dict[str, float] = {}
    for read, true in tables().look_alikes:
        at = low.find(read)
        while at >= 0:
            for form, count in readings(low[:at] + true + low[at + len(read) :]):
                found[form] = max(found.get(form, 0.0), count)
            at = low.find(read, at + 1)
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < LEAST_COUNT:
        return None
    if len(ranked) > 1 and ranked[0][1] < LEAD * ranked[1][1]:
        return None
    return recase(ranked[0][0], word)


@lru_cache(maxsize=65536)
def is_known(low: str) -> bool:
    """Whether a word is known as it stands, or is once its accents are back."""
    found = entry(low)
    if found and (found.valid or found.count > 30):
        return True
    return any(True for _ in readings(low))


def readings(low: str) -> Iterator[tuple[str, float]]:
    """The dictionary's words that may have been read so but for their accents, with their frequency."""
    if not low.isalpha():
        return
    valid = {e.form: e.count for e in candidates(skeleton(low)) if e.valid}
    own = entry(low)
    if own and own.valid:
        yield low, own.count
    for option in options_of(low):
        if option.form in valid and option.form != low:
            yield option.form, valid[option.form]


@lru_cache(maxsize=65536)
def _with_apostrophe(word: str) -> str | None:
    """« Cest » -> « C'est », « Iintérieur » -> « l'intérieur »."""
    low = word.lower()
    if len(word) < 3 or word.isupper() or is_known(low) or not word.isalpha():
        return None
    splits = []
    if match := LOST_APOSTROPHE.match(word):
        splits.append((match.group(1), match.group(2)))
    if word[0] in "I" and word[1] in VOWELS:
        splits.append(("l", word[1:]))
    for head, tail in splits:
        best = max((count for _, count in readings(tail.lower())), default=0.0)
        if best > 30 and tail[1:].islower():
            return f"{head}'{tail}"
    return None


BETWEEN_WORDS = re.compile(r"(?P<before>[^\W\d_]+['’]?) (?P<digit>4)(?= (?P<after>[^\W\d_]+))")
BETWEEN_NUMBERS = re.compile(r"(?<=\b[Dd]e )\d{1,2} (?P<digit>4)(?= \d{1,2} (?P<unit>[^\W\d_]+|%))")


def digit_a(draft: Draft) -> Iterator[Edit]:
    """« grâce 4 la », « de 12 4 17 ans » : the one digit that is ever read as a letter, and only where a number cannot
    stand: before a determiner or an infinitive, or between the ends of a range."""
    table = tables()
    for match in draft.matches(BETWEEN_WORDS, draft.damaged):
        after = match["after"]
        if match["before"].lower() in table.before_a or not after.islower():
            continue
        kinds = classes(after)
        if after in table.after_a or ("vY" in kinds and not any(k[0] in "NAM" for k in kinds)):
            yield replace(match, "à", "digit_a", 0.9, group=match.re.groupindex["digit"])
    for match in draft.matches(BETWEEN_NUMBERS, draft.damaged):
        if match["unit"] in table.units:
            yield replace(match, "à", "digit_a", 0.9, group=match.re.groupindex["digit"])
