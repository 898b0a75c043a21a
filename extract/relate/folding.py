"""How words are compared: lower case, plain spaces and apostrophes, offsets kept."""

from __future__ import annotations

_FOLD = str.maketrans({"’": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "‑": "-", "–": "-", "—": "-"})


def fold(text: str) -> str:
    """Lower case, straight apostrophes, plain spaces and dashes: one character for one character."""
    plain = text.translate(_FOLD)
    low = plain.lower()
    return low if len(low) == len(plain) else "".join(c if len(c.lower()) != 1 else c.lower() for c in plain)
