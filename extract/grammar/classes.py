"""Which parts of speech a French word form can have, by the dictionary.

The table `classes.xz` holds one line for each three-letter beginning: the beginning, then `ending:letters` for each
form. Letters: n N noun (singular, plural), a A adjective, f F finite verb (third person singular, plural), g other
finite form, x X y the same of être and avoir, i infinitive, p P past participle, r present participle, d determiner,
e preposition, o pronoun, v adverb, c conjunction, u numeral, j interjection, m proper name.
"""

from __future__ import annotations

import lzma
from functools import cache, lru_cache
from importlib.resources import files

UNKNOWN = "?"
ELISION = "'"
VERB_ENDINGS = {"eront": "F", "iront": "F", "èrent": "F", "aient": "F", "era": "f", "erait": "f"}
"""What a word that the dictionary leaves out must be: rare verb forms that the corpora do not use are not in the table."""


@cache
def _table() -> dict[str, str]:
    packed = files("extract.grammar").joinpath("classes.xz").read_bytes()
    lines = lzma.decompress(packed).decode("utf-8").split("\n")
    return {line[: line.index(" ")]: line[line.index(" ") :] for line in lines}


@lru_cache(maxsize=20_000)
def classes(word: str) -> str:
    """The class letters of a lower-case word form, `?` where neither dictionary nor ending tell."""
    if word.endswith("'"):
        return ELISION
    line = _table().get(word[:3], "")
    key = f" {word[3:]}:"
    at = line.find(key)
    if at >= 0:
        return line[at + len(key) : line.index(" ", at + len(key))]
    return next((letter for ending, letter in VERB_ENDINGS.items() if word.endswith(ending)), UNKNOWN)


def forget() -> None:
    """Read the table anew: for the builder, which has just written it."""
    _table.cache_clear()
    classes.cache_clear()
