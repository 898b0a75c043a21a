"""Temporary files: in a private folder of the run, and what killed runs left behind is found and removed."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from extract.jobs import Job
from extract.locks import PART, claim, is_abandoned, taken_over

PREFIX = "extract-batch-"
TRIES = 3
PARTIAL = re.compile(r"\.(?P<record>.+\.ya?ml)\.[a-z0-9_]{8}" + re.escape(PART), re.IGNORECASE)


class Scratch:
    """A folder that this process alone may read (mode 700), held for as long as the process lives."""

    def __init__(self) -> None:
        # Another run may take a folder that is not held yet for abandoned. Where nothing can be held, it is used as it is.
        for _ in range(TRIES):
            self.path = Path(tempfile.mkdtemp(prefix=PREFIX))
            with suppress(FileNotFoundError):
                self._handle = os.open(self.path, os.O_RDONLY)
                if claim(self._handle) and self.path.exists():
                    return
        self.path.mkdir(mode=0o700, exist_ok=True)

    def folder(self) -> Path:
        return Path(tempfile.mkdtemp(dir=self.path))

    def remove(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._handle)


def remove_leftovers(jobs: Iterable[Job]) -> int:
    """Remove what runs that were killed left: temporary folders, and half-written records where these jobs write."""
    count = 0
    for path in Path(tempfile.gettempdir()).glob(PREFIX + "*"):
        with suppress(FileNotFoundError), taken_over(path) as abandoned:
            if abandoned and path.stat().st_uid == os.getuid():
                shutil.rmtree(path, ignore_errors=True)
                count += 1
    return count + sum(remove_partial(folder) for folder in {job.target.parent: None for job in jobs})


def remove_partial(folder: Path) -> int:
    """Remove the half-written records of a folder that no process works on any more."""
    try:
        found = [path for path in folder.iterdir() if PARTIAL.fullmatch(path.name) and is_abandoned(path)]
    except OSError:
        return 0
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)
