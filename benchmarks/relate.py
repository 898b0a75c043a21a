"""What relating costs: CPU time per claim of each part of the stage, and of the whole against finding on the same text.

    python benchmarks/relate.py [FILES...]

Without files, the written releases of samples/sources and tests/releases are read. Word data is loaded before the clock
starts; the fastest of `ROUNDS` rounds counts.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from extract.blocks import Outline
from extract.find import Found, find
from extract.read import read_file
from extract.relate import Head, relate, release_head
from extract.relate.comparison import Baselines, links
from extract.relate.entity import Subjects
from extract.relate.mention import mentions
from extract.relate.period import Calendar
from extract.relate.place import Atlas
from extract.relate.status import status_of
from extract.repair import repair
from extract.structure import structure
from extract.text import Text

ROOT = Path(__file__).parents[1]
ROUNDS = 7
FIND = "find"
Release = tuple[Outline, Head, tuple[Found, ...]]


def releases(paths: list[Path]) -> list[Outline]:
    documents = [read_file(path) for path in paths]
    return [outline for document in documents for outline in structure(document, repair(Text(document.raw)))]


def seconds(runs: dict[str, Callable[[], object]]) -> dict[str, float]:
    """CPU seconds of the fastest round of each; what earlier rounds remembered of the texts is forgotten.

    All take turns, so that whatever else the machine does slows them all.
    """
    best = dict.fromkeys(runs, float("inf"))
    for _ in range(ROUNDS):
        for name, run in runs.items():
            mentions.cache_clear()
            start = time.process_time()
            run()
            best[name] = min(best[name], time.process_time() - start)
    return best


def found_in(outline: Outline) -> tuple[Found, ...]:
    return tuple(find(block.text, block.cell) for block in outline.blocks)


def times(release: Release) -> None:
    """Periods, baselines, aims and links."""
    outline, head, found = release
    calendar = Calendar(outline, head, found)
    baselines = Baselines(outline, found, calendar)
    placed = [(index, q) for index, numbers in enumerate(found) for q in numbers.quantities]
    links(outline, placed)
    for index, quantity in placed:
        period = calendar.period(index, quantity)
        baselines.baseline(index, quantity, period)
        status_of(outline, index, quantity, period, calendar.times.today)


def places(release: Release) -> None:
    outline, head, found = release
    atlas = Atlas(outline, head, found)
    for index, numbers in enumerate(found):
        for quantity in numbers.quantities:
            atlas.place(index, quantity)


def subjects(release: Release) -> None:
    outline, head, found = release
    Subjects(outline.blocks, head, found).all()


def main() -> None:
    paths = [Path(arg) for arg in sys.argv[1:]]
    if not paths:
        paths = sorted([*ROOT.glob("samples/sources/*.html"), *ROOT.glob("tests/releases/*.html")])
    outlines = releases(paths)
    cases: list[Release] = [(outline, release_head(outline), found_in(outline)) for outline in outlines]
    claims = sum(len(numbers.quantities) for _, _, found in cases for numbers in found)
    cost = seconds(
        {
            FIND: lambda: [found_in(outline) for outline in outlines],
            "head": lambda: [release_head(outline) for outline in outlines],
            "entity and property": lambda: [subjects(case) for case in cases],
            "period, baseline, status": lambda: [times(case) for case in cases],
            "place": lambda: [places(case) for case in cases],
            "relate, whole": lambda: [relate(outline, release_head(outline), found) for outline, _, found in cases],
        }
    )
    print(f"{len(outlines)} releases, {claims} claims")
    for name, value in cost.items():
        print(f"{name:26} {1e6 * value / claims:8.0f} µs a claim {value / cost[FIND]:6.2f} × find")


if __name__ == "__main__":
    main()
