"""Structure: small documents as text, and the blocks that they are read as."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.blocks import Block, BlockKind, Outline
from extract.read import Document, read_bytes, read_file
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


def shared(*parts: str) -> Path:
    folder = Path(os.environ.get("EXTRACT_SHARED", Path(__file__).parents[1].parent / "shared"))
    path = folder.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{path} is not here: set EXTRACT_SHARED")
    return path


def alike(path: Path, other: Path) -> tuple[int, int, list[tuple[str, str]]]:
    """How many of the blocks of a release are also those of another file of it, of how many, and the others."""
    mine, others = (set(_rows_of(p)) for p in (path, other))
    return len(mine & others), len(mine), sorted(mine - others)


def _rows_of(path: Path) -> list[tuple[str, str]]:
    document = read_file(path)
    blocks = [b for o in structure(document, Text(document.raw)) for b in o.blocks]
    return [(b.kind.value, "".join(b.text.split())) for b in blocks]


SAMPLES = Path(__file__).parents[1] / "samples"
READ_BY_OCR = {
    "chu-bilan-annuel.scan.pdf",
    "cpam-jura-bilan.tif",
    "handball-besancon-saison.jpg",
    "institut-des-falaises-nomination.pdf",
    "niort-budget-2026.pdf",
}


def test_samples_have_the_blocks_of_their_sources() -> None:
    """PDF, DOCX and text against the HTML that they were made of; page numbers and what is drawn apart aside."""
    files = [f for f in sorted(SAMPLES.glob("*.*")) if f.suffix != ".yaml" and f.name not in READ_BY_OCR]
    pairs = [(SAMPLES / "sources" / f"{f.stem}.html", f) for f in files]
    found = {f.name: alike(source, f) for source, f in pairs if source.exists()}
    assert len(found) > 6
    same, of = sum(f[0] for f in found.values()), sum(f[1] for f in found.values())
    assert same >= 0.9 * of, {name: f[2] for name, f in found.items()}


def test_html_and_pdf_of_a_release_have_the_same_blocks() -> None:
    found = [alike(p, p.with_suffix(".pdf")) for p in sorted(shared("gold").glob("*.html"))]
    same, of = sum(f[0] for f in found), sum(f[1] for f in found)
    assert same >= 0.95 * of, [f[2] for f in found]
