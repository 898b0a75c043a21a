"""What figures are about, sentence by sentence."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from scoring import agrees

from extract.blocks import Block, BlockKind
from extract.find.quantity import Direction, Found, Kind, Quantity
from extract.relate.entity import Subjects
from extract.relate.relation import Head
from extract.text import Span

CASES = tomllib.loads((Path(__file__).parent / "cases" / "entity.toml").read_text("utf-8"))["case"]


def kind_of(figure: str) -> Kind:
    signs = {"%": Kind.PERCENTAGE, "€": Kind.MONEY, "tonnes": Kind.MEASUREMENT, "mètres": Kind.MEASUREMENT}
    return next((kind for sign, kind in signs.items() if sign in figure), Kind.COUNT)


def read_marks(marked: str) -> tuple[str, list[Quantity]]:
    """The text without its marks, and its quantities; braces hold a quantity, brackets its extent."""
    text, quantities = "", []
    start = extent_start = None
    for part in re.split(r"([{}\[\]])", marked):
        if part == "{":
            start = len(text)
        elif part == "}" and start is not None:
            span = Span(start, len(text))
            extent = Span(start if extent_start is None else extent_start, span.end)
            figure = span.of(text)
            plain = figure.replace(" ", "")
            value = Decimal(plain) if plain.isdigit() else Decimal(1)
            quantities.append(Quantity(span, figure, value, kind_of(figure), "1", extent=extent))
        elif part == "[":
            extent_start = len(text)
        elif part == "]":
            extent_start = None
        else:
            text += part
    return text, quantities


def about(case: dict[str, str]) -> tuple[str | None, str | None]:
    text, quantities = read_marks(case["text"])
    changes: dict[str, object] = {"direction": Direction(case["direction"])} if "direction" in case else {}
    if "kind" in case:
        changes["kind"] = Kind(case["kind"])
    quantities[-1] = replace(quantities[-1], **changes)
    blocks, lead = [], None
    if "lead" in case:
        blocks.append(Block(BlockKind.PARAGRAPH, (Span(0, len(case["lead"])),), case["lead"]))
        lead = 0
    kind = BlockKind.ITEM if lead is not None else BlockKind.PARAGRAPH
    blocks.append(Block(kind, (Span(0, len(text)),), text, lead_in=lead))
    found = tuple(Found(tuple(quantities) if b is blocks[-1] else (), ()) for b in blocks)
    last = Subjects(tuple(blocks), Head(), found).all()[-1]
    return last.entity, last.property


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_a_figure_is_about(case: dict[str, str], request: pytest.FixtureRequest) -> None:
    if "known_failure" in case:
        request.node.add_marker(pytest.mark.xfail(strict=True, reason=case["known_failure"]))
    entity, said = about(case)
    assert agrees("entity", case, {"entity": entity}), f"entity {entity!r}, property {said!r}"
    assert agrees("property", case, {"property": said}), f"entity {entity!r}, property {said!r}"
