"""The same work on other machines: each file is one task of a Dask cluster, its place an fsspec URL.

Every thread of a Dask worker keeps a reader process as a local batch does, with the same limits: a hostile file harms
neither the Dask worker nor its other files.
"""

from __future__ import annotations

import itertools
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from extract.batch.outcome import Outcome, Status
from extract.batch.pool import Pool
from extract.batch.resume import is_unchanged
from extract.batch.settings import Settings
from extract.errors import InputError, OutputError
from extract.jobs import Choice, Job, record_name, stems
from extract.write import write_atomically

RETRIES = 2
AHEAD = 4  # tasks in hand for each thread of the cluster: a million at once would fill the scheduler


@dataclass(frozen=True, slots=True)
class RemoteJob:
    """URLs of a file and of its record."""

    source: str
    target: str


def url(path: Path) -> str:
    """The URL that a command line made a path of (`s3:/bucket/x`), or the absolute path of a local file."""
    scheme, colon, rest = str(path).partition(":/")
    if not colon or "/" in scheme:
        return str(path.absolute())
    return f"{scheme}://{'/' if scheme in ('file', 'local') else ''}{rest}"


def plan_urls(paths: Sequence[Path], output: Path | None, choice: Choice) -> tuple[RemoteJob, ...]:
    """The jobs of folders, in a fixed order, named as `plan` names them. Raises InputError, OutputError."""
    fsspec = _library("fsspec")
    jobs: list[RemoteJob] = []
    for path in paths:
        files, root = fsspec.core.url_to_fs(url(path))
        try:
            names = sorted(files.find(root, maxdepth=None if choice.recursive else 1))
        except (OSError, ValueError) as error:
            raise InputError(url(path), f"cannot be listed ({error})", "check the address") from error
        place = PurePosixPath(root)
        below = [PurePosixPath(name) for name in names]
        taken = {
            folder: stems(name.name for name in group)
            for folder, group in itertools.groupby(sorted(below), lambda name: name.parent)
        }
        out_files, out_root = fsspec.core.url_to_fs(url(output)) if output else (files, root)
        for name in below:
            if choice.takes(name.relative_to(place)):
                record = record_name(name.name, taken[name.parent])
                target = PurePosixPath(out_root) / name.parent.relative_to(place) / record
                jobs.append(RemoteJob(files.unstrip_protocol(str(name)), out_files.unstrip_protocol(str(target))))
    if not jobs:
        raise InputError(", ".join(map(url, paths)), "holds no release", "give a folder, perhaps with --recursive")
    if len({job.target for job in jobs}) < len(jobs):
        raise OutputError(url(output or paths[0]), "would hold two records of one name", "give one folder at a time")
    return tuple(jobs)


def run_on_cluster(address: str, jobs: Sequence[RemoteJob], settings: Settings) -> Generator[Outcome, None, None]:
    """The outcome of each job, as they come. Raises InputError where the cluster cannot be reached."""
    distributed = _library("distributed")
    from extract.batch.readers import PLUGIN, Readers, task

    try:
        client = distributed.Client(address, timeout="20s", set_as_default=False)
        client.register_plugin(Readers(settings), name=PLUGIN)
    except (OSError, ValueError) as error:
        raise InputError(address, f"cannot be used ({error})", "start `dask scheduler` and workers there") from error
    with client:
        waiting = iter(jobs)
        ahead = AHEAD * max(1, sum(client.nthreads().values()))
        submit = partial(client.submit, task, retries=RETRIES, pure=False)
        running = {submit(job): job for job in itertools.islice(waiting, ahead)}
        failures = 0
        done = distributed.as_completed(list(running), loop=client.loop)
        for future in done:
            job = running.pop(future)
            outcome = _outcome(future, job)
            yield outcome
            failures += outcome.status is Status.FAILED
            if settings.max_failures and failures >= settings.max_failures:
                client.cancel(list(running))
                return
            following = next(waiting, None)
            if following is not None:
                future = submit(following)
                running[future] = following
                done.add(future)


def _outcome(future: Any, job: RemoteJob) -> Outcome:
    if future.status == "finished":
        found: Outcome = future.result()
        return found
    cause = future.exception() if future.status == "error" else future.status
    error = InputError(job.source, f"was given up by the cluster ({cause})", "see the workers' logs")
    return Outcome(job.source, Status.FAILED, error=error)


def read_url(job: RemoteJob, pool: Pool) -> Outcome:
    """Read one file by its URL and write its records by theirs. Raises OSError where a store cannot be reached."""
    from fsspec.implementations.local import LocalFileSystem

    start = perf_counter()
    files, source = _library("fsspec").core.url_to_fs(job.source)
    out_files, target = _library("fsspec").core.url_to_fs(job.target)
    if isinstance(files, LocalFileSystem) and isinstance(out_files, LocalFileSystem):
        outcome = _read(Job(Path(source), Path(target)), pool)
    else:
        with TemporaryDirectory() as name:
            here = Job(Path(name) / "in" / PurePosixPath(source).name, Path(name) / "out" / PurePosixPath(target).name)
            there = Job(Path(source), Path(target))
            here.source.parent.mkdir()
            here.target.parent.mkdir()
            files.get_file(source, str(here.source))
            numbered = ((there.numbered(n), here.numbered(n)) for n in itertools.count(1))
            _fetch(out_files, [(there.target, here.target)])
            _fetch(out_files, numbered)
            outcome = _read(here, pool)
            for record in reversed(outcome.records):  # the first last, as `work` writes them
                _put(out_files, record, str(there.target.with_name(record.name)))
    records = tuple(Path(target).with_name(record.name) for record in outcome.records)
    error = outcome.error and type(outcome.error)(job.source, outcome.error.cause, outcome.error.step)
    return replace(outcome, source=job.source, records=records, error=error, seconds=perf_counter() - start)


def _read(job: Job, pool: Pool) -> Outcome:
    if not pool.settings.force and is_unchanged(job, pool.settings):
        return Outcome(job.source, Status.UNCHANGED)
    while not pool.take(job):
        list(pool.outcomes())
    while True:
        for outcome in pool.outcomes():
            return outcome


def _fetch(files: Any, pairs: Iterator[tuple[Path, Path]] | list[tuple[Path, Path]]) -> None:
    """Bring the records that are there, up to the first that is not."""
    for there, here in pairs:
        if not files.exists(str(there)):
            return
        files.get_file(str(there), str(here))


def _put(files: Any, record: Path, target: str) -> None:
    """An object store takes an object whole or not at all; a folder is written by way of a second name."""
    from fsspec.implementations.local import LocalFileSystem

    if isinstance(files, LocalFileSystem):
        write_atomically(Path(target), record.read_text(encoding="utf-8"))
    else:
        files.pipe_file(target, record.read_bytes())


def _library(name: str) -> Any:
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError as error:
        raise InputError("--dask", f"needs the library {name}", "pip install 'extract[cluster]'") from error
