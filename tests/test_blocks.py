"""Offsets of blocks that a page break cuts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extract.blocks import Block, BlockKind
from extract.text import Span

TEXT = "Le site accueille 1 250 élèves.\fPied de page\fIl en attend 30 de plus."


def cut(*pieces: tuple[int, int]) -> Block:
    spans = tuple(Span(a, b) for a, b in pieces)
    return Block(BlockKind.PARAGRAPH, spans, " ".join(s.of(TEXT) for s in spans))


def test_a_span_over_the_cut_leaves_out_what_stands_between() -> None:
    block = cut((0, 31), (45, len(TEXT)))
    whole = Span(0, len(block.text))
    assert [s.of(TEXT) for s in block.to_pieces(whole)] == [
        "Le site accueille 1 250 élèves.",
        "Il en attend 30 de plus.",
    ]
    assert block.to_document(whole) == Span(0, len(TEXT))


@given(st.data())
def test_the_pieces_of_a_span_hold_its_words(data: st.DataObject) -> None:
    block = cut((0, 31), (45, len(TEXT)))
    start = data.draw(st.integers(0, len(block.text)))
    end = data.draw(st.integers(start, len(block.text)))
    pieces = block.to_pieces(Span(start, end))
    assert "".join(s.of(TEXT) for s in pieces).replace(" ", "") == block.text[start:end].replace(" ", "")
