"""Raised characters: ordinals and abbreviations join their word, exponents and note calls become Unicode superscripts.

« 1<sup>er</sup> » is read « 1er », « km<sup>2</sup> » « km² », and the note call of « 15 000<sup>2</sup> » « 15 000² »:
no digit of a note can be taken for a digit of the number before it.
"""

from __future__ import annotations

import re

RAISED = str.maketrans("0123456789()[]+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁽⁾⁺⁻⁻")
NOTE_LETTERS = {"a": "ᵃ", "b": "ᵇ", "c": "ᶜ", "(a)": "⁽ᵃ⁾", "(b)": "⁽ᵇ⁾", "(c)": "⁽ᶜ⁾"}
NUMERO = re.compile(r"(?:^|\W)n$", re.I)


def raised(text: str, before: str) -> str:
    """What a raised `text` is written as after `before` (the text of its line so far)."""
    bare = text.strip()
    if any(c.isdigit() for c in bare):
        return text.translate(RAISED)
    if bare in ("o", "º") and NUMERO.search(before):
        return "°"
    if not before[-1:].isdigit() and bare in NOTE_LETTERS:
        return NOTE_LETTERS[bare]
    return text
