"""Words of damaged pages that no dictionary has: one look-alike undone, an apostrophe put back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from math import inf

from extract.lexicon.candidates import candidates
from extract.lexicon.words import entry, skeleton
from extract.repair.apostrophes import VOWELS
from extract.repair.draft import Draft, recase, replace
from extract.repair.outcomes import outcomes
from extract.repair.tables import tables
from extract.repair.whole_words import fits, misread
from extract.text import Edit

WORDISH = re.compile(
    r"(?<![\w.@/])(?<![^dlnsjctmuDLNSJCTMU\W]['’])(?:[^\W\d_]|€(?=[a-z]))(?:[^\W\d_]|[€¢\]|])*(?![\w@/])"
)
"""A word, also behind an elision; not what follows the apostrophe of « aujourd'hui »."""
MIN_LENGTH = 4
START = "^"
LEAST_COUNT = 0.3  # of the word that a lost accent leads to
OTHER_COUNT, OTHER_LENGTH = 30.0, 6  # the same where a look-alike of any language is undone, and letters it must have
LEAST_ELIDED, LEAST_ELIDED_LETTERS = 10.0, 6  # of a word that lost its article, and letters with it
ELIDED = {"I": "l", "V": "l", "Y": "l"} | {letter: letter for letter in "ldjnsmt"}
"""What the first letter of a word that lost its apostrophe stands for."""
LEAD = 5.0  # over the next best
SURER, SURE = 100.0, 1.0
"""How much more frequent it must be than a word that lost accents alone may lead to, and from when on such a word is sure:
« démes » is hardly « dèmes », and « aprés » cannot be anything else."""
UNUSED = 0.05  # what a word of the dictionary counts at least
ACUTE_KEPT = 0.02  # what a reading counts that also lost an é: é is the one accent that is read
INNER = re.compile(r"^[^\W\d_][a-zàâéèêëîïôûç]*[GO][a-zàâéèêëîïôûç]+$")  # « aumGnier », « cOnes »
TELLING = frozenset("égdG€¢]|")  # signs that make even a capitalised unknown word suspect


def look_alikes(draft: Draft) -> Iterator[Edit]:
    for page in draft.damaged:
        for match in WORDISH.finditer(draft.text, page.start, page.end):
            true, rule = _fix(match.group())
            if true and fits(rule, draft.text, *match.span()) and not draft.guarded(*match.span()):
                yield replace(match, true, rule, 0.9 if rule == "look_alike" else 0.95)


@lru_cache(maxsize=65536)
def _fix(word: str) -> tuple[str, str]:
    """The word meant and the rule that says so; empty where the word stands."""
    if (found := misread(word))[0]:
        return found
    if true := undo(word):
        return true, "look_alike"
    if true := _with_apostrophe(word):
        return true, "lost_apostrophe"
    return "", ""


@lru_cache(maxsize=65536)
def undo(word: str) -> str | None:
    """The frequent word that an unknown one becomes when one look-alike is undone, if only one comes into question."""
    low = word[:1].lower() + word[1:] if INNER.search(word) else word.lower()
    if len(word) < MIN_LENGTH or not (word[1:].islower() or not word.isalpha() or INNER.search(word)):
        return None
    if word[0].isupper() and not TELLING.intersection(word):
        return None
    alone = _known(low)
    if alone >= SURE:
        return None
    accents, shapes = _rivals(low, tables().accents), _rivals(low, tables().shapes)
    form, count, next_best = accents if accents[1] >= shapes[1] or shapes[1] < OTHER_COUNT else shapes
    if (
        (form, count) == accents[:2]
        and count >= SURER * alone
        and count >= (0 if len(word) >= OTHER_LENGTH else LEAST_COUNT)
        and count >= LEAD * max(next_best, shapes[1] / 10)
    ):
        return recase(form, word)
    if (
        len(word) >= OTHER_LENGTH
        and word.islower()
        and not alone
        and count >= OTHER_COUNT
        and count >= LEAD * max(next_best, accents[1])
    ):
        return recase(form, word)
    return None


def _rivals(low: str, pairs: tuple[tuple[str, str], ...]) -> tuple[str, float, float]:
    """The most frequent word that undoing one of some look-alikes leads to, its count and that of the next best."""
    found: dict[str, float] = {}
    for read, true in pairs:
        for tried in _undone(low, read, true):
            for form, count in readings(tried):
                found[form] = max(found.get(form, 0.0), count * _kept(form, tried))
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return "", 0.0, 0.0
    return *ranked[0], ranked[1][1] if len(ranked) > 1 else 0.0


def _undone(low: str, read: str, true: str) -> Iterator[str]:
    """A word with a look-alike undone, at each place where it stands; « ^ » is a letter lost before it."""
    if read == START:
        yield true + low
        return
    at = low.find(read)
    while at >= 0:
        yield low[:at] + true + low[at + len(read) :]
        at = low.find(read, at + 1)


def _kept(form: str, read: str) -> float:
    """What a form counts that was read so for its accents: less where it lost an é, nothing where è became ê."""
    changed = {(true, seen) for true, seen in zip(form, read, strict=False) if true != seen}
    if any(seen != "é" and not seen.isascii() for _, seen in changed):
        return 0.0
    return ACUTE_KEPT if ("é", "e") in changed else 1.0


@lru_cache(maxsize=65536)
def _known(low: str) -> float:
    """How often the texts use a word that needs no look-alike undone: no end where it is known as it stands, the
    frequency of the commonest word that it is once its accents are back, 0 where there is none."""
    found = entry(low)
    if found and (found.valid or found.count > 30):
        return inf
    return max((max(count, UNUSED) for _, count in readings(low)), default=0.0)


def readings(low: str) -> Iterator[tuple[str, float]]:
    """The dictionary's words that may have been read so but for their accents, with their frequency."""
    if not low.isalpha():
        return
    valid = {e.form: e.count for e in candidates(skeleton(low)) if e.valid}
    own = entry(low)
    if own and own.valid:
        yield low, own.count
    for form, count in valid.items():
        if form != low and outcomes(form, low) is not None:
            yield form, count


@lru_cache(maxsize=65536)
def _with_apostrophe(word: str) -> str | None:
    """« Iintérieur », « Vhabitat » -> « l'habitat », « dinformations » -> « d'informations »."""
    low = word.lower()
    if len(word) < LEAST_ELIDED_LETTERS or not word[1:].islower() or word[1] not in VOWELS or _known(low):
        return None
    head = ELIDED.get(word[0])
    best = max((count for _, count in readings(low[1:])), default=0.0)
    return f"{head}'{word[1:]}" if head and best > LEAST_ELIDED else None


PERSONAL = re.compile(r"(?:(?<=[.!?»:•] )|^)I[I\]](?=s? [a-zàâéèêëîïôûç])", re.MULTILINE)


def personal_pronouns(draft: Draft) -> Iterator[Edit]:
    """« II est », « IIs » at the beginning of a sentence -> Il."""
    for match in draft.matches(PERSONAL, draft.damaged):
        yield replace(match, "Il", "pronoun", 0.97)
