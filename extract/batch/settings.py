"""What a caller may choose about a batch."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from extract.errors import LimitError
from extract.read.options import ReadOptions


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take: `seconds` of wall time, `memory` in bytes of its worker and all it starts.

    Pages, pixels and decompressed size are limits of reading: see ReadOptions.
    """

    seconds: float = 300.0
    memory: int = 2_000_000_000

    def too_long(self, source: Path) -> LimitError:
        return LimitError(
            str(source), f"takes longer than {self.seconds:g} s", "raise --timeout, or choose some --pages"
        )

    def too_large(self, source: Path) -> LimitError:
        return LimitError(
            str(source),
            f"needs more than {self.memory / 1e9:g} GB of memory",
            "raise --max-memory, or choose some --pages",
        )


@dataclass(frozen=True, slots=True)
class Settings:
    """`workers` is 0 for one a core; `max_failures` is 0 to go on whatever happens.

    `show` asks for tables of the claims in each outcome; `debug` for what libraries print; `fork` for workers that are
    copies of this process where that can be: for a small process that does nothing else.
    """

    reading: ReadOptions = field(default_factory=ReadOptions)
    limits: Limits = field(default_factory=Limits)
    workers: int = 0
    force: bool = False
    max_failures: int = 0
    show: bool = False
    debug: bool = False
    fork: bool = False

    @property
    def size(self) -> int:
        return self.workers or cores()


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
