"""A batch as a person or a log sees it, from its first file to its exit code."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import FrameType

from extract.batch.outcome import Outcome, Status
from extract.batch.run import run_batch
from extract.batch.settings import Settings
from extract.errors import ExitCode
from extract.jobs import Job
from extract.report.batch import Live, Log, report_text, show_summary
from extract.report.terminal import COLUMNS, show_rows


def follow(jobs: Sequence[Job], settings: Settings, alone: bool, quiet: bool, report: Path | None) -> ExitCode:
    """Run a batch and tell how it goes. `alone`: one file that was named, whose error is raised and claims are shown."""
    outcomes: list[Outcome] = []
    view = Live(len(jobs), sys.stderr) if sys.stderr.isatty() else Log(len(jobs), sys.stderr)
    interrupted = False
    try:
        with (
            stoppable(),
            view,
            closing(run_batch(jobs, settings, lambda job, page: view.page(job.source, page))) as run,
        ):
            for outcome in run:
                outcomes.append(outcome)
                if not (alone and outcome.error):
                    view.add(outcome)
                if settings.debug and outcome.trace:
                    print(outcome.trace, file=sys.stderr)
    except KeyboardInterrupt:
        interrupted = True
    if report is not None:
        from extract.write import write_atomically

        write_atomically(report, report_text(outcomes, [job.source for job in jobs], report.suffix))
    if alone and outcomes:
        if outcomes[0].error:
            raise outcomes[0].error
        for title, rows in outcomes[0].tables:
            show_rows(COLUMNS, rows, sys.stdout, title=title)
    elif not alone and not quiet:
        show_summary(view.tally, sys.stdout)
    if interrupted:
        left = len(jobs) - view.tally.done
        view.say(f"interrupted: {left} of {len(jobs)} files are left; the same command goes on with them")
        return ExitCode.INTERRUPTED
    failed = view.tally.counts[Status.FAILED]
    if failed:
        stopped = view.tally.done < len(jobs)
        view.say(f"{failed} of {len(jobs)} files failed" + (f", {len(jobs) - view.tally.done} left" if stopped else ""))
        return ExitCode.SOME_FAILED
    return ExitCode.OK


@contextmanager
def stoppable() -> Iterator[None]:
    """SIGTERM ends the batch as cleanly as Ctrl-C."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
