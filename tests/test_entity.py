"""What figures are about, sentence by sentence."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from extract.blocks import Block, BlockKind
from extract.find.quantity import Direction, Found, Kind, Quantity
from extract.relate.entity import Subjects
from extract.relate.relation import Head
from extract.text import Span
from scoring import agrees

CASES = tomllib.loads((Path(__file__).parent / "cases" / "entity.toml").read_text("utf-8"))["case"]


def read_marks(marked: str, kind: Kind, direction: Direction | None) -> tuple[str, tuple[Quantity, ...]]:
    """The text without its marks, and its quantities; braces hold a quantity, brackets its extent."""
    text, quantities, open_extent = "", [], None
    for part in re.split(r"([{}\[\]])", marked):
        if part == "{":
            start = len(text)
        elif part == "}":
            span = Span(start, len(text))
            extent = span if open_extent is None else Span(open_extent, span.end)
            own = Kind.MEASUREMENT if re.search(r"tonnes|mètres", span.of(text)) else kind if "%" in span.of(text) else None
            quantities.append(Quantity(span, span.of(text), Decimal(1), own or kind, "1", extent=extent, direction=direction))
        elif part == "[":
            open_extent = len(text)
        elif part == "]":
            open_extent = None
        else:
            text += part
    *before, last = quantities
    plain = [
        Quantity(q.span, q.text, q.value, Kind.PERCENTAGE if "%" in q.text else Kind.COUNT if q.kind is not Kind.MEASUREMENT else q.kind, "1", extent=q.extent)
        for q in before
    ]
    return text, (*plain, last)


def about(case: dict[str, str]) -> tuple[str | None, str | None]:
    direction = Direction(case["direction"]) if "direction" in case else None
    text, quantities = read_marks(case["text"], Kind(case.get("kind", "count")), direction)
    blocks, lead = [], None
    if "lead" in case:
        blocks.append(Block(BlockKind.PARAGRAPH, (Span(0, len(case["lead"])),), case["lead"]))
        lead = 0
    kind = BlockKind.ITEM if lead is not None else BlockKind.PARAGRAPH
    blocks.append(Block(kind, (Span(0, len(text)),), text, lead_in=lead))
    found = tuple(Found(quantities if b is blocks[-1] else (), ()) for b in blocks)
    last = Subjects(tuple(blocks), Head(), found).all()[-1]
    return last.entity, last.property


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_a_figure_is_about(case: dict[str, str], request: pytest.FixtureRequest) -> None:
    if "known_failure" in case:
        request.node.add_marker(pytest.mark.xfail(strict=True, reason=case["known_failure"]))
    entity, said = about(case)
    assert agrees("entity", case, {"entity": entity}), f"entity {entity!r}, property {said!r}"
    assert agrees("property", case, {"property": said}), f"entity {entity!r}, property {said!r}"
