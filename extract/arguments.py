"""What several commands take on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

Paths = Annotated[list[Path], typer.Argument(help="Releases, folders of releases, or - for standard input.")]
File = Annotated[Path, typer.Argument(help="A release, or - for standard input.")]
Records = Annotated[list[Path], typer.Argument(help="YAML records, or folders of them.")]


def _pages(words: str) -> str:
    """Raises BadParameter where it is no range of pages, before any file is opened."""
    if not words:
        return words
    from extract.read.options import page_ranges

    try:
        page_ranges(words)
    except ValueError:
        raise typer.BadParameter(f"{words!r} is no range of pages: write 1-3,7") from None
    return words


Pages = Annotated[
    str, typer.Option("--pages", metavar="1-3,7", callback=_pages, help="Pages to read; all when left out.")
]
Lang = Annotated[str, typer.Option("--lang", metavar="fra+eng", help="Languages of Tesseract, for scans.")]
Ocr = Annotated[Literal["auto", "never", "always"], typer.Option("--ocr", help="Read pages as pictures.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="A file, a folder, or - for standard output.")]
