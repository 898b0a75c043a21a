"""Every kind of fault is found at its line; correct records have no finding."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from extract import extract_release
from extract.check.files import Options, check_file
from extract.check.finding import Finding
from extract.check.migrate import migrate
from extract.check.record import check_text
from extract.check.rules import Rule, rules
from extract.load import YamlError, load, read
from extract.records import SCHEMA_VERSION, Release, Reviewed
from extract.report.difference import show_difference
from extract.report.findings import FORMATS
from extract.write import from_yaml, to_yaml

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases" / "check"
CORRECT = (CASES / "correct.yaml").read_text(encoding="utf-8")
FAULTS: list[dict[str, Any]] = tomllib.loads((CASES / "faults.toml").read_text(encoding="utf-8"))["fault"]
AGREEMENT: list[dict[str, Any]] = tomllib.loads((CASES / "agreement.toml").read_text(encoding="utf-8"))["case"]


def broken(fault: dict[str, Any]) -> str:
    """The correct record with one fault made in it."""
    text = CORRECT
    assert fault["old"] in text, f"{fault['old']!r} does not stand in correct.yaml"
    text = text.replace(fault["old"], fault["new"], -1 if fault.get("everywhere") else 1)
    for old, new in fault.get("then", ()):
        assert old in text
        text = text.replace(old, new, 1)
    return text


def line_of(fault: dict[str, Any], text: str) -> int:
    """The line of the change, or the one nearest to it that holds `on`."""
    at = CORRECT.count("\n", 0, CORRECT.index(fault["old"])) + 1
    if "on" not in fault:
        return at
    lines = [number for number, line in enumerate(text.split("\n"), 1) if fault["on"] in line]
    return min(lines, key=lambda number: abs(number - at))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["name"])
def test_a_fault_is_found_where_it_is(fault: dict[str, Any]) -> None:
    text = broken(fault)
    findings = [f for f in check_text("x.yaml", text) if f.rule == fault["rule"]]
    assert findings, [str(f) for f in check_text("x.yaml", text)]
    found = findings[0]
    assert found.line == line_of(fault, text), str(found)
    assert fault.get("says", "") in found.message
    assert ":" in found.message, "a message says what is wrong, and then what to do"


def test_at_least_eighty_kinds_of_faults_are_tried() -> None:
    assert len({fault["name"] for fault in FAULTS}) == len(FAULTS) >= 80


def test_a_correct_record_has_no_finding() -> None:
    assert check_text("x.yaml", CORRECT) == []


def record_of(case: dict[str, Any]) -> Release:
    """The claims of a case as a record."""
    claims = []
    for index, row in enumerate(case["claims"]):
        row = {"unit": "1", "kind": "count", "quote": case.get("quote", ""), **row}
        for name in ("period", "baseline"):
            if name in row:
                row[name] = {"edtf": row[name]}
        if "part_of" in row:
            row["part_of"] = f"c-00000{row['part_of']}"
        claims.append({"id": f"c-00000{index}", "at": {"page": 1, "start": 100 * index, "end": 100 * index + 9}, **row})
    return Release.model_validate({**load(CORRECT), "claims": claims})


@pytest.mark.parametrize("case", AGREEMENT, ids=lambda case: case["name"])
def test_claims_that_contradict_each_other_are_found(case: dict[str, Any]) -> None:
    found = check_text("x.yaml", to_yaml(record_of(case)))
    said = [(f.rule, f.path.split("]")[0] + "]") for f in found]
    assert said == ([(case["rule"], f"claims[{case['at']}]")] if "rule" in case else []), [str(f) for f in found]


def test_a_reviewed_claim_is_what_the_release_says() -> None:
    record = record_of(AGREEMENT[0])
    accepted = record.claims[1].model_copy(update={"reviewed": Reviewed.ACCEPTED})
    assert check_text("x", to_yaml(record.model_copy(update={"claims": (record.claims[0], accepted)}))) == []


# The rules and their pages


def test_every_rule_has_its_page_of_docs() -> None:
    pages = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "rules").glob("*.md")}
    index = pages.pop("README")
    assert pages == {name: rule.page for name, rule in rules().items()}, "run `make docs`"
    for name in rules():
        assert f"({name}.md)" in index


def test_every_rule_is_tried() -> None:
    tried = {fault["rule"] for fault in FAULTS} | {case["rule"] for case in AGREEMENT if "rule" in case}
    by_file = {"encoding", "no-record"}  # need more than a changed line, see below
    assert tried | by_file | {rule.name for rule in rules().values() if rule.needs_source} == set(rules())


@pytest.mark.parametrize("rule", [rule for rule in rules().values() if rule.wrong], ids=lambda rule: rule.name)
def test_the_examples_of_a_rule_are_yaml_unless_it_is_about_that(rule: Rule) -> None:
    read(rule.right)
    if rule.name == "yaml-syntax":
        with pytest.raises(YamlError):
            read(rule.wrong)
    else:
        read(rule.wrong)


@pytest.mark.parametrize(
    ("data", "rule", "line"),
    [
        (b"", "no-record", 1),
        (b"# nothing\n", "no-record", 1),
        (b"- a\n- b\n", "no-record", 1),
        (b"just words\n", "no-record", 1),
        ("a: 1\ntitle: été\n".encode("latin-1"), "encoding", 2),
        (b"\xff\xfea\x00", "encoding", 1),
        (b"[" * 100_000, "yaml-syntax", 1),
        (b"a: &a [x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n", "alias", 1),
        (b"!!python/object/apply:os.system ['true']\n", "tag", 1),
    ],
)
def test_a_file_that_is_no_record(data: bytes, rule: str, line: int, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(data)
    found = check_file(path)
    assert (found[0].rule, found[0].line) == (rule, line)


# The ways to report


@pytest.fixture
def findings() -> list[Finding]:
    text = CORRECT.replace("  value: 27.5", "  value: 275").replace(
        "media_type: application/pdf", "media_type: text/html"
    )
    return check_text("a b.yaml", text)


def reported(name: str, findings: list[Finding]) -> str:
    out = StringIO()
    FORMATS[name](["a b.yaml", "clean.yaml"], findings, out)
    return out.getvalue()


def test_text_says_file_line_path_and_message(findings: list[Finding]) -> None:
    lines = reported("text", findings).splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("a b.yaml:22: claims[0].value: value is 275, but « 27,5 % » reads 27.5: ")
    assert lines[1].endswith("[value, error, column 10]")


def test_json_has_every_field(findings: list[Finding]) -> None:
    data = json.loads(reported("json", findings))
    assert data["files"] == 2
    assert [row["rule"] for row in data["findings"]] == [f.rule for f in findings]
    assert data["findings"][1] | {"message": ""} == {
        "file": "a b.yaml",
        "line": 22,
        "column": 10,
        "path": "claims[0].value",
        "rule": "value",
        "severity": "error",
        "message": "",
    }


def test_github_shows_the_most_severe_first_and_all_in_the_summary(
    findings: list[Finding], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    lines = reported("github", findings).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning"]
    assert lines[0].startswith("::error file=a b.yaml,line=22,col=10,title=value::claims[0].value: value is 275")
    assert "27,5 %25" in lines[0]
    summary = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert summary.count("\n| error |") == 1
    assert "2 records: 1 error, 1 warning." in summary


def test_gitlab_code_quality(findings: list[Finding]) -> None:
    rows = json.loads(reported("gitlab", findings))
    assert len({row["fingerprint"] for row in rows}) == 2
    assert rows[1]["location"] == {"path": "a b.yaml", "lines": {"begin": 22}}
    assert {row["severity"] for row in rows} == {"major", "minor"}


def test_a_fingerprint_does_not_depend_on_the_line(findings: list[Finding]) -> None:
    lower = [replace(finding, line=finding.line + 7) for finding in findings]
    prints = [[row["fingerprint"] for row in json.loads(reported("gitlab", f))] for f in (findings, lower)]
    assert prints[0] == prints[1]


def test_sarif(findings: list[Finding]) -> None:
    run = json.loads(reported("sarif", findings))["runs"][0]
    described = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert described[result["ruleIndex"]] == result["ruleId"]
    place = run["results"][1]["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "a%20b.yaml"}, "region": {"startLine": 22, "startColumn": 10}}


def test_junit(findings: list[Finding]) -> None:
    suite = ElementTree.fromstring(reported("junit", findings))[0]
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    cases = {case.get("name"): [child.tag for child in case] for case in suite}
    assert cases == {"a b.yaml": ["failure"], "clean.yaml": []}


# Against the source


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """A release with its record beside it."""
    (tmp_path / "bilan.txt").write_text(
        "Bilan 2025\n\nEn 2025, le taux d’abonnés atteint 27,5 %, contre 19,7 % en 2024.\n", encoding="utf-8"
    )
    path = tmp_path / "bilan.yaml"
    path.write_text(to_yaml(extract_release(tmp_path / "bilan.txt")), encoding="utf-8")
    return path


def against_source(path: Path) -> list[tuple[str, str]]:
    return [(f.rule, f.path) for f in check_file(path, Options(with_source=True))]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_record_as_extracted_fits_its_source(beside: Path) -> None:
    assert against_source(beside) == []


def test_the_source_is_missing_or_another(beside: Path) -> None:
    (beside.parent / "bilan.txt").write_text("Autre chose\n", encoding="utf-8")
    assert against_source(beside) == [("source-changed", "source.sha256")]
    (beside.parent / "bilan.txt").unlink()
    assert against_source(beside) == [("source-missing", "source.file")]
    other = beside.parent / "other"
    other.mkdir()
    found = check_file(beside, Options(sources=other))
    assert [f.rule for f in found] == ["source-missing"]


def test_a_moved_span_is_found(beside: Path) -> None:
    start = extract_release(beside.with_suffix(".txt")).claims[0].at.start
    change(beside, f"start: {start}, end: {start + 6}", f"start: {start - 5}, end: {start + 1}")
    assert ("span-text", "claims[0].at") in against_source(beside)


def test_a_changed_quote_is_found(beside: Path) -> None:
    change(beside, "le taux d’abonnés atteint 27,5 %", "le taux d’abonnement atteint 27,5 %")
    assert ("quote-text", "claims[0].quote") in against_source(beside)


def test_drift_is_told_claim_by_claim_apart_from_reviewed_ones(beside: Path) -> None:
    change(beside, '  unit: "%"\n', '  unit: "%"\n  statistic: mean\n')
    assert against_source(beside) == [("drift", "claims[0].statistic")]
    change(beside, "  statistic: mean\n", "  statistic: mean\n  reviewed: corrected\n")
    assert against_source(beside) == []


def test_a_claim_that_was_removed_is_found_again(beside: Path) -> None:
    text = beside.read_text(encoding="utf-8")
    second = text.index("- id:", text.index("- id:") + 1)
    beside.write_text(text[:second] + text[text.index("ignored:") :], encoding="utf-8")
    assert against_source(beside) == [("drift", "claims")]


# Two records; older records


def test_two_records_claim_by_claim() -> None:
    before = from_yaml(CORRECT)
    claims = list(before.claims)
    claims[1] = claims[1].model_copy(update={"value": Decimal("19.8")})
    del claims[13]
    out = StringIO()
    after = before.model_copy(update={"claims": tuple(claims)})
    assert show_difference(("a.yaml", "b.yaml"), before, after, out)
    lines = out.getvalue().splitlines()
    assert lines[:2] == ["--- a.yaml", "+++ b.yaml"]
    assert lines[2].startswith("~ « 19,7 % »")
    assert lines[2].endswith("value 19.7 → 19.8")
    assert lines[3].startswith("- « 145 km »")
    assert len(lines) == 4
    assert not show_difference(("a", "b"), before, before, StringIO())


VERSIONS = sorted((ROOT / "tests" / "cases" / "versions").glob("*.yaml"))


def test_every_published_version_has_a_record_here() -> None:
    assert [path.stem for path in VERSIONS] == [f"version-{n}" for n in range(SCHEMA_VERSION + 1)]


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_a_record_of_every_version_can_be_lifted(path: Path) -> None:
    lifted = migrate(path.read_text(encoding="utf-8"), "schemas/release.schema.json")
    assert check_text("x", lifted) == []
    assert "# checked by hand" in lifted
    assert migrate(lifted, "schemas/release.schema.json") == lifted
