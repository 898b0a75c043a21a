"""The way through a batch: what is done already is passed over, the rest goes to the workers."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence

from extract.batch.outcome import Outcome, Status
from extract.batch.pool import PageSeen, Pool
from extract.batch.resume import is_unchanged
from extract.batch.scratch import remove_leftovers
from extract.batch.settings import Settings
from extract.jobs import Job


def run_batch(jobs: Sequence[Job], settings: Settings, seen: PageSeen | None = None) -> Generator[Outcome, None, None]:
    """The outcome of each job, as they come. Raises InternalError where no worker can be started.

    Ends early after `settings.max_failures` failures. Whoever stops iterating, or is interrupted, closes the iterator:
    the workers end at once, and no half-written record is left.
    """
    remove_leftovers(jobs)
    failures = 0
    with Pool(settings, min(settings.size, len(jobs))) as pool:
        for outcome in _outcomes(pool, jobs, settings, seen):
            yield outcome
            failures += outcome.status is Status.FAILED
            if settings.max_failures and failures >= settings.max_failures:
                return


def _outcomes(pool: Pool, jobs: Sequence[Job], settings: Settings, seen: PageSeen | None) -> Iterator[Outcome]:
    for job in jobs:
        if not settings.force and is_unchanged(job, settings):
            yield Outcome(job.source, Status.UNCHANGED)
            if pool.busy:
                yield from pool.outcomes(0, seen)
            continue
        while not pool.take(job):
            yield from pool.outcomes(seen=seen)
    while pool.busy:
        yield from pool.outcomes(seen=seen)
