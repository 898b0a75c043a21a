"""Which accented form stands between these neighbours: a log-linear model over hashed context features.

Everything is seen through skeletons, so damaged accents around a word do not mislead it. A feature is a 32-bit hash of
a template and its values, mixed by XOR with the hash of the form itself (word features) or of its ending (class
features: what is learnt of « -e / -é / -ée » for one verb serves all verbs). Built by `extract.lexicon.build`.
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import exp
from zlib import crc32

from extract.lexicon.words import Entry, entries, skeleton

DATA = "chooser.xz"
BITS = 21
MASK = (1 << BITS) - 1
ID_MASK = 0xFFFFFF
MAX_FORMS = 5
LEAST_SHARE, ATTESTED_SHARE = 5e-4, 0.3
UNUSED, FREQUENT = 0.5, 20.0
"""A form comes into question from a two-thousandth of the frequency of its commonest rival, and one that the texts
never used only where no rival is frequent; one that the dictionary lacks must be a third as frequent."""
PAD = 3  # neighbours looked at on each side
OPENERS = frozenset('.!?«"“•-–—:(…')
"""After these a capital says nothing."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the features see of a token: 24-bit hashes of its skeleton, of its last letters, of its word class."""

    word: int
    end3: int
    end2: int
    tag: int


def _id(text: str) -> int:
    return crc32(text.encode()) & ID_MASK


EDGE = Seen(_id("<s>"), _id("<s>3"), _id("<s>2"), _id("<s>t"))
NUMBER = Seen(_id("0"), _id("03"), _id("02"), _id("0t"))


@lru_cache(maxsize=65536)
def seen(token: str, first: bool) -> Seen:
    """A token as its neighbours' features see it; `first`: a capital would say nothing here."""
    if token[0].isdigit():
        return NUMBER
    key = skeleton(token.lower().replace("’", "'"))
    tag = _tag(key) if token[0].isalpha() else token
    if token[0].isupper() and not first:
        tag = "^" + tag
    return Seen(_id(key), _id(key[-3:] + "3"), _id(key[-2:] + "2"), _id(tag + "t"))


def _tag(key: str) -> str:
    """The word classes of the likely forms of a skeleton."""
    forms = entries(key)
    top = forms[0].count * 0.03 if forms else 0.0
    return " ".join(str(n) for n in sorted({e.word_class for e in forms if e.count >= top}))


def sight(tokens: Sequence[str]) -> list[Seen]:
    """The tokens of a stretch of text with `PAD` edges on both sides."""
    found, first = [EDGE] * PAD, True
    for token in tokens:
        found.append(seen(token, first))
        first = token in OPENERS
    return found + [EDGE] * PAD


@lru_cache(maxsize=65536)
def candidates(key: str) -> tuple[Entry, ...]:
    """The forms of a skeleton that running text may mean, the most frequent first, at most five."""
    forms = entries(key)
    if len(forms) < 2:
        return forms
    top = forms[0].count
    if not any(e.valid for e in forms):
        return forms[:1]
    kept = [
        e
        for e in forms
        if (e.valid and e.count > LEAST_SHARE * top and (e.count > UNUSED or top < FREQUENT))
        or (not e.valid and e.count > ATTESTED_SHARE * top)
    ]
    return tuple(kept[:MAX_FORMS]) or forms[:1]


ENDING = re.compile(r"([aeiouyàâéèêëîïôùûü]+(?:s|nt|r|z|t)?)$")


@lru_cache(maxsize=65536)
def form_hashes(form: str) -> tuple[int, int]:
    """The hash of a form and the hash of its class: its ending and the last accent before it."""
    match = ENDING.search(form)
    ending = match.group(1) if match else form[-1:]
    accents = [c for c in form[: len(form) - len(ending)] if c in "éèêâîôûç"]
    return crc32(b"w" + form.encode()), crc32((ending + "|" + "".join(accents[-1:])).encode())


A, B, C = 0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D  # odd multipliers (xxHash's primes); sums stay below 2**58


def contexts(around: Sequence[Seen], own: Seen) -> tuple[list[int], list[int]]:
    """The context hashes for word features and for class features.

    `around` are the three tokens before, the nearest first, then the three after. Written with `+` and `*` alone, so
    that training can hand in arrays in place of numbers and get the same hashes.
    """
    p1, p2, p3, n1, n2, n3 = (s.word for s in around)
    t1, t2, t3, u1, u2, _ = (s.tag for s in around)
    pe, ne, pf, nf = around[0].end3, around[3].end3, around[0].end2, around[3].end2
    p1a, n1b, t1a, u1b, p2a, t2a = p1 * A, n1 * B, t1 * A, u1 * B, p2 * A, t2 * A
    p1b, p1c, n1a, u1a, n2b, t1b = p1 * B, p1 * C, n1 * A, u1 * A, n2 * B, t1 * B
    word = [
        p1a + 1, n1a + 2, p1a + n1b + 3, p2a + p1b + 4, n1a + n2b + 5, p2a + 6, n2 * A + 7, pe * A + ne * B + 8,
        p3 * A + p2 * B + p1c + 9, n1a + n2b + n3 * C + 10, p2a + p1b + n1 * C + 11, p3 * A + 12, n3 * A + 13,
        p1a + n1b + n2 * C + 14, t1a + 15, u1a + 16, t1a + u1b + 17, t2a + t1b + 18, u1a + u2 * B + 19,
        p1a + u1b + 20, t1a + n1b + 21, t2a + t1b + u1 * C + 22, t1a + u1b + u2 * C + 23, p2a + t1b + u1 * C + 24,
    ]  # fmt: skip
    cls = [
        p1a + 31, n1a + 32, p1a + n1b + 33, p2a + p1b + 34, n1a + n2b + 35, pf * A + 36, nf * A + 37,
        pe * A + ne * B + 38, p2a + 39, p3 * A + p2 * B + p1c + 40, p2a + p1b + n1 * C + 41, own.end3 * A + p1b + 42,
        own.end3 * A + n1b + 43, p3 * A + 44, t1a + u1b + 45, t2a + t1b + 46, p1a + u1b + 47, t1a + n1b + 48,
        t3 * A + t2 * B + t1 * C + 49, t2a + t1b + u1 * C + 50, u1a + u2 * B + 51, p2a + t1b + 52,
        p2a + p1b + u1 * C + 53,
    ]  # fmt: skip
    return word, cls


@dataclass(frozen=True, slots=True)
class Chooser:
    """`weights[h & MASK]` is a weight plus 128, in units of `unit`."""

    weights: bytes
    unit: float

    def probabilities(self, sights: Sequence[Seen], at: int, forms: Sequence[str]) -> list[float]:
        """How likely each form is at `sights[at]`, which has `PAD` neighbours on both sides; they sum to 1."""
        around = (
            sights[at - 1], sights[at - 2], sights[at - 3], sights[at + 1], sights[at + 2], sights[at + 3],
        )  # fmt: skip
        word, cls = contexts(around, sights[at])
        weights, scores = self.weights, []
        for form in forms:
            a, k = form_hashes(form)
            total = sum([weights[(h ^ a) & MASK] for h in word]) + sum([weights[(h ^ k) & MASK] for h in cls])
            scores.append((total + weights[a & MASK] + weights[k & MASK]) * self.unit)
        top = max(scores)
        odds = [exp(s - top) for s in scores]
        return [o / sum(odds) for o in odds]


@cache
def chooser() -> Chooser:
    """The model of the package, read at the first question."""
    unit, weights = lzma.decompress(files(__package__).joinpath("data", DATA).read_bytes()).split(b"\n", 1)
    return Chooser(weights, float(unit))
