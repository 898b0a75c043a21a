"""The work on one file: the pipeline, then its records merged with a person's and written."""

from __future__ import annotations

import traceback
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from extract.batch.outcome import Outcome, Status
from extract.batch.settings import Settings
from extract.errors import ExtractError, InternalError, LimitError
from extract.jobs import Job
from extract.merge import merge_file
from extract.pipeline import extract_releases
from extract.read.document import Origin
from extract.read.files import readable
from extract.read.options import Progress
from extract.records import Release
from extract.report.terminal import claims_table
from extract.write import schema_for, write_atomically

REPORT = "please report it; --debug shows where it happened"


def work_on(job: Job, settings: Settings, progress: Progress | None = None) -> Outcome:
    """Read one file and write its records. Raises nothing: what goes wrong stands in the outcome."""
    start = perf_counter()
    try:
        releases = extract_releases(job.source, replace(settings.reading, progress=progress))
        outcome = _written(job, releases, settings)
    except MemoryError:
        outcome = replace(_failed(job, settings.limits.too_large(job.source)), spent=True)
    except RecursionError:
        outcome = _failed(job, LimitError(str(job.source), "is nested too deeply", "this is no ordinary document"))
    except ExtractError as error:
        outcome = _failed(job, _placed(error, job.source))
    except Exception as error:
        defect = InternalError(str(job.source), f"internal error ({type(error).__name__}: {error})", REPORT)
        outcome = replace(_failed(job, defect), trace=traceback.format_exc())
    return replace(outcome, seconds=perf_counter() - start)


def _failed(job: Job, error: ExtractError) -> Outcome:
    return Outcome(job.source, Status.FAILED, error=error)


def _placed(error: ExtractError, source: Path) -> ExtractError:
    """Reading knows a file by its name alone; in a batch its whole path is needed to find it."""
    return type(error)(str(source), error.cause, error.step) if error.file == readable(source.name) else error


def _written(job: Job, releases: tuple[Release, ...], settings: Settings) -> Outcome:
    """Write the records of one file, with what a person did to those that are there already.

    The first record is written last: where it stands, the others do too, and `resume` may trust it.
    """
    targets = job.targets(len(releases))
    notes: list[str] = []
    kept: list[Release] = []
    for release, target in reversed(list(zip(releases, targets, strict=True))):
        merged = merge_file(target, release, schema_for(target))
        write_atomically(target, merged.text)
        notes[:0] = [f"{target}: {line}" for line in merged.disagreements]
        kept.insert(0, merged.release)
    source = releases[0].source
    scanned = [page for page in source.page_origins if page.origin in (Origin.OCR, Origin.MIXED)]
    return Outcome(
        job.source,
        Status.DONE,
        targets,
        pages=source.pages,
        ocr_pages=len(scanned),
        claims=sum(len(release.claims) for release in kept),
        flags=sum(len(claim.flags) for release in kept for claim in release.claims),
        notes=tuple(notes),
        tables=tuple(map(claims_table, kept)) if settings.show else (),
    )
