"""Which accented form stands between these neighbours: a log-linear model over hashed features of the context.

A feature is the hash of a template and its values (`context.features`), mixed by XOR with the hash of the form itself,
of its ending (what is learnt of « -e / -é / -ée » for one verb serves all verbs), or of its word class (what goes with
a noun in the feminine, a participle in the plural). Built by `extract.lexicon.build.chooser`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from zlib import crc32

import numpy as np

from extract.lexicon.context import Ints, Sight, features
from extract.lexicon.levels import Weights, unpack
from extract.lexicon.words import class_names, entry

DATA = "chooser.bin"
SIZE = 1 << 22
CHUNK = 4096  # words whose features are computed at once


ENDING = re.compile(r"([aeiouyàâéèêëîïôùûü]+(?:s|nt|r|z|t)?)$")


@lru_cache(maxsize=1024)
def _kind(word_class: int) -> str:
    """What a form is to its neighbours: a participle is one whether or not it is listed as a noun or adjective too."""
    names = class_names(word_class)
    participles = sorted(name for name in names if name.startswith("vQ"))
    return " ".join(participles or sorted(names))


@lru_cache(maxsize=65536)
def form_hashes(form: str) -> tuple[int, int, int]:
    """The hash of a form, of its ending with the last accent before it, of its word class with its last letter."""
    match = ENDING.search(form)
    ending = match.group(1) if match else form[-1:]
    accents = [c for c in form[: len(form) - len(ending)] if c in "éèêâîôûç"]
    found = entry(form)
    kind = f"c{_kind(found.word_class if found else 0)}|{ending[-1:]}"
    return (
        crc32(b"w" + form.encode()),
        crc32((ending + "|" + "".join(accents[-1:])).encode()),
        crc32(kind.encode()),
    )


def numbers(context: tuple[Ints, Ints, Ints], hashes: Ints) -> Ints:
    """Feature numbers (words, features) of words with the context hashes (words, templates) and form hashes (words, 3)."""
    mixed = [part ^ hashes[:, i, None] for i, part in enumerate(context)]
    return np.concatenate([*mixed, hashes], axis=1) & (SIZE - 1)


@dataclass(frozen=True, slots=True)
class Chooser:
    """`weights[n]` is the weight of feature number n."""

    weights: Weights

    def probabilities(self, sights: Sight, at: Sequence[int], forms: Sequence[Sequence[str]]) -> list[list[float]]:
        """How likely each form is at each place of `sights`; those of a place sum to 1."""
        found: list[list[float]] = []
        for start in range(0, len(at), CHUNK):
            some = forms[start : start + CHUNK]
            sizes = np.array([len(f) for f in some])
            hashes = np.array([form_hashes(form) for f in some for form in f], np.int64)
            context = features(sights, np.array(at[start : start + CHUNK]))
            owner = np.repeat(np.arange(len(some)), sizes)
            flat = numbers(tuple(part[owner] for part in context), hashes)  # type: ignore[arg-type]
            scores = self.weights[flat].sum(axis=1)
            first = np.cumsum(sizes) - sizes
            odds = np.exp(scores - np.maximum.reduceat(scores, first)[owner])
            odds /= np.add.reduceat(odds, first)[owner]
            values, at_form = odds.tolist(), 0
            for size in sizes.tolist():
                found.append(values[at_form : at_form + size])
                at_form += size
        return found


@cache
def chooser() -> Chooser:
    """The model of the package, read at the first question."""
    return Chooser(unpack(files(__package__).joinpath("data", DATA).read_bytes()))
