"""Every kind of fault is found at its line; correct records have no finding."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extract.check.record import check_text
from extract.load import load
from extract.records import Release, Reviewed
from extract.write import to_yaml

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
        claims.append({"id": f"c-00000{index}", "at": {"page": 1, "start": 10 * index, "end": 10 * index + 5}, **row})
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
