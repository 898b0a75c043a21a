"""Worker processes, each with one file in hand: one that crashes, hangs or grows too large is replaced.

`concurrent.futures` gives up all files when one worker dies. Here a worker is a process of its own session, tied to its
parent by a socket, so that it can be ended together with the Tesseract that it may have started.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection, wait
from pathlib import Path
from socket import socketpair
from time import monotonic

from extract.batch.fork import Forked, can_fork
from extract.batch.memory import resident
from extract.batch.outcome import Outcome, PageRead, Status
from extract.batch.scratch import Scratch, remove_partial
from extract.batch.settings import Settings
from extract.batch.worker import Message, Ready, main
from extract.errors import ExtractError, InputError, InternalError, LimitError
from extract.jobs import Job

TICK = 0.2  # seconds between two looks at time and memory
STARTING = 120.0  # seconds that a worker may take to load
FILES = 500  # files after which a worker makes room for a fresh one: C libraries leave holes in the memory
ONE_THREAD = dict.fromkeys(
    ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OPENCV_FOR_THREADS_NUM"), "1"
)
START = (
    "import sys; sys.path[:] = sys.argv[3:]; from extract.batch.worker import main; main(int(sys.argv[1]), sys.argv[2])"
)

PageSeen = Callable[[Job, PageRead], None]


class Worker:
    """A process, seen from its parent."""

    def __init__(self, scratch: Path, settings: Settings) -> None:
        ours, theirs = socketpair()
        start = _copied if settings.fork and can_fork() else _started
        with theirs:
            self.process = start(theirs.fileno(), str(scratch), settings.debug)
        self.link: Connection[tuple[Job, Settings] | None, Message] = Connection(ours.detach())
        self.ready = False
        self.job: Job | None = None
        self.files = 0
        self.since = monotonic()

    def start(self, job: Job, settings: Settings) -> None:
        self.job, self.since = job, monotonic()
        self.files += 1
        with suppress(OSError):  # it is gone: the next look at it tells why
            self.link.send((job, settings))

    @property
    def seconds(self) -> float:
        return monotonic() - self.since

    def end(self) -> int:
        """End it with all that it started; its exit code, negative for a signal that had come before."""
        code = self.process.poll()
        with suppress(ProcessLookupError, PermissionError):
            if code is None:
                os.kill(self.process.pid, signal.SIGKILL)  # a copy that has only just begun leads no group yet
            os.killpg(self.process.pid, signal.SIGKILL)
        ended = self.process.wait()
        self.link.close()
        if self.job is not None:
            remove_partial(self.job.target.parent)
        return ended if code is None else code


def _copied(handle: int, scratch: str, debug: bool) -> Forked:
    return Forked(partial(main, handle, scratch), handle, ONE_THREAD, debug)


def _started(handle: int, scratch: str, debug: bool) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", START, str(handle), scratch, *sys.path],
        pass_fds=[handle],
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=None if debug else subprocess.DEVNULL,  # C libraries write what they please there
        env={**os.environ, **ONE_THREAD},
    )


class Pool:
    """Up to `size` workers, started when they are needed. Use it in a `with` statement."""

    def __init__(self, settings: Settings, size: int) -> None:
        self.settings, self.size = settings, size
        self._workers: list[Worker] = []

    def __enter__(self) -> Pool:
        self._scratch = Scratch()
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.end()
        self._workers.clear()
        self._scratch.remove()

    @property
    def busy(self) -> int:
        return sum(worker.job is not None for worker in self._workers)

    @property
    def processes(self) -> tuple[int, ...]:
        return tuple(worker.process.pid for worker in self._workers)

    def take(self, job: Job) -> bool:
        """Give a job to an idle worker. False where there is none: look at the outcomes first."""
        for worker in self._workers:
            if worker.ready and worker.job is None:
                worker.start(job, self.settings)
                return True
        if len(self._workers) < self.size:
            self._workers.append(Worker(self._scratch.folder(), self.settings))
        return False

    def outcomes(self, seconds: float = TICK, seen: PageSeen | None = None) -> Iterator[Outcome]:
        """What the workers have to tell, after waiting for it no longer than `seconds`."""
        links = {worker.link: worker for worker in self._workers}
        for link in wait(list(links), seconds):
            outcome = self._hear(links[link], seen)  # type: ignore[index]
            if outcome is not None:
                yield outcome
        for worker in list(self._workers):
            error = self._over(worker)
            if error is not None:
                yield self._lost(worker, error)

    def _hear(self, worker: Worker, seen: PageSeen | None) -> Outcome | None:
        try:
            message = worker.link.recv()
        except (EOFError, OSError):
            return self._dead(worker)
        if isinstance(message, Ready):
            worker.ready = True
        elif isinstance(message, PageRead):
            if seen and worker.job:
                seen(worker.job, message)
        else:
            worker.job = None
            if message.spent or worker.files >= FILES:
                self._drop(worker)
            return message
        return None

    def _over(self, worker: Worker) -> ExtractError | None:
        """Which limit a worker has passed."""
        if not worker.ready:
            if worker.seconds > STARTING:
                raise InternalError("extract", f"a worker process did not start within {STARTING:g} s")
            return None
        if worker.job is None:
            return None
        limits = self.settings.limits
        if worker.seconds > limits.seconds:
            return limits.too_long(worker.job.source)
        if resident(worker.process.pid) > limits.memory:
            return limits.too_large(worker.job.source)
        return None

    def _dead(self, worker: Worker) -> Outcome | None:
        """A worker is gone that nobody ended."""
        try:
            code = worker.process.wait(1)
        except subprocess.TimeoutExpired:
            code = 0
        if not worker.ready:
            raise InternalError("extract", f"a worker process does not start (exit code {code})", "--debug shows why")
        if worker.job is None:
            self._drop(worker)
            return None
        name = str(worker.job.source)
        if code == -signal.SIGKILL:
            return self._lost(worker, LimitError(name, "its reader was killed, most likely for want of memory"))
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return self._lost(
            worker,
            InputError(name, f"brings its reader down ({how})", "open it and save it again, or print it to a new PDF"),
        )

    def _lost(self, worker: Worker, error: ExtractError) -> Outcome:
        assert worker.job is not None
        outcome = Outcome(worker.job.source, Status.FAILED, seconds=worker.seconds, error=error)
        self._drop(worker)
        return outcome

    def _drop(self, worker: Worker) -> None:
        worker.end()
        self._workers.remove(worker)
