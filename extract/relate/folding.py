"""How words are compared: lower case, plain spaces and apostrophes, offsets kept."""

from __future__ import annotations

from extract.lexicon.gazetteer import BARE

_PLAIN = tuple({"’": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "‑": "-", "–": "-", "—": "-"}.items())


_LETTERS = BARE | str.maketrans("œŒæÆ", "ooaa")


def letters(text: str) -> str:
    """Lower case, no accents, hyphens as spaces, as names of places are compared: one character for one character."""
    return lower(text).translate(_LETTERS)


def fold(text: str) -> str:
    """Lower case, straight apostrophes, plain spaces and dashes: one character for one character."""
    plain = text
    if not text.isascii():
        for sign, by in _PLAIN:  # seven times as fast as `translate`, which looks at every character
            plain = plain.replace(sign, by)
    return lower(plain)


def lower(text: str) -> str:
    """Lower case, one character for one character."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
