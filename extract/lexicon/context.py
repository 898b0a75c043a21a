"""What stands around a word, as numbers: the columns of a stretch of tokens and the hashed features made of them.

Everything is seen through skeletons, so damaged accents around a word do not mislead it. All tokens of a document, or
of a corpus, are one set of numpy columns; features are computed for many words at once. Near features are the three
tokens on each side: their letters, their last letters, their word classes. Far features are anchors, the words that a
clause hangs on (a finite verb, « qui », « il », « par », a comma): the nearest two on each side, and whether the clause
has a finite verb at all, which tells « le maire décide » from « le plan décidé hier est … ».
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from struct import Struct
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from extract.lexicon.tables import table
from extract.lexicon.words import class_names, entries, skeleton

PAD = 3  # neighbours looked at on each side
EDGE = ""  # the token that stands around a paragraph
OPENERS = frozenset('.!?«"“•-–—:(…')
"""After these a capital says nothing."""
ON_E = frozenset("éèêë")  # all of them are read as é, if with an accent
ID_MASK = 0xFFFFFF
LIKELY = 0.03  # share of its commonest form from which a form of a skeleton counts
FAR = 4  # distances from which on they are all the same
NOUN_REACH, NOUN_NEAR = 7, 3  # tokens in which a noun before is looked for, and up to which the distance tells

KINDS = (
    "", "clause_end", "comma", "bracket", "be", "have", "a", "who", "that", "and", "subject", "clitic", "by",
    "finite", "infinitive",
)  # fmt: skip
"""Kinds of anchors by number; the last two are told by word class."""
CLAUSE_END, FINITE = KINDS.index("clause_end"), KINDS.index("finite")
VERBAL = np.array([kind in ("be", "have", "finite") for kind in KINDS])
FINITE_CLASSES = frozenset({"v3s", "v3p", "vF", "x3s", "x3p", "xF"})
MAYBE, SURELY = 1, 2  # a clause has a word that may be a verb, one that can be nothing else

Ints = NDArray[np.int64]


class Seen(NamedTuple):
    """What the features see of a token: 24-bit hashes of its skeleton, of its last letters, of its word classes (with a
    capital where that says something), its kind of anchor; whether it has a capital, opens a sentence, may be a finite
    verb, is a noun and nothing else."""

    word: int
    end3: int
    end2: int
    tag: int
    name: int
    anchor: int
    capital: int
    opener: int
    verb: int
    noun: int


def _id(text: str) -> int:
    return crc32(text.encode()) & ID_MASK


@cache
def _anchors() -> dict[str, int]:
    rows = table("anchors")
    return {word: KINDS.index(kind) for kind, words in rows.items() for word in words.split()}


@lru_cache(maxsize=65536)
def seen(token: str) -> Seen:
    """A token as its neighbours' features see it."""
    if token == EDGE:
        return Seen(_id("<s>"), _id("<s>3"), _id("<s>2"), _id("<s>t"), _id("<s>t"), CLAUSE_END, 0, 1, 0, 0)
    if token[0].isdigit():
        return Seen(_id("0"), _id("03"), _id("02"), _id("0t"), _id("0t"), 0, 0, 0, 0, 0)
    key = skeleton(token.lower().replace("’", "'"))
    letters = token[0].isalpha()
    kinds = likely_classes(key) if letters else ()
    tag = " ".join(map(str, kinds)) if letters else token
    anchor = _anchors().get(key)
    return Seen(
        _id(key),
        _id(key[-3:] + "3"),
        _id(key[-2:] + "2"),
        _id(tag + "t"),
        _id("^" + tag + "t"),
        _verb(kinds) if anchor is None else anchor,
        int(token[0].isupper()),
        int(token in OPENERS),
        int(key == "a" or _may_be_finite(kinds)),
        int(_noun_only(kinds)),
    )


def seen_acute(token: str) -> Seen:
    """The same where é were read, so that a token says which of its forms it is."""
    plain = seen(token)
    if len(token) < 2 or not token[0].isalpha():
        return plain
    low = token.lower()
    key = skeleton(low)
    if len(entries(key)) < 2:
        return plain
    kinds = likely_classes(key, low)
    tag = " ".join(map(str, kinds))
    return plain._replace(
        tag=_id(tag + "t"),
        name=_id("^" + tag + "t"),
        anchor=plain.anchor if key in _anchors() else _verb(kinds),
        verb=int(_may_be_finite(kinds)),
        noun=int(_noun_only(kinds)),
    )


ROW = Struct(f"={len(Seen._fields) + 2}q")


@lru_cache(maxsize=65536)
def _row(token: str, acute: bool) -> bytes:
    """A token as a row of numbers, with what is seen of its word classes where its é say nothing. As bytes, rows become
    columns many times faster than as tuples."""
    plain = seen(token)
    return ROW.pack(*(seen_acute(token) if acute else plain), plain.tag, plain.name)


