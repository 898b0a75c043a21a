"""Odd files as they come: turned pages, forms, boards of ten feet, faxes, drawings. Each is read, or says why not."""

from __future__ import annotations

import io
import re
import shutil
from difflib import SequenceMatcher
from typing import Any

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from typeset import lines, pdf

from extract.read import Document, OcrMode, Origin, ReadOptions, read_bytes
from extract.read.upright import turned_back

TEXT = [
    "Le port a embarqué 318 400 passagers en 2024, dont 61 200 vers la Corse, soit",
    "une hausse de 7,4 % par rapport à l’année 2023. Ses recettes sont passées de",
    "18,6 à 21,3 millions d’euros, et le trafic de marchandises atteint 2,9 Mt.",
]
HERE = ReadOptions(ocr=OcrMode.NEVER)
slow = pytest.mark.slow
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")


def body(c: Any) -> None:
    lines(c, 60, 80, TEXT, 16)


def picture(dpi: int = 200) -> Image.Image:
    page = pypdfium2.PdfDocument(pdf(body))[0]
    image: Image.Image = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    return image


def on_page(image: Image.Image, width: float, height: float) -> bytes:
    from reportlab.lib.utils import ImageReader

    return pdf(lambda c: c.drawImage(ImageReader(image), 0, 0, width, height), (width, height))


def rotated(data: bytes, turn: int) -> bytes:
    """The pages shown turned clockwise, whatever their text does."""
    out = io.BytesIO()
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            page.set_rotation(turn)
        document.save(out)
    return out.getvalue()


