"""The library `regex`, with its compiled patterns kept from run to run.

`regex` compiles in Python: the 320 patterns that one release needs took 0.27 s of its 0.85 s. Reading them back takes
6 ms. They are kept where Python keeps compiled modules, under the same rules: in `__pycache__` (or PYTHONPYCACHEPREFIX),
not with PYTHONDONTWRITEBYTECODE, not where the folder cannot be written; whoever deletes the file loses only time. A
pattern is found by its text, its flags and its word lists, so that nothing kept can be out of date.
"""

from __future__ import annotations

import atexit
import marshal
import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

import regex as library
from regex import IGNORECASE, I, Match, Pattern, S, escape

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
    "keep",
    "match",
    "once",
    "search",
    "split",
    "sub",
]

MOST = 4_000  # patterns that are kept: what is edited leaves its older forms behind, until all begin anew
Words = tuple[tuple[str, tuple[str, ...]], ...]
Key = tuple[str, int, Words]


def compile(pattern: str, flags: int = 0, **words: Iterable[str]) -> Pattern[str]:
    """As `regex.compile`; `words` are the lists that `\\L<name>` stands for."""
    return _pattern(pattern, int(flags), tuple((name, tuple(sorted(words[name]))) for name in sorted(words)))


def once(pattern: str) -> Pattern[str]:
    """A pattern made of a release's own words: neither kept nor found again."""
    made: Pattern[str] = library.compile(pattern, cache_pattern=False)
    return made


def search(pattern: str, text: str) -> Match[str] | None:
    return compile(pattern).search(text)


def match(pattern: str, text: str) -> Match[str] | None:
    return compile(pattern).match(text)


def fullmatch(pattern: str, text: str) -> Match[str] | None:
    return compile(pattern).fullmatch(text)


def findall(pattern: str, text: str) -> list[str]:
    found: list[str] = compile(pattern).findall(text)
    return found


def finditer(pattern: str, text: str) -> Iterator[Match[str]]:
    return compile(pattern).finditer(text)


def split(pattern: str, text: str) -> list[str]:
    found: list[str] = compile(pattern).split(text)
    return found


def sub(pattern: str, by: str | Callable[[Match[str]], str], text: str) -> str:
    return compile(pattern).sub(by, text)


def keep() -> None:
    """Write what this process had to compile, for the next ones. A process that may be killed calls it in time."""
    if not sys.dont_write_bytecode:
        _store().write()


class Store:
    """Patterns as `pickle` gives them, by their keys, in a file; each is made a pattern when it is asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._kept: dict[Key, bytes] = {}
        self._new: dict[Key, bytes] = {}
        # As with compiled modules: whoever may write there may also change the program.
        with suppress(OSError, EOFError, ValueError, TypeError):
            self._kept = dict(marshal.loads(path.read_bytes()))

    def pattern(self, key: Key) -> Pattern[str]:
        packed = self._kept.get(key)
        if packed is not None:
            kept: Pattern[str] = pickle.loads(packed)
            return kept
        text, flags, words = key
        lists: dict[str, Any] = dict(words)
        made: Pattern[str] = library.compile(text, flags, cache_pattern=False, **lists)
        self._new[key] = pickle.dumps(made)
        return made

    def write(self) -> None:
        if not self._new:
            return
        self._kept, self._new = (self._kept if len(self._kept) < MOST else {}) | self._new, {}
        part = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        with suppress(OSError):
            self.path.parent.mkdir(exist_ok=True)
            part.write_bytes(marshal.dumps(self._kept))
            part.replace(self.path)


@cache
def _pattern(text: str, flags: int, words: Words) -> Pattern[str]:
    return _store().pattern((text, flags, words))


@cache
def _store() -> Store:
    atexit.register(keep)
    return Store(Path(cache_from_source(__file__)).with_suffix(f".{library.__version__}"))
