"""Hostile files: each ends as a record or as one line, within its limits, and harms no other."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from hostile import HOSTILE, PARAGRAPH, WORD, docx

from extract.batch.outcome import Outcome, Status
from extract.batch.run import run_batch
from extract.batch.settings import Limits, Settings
from extract.errors import ExitCode, InternalError
from extract.jobs import plan
from extract.read.options import ReadOptions
from extract.report.batch import one_line
from extract.write import from_yaml

ROOT = Path(__file__).parents[1]
TEXT = "Bilan 2025\n\nEn 2025, le taux atteint 27,5 %.\n"
SECONDS, MEMORY = 25.0, 1_000_000_000
TIGHT = Settings(ReadOptions(max_bytes=20_000_000, max_pixels=30_000_000), Limits(SECONDS, MEMORY), workers=2)
SLOW = {"giant-page.pdf", "endless-page.pdf", "empty-page.pdf", "circle.tif", "table.html", "one-line.txt", "no-word.txt",
        "giant-picture.pdf", "stream-bomb.pdf", "double-bomb.pdf", "giant.png"}  # fmt: skip


def outcomes(tmp_path: Path, names: set[str]) -> dict[str, Outcome]:
    for name in names:
        (tmp_path / name).write_bytes(HOSTILE[name][0]())
    (tmp_path / "zz-good.txt").write_text(TEXT)
    return {outcome.source.name: outcome for outcome in run_batch(plan([tmp_path]), TIGHT)}


def harmless(found: dict[str, Outcome], names: set[str], tmp_path: Path) -> None:
    assert found.keys() == {*names, "zz-good.txt"}
    for name in names:
        outcome, said = found[name], HOSTILE[name][1]
        assert outcome.seconds < SECONDS + 5, name
        assert outcome.status is Status.DONE or outcome.error, name
        assert not isinstance(outcome.error, InternalError), outcome.error
        assert not said or said in str(outcome.error), (name, str(outcome.error))
        assert "\n" not in str(outcome.error)
    assert found["zz-good.txt"].status is Status.DONE
    for record in tmp_path.glob("*.yaml"):
        from_yaml(record.read_text(encoding="utf-8"))
    assert not list(tmp_path.glob(".*"))


def test_hostile_files_harm_nobody(tmp_path: Path) -> None:
    names = HOSTILE.keys() - SLOW
    harmless(outcomes(tmp_path, names), names, tmp_path)


@pytest.mark.slow
def test_hostile_files_that_take_their_time_harm_nobody(tmp_path: Path) -> None:
    harmless(outcomes(tmp_path, SLOW), SLOW, tmp_path)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "large.pdf").open("wb") as file:
        file.truncate(50_000_000_000)
    (outcome,) = run_batch(plan([tmp_path]), TIGHT)
    assert "larger than 20,000,000 bytes" in str(outcome.error)


def test_pdf_libraries_are_none_of_the_vulnerable_ones() -> None:
    """CVE-2025-64512 (pickled CMaps) and CVE-2025-70559 (its incomplete correction) end with 20251230."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (floor,) = [d.split(">=")[1] for d in project["dependencies"] if d.startswith("pdfminer.six")]
    assert int(floor) >= 20251230
    assert int(version("pdfminer.six")) >= int(floor)


YAMLS = {
    "alias": "a: &a [1, 2]\nb: *a\n",
    "laughs": "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)),
    "circle": "a: &a [*a]\n",
    "tag": "a: !!python/object/apply:os.system ['touch harm']\n",
    "merge": "a: &a {b: 1}\nc: {<<: *a}\n",
    "depth": "[" * 5000,
    "control": "a: \x1b[31m\n",
}


def test_hostile_yaml_is_a_finding(tmp_path: Path) -> None:
    for name, text in YAMLS.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "extract", "check", "."],
        capture_output=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == ExitCode.FINDINGS, done.stderr
    assert {line.split(".yaml:")[0] for line in done.stdout.splitlines() if ".yaml:" in line} == set(YAMLS)
    assert "\x1b" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "harm").exists()


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    name = "a\x1b]0;owned\x07\x9b31m\u202egnp.pdf"
    (tmp_path / name).write_bytes(b"%PDF-1.7\nnothing")
    (tmp_path / "b\nextract: all is well.txt").write_bytes(b"")
    done = subprocess.run(
        [sys.executable, "-m", "extract", tmp_path, "--report", tmp_path / "report.csv"],
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    said = done.stderr.decode()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", said)
    assert len(said.splitlines()) == 3
    assert one_line("a\nb\x1b[1m\r") == "a b\ufffd[1m\ufffd"


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(TEXT)
    (tmp_path / os.fsdecode(b"th\xe9.pdf")).write_bytes(b"%PDF-1.7\nnothing")
    command = [sys.executable, "-m", "extract", tmp_path, "--report", tmp_path / "report.json"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == ExitCode.SOME_FAILED, done.stderr
    assert "th\ufffd.pdf: is a damaged PDF" in done.stderr
    record = (tmp_path / os.fsdecode(b"caf\xe9.yaml")).read_text(encoding="utf-8")
    assert from_yaml(record).source.file == "caf\ufffd.txt"
    assert "th\ufffd.pdf" in (tmp_path / "report.json").read_text(encoding="utf-8")


NETWORK = """
import sys
TOUCHED = []
def look(event, args):
    if event.startswith("socket.") and event not in ("socket.__new__", "socket.gethostname"):
        TOUCHED.append((event, args[1:]))
        raise RuntimeError("no network")
sys.addaudithook(look)
from pathlib import Path
from extract.batch.settings import Settings
from extract.batch.work import work_on
from extract.jobs import plan
for job in plan([Path(name) for name in sys.argv[2:]], Path(sys.argv[1])):
    outcome = work_on(job, Settings())
    print(outcome.source.name, outcome.status, outcome.error)
print("touched", TOUCHED)
try:
    import socket; socket.create_connection(("127.0.0.1", 9), 1)
except RuntimeError: print("watched")
"""


@pytest.mark.parametrize("scanned", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_no_reader_touches_the_network(tmp_path: Path, scanned: bool) -> None:
    """Links, pictures, style sheets and entities elsewhere are not fetched: sockets are refused, and a server waits."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        far = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        (tmp_path / "far.html").write_text(
            f'<!DOCTYPE html SYSTEM "{far}.dtd"><html><head><link rel="stylesheet" href="{far}.css"><base href="{far}">'
            f'</head><body><img src="{far}.png"><iframe src="{far}"></iframe><p>Le taux atteint 27,5 %.</p></body></html>'
        )
        entity = f'<!DOCTYPE x SYSTEM "{far}.dtd" [<!ENTITY f SYSTEM "{far}">]>'.encode()
        (tmp_path / "far.docx").write_bytes(docx(entity + WORD % (PARAGRAPH % b"12 % &f;")))
        samples = ROOT / "samples"
        near = [samples / name for name in ("agri-lauragais-recolte.docx", "aveyron-routes-logement.pdf")]
        far_files = [tmp_path / "far.html", tmp_path / "far.docx"]
        files = [samples / "niort-budget-2026.pdf"] if scanned else [*near, *far_files]
        command = [sys.executable, "-c", NETWORK, tmp_path / "out", *files]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
        with pytest.raises(BlockingIOError):
            server.accept()
    lines = done.stdout.splitlines()
    assert [line.split()[1:] for line in lines[:-2]] == [["done", "None"]] * len(files), done.stdout
    assert lines[-2:] == ["touched []", "watched"]
