"""The command line as a user meets it: one line for an error, an exit code, the record where it is expected."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from extract.errors import ExitCode

ROOT = Path(__file__).parents[1]
RELEASE = "Bilan 2025\n\nEn 2025, le taux atteint 27,5 %.\n"


def extract(*words: str | Path, cwd: Path, given: str | bytes = "") -> subprocess.CompletedProcess[str]:
    data = given.encode() if isinstance(given, str) else given
    done = subprocess.run(
        [sys.executable, "-m", "extract", *map(str, words)],
        cwd=cwd,
        input=data,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def release(tmp_path: Path) -> Path:
    path = tmp_path / "bilan.txt"
    path.write_text(RELEASE, encoding="utf-8")
    return path


def test_a_release_becomes_a_record_beside_it(release: Path) -> None:
    done = extract(release, cwd=release.parent)
    assert (done.returncode, done.stderr) == (ExitCode.OK, "")
    assert "27,5 %\t27.5\t%" in done.stdout
    assert (release.parent / "bilan.yaml").read_text(encoding="utf-8").count("quantity:") == 1


def test_standard_input_gives_the_yaml_alone(release: Path) -> None:
    assert extract("-", cwd=release.parent, given=RELEASE).stdout.startswith("# yaml-language-server")
    to_stream = extract(release, "-o", "-", cwd=release.parent)
    assert to_stream.stdout.startswith("# yaml-language-server")
    assert not (release.parent / "bilan.yaml").exists()


@pytest.mark.parametrize("output", ["out", "out/", "there.yaml", "deep/there.yaml"])
def test_output_is_a_file_or_a_folder(release: Path, output: str) -> None:
    assert extract(release, "-o", output, cwd=release.parent).returncode == ExitCode.OK
    name = output if output.endswith(".yaml") else f"{output}/bilan.yaml"
    assert (release.parent / name).is_file()


def test_a_folder_gives_one_record_a_release(tmp_path: Path) -> None:
    for name in ("a.txt", "a.html", "b.txt", "b-1.txt"):
        (tmp_path / name).write_text(RELEASE, encoding="utf-8")
    (tmp_path / "notes.yaml").write_text("a: 1\n")
    done = extract(tmp_path, "-o", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == ExitCode.OK, done.stderr
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "a.html.yaml",
        "a.txt.yaml",
        "b-1.yaml",
        "b.txt.yaml",
    ]


def test_one_bad_file_harms_only_itself(release: Path) -> None:
    (release.parent / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    done = extract(release.parent, cwd=release.parent)
    assert done.returncode == ExitCode.SOME_FAILED
    assert (release.parent / "bilan.yaml").exists()
    assert "broken.pdf" in done.stderr.splitlines()[0]


WRONG = {
    "missing": (["nothing.pdf"], ExitCode.INPUT, "nothing.pdf"),
    "empty": (["empty.pdf"], ExitCode.INPUT, "is empty"),
    "no pdf": (["false.pdf"], ExitCode.INPUT, "false.pdf"),
    "damaged": (["damaged.pdf"], ExitCode.INPUT, "damaged.pdf"),
    "folder without releases": (["void"], ExitCode.INPUT, "holds no release"),
    "a record": (["record.yaml"], ExitCode.INPUT, "extract check"),
    "not writable": (["right.txt", "-o", "right.txt/there.yaml"], ExitCode.OUTPUT, "cannot be written"),
    "unreadable record": (["check", "nothing.yaml"], ExitCode.INPUT, "nothing.yaml"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_input_gives_one_line_and_its_code(case: str, tmp_path: Path) -> None:
    for name, data in {
        "empty.pdf": b"",
        "false.pdf": b"GIF89a\0\0",
        "damaged.pdf": b"%PDF-1.4\n%%EOF",
        "record.yaml": b"a: 1\n",
        "right.txt": RELEASE.encode(),
    }.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "void").mkdir()
    words, code, said = WRONG[case]
    done = extract(*words, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_mistyped_command_gets_a_hint(release: Path) -> None:
    done = extract("chekc", release, cwd=release.parent)
    assert done.returncode == ExitCode.USAGE
    assert "Did you mean 'check'" in done.stderr
    (release.parent / "chekc").write_text(RELEASE, encoding="utf-8")
    assert extract("chekc", cwd=release.parent).returncode == ExitCode.OK


def test_a_file_with_the_name_of_a_command(release: Path) -> None:
    (release.parent / "check").write_text(RELEASE, encoding="utf-8")
    assert extract("./check", cwd=release.parent).returncode == ExitCode.OK
    assert (release.parent / "check.yaml").is_file()


def test_options_may_come_first(release: Path) -> None:
    assert extract("-o", "-", release, cwd=release.parent).stdout.startswith("# yaml-language-server")
    assert extract("-q", "--debug", release, cwd=release.parent).stdout == ""


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    done = extract("a\x1b[31mb.pdf", cwd=tmp_path)
    assert "\x1b" not in done.stderr


def test_text_and_quantities(tmp_path: Path) -> None:
    given = "Les e\ufb00ectifs : 12 %"
    assert extract("text", "-", cwd=tmp_path, given=given).stdout == "Les effectifs : 12 %"
    assert extract("text", "--raw", "-", cwd=tmp_path, given=given).stdout == given
    assert extract("repair", "--diff", "-", cwd=tmp_path, given=given).stdout == "Les e[-\ufb00-]{+ff+}ectifs : 12 %\n"
    edit = json.loads(extract("repair", "--edits", "-", cwd=tmp_path, given=given).stdout)
    assert (edit["start"], edit["end"], edit["before"], edit["after"]) == (5, 6, "\ufb00", "ff")
    row = json.loads(extract("quantities", "-", cwd=tmp_path, given="un taux de 12 %\n").stdout)
    assert (row["surface"], row["start"], row["end"], row["value"], row["unit"]) == ("12 %", 11, 15, 12, "%")
    text = "un habitant sur trois, la 2e place du classement, depuis 3 ans, entre 3 et 5 ans\n"
    rows = [json.loads(line) for line in extract("quantities", "-", cwd=tmp_path, given=text).stdout.splitlines()]
    assert [(round(row["value"], 9), row["upper"], row["kind"], row["unit"], row["reason"]) for row in rows] == [
        (0.333333333, None, "fraction", "1", None),
        (2, None, "rank", "1", None),
        (3, None, "duration", "a", "period"),
        (3, 5, "duration", "a", "period"),
    ]


def test_heavy_libraries_stay_out_of_the_help() -> None:
    code = "import sys; sys.argv = ['extract', '--help']\ntry:\n import extract.__main__ as m; m.main()\nexcept SystemExit: pass\n"
    code += "print(sorted({'numpy', 'lxml', 'pdfplumber', 'PIL', 'cv2', 'yaml', 'extract.records'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("change", "words", "code"),
    [
        (("", ""), [], ExitCode.OK),
        (("  value: 27.5", "  value: 275"), [], ExitCode.FINDINGS),
        (("  value: 27.5", "  value: 275"), ["--ignore", "value"], ExitCode.OK),
        (("  value: 27.5", "  value: 275"), ["--select", "unit,kind"], ExitCode.OK),
        (("application/pdf", "text/html"), [], ExitCode.OK),
        (("application/pdf", "text/html"), ["--strict"], ExitCode.FINDINGS),
        (("", ""), ["--select", "valeu"], ExitCode.USAGE),
        (("", ""), ["--output-format", "xml"], ExitCode.USAGE),
    ],
)
def test_check_tells_by_its_exit_code(
    change: tuple[str, str], words: list[str], code: ExitCode, tmp_path: Path
) -> None:
    text = (ROOT / "tests" / "cases" / "check" / "correct.yaml").read_text(encoding="utf-8")
    (tmp_path / "bilan.yaml").write_text(text.replace(*change) if change[0] else text, encoding="utf-8")
    done = extract("check", *words, cwd=tmp_path)
    assert done.returncode == code, done.stdout + done.stderr
    if code == ExitCode.FINDINGS:
        assert done.stdout.startswith("bilan.yaml:")


def test_a_rule_explains_itself(tmp_path: Path) -> None:
    assert extract("check", "--explain", "value", cwd=tmp_path).stdout.startswith("# value\n")


def test_diff_and_migrate(tmp_path: Path) -> None:
    text = (ROOT / "tests" / "cases" / "versions" / "version-0.yaml").read_text(encoding="utf-8")
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert extract("migrate", "a.yaml", "b.yaml", cwd=tmp_path).stdout == "a.yaml: lifted\nb.yaml: lifted\n"
    assert extract("diff", "a.yaml", "b.yaml", cwd=tmp_path).returncode == ExitCode.OK
    (tmp_path / "b.yaml").write_text((tmp_path / "b.yaml").read_text().replace("value: 27.5", "value: 28"))
    done = extract("diff", "a.yaml", "b.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout.splitlines()[2].endswith("value 27.5 → 28")) == (ExitCode.FINDINGS, True)


@pytest.mark.parametrize("pages", ["3-1", "x", "0", "1-3,a", ","])
def test_what_is_no_range_of_pages_is_told_before_any_file_is_opened(pages: str, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Le musée a reçu 12 500 visiteurs.", encoding="utf-8")
    done = extract("run", tmp_path, "--pages", pages, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("is no range of pages") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]
