"""Names of bodies in a sentence: where one begins and how far it goes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from extract import regex
from extract.grammar.classes import UNKNOWN, classes
from extract.lexicon.gazetteer import gazetteer
from extract.relate.folding import fold
from extract.relate.words import either, listed, words

_TOKEN = regex.compile(r"\p{L}+['’](?=\p{L})|[\p{L}\d][\p{L}\d&]*(?:-(?:[dl]['’](?=\p{L}))?[\p{L}\d&]*)*|[^\s\p{L}\d]")
_BODY = regex.compile(rf"(?:{either('issuing_bodies')})\b", regex.IGNORECASE)
_MOST_WORDS = 6
"""Words of the name of a town or a community of towns."""
_LINKS = frozenset("de du des d' la l' le les et en sur à au aux".split())
_OPENS = frozenset("de du des d'".split())
_ADJECTIVE = regex.compile(
    r"(?:els?|elles?|aux|ales?|iques?|aires?|i[fv]e?s?|iens?|iennes?|ais|aises?|oises?|ois|ins?|ines?)$"
)


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return fold(self.text)

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence; `after` is the word that follows it, « » at a stop."""

    text: str
    start: int
    end: int
    after: str
    body: bool


def tokens(text: str) -> list[Token]:
    return [Token(m[0], m.start(), m.end()) for m in _TOKEN.finditer(text)]


@lru_cache(maxsize=64)
def names(text: str) -> tuple[Name, ...]:
    """The names in a text, from left to right: « la Fédération de voile », « Beauceval »."""
    found, made = tokens(text), list[Name]()
    at = 0
    while at < len(found):
        token = found[at]
        name = name_at(text, found, at) if token.capital or token.text in _body_openings() else None
        at += 1
        if name:
            made.append(name)
            while at < len(found) and found[at].start < name.end:
                at += 1
    return tuple(made)


@cache
def _body_openings() -> frozenset[str]:
    """The first words of the names of bodies."""
    return frozenset(regex.split(r"[ '’]", name)[0] for name in listed("issuing_bodies"))


def begins_body(text: str, at: int) -> bool:
    """Whether a word for a body stands at a place of a text."""
    return _BODY.match(text, at) is not None


def name_at(text: str, found: list[Token], at: int) -> Name | None:
    """The name that begins at a token."""
    token = found[at]
    body = _BODY.match(text, token.start) if not (at and found[at - 1].text in "-&") else None
    if body is None and not token.capital:
        return None
    end = _place_end(found, at) or at + 1
    while body and end < len(found) and found[end].start < body.end():
        end += 1
    end = _end(found, at, end)
    if not any(t.capital for t in found[at:end]):
        return None
    span = found[at].start, found[end - 1].end
    after = found[end].text if end < len(found) else ""
    return Name(text[span[0] : span[1]], span[0], span[1], after, body is not None)


def _end(found: list[Token], first: int, at: int) -> int:
    """How far a name goes: over capitals, adjectives, and what « de » or « et de » brings in."""
    end = at
    while at < len(found):
        token = found[at]
        if token.capital and token.text[0].isalpha():
            at = _place_end(found, at) or at + 1
        elif token.text in "&–" and at + 1 < len(found) and found[at + 1].capital and token.text == "&":
            at += 2
        elif token.low in _LINKS:
            at = _linked(found, first, at)
            if not at:
                break
        elif _qualifies(token, found[first]) or _closes(found, at):
            at += 1
        else:
            break
        end = at
    return end


def _place_end(found: list[Token], at: int) -> int:
    """Where the name of a place of several words that begins at a token ends: « Caen la mer », 0 where none does."""
    if at + 1 == len(found) or found[at + 1].low not in _LINKS or found[at + 1].low in _OPENS:
        return 0
    for end in range(min(len(found), at + _MOST_WORDS), at + 1, -1):
        if gazetteer().named(" ".join(t.text for t in found[at:end]).replace("' ", "'").replace("’ ", "’")):
            return end
    return 0


def _linked(found: list[Token], first: int, at: int) -> int:
    """The token behind the links at `at` and what they bring in, 0 where they lead out of the name."""
    start, et = at, found[at].low == "et"
    while at < len(found) and found[at].low in _LINKS:
        at += 1
    if at == len(found) or not found[at].text[0].isalpha():
        return 0
    if found[at].capital:
        return at + 1 if not et or found[start + 1].low in _OPENS or _joins(found[first]) else 0
    opens = found[start + et].low in _OPENS if start + et < len(found) else False
    told = classes(found[at].low)
    noun = told == UNKNOWN or any(c in told for c in "nNaAm")
    return at + 1 if opens and noun and _BODY.match(found[first].text) else 0


def _joins(token: Token) -> bool:
    """« Cordes et Lune » is one name, « la Ville et le Département » two."""
    return _BODY.match(token.text) is None


def _closes(found: list[Token], at: int) -> bool:
    """A common word between a name and its verb is part of the name: « la Fondation Route calme dévoile… »."""
    told = set(classes(found[at].low))
    if at + 1 == len(found) or not told & set("nNaA") or told & set("xX"):
        return False
    after = set(classes(found[at + 1].low))
    return bool(after & set("fFxX")) and not after & set("edocv")


def _qualifies(token: Token, first: Token) -> bool:
    """A small adjective in the name of a body: « Fédération française », « l’Ouest guyanais »."""
    if not token.text[0].islower() or _BODY.match(first.text) is None:
        return False
    return is_adjective(token.low)


@lru_cache(maxsize=2_000)
def is_adjective(word: str) -> bool:
    told = classes(word)
    if told == UNKNOWN:
        return _ADJECTIVE.search(word) is not None
    return any(c in told for c in "aA") and not any(c in told for c in "fFgxXypPr")


@lru_cache(maxsize=2_000)
def is_verb(word: str) -> bool:
    """Whether a word after a name makes it the subject."""
    told = classes(fold(word))
    return any(c in told for c in "fFxX") or fold(word) in words("subject_marks")
