"""Files and folders that a process holds while it works on them: the system frees them when it ends, however it ends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # no POSIX: nothing is ever held, and nothing taken for abandoned
    fcntl = None  # type: ignore[assignment]

PART = ".part"
"""The end of a file's name while it is being written."""


def claim(handle: int) -> bool:
    """Hold an open file or folder until it is closed. False where another process holds it."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def taken_over(path: Path) -> Iterator[bool]:
    """Hold what a process held that has ended; False where it goes on, or where nothing can be held."""
    try:
        handle = None if fcntl is None else os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        handle = None
    try:
        yield handle is not None and claim(handle)
    finally:
        if handle is not None:
            os.close(handle)


def is_abandoned(path: Path) -> bool:
    """Whether the process that held a file has ended."""
    with taken_over(path) as abandoned:
        return abandoned
