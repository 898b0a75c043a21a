"""A batch: what it reads, what it passes over, what it survives."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from extract.batch.outcome import Outcome, Status
from extract.batch.pool import Pool
from extract.batch.resume import is_unchanged
from extract.batch.run import run_batch
from extract.batch.scratch import PREFIX, Scratch, remove_leftovers
from extract.batch.settings import Limits, Settings
from extract.batch.work import work_on
from extract.errors import ExitCode, InternalError, OutputError
from extract.jobs import Choice, Job, plan
from extract.locks import claim
from extract.read.options import OcrMode, ReadOptions

TEXT = "Bilan {0}\n\nEn 2025, le taux atteint {0},5 %. Le réseau compte 1 250 médecins.\n"
LONG = "En 2025, le taux atteint 27,5 % et 1 250 médecins exercent.\n" * 20_000  # minutes of work
PLAIN = Settings(workers=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for n in range(3):
        (tmp_path / "in" / f"bilan-{chr(97 + n)}.txt").parent.mkdir(exist_ok=True)
        (tmp_path / "in" / f"bilan-{chr(97 + n)}.txt").write_text(TEXT.format(n), encoding="utf-8")
    return tmp_path / "in"


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of temporary files of this test's own."""
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    return tmp_path / "scratch"


def statuses(outcomes: Iterator[Outcome]) -> dict[str, str]:
    return {outcome.source.name: outcome.status.value for outcome in outcomes}


# what is planned


def test_a_folders_tree_is_mirrored(folder: Path, tmp_path: Path) -> None:
    (folder / "2025" / "mai").mkdir(parents=True)
    (folder / "2025" / "mai" / "x.pdf").touch()
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "y.pdf").touch()
    assert tmp_path / "out" / "2025" / "mai" / "x.yaml" in {
        job.target for job in plan([folder], tmp_path / "out", Choice(recursive=True))
    }
    assert len(plan([folder], tmp_path / "out", Choice(recursive=True))) == 4
    assert len(plan([folder], tmp_path / "out")) == 3


@pytest.mark.parametrize(
    ("include", "exclude", "names"),
    [
        (("*.pdf",), (), {"a.pdf", "b.pdf", "c.pdf"}),
        ((), ("b*", "*.txt"), {"a.pdf", "c.pdf"}),
        (("sub/*",), (), {"c.pdf"}),
        (("a.*", "sub/*"), ("*.txt",), {"a.pdf", "c.pdf"}),
    ],
)
def test_globs_choose(tmp_path: Path, include: tuple[str, ...], exclude: tuple[str, ...], names: set[str]) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("a.pdf", "a.txt", "b.pdf", "sub/c.pdf"):
        (tmp_path / name).touch()
    assert {job.source.name for job in plan([tmp_path], None, Choice(True, include, exclude))} == names


def test_no_two_files_share_a_record(tmp_path: Path) -> None:
    for name in ("a.pdf", "A.txt", "a-1.pdf", "a-2-3.pdf", "b.pdf.txt", "b.pdf", "b.html", "c.pdf"):
        (tmp_path / name).touch()
    jobs = plan([tmp_path], tmp_path / "out")
    names = [str(target.name).casefold() for job in jobs for target in (job.target, *job.targets(3))]
    assert len(set(names)) == len(names)
    assert {job.target.name for job in jobs if job.source.name == "c.pdf"} == {"c.yaml"}


def test_links_do_not_lead_out(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    (outside / "deep").mkdir(parents=True)
    inside.mkdir()
    for path in (outside / "secret.txt", outside / "deep" / "secret.txt", inside / "own.txt"):
        path.write_text(TEXT)
    (inside / "link.txt").symlink_to(outside / "secret.txt")
    (inside / "deep").symlink_to(outside / "deep")
    (inside / "circle").symlink_to(inside)
    (inside / "again.txt").symlink_to(inside / "own.txt")
    assert [job.source.name for job in plan([inside], None, Choice(True))] == ["again.txt", "own.txt"]


def test_records_stay_in_the_output_folder(tmp_path: Path) -> None:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "in" / "sub" / "a.txt").write_text(TEXT)
    (tmp_path / "out").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out" / "sub").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="by a link"):
        plan([tmp_path / "in"], tmp_path / "out", Choice(True))


def test_one_record_does_not_hold_many_files(folder: Path) -> None:
    with pytest.raises(OutputError, match="3 files"):
        plan(sorted(folder.iterdir()), folder / "all.yaml")


# what is done already


@pytest.fixture
def done(folder: Path) -> Job:
    job = plan([folder / "bilan-a.txt"])[0]
    assert work_on(job, PLAIN).status is Status.DONE
    return job


def test_what_is_unchanged_is_known_by_its_record(done: Job) -> None:
    assert is_unchanged(done, PLAIN)
    assert is_unchanged(done, replace(PLAIN, limits=Limits(10)))


