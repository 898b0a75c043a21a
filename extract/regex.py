"""The library `regex`, with its compiled patterns kept from run to run: it compiles in Python, a millisecond each."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import regex as library
from regex import IGNORECASE, I, Match, Pattern, S, escape

from extract.kept import kept

__all__ = [
    "IGNORECASE",
    "I",
    "Match",
    "Pattern",
    "S",
    "compile",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "match",
    "once",
    "search",
    "split",
    "sub",
    "trie",
]

Words = tuple[tuple[str, tuple[str, ...]], ...]


def compile(pattern: str, flags: int = 0, **words: Iterable[str]) -> Pattern[str]:
    """As `regex.compile`; `words` are the lists that `\\L<name>` stands for."""
    return _pattern(pattern, int(flags), tuple((name, tuple(sorted(words[name]))) for name in sorted(words)))


def once(pattern: str) -> Pattern[str]:
    """A pattern made of a release's own words: neither kept nor found again."""
    made: Pattern[str] = library.compile(pattern, cache_pattern=False)
    return made


def search(pattern: str, text: str) -> Match[str] | None:
    return _plain(pattern).search(text)


def match(pattern: str, text: str) -> Match[str] | None:
    return _plain(pattern).match(text)


def fullmatch(pattern: str, text: str) -> Match[str] | None:
    return _plain(pattern).fullmatch(text)


def findall(pattern: str, text: str) -> list[str]:
    found: list[str] = _plain(pattern).findall(text)
    return found


def finditer(pattern: str, text: str) -> Iterator[Match[str]]:
    return _plain(pattern).finditer(text)


def split(pattern: str, text: str) -> list[str]:
    found: list[str] = _plain(pattern).split(text)
    return found


def sub(pattern: str, by: str | Callable[[Match[str]], str], text: str) -> str:
    return _plain(pattern).sub(by, text)


def trie(words: Iterable[str]) -> str:
    """A pattern of words (letters, blanks, apostrophes and hyphens) that share their beginnings, the longest first."""
    tails: dict[str, list[str]] = {}
    for word in words:
        tails.setdefault(word[:1], []).append(word[1:])
    ends = tails.pop("", None) is not None
    branches = "|".join(head + trie(tails[head]) for head in sorted(tails))
    return f"(?:{branches}){'?' if ends else ''}" if branches else ""


@cache
def _plain(text: str) -> Pattern[str]:
    return _pattern(text, 0, ())


@cache
def _pattern(text: str, flags: int, words: Words) -> Pattern[str]:
    packed = kept(("regex", library.__version__, text, flags, words), lambda: _compiled(text, flags, words))
    pattern: Pattern[str] = pickle.loads(packed)
    return pattern


def _compiled(text: str, flags: int, words: Words) -> bytes:
    lists: dict[str, Any] = dict(words)
    return pickle.dumps(library.compile(text, flags, cache_pattern=False, **lists))
