"""Words of damaged pages that no dictionary has: one look-alike undone, an apostrophe put back, « 4 » read as « à »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extract.lexicon.candidates import candidates
from extract.lexicon.words import classes, entry, skeleton
from extract.repair.apostrophes import VOWELS
from extract.repair.draft import Draft, recase, replace
from extract.repair.outcomes import outcomes
from extract.repair.tables import tables
from extract.text import Edit

WORDISH = re.compile(r"(?<![\w.@/])(?<![^dlnsjctmuDLNSJCTMU\W]['’])[^\W\d_](?:[^\W\d_]|[€¢\]|])*(?![\w@/])")
"""A word, also behind an elision; not what follows the apostrophe of « aujourd'hui »."""
MIN_LENGTH = 4
LEAST_COUNT = 0.3  # of the word that a lost accent leads to
OTHER_COUNT, OTHER_LENGTH = 30.0, 6  # the same where a look-alike of any language is undone, and letters it must have
LEAST_ELIDED, LEAST_ELIDED_LETTERS = 10.0, 6  # of a word that lost its article, and letters with it
ELIDED = {"I": "l", "V": "l", "Y": "l"} | {letter: letter for letter in "ldjnsmt"}
"""What the first letter of a word that lost its apostrophe stands for."""
LEAD = 5.0  # over the next best
INNER = re.compile(r"^[^\W\d_][a-zàâéèêëîïôûç]*[GO][a-zàâéèêëîïôûç]+$")  # « aumGnier », « cOnes »
TELLING = frozenset("égdG€¢]|")  # signs that make even a capitalised unknown word suspect


def look_alikes(draft: Draft) -> Iterator[Edit]:
    for page in draft.damaged:
        for match in WORDISH.finditer(draft.text, page.start, page.end):
            true, rule = _fix(match.group())
            if true and (rule != "pronoun" or _followed(draft.text, match)) and not draft.guarded(*match.span()):
                yield replace(match, true, rule, 0.9 if rule == "look_alike" else 0.95)


@lru_cache(maxsize=65536)
def _fix(word: str) -> tuple[str, str]:
    """The word meant and the rule that says so; empty where the word stands."""
    if true := tables().joined.get(word):
        return true, "pronoun" if true[:2] in ("Il", "il") or " " in true else "short_word"
    if true := undo(word):
        return true, "look_alike"
    if true := _with_apostrophe(word):
        return true, "lost_apostrophe"
    return "", ""


def _followed(text: str, match: re.Match[str]) -> bool:
    """Whether a word in lower case follows, as it does after « Il » and « à la »."""
    return re.compile(r"\s[^\W\d_]").match(text, match.end()) is not None and (
        not match.group()[0].islower() or text[match.end() + 1].islower()
    )


@lru_cache(maxsize=65536)
def undo(word: str) -> str | None:
    """The frequent word that an unknown one becomes when one look-alike is undone, if only one comes into question."""
    low = word[:1].lower() + word[1:] if INNER.search(word) else word.lower()
    if len(word) < MIN_LENGTH or not (word[1:].islower() or not word.isalpha() or INNER.search(word)) or is_known(low):
        return None
    if word[0].isupper() and not TELLING.intersection(word):
        return None
    accents, shapes = _rivals(low, tables().accents), _rivals(low, tables().shapes)
    form, count, next_best = accents if accents[1] >= shapes[1] or shapes[1] < OTHER_COUNT else shapes
    if (
        (form, count) == accents[:2]
        and count >= (0 if len(word) >= OTHER_LENGTH else LEAST_COUNT)
        and count >= LEAD * max(next_best, shapes[1] / 10)
    ):
        return recase(form, word)
    if (
        len(word) >= OTHER_LENGTH
        and word.islower()
        and count >= OTHER_COUNT
        and count >= LEAD * max(next_best, accents[1])
    ):
        return recase(form, word)
    return None


