"""Floors of repair on texts that stand beside the project; skipped where they are absent."""

from __future__ import annotations

import lzma
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from extract.lexicon.build.corpora import CORPORA, lines
from extract.repair import repair
from extract.text import Text

SHARED = Path(os.environ.get("EXTRACT_SHARED", Path(__file__).parents[1].parent / "shared"))
pytestmark = pytest.mark.skipif(not (SHARED / "french").is_dir(), reason="no shared texts beside the project")
SPACING = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " "})


def _words(text: str) -> list[str]:
    """Words with one kind of apostrophe and space; what French spacing sets apart is joined."""
    text = re.sub(r"\s+(?=[:;!?%])|(?<=\d)\s(?=\d{3}(?!\d))", "", text.translate(SPACING))
    return text.split()


def _seed(number: str) -> str:
    return next((SHARED / "seeds").glob(f"{number}_*.txt")).read_text(encoding="utf-8")


def test_the_scan_of_a_release_becomes_its_text_layer() -> None:
    scan = _words(repair(Text(_seed("000"))).repaired)
    printed = _words(re.sub(r"\A.*?(?=4 ans de)", "", _seed("001"), flags=re.DOTALL))
    assert scan == printed


def test_lost_ligatures_and_nothing_else() -> None:
    text = repair(Text(_seed("001")))
    assert len(text.edits) == text.raw.count("\ufffd") == 13
    assert {e.rule for e in text.edits} == {"lost_ligature"}
    assert "\ufffd" not in text.repaired
    assert text.repaired.count("Agefiph") == 5


def _held_out(characters: int) -> Iterator[str]:
    """Stretches of about 500 words from the texts that nothing was learnt from."""
    for corpus in CORPORA[:3]:
        stretch: list[str] = []
        for line in islice(lines(SHARED / "french", corpus, held_out=True), characters // 60):
            stretch.append(line)
            if sum(map(len, stretch)) > 3000:
                yield "\n".join(stretch)
                stretch = []


def test_clean_text_is_left_alone() -> None:
    changed = [(e.before, e.after) for text in _held_out(120_000) for e in repair(Text(text)).edits]
    assert len(changed) <= 1, changed


@pytest.mark.parametrize(("mode", "floor"), [("ocr", 0.994), ("deaccent", 0.992), ("ligature", 0.999)])
def test_damage_is_undone(mode: str, floor: float) -> None:
    texts = ["\n".join(t.split("\n")) for t in islice(_held_out(20_000), 0, None, 4)]
    right = total = 0
    for text in texts:
        damaged = subprocess.run(
            [sys.executable, str(SHARED / "damage.py"), "--mode", mode],
            input=text,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        pairs = list(zip(_words(text), _words(repair(Text(damaged)).repaired), strict=False))
        right += sum(a == b for a, b in pairs)
        total += len(pairs)
    assert right / total >= floor, f"{right / total:.4f} of {total}"


def test_the_held_out_lines_are_not_counted() -> None:
    corpus = CORPORA[1]
    with lzma.open(SHARED / "french" / corpus.file, "rt", encoding="utf-8") as file:
        everything = sum(1 for _ in file)
    kept = sum(1 for _ in lines(SHARED / "french", corpus))
    held_out = sum(1 for _ in lines(SHARED / "french", corpus, held_out=True))
    assert kept + held_out == everything
    assert held_out > everything // 25
