"""Scans: typeset here, degraded, read by Tesseract; numbers, tables, bullets, raised characters, turned pages."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageFilter
from typeset import lines, pdf

from extract.errors import InputError, LimitError, TesseractError
from extract.read import Document, OcrMode, Origin, ReadOptions, read_bytes

TEXT = [
    "En 2024, l’établissement a enregistré 149 300 passages aux urgences, dont",
    "52 100 à Saint-Pierre, soit une hausse de 4,2 % par rapport à l’année 2023.",
    "Le déficit du compte principal est passé de 31,6 à 18,9 millions d’euros,",
    "et la durée moyenne de séjour en médecine s’établit désormais à 5,8 jours.",
]
slow = pytest.mark.slow
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")


def picture(draw: Callable[[Any], None], dpi: int = 200) -> Image.Image:
    import pypdfium2

    page = pypdfium2.PdfDocument(pdf(draw))[0]
    return page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")


def as_file(image: Image.Image, kind: str = "PNG", dpi: int = 200, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, dpi=(dpi, dpi), **options)
    return out.getvalue()


def noisy(image: Image.Image, degrees: float = 1.2) -> Image.Image:
    turned = image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(0.6))
    noise = np.random.default_rng(7).normal(0, 10, (image.height, image.width))
    return Image.fromarray(np.clip(np.asarray(turned) * 0.92 + 10 + noise, 0, 255).astype(np.uint8))


def body(c: Any) -> None:
    lines(c, 60, 80, TEXT, 16)


def flat(document: Document) -> str:
    return document.raw.replace("’", "'").replace("\n", " ")


def expected() -> str:
    return " ".join(TEXT).replace("’", "'")


@slow
@needs_tesseract
def test_skewed_noisy_scan() -> None:
    document = read_bytes("scan.png", as_file(noisy(picture(body))))
    assert flat(document) == expected()
    assert document.origin is Origin.OCR
    word = next(w for w in document.pages[0].words if w.span.of(document.raw) == "149")
    assert word.confidence is not None
    assert word.confidence > 0.6
    assert word.box[0] == pytest.approx(60 + 185, abs=25)
    assert word.box[1] == pytest.approx(80 - 8, abs=12)


@slow
@needs_tesseract
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_page_on_its_side(turn: int) -> None:
    image = picture(body).rotate(turn, expand=True)
    assert flat(read_bytes("scan.png", as_file(image))) == expected()


@slow
@needs_tesseract
def test_table_bullets_and_ordinals_of_a_scan() -> None:
    rows = [["", "2024", "2025"], ["Chiffre d’affaires", "231,4", "283,1"], ["Marge brute", "6,4 %", "6,8 %"]]

    def draw(c: Any) -> None:
        c.setFont("Helvetica", 12)
        for i, row in enumerate(rows):
            c.drawString(64, 842 - 110 - 24 * i, row[0])
            for j in (1, 2):
                c.drawRightString(200 + 100 * j, 842 - 110 - 24 * i, row[j])
        for i in range(4):
            c.line(60, 842 - 94 - 24 * i, 410, 842 - 94 - 24 * i)
        for x in (60, 230, 320, 410):
            c.line(x, 842 - 94, x, 842 - 166)
        for i, item in enumerate(["douze communes ont été touchées", "treize écoles ont été fermées"]):
            c.circle(66, 842 - 220 - 16 * i + 4, 2, fill=1)
            c.drawString(76, 842 - 220 - 16 * i, item)
        text = c.beginText(60, 842 - 300)
        for piece, size, rise in [("Ouverture le 1", 14, 0), ("er", 9, 5), (" octobre prochain, au public", 14, 0)]:
            text.setFont("Helvetica", size)
            text.setRise(rise)
            text.textOut(piece)
        c.drawText(text)

    raw = read_bytes("scan.png", as_file(picture(draw, 300), dpi=300)).raw.replace("’", "'")
    assert "\t2024\t2025\nChiffre d'affaires\t231,4\t283,1\n" in raw
    assert raw.split("\n\n")[0].split("\n")[2].replace(" ", "") == "Margebrute\t6,4%\t6,8%"
    assert "• douze communes ont été touchées\n• treize écoles ont été fermées" in raw
    assert "le 1er octobre" in raw


@slow
@needs_tesseract
def test_many_pages_in_one_tiff() -> None:
    image = picture(body)
    data = as_file(image, "TIFF", save_all=True, append_images=[image, image])
    document = read_bytes("scan.tif", data, ReadOptions(pages="1,3", second_reading=False))
    assert [p.number for p in document.pages] == [1, 3]
    assert document.raw.count("\f") == 1
    assert document.pages[1].span.of(document.raw).replace("’", "'").replace("\n", " ") == expected()


@slow
@needs_tesseract
def test_page_with_text_and_picture_is_merged_by_place() -> None:
    from reportlab.lib.utils import ImageReader

    strip = picture(body, 300).crop((200, 250, 2400, 620))

    def draw(c: Any) -> None:
        lines(c, 60, 40, ["En-tête de la préfecture, en texte"])
        c.drawImage(ImageReader(strip), 48, 842 - 150, 528, 89)

    document = read_bytes("mixed.pdf", pdf(draw))
    assert document.origin is Origin.MIXED
    assert document.raw.startswith("En-tête de la préfecture, en texte")
    assert expected() in flat(document)
    assert document.raw.count("préfecture") == 1
    assert document.pages[0].unexplained is not None
    assert document.pages[0].unexplained > 0.35


@slow
@needs_tesseract
def test_time_limit_is_an_error_of_one_line() -> None:
    with pytest.raises(LimitError, match="within"):
        read_bytes("scan.png", as_file(picture(body)), ReadOptions(ocr_timeout=0.02))


def test_too_many_pixels() -> None:
    with pytest.raises(LimitError):
        read_bytes("big.png", as_file(Image.new("L", (3000, 3000))), ReadOptions(max_pixels=1_000_000))


def test_damaged_picture() -> None:
    with pytest.raises(InputError):
        read_bytes("a.png", b"\x89PNG\r\n\x1a\n broken")


def test_picture_without_ocr() -> None:
    with pytest.raises(InputError, match="OCR"):
        read_bytes("a.png", as_file(Image.new("L", (300, 300))), ReadOptions(ocr=OcrMode.NEVER))


def test_missing_tesseract_names_the_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    from extract.read import tesseract

    monkeypatch.setattr(tesseract, "_languages", lambda: None)
    image = as_file(picture(body))
    with pytest.raises(TesseractError, match="tesseract-ocr tesseract-ocr-fra"):
        read_bytes("scan.png", image)
    assert read_bytes("text.pdf", pdf(body)).origin is Origin.TEXT_LAYER


def test_missing_language_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    from extract.read import tesseract

    monkeypatch.setattr(tesseract, "_languages", lambda: frozenset({"eng", "osd"}))
    with pytest.raises(TesseractError, match="install tesseract-ocr-fra"):
        read_bytes("scan.png", as_file(picture(body)))


@slow
@needs_tesseract
def test_underlined_headings_of_a_scan() -> None:
    headings = ["Des évolutions contrastées", "Contrôles et prévention renforcés", "Baisse générale"]

    def draw(c: Any) -> None:
        for k, heading in enumerate(headings):
            y = 842 - 80 - 100 * k
            c.setFont("Helvetica-Bold", 13)
            c.drawString(60, y, heading)
            c.line(60, y - 0.8, 60 + c.stringWidth(heading, "Helvetica-Bold", 13), y - 0.8)
            c.setFont("Helvetica", 11)
            lines(c, 60, 100 + 100 * k, TEXT[:3], 16)

    text = read_bytes("scan.png", as_file(noisy(picture(draw)))).raw
    assert [heading for heading in headings if heading not in text.split("\n")] == []


@slow
@needs_tesseract
@pytest.mark.parametrize(
    ("ground", "ink"),
    [((0, 0.3, 0.6), (1, 1, 1)), ((0.1, 0.1, 0.4), (1, 0.85, 0))],
)
def test_text_on_coloured_panels(ground: tuple[float, float, float], ink: tuple[float, float, float]) -> None:
    def draw(c: Any) -> None:
        c.setFillColorRGB(*ground)
        c.rect(0, 722, 595, 120, stroke=0, fill=1)
        c.rect(60, 500, 200, 120, stroke=0, fill=1)
        c.rect(320, 500, 200, 120, stroke=0, fill=1)
        c.setFillColorRGB(*ink)
        c.setFont("Helvetica-Bold", 24)
        c.drawString(60, 790, "Un budget de 42,7 millions d’euros")
        c.setFont("Helvetica", 13)
        c.drawString(60, 755, "Communiqué de presse du 12 mars 2025")
        c.setFont("Helvetica-Bold", 60)
        c.drawString(75, 555, "27,5")
        c.drawString(345, 555, "85 %")
        c.setFont("Helvetica", 12)
        c.drawString(75, 525, "taux d’activation du service")
        c.drawString(345, 525, "médecins équipés")
        c.setFillGray(0)
        c.setFont("Helvetica", 11)
        lines(c, 60, 160, TEXT, 16)

    import pypdfium2

    image = pypdfium2.PdfDocument(pdf(draw))[0].render(scale=200 / 72).to_pil().convert("RGB")
    text = flat(read_bytes("poster.png", as_file(image)))
    phrases = [
        "42,7 millions",
        "12 mars 2025",
        "27,5",
        "85 %",
        "taux d'activation du service",
        "médecins équipés",
        "149 300",
    ]
    assert [phrase for phrase in phrases if phrase not in text] == []
