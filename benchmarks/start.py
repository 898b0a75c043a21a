"""What the command line costs: CPU time of whole processes with their children, from start to end.

    python benchmarks/start.py [FILE]

FILE is a release of two pages with a text layer. The start is what the command costs until it opens a file and finds it
empty: command line, worker process, all that reading a release loads. The fastest of `ROUNDS` rounds counts; the round
before them leaves compiled modules, patterns and tables behind, as the first run of an installation does (see
`extract/kept.py`), unless PYTHONDONTWRITEBYTECODE forbids it.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from extract.errors import ExitCode  # noqa: E402

RELEASE = ROOT / "samples" / "tellanor-resultats-annuels.pdf"
ROUNDS = 7
START, WHOLE = 0.3, 0.6  # the goals, in seconds


def seconds(record: Path, *command: str) -> float:
    """CPU seconds of the fastest round of a command that may write `record`."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    best = float("inf")
    for _ in range(ROUNDS + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        record.unlink(missing_ok=True)  # a record that stands is read and merged with
        done = subprocess.run(command, capture_output=True, env=environment, cwd=ROOT, check=False)
        assert done.returncode in (0, ExitCode.INPUT), done.stderr
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def main() -> None:
    release = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else RELEASE
    extract = (sys.executable, "-m", "extract")
    with tempfile.TemporaryDirectory() as folder:
        empty, record = Path(folder, "empty.pdf"), Path(folder, "record.yaml")
        empty.touch()
        python = seconds(record, sys.executable, "-c", "pass")
        rows = {
            "python, nothing": (python, None),
            "extract --version": (seconds(record, *extract, "--version"), None),
            "start: an empty file": (seconds(record, *extract, str(empty), "-o", str(record)), START),
            release.name: (seconds(record, *extract, str(release), "-o", str(record)), WHOLE),
        }
    for name, (cost, goal) in rows.items():
        against = f"   goal {goal:.1f} s: {cost / goal:.2f} ×" if goal else ""
        print(f"{name:34} {cost:6.3f} s {cost / python:6.1f} × python{against}")


if __name__ == "__main__":
    main()
