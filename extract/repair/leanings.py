"""What grammar and capitals leave no room for, whatever the model thinks: « s'aliéné », « ont catche », « la Drome »."""

from __future__ import annotations

from functools import lru_cache

from extract.lexicon.context import FINITE_CLASSES, OPENERS
from extract.lexicon.words import Standing, class_names, classes, entries, entry, skeleton
from extract.repair.tables import tables

NEVER, RARELY, HARDLY = 1e-5, 0.01, 0.03
"""What is left of a form that cannot stand there, of a French word beside a foreign one, of a verb with a capital."""
MASCULINE = frozenset({"vQms", "vQmi", "vQei"})
HOPS = 4  # tokens behind an auxiliary in which its participle stands
LESS = 0.1  # and of a word that is no name, with a capital inside a sentence, beside one that is


def leaning(before: str, token: str, forms: tuple[str, ...]) -> tuple[float, ...] | None:
    """By how much the forms of a word are less likely behind the token before it; None where all stay as they are."""
    if token[0].isupper() and len(token) > 1:
        if before and before not in OPENERS and (before[0].islower() or before == ","):
            return _capital(token.lower(), forms)
        if before and before[0].isupper() and before[1:].islower() and token.isascii() and _foreign(before):
            return _behind_foreign(token.lower(), forms)
        return None
    kind = _asked(before)
    return _behind(kind, forms) if kind else None


@lru_cache(maxsize=16384)
def _asked(before: str) -> str | None:
    """What a word asks of a verb behind it."""
    return tables().before_verbs.get(before.lower().replace("’", "'"))


def auxiliary(tokens: list[str], i: int) -> bool:
    """Whether an a is « a » by the participle behind it that kept its é, or never had one: « a baissé », « a été ». No
    participle alone stands behind « à »."""
    at = i + 1
    while at < i + HOPS and (tokens[at] in tables().between or tokens[at].endswith("ment")):
        at += 1
    return _participle(tokens[at])


@lru_cache(maxsize=16384)
def _participle(word: str) -> bool:
    if not word.islower():
        return False
    if word in ("été", "eu"):
        return True
    own = classes(word)
    kinds = own if "é" in word else own.union(*(class_names(e.word_class) for e in entries(skeleton(word))))
    if not own & MASCULINE or word in tables().nouns_behind_a:
        return False
    return "é" in word or all(kind.startswith(("vQ", "A", "vF")) for kind in kinds)


@lru_cache(maxsize=16384)
def _behind(kind: str, forms: tuple[str, ...]) -> tuple[float, ...] | None:
    """No noun or participle stands behind « s' », no finite verb behind « ont »."""
    barred = tuple(_nominal(form) if kind == "clitic" else _finite(form) for form in forms)
    if not any(barred) or all(bad for form, bad in zip(forms, barred, strict=True) if classes(form)):
        return None
    return tuple(NEVER if bad else 1.0 for bad in barred)


def _nominal(form: str) -> bool:
    kinds = classes(form)
    return bool(kinds) and all(kind[0] in "NA" or kind.startswith("vQ") for kind in kinds)


def _finite(form: str) -> bool:
    kinds = classes(form)
    return bool(kinds) and kinds <= FINITE_CLASSES


@lru_cache(maxsize=16384)
def _foreign(word: str) -> bool:
    """Whether a word is none of the dictionary's, whatever its accents."""
    return not entries(skeleton(word.lower()))


@lru_cache(maxsize=16384)
def _behind_foreign(own: str, forms: tuple[str, ...]) -> tuple[float, ...] | None:
    """A word with a capital behind an unknown one is as foreign as that, if it is no name and no « Santé »: « Lingnan
    College »."""
    common = [form != own and not _named(form) and not form.rstrip("s").endswith(("é", "ée")) for form in forms]
    return tuple(RARELY if c else 1.0 for c in common) if any(common) else None


def _named(form: str) -> bool:
    found = entry(form)
    return found is not None and Standing.NAME in found.standing


@lru_cache(maxsize=16384)
def _capital(own: str, forms: tuple[str, ...]) -> tuple[float, ...] | None:
    """Inside a sentence a word with a capital is hardly a verb, and rather a name than not."""
    names = [_named(form) for form in forms]
    if any(names) and not all(names):
        return tuple(1.0 if name else LESS for name in names)
    verbs = [form != own and bool(kinds := classes(form)) and all(kind[0] == "v" for kind in kinds) for form in forms]
    return tuple(HARDLY if verb else 1.0 for verb in verbs) if any(verbs) else None
