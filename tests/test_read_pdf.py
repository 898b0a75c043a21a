"""PDF pages made by reportlab: words where they stand, blocks, columns and tables in order, nothing that is not seen."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from typeset import lines, pdf

from extract.errors import InputError
from extract.read import Document, OcrMode, Origin, ReadOptions, read_bytes
from extract.read.evident import is_evident
from extract.read.glyphs import PageFrame, page_tokens

HERE = ReadOptions(ocr=OcrMode.NEVER)
PROSE = "Le conseil a adopté un budget de 12,5 millions d’euros pour la rénovation des écoles de la commune."


def read(draw: Callable[[Any], None], size: tuple[float, float] = (595, 842)) -> Document:
    document = read_bytes("page.pdf", pdf(draw, size), HERE)
    for page in document.pages:
        for word in page.words:
            assert not set(word.span.of(document.raw)) & set(" \t\n")
    return document


def test_blank_lines_between_blocks() -> None:
    def draw(c: Any) -> None:
        c.setFont("Helvetica-Bold", 18)
        lines(c, 60, 60, ["Un budget en hausse"])
        c.setFont("Helvetica", 11)
        lines(c, 60, 90, ["Première ligne du texte", "qui se poursuit ici."])
        lines(c, 60, 140, ["Autre paragraphe", "sur deux lignes."])

    assert read(draw).raw == (
        "Un budget en hausse\n\nPremière ligne du texte\nqui se poursuit ici.\n\nAutre paragraphe\nsur deux lignes."
    )


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


def test_two_columns_read_one_after_the_other() -> None:
    left = ["La colonne de gauche", "parle de douze communes", "et de leurs habitants", "depuis trois ans."]
    right = ["Celle de droite traite", "des transports urbains", "et de leurs usagers", "en centre-ville."]

    def draw(c: Any) -> None:
        lines(c, 60, 60, ["Un titre au-dessus des deux colonnes, sur toute la largeur de la page du document"])
        lines(c, 60, 100, left)
        lines(c, 220, 100, right)

    raw = read(draw).raw
    assert raw.split("\n\n")[1:] == ["\n".join(left), "\n".join(right)]


@pytest.mark.parametrize("ruled", [True, False])
def test_table_rows_are_lines_with_tabs(ruled: bool) -> None:
    rows = [["", "2024", "2025"], ["Chiffre d’affaires", "1 231,4", "1 283,1"], ["Marge", "6,4 %", "6,8 %"]]

    def draw(c: Any) -> None:
        lines(c, 60, 60, ["Chiffres clés de l’exercice"])
        for i, row in enumerate(rows):
            c.drawString(64, 842 - 110 - 20 * i, row[0])
            for j in (1, 2):
                c.drawRightString(200 + 100 * j, 842 - 110 - 20 * i, row[j])
        if ruled:
            for i in range(4):
                c.line(60, 842 - 96 - 20 * i, 410, 842 - 96 - 20 * i)
            for x in (60, 230, 320, 410):
                c.line(x, 842 - 96, x, 842 - 156)

    assert read(draw).raw.split("\n\n")[1] == "\n".join("\t".join(row) for row in rows)


def test_wrapped_label_of_a_ruled_row_is_one_cell() -> None:
    def draw(c: Any) -> None:
        lines(c, 64, 110, ["Marge opérationnelle", "courante (1)"], 12)
        c.drawRightString(300, 842 - 116, "6,4 %")
        c.drawString(64, 842 - 150, "Résultat")
        c.drawRightString(300, 842 - 150, "46,1")
        for y in (96, 130, 160):
            c.line(60, 842 - y, 310, 842 - y)
        for x in (60, 220, 310):
            c.line(x, 842 - 96, x, 842 - 160)

    assert read(draw).raw == "Marge opérationnelle courante (1)\t6,4 %\nRésultat\t46,1"


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


def test_columns_of_boxes_under_a_banner() -> None:
    def draw(c: Any) -> None:
        c.setFont("Helvetica-Bold", 18)
        lines(c, 40, 40, ["BULLETIN D’INFORMATION"])
        c.setFont("Helvetica-Bold", 36)
        lines(c, 60, 120, ["71"])
        c.setFont("Helvetica", 11)
        lines(c, 40, 138, ["cas confirmés", "en Bretagne"])
        lines(
            c,
            180,
            100,
            [
                "Le dispositif de suivi est",
                "renforcé dans la région,",
                "avec douze équipes de plus",
                "dans les hôpitaux.",
            ],
        )
        lines(c, 400, 100, ["Pour s’informer", "un numéro vert répond", "à toute heure."])

    assert read(draw).raw == (
        "BULLETIN D’INFORMATION\n\n71\ncas confirmés\nen Bretagne\n\n"
        "Le dispositif de suivi est\nrenforcé dans la région,\navec douze équipes de plus\ndans les hôpitaux.\n\n"
        "Pour s’informer\nun numéro vert répond\nà toute heure."
    )


def justified(canvas: Any, x: float, y: float, width: float, texts: list[str], pitch: float = 14) -> None:
    """Lines stretched to a width, but the last."""
    for i, text in enumerate(texts):
        free = width - canvas.stringWidth(text, "Helvetica", 11)
        space = free / text.count(" ") if i < len(texts) - 1 else 0
        canvas.drawString(x, 842 - y - pitch * i, text, wordSpace=space)


def test_narrow_gutter_between_columns_whose_lines_do_not_meet() -> None:
    left = [
        "Le Département entretient des",
        "routes que les hivers ont usées,",
        "et des ponts dont le plus ancien",
        "date de 1872.",
    ]
    right = ["Les loyers des logements neufs", "resteront modérés, et les délais", "seront ramenés à six mois."]

    def draw(c: Any) -> None:
        justified(c, 60, 100, 175, left)
        justified(c, 253, 100, 175, [*right[:1], ""])
        justified(c, 253, 120, 175, right[1:])
        lines(c, 60, 180, ["En bref"])
        lines(c, 60, 200, ["Le Département compte deux mille agents, qui travaillent dans tous ses cantons."])

    blocks = read(draw).raw.split("\n\n")
    assert blocks[0] == "\n".join(left)
    assert "\n".join(blocks[1:]).split("\n")[:3] == right
    assert blocks[-2:] == ["En bref", "Le Département compte deux mille agents, qui travaillent dans tous ses cantons."]


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


def test_first_line_of_stretched_columns_under_a_title() -> None:
    """Word spaces of justified columns come near the gutter; the lines below tell where the second column begins."""
    left = ["Dijon, le 4 mai 2023 – La mairie,", "réunie hier à la demande de ses", "élus, a voté un budget de 41 M€",
            "pour les écoles de la commune et", "leurs cours, dès la rentrée 2024,", "sans rien retirer à la culture,"]  # fmt: skip
    right = ["parc a reçu en 2022 près de 6 200", "promeneurs chaque mois de l’été,", "d’après le comptage fait par les",
             "gardes, qui ont relevé 48 plantes", "rares et 12 oiseaux que nul avait", "vus ici depuis une génération,"]  # fmt: skip

    def justified(c: Any, x: float, y: float, text: str) -> None:
        words = text.split(" ")
        free = (205 - sum(c.stringWidth(word, "Helvetica", 12) for word in words)) / (len(words) - 1)
        for word in words:
            c.drawString(x, 842 - y, word)
            x += c.stringWidth(word, "Helvetica", 12) + free

    def draw(c: Any) -> None:
        c.setFont("Helvetica-Bold", 16)
        lines(c, 60, 80, ["Un titre qui passe au-dessus des deux colonnes de ce texte"])
        c.setFont("Helvetica", 12)
        for i, (a, b) in enumerate(zip(left, right, strict=True)):
            justified(c, 60, 108 + 16 * i, a)
            justified(c, 283, 108 + 16 * i, b)

    assert read(draw).raw.split("\n\n")[1:] == ["\n".join(left), "\n".join(right)]
