"""Structure: small documents as text, and the blocks that they are read as."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.blocks import Block, BlockKind, Outline
from extract.read import Document, read_bytes
from extract.structure import structure
from extract.text import Text

CASES = Path(__file__).parent / "cases" / "structure"


def read(text: str) -> tuple[Document, Text]:
    document = read_bytes("release.txt", text.encode())
    return document, Text(document.raw)


def shown(outline: Outline) -> list[str]:
    return [_row(block) for block in outline.blocks]


def _row(block: Block) -> str:
    heading = f" [{', '.join(map(str, block.heading))}]" if block.heading else ""
    lead_in = f" < {block.lead_in}" if block.lead_in is not None else ""
    return f"{block.kind}{heading}{lead_in} | {block.text}"


def cases(name: str) -> list[Any]:
    table = tomllib.loads((CASES / name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["name"]) for case in table["case"]]


@pytest.mark.parametrize("case", cases("plain.toml"))
def test_plain_text(case: dict[str, Any]) -> None:
    outlines = structure(*read(case["text"]))
    assert [shown(outline) for outline in outlines] == [case["blocks"]]


@given(st.text("aéB1 .:;,\n\t\f•–-«»%", max_size=200))
def test_blocks_hold_every_number_once_and_know_their_place(raw: str) -> None:
    if not raw.strip():
        return
    document, text = read(raw)
    blocks = [block for outline in structure(document, text) for block in outline.blocks]
    places = [i for block in blocks for piece in block.pieces for i in range(piece.start, piece.end)]
    assert len(places) == len(set(places))
    assert {i for i, c in enumerate(text.repaired) if c.isalnum()} <= set(places)
    for block in blocks:
        assert block.text == " ".join(p.of(text.repaired) for p in block.pieces).translate(
            str.maketrans("\n\t\f", "   ")
        )
        assert block.lead_in is None or block.lead_in < len(blocks)


@pytest.mark.parametrize("case", cases("tables.toml"))
def test_tables(case: dict[str, Any]) -> None:
    document = read_bytes(f"table.{case['type']}", case["text"].encode())
    (outline,) = structure(document, Text(document.raw))
    figures = [(b.text, b.cell) for b in outline.blocks if b.cell is not None and not b.cell.label]
    assert [f"{' > '.join(c.row)} | {' > '.join(c.column)} | {text}" for text, c in figures] == case["cells"]
    assert {c.caption for _, c in figures} <= {case.get("caption", "")}


@pytest.mark.parametrize("case", cases("releases.toml"))
def test_releases_of_a_file(case: dict[str, Any]) -> None:
    outlines = structure(*read(case["text"]))
    titles = [next((b.text for b in o.blocks if b.kind is BlockKind.TITLE), "") for o in outlines]
    assert titles == case["titles"]