def as_file(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def flat(document: Document) -> str:
    return document.raw.replace("’", "'").replace("\n", " ")


EXPECTED = " ".join(TEXT).replace("’", "'")


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_text_layer_that_lies_on_its_side(turn: int) -> None:
    upright = read_bytes("a.pdf", pdf(body), HERE)
    lying = read_bytes("a.pdf", rotated(pdf(body), turn), HERE)
    assert lying.raw == upright.raw
    page = lying.pages[0]
    assert (page.width, page.height) == ((595, 842) if turn == 180 else (842, 595))
    before, after = upright.pages[0].words[0].box, page.words[0].box
    assert after == pytest.approx(turned_back(360 - turn, page.width, page.height)(before), abs=0.5)


def test_credit_along_a_picture_turns_no_page() -> None:
    def draw(c: Any) -> None:
        lines(c, 60, 80, TEXT[:1])
        c.translate(580, 300)
        c.rotate(90)
        c.drawString(0, 0, "Photographie du port par la mairie")

    assert read_bytes("a.pdf", pdf(draw), HERE).raw == f"{TEXT[0]}\n\nPhotographie du port par la mairie"


def test_fields_and_free_text_are_read_but_no_sticky_note() -> None:
    def draw(c: Any) -> None:
        body(c)
        c.acroForm.textfield(name="n", value="34 567 visites", x=60, y=600, width=200, height=20)
        c.textAnnotation("À revoir : 6 666 euros", (400, 300, 420, 320))

    document = read_bytes("a.pdf", pdf(draw), HERE)
    assert document.raw == "\n".join(TEXT) + "\n\n34 567 visites"
    assert document.warnings == ()


def test_hidden_field_is_not_read() -> None:
    def draw(c: Any) -> None:
        body(c)
        c.acroForm.textfield(
            name="n", value="34 567 visites", x=60, y=600, width=200, height=20, annotationFlags="hidden"
        )

    assert read_bytes("a.pdf", pdf(draw), HERE).raw == "\n".join(TEXT)


def test_words_outside_of_the_crop_box() -> None:
    def draw(c: Any) -> None:
        c.setCropBox((40, 400, 560, 842))
        body(c)
        c.drawString(60, 200, "Hors cadre : 9 999 passagers")

    document = read_bytes("a.pdf", pdf(draw), HERE)
    assert document.raw == "\n".join(TEXT)
    assert document.pages[0].words[0].box[0] == pytest.approx(20, abs=1)


def test_owner_password_alone_keeps_nobody_out() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    closed = StandardEncryption("", ownerPassword="secret", canCopy=0)
    assert read_bytes("a.pdf", pdf(body, encrypt=closed), HERE).raw == "\n".join(TEXT)


def test_blank_page() -> None:
    document = read_bytes("a.pdf", pdf(lambda c: c.showPage()))
    assert (document.raw, document.pages[0].origin) == ("", Origin.TEXT_LAYER)


@pytest.mark.parametrize("size", [(8, 8), (20_000, 10), (10, 20_000)])
@needs_tesseract
def test_strips_too_thin_for_a_line_of_print(size: tuple[int, int]) -> None:
    assert read_bytes("a.png", as_file(Image.new("L", size, 255))).raw == ""


@slow
@needs_tesseract
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_scan_that_lies_on_its_side_in_a_pdf(turn: int) -> None:
    document = read_bytes("a.pdf", rotated(on_page(picture(), 595, 842), turn))
    assert flat(document) == EXPECTED
    page = document.pages[0]
    assert (page.width, page.height) == ((595, 842) if turn == 180 else (842, 595))
    first = turned_back(360 - turn, page.width, page.height)((60, 71, 72, 82))
    assert page.words[0].box == pytest.approx(first, abs=4)


@slow
@needs_tesseract
def test_scan_on_its_side_under_a_stamp_in_text() -> None:
    from reportlab.lib.utils import ImageReader

    def draw(c: Any) -> None:
        c.drawImage(ImageReader(picture().rotate(90, expand=True)), 0, 0, 842, 595)
        c.drawString(700, 20, "Reçu le 3 mars 2025")

    assert EXPECTED in flat(read_bytes("a.pdf", pdf(draw, (842, 595))))


@slow
@needs_tesseract
@pytest.mark.parametrize("zoom", [17.1, 3.0, 0.3])
def test_scan_on_a_page_of_any_size(zoom: float) -> None:
    document = read_bytes("a.pdf", on_page(picture(300), 595 * zoom, 842 * zoom))
    assert flat(document) == EXPECTED
    page = document.pages[0]
    assert (page.width, page.height) == pytest.approx((595 * zoom, 842 * zoom))
    word = page.words[0]
    assert word.box == pytest.approx([v * zoom for v in (60, 71, 72, 82)], abs=4 * zoom)
    assert word.size == pytest.approx(11 * zoom, rel=0.15)


@slow
@needs_tesseract
def test_large_type_alone_on_a_page_that_is_a_picture() -> None:
    from reportlab.lib.utils import ImageReader

    def figure(c: Any) -> None:
        c.setFont("Helvetica-Bold", 90)
        c.drawString(150, 500, "85 %")

    clean = pypdfium2.PdfDocument(pdf(figure))[0].render(scale=2).to_pil()
    data = pdf(lambda c: c.drawImage(ImageReader(clean), 0, 0, 595, 842))
    assert read_bytes("a.pdf", data).raw == "85 %"


@slow
@needs_tesseract
def test_fax_whose_dots_are_higher_than_wide() -> None:
    image = picture(204).point(lambda v: 255 * (v > 128)).convert("1")
    coarse = image.resize((image.width, round(image.height * 98 / 204)))
    document = read_bytes("fax.tif", as_file(coarse, "TIFF", compression="group4", dpi=(204, 98)))
    assert re.findall(r"\d[\d ,]*", flat(document)) == re.findall(r"\d[\d ,]*", EXPECTED)
    assert document.pages[0].height == pytest.approx(842, abs=3)


@slow
@needs_tesseract
def test_pages_of_a_fax_that_stand_on_all_sides() -> None:
    image = picture().point(lambda v: 255 * (v > 128)).convert("1")
    turned = [image.rotate(turn, expand=True) for turn in (90, 180, 270)]
    data = as_file(image, "TIFF", save_all=True, append_images=turned, compression="group4")
    document = read_bytes("fax.tif", data)
    assert len(document.pages) == 4
    for text in document.raw.replace("’", "'").replace("\n", " ").split("\f"):
        assert SequenceMatcher(None, text, EXPECTED, autojunk=False).ratio() > 0.99


@slow
@needs_tesseract
def test_picture_in_the_colours_of_print() -> None:
    assert flat(read_bytes("a.jpg", as_file(picture().convert("CMYK"), "JPEG", dpi=(200, 200)))) == EXPECTED


@slow
@needs_tesseract
def test_ink_that_is_a_transparent_layer() -> None:
    grey = np.asarray(picture())
    layer = np.dstack([np.zeros((*grey.shape, 3), np.uint8), 255 - grey])
    assert flat(read_bytes("a.png", as_file(Image.fromarray(layer)))) == EXPECTED


@slow
@needs_tesseract
def test_drawing_without_words() -> None:
    def draw(c: Any) -> None:
        for i in range(40):
            c.setLineWidth(1 + i % 5)
            c.circle(300, 400, 20 + 7 * i)
            c.line(10 * i, 0, 500, 20 * i)

    raw = read_bytes("a.pdf", pdf(draw)).raw
    assert len(raw.split()) <= 1
