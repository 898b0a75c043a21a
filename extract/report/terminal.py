"""What the terminal shows: claims as a table, or as tab-separated lines where no person looks on."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from extract.records import Claim, Release

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
COLUMNS = ("quantity", "value", "unit", "what", "period", "place")


def printable(text: str) -> str:
    """Text without what would steer a terminal (control characters, changes of direction) or is no text."""
    return CONTROL.sub("\ufffd", text)


def is_coloured(out: TextIO) -> bool:
    """Whether a person looks on who has not asked for plain text (https://no-color.org)."""
    return out.isatty() and not os.environ.get("NO_COLOR")


def claims_table(release: Release) -> tuple[str, tuple[tuple[str, ...], ...]]:
    """A title, and a row of COLUMNS for each claim."""
    return release.release.title or release.source.file, tuple(map(_row, release.claims))


def show_rows(columns: Sequence[str], rows: Iterable[Sequence[str]], out: TextIO, title: str = "") -> None:
    """A table for a person; tab-separated lines under one head line for a pipe."""
    clean = [[" ".join(printable(cell).split()) for cell in row] for row in rows]
    if not out.isatty():
        for line in (columns, *clean):
            print("\t".join(line), file=out)
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(printable(title)), title_justify="left", header_style="bold", expand=False)
    for column in columns:
        table.add_column(column, justify="right" if column == "value" else "left", overflow="fold")
    for row in clean:
        table.add_row(*(Text(cell) for cell in row))
    Console(file=out).print(table)


def _row(claim: Claim) -> tuple[str, ...]:
    change = {"up": "↑ ", "down": "↓ "}.get(claim.direction or "", "")
    hedge = "" if claim.bound == "exactly" else f" ({claim.bound.replace('_', ' ')})"
    value = f"{claim.value.normalize():f}" + (f"–{claim.upper.normalize():f}" if claim.upper is not None else "")
    return (
        claim.quantity + hedge,
        change + value,
        claim.unit,
        " · ".join(part for part in (claim.entity, claim.property) if part),
        claim.period.edtf if claim.period else "",
        claim.place.name if claim.place else "",
    )
