"""extract: the numeric claims of French press releases as validated records, offline and deterministic."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.read import ReadOptions
    from extract.records import Release

__version__ = "0.1.0"
__all__ = ["__version__", "extract_release"]


def extract_release(path: str | PathLike[str]) -> Release:
    """The record of the first release in a file. Raises `extract.errors.ExtractError`."""
    from pathlib import Path

    from extract.pipeline import extract_releases

    return extract_releases(Path(path))[0]


def made_by(options: ReadOptions | None = None) -> str:
    """What a record says of its making: the version and the options that differ from the defaults."""
    return " ".join(filter(None, (f"extract {__version__}", str(options or ""))))
