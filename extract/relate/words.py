"""The word lists of this room, read once: words parted by blanks, phrases as arrays or by line ends."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from extract import regex, toml
from extract.lexicon.tables import table
from extract.relate.folding import letters


@cache
def words(name: str) -> frozenset[str]:
    """A list of `words.toml` as a set."""
    return frozenset(_table()[name].split())


@cache
def beginnings(name: str) -> tuple[str, ...]:
    """A list of `words.toml` as a tuple, for `str.startswith`."""
    return tuple(_table()[name].split())


def endings(name: str) -> tuple[str, ...]:
    """A list of `words.toml` as a tuple, for `str.endswith`."""
    return beginnings(name)


@cache
def either(name: str) -> str:
    """A list of `words.toml` as the alternatives of a pattern, longest first."""
    return _alternatives(listed(name))


@cache
def plain(name: str) -> str:
    """A list as the alternatives of a pattern over `letters`: without accents, hyphens as spaces."""
    return _alternatives(map(letters, listed(name)))


def _alternatives(forms: Iterable[str]) -> str:
    return "|".join(sorted({regex.escape(form) for form in forms}, key=lambda form: (-len(form), form)))


def listed(name: str) -> list[str]:
    """A list of `words.toml` in its order."""
    said: str | list[str] = _table()[name]
    return said.split() if isinstance(said, str) else said


def pairs(name: str) -> dict[str, str]:
    """A table of `words.toml` that gives a word for each word."""
    found: dict[str, str] = _table()[name]
    return found


@cache
def month_names() -> str:
    """The months, each by its first name in the table, as the alternatives of a pattern."""
    usual: dict[int, str] = {}
    for name, number in table("times")["months"].items():
        usual.setdefault(number, name)
    return "|".join(usual.values())


@cache
def weekday_names() -> str:
    """The days of the week as the alternatives of a pattern."""
    return "|".join(table("times")["weekdays"])


@cache
def adverbials() -> tuple[str, ...]:
    """The phrases that say when or how, with either apostrophe, longest first."""
    said = _table()["adverbials"].strip().splitlines()
    both = {phrase.replace("'", mark) for phrase in said for mark in "'’"}
    return tuple(sorted(both, key=lambda phrase: (-len(phrase), phrase)))


def _table() -> dict[str, Any]:
    return toml.table("extract.relate", "words")
