"""Accents of words that no dictionary has: a known word behind a known prefix, and what French spelling rules out."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.lexicon.words import entries, skeleton
from extract.repair.tables import tables

LEAST_TAIL = 5  # letters of the known word behind the prefix
BEFORE_MUTE_E = re.compile(r"é(?=(?:[bcdfglmnprstvz]|ch|gn|qu|[bcdgtv]r)es?$)")
"""Before a last syllable in mute e the sound is è: « ibuproféne » cannot be."""

QUALITY = re.compile(r"(?<=[abiotv][cdlstv]it)e(?=s?$)")
"""« additionnalite » : nouns of quality."""
LEARNED = re.compile(r"(?:[aiou]tions?|iques?|istes?|ismes?|aires?|ates?|ités?|ites?|logies?|ines?)$")
OPEN_SYLLABLE = re.compile(r"(?<=[^\W\d_aeiou])e(?=(?:[bcdfglmnprstvz]|[bcdfgptv][rl]|[cpt]h|qu)[aiouy])")
"""« zoledronique » : in words of learned make an e that ends its syllable is é."""


@lru_cache(maxsize=16384)
def coined(word: str) -> str | None:
    """The likely spelling of an unknown word in lower case, None where nothing speaks for another one."""
    key = skeleton(word)
    for cut in range(min(len(key) - LEAST_TAIL, tables().longest_prefix), 1, -1):
        prefix = tables().prefixes.get(key[:cut])
        if prefix and (tail := next((e.form for e in entries(key[cut:]) if e.valid), None)):
            return prefix + tail
    spelt = QUALITY.sub("é", BEFORE_MUTE_E.sub("è", word))
    if word.isascii() and LEARNED.search(word):
        spelt = OPEN_SYLLABLE.sub("é", spelt)
    return spelt if spelt != word else None
