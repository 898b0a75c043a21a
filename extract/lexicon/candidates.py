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
    return form.count > LEAST_SHARE * top and (form.count > UNUSED or top < FREQUENT)


def _inflected(form: Entry, top: Entry) -> bool:
    """Whether two forms can be nothing but verbs, and not in the same mood: « supervise » and « supervisé ». That the
    texts used only one of them says little."""
    kinds = class_names(form.word_class), class_names(top.word_class)
    return all(k and all(name[0] == "v" for name in k) for k in kinds) and kinds[0] != kinds[1]
