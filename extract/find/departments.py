"""Codes of departments behind a place: « Drôme (26) », « Valence (26) »."""

from __future__ import annotations

from extract.find.tables import compiled
from extract.lexicon.gazetteer import gazetteer

NAMED = r"(?r)(?P<name>(?:[^\W\d_][\w'-]*[ ]){0,3}[^\W\d_][\w'-]*) ?\("


def _is_code(code: str, name: str) -> bool:
    """Whether a department or a commune in it is written just so."""
    return any(
        place.code == f"DEP-{code}" or place.code.startswith(f"COM-{code}")
        for place in gazetteer().named(name)
        if place.name.replace("’", "'") == name
    )


def department_code(plain: str, start: int, end: int) -> bool:
    """Whether the digits at `start` are the code of the department that the words before the bracket name or lie in."""
    if end - start not in (2, 3) or plain[end : end + 1] != ")":
        return False
    m = compiled(NAMED).match(plain, max(0, start - 60), start)
    if m is None:
        return False
    words, code = m["name"].split(" "), plain[start:end]
    return any(_is_code(code, " ".join(words[i:])) for i in range(len(words)))
