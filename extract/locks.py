"""Files that a process holds while it works on them: the system frees them when it ends, however it ends."""

from __future__ import annotations

import os
from pathlib import Path

try:
    import fcntl
except ImportError:  # no POSIX: nothing is ever held, and nothing taken for abandoned
    fcntl = None  # type: ignore[assignment]

PART = ".part"
"""The end of a file's name while it is being written."""


def claim(handle: int) -> bool:
    """Hold an open file until it is closed. False where another process holds it."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def is_abandoned(path: Path) -> bool:
    """Whether the process that held a file has ended."""
    if fcntl is None:
        return False
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        return claim(handle)
    finally:
        os.close(handle)
