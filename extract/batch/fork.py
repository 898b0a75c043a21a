"""A worker as a copy of the process that needs it: it has what that one has loaded, and starts in a few milliseconds.

Loading Python, Typer and Pydantic anew took a quarter of the CPU time of one release of two pages.
"""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from subprocess import TimeoutExpired

LOOK = 0.01  # seconds between two looks whether a process has ended
THREADS = Path("/proc/self/task")


def can_fork() -> bool:
    """Whether a copy would be whole: it has one thread only, and what others hold at that moment is held for ever.

    Linux alone counts the threads that C libraries have started; elsewhere the answer is no.
    """
    return THREADS.is_dir() and sum(1 for _ in THREADS.iterdir()) == 1


class Forked:
    """A copy of this process at work, with what is used of `subprocess.Popen`."""

    def __init__(self, work: Callable[[], None], handle: int, environment: dict[str, str], debug: bool) -> None:
        """Do `work` in a session of its own, where of all open files `handle` alone is open (and errors, to `debug`)."""
        self.pid = os.fork()
        self._code: int | None = None
        if self.pid == 0:
            code = 1
            try:
                os.setsid()
                signal.signal(signal.SIGTERM, signal.SIG_DFL)
                _close(handle, debug)
                os.environ.update(environment)
                work()
                code = 0
            except BaseException:
                if debug:
                    traceback.print_exc()
            finally:
                os._exit(code)  # nothing of the parent's is to be closed, flushed or removed here

    def poll(self) -> int | None:
        if self._code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._code = os.waitstatus_to_exitcode(status)
        return self._code

    def wait(self, timeout: float | None = None) -> int:
        """Raises TimeoutExpired."""
        end = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if end is not None and time.monotonic() > end:
                raise TimeoutExpired(sys.argv, timeout or 0)
            time.sleep(LOOK)
        return code


def _close(handle: int, debug: bool) -> None:
    """Another worker's end of its socket must not live on here: that one would never hear that its parent is gone."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1) if debug else (0, 1, 2):
        os.dup2(nothing, standard)
    os.closerange(3, handle)
    os.closerange(handle + 1, os.sysconf("SC_OPEN_MAX"))
