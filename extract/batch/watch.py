"""A drop folder: what is put into it or changed there, once it has been written to its end."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from extract.errors import InputError

LOOK = 5  # seconds
QUIET = 1.0  # seconds without a change after which a file counts as written


def arrivals(folders: Sequence[Path], recursive: bool) -> Iterator[frozenset[Path]]:
    """What has come or changed, by real path, or nothing every LOOK seconds: systems may lose a notice.

    Raises InputError where watchfiles is missing.
    """
    try:
        from watchfiles import Change, watch
    except ImportError as error:
        raise InputError("--watch", "needs the library watchfiles", "pip install 'extract[watch]'") from error
    for changes in watch(*folders, recursive=recursive, yield_on_timeout=True, rust_timeout=1000 * LOOK):
        yield frozenset(Path(name).resolve() for change, name in changes if change is not Change.deleted)


def settle(files: Iterable[Path]) -> None:
    """Wait until files have been written to their end: until they have not changed for QUIET seconds."""
    waiting = list(files)
    while waiting := [path for path in waiting if not _is_quiet(path)]:
        time.sleep(QUIET / 5)


def _is_quiet(path: Path) -> bool:
    try:
        return abs(time.time() - path.stat().st_mtime) > QUIET
    except OSError:
        return True  # it is gone
