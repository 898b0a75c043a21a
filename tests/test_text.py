"""What must always hold of edits and offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.text import Edit, Span, Text

ALPHABET = "aé 1\n"


@st.composite
def edits_on(draw: st.DrawFn, text: str) -> list[Edit]:
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    return [
        Edit(a, b, text[a:b], draw(st.text(ALPHABET, max_size=3)), draw(st.sampled_from("xyz")))
        for a, b in zip(cuts[::2], cuts[1::2], strict=False)
    ]


@given(st.data(), st.text(ALPHABET, max_size=30))
def test_edits_compose(data: st.DataObject, raw: str) -> None:
    text = Text(raw)
    for _ in range(3):
        edits = data.draw(edits_on(text.repaired))
        expected, at = "", 0
        for e in edits:
            expected, at = expected + text.repaired[at : e.start] + e.after, e.end
        expected += text.repaired[at:]
        text = text.apply(edits)
        assert text.repaired == expected
        for e in text.edits:
            assert raw[e.start : e.end] == e.before
            assert e.before != e.after


@given(st.data(), st.text(ALPHABET, max_size=30))
def test_offsets_map_back(data: st.DataObject, raw: str) -> None:
    text = Text(raw).apply(data.draw(edits_on(raw)))
    changed = {i for e in text.edits for i in range(e.start, e.end)}
    for i, c in enumerate(text.repaired):
        back = text.to_raw(Span(i, i + 1))
        assert 0 <= back.start <= back.end <= len(raw)
        if len(back) == 1 and back.start not in changed:
            assert raw[back.start] == c
    for i, c in enumerate(raw):
        there = text.to_repaired(Span(i, i + 1))
        if i not in changed:
            assert text.repaired[there.start] == c


def test_an_edit_must_match_what_stands_there() -> None:
    with pytest.raises(ValueError, match="expects"):
        Text("abc").apply([Edit(0, 1, "x", "y", "r")])
    with pytest.raises(ValueError, match="overlap"):
        Text("abc").apply([Edit(0, 2, "ab", "y", "r"), Edit(1, 3, "bc", "z", "r")])
