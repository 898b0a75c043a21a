"""A part-of-speech tagger: an averaged perceptron over the dictionary's classes, trained by `build.py`.

Greedy, left to right, deterministic. Features after Collins (2002), "Discriminative training methods for hidden Markov
models"; the tags are those of Universal Dependencies with verb forms apart.

A feature's weights for all tags are one integer with a lane of 32 bits for each tag, so that one addition adds them all;
the sums that a word, or the classes around it, always have are remembered. That is eight times as fast as adding
weight by weight, with the same result.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files
from struct import Struct
from typing import NamedTuple

from extract.grammar.classes import UNKNOWN, classes


class Tag(IntEnum):
    NOUN = 0
    PROPN = 1
    ADJ = 2
    VERB = 3  # finite
    AUX = 4  # finite être or avoir, as auxiliary or copula
    INF = 5
    PART = 6  # past participle
    GER = 7  # present participle
    DET = 8
    ADP = 9  # preposition, also contracted with an article: du, aux
    PRON = 10
    REL = 11
    ADV = 12
    CONJ = 13  # coordinating
    SUB = 14  # subordinating
    NUM = 15
    PUNCT = 16
    OTHER = 17


TAGS = tuple(Tag)
VERB_CLASSES: dict[str, tuple[Tag, ...]] = {
    **dict.fromkeys("fFg", (Tag.VERB,)),
    **dict.fromkeys("xXy", (Tag.AUX, Tag.VERB)),
    "i": (Tag.INF,),
    **dict.fromkeys("pP", (Tag.PART,)),
    "r": (Tag.GER,),
}
"""The tags that only a word of these dictionary classes has."""
ONLY_VERBS = set("fFgxXyir")
OPEN_CLASSES = set("nNaAm").union(VERB_CLASSES)
CLOSED_TAGS = {Tag.DET, Tag.ADP, Tag.PRON, Tag.REL, Tag.CONJ, Tag.SUB}
"""No word that the dictionary knows only as noun, adjective, verb or name has one of these tags."""

LANE = 32
LANES = Struct(f"<{len(TAGS)}I")
MIDDLE = sum(1 << (LANE * tag + LANE - 1) for tag in TAGS)  # lifts every lane above nothing, by as much


class Weights(dict[str, int]):
    """The shipped weights by feature, in lanes; a row is read when it is first asked for. What is not there weighs nothing.

    `data` holds the features, a line each, an empty line, then `tag:weight tag:weight…` for each feature.
    """

    def __init__(self, data: str) -> None:
        features, _, rows = data.partition("\n\n")
        self._rows = dict(zip(features.split("\n"), rows.split("\n"), strict=True))

    def __missing__(self, feature: str) -> int:
        row = self._rows.get(feature)
        if row is None:
            return 0  # not remembered: most features of a text are unknown
        pairs = (pair.split(":") for pair in row.split(" "))
        lanes = self[feature] = sum(int(weight) << (LANE * int(tag)) for tag, weight in pairs)
        return lanes


class Seen(NamedTuple):
    """What is seen of a word, `low` in lower case with its dictionary classes, and of the words around it."""

    low: str
    kind: str
    shape: str
    before: str  # the word before, « < » at the start
    after: str  # the word that follows, « > » at the end
    kinds: tuple[str, str, str, str, str]  # from two words before to two words after


def tag(words: Sequence[str]) -> list[Tag]:
    """The tag of each word of a sentence (or of a few; full stops are words like any other)."""
    table = _weights()
    last, last2 = "<", "<"
    tags = []
    for low, kind, shape, before, after, kinds in seen(words):
        among = allowed(kind, shape)
        if len(among) > 1:
            lanes = MIDDLE + _alone(low, kind, shape) + _between(kinds) + _following(last, last2, kind)
            lanes += _beside(before, after) + table[before_kind(low, kinds[3])] + table[after_tag(low, last)]
            scores = LANES.unpack(lanes.to_bytes(LANES.size, "little"))
            best = scores.index(max(scores)) if among is TAGS else max(among, key=scores.__getitem__)
        else:
            best = among[0]
        tags.append(TAGS[best])
        last2, last = last, str(best)
    return tags


@lru_cache(maxsize=2_000)
def allowed(kind: str, shape: str) -> tuple[int, ...]:
    """The tags open to a word of these dictionary classes and this shape, in order."""
    if kind == UNKNOWN and shape[0] in "TU":  # a name, not a verb
        return tuple(t for t in TAGS if t not in (Tag.VERB, Tag.AUX, Tag.INF, Tag.PART, Tag.GER))
    letters = set(kind)
    if not letters <= OPEN_CLASSES:
        return TAGS
    verbal = {t for letter in letters if letter in VERB_CLASSES for t in VERB_CLASSES[letter]}
    if letters <= ONLY_VERBS:
        return tuple(sorted(verbal | {Tag.PROPN} if shape[0] in "TU" else verbal))
    shut = CLOSED_TAGS.union(*VERB_CLASSES.values()) - verbal
    return tuple(t for t in TAGS if t not in shut)


def seen(words: Sequence[str]) -> list[Seen]:
    low = [w.lower().replace("’", "'") for w in words]
    kinds = ["<", "<", *map(classes, low), ">", ">"]
    around = ["<", *low, ">"]
    return [
        Seen(
            word,
            kinds[i + 2],
            _shape(text) + ("0" if i == 0 else ""),
            around[i],
            around[i + 2],
            (kinds[i], kinds[i + 1], kinds[i + 2], kinds[i + 3], kinds[i + 4]),
        )
        for i, (text, word) in enumerate(zip(words, low, strict=True))
    ]


# ---------------------------------------------------------------- features, by what they depend on


def alone(low: str, kind: str, shape: str) -> tuple[str, ...]:
    features = ("w" + low, "c" + kind, "s" + low[-3:], "t" + low[-2:], "h" + shape, f"k{kind}{shape}")
    return (*features, "u" + low[-4:], f"v{shape[0]}{low[-3:]}") if kind == UNKNOWN else features


def between(kinds: tuple[str, str, str, str, str]) -> tuple[str, ...]:
    left2, left, kind, right, right2 = kinds
    return (
        f"d{kind}|{right}",
        f"e{kind}|{right}|{right2}",
        f"b{left}|{kind}",
        f"q{left}|{kind}|{right}",
        f"o{left2}{left}{kind}",
    )


def beside(before: str, after: str) -> tuple[str, ...]:
    return "n" + after, "p" + before


def following(last: str, last2: str, kind: str) -> tuple[str, ...]:
    """With the tags of the two words before."""
    return f"1{last}{kind}", f"2{last2}|{last}|{kind}", f"4{last}", f"5{last2}|{last}"


def before_kind(low: str, right: str) -> str:
    return f"m{low}|{right}"


def after_tag(low: str, last: str) -> str:
    return f"3{last}{low}"


@lru_cache(maxsize=20_000)
def _alone(low: str, kind: str, shape: str) -> int:
    return sum(map(_weights().__getitem__, alone(low, kind, shape)))


@lru_cache(maxsize=20_000)
def _between(kinds: tuple[str, str, str, str, str]) -> int:
    return sum(map(_weights().__getitem__, between(kinds)))


@lru_cache(maxsize=20_000)
def _beside(before: str, after: str) -> int:
    return sum(map(_weights().__getitem__, beside(before, after)))


@lru_cache(maxsize=20_000)
def _following(last: str, last2: str, kind: str) -> int:
    return sum(map(_weights().__getitem__, following(last, last2, kind)))


def _shape(word: str) -> str:
    if word[0].isdigit():
        return "d"
    if not word[0].isalpha():
        return "-"
    if len(word) > 1 and word.isupper():
        return "U"
    return "T" if word[0].isupper() else "l"


@cache
def _weights() -> Weights:
    return Weights(files("extract.grammar").joinpath("tagger.txt").read_text("utf-8"))


def forget() -> None:
    """Read the weights anew: for the builder, which has just written them."""
    for remembered in (_weights, _alone, _between, _beside, _following):
        remembered.cache_clear()
