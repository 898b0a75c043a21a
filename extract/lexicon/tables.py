"""The word tables: TOML files beside this module, read once."""

from __future__ import annotations

from typing import Any

from extract import toml


def table(name: str) -> dict[str, Any]:
    """The table `name.toml`."""
    return toml.table("extract.lexicon", name)