def likely_classes(key: str, read: str = "") -> tuple[int, ...]:
    """The numbers of the word classes of the likely forms of a skeleton, or of those that were read with their é."""
    forms = entries(key)
    if read and len(forms) > 1:
        forms = tuple(e for e in forms if _read_so(e.form, read)) or forms
    top = forms[0].count * LIKELY if forms else 0.0
    return tuple(sorted({e.word_class for e in forms if e.count >= top}))


def _read_so(form: str, read: str) -> bool:
    """Whether a form may have been read so by a reader that knows é, and no other accent."""
    if len(form) != len(read):
        return "é" not in read
    return all(
        (true == "é") <= (seen in ON_E) and (seen not in ON_E or true in ON_E)
        for true, seen in zip(form, read, strict=True)
    )


@lru_cache(maxsize=4096)
def _verb(kinds: tuple[int, ...]) -> int:
    """The kind of anchor of a word that can be nothing but a verb in the finite form, or an infinitive."""
    names = [class_names(kind) for kind in kinds]
    if names and all(n and n <= FINITE_CLASSES for n in names):
        return FINITE
    return KINDS.index("infinitive") if names and all(n == {"vY"} for n in names) else 0


@lru_cache(maxsize=4096)
def _may_be_finite(kinds: tuple[int, ...]) -> bool:
    return any(class_names(kind) & FINITE_CLASSES for kind in kinds)


@lru_cache(maxsize=4096)
def _noun_only(kinds: tuple[int, ...]) -> bool:
    """Whether a word may be a noun, and no finite verb, adverb or small word."""
    names = frozenset[str]().union(*(class_names(kind) for kind in kinds))
    initials = {name[0] for name in names}
    return "N" in initials and not initials & {"G", "W"} and not names & FINITE_CLASSES


@dataclass(frozen=True, slots=True)
class Sight:
    """The tokens of a stretch of text as columns, `PAD` edges at both its ends and between its paragraphs."""

    word: Ints
    end3: Ints
    end2: Ints
    tag: Ints
    case: Ints  # 0 lower, 1 a capital that says something, 2 one that does not
    left: Ints  # the anchors before: nearest, second
    left2: Ints
    right: Ints
    right2: Ints
    near: Ints  # distances to the nearest anchors, in one number
    finite: Ints  # whether the clause has, or may have, a finite verb before, and behind, in one number
    own: Ints  # what the word itself may be, whatever its é: those are weighed elsewhere
    noun: Ints  # the classes of the nearest noun before and its distance, in one number


def sight(tokens: Sequence[str], acute: bool = False) -> Sight:
    """The columns of tokens that begin and end with `PAD` edges. `acute`: their é were read."""
    numbers = {token: number for number, token in enumerate(dict.fromkeys(tokens))}
    rows = np.fromiter(map(numbers.__getitem__, tokens), np.int64, len(tokens))
    table = np.frombuffer(b"".join([_row(token, acute) for token in numbers]), np.int64).reshape(len(numbers), -1)
    word, end3, end2, tag, name, anchor, capital, opener, verb, noun, own, own_name = table.T
    opening = np.concatenate([[1], opener[rows[:-1]]])
    case = capital[rows] * (1 + opening)
    return Sight(
        word[rows],
        end3[rows],
        end2[rows],
        np.where(case == 1, name[rows], tag[rows]),
        case,
        *_far(anchor[rows], verb[rows]),
        np.where(case == 1, own_name[rows], own[rows]),
        _nouns(tag[rows], noun[rows]),
    )


def _nouns(tag: Ints, noun: Ints) -> Ints:
    """The column on the nearest noun before each token."""
    at = np.arange(len(noun))
    places = np.maximum.accumulate(np.where(noun > 0, at, 0))
    last = np.concatenate([[0], places[:-1]])
    distance = at - last
    column: Ints = np.where(distance < NOUN_REACH, tag[last], 0) * (NOUN_NEAR + 1) + np.minimum(distance, NOUN_NEAR)
    return column


def _far(anchor: Ints, verb: Ints) -> tuple[Ints, Ints, Ints, Ints, Ints, Ints]:
    """The columns on anchors: two on each side as far as the clause goes, their distances, finite verbs."""
    size = len(anchor)
    places = np.flatnonzero(anchor)
    kinds = anchor[places]
    here = anchor > 0
    before: Ints = np.cumsum(here) - here  # anchors before each token
    last = len(places) - 1
    one, two = np.maximum(before - 1, 0), np.maximum(before - 2, 0)
    three, four = np.minimum(before + here, last), np.minimum(before + here + 1, last)
    left, right = kinds[one], kinds[three]
    left2 = np.where(left == CLAUSE_END, 0, kinds[two])
    right2 = np.where(right == CLAUSE_END, 0, kinds[four])
    at = np.arange(size)
    near = np.minimum(at - places[one], FAR) * (FAR + 1) + np.minimum(np.abs(places[three] - at), FAR)
    own = VERBAL[anchor]
    verbs = np.cumsum(own)
    ends = np.where(anchor == CLAUSE_END, at, 0)
    start = np.maximum.accumulate(ends)
    end = np.minimum.accumulate(np.where(anchor == CLAUSE_END, at, size - 1)[::-1])[::-1]
    verb = np.where(own, 0, verb)
    maybe = np.cumsum(verb)
    before_verb = np.where(verbs - own > verbs[start], SURELY, maybe - verb > maybe[start])
    behind_verb = np.where(verbs[end] > verbs, SURELY, maybe[end] > maybe)
    finite = (SURELY + 1) * before_verb + behind_verb
    return left, left2, right, right2, near, finite


