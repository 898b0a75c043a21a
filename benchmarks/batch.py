"""What a batch costs: two workers against one, the 1,000th release against the 100th, a second run, the bare pipeline.

    python benchmarks/batch.py [--releases 1000] [--scans 40] [--pair 200]

Releases are set from the texts of samples/sources with other figures in each; scans are their pictures. The comparison
of one worker with two and with the bare pipeline takes the first --pair releases. Wall time means something on an idle
machine only; the processor time beside it does on any. Needs reportlab.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from time import perf_counter, process_time

import lxml.html
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "samples")]

from scan import Wear, scanned_pdf  # noqa: E402

from extract.batch.memory import resident  # noqa: E402
from extract.batch.outcome import Status  # noqa: E402
from extract.batch.run import run_batch  # noqa: E402
from extract.batch.settings import Settings  # noqa: E402
from extract.jobs import Job, plan  # noqa: E402

FIGURE = re.compile(r"(?<![\d,.])[1-9]\d{0,2}(?!\d| \d|[,.]\d)")
SIZES = {"h1": 16, "h2": 12, "h3": 11}
MARGIN, LEAD = 60, 1.3


def release(source: Path, seed: int) -> bytes:
    """A PDF with a text layer of a source's text, each plain figure of at most three digits drawn anew."""
    draw = random.Random(seed)
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    y = A4[1] - MARGIN
    for block in lxml.html.parse(str(source)).iterfind(".//body//*"):
        if block.tag not in ("p", "li", *SIZES):
            continue
        words = FIGURE.sub(lambda _: str(draw.randint(2, 990)), " ".join(block.text_content().split()))
        font, size = ("Helvetica-Bold" if block.tag in SIZES else "Helvetica"), SIZES.get(str(block.tag), 10)
        for line in simpleSplit("• " * (block.tag == "li") + words, font, size, A4[0] - 2 * MARGIN):
            if y < MARGIN:
                canvas.showPage()
                y = A4[1] - MARGIN
            canvas.setFont(font, size)
            canvas.drawString(MARGIN, y, line)
            y -= LEAD * size
        y -= 0.6 * size
    canvas.save()
    return out.getvalue()


def make(folder: Path, releases: int, scans: int) -> None:
    sources = sorted((ROOT / "samples" / "sources").glob("*.html"))
    for n in range(releases):
        (folder / f"{n:05}.pdf").write_bytes(release(sources[n % len(sources)], n))
    for n in range(scans):
        page = release(sources[n % len(sources)], n)
        (folder / f"scan-{n:05}.pdf").write_bytes(scanned_pdf(page, Wear(seed=n)))


class Cost:
    wall = 0.0
    cpu = 0.0


@contextmanager
def measured() -> Iterator[Cost]:
    """Wall time, and processor time of this process and of those that ended within."""

    def spent() -> float:
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        return process_time() + ended.ru_utime + ended.ru_stime

    cost, wall, cpu = Cost(), perf_counter(), spent()
    yield cost
    cost.wall, cost.cpu = perf_counter() - wall, spent() - cpu


def batch(jobs: tuple[Job, ...], workers: int, force: bool = False) -> tuple[Cost, list[int], int]:
    """The cost, the memory of all workers in bytes as each file was done, and the number of failures."""
    memory, failed = [], 0
    with measured() as cost:
        for outcome in run_batch(jobs, Settings(workers=workers, force=force)):
            memory.append(resident(os.getpid()) - own())
            failed += outcome.status is Status.FAILED
    return cost, memory, failed


def own() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def bare(few: Path, count: int) -> Cost:
    """The pipeline in a loop, in one process of its own: loading it counts here as it does for a worker."""
    with measured() as cost:
        subprocess.run([sys.executable, __file__, "--bare", str(few), "--pair", str(count)], check=True)
    return cost


def loop(jobs: tuple[Job, ...]) -> None:
    from extract.pipeline import extract_releases
    from extract.write import write_yaml

    for job in jobs:
        releases = extract_releases(job.source)
        for one, target in zip(releases, job.targets(len(releases)), strict=True):
            write_yaml(one, target)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--releases", type=int, default=1000)
    parser.add_argument("--scans", type=int, default=40)
    parser.add_argument("--pair", type=int, default=200)
    parser.add_argument("--bare", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.bare:
        loop(plan([args.bare / "in"], args.bare / "bare")[: args.pair])
        return
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        (here / "in").mkdir()
        make(here / "in", args.releases, args.scans)
        jobs = plan([here / "in"], here / "out")
        few = tuple(Job(job.source, here / "few" / job.target.name) for job in jobs[: args.pair])

        alone = bare(here, len(few))
        one, _, _ = batch(few, 1, force=True)
        two, _, _ = batch(few, 2, force=True)
        print(f"{len(few)} releases, processor time each: bare {1000 * alone.cpu / len(few):.0f} ms", end="")
        print(f", 1 worker {1000 * one.cpu / len(few):.0f} ms, 2 workers {1000 * two.cpu / len(few):.0f} ms")
        print(
            f"overhead over the bare pipeline: processor {one.cpu / alone.cpu - 1:+.1%}, wall {one.wall / alone.wall - 1:+.1%}"
        )
        print(f"speed-up of 2 workers: wall {one.wall / two.wall:.2f}, by processor time {2 * one.cpu / two.cpu:.2f}")

        texts = tuple(job for job in jobs if not job.source.name.startswith("scan-"))
        scans = tuple(job for job in jobs if job.source.name.startswith("scan-"))
        first, memory, failed = batch(texts, 2)
        again, _, _ = batch(texts, 2)
        print(f"{len(texts)} releases, {failed} failed: {first.cpu:.0f} s of processor, {first.wall:.0f} s")
        at = [n for n in (100, 250, 500, 750, 1000) if n <= len(memory)]
        print("memory of both workers, MB:", ", ".join(f"{memory[n - 1] / 1e6:.0f} at the {n}th" for n in at), end="")
        print(f", {max(memory) / 1e6:.0f} at most")
        print(f"second run: {again.cpu:.2f} s of processor, {again.wall:.2f} s", end="")
        print(f"; faster by {first.cpu / again.cpu:.0f} (processor), {first.wall / again.wall:.0f} (wall)")
        if scans:
            cost, memory, failed = batch(scans, 2)
            print(f"{len(scans)} scans, {failed} failed: {cost.cpu / len(scans):.1f} s of processor each", end="")
            print(f", both workers {max(memory) / 1e6:.0f} MB at most")


if __name__ == "__main__":
    main()
