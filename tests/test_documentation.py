"""What the README promises is there: every command, every exit code, every file that it links to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from extract.errors import ExitCode
from extract.report.findings import FORMATS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    return sorted(re.findall(r"^@app\.command\(\)\ndef (\w+)\(", (ROOT / "cli.py").read_text(encoding="utf-8"), re.M))


def test_every_command_is_in_the_readme() -> None:
    assert len(commands()) >= 8
    for command in commands():
        assert f"| `extract {command} " in README, command


def test_every_exit_code_is_in_the_readme() -> None:
    rows = {int(row) for row in re.findall(r"^\| (\d+) \|", README, re.M)}
    assert rows == {int(code) for code in ExitCode}


def test_every_format_is_in_the_readme() -> None:
    for name in FORMATS:
        assert f"`{name}`" in README


@pytest.mark.parametrize("text", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_links_and_rooms_exist(text: str) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert (ROOT / target).exists(), target
    for room in re.findall(r"`((?:extract|tests|samples|schemas|benchmarks|docs)/[\w./-]*)`", text):
        assert (ROOT / room).exists(), room


def test_examples_for_ci_are_yaml() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", README, re.S)
    assert len(blocks) == 3
    for block in blocks:
        assert isinstance(yaml.safe_load(block), dict)


def test_the_python_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = re.findall(r"```python\n(.*?)```", README, re.S)[0].replace("release.pdf", "release.txt")
    (tmp_path / "release.txt").write_text("Bilan\n\nEn 2025, le taux d’abonnés atteint 27,5 %.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "README", "exec"), {})
    assert capsys.readouterr().out.startswith("27.5 %")
