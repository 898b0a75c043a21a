"""A Dask cluster of one machine: a scheduler and two worker processes on loopback; and stores behind URLs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.batch.outcome import Status
from extract.batch.pool import Pool
from extract.batch.run import run_batch
from extract.batch.settings import Settings
from extract.errors import ExitCode
from extract.jobs import Choice, plan

fsspec = pytest.importorskip("fsspec", reason="needs fsspec (pip install 'extract[cluster]')")
from extract.batch.cluster import RemoteJob, plan_urls, read_url, run_on_cluster, url  # noqa: E402

ROOT = Path(__file__).parents[1]
TEXT = "Bilan {0}\n\nEn 2025, le taux atteint {0},5 %. Le réseau compte 1 250 médecins.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    for n in range(6):
        (tmp_path / "in" / ("sub" if n % 2 else ".") / f"{n}.txt").write_text(TEXT.format(n), encoding="utf-8")
    (tmp_path / "in" / "0.html").write_text("<p>12 % des cas</p>")
    (tmp_path / "in" / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    return tmp_path / "in"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("s3://bucket/a b/", "s3://bucket/a b"),
        ("file:///tmp/x", "file:///tmp/x"),
        ("/tmp/x", "/tmp/x"),
        ("gs://b", "gs://b"),
    ],
)
def test_a_url_survives_being_a_path(typed: str, meant: str) -> None:
    assert url(Path(typed)) == meant


def test_urls_are_planned_like_paths(folder: Path, tmp_path: Path) -> None:
    local = plan([folder], tmp_path / "out", Choice(recursive=True))
    remote = plan_urls([Path(f"file://{folder}")], tmp_path / "out", Choice(recursive=True))
    assert {(f"file://{job.source}", f"file://{job.target}") for job in local} == {
        (job.source, job.target) for job in remote
    }
    assert len(plan_urls([folder], None, Choice())) == 5


def test_a_store_is_read_and_written_by_url(tmp_path: Path) -> None:
    store = fsspec.filesystem("memory")
    store.pipe_file("/box/a.txt", TEXT.format(1).encode())
    job = RemoteJob("memory://box/a.txt", "memory://box/out/a.yaml")
    with Pool(Settings(), 1) as pool:
        first = read_url(job, pool)
        assert (first.status, first.claims, first.source) == (Status.DONE, 2, job.source)
        record = store.cat_file("/box/out/a.yaml").decode()
        assert 'file: "a.txt"' in record
        assert read_url(job, pool).status is Status.UNCHANGED
        first_id = record.split("- id: ")[1].split("\n")[0]
        mine = record.replace(f"id: {first_id}\n", f"id: {first_id}\n  reviewed: accepted\n")
        store.pipe_file("/box/out/a.yaml", mine.encode())
        store.pipe_file("/box/a.txt", TEXT.format(1).encode() + b"\n")
        assert read_url(job, pool).status is Status.DONE
        assert "reviewed: accepted" in store.cat_file("/box/out/a.yaml").decode()
        store.pipe_file("/box/a.txt", b"")
        assert str(read_url(job, pool).error) == "memory://box/a.txt: is empty"


@pytest.fixture
def cluster() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed", reason="needs Dask (pip install 'extract[cluster]')")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        yield cluster


@pytest.mark.slow
def test_a_cluster_gives_what_one_machine_gives(folder: Path, tmp_path: Path, cluster: Any) -> None:
    list(run_batch(plan([folder], tmp_path / "alone", Choice(recursive=True)), Settings()))
    command = [sys.executable, "-m", "extract", f"file://{folder}", "-o", tmp_path / "many", "-r"]
    command += ["--dask", cluster.scheduler_address, "--report", tmp_path / "report.json"]
    for status in ("done", "unchanged"):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == ExitCode.SOME_FAILED, done.stderr
        assert "Traceback" not in done.stderr
        rows = json.loads((tmp_path / "report.json").read_text())
        assert sorted(row["status"] for row in rows) == sorted([status] * 7 + ["failed"])
    alone, many = (
        {path.relative_to(out): path.read_bytes() for path in out.rglob("*.yaml")}
        for out in (tmp_path / "alone", tmp_path / "many")
    )
    assert len(alone) == 7
    assert alone == many


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_goes_on(folder: Path, tmp_path: Path, cluster: Any) -> None:
    lost = next(iter(cluster.workers.values())).pid
    jobs = plan_urls([folder], tmp_path / "out", Choice(recursive=True))
    found = []
    for outcome in run_on_cluster(cluster.scheduler_address, jobs, Settings()):
        found.append(outcome.status)
        if len(found) == 1:
            os.kill(lost, signal.SIGKILL)
    assert sorted(found) == [Status.DONE] * 7 + [Status.FAILED]


@pytest.mark.slow
def test_a_drop_folder_is_watched(tmp_path: Path) -> None:
    pytest.importorskip("watchfiles", reason="needs watchfiles (pip install 'extract[watch]')")
    (tmp_path / "in").mkdir()
    batch = subprocess.Popen(
        [sys.executable, "-m", "extract", tmp_path / "in", "-o", tmp_path / "out", "--watch"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        for n in range(2):
            (tmp_path / "in" / f"{n}.txt").write_text(TEXT.format(n), encoding="utf-8")
            until = time.monotonic() + 60
            while not (tmp_path / "out" / f"{n}.yaml").exists():
                assert time.monotonic() < until
                assert batch.poll() is None, batch.communicate()
                time.sleep(0.05)
    finally:
        batch.send_signal(signal.SIGTERM)
        said = batch.communicate()
    assert batch.returncode == ExitCode.OK, said
    assert "Traceback" not in said[1]
