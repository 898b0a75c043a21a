"""The finder against tables of sentences: every quantity with its fields, every other number with its reason."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from extract.blocks import TableContext
from extract.find import Bound, Direction, Kind, Quantity, Statistic, find

CASES = Path(__file__).parent / "cases" / "find"
MODIFIERS = {str(m) for enum in (Bound, Direction, Statistic) for m in enum}


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    quantities: list[str]
    ignored: list[str] | None
    cell: TableContext | None
    known_failure: str | None


def notation(q: Quantity) -> str:
    """« 3 et 5 % = 3..5 percentage % between up »: words, value (and upper), kind, unit, and what is not the default."""
    value = f"{q.value:f}" + (f"..{q.upper:f}" if q.upper is not None else "")
    extras = [q.bound if q.bound is not Bound.EXACTLY else None, q.direction, q.statistic]
    return " ".join([q.text, "=", value, q.kind, q.unit, *(str(e) for e in extras if e)])


def cases() -> list[Case]:
    rows: list[Case] = []
    for path in sorted(CASES.glob("*.toml")):
        for i, row in enumerate(tomllib.loads(path.read_text("utf-8"))["case"]):
            rows.append(_case(f"{path.stem}-{i + 1}", row))
    return rows


def _case(name: str, row: dict[str, Any]) -> Case:
    unknown = set(row) - {"text", "quantities", "ignored", "row", "column", "caption", "known_failure", "comment"}
    assert not unknown, f"{name}: unknown keys {unknown}"
    cell = None
    if {"row", "column", "caption"} & set(row):
        cell = TableContext(tuple(row.get("row", ())), tuple(row.get("column", ())), row.get("caption", ""))
    return Case(name, row["text"], row.get("quantities", []), row.get("ignored"), cell, row.get("known_failure"))


def parameters() -> list[Any]:
    return [
        pytest.param(
            c, id=c.name, marks=[pytest.mark.xfail(strict=True, reason=c.known_failure)] if c.known_failure else []
        )
        for c in cases()
    ]


@pytest.mark.parametrize("case", parameters())
def test_cases(case: Case) -> None:
    found = find(case.text, case.cell)
    assert [notation(q) for q in found.quantities] == case.quantities
    if case.ignored is not None:
        assert [f"{i.text} = {i.reason}" for i in found.ignored] == case.ignored
    for item in (*found.quantities, *found.ignored):
        assert item.span.of(case.text) == item.text
    for q in found.quantities:
        assert q.extent.contains(q.span)
        assert q.noun is None or q.span.contains(q.noun)


def test_kinds_are_all_exercised() -> None:
    kinds = {word for c in cases() for q in c.quantities for word in q.partition(" = ")[2].split()}
    assert {str(k) for k in Kind} <= kinds
    assert MODIFIERS - {"exactly"} <= kinds
