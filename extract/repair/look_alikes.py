"""Words of damaged pages that no dictionary has: one look-alike undone, an apostrophe put back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from math import inf

from extract.lexicon.candidates import candidates
from extract.lexicon.words import classes, entry, known, skeleton
from extract.repair.apostrophes import VOWELS
from extract.repair.draft import Draft, recase, replace
from extract.repair.outcomes import outcomes
from extract.repair.tables import tables
from extract.repair.whole_words import NUMBER, fits, misread, ordinal
from extract.text import Edit

WORDISH = re.compile(
    r"(?<![\w.@/])(?<![^dlnsjctmuDLNSJCTMU\W]['’])(?:[^\W\d_]|[€¢](?=[a-zàâçéèêîôû]))[^\W\d_]*(?:[€¢\]|][^\W\d_]*)*(?![\w@/])"
)
"""A word, also behind an elision; not what follows the apostrophe of « aujourd'hui »."""
AT = re.compile(
    r"(?<![^\s'’(«-])(?:@tre|@té|@t[ée]?es|m@mes?)(?![\w@]|\.\w)|(?<=\b[dlnsjctDLNSJCT]['’])@[a-zé]{3,}(?![\w@]|\.\w)"
    r"|(?<![^\s'’(«-])(?P<head>[a-zàâéèêëîïôûç]*)@(?P<rest>[a-zé]{3,})(?![\w@]|[.-]\w)"
)
"""« @tre », « l'@quité », « @tait »: what no address begins or ends with, or a word that has lost its é. The one accent on
the letter is settled with the others."""
AT_COUNT = 1.0  # how often a word must be met that « @tait » is read as
MIN_LENGTH = 4
START = "^"
LEAST_COUNT = 0.3  # of the word that a lost accent leads to
OTHER_COUNT, OTHER_LENGTH = 30.0, 6  # the same where a look-alike of any language is undone, and letters it must have
LONG, LONG_COUNT = 9, 5.0
LEAST_ELIDED, LEAST_ELIDED_LETTERS = 10.0, 6  # of a word that lost its article, and letters with it
LONG_ELIDED = 12  # letters from which on any known word will do: « dindustrialisation »
ELIDED = {"I": "l", "V": "l", "Y": "l"} | {letter: letter for letter in "ldjnsmt"}
"""What the first letter of a word that lost its apostrophe stands for."""
LEAD = 5.0  # over the next best
LIKELIER = 100.0  # that an accent went than that one letter was read as another: « prénons » is prônons, not prénoms
SURER, SURE = 100.0, 1.0
"""How much more frequent it must be than a word that lost accents alone may lead to, and from when on such a word is sure:
« démes » is hardly « dèmes », and « aprés » cannot be anything else."""
MANGLED = frozenset(
    "ôûçœîâü"
)  # letters of which little is left; a word of the dictionary that is never met may hold them
UNUSED = 0.05  # what a word of the dictionary counts at least
ACUTE_KEPT = 0.02  # what a reading counts that also lost an é: é is the one accent that is read
INNER = re.compile(r"^[^\W\d_][a-zàâéèêëîïôûç]*[GO][a-zàâéèêëîïôûç]+$")  # « aumGnier », « cOnes »
SAME_SHAPE = re.compile(r"[a-zà-öø-ÿ]{2,}[COSUVWXZ][a-zà-öø-ÿ]*")  # « miS »: capitals that differ in size alone
TELLING = frozenset("égdG€¢]|")  # signs that make even a capitalised unknown word suspect


def look_alikes(draft: Draft) -> Iterator[Edit]:
    for page in draft.damaged:
        for match in WORDISH.finditer(draft.text, page.start, page.end):
            if not _suspect(match[0]):
                continue
            true, rule = ordinal(match[0], draft.text, match.end()) or _fix(match[0])
            if true and fits(rule, draft.text, *match.span()) and not draft.guarded(*match.span()):
                yield replace(match, true, rule, 0.9 if rule == "look_alike" else 0.95)
        for match in AT.finditer(draft.text, page.start, page.end) if "@" in draft.text else ():
            if match["rest"] is None or _lost_e(match["head"], match["rest"]):
                yield replace(match, _at_sign(match.group()), "look_alike", 0.9)


