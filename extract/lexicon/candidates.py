"""The forms between which a word without its accents may decide."""

from __future__ import annotations

from functools import lru_cache

from extract.lexicon.words import Entry, class_names, entries

MAX_FORMS = 5
LEAST_SHARE, ATTESTED_SHARE = 5e-4, 0.3
UNUSED, FREQUENT = 0.5, 20.0
"""A form comes into question from a two-thousandth of the frequency of its commonest rival, and one that the texts
never used only where no rival is frequent; one that the dictionary lacks must be a third as frequent. The forms of one
verb (`_inflected`) always do."""
SELDOM = 30.0  # occurrences below which a participle that is a noun too counts as a participle

ONE_ACCENT = str.maketrans({"é": "è", "ê": "è", "ë": "è", "œ": "oe"})
"""« siége », « poëme », « complétement »: an old spelling that carries another accent on the same letter is none, nor is
the typewriter's « oeuvre »."""


@lru_cache(maxsize=65536)
def candidates(key: str) -> tuple[Entry, ...]:
    """The forms of a skeleton that running text may mean, the most frequent first, at most five."""
    forms = entries(key)
    if len(forms) < 2:
        return forms
    top = forms[0].count
    if not any(e.valid for e in forms):
        return forms[:1]
    valid = {e.form.translate(ONE_ACCENT) for e in forms if e.valid}
    kept = [
        e
        for e in forms
        if (e.valid and (_used(e, top) or _inflected(e, forms[0])))
        or (not e.valid and e.count > ATTESTED_SHARE * top and e.form.translate(ONE_ACCENT) not in valid)
    ]
    return tuple(kept[:MAX_FORMS]) or forms[:1]


def _used(form: Entry, top: float) -> bool:
    return form.count >= LEAST_SHARE * top and (form.count > UNUSED or top < FREQUENT)


def _inflected(form: Entry, top: Entry) -> bool:
    """Whether two forms can be nothing but verbs, and not in the same mood: « supervise » and « supervisé ». That the
    texts used only one of them says little."""
    kinds = _verbal(form), _verbal(top)
    return all(kinds) and kinds[0] != kinds[1]


def _verbal(entry: Entry) -> frozenset[str]:
    """The moods of a word that is a verb only, or a participle: « aliéné » is one whether or not it is a noun too."""
    names = class_names(entry.word_class)
    participles = frozenset(name for name in names if name.startswith("vQ"))
    if entry.count < SELDOM and participles:
        return participles
    return names if all(name[0] == "v" for name in names) else frozenset()
