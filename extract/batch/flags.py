"""The options of a batch on the command line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

BATCH, LIMITS = "Batch", "Limits for each file"
SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kMGT]?)(i?)B?", re.IGNORECASE)
POWERS = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4}

Recursive = Annotated[bool, typer.Option("--recursive/--no-recursive", "-r", help="Look into the folders of folders.")]
Include = Annotated[
    list[str] | None,
    typer.Option(metavar="GLOB", help="Of a folder, only these files; may be repeated.", rich_help_panel=BATCH),
]
Exclude = Annotated[
    list[str] | None,
    typer.Option(metavar="GLOB", help="Of a folder, not these files; may be repeated.", rich_help_panel=BATCH),
]
Force = Annotated[bool, typer.Option("--force", help="Read files again that are unchanged.", rich_help_panel=BATCH)]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", min=0, help="Worker processes; 0 for one a core.", rich_help_panel=BATCH)
]
FailFast = Annotated[bool, typer.Option("--fail-fast", help="Stop at the first failure.", rich_help_panel=BATCH)]
MaxFailures = Annotated[
    int, typer.Option(min=0, help="Stop after so many failures; 0 to go on.", rich_help_panel=BATCH)
]
Report = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write what became of each file, as .json or .csv.", rich_help_panel=BATCH),
]
Watch = Annotated[
    bool, typer.Option("--watch", help="Go on, and read what comes into the folders.", rich_help_panel=BATCH)
]
Dask = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS", help="Let a Dask cluster do it; folders may be fsspec URLs.", rich_help_panel=BATCH
    ),
]
Timeout = Annotated[float, typer.Option(min=0.1, help="Seconds of wall time.", rich_help_panel=LIMITS)]


def size(words: str) -> int:
    """Bytes of a size like 500MB, 2G or 2GiB. Raises BadParameter."""
    found = SIZE.fullmatch(words.strip())
    if found is None:
        raise typer.BadParameter(f"{words!r} is no size: write 500MB or 2GB")
    return int(float(found[1]) * (1024 if found[3] else 1000) ** POWERS[found[2].upper()])


MaxMemory = Annotated[
    str, typer.Option(metavar="SIZE", help="Memory of a worker and its Tesseract.", rich_help_panel=LIMITS)
]
MaxPages = Annotated[int, typer.Option(min=1, help="Pages.", rich_help_panel=LIMITS)]
MaxPixels = Annotated[int, typer.Option(min=1, help="Pixels of one picture or rendered page.", rich_help_panel=LIMITS)]
MaxBytes = Annotated[
    str, typer.Option(metavar="SIZE", help="Size of the file, packed or unpacked.", rich_help_panel=LIMITS)
]
