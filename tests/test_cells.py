"""What the cells of tables claim."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extract import extract_release

CASES = tomllib.loads((Path(__file__).parent / "cases" / "cells.toml").read_text("utf-8"))["case"]
FIELDS = ("entity", "property", "period", "place", "baseline")


def shown(claim: dict[str, Any]) -> str:
    values = [claim["quantity"]]
    for name in FIELDS:
        value = claim.get(name)
        values.append((value.get("edtf") or value.get("name") if isinstance(value, dict) else value) or "")
    return " | ".join(values).replace("|  |", "| |").replace("|  |", "| |").rstrip()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cells(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "table.txt"
    path.write_text(case["text"], encoding="utf-8")
    record = extract_release(path).model_dump(mode="json")
    assert [shown(claim) for claim in record["claims"]] == case["claims"]