A, B, C, D = 0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F  # odd multipliers (xxHash's primes); sums stay below 2**63


WORD_TEMPLATES, FORM_HASHES = 24, 3  # templates mixed with the form itself; hashes that a form is mixed by


def features(s: Sight, at: Ints) -> tuple[Ints, Ints, Ints]:
    """The context hashes of some tokens: (tokens, templates) for features of the form itself, of its ending, and of its
    word class. They are mixed with the hash of a form by XOR."""
    p1, p2, p3, n1, n2, n3 = (s.word[at + o] for o in (-1, -2, -3, 1, 2, 3))
    t1, t2, t3, u1, u2 = (s.tag[at + o] for o in (-1, -2, -3, 1, 2))
    pe, ne, pf, nf = s.end3[at - 1], s.end3[at + 1], s.end2[at - 1], s.end2[at + 1]
    own, own3, case = s.own[at], s.end3[at], s.case[at]
    l1, l2, r1, r2, near, fin = (column[at] for column in (s.left, s.left2, s.right, s.right2, s.near, s.finite))
    ll, rr = l1 * 16 + l2, r1 * 16 + r2
    lr = l1 * 16 + r1
    p1a, n1b, t1a, u1b, p2a, t2a = p1 * A, n1 * B, t1 * A, u1 * B, p2 * A, t2 * A
    p1b, n1a, u1a, n2b, t1b = p1 * B, n1 * A, u1 * A, n2 * B, t1 * B
    word = [
        p1a + 1, n1a + 2, p1a + n1b + 3, p2a + p1b + 4, n1a + n2b + 5, p2a + 6, n2 * A + 7, pe * A + ne * B + 8,
        p3 * A + 12, n3 * A + 13, t1a + 15, u1a + 16, t1a + u1b + 17, t2a + t1b + 18, u1a + u2 * B + 19,
        p1a + u1b + 20, t1a + n1b + 21, t2a + t1b + u1 * C + 22, t1a + u1b + u2 * C + 23, p2a + t1b + u1 * C + 24,
        case * A + 25, ll * A + 26, rr * A + 27, lr * A + fin * B + 28,
    ]  # fmt: skip
    ending = [
        p1a + 31, n1a + 32, p1a + n1b + 33, p2a + p1b + 34, n1a + n2b + 35, pf * A + 36, nf * A + 37,
        pe * A + ne * B + 38, p2a + 39, own3 * A + p1b + 42, own3 * A + n1b + 43, p3 * A + 44, t1a + u1b + 45,
        t2a + t1b + 46, p1a + u1b + 47, t1a + n1b + 48, t2a + t1b + u1 * C + 50, u1a + u2 * B + 51, p2a + t1b + 52,
        case * A + 54, case * A + t1 * B + 55, own * A + t1b + 56, own * A + u1b + 57, own * A + lr * B + fin * C + 58,
        ll * A + rr * B + 59, ll * A + 60, rr * A + 61, lr * A + fin * B + near * C + 62, t1a + lr * B + fin * C + 63,
        u1a + lr * B + fin * C + 64, p1a + ll * B + 65, n1a + lr * B + fin * C + 66,
    ]  # fmt: skip
    grammar = [
        p1a + 71, n1a + 72, p1a + n1b + 73, p2a + p1b + 74, n1a + n2b + 75, t1a + 76, u1a + 77, t1a + u1b + 78,
        t2a + t1b + 79, u1a + u2 * B + 80, p1a + u1b + 81, t1a + n1b + 82, t2a + t1b + u1 * C + 83,
        t1a + u1b + u2 * C + 84, t3 * A + t2 * B + t1 * C + 85, case * A + 86, pe * A + ne * B + 87,
        lr * A + fin * B + 88, ll * A + fin * B + 89, rr * A + fin * B + 90, t1a + lr * B + fin * C + 91,
        u1a + lr * B + fin * C + 92, t1a + u1b + lr * C + fin * D + 93, own * A + lr * B + 94, p2a + t1b + 95,
    ]  # fmt: skip
    noun, clause = s.noun[at] * A, lr * B + fin * C
    grammar += [noun + 96, noun + t1b + 97, noun + u1b + 98, noun + clause + 99]
    ending += [noun + 67, noun + clause + 68]
    return np.stack(word, axis=1), np.stack(ending, axis=1), np.stack(grammar, axis=1)


def framed(paragraphs: Iterable[Sequence[str]]) -> list[str]:
    """The tokens of paragraphs with edges around each."""
    tokens = [EDGE] * PAD
    for paragraph in paragraphs:
        tokens += paragraph
        tokens += [EDGE] * PAD
    return tokens
