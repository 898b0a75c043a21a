"""How a batch goes and what came of it: a live display or log lines, a summary, a report for machines."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Self, TextIO

from extract.batch.outcome import Outcome, PageRead, Status
from extract.read.files import readable
from extract.report.terminal import printable, show_rows

LOGGED = 10.0  # seconds between two lines on how far it is, where no person looks on
REFRESHED = 0.2  # seconds between two looks of the bar
COLUMNS = ("file", "status", "pages", "ocr_pages", "claims", "flags", "seconds", "error")


@dataclass
class Tally:
    """Sums over the outcomes so far, of `files` in all."""

    files: int
    start: float = field(default_factory=monotonic)
    counts: dict[Status, int] = field(default_factory=lambda: dict.fromkeys(Status, 0))
    pages: int = 0
    ocr_pages: int = 0
    claims: int = 0
    flags: int = 0
    problem: str = ""

    def add(self, outcome: Outcome) -> None:
        self.counts[outcome.status] += 1
        self.pages += outcome.pages
        self.ocr_pages += outcome.ocr_pages
        self.claims += outcome.claims
        self.flags += outcome.flags
        if outcome.error is not None:
            self.problem = one_line(str(outcome.error))

    @property
    def done(self) -> int:
        return sum(self.counts.values())

    @property
    def seconds(self) -> float:
        return monotonic() - self.start

    @property
    def rate(self) -> float:
        """Files read in a second; those that were passed over do not count."""
        return (self.done - self.counts[Status.UNCHANGED]) / max(self.seconds, 1e-6)

    @property
    def left(self) -> str:
        """The time left, as if no more files were passed over."""
        return span((self.files - self.done) / self.rate) if self.rate > 0 else "?"

    def __str__(self) -> str:
        failed = self.counts[Status.FAILED]
        return f"{self.done} of {self.files} files, {self.pages} pages, {self.rate:.1f} files/s, {self.left} left" + (
            f", {failed} failed" if failed else ""
        )


def span(seconds: float) -> str:
    """A length of time in its two largest units."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s" if minutes else f"{rest} s"


def one_line(text: str) -> str:
    return " ".join(printable(text).split())


class Log:
    """Lines on standard error: each problem as it comes, and now and then how far the batch is."""

    def __init__(self, files: int, out: TextIO) -> None:
        self.tally, self.out = Tally(files), out
        self._said = monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        pass

    def add(self, outcome: Outcome) -> None:
        self.tally.add(outcome)
        if outcome.error is not None:
            self.say(str(outcome.error))
        for note in outcome.notes:
            self.say(note)
        if monotonic() - self._said > LOGGED:
            self._said = monotonic()
            self.say(str(self.tally))

    def page(self, source: Path, read: PageRead) -> None:
        pass

    def say(self, line: str) -> None:
        print(f"extract: {one_line(line)}", file=self.out, flush=True)


class Live(Log):
    """The same for a person: problems scroll by, a bar with the figures stays below them."""

    def __init__(self, files: int, out: TextIO) -> None:
        super().__init__(files, out)
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn
        from rich.table import Column

        self._bar = Progress(
            BarColumn(bar_width=24),
            TextColumn("{task.description}", markup=False, table_column=Column(overflow="fold")),
            console=Console(file=out, stderr=out.isatty()),
            transient=True,
            auto_refresh=False,  # it would take a thread, and a process with threads is not to be forked
        )
        self._task = self._bar.add_task("", total=files)
        self._reading: dict[Path | str, str] = {}
        self._shown = 0.0

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bar.stop()

    def add(self, outcome: Outcome) -> None:
        self._said = monotonic()  # the bar says how far it is
        self._reading.pop(outcome.source, None)
        super().add(outcome)
        self._show()

    def page(self, source: Path, read: PageRead) -> None:
        self._reading[source] = f"{one_line(source.name)}: page {read.done} of {read.count}"
        self._show()

    def say(self, line: str) -> None:
        self._bar.console.print(f"extract: {one_line(line)}", markup=False, highlight=False, soft_wrap=True)

    def _show(self) -> None:
        lines = [str(self.tally), *sorted(self._reading.values())]
        if self.tally.problem:
            lines.append(f"last problem: {self.tally.problem}")
        now = monotonic()
        due = now - self._shown > REFRESHED
        self._shown = now if due else self._shown
        self._bar.update(self._task, completed=self.tally.done, description="\n".join(lines), refresh=due)


def show_summary(tally: Tally, out: TextIO) -> None:
    cells = {
        "files": tally.files,
        **{str(status): count for status, count in tally.counts.items()},
        "pages": tally.pages,
        "ocr pages": tally.ocr_pages,
        "claims": tally.claims,
        "flags": tally.flags,
    }
    show_rows((*cells, "time"), [[*map(str, cells.values()), span(tally.seconds)]], out)


def report_text(outcomes: Iterable[Outcome], order: Sequence[Path | str], suffix: str) -> str:
    """The outcomes in the order of the jobs: CSV for `.csv`, else JSON."""
    place = {source: at for at, source in enumerate(order)}
    rows = [_row(outcome) for outcome in sorted(outcomes, key=lambda outcome: place[outcome.source])]
    if suffix.lower() != ".csv":
        return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _inert(value) for name, value in row.items()} for row in rows)
    return text.getvalue()


def _row(outcome: Outcome) -> dict[str, Any]:
    error = one_line(f"{outcome.error.cause} — {outcome.error.step}".removesuffix(" — ")) if outcome.error else None
    known = outcome.status is Status.DONE
    figures = (outcome.pages, outcome.ocr_pages, outcome.claims, outcome.flags) if known else (None,) * 4
    cells = (readable(str(outcome.source)), outcome.status.value, *figures, round(outcome.seconds, 3), error)
    return dict(zip(COLUMNS, cells, strict=True))


def _inert(value: Any) -> Any:
    """A file's name must not become a formula in a spreadsheet."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
