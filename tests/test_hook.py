"""The pre-commit hook, in a repository that is made here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
HOOKS = ROOT / ".pre-commit-hooks.yaml"
CORRECT = (ROOT / "tests" / "cases" / "check" / "correct.yaml").read_text(encoding="utf-8")


def run(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    env |= {
        "PRE_COMMIT_HOME": str(cwd / ".cache"),
        "PYTHONPATH": str(ROOT),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "x",
        "GIT_AUTHOR_EMAIL": "x@example.org",
        "GIT_COMMITTER_NAME": "x",
        "GIT_COMMITTER_EMAIL": "x@example.org",
    }
    return subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git repository with the hook as published, but run by this interpreter instead of an environment of its own."""
    hook = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))[0]
    hook |= {"language": "system", "entry": hook["entry"].replace("extract", f"{sys.executable} -m extract", 1)}
    config = {"repos": [{"repo": "local", "hooks": [hook]}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "bilan.yaml").write_text(CORRECT, encoding="utf-8")
    assert run("git", "init", "-q", cwd=tmp_path).returncode == 0
    run("git", "add", "releases", ".pre-commit-config.yaml", cwd=tmp_path)
    return tmp_path


def test_the_hooks_are_well_formed(tmp_path: Path) -> None:
    done = run(sys.executable, "-m", "pre_commit", "validate-manifest", str(HOOKS), cwd=tmp_path)
    assert done.returncode == 0, done.stdout


def test_the_hook_passes_correct_records_and_stops_broken_ones(repository: Path) -> None:
    command = (sys.executable, "-m", "pre_commit", "run", "--all-files")
    good = run(*command, cwd=repository)
    assert good.returncode == 0, good.stdout + good.stderr
    assert "Passed" in good.stdout

    broken = CORRECT.replace("  value: 27.5", "  value: 275")
    (repository / "releases" / "bilan.yaml").write_text(broken, encoding="utf-8")
    run("git", "add", "releases", cwd=repository)
    bad = run(*command, cwd=repository)
    assert bad.returncode == 1
    assert "releases/bilan.yaml:22: claims[0].value: value is 275" in bad.stdout
