"""A batch that is killed at random points, again and again, gives in the end what an undisturbed one gives."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extract.errors import ExitCode

ROOT = Path(__file__).parents[1]
FILES = 12
BROKEN = (
    "00.pdf"  # what a batch says of it shows that it is at work: what is written may be a killed batch's last record
)
LOUD = (signal.SIGINT, signal.SIGTERM)


def start(folder: Path, out: Path, scratch: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "extract", folder, "-o", out, "-j", "2"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(scratch)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def contents(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.glob("*.yaml")} if out.exists() else {}


def kills(tmp_path: Path, rounds: int) -> None:
    folder, out, scratch = (tmp_path / name for name in ("in", "out", "scratch"))
    folder.mkdir()
    scratch.mkdir()
    for n in range(FILES):
        lines = "".join(f"En 2025, {n + m},5 % des {m + 2} 000 adhérents ont répondu.\n\n" for m in range(20))
        (folder / f"{n:02}.txt").write_text(f"Bilan {n}\n\n{lines}", encoding="utf-8")
    (folder / BROKEN).write_bytes(b"%PDF-1.7\n")
    assert start(folder, tmp_path / "undisturbed", scratch).wait() == ExitCode.SOME_FAILED
    whole = contents(tmp_path / "undisturbed")
    assert len(whole) == FILES
    draw = random.Random(7)
    met = set()
    for _ in range(rounds):
        there = contents(out)
        if len(there) == FILES:
            for name in there:
                (out / name).unlink()
            there = {}
        how = draw.choice((signal.SIGKILL, *LOUD))
        until = len(there) + draw.randint(0, 3)
        batch = start(folder, out, scratch)
        said = batch.stderr.readline() if batch.stderr and how in LOUD else ""
        while batch.poll() is None and len(contents(out)) < until:
            time.sleep(0.005)
        time.sleep(draw.random() * 0.2)
        batch.send_signal(how)
        said += batch.communicate()[1]
        if batch.returncode == ExitCode.INTERRUPTED:
            assert "the same command goes on" in said.splitlines()[-1]
            assert not list(out.glob(".*"))
        elif how is signal.SIGKILL:
            assert batch.returncode in (ExitCode.SOME_FAILED, -how), said
        else:
            assert len(contents(out)) == FILES, said  # the signal came too late
        met.add(batch.returncode)
        assert "Traceback" not in said
        assert contents(out).items() <= whole.items()
    assert start(folder, out, scratch).wait() == ExitCode.SOME_FAILED
    assert contents(out) == whole
    assert sorted(path.name for path in out.iterdir()) == sorted(whole)
    assert not list(scratch.iterdir())
    assert len(met) > 1, "no two rounds ended alike"


def test_a_batch_that_is_killed_goes_on(tmp_path: Path) -> None:
    kills(tmp_path, 3)


@pytest.mark.slow
def test_a_batch_that_is_killed_twenty_times_goes_on(tmp_path: Path) -> None:
    kills(tmp_path, 20)
