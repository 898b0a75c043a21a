"""Temporary files: in a private folder of the run, and what killed runs left behind is found and removed."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from extract.jobs import Job
from extract.locks import PART, claim, is_abandoned

PREFIX = "extract-batch-"
LOCK = "lock"
PARTIAL = re.compile(r"\.(?P<record>.+\.ya?ml)\.[a-z0-9_]{8}" + re.escape(PART), re.IGNORECASE)


class Scratch:
    """A folder that this process alone may read (mode 700), held by a lock for as long as the process lives."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._lock = os.open(self.path / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        claim(self._lock)

    def folder(self) -> Path:
        return Path(tempfile.mkdtemp(dir=self.path))

    def remove(self) -> None:
        os.close(self._lock)
        shutil.rmtree(self.path, ignore_errors=True)


def remove_leftovers(jobs: Iterable[Job]) -> int:
    """Remove what runs that were killed left: temporary folders, and half-written records where these jobs write."""
    count = 0
    for path in Path(tempfile.gettempdir()).glob(PREFIX + "*"):
        if path.lstat().st_uid == os.getuid() and not path.is_symlink() and is_abandoned(path / LOCK):
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
