"""What became of one file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from extract.errors import ExtractError

Table = tuple[str, tuple[tuple[str, ...], ...]]
"""A title, and the rows of claims below it, for a person."""


class Status(StrEnum):
    DONE = "done"
    UNCHANGED = "unchanged"  # content, version and options are those of the record that is there
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`source` is a path, or a URL; `notes` are lines for a person; `seconds` of wall time; `spent`: the worker should not be used again."""

    source: Path | str
    status: Status
    records: tuple[Path, ...] = ()
    pages: int = 0
    ocr_pages: int = 0
    claims: int = 0
    flags: int = 0
    seconds: float = 0.0
    error: ExtractError | None = None
    notes: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    trace: str = ""
    spent: bool = False


@dataclass(frozen=True, slots=True)
class PageRead:
    """`done` of `count` pages of a file are read."""

    done: int
    count: int
