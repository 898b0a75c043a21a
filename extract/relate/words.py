"""The word lists of this room, read once: words parted by blanks, phrases by line ends."""

from __future__ import annotations

from functools import cache

from extract import toml


@cache
def words(name: str) -> frozenset[str]:
    """A list of `words.toml` as a set."""
    return frozenset(_table()[name].split())


@cache
def beginnings(name: str) -> tuple[str, ...]:
    """A list of `words.toml` as a tuple, for `str.startswith`."""
    return tuple(_table()[name].split())


@cache
def adverbials() -> tuple[str, ...]:
    """The phrases that say when or how, with either apostrophe, longest first."""
    said = _table()["adverbials"].strip().splitlines()
    both = {phrase.replace("'", mark) for phrase in said for mark in "'’"}
    return tuple(sorted(both, key=lambda phrase: (-len(phrase), phrase)))


def _table() -> dict[str, str]:
    return toml.table("extract.relate", "words")
