"""Periods, baselines, places, aims and heads: small documents as rows of tests/cases/*.toml.

In a text, `# ` opens the title, `## ` a heading, `- ` an item, `@ ` the date line, `! ` boilerplate, every other line a
paragraph; `[54 %]` marks a quantity, `[12 %|up]` one with a direction. A row's `expected` runs along the quantities,
"" for none.
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import edtf
import pytest
import regex

from extract.blocks import Block, BlockKind, Outline
from extract.find import find
from extract.find.quantity import Direction, Found, Kind, Quantity
from extract.lexicon.gazetteer import gazetteer
from extract.lexicon.tables import table
from extract.relate import Relation, relate, release_head, timeshapes, timevalues
from extract.relate.dates import day, ends, last_of_month, month, shift
from extract.relate.folding import fold
from extract.relate.times import moments
from extract.text import Span

CASES = Path(__file__).parent / "cases"
KINDS = {
    "# ": BlockKind.TITLE,
    "## ": BlockKind.HEADING,
    "- ": BlockKind.ITEM,
    "@ ": BlockKind.DATELINE,
    "! ": BlockKind.BOILERPLATE,
    "? ": BlockKind.CONTACT,
    "= ": BlockKind.HEADER,
}
MARK = re.compile(r"\[([^\]|]+)(?:\|(up|down))?\]")


def rows(name: str) -> list[Any]:
    cases = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]
    return [
        pytest.param(
            case,
            id=case["text"].strip()[:60],
            marks=[pytest.mark.xfail(strict=True, reason=case["known_failure"])] if "known_failure" in case else [],
        )
        for case in cases
    ]


def document(text: str) -> tuple[Outline, tuple[Found, ...]]:
    """The outline and the marked quantities of a small document."""
    blocks: list[Block] = []
    found: list[Found] = []
    heading: tuple[int, ...] = ()
    lead_in: int | None = None
    at = 0
    for line in text.strip().splitlines():
        prefix = next((p for p in KINDS if line.startswith(p)), "")
        kind, words = KINDS.get(prefix, BlockKind.PARAGRAPH), line.removeprefix(prefix)
        quantities: list[Quantity] = []
        plain = ""
        last = 0
        for m in MARK.finditer(words):
            plain += words[last : m.start()]
            span = Span(len(plain), len(plain) + len(m[1]))
            plain += m[1]
            last = m.end()
            direction = Direction(m[2]) if m[2] else None
            value = Decimal(re.sub(r"[^\d]", "", m[1]) or "1")
            kind_of = Kind.PERCENTAGE if "%" in m[1] else Kind.MONEY if "€" in m[1] else Kind.COUNT
            unit = "%" if "%" in m[1] else "1"
            quantities.append(Quantity(span, m[1], value, kind_of, unit, direction=direction, extent=span))
        plain += words[last:]
        own = heading if kind is not BlockKind.TITLE else ()
        blocks.append(
            Block(kind, (Span(at, at + len(plain)),), plain, 1, 0, own, lead_in if kind is BlockKind.ITEM else None)
        )
        spans = [q.span for q in quantities]
        others = tuple(n for n in find(plain).ignored if not any(n.span.overlaps(s) for s in spans))
        found.append(Found(tuple(quantities), others))
        at += len(plain) + 2
        if kind is BlockKind.HEADING:
            heading = (len(blocks) - 1,)
        if kind is not BlockKind.ITEM:
            lead_in = len(blocks) - 1 if plain.rstrip().endswith(":") else None
    return Outline(tuple(blocks)), tuple(found)


def relations(case: dict[str, Any]) -> tuple[Relation, ...]:
    dated = f"@ Le {case['date']}\n" if "date" in case else ""
    outline, found = document(dated + case["text"].strip())
    return relate(outline, release_head(outline), found)


@pytest.mark.parametrize("case", rows("period"))
def test_period(case: dict[str, Any]) -> None:
    got = [r.period.edtf if r.period else "" for r in relations(case)]
    assert got == case["expected"]


@pytest.mark.parametrize("case", rows("baseline"))
def test_baseline(case: dict[str, Any]) -> None:
    got = [r.baseline.edtf if r.baseline else "" for r in relations(case)]
    assert got == case["expected"]


@pytest.mark.parametrize("case", rows("place"))
def test_place(case: dict[str, Any]) -> None:
    got = [r.place.name if r.place else "" for r in relations(case)]
    assert got == case["expected"]


@pytest.mark.parametrize("case", rows("status"))
def test_status(case: dict[str, Any]) -> None:
    assert [r.status or "" for r in relations(case)] == case["expected"]


@pytest.mark.parametrize("case", rows("comparison"))
def test_comparison(case: dict[str, Any]) -> None:
    made = relations(case)
    assert [-1 if r.compared_to is None else r.compared_to for r in made] == case.get("compared_to", [-1] * len(made))
    assert [-1 if r.part_of is None else r.part_of for r in made] == case.get("part_of", [-1] * len(made))


@pytest.mark.parametrize("case", rows("head"))
def test_head(case: dict[str, Any]) -> None:
    outline, _ = document(case["text"])
    head = release_head(outline)
    got = {
        "title": head.title,
        "date": head.date,
        "issuers": list(head.issuers),
        "place": head.place.name if head.place else "",
        "contacts": list(head.contacts),
    }
    assert {name: got[name] for name in case["expected"]} == case["expected"]


@pytest.mark.parametrize("name", ["period", "baseline"])
def test_every_date_is_edtf(name: str) -> None:
    for param in rows(name):
        for relation in relations(param.values[0]):
            for when in (relation.period, relation.baseline):
                if when:
                    edtf.parse_edtf(when.edtf)


def test_every_shape_of_time_begins_as_the_look_ahead_expects() -> None:
    opening = regex.compile(rf"(?:{timeshapes.opening()}| )")
    lists = {name: list(words) for name, words in timevalues.words().items()}
    texts = [fold(case.values[0]["text"]) for name in ("period", "baseline", "status", "head") for case in rows(name)]
    for pattern, _ in timeshapes.rows():
        shape = regex.compile(rf"(?<![\p{{L}}\d])(?:{pattern})", ignore_unused=True, **lists)
        found = [(m.group(), opening.match(text, m.start())) for text in texts for m in shape.finditer(text)]
        assert [said for said, opened in found if opened is None] == []


def test_words_of_tables_are_folded() -> None:
    times = table("times")
    for name in ("months", "weekdays", "numbers", "ordinals", "seasons"):
        assert all(word == word.lower() for word in times[name])


def test_every_code_of_the_word_tables_is_a_place() -> None:
    words, places = table("territories"), gazetteer()
    codes = [*words["aliases"].values(), *words["demonyms"].values()]
    assert [code for code in codes if code not in places.by_code] == []


def test_departments_lie_in_regions_and_regions_in_france() -> None:
    places = gazetteer()
    departments = [e for e in places.by_code.values() if e.level == "DEP"]
    assert len(departments) == 101
    assert all(places.within(e, "PAYS-FR") and places.region(e.code) for e in departments)


def test_dates() -> None:
    assert day(2025, 2, 30) is None
    assert last_of_month(2024, 2) == "2024-02-29"
    assert shift("2024-02-29", -1) == "2023-02-28"
    assert shift("2025-01/2025-03", -1) == "2024-01/2024-03"
    assert shift("2022/..", -1) == "2021/.."
    assert month(2025, 3) == "2025-03"
    assert [ends(d).isoformat() for d in ("2025", "2025-02", "2025-22", "2025-01/2025-03", "2022/..")] == [
        "2025-12-31",
        "2025-02-28",
        "2025-08-31",
        "2025-03-31",
        "2022-01-01",
    ]


def test_offsets_point_at_the_words() -> None:
    text = "À fin décembre 2025, 12 % ; d’ici 2030, 40 %."
    assert [m.span.of(text) for m in moments(text)] == ["fin décembre 2025", "2030"]
