"""A part-of-speech tagger: an averaged perceptron over the dictionary's classes, trained by `build.py`.

Greedy, left to right, deterministic. Features after Collins (2002), "Discriminative training methods for hidden Markov
models"; the tags are those of Universal Dependencies with verb forms apart.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files

from extract.grammar.classes import UNKNOWN, classes

Row = tuple[tuple[int, float], ...]
"""(tag, weight) pairs of a feature."""


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


VERB_CLASSES: dict[str, tuple[Tag, ...]] = {
    **dict.fromkeys("fFg", (Tag.VERB,)),
    **dict.fromkeys("xXy", (Tag.AUX, Tag.VERB)),
    "i": (Tag.INF,),
    "r": (Tag.GER,),
}
"""The tags of a word that the dictionary knows only as a verb; any other word may have any tag."""


class Weights(Mapping[str, Row]):
    """The shipped weights, `feature TAB tag:weight tag:weight…` a line; a row is parsed when it is first asked for."""

    def __init__(self, lines: str) -> None:
        self._lines = dict(line.split("\t") for line in lines.split("\n"))
        self._rows: dict[str, Row] = {}

    def __getitem__(self, feature: str) -> Row:
        row = self._rows.get(feature)
        if row is None:
            pairs = (pair.split(":") for pair in self._lines[feature].split(" "))
            row = self._rows[feature] = tuple((int(t), int(w)) for t, w in pairs)
        return row

    def __contains__(self, feature: object) -> bool:
        return feature in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def tag(words: Sequence[str]) -> list[Tag]:
    """The tag of each word of a sentence (or of a few; full stops are words like any other)."""
    table = _weights()
    before, before2 = "<", "<"
    tags = []
    for fixed, word, kind, shape in observations(words):
        best = best_tag(table, (*fixed, *history(word, kind, before, before2)), allowed(kind, shape))
        tags.append(Tag(best))
        before2, before = before, str(best)
    return tags


def best_tag(table: Mapping[str, Row], features: Sequence[str], among: Sequence[int]) -> int:
    scores = [0.0] * len(Tag)
    for feature in features:
        if feature in table:
            for index, weight in table[feature]:
                scores[index] += weight
    return max(among, key=lambda index: (scores[index], -index))


@lru_cache(maxsize=2_000)
def allowed(kind: str, shape: str) -> tuple[int, ...]:
    """The tags open to a word of these dictionary classes and this shape."""
    if kind == UNKNOWN and shape[0] in "TU":  # a name, not a verb
        return tuple(t for t in Tag if t not in (Tag.VERB, Tag.AUX, Tag.INF, Tag.PART, Tag.GER))
    if not all(letter in VERB_CLASSES for letter in kind):
        return tuple(range(len(Tag)))
    tags = {int(t) for letter in kind for t in VERB_CLASSES[letter]}
    return tuple(sorted(tags | {int(Tag.PROPN)} if shape[0] in "TU" else tags))


def observations(words: Sequence[str]) -> Iterator[tuple[list[str], str, str, str]]:
    """For each word: its features that need no tag, its lower-case form, its dictionary classes, its shape."""
    low = [w.lower().replace("’", "'") for w in words]
    kinds = [classes(w) for w in low]
    low += [">"]
    kinds += [">", ">"]
    for i, text in enumerate(words):
        word, kind = low[i], kinds[i]
        shape = _shape(text) + ("0" if i == 0 else "")
        left, left2 = (kinds[i - 1] if i else "<"), (kinds[i - 2] if i > 1 else "<")
        right, right2 = kinds[i + 1], kinds[i + 2]
        features = [
            "w" + word,
            "c" + kind,
            "s" + word[-3:],
            "t" + word[-2:],
            "h" + shape,
            "n" + low[i + 1],
            "p" + (low[i - 1] if i else "<"),
            f"d{kind}|{right}",
            f"e{kind}|{right}|{right2}",
            f"b{left}|{kind}",
            f"k{kind}{shape}",
            f"q{left}|{kind}|{right}",
            f"m{word}|{right}",
            f"o{left2}{left}{kind}",
        ]
        if kind == UNKNOWN:
            features += ["u" + word[-4:], f"v{shape[0]}{word[-3:]}"]
        yield features, word, kind, shape


def history(word: str, kind: str, before: str, before2: str) -> tuple[str, ...]:
    """The features that need the tags of the two words before."""
    return (
        f"1{before}{kind}",
        f"2{before2}|{before}|{kind}",
        f"3{before}{word}",
        f"4{before}",
        f"5{before2}|{before}",
    )


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
    packed = files("extract.grammar").joinpath("tagger.xz").read_bytes()
    return Weights(lzma.decompress(packed).decode("utf-8"))
