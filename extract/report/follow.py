"""A batch as a person or a log sees it, from its first file to its exit code."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import FrameType

from extract.batch.outcome import Outcome, Status
from extract.batch.pool import PageSeen
from extract.errors import ExitCode
from extract.report.batch import Live, Log, report_text, show_summary
from extract.report.terminal import COLUMNS, show_rows

Runner = Callable[[PageSeen], Generator[Outcome, None, None]]
"""Starts a batch."""


def follow(
    sources: Sequence[Path | str],
    start: Runner,
    *,
    alone: bool = False,
    quiet: bool = False,
    report: Path | None = None,
    debug: bool = False,
) -> ExitCode:
    """Run a batch and tell how it goes. `alone`: one file that was named, whose error is raised and claims are shown."""
    outcomes: list[Outcome] = []
    view = Live(len(sources), sys.stderr) if sys.stderr.isatty() else Log(len(sources), sys.stderr)
    interrupted = False
    try:
        with (
            stoppable(),
            view,
            closing(start(lambda job, page: view.page(job.source, page))) as run,
        ):
            for outcome in run:
                outcomes.append(outcome)
                if not (alone and outcome.error):
                    view.add(outcome)
                if debug and outcome.trace:
                    print(outcome.trace, file=sys.stderr)
    except KeyboardInterrupt:
        interrupted = True
    if report is not None:
        from extract.write import write_atomically

        write_atomically(report, report_text(outcomes, sources, report.suffix))
    if alone and outcomes:
        if outcomes[0].error:
            raise outcomes[0].error
        for title, rows in outcomes[0].tables:
            show_rows(COLUMNS, rows, sys.stdout, title=title)
    elif not alone and not quiet:
        show_summary(view.tally, sys.stdout)
    if interrupted:
        left = len(sources) - view.tally.done
        view.say(f"interrupted: {left} of {len(sources)} files are left; the same command goes on with them")
        return ExitCode.INTERRUPTED
    failed = view.tally.counts[Status.FAILED]
    if failed:
        stopped = view.tally.done < len(sources)
        view.say(
            f"{failed} of {len(sources)} files failed" + (f", {len(sources) - view.tally.done} left" if stopped else "")
        )
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