def _rivals(low: str, pairs: tuple[tuple[str, str], ...]) -> tuple[str, float, float]:
    """The most frequent word that undoing one of some look-alikes leads to, its count and that of the next best."""
    found: dict[str, float] = {}
    for read, true in pairs:
        at = low.find(read)
        while at >= 0:
            for form, count in readings(low[:at] + true + low[at + len(read) :]):
                found[form] = max(found.get(form, 0.0), count)
            at = low.find(read, at + 1)
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return "", 0.0, 0.0
    return *ranked[0], ranked[1][1] if len(ranked) > 1 else 0.0


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
    for form, count in valid.items():
        if form != low and outcomes(form, low) is not None:
            yield form, count


@lru_cache(maxsize=65536)
def _with_apostrophe(word: str) -> str | None:
    """« Iintérieur », « Vhabitat » -> « l'habitat », « dinformations » -> « d'informations »."""
    low = word.lower()
    if len(word) < LEAST_ELIDED_LETTERS or not word[1:].islower() or word[1] not in VOWELS or is_known(low):
        return None
    head = ELIDED.get(word[0])
    best = max((count for _, count in readings(low[1:])), default=0.0)
    return f"{head}'{word[1:]}" if head and best > LEAST_ELIDED else None


PERSONAL = re.compile(r"(?:(?<=[.!?»:•] )|^)I[I\]](?=s? [a-zàâéèêëîïôûç])", re.MULTILINE)
SIGN = re.compile(r"(?<=\s)(?P<sign>[4&€A])\s(?P<after>[^\W\d_]+['’]?(?![\w-])|\d)?")
BEFORE = re.compile(r"(?P<word>[^\W\d_]+['’]?)(?P<comma>,?)\s\Z")
REACH = 40  # characters before a sign in which the word before it stands
BETWEEN_NUMBERS = re.compile(r"(?<=\b[Dd]e )\d{1,2} (?P<sign>4)(?= \d{1,2} (?P<unit>[^\W\d_]+|%))")


def personal_pronouns(draft: Draft) -> Iterator[Edit]:
    """« II est », « IIs » at the beginning of a sentence -> Il."""
    for match in draft.matches(PERSONAL, draft.damaged):
        yield replace(match, "Il", "pronoun", 0.97)


@lru_cache(maxsize=16384)
def _no_counted(word: str) -> bool:
    """Whether no number can stand before a word: an infinitive, a noun in the singular, a name."""
    kinds = classes(word)
    if word[0].isupper():
        return kinds == {"M"} and len(word) > 2
    if "vY" in kinds and not any(k[0] in "NAM" for k in kinds):
        return True
    nouns = [k for k in kinds if k[0] == "N"]
    counted = any(k[-1] in "pi" for k in kinds) or word in tables().counted_singular
    return bool(nouns) and not counted and len(word) > 3


def digit_a(draft: Draft) -> Iterator[Edit]:
    """« grâce 4 la », « de 12 4 17 ans » : the one digit that is ever read as a letter, and only where a number cannot
    stand: before a determiner, an infinitive, a noun in the singular, a name, or between the ends of a range. &, € and
    A likewise."""
    table = tables()
    for match in draft.matches(SIGN, draft.damaged):
        sign, start = match["sign"], match.start()
        before = BEFORE.search(draft.text, max(0, start - REACH), start)
        if before is None or match["after"] is None or draft.guarded(*before.span()):
            continue
        after, word = match["after"].rstrip("'’"), before["word"]
        governed = sign == "4" and not before["comma"] and word in table.governing
        if not governed and (after.isdigit() or word.lower() in table.before_a or not word[-1].islower()):
            continue
        if governed or after in table.after_a or (sign != "&" and _no_counted(after)):  # « & » also joins
            rule = "digit_a" if sign == "4" else "sign_a"
            yield replace(match, "à", rule, 0.9, group=1)
    for match in draft.matches(BETWEEN_NUMBERS, draft.damaged):
        if match["unit"] in table.units:
            yield replace(match, "à", "digit_a", 0.9, group=match.re.groupindex["sign"])
