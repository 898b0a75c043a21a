"""What runs in a worker process: it takes one job after another from its parent, and ends when the parent does."""

from __future__ import annotations

import gc
import os
import select
import shutil
import signal
import sys
import tempfile
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from extract.batch.outcome import Outcome, PageRead
from extract.batch.settings import Settings
from extract.jobs import Job

ALLOCATED = 20_000  # objects between two looks for garbage: tables, which stay, make more than the default of 700 often
LARGEST_FILE = 2_000_000_000  # bytes that one temporary file may have


@dataclass(frozen=True, slots=True)
class Ready:
    """A worker has loaded what it needs."""


Message = Ready | PageRead | Outcome


def main(handle: int, scratch: str) -> None:
    """Work for the parent at the other end of a socket; `scratch` is this worker's own folder for temporary files."""
    tempfile.tempdir = os.environ["TMPDIR"] = scratch
    link: Connection[Message, tuple[Job, Settings] | None] = Connection(handle)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    threading.Thread(target=_end_with_parent, args=(handle,), daemon=True).start()
    sys.setrecursionlimit(2000)
    gc.disable()  # what is loaded stays; to look through it for garbage took a twentieth of the time of one file
    from extract.batch.work import work_on
    from extract.kept import keep

    gc.freeze()
    gc.set_threshold(ALLOCATED)
    gc.enable()
    link.send(Ready())
    while (given := link.recv()) is not None:
        job, settings = given
        _limit(settings.limits.memory)
        outcome = work_on(job, settings, lambda done, count: link.send(PageRead(done, count)))
        _empty(Path(scratch))
        keep()  # the parent may end this process at any time
        link.send(outcome)


def _end_with_parent(handle: int) -> None:
    """Nothing may go on behind a parent that was killed, neither this process nor what it started."""
    closed = select.poll()
    closed.register(handle, 0)  # a hang-up is always told
    closed.poll()
    os.killpg(0, signal.SIGKILL)


def _limit(memory: int) -> None:
    """No more data, larger files or core dumps; the parent watches what the system does not count."""
    try:
        import resource
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _empty(scratch: Path) -> None:
    """A library that stumbled may have left temporary files."""
    for path in scratch.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
