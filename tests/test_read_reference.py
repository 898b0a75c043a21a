"""The fast path over PDFium's characters gives the words of the reference reader, pdfplumber, on every sample."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from extract.read.glyphs import BULLETS, PageFrame, page_tokens

SAMPLES = sorted((Path(__file__).parents[1] / "samples").rglob("*.pdf"))


def plain(text: str) -> str:
    """Superscripts as the digits that they are made of; bullets as one (pdfplumber has no name for some)."""
    text = re.sub(r"\(cid:\d+\)", "•", text)
    return "".join("•" if c in BULLETS else c for c in unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_same_words_in_the_same_places(path: Path) -> None:
    import pdfplumber
    import pypdfium2

    ours, theirs = [], []
    document = pypdfium2.PdfDocument(path)
    with pdfplumber.open(path) as reference:
        for page, other in zip(document, reference.pages, strict=True):
            ours += [(plain(t.text), t.box) for t in page_tokens(page, PageFrame(page))]
            for word in other.within_bbox(other.bbox).extract_words(use_text_flow=True):
                theirs.append((plain(word["text"]), (word["x0"], word["top"], word["x1"], word["bottom"])))
            other.close()
    document.close()
    if not theirs:
        assert not ours  # a scan
        return
    letters = Counter("".join(text for text, _ in theirs))
    assert sum((letters - Counter("".join(text for text, _ in ours))).values()) <= 0.002 * sum(letters.values())
    found = SequenceMatcher(None, [t for t, _ in ours], [t for t, _ in theirs], autojunk=False)
    same = [(a + k, b + k) for a, b, size in found.get_matching_blocks() for k in range(size)]
    assert len(same) >= 0.97 * len(theirs)
    for a, b in same:
        if ours[a][0] == "•":
            continue  # of a font without widths
        assert ours[a][1][0] == pytest.approx(theirs[b][1][0], abs=2), ours[a][0]
        assert ours[a][1][2] == pytest.approx(theirs[b][1][2], abs=2), ours[a][0]
        middle = (theirs[b][1][1] + theirs[b][1][3]) / 2
        assert ours[a][1][1] - 1 <= middle <= ours[a][1][3] + 1