def _at_sign(word: str) -> str:
    """« @tre » -> être, « @étes » -> êtes, « @quité » -> équité."""
    plain = word.replace("@", "é")
    if not known(word.replace("@", "ê")) and any(readings(plain)) and "@é" not in word:
        return plain
    return word.replace("@é", "ê").replace("@", "ê")


def _lost_e(head: str, rest: str) -> bool:
    """Whether « @tait », « j@suites » is rather a word with é than the name of somebody."""
    rest = rest.removeprefix("é")
    return any(count >= AT_COUNT for at in ("é", "ê") for _, count in readings(head + at + rest))


@lru_cache(maxsize=65536)
def _suspect(word: str) -> bool:
    """Whether a word may be misread, wherever it stands."""
    return NUMBER.match(word) is not None or _fix(word)[0] != ""


@lru_cache(maxsize=65536)
def _fix(word: str) -> tuple[str, str]:
    """The word meant and the rule that says so; empty where the word stands."""
    if (found := misread(word))[0]:
        return found
    if word.islower() and _known(word) >= SURE:  # most words: what follows would find nothing
        return "", ""
    if SAME_SHAPE.fullmatch(word) and known(word.lower()):
        return word.lower(), "look_alike"
    if true := undo(word):
        return true, "look_alike"
    if true := _with_apostrophe(word):
        return true, "opening_article" if word[0] in "DL" else "lost_apostrophe"
    return "", ""


@lru_cache(maxsize=65536)
def undo(word: str) -> str | None:
    """The frequent word that an unknown one becomes when one look-alike is undone, if only one comes into question."""
    low = word[:1].lower() + word[1:] if INNER.search(word) else word.lower()
    if len(word) < MIN_LENGTH or not (word[1:].islower() or not word.isalpha() or INNER.search(word)):
        return None
    if word[0].isupper() and not TELLING.intersection(word) and "ii" not in word:
        return None
    alone = 0.0 if INNER.search(word) else _known(low)
    if alone >= SURE:
        return None
    pairs = tables().accents if alone != UNUSED else tuple(p for p in tables().accents if p[1][0] in MANGLED)
    accents, shapes = _rivals(low, pairs), _rivals(low, tables().shapes)
    by_accent = bool(accents[0]) and (LIKELIER * accents[1] >= shapes[1] or shapes[1] < OTHER_COUNT)
    form, count, next_best = accents if by_accent else shapes
    if (
        (form, count) == accents[:2]
        and count >= SURER * alone
        and count >= (0 if len(word) >= OTHER_LENGTH else LEAST_COUNT)
        and count >= max(LEAD * next_best, shapes[1] / LIKELIER)
    ):
        return recase(form, word)
    if (
        len(word) >= OTHER_LENGTH
        and word.islower()
        and not alone
        and count >= (OTHER_COUNT if len(word) < LONG else LONG_COUNT)
        and count >= LEAD * max(next_best, accents[1])
    ):
        return recase(form, word)
    return None


def _rivals(low: str, pairs: tuple[tuple[str, str], ...]) -> tuple[str, float, float]:
    """The most frequent word that undoing one of some look-alikes leads to, its count and that of the next best."""
    found: dict[str, float] = {}
    for read, true in pairs:
        for tried in _undone(low, read, true) if read in low or read == START else ():
            for form, count in readings(tried):
                found[form] = max(found.get(form, 0.0), count * _kept(form, tried))
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return "", 0.0, 0.0
    form, count = ranked[0]
    key = skeleton(form)  # which accents its letters carry is a later question
    return form, count, next((other for rival, other in ranked[1:] if skeleton(rival) != key), 0.0)


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
    if found and (found.count > UNUSED if found.valid else found.count > 30):
        return inf
    return max((max(count, UNUSED) for _, count in readings(low)), default=0.0)


def readings(low: str) -> Iterator[tuple[str, float]]:
    """The dictionary's words that may have been read so but for their accents, with their frequency."""
    forms = candidates(skeleton(low)) if low.isalpha() else ()
    if not forms:
        return
    valid = {e.form: e.count for e in forms if e.valid}
    own = entry(low)
    if own and own.valid:
        yield low, own.count
    for form, count in valid.items():
        if form != low and outcomes(form, low) is not None:
            yield form, count


