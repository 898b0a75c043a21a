"""The wheel holds the package and nothing else, and works from any folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(out.glob("*.whl"))


def test_nothing_but_the_package_is_in_the_wheel(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    packed = {name for name in names if not name.split("/")[0].endswith(".dist-info")}
    here = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "extract").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert packed == here | {"extract/cli.py"}


def test_the_wheel_works_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with ZipFile(wheel) as archive:
        archive.extractall(site)
    work = tmp_path / "elsewhere"
    work.mkdir()
    (work / "cli.py").write_text("raise SystemExit('the wrong cli')\n")
    (work / "bilan.txt").write_text("Bilan\n\nEn 2025, le taux atteint 27,5 %.\n", encoding="utf-8")
    code = f"import sys; sys.path.insert(0, {str(site)!r}); sys.argv = ['extract', 'bilan.txt']\n"
    code += "import extract.__main__ as m; assert m.__file__.startswith(sys.path[0]); m.main()"
    done = subprocess.run([sys.executable, "-c", code], cwd=work, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "27.5" in (work / "bilan.yaml").read_text(encoding="utf-8")


def test_the_console_script_is_the_launcher(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith("entry_points.txt"))
        assert "extract = extract.__main__:main" in archive.read(name).decode()
