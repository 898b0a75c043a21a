"""Codes of departments behind a place: « Drôme (26) », « Valence (26) »."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from extract.find.line import FOLDS
from extract.find.tables import compiled

NAMED = r"(?r)(?P<name>(?:[^\W\d_][\w'-]*[ ]){0,3}[^\W\d_][\w'-]*) ?\("


@cache
def _places() -> str:
    """The gazetteer as one text with a line a place, apostrophes and dashes made one."""
    text = files("extract.lexicon").joinpath("data/places.tsv").read_text("utf-8")
    return text.translate({ord(c): FOLDS[ord(c)] for c in "’‐–"})


@cache
def _is_code(code: str, name: str) -> bool:
    places = _places()
    if f"\nDEP-{code}\t{name}\t" in places:
        return True
    at = places.find(f"\t{name}\t")
    while at >= 0:  # communes of one name
        row = places[places.rfind("\n", 0, at) + 1 : at]
        if row.startswith(f"COM-{code}"):
            return True
        at = places.find(f"\t{name}\t", at + 1)
    return False


def department_code(plain: str, start: int, end: int) -> bool:
    """Whether the digits at `start` are the code of the department that the words before the bracket name or lie in."""
    if end - start not in (2, 3) or plain[end : end + 1] != ")":
        return False
    m = compiled(NAMED).match(plain, max(0, start - 60), start)
    if m is None:
        return False
    words, code = m["name"].split(" "), plain[start:end]
    return any(_is_code(code, " ".join(words[i:])) for i in range(len(words)))
