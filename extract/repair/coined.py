"""Accents of words that no dictionary has: a known word behind a known prefix, and what French spelling makes likely."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.lexicon.spelling import spelt
from extract.lexicon.words import entries, skeleton
from extract.repair.tables import tables

LEAST_NAME = 5  # letters of a name that is guessed from what is usual
LEAST_PART = 3  # letters of words that are glued
LEAST_TAIL = 5  # letters of the known word behind the prefix
COMMON = 50.0  # occurrences of words that are likely to be glued
SURE = 0.9  # of an accent that the spelling asks for
QUALITY = re.compile(r"(?<=[abiotv][cdlstv]it)e(?=s?$)")
"""« additionnalite » : nouns of quality."""
MUTE_E = r"(?=(?:[bcdfglmnprstvz]|ch|gn|qu|[bcdgtv]r)es?$)"
BEFORE_MUTE_E = re.compile("é" + MUTE_E)
"""Before a last syllable in mute e the sound is è: « ibuproféne » cannot be."""
OPEN_E = re.compile("[eéê]" + MUTE_E)
FIRST_E = re.compile(r"^e(?=(?:[bcdfgjlmnprstvz]|[bcdfgptv][rl]|ph|ch|th)[aiouyéèê].*[éèê]|[bcdfgjlmnprstvz][éèê])")
"""« Epiménide »: a name of which another accent is left."""
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
    likely = BEFORE_MUTE_E.sub("è", FIRST_E.sub("é", word))
    if OPEN_E.search(word) and len(word) > LEAST_NAME and (new := coined(word)):
        likely = "".join(b if b == "è" else a for a, b in zip(likely, new, strict=False))
    return likely if likely != word else None


def coined_word(word: str) -> str | None:
    """The same for a word that is no name; none where two known words spell it: « référencedes », « votrefaculté »."""
    key = skeleton(word)
    cuts = range(LEAST_PART, len(key) - LEAST_PART + 1)
    glued = any(_common(key[:cut]) and _common(key[cut:]) for cut in cuts)
    return _prefixed(key) if glued else coined(word)


def _prefixed(key: str) -> str | None:
    """A known word behind a known prefix: « rétrocommissions »."""
    for cut in range(min(len(key) - LEAST_TAIL, tables().longest_prefix), 1, -1):
        prefix = tables().prefixes.get(key[:cut])
        if prefix and (tail := next((e.form for e in entries(key[cut:]) if e.valid), None)):
            return prefix + tail
    return None


def _common(key: str) -> bool:
    return any(e.valid and e.count > COMMON for e in entries(key))


@lru_cache(maxsize=16384)
def coined(word: str) -> str | None:
    """The likely spelling of an unknown word in lower case, None where nothing speaks for another one."""
    key = skeleton(word)
    if new := _prefixed(key):
        return new
    if len(key) != len(word) or not FRENCH.search(key):
        return None
    # an accent that was read is right or stands for another one
    likely = "".join(new if bare != new else old for old, bare, new in zip(word, key, spelt(key, SURE), strict=True))
    likely = QUALITY.sub("é", BEFORE_MUTE_E.sub("è", likely))
    if word.isascii() and LEARNED.search(word):
        likely = OPEN_SYLLABLE.sub("é", likely)
    return likely if likely != word else None
