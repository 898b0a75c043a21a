"""The text layer of PDF pages made by reportlab: words where they stand, as they are set; what a caller may choose."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typeset import PROSE, lines, pdf, read

from extract.errors import InputError
from extract.read import OcrMode, Origin, ReadOptions, read_bytes


def test_words_know_their_type_and_place() -> None:
    def draw(c: Any) -> None:
        c.setFont("Helvetica-Bold", 18)
        lines(c, 60, 60, ["27,5 %"])

    document = read(draw)
    word = document.pages[0].words[0]
    assert word.span.of(document.raw) == "27,5"
    assert (word.bold, word.font, word.size) == (True, "Helvetica-Bold", pytest.approx(18))
    assert word.box[0] == pytest.approx(60, abs=1)
    assert word.box[1] < 60 < word.box[3]


def test_raised_digits_do_not_join_the_number() -> None:
    def draw(c: Any) -> None:
        text = c.beginText(60, 700)
        for piece, size, rise in [
            ("Le 1", 11, 0),
            ("er", 7, 4),
            (" mai, 15 000", 11, 0),
            ("2", 7, 4),
            (" visiteurs", 11, 0),
        ]:
            text.setFont("Helvetica", size)
            text.setRise(rise)
            text.textOut(piece)
        c.drawText(text)

    assert read(draw).raw == "Le 1er mai, 15 000² visiteurs"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages(turn: int) -> None:
    def draw(c: Any) -> None:
        c.setPageRotation(turn)
        c.translate(*{90: (842, 0), 180: (595, 842), 270: (0, 595)}[turn])  # reportlab turns the page's box too
        c.rotate({90: 90, 180: 180, 270: -90}[turn])
        c.drawString(60, 400, "Bilan de 12 500 visites")
        c.drawString(60, 386, "en deux lignes de texte")

    document = read(draw)
    assert document.raw == "Bilan de 12 500 visites\nen deux lignes de texte"
    boxes = [w.box for w in document.pages[0].words]
    assert boxes[0][0] == pytest.approx(60, abs=1)
    assert boxes[0][1] < 842 - 400 < boxes[0][3]


def test_pages_option() -> None:
    def draw(c: Any) -> None:
        for i in range(1, 6):
            c.drawString(60, 700, f"page {i} du document")
            c.showPage()

    data = pdf(draw)
    document = read_bytes("a.pdf", data, ReadOptions(ocr=OcrMode.NEVER, pages="2-3,5"))
    assert [p.number for p in document.pages] == [2, 3, 5]
    assert document.raw == "page 2 du document\fpage 3 du document\fpage 5 du document"
    assert [p.span.of(document.raw)[:6] for p in document.pages] == ["page 2", "page 3", "page 5"]
    for wrong in ("x", "3-2", "0", "9"):
        with pytest.raises(InputError):
            read_bytes("a.pdf", data, ReadOptions(pages=wrong))


def test_encrypted() -> None:
    data = pdf(lambda c: c.drawString(60, 700, "secret"), encrypt="motdepasse")
    with pytest.raises(InputError, match="encrypted"):
        read_bytes("a.pdf", data)


def test_text_layer_origin() -> None:
    document = read(lambda c: lines(c, 60, 60, [PROSE]))
    assert (document.origin, document.pages[0].origin, document.pages[0].unexplained) == (
        Origin.TEXT_LAYER,
        Origin.TEXT_LAYER,
        0.0,
    )


def test_words_as_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(lambda c: lines(c, 60, 60, ["Bilan de 12 500 visites"])))
    done = subprocess.run(
        [sys.executable, "-m", "extract", "text", "--boxes", "--ocr", "never", "--pages", "1", str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["word"] for row in rows] == ["Bilan", "de", "12", "500", "visites"]
    assert rows[0]["page"] == 1
    assert rows[0]["origin"] == "text_layer"
    assert rows[0]["box"][0] == pytest.approx(60, abs=1)
