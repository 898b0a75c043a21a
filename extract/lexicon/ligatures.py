"""Which ligature stands between letters that no dictionary knows together, and names that hold one.

Counts of the ligatures between two letters on each side, backed off to one letter and to none (Witten-Bell).
Built by `extract.lexicon.build.ligatures`.
"""

from __future__ import annotations

import lzma
import re
from collections import defaultdict
from functools import cache
from importlib.resources import files

from extract.lexicon.words import skeleton

DATA = "ligatures.xz"
SIGNS = ("fi", "ff", "fl", "ffi", "ffl")
LIGATURE = re.compile("ff[il]|ff|f[il]")
CONTEXT = 2  # letters on each side
EDGE = "_" * CONTEXT

Shares = dict[str, float]


def framed(word: str) -> str:
    """The letters of a word without accents, in lower case, with marks for its beginning and its end."""
    return EDGE + skeleton(word.lower()) + EDGE


@cache
def _rows() -> list[str]:
    """The two parts of the file: counts and names."""
    return lzma.decompress(files(__package__).joinpath("data", DATA).read_bytes()).decode().split("\n\n")


@cache
def _counts() -> dict[str, dict[str, int]]:
    """The ligatures seen by context: « le|eb », « e|eb », « le|e », « e|e », « e| », « |e », « | »."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for row in _rows()[0].split("\n"):
        key, *numbers = row.split(" ")
        left, right = key.split("|")
        seen = [(sign, int(n)) for sign, n in zip(SIGNS, numbers, strict=True) if n != "0"]
        for a in range(CONTEXT + 1):
            for b in range(CONTEXT + 1):
                total = counts[f"{left[CONTEXT - a :]}|{right[:b]}"]
                for sign, n in seen:
                    total[sign] = total.get(sign, 0) + n
    return dict(counts)


@cache
def _names() -> frozenset[str]:
    return frozenset(_rows()[1].split("\n"))


def is_name(word: str) -> bool:
    """Whether a word is a listed name with a ligature (most French communes among them), whatever its case."""
    return word.lower() in _names()


@cache
def between(left: str, right: str) -> Shares:
    """How likely each ligature is after the letters `left` and before `right`, which reach to the ends of the word."""
    a, b = framed(left)[: -len(EDGE)][-CONTEXT:], framed(right)[len(EDGE) :][:CONTEXT]
    base = dict.fromkeys(SIGNS, 1 / len(SIGNS))
    anywhere = _backed("|", base)
    nearest = _joined(_backed(f"{a[-1:]}|", anywhere), _backed(f"|{b[:1]}", anywhere), anywhere)
    near = _backed(f"{a[-1:]}|{b[:1]}", nearest)
    return _backed(f"{a}|{b}", _joined(_backed(f"{a}|{b[:1]}", near), _backed(f"{a[-1:]}|{b}", near), near))


def _backed(key: str, base: Shares) -> Shares:
    """The shares counted in a context, mixed with those of a wider one by how many kinds were seen there."""
    seen = _counts().get(key)
    if not seen:
        return base
    total, kinds = sum(seen.values()), len(seen)
    return {sign: (seen.get(sign, 0) + kinds * base[sign]) / (total + kinds) for sign in SIGNS}


def _joined(one: Shares, other: Shares, base: Shares) -> Shares:
    """What two contexts say together, each beyond what is known without it."""
    odds = {sign: one[sign] * other[sign] / base[sign] for sign in SIGNS}
    total = sum(odds.values())
    return {sign: value / total for sign, value in odds.items()}
