"""What checking gives: problems in a record, and findings in a file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

Path = tuple[int | str, ...]


class Severity(IntEnum):
    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        return self.name.lower()


class Problem(NamedTuple):
    """A rule that a record breaks, and where in its data: `("claims", 3, "value")`."""

    rule: str
    path: Path
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: `line` and `column` from 1; the message says what is wrong and what to do."""

    file: str
    line: int
    column: int
    path: str
    rule: str
    severity: Severity
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}: " + (f"{self.path}: " if self.path else "")
        return f"{where}{self.severity.word}: {self.message} [{self.rule}]"


def dotted(path: Path) -> str:
    """`claims[3].value`."""
    out = ""
    for key in path:
        out += f"[{key}]" if isinstance(key, int) else f".{key}" if out else key
    return out
