"""A Typer group with a default command: `extract release.pdf` is `extract run release.pdf`.

It looks at the words alone and imports no click, which Typer now carries inside itself under another name.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from typer.core import TyperGroup

DEFAULT = "run"
GROUP_FLAGS = {"--help", "--version", "--debug"}  # options of the group that take no value


class DefaultGroup(TyperGroup):
    """Puts the default command first when the first word is no command.

    A file that has a command's name is reached by `./check`. A word that names neither a command nor a file, but
    almost a command, is taken for a slip.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        at = next((i for i, word in enumerate(args) if word not in GROUP_FLAGS), len(args))
        if at < len(args) and args[at] not in self.commands:
            self._refuse_slip(ctx, args[at])
            args = [*args[:at], DEFAULT, *args[at:]]
        return super().parse_args(ctx, args)

    def _refuse_slip(self, ctx: Any, word: str) -> None:
        if not word.isalpha() or Path(word).exists():
            return
        from difflib import get_close_matches

        close = get_close_matches(word.lower(), self.commands, n=1)
        if close:
            ctx.fail(f"No command and no file is called {word!r}. Did you mean {close[0]!r}?")
