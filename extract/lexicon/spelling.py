"""How a word that no dictionary has is likely to be spelt: which accents its letters carry, by the letters around them.

A log-linear model over hashed features, learnt from the words of the dictionary by `extract.lexicon.build.spelling`.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from math import exp
from zlib import crc32

import numpy as np

from extract.lexicon.levels import Weights, unpack

DATA = "spelling.bin"
SIZE = 1 << 17
REACH = 4  # letters looked at on each side
SPELLINGS = {"e": "eéèê", "a": "aâ", "i": "iîï", "o": "oô", "u": "uû", "c": "cç"}
"""What a letter without its accent may stand for. « à », « ù », « ë » are as good as never met in unknown words."""


def contexts(key: str, at: int) -> list[str]:
    """The features of the letter at a place of a word without accents."""
    framed = "_" * REACH + key + "_" * REACH
    at += REACH
    left = [framed[at - n : at] for n in range(REACH + 1)]
    right = [framed[at + 1 : at + 1 + n] for n in range(REACH + 1)]
    near = [f"{a}|{b}" for a in left[:4] for b in right[:4]]
    return [
        *near,
        f"{left[4]}|",
        f"|{right[4]}",
        f"{left[1]}|{right[4]}",
        f"{left[4]}|{right[1]}",
        f"{left[4]}|{right[4]}",
    ]


def number(context: str, spelling: str) -> int:
    """The feature number of a context together with a spelling."""
    return crc32(f"{spelling}{context}".encode()) & (SIZE - 1)


@cache
def _weights() -> Weights:
    return unpack(files(__package__).joinpath("data", DATA).read_bytes())


@lru_cache(maxsize=16384)
def spelt(key: str, least: float) -> str:
    """A word in lower case without accents with those of which the model is at least so sure. A last « e » stays as it
    is: whether « -e » or « -é » is no question of spelling."""
    letters, weights = list(key), _weights()
    for at, letter in enumerate(key.removesuffix("s").removesuffix("e")):
        if letter not in SPELLINGS:
            continue
        seen = contexts(key, at)
        rows = np.array([[number(c, s) for c in seen] for s in SPELLINGS[letter]])
        scores = weights[rows].sum(axis=1).tolist()
        odds = {s: exp(score) for s, score in zip(SPELLINGS[letter], scores, strict=True)}
        best = max(odds, key=lambda s: odds[s])
        if odds[best] >= least * sum(odds.values()):
            letters[at] = best
    return "".join(letters)
