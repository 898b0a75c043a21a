"""« 4 » read for « à », as one à in twenty is by the wrong language: the one digit that is ever read as a letter, and only
where a number cannot stand. &, € and A likewise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extract.lexicon.candidates import candidates
from extract.lexicon.words import class_names, classes, skeleton
from extract.repair.draft import Draft
from extract.repair.tables import tables
from extract.text import Edit

LETTERS = r"[^\W\d_]+"
YEAR = r"(?:1[5-9]|20)\d\d"
SIGN = re.compile(
    rf"(?P<sign>[4A&€](?<=\s.)(?:(?<=&)€|(?<=€)&)?)\s(?P<after>{LETTERS}['’]?(?![\w-])|quatre(?=-vingt)|\d)?"
)
BEFORE = re.compile(rf"(?P<word>{LETTERS}['’]?)(?P<comma>,?)\s\Z")
JOINED = re.compile(rf"(?P<word>{LETTERS}),?\s(?:et|ou)\s\Z")
QUOTED = re.compile(r"«\s?\Z")
REACH = 40  # characters before a sign in which the word before it stands
INFINITIVE = re.compile(
    rf"\s(?:n['’e]\s?(?:pas|plus|jamais|rien)\s)?(?:(?:se|me|te|nous|vous|y|en|lui|leur)\s|[smt]['’])?(?P<verb>{LETTERS})"
)
"""« 4 ne plus connaître », « 4 se balader »."""
WITHIN = re.compile(r"[4&](?:(?<=[Qq]u['’].)(?=\s)|(?<=[Cc]['’]est-.)(?=-dire\b)|(?<=[a-z]-.)(?=-[a-z]))")
TWICE = re.compile(rf"\b({LETTERS})-.-\1\b")
"""« jusqu'4 », before which no number is elided, « c'est-4-dire », « vis-4-vis »."""
YEARS = re.compile(rf"4(?<=\b[Dd]e {YEAR} 4)(?= {YEAR}\b)")
BORN = re.compile(
    r"\b(?:[Nn]é|ne|[Mm]ort|[Dd]écédé|décéde)e?s? (?:le |en )?(?:\d\d? |ler )?(?:[a-zûéà]+ )?\d{4} (?P<sign>4)(?= [A-ZÉÈÎ][a-zàâéèêëîïôûç]{2})"
)
COUNTS = re.compile(rf"4(?= \d{{1,2}} (?P<unit>{LETTERS}|%))(?:(?<=\b[Dd]e \d\d 4)|(?<=\b[Dd]e \d 4))")


def digit_a(draft: Draft) -> Iterator[Edit]:
    """« grâce 4 la », « présents 4 Rodez », « de 12 4 17 ans »: before a determiner, an infinitive, a noun in the
    singular, a name, another number, or between the ends of a range."""
    for match in draft.matches(SIGN, draft.damaged):
        if match["after"] is not None and _meant(draft, match):
            yield _edit(match, match.start("sign"))
    for match in draft.matches(WITHIN, draft.damaged):
        if not match.string.startswith("-", match.end()) or _twice(match):
            yield _edit(match, match.start())
    for match in draft.matches(YEARS, draft.damaged):
        yield _edit(match, match.start())
    for match in draft.matches(BORN, draft.damaged) if " 4 " in draft.text else ():
        yield _edit(match, match.start("sign"))
    for match in draft.matches(COUNTS, draft.damaged):
        if match["unit"] in tables().units:
            yield _edit(match, match.start())


def _twice(match: re.Match[str]) -> bool:
    """« vis-4-vis », « c'est-4-dire », not « lot-4-bis »."""
    text, at = match.string, match.start()
    if text.startswith("-dire", match.end()):
        return text.endswith("est-", 0, at)
    return any(m.start() < at < m.end() for m in TWICE.finditer(text, max(0, at - REACH), at + REACH))


def _edit(match: re.Match[str], at: int) -> Edit:
    sign = match.groupdict().get("sign") or match.string[at]
    return Edit(at, at + len(sign), sign, "à", "digit_a" if sign == "4" else "sign_a", 0.9)


def _meant(draft: Draft, match: re.Match[str]) -> bool:
    """Whether what stands around a lone sign leaves no room for a number."""
    table, text, start = tables(), draft.text, match.start()
    reach = max(0, start - REACH)
    after = match["after"].rstrip("'’")
    sign = match["sign"]
    if QUOTED.search(text, reach, start):
        return after in table.after_a
    before = BEFORE.search(text, reach, start)
    if before is None or draft.guarded(*before.span()):
        return False
    if sign == "A" and before["word"].isupper():  # a heading
        return False
    if "€" in sign and _open(before["word"]):
        return sign != "€" or (after[0].isalpha() and not after.isupper() and before["word"] not in tables().money)
    if _infinitive(match):  # which nobody counts
        return True
    if before["word"] in ("et", "ou"):  # « exemplaire et 4 la hauteur », but « articles 3 et 4 la »
        joined = JOINED.search(text, reach, start)
        return joined is not None and _open(joined["word"]) and after in table.after_a
    word = before["word"]
    if sign == "4" and not before["comma"] and word in table.governing:
        return True
    if after in table.numbers:  # « une 4 deux fois », also « dix 4 douze »
        return _open(word) or word in table.numbers
    if after.isdigit() or not _open(word):
        return False
    if after in table.after_a:
        return True
    if sign == "&":  # it also joins
        return False
    return _no_counted(after) or (_placed(word) and not before["comma"] and _name(after))


def _open(word: str) -> bool:
    """Whether a word does not ask for a number behind it: « phase 4 », « les 4 », « vingt 4 »."""
    low = word.lower()
    return word[-1].islower() and low not in tables().before_a and low not in tables().numbers


def _infinitive(match: re.Match[str]) -> bool:
    found = INFINITIVE.match(match.string, match.end("sign"))
    return found is not None and _kinds(found["verb"]) == {"vY"}


def _placed(word: str) -> bool:
    """Whether a place is likely to be named behind a word."""
    return skeleton(word.lower()) in tables().placed


def _name(word: str) -> bool:
    """Whether a word is a name, and not « Français », of whom there may be four."""
    kinds = _kinds(word)
    return word[0].isupper() and len(word) > 2 and ("M" in kinds or not kinds)


@lru_cache(maxsize=16384)
def _kinds(word: str) -> frozenset[str]:
    """The word classes of a word, or of what it is once its accents are back; empty where unknown."""
    found = (class_names(e.word_class) for e in candidates(skeleton(word.lower())))
    return classes(word) or frozenset().union(*found)


@lru_cache(maxsize=16384)
def _no_counted(word: str) -> bool:
    """Whether no number can stand before a word: an infinitive, a noun in the singular, a name."""
    kinds = _kinds(word)
    if word[0].isupper():
        return kinds == {"M"} and len(word) > 2
    if "vY" in kinds and not any(k[0] in "NAM" for k in kinds):
        return True
    nouns = [k for k in kinds if k[0] == "N"]
    counted = any(k[-1] in "pi" for k in kinds) or word in tables().counted_singular
    return bool(nouns) and not counted and len(word) > 3
