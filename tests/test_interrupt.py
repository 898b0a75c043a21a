"""Ctrl-C while the program is still loading: it ends at once, without a word, with the exit code of an interruption."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
AT_IMPORT = """
import os, runpy, signal, sys

signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in the background inherits that it is ignored

class Interrupting:
    def __set_name__(self, owner, name):
        os.kill(os.getpid(), signal.SIGINT)

class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == {module!r}:
            sys.meta_path.remove(Finder)
            type("Made", (), {{"field": Interrupting()}} if {in_class} else {{}})
            if not {in_class}:
                os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Finder)
sys.argv = ["extract", *sys.argv[1:]]
runpy.run_module("extract", run_name="__main__", alter_sys=True)
"""


@pytest.mark.parametrize("module", ["typer", "extract.errors", "pydantic", "extract.batch.settings"])
@pytest.mark.parametrize("in_class", [False, True])
@pytest.mark.parametrize("output", [[], ["-o", "-"]])
def test_interrupted_while_loading(module: str, in_class: bool, output: list[str], tmp_path: Path) -> None:
    release = tmp_path / "a.txt"
    release.write_text("Le musée a reçu 12 500 visiteurs.", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", AT_IMPORT.format(module=module, in_class=in_class), str(release), *output],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
