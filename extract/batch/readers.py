"""What runs on each Dask worker: reader processes that stay from task to task. Needs Dask."""

from __future__ import annotations

from queue import Queue
from typing import cast

from distributed import Worker, WorkerPlugin, get_worker

from extract.batch.cluster import RemoteJob, read_url
from extract.batch.outcome import Outcome
from extract.batch.pool import Pool
from extract.batch.settings import Settings

PLUGIN = "extract-readers"


class Readers(WorkerPlugin):  # type: ignore[misc, unused-ignore]
    """The reader processes of one Dask worker, one a thread."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def setup(self, worker: Worker) -> None:
        self._idle: Queue[Pool] = Queue()
        self._all = [Pool(self.settings, 1).__enter__() for _ in range(worker.state.nthreads)]
        for pool in self._all:
            self._idle.put(pool)

    def teardown(self, worker: Worker) -> None:
        for pool in self._all:
            pool.__exit__()

    def read(self, job: RemoteJob) -> Outcome:
        pool = self._idle.get()
        try:
            return read_url(job, pool)
        finally:
            self._idle.put(pool)


def task(job: RemoteJob) -> Outcome:
    """Read one file on the Dask worker that this runs on."""
    return cast(Readers, get_worker().plugins[PLUGIN]).read(job)
