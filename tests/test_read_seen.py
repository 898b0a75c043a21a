"""What is seen on a page is read, and nothing else; a page whose objects prove what is seen is not rendered."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from typeset import PROSE, lines, pdf, read

from extract.read.evident import is_evident
from extract.read.glyphs import PageFrame, page_tokens


def test_what_is_not_seen_is_not_read() -> None:
    def draw(c: Any) -> None:
        lines(c, 60, 60, [PROSE[:60]])
        c.drawString(-300, 400, "hors de la page")
        c.drawString(60, 900, "au-dessus")
        c.setFillGray(1)
        c.drawString(60, 500, "blanc sur blanc")
        c.setFillGray(0)
        c.drawString(60, 450, "Patient 12 345 caviardé")
        c.rect(50, 440, 300, 25, fill=1)
        text = c.beginText(60, 300)
        text.setTextRenderMode(3)
        text.textOut("invisible")
        c.drawText(text)

    document = read(draw)
    assert document.raw == PROSE[:60].strip()
    assert "cannot be seen" in document.warnings[0]


def plain(c: Any) -> None:
    lines(c, 60, 60, [PROSE[:60], PROSE[60:]])


def on_pale_box(c: Any) -> None:
    c.setFillGray(0.9)
    c.rect(50, 700, 500, 100, stroke=0, fill=1)
    c.setFillGray(0)
    c.rect(50, 640, 500, 0.5, stroke=0, fill=1)
    plain(c)


def framed(c: Any) -> None:
    path = c.beginPath()
    path.rect(50, 700, 500, 100)
    path.rect(51, 702, 498, 98)
    c.drawPath(path, stroke=0, fill=1, fillMode=0)
    plain(c)


def on_banner(c: Any) -> None:
    c.rect(0, 700, 595, 142, stroke=0, fill=1)
    c.setFillGray(1)
    plain(c)


def under_bar(c: Any) -> None:
    plain(c)
    c.rect(50, 760, 400, 30, fill=1)


def seen_through(c: Any) -> None:
    c.setFillAlpha(0.05)
    plain(c)


def cut_off(c: Any) -> None:
    path = c.beginPath()
    path.rect(60, 700, 30, 100)
    c.clipPath(path, stroke=0)
    plain(c)


def letters_as_outlines(c: Any) -> None:
    plain(c)
    path = c.beginPath()
    for x in range(100, 300, 12):
        path.rect(x, 400, 8, 10)
    c.drawPath(path, stroke=0, fill=1)


def small_outline(c: Any) -> None:
    plain(c)
    c.rect(60, 400, 100, 12)


def with_picture(c: Any) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    plain(c)
    c.drawImage(ImageReader(Image.new("L", (100, 40), 200)), 60, 300)


def with_field(c: Any) -> None:
    plain(c)
    c.linkURL("https://example.fr", (60, 700, 120, 720))
    c.acroForm.textfield(name="nom", x=60, y=500, width=200, height=20)


EVIDENT = (plain, on_pale_box, framed)
UNSURE = (
    on_banner,
    under_bar,
    seen_through,
    cut_off,
    letters_as_outlines,
    small_outline,
    with_picture,
    with_field,
)


@pytest.mark.parametrize("draw", [*EVIDENT, *UNSURE])
def test_pages_are_rendered_unless_their_objects_prove_that_all_is_seen(draw: Callable[[Any], None]) -> None:
    with pypdfium2.PdfDocument(pdf(draw)) as document:
        page = document[0]
        frame = PageFrame(page)
        tokens = page_tokens(page, frame)
        assert is_evident(page, frame, tokens) == (draw in EVIDENT)
        assert not is_evident(page, frame, tokens[len(tokens) // 2 :])  # words without characters are no proof
        page.close()


@pytest.mark.parametrize("draw", EVIDENT)
def test_proof_and_picture_agree(draw: Callable[[Any], None], monkeypatch: pytest.MonkeyPatch) -> None:
    proven = read(draw)
    monkeypatch.setattr("extract.read.pdf.is_evident", lambda *_: False)
    assert read(draw) == proven


def test_no_library_of_pictures_for_a_plain_page(tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(pdf(plain))
    code = f"""import sys, pathlib, extract.read
extract.read.read_file(pathlib.Path({str(file)!r}))
assert not {{"numpy", "cv2", "PIL"}} & set(sys.modules), sorted(sys.modules)"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[1])


def test_warnings_of_reading_reach_the_record(tmp_path: Path) -> None:
    from extract.pipeline import extract_releases

    def draw(c: Any) -> None:
        plain(c)
        c.drawString(60, 450, "Patient caviardé")
        c.rect(50, 440, 300, 25, fill=1)

    file = tmp_path / "page.pdf"
    file.write_bytes(pdf(draw))
    (release,) = extract_releases(file)
    assert [w for w in release.warnings if w.startswith("page 1: 2 words")]