@lru_cache(maxsize=65536)
def _with_apostrophe(word: str) -> str | None:
    """« Iintérieur », « Vhabitat » -> « l'habitat », « dinformations » -> « d'informations », « Liidée » -> « L'idée »."""
    low = word.lower()
    if word[0] == "I" and len(word) >= LEAST_ELIDED_LETTERS and word[1:].islower() and (plain := _small_l(word)):
        return plain
    least = LEAST_ELIDED_LETTERS + (word[0] in "DL")
    if len(word) < least or not word[1:].islower() or word[1] not in VOWELS or _known(low) > UNUSED:
        return None
    rest = (
        word[2:]
        if len(word) > least + 1 and word[1] in "il" and word[2] in VOWELS and word[0] in "dlnsDL"
        else word[1:]
    )
    forms = dict(readings(rest))
    if not forms and (true := undo(rest)):  # « Lhétellerie »
        rest, forms = true, dict(readings(true))
    best = max(forms.values(), default=0.0)
    if word[0] == "J":
        return f"J'{rest}" if best > LEAST_ELIDED and any(map(_first_person, forms)) else None
    head = word[0] if word[0] in "DL" else ELIDED.get(word[0])
    enough = best > (LEAST_ELIDED if len(word) < LONG_ELIDED else UNUSED)
    return f"{head}'{rest}" if head and enough and (word[0] not in "DL" or rest != word[1:] or _noun(rest)) else None


def _small_l(word: str) -> str | None:
    """« Iégalement » -> « légalement », unless an article before a noun or verb is likelier: « Iavait »."""
    low = word.lower()
    if _known(low) > UNUSED:
        return None
    whole = max((count for _, count in readings("l" + low[1:])), default=0.0)
    parted = max((count for form, count in readings(low[1:]) if classes(form) - {"W"}), default=0.0)
    return "l" + low[1:] if whole > UNUSED and LIKELIER * whole > parted else None


def _first_person(form: str) -> bool:
    return not classes(form).isdisjoint({"vF", "v3s", "xF"})


def _noun(rest: str) -> bool:
    return any(kind[0] == "N" for form, _ in readings(rest) for kind in classes(form))


PERSONAL = re.compile(r"I[I\]](?:(?<=[.!?»:•] ..)|(?<=^..))(?=s?[ \n][a-zàâéèêëîïôûç])", re.MULTILINE)
BAR = re.compile(
    r"[|lI](?:(?<=[.!?»:•] .)|(?<=^.))(?:(?<=\|)\])?(?= (?:(?P<small>est|ne|a|y|se|me|lui|[nsm]['’]\w+) |(?P<verb>[a-zàâéèêç]+)\b)[^|\n]*$)",
    re.MULTILINE,
)
"""« | est », not the bars of a table, of which a line has more than one."""


def personal_pronouns(draft: Draft) -> Iterator[Edit]:
    """« II est », « IIs », « | est » at the beginning of a sentence -> Il."""
    for match in draft.matches(PERSONAL, draft.damaged):
        yield replace(match, "Il", "pronoun", 0.97)
    for match in draft.matches(BAR, draft.damaged):
        if match["small"] or _third_person(match["verb"]):
            yield replace(match, "Il", "pronoun", 0.95)


@lru_cache(maxsize=4096)
def _third_person(word: str) -> bool:
    """Whether a word may be a verb in the third person: « est », « recut »."""
    return any(not classes(form).isdisjoint({"v3s", "x3s"}) for form in [word, *(f for f, _ in readings(word))])


RANK = re.compile(
    r"(?P<name>[A-ZÉÈ](?<!\w.)[a-zàâéèêëîïôûç]{2,}) (?:(?P<two>Il)(?=[,.;)])|(?P<second>Il)(?= [a-zéè])|(?P<first>ler)\b|(?P<one>\|)(?=[,.;)]| en\b))"
)
NUMBERS = {"two": "II", "second": "II", "first": "Ier", "one": "I"}


def ranks(draft: Draft) -> Iterator[Edit]:
    """« Khosro Il. », « Théodoric ler »: what stands behind a name and is no pronoun."""
    for match in draft.matches(RANK, draft.damaged):
        group = next(group for group in NUMBERS if match[group])
        if group not in ("second", "one") or match["name"] in tables().kings:
            yield replace(match, NUMBERS[group], "ordinal", 0.95, match.re.groupindex[group])
