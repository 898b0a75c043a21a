"""The tables of words and rows, TOML files in the rooms that use them."""

from __future__ import annotations

import marshal
from functools import cache
from importlib.resources import files
from typing import Any

from extract.kept import kept


@cache
def table(package: str, name: str) -> dict[str, Any]:
    """The table `name.toml` of a package, read once."""
    text = files(package).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = marshal.loads(kept(("toml", text), lambda: _parsed(text)))
    return found


def _parsed(text: str) -> bytes:
    import tomllib  # needed only where the table is not kept

    return marshal.dumps(tomllib.loads(text))
