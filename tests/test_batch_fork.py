"""Workers that are copies of the command's process: as harmless, as easily ended, and only where a copy is whole."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hostile import HOSTILE

from extract.batch.fork import can_fork

ROOT = Path(__file__).parents[1]
TEXT = "Bilan 2025\n\nEn 2025, le taux atteint 27,5 %.\n"
SLOW = {"giant-page.pdf", "endless-page.pdf", "empty-page.pdf", "circle.tif", "table.html", "one-line.txt", "no-word.txt",
        "giant-picture.pdf", "stream-bomb.pdf", "double-bomb.pdf", "giant.png"}  # fmt: skip
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers are forked on Linux alone")

WORK = """
import os, signal, socket, sys, time
from extract.batch.fork import Forked, can_fork
from extract.batch.pool import Pool, Worker
from extract.batch.settings import Settings
from pathlib import Path
"""
ENDS = """
assert can_fork()
kept, other = socket.socketpair()
def work():
    open(kept.fileno(), "rb", closefd=False)
    try:
        os.fstat(other.fileno())
    except OSError:
        os.kill(os.getpid(), int(sys.argv[1])) if sys.argv[1] != "0" else None
        raise SystemExit(3)
    raise SystemExit(4)
child = Forked(work, kept.fileno(), {}, False)
print(child.wait(20))
"""
PARENT = """
with Pool(Settings(fork=True), 2) as pool:
    workers = [Worker(pool._scratch.folder(), pool.settings) for _ in range(2)]
    assert all(isinstance(worker.process, Forked) for worker in workers)
    for worker in workers:
        worker.link.recv()
    print(*(worker.process.pid for worker in workers), flush=True)
    time.sleep(60)
"""
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WORK + code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, timeout=60, check=True)


@LINUX
@pytest.mark.parametrize(("number", "code"), [("0", "1"), ("9", "-9"), ("11", "-11")])
def test_a_copy_has_its_socket_alone_and_its_end_is_told(number: str, code: str) -> None:
    assert python(ENDS, number).stdout.strip() == code


@LINUX
def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WORK + PARENT]
    environment = {**ENVIRONMENT, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as parent:
        assert parent.stdout
        workers = [Path("/proc", pid) for pid in parent.stdout.readline().split()]
        assert len(workers) == 2
        parent.send_signal(signal.SIGKILL)
    end = time.monotonic() + 10
    while any(map(is_alive, workers)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(is_alive, workers))


def is_alive(process: Path) -> bool:
    """A process that has ended may stand in the list until somebody asks for its code."""
    try:
        return process.joinpath("stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


@LINUX
def test_a_process_with_threads_is_not_copied() -> None:
    code = "import threading; threading.Thread(target=time.sleep, args=(5,), daemon=True).start(); print(can_fork())"
    assert python(code).stdout == "False\n"
    assert python("print(can_fork())").stdout == "True\n"


@LINUX
def test_hostile_files_harm_nobody_on_the_command_line(tmp_path: Path) -> None:
    names = HOSTILE.keys() - SLOW
    for name in names:
        (tmp_path / name).write_bytes(HOSTILE[name][0]())
    (tmp_path / "zz-good.txt").write_text(TEXT, encoding="utf-8")
    limits = ["--timeout", "25", "--max-memory", "1GB", "--max-bytes", "20MB", "--max-pixels", "30000000"]
    command = [sys.executable, "-m", "extract", str(tmp_path), *limits, "-j", "2", "--report", str(tmp_path / "r.json")]
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, cwd=ROOT, timeout=300, check=False)
    assert "internal error" not in done.stderr
    found = {Path(row["file"]).name: row for row in json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))}
    assert found.keys() == {*names, "zz-good.txt"}
    for name in names:
        row, said = found[name], HOSTILE[name][1]
        assert row["seconds"] < 30, name
        assert row["status"] == "done" or row["error"], name
        assert not said or said in row["error"], (name, row["error"])
    assert found["zz-good.txt"]["status"] == "done"


def test_elsewhere_nothing_is_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.batch.fork.THREADS", Path("/nowhere"))
    assert not can_fork()