@pytest.mark.parametrize(
    "reading", [ReadOptions(languages="eng"), ReadOptions(ocr=OcrMode.NEVER), ReadOptions(dpi=200)]
)
def test_other_options_read_again(done: Job, reading: ReadOptions) -> None:
    assert not is_unchanged(done, replace(PLAIN, reading=reading))


def test_another_version_reads_again(done: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.__version__", "0.1.1")
    assert not is_unchanged(done, PLAIN)


def test_other_content_reads_again(done: Job) -> None:
    done.source.write_text(TEXT.format(8))
    assert not is_unchanged(done, PLAIN)


@pytest.mark.parametrize("share", [0.0, 0.05, 0.5, 0.9, 0.999])
def test_a_record_that_is_not_whole_is_made_again(done: Job, share: float) -> None:
    text = done.target.read_bytes()
    done.target.write_bytes(text[: int(len(text) * share)])
    assert not is_unchanged(done, PLAIN)


def test_a_persons_work_is_neither_lost_nor_read_again(done: Job) -> None:
    text = done.target.read_text(encoding="utf-8")
    claim_id = text.split("- id: ")[1].split("\n")[0]
    mine = "# checked by hand\n" + text.replace(f"id: {claim_id}\n", f"id: {claim_id}\n  reviewed: accepted\n", 1)
    done.target.write_text(mine, encoding="utf-8")
    assert is_unchanged(done, PLAIN)
    assert work_on(done, PLAIN).status is Status.DONE
    again = done.target.read_text(encoding="utf-8")
    assert "# checked by hand" in again
    assert "reviewed: accepted" in again


# what a batch survives


def test_a_batch_reads_passes_over_and_reads_again(folder: Path, scratch: Path) -> None:
    (folder / "empty.pdf").touch()
    jobs = plan([folder], folder.parent / "out")
    assert statuses(run_batch(jobs, PLAIN)) == {
        "bilan-a.txt": "done",
        "bilan-b.txt": "done",
        "bilan-c.txt": "done",
        "empty.pdf": "failed",
    }
    (folder / "bilan-b.txt").write_text(TEXT.format(9))
    second = statuses(run_batch(jobs, PLAIN))
    assert (second["bilan-a.txt"], second["bilan-b.txt"]) == ("unchanged", "done")
    assert not list(scratch.iterdir())


def test_a_worker_that_dies_or_hangs_is_replaced(folder: Path, scratch: Path) -> None:
    (folder / "long.txt").write_text(LONG, encoding="utf-8")
    long, short = Job(folder / "long.txt", folder / "long.yaml"), plan([folder / "bilan-a.txt"])[0]
    settings = replace(PLAIN, limits=Limits(seconds=30))

    def outcome(pool: Pool, job: Job, then: int | None = None) -> Outcome:
        while not pool.take(job):
            assert not list(pool.outcomes())
        while True:
            if then is not None:
                (pid,) = pool.processes
                os.kill(pid, then)
            for one in pool.outcomes():
                return one

    with Pool(settings, 1) as pool:
        crashed = outcome(pool, long, signal.SIGSEGV)
        assert "SIGSEGV" in str(crashed.error)
        killed = outcome(pool, long, signal.SIGKILL)
        assert killed.error is not None
        assert killed.error.code is ExitCode.LIMIT
        pool.settings = replace(settings, limits=Limits(seconds=0.5))
        assert "longer than 0.5 s" in str(outcome(pool, long).error)
        pool.settings = replace(settings, limits=Limits(memory=60_000_000))
        assert "0.06 GB of memory" in str(outcome(pool, short).error)
        pool.settings = settings
        assert outcome(pool, short).status is Status.DONE
    assert not list(scratch.iterdir())


def test_enough_failures_end_a_batch(folder: Path) -> None:
    for n in range(5):
        (folder / f"{n}.pdf").touch()
    outcomes = list(run_batch(plan([folder]), replace(PLAIN, max_failures=2)))
    assert [outcome.status for outcome in outcomes] == [Status.FAILED] * 2


def test_leaving_a_batch_ends_its_workers(folder: Path, scratch: Path) -> None:
    with closing(run_batch(plan([folder]), PLAIN)) as outcomes:
        next(outcomes)
    assert not list(scratch.iterdir())
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_worker_that_cannot_start_is_told_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.batch.pool.START", "raise SystemExit(3)")
    with pytest.raises(InternalError, match="exit code 3"):
        list(run_batch(plan([folder]), PLAIN))


def test_what_killed_runs_left_is_removed_and_nothing_else(folder: Path, scratch: Path) -> None:
    mine, gone = Scratch(), scratch / f"{PREFIX}gone"
    gone.mkdir()
    (gone / "page.png").touch()
    left, held, other = (folder / name for name in (".a.yaml.abcdefgh.part", ".b.yaml.abcdefgh.part", "film.part"))
    for path in (left, held, other):
        path.write_text("sch")
    with held.open() as file:
        claim(file.fileno())
        remove_leftovers(plan([folder]))
    assert [path.exists() for path in (mine.path, gone, left, held, other)] == [True, False, False, True, True]
    assert mine.path.stat().st_mode & 0o777 == 0o700
    mine.remove()
