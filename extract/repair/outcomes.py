"""What became of the accented letters of a form that was read so or so."""

from __future__ import annotations

from extract.lexicon.words import skeleton

ACCENTED = "àâéèêëçîïôùûüœÀÂÉÈÊËÇÎÏÔÙÛŒ"
KEPT, BARE, ACUTE, OTHER = range(4)  # what became of an accented letter; ACUTE: another accent on e was read as é
OUTCOMES = 4
NOTHING = len(ACCENTED) * OUTCOMES
WIDTH = 5  # accented letters of a word that are looked at


def outcomes(form: str, read: str) -> tuple[tuple[str, int], ...] | None:
    """What became of each accented letter of a form that was read so; None where it cannot have been read so."""
    if form == read and form.isascii():
        return ()
    if len(form) != len(read):
        typed = form.replace("œ", "oe").replace("Œ", "Oe")
        return (("Œ" if "Œ" in form else "œ", BARE),) if typed == read else None
    found = []
    for true, seen in zip(form, read, strict=True):
        if true == seen:
            if true in ACCENTED:
                found.append((true, KEPT))
        elif true not in ACCENTED:
            return None
        elif seen == skeleton(true):
            found.append((true, BARE))
        elif seen in "éÉ" and skeleton(true) in "eE":
            found.append((true, ACUTE))
        elif seen in ACCENTED:
            found.append((true, OTHER))
        else:
            return None
    return tuple(found)


def slots(found: tuple[tuple[str, int], ...]) -> bytes:
    """The row of an option."""
    row = [ACCENTED.index(letter) * OUTCOMES + outcome for letter, outcome in found[:WIDTH]]
    return bytes(row + [NOTHING] * (WIDTH - len(row)))
