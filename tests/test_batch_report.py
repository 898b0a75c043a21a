"""What is told of a batch: log lines, the live display, the summary, the report for machines."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from extract.batch.flags import size
from extract.batch.outcome import Outcome, PageRead, Status
from extract.errors import ExitCode, InputError
from extract.report.batch import COLUMNS, Live, Log, Tally, report_text, show_summary, span

ROOT = Path(__file__).parents[1]
DONE = Outcome(Path("in/a.pdf"), Status.DONE, pages=3, ocr_pages=1, claims=7, flags=2, seconds=1.23456)
FAILED = Outcome(Path("=in/b.pdf"), Status.FAILED, error=InputError("=in/b.pdf", "is\nempty\x1b[31m", "throw it away"))
SAME = Outcome("s3://box/c.pdf", Status.UNCHANGED)
ORDER = [SAME.source, DONE.source, FAILED.source]


def test_the_report_holds_each_file_in_the_order_of_the_batch() -> None:
    rows = json.loads(report_text([DONE, FAILED, SAME], ORDER, ".json"))
    assert [tuple(row) for row in rows] == [COLUMNS] * 3
    assert rows[0] == dict.fromkeys(COLUMNS) | {"file": "s3://box/c.pdf", "status": "unchanged", "seconds": 0.0}
    assert list(rows[1].values()) == ["in/a.pdf", "done", 3, 1, 7, 2, 1.235, None]
    assert rows[2]["error"] == "is empty\ufffd[31m — throw it away"


def test_the_report_for_spreadsheets_holds_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(report_text([DONE, FAILED, SAME], ORDER, ".CSV"))))
    assert rows[2]["file"] == "'=in/b.pdf"
    assert rows[1]["claims"] == "7"
    assert rows[0]["pages"] == ""


def test_the_log_tells_each_problem_in_a_line() -> None:
    out = io.StringIO()
    with Log(3, out) as log:
        for outcome in (DONE, FAILED, SAME):
            log.add(outcome)
    assert out.getvalue() == "extract: =in/b.pdf: is empty\ufffd[31m — throw it away\n"
    assert str(log.tally).startswith("3 of 3 files, 3 pages, ")
    assert str(log.tally).endswith("1 failed")


def test_the_display_shows_pages_rate_and_the_last_problem() -> None:
    out = io.StringIO()
    with Live(3, out) as live:
        live.page(Path("in/[red]a.pdf"), PageRead(2, 9))
        live.add(FAILED)
        task = live._bar.tasks[0]
        assert "[red]a.pdf: page 2 of 9" in task.description
        assert "last problem: =in/b.pdf: is empty" in task.description
        assert (task.completed, task.total) == (1, 3)
    assert "extract: =in/b.pdf: is empty" in out.getvalue()


def test_the_summary_adds_up() -> None:
    tally, out = Tally(4), io.StringIO()
    for outcome in (DONE, DONE, FAILED, SAME):
        tally.add(outcome)
    show_summary(tally, out)
    head, row = (line.split("\t") for line in out.getvalue().splitlines())
    assert dict(zip(head[:-1], map(int, row[:-1]), strict=True)) == {
        "files": 4,
        "done": 2,
        "unchanged": 1,
        "failed": 1,
        "pages": 6,
        "ocr pages": 2,
        "claims": 14,
        "flags": 4,
    }


@pytest.mark.parametrize(("seconds", "said"), [(9.4, "9 s"), (75, "1 min 15 s"), (7260, "2 h 01 min")])
def test_spans_of_time(seconds: float, said: str) -> None:
    assert span(seconds) == said


@pytest.mark.parametrize(
    ("words", "count"),
    [("500MB", 500_000_000), ("2G", 2_000_000_000), ("1.5 kB", 1500), ("7", 7), ("2GiB", 2 * 1024**3)],
)
def test_sizes(words: str, count: int) -> None:
    assert size(words) == count


@pytest.mark.parametrize("words", ["", "2 apples", "-1G", "1e9"])
def test_what_is_no_size(words: str) -> None:
    with pytest.raises(typer.BadParameter):
        size(words)


def test_a_person_sees_a_bar_and_a_table(tmp_path: Path) -> None:
    for n in range(2):
        (tmp_path / f"{n}.txt").write_text("Bilan\n\nEn 2025, le taux atteint 27,5 %.\n")
    (tmp_path / "b\x1b[31m.pdf").write_bytes(b"%PDF-1.7\nnothing")
    ours, theirs = pty.openpty()
    batch = subprocess.Popen(
        [sys.executable, "-m", "extract", tmp_path],
        cwd=ROOT,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "120"},
    )
    os.close(theirs)
    said = b""
    while chunk := _read(ours):
        said += chunk
    os.close(ours)
    shown = said.decode()
    assert batch.wait() == ExitCode.SOME_FAILED
    assert re.search(r"2 of 3 files|3 of 3 files", shown)
    assert "last problem" in shown
    assert "unchanged" in shown  # the head of the summary
    assert "b\x1b[31m.pdf" not in shown


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 65536)
    except OSError:  # Linux ends a terminal so
        return b""
