"""Accents of words that no dictionary has: a known word behind a known prefix, and what French spelling rules out."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.lexicon.words import entries, skeleton
from extract.repair.tables import tables

LEAST_TAIL = 5  # letters of the known word behind the prefix
BEFORE_MUTE_E = re.compile(r"é(?=(?:[bcdfglmnprstvz]|ch|gn|qu|[bcdgtv]r)es?$)")
"""Before a last syllable in mute e the sound is è: « ibuproféne » cannot be."""


@lru_cache(maxsize=16384)
def coined(word: str) -> str | None:
    """The likely spelling of an unknown word in lower case, None where nothing speaks for another one."""
    key = skeleton(word)
    for cut in range(min(len(key) - LEAST_TAIL, tables().longest_prefix), 1, -1):
        prefix = tables().prefixes.get(key[:cut])
        if prefix and (tail := next((e.form for e in entries(key[cut:]) if e.valid), None)):
            return prefix + tail
    spelt = BEFORE_MUTE_E.sub("è", word)
    return spelt if spelt != word else None
