"""The commands. This room alone prints and exits."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from extract.errors import ExtractError

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@app.command()
def run(
    path: Annotated[Path, typer.Argument(help="A press release.")],
    output: Annotated[Path | None, typer.Option("-o", help="Where the YAML goes; - for standard output.")] = None,
) -> None:
    """Write the numeric claims of a press release as YAML beside it."""
    from extract.pipeline import extract_releases
    from extract.write import to_yaml, write_yaml

    for release in extract_releases(path):
        if output == Path("-"):
            sys.stdout.write(to_yaml(release))
        else:
            write_yaml(release, output or path.with_suffix(".yaml"))


def main() -> None:
    try:
        app()
    except ExtractError as error:
        print(error, file=sys.stderr)
        raise SystemExit(int(error.code)) from None
