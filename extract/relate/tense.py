"""Tenses of French verbs by their forms: what is told of the past."""

from __future__ import annotations

from functools import cache

from extract import regex
from extract.lexicon.tables import table
from extract.relate.words import either

_CONDITIONAL = r"(?!\w*(?:er|ir|dr|vr|rr|ttr|îtr|aur|ser|fer)ai(?:en)?t\b)"
"""« les prix devraient rester stables »: what may come, though it ends like an imparfait."""
PAST = regex.compile(
    r"\b(?:a|ont|avait|avaient|a été|ont été)(?: (?:notamment|ainsi|également|aussi|été|fortement|légèrement|nettement|\w+ment))* (?!(?:plus|lui|ici|puis|depuis|parmi|tous|droit)\b)\w+(?:é|i|u|is|it|ert)e?s?\b"
    rf"|\b(?:est|sont|s'est|se sont|s'étaient|était|étaient) (?:\w+ment )?(?:{either('participles_with_etre')})e?s?\b"
    r"|\b(?:s'est|se sont|s'était|s'étaient) (?:\w+ment )?\w{3,}(?:é|i|u)e?s?\b"
    rf"|\b{_CONDITIONAL}\w{{2,}}(?:aient|èrent)\b|\b(?!(?:{either('nouns_in_ait')})\b){_CONDITIONAL}\w{{2,}}ait\b"
)
"""Passé composé, imparfait, passé simple in the plural; of a folded text."""

TELLING = regex.compile(rf"\b(?:a|ont) (?:{either('telling_participles')})")
"""Verbs of what a release is there to tell: their date is the event's, not the figures'."""

_FUTURE = regex.compile(r"\b\w*(?:er|ir|dr|vr|rr|ttr|îtr|ncr|mpr|aur|ser|fer)(?:a|ont|ons|ez)\b(?!-)")

_DONE_BY = regex.compile(r"\b(?:aura|auront) (?:\w+ment |ainsi |déjà |été )*\w+(?:é|i|u|is|it|ert)e?s?\b")
"""« le dispositif aura mobilisé 9,1 M€ »: told of what is over by now."""
_GOING_TO = regex.compile(
    r"\b(?:va|vont|allons) (?:\w+ment |ainsi |également |bientôt )?(?!de\b)\w{2,}(?:er|ir|re|oir)\b"
)


@cache
def _nouns() -> frozenset[str]:
    return frozenset(table("aims")["not_future"]["words"].split())


def is_future(clause: str) -> bool:
    """Whether a folded clause has a verb in the future; forms in -ons and -ez have their pronoun (« vignerons » has none)."""
    if _GOING_TO.search(clause):
        return True
    for m in _FUTURE.finditer(_DONE_BY.sub(" ", clause)):
        person = {"ons": "nous", "ez": "vous"}.get("ons" if m.group().endswith("ons") else m.group()[-2:])
        if m.group() not in _nouns() and (person is None or person in clause[max(0, m.start() - 25) : m.start()]):
            return True
    return False
