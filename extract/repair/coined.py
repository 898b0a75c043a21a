"""Accents of words that no dictionary has: a known word behind a known prefix, and what French spelling makes likely."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.lexicon.spelling import spelt
from extract.lexicon.words import entries, skeleton
from extract.repair.tables import tables

LEAST_TAIL = 5  # letters of the known word behind the prefix
SURE = 0.9  # of an accent that the spelling asks for
QUALITY = re.compile(r"(?<=[abiotv][cdlstv]it)e(?=s?$)")
"""« additionnalite » : nouns of quality."""
MUTE_E = r"(?=(?:[bcdfglmnprstvz]|ch|gn|qu|[bcdgtv]r)es?$)"
BEFORE_MUTE_E = re.compile("é" + MUTE_E)
"""Before a last syllable in mute e the sound is è: « ibuproféne » cannot be."""
OPEN_E = re.compile("[eéê]" + MUTE_E)
LEARNED = re.compile(r"(?:[aiou]tions?|iques?|istes?|ismes?|aires?|ates?|ités?|ites?|logies?|ines?)$")
OPEN_SYLLABLE = re.compile(r"(?<=[^\W\d_aeiou])e(?=(?:[bcdfglmnprstvz]|[bcdfgptv][rl]|[cpt]h|qu)[aiouy])")
"""« zoledronique » : in words of learned make an e that ends its syllable is é."""
FRENCH = re.compile(
    r"(?:[^aeiouy]i?e|[gq]ue|ée|ion|ant|ent|eur|ois|al|aux|ard|if|um|ose)s?$"  # not « comedy », « slovnik »
)


@lru_cache(maxsize=16384)
def coined_name(word: str) -> str | None:
    """The likely spelling of an unknown name in lower case: « Chabrières », since è is what the sound before a mute e
    asks for. Names keep no other rule: « Delaborde », « Benavente »."""
    likely = coined(word) if OPEN_E.search(word) else None
    if likely is None:
        return None
    likely = "".join(new if new == "è" else old for old, new in zip(word, likely, strict=False))
    return likely if likely != word else None


@lru_cache(maxsize=16384)
def coined(word: str) -> str | None:
    """The likely spelling of an unknown word in lower case, None where nothing speaks for another one."""
    key = skeleton(word)
    for cut in range(min(len(key) - LEAST_TAIL, tables().longest_prefix), 1, -1):
        prefix = tables().prefixes.get(key[:cut])
        if prefix and (tail := next((e.form for e in entries(key[cut:]) if e.valid), None)):
            return prefix + tail
    if len(key) != len(word) or not FRENCH.search(key):
        return None
    # an accent that was read is right or stands for another one
    likely = "".join(new if bare != new else old for old, bare, new in zip(word, key, spelt(key, SURE), strict=True))
    likely = QUALITY.sub("é", BEFORE_MUTE_E.sub("è", likely))
    if word.isascii() and LEARNED.search(word):
        likely = OPEN_SYLLABLE.sub("é", likely)
    return likely if likely != word else None
