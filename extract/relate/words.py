"""The word lists of this room, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> frozenset[str]:
    """A list of `words.toml` as a set."""
    return frozenset(_table()[name].split())


@cache
def beginnings(name: str) -> tuple[str, ...]:
    """A list of `words.toml` as a tuple, for `str.startswith`."""
    return tuple(_table()[name].split())


@cache
def _table() -> dict[str, str]:
    return tomllib.loads(files("extract.relate").joinpath("words.toml").read_text("utf-8"))
