"""HTML, DOCX and plain text become raw text with its conventions, and marks that stand exactly where they say."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from extract.errors import InputError, LimitError
from extract.read import Document, MarkKind, ReadOptions, read_bytes, read_file


def html(body: str) -> Document:
    return read_bytes("page.html", f"<!DOCTYPE html><html><body>{body}</body></html>".encode())


def marked(document: Document, kind: MarkKind) -> list[str]:
    return [m.span.of(document.raw) for m in document.marks if m.kind is kind]


@pytest.mark.parametrize(
    ("body", "raw"),
    [
        ("<h1>Un\n titre</h1><p>Un  texte\n\tsuivi</p>", "Un titre\n\nUn texte suivi"),
        ("<p>7&nbsp;900 lits, 1&#8239;231 places</p>", "7\u00a0900 lits, 1\u202f231 places"),
        ("<p>le 1<sup>er</sup> mai, la 2<sup>e</sup> ville</p>", "le 1er mai, la 2e ville"),
        ("<p>12 km<sup>2</sup>, 3 m<sup>3</sup></p>", "12 km², 3 m³"),
        ("<p>15 000<sup>2</sup> visiteurs<sup>(1)</sup></p>", "15 000² visiteurs⁽¹⁾"),
        ("<p>Covid-19<sup><a href=#n1>1</a></sup></p>", "Covid-19¹"),
        ("<p>arrêté n<sup>o</sup> 12, M<sup>me</sup> Payet</p>", "arrêté n° 12, Mme Payet"),
        ("<p>CO<sub>2</sub></p>", "CO2"),
        ("<p>ligne<br>suivante<br><br>autre</p>", "ligne\nsuivante\n\nautre"),
        ("<p>dé&shy;ve&#8203;lop</p>", "dévelop"),
        ("<ul><li>un</li><li>deux<ul><li>trois</li></ul></li></ul><p>fin</p>", "• un\n• deux\n• trois\n\nfin"),
        ("<nav>Accueil</nav><script>var a=1</script><p hidden>x</p><p style='display:none'>y</p><p>z</p>", "z"),
        ("<table><tr><th></th><th>2024</th></tr><tr><th>Lits</th><td>12</td></tr></table>", "\t2024\nLits\t12"),
        ("<table><tr><td><h2>Titre</h2><p>Texte</p></td></tr></table>", "Titre\n\nTexte"),
        ("<dl><dt>1,2 million</dt><dd>de visiteurs</dd></dl>", "1,2 million\nde visiteurs"),
        ("<dl><dt>Voyages</dt><dd>12 M</dd>\n<dt>Taux :</dt><dd>8 %</dd></dl>", "• Voyages : 12 M\n• Taux : 8 %"),
        ("<dl><div><dt>A</dt><dd><p>12</p></dd></div><div><dt>B</dt><dd>8</dd></div></dl>", "• A : 12\n• B : 8"),
        ("<p><span class=k>27 %</span><span class=l>des lits</span></p>", "27 % des lits"),
        ("<p><strong>1 140</strong><span>lits</span></p>", "1 140\nlits"),
        ("<p><b>L</b><span>ille</span> et <b>Lens</b><i>ois</i></p>", "Lille et Lensois"),
        ("<p>a<b>b</b>c</p>", "abc"),
        ("<p>&#8203;a</p>", "a"),
    ],
)
def test_html_raw(body: str, raw: str) -> None:
    assert html(body).raw == raw


def test_html_marks() -> None:
    document = html(
        "<header><p>Presse</p><h1>T</h1></header><h2>H</h2><ul><li>a<ul><li>b</li></ul></li></ul>"
        "<table><caption>C</caption><tr><th colspan=2>x</th></tr><tr><td rowspan=2>y</td><td>1</td></tr>"
        "<tr><td>2</td></tr></table><div class='notes'><p>1. N</p></div><footer><h2>À propos</h2><p>P</p></footer>"
    )
    assert marked(document, MarkKind.TITLE) == ["T"]
    assert marked(document, MarkKind.HEADING) == ["H", "À propos"]
    assert marked(document, MarkKind.HEADER) == ["Presse\n\nT"]
    assert marked(document, MarkKind.FOOTER) == ["À propos\n\nP"]
    assert marked(document, MarkKind.CAPTION) == ["C"]
    assert marked(document, MarkKind.NOTE) == ["1. N"]
    assert [(m.span.of(document.raw), m.level) for m in document.marks if m.kind is MarkKind.ITEM] == [
        ("a", 0),
        ("b", 1),
    ]
    cells = {
        m.span.of(document.raw): (m.row, m.column, m.rows, m.columns, m.header)
        for m in document.marks
        if m.kind is MarkKind.CELL
    }
    assert cells == {
        "x": (0, 0, 1, 2, True),
        "y": (1, 0, 2, 1, False),
        "1": (1, 1, 1, 1, False),
        "2": (2, 1, 1, 1, False),
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = "Près de 7\u00a0900 élèves — l’été à La Réunion, où l’on déjeune : 12 €. " * 3
    assert read_bytes("a.txt", text.encode(encoding)).raw == text


def test_html_declared_charset() -> None:
    data = '<html><head><meta charset="iso-8859-1"></head><body><p>Été : 5 €</p></body></html>'.encode("cp1252")
    assert read_bytes("a.html", data).raw == "Été : 5 €"


def test_html_hostile() -> None:
    assert html("<div>" * 150 + "fond").raw == "fond"
    with pytest.raises(InputError):
        html("<div>" * 20_000 + "fond")
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        b"]><html><body><p>&b;&b; texte</p></body></html>"
    )
    assert len(read_bytes("bomb.html", bomb).raw) < 200
    with pytest.raises(InputError):
        read_bytes("empty.html", b"<html><body><script>1</script></body></html>")


def docx_bytes() -> bytes:
    import docx

    word = docx.Document()
    word.add_heading("Le titre", 0)
    word.add_heading("Une partie", 1)
    paragraph = word.add_paragraph("Le 1")
    paragraph.add_run("er").font.superscript = True
    paragraph.add_run(" mai, 15\u00a0000")
    paragraph.add_run("2").font.superscript = True
    hidden = paragraph.add_run("caché")
    hidden.font.hidden = True
    word.add_paragraph("un", style="List Bullet")
    word.add_paragraph("deux", style="List Bullet 2")
    table = word.add_table(2, 3)
    for i, row in enumerate([["", "2024", "2025"], ["Lits", "12", "13"]]):
        for j, value in enumerate(row):
            table.cell(i, j).text = value
    word.sections[0].footer.paragraphs[0].text = "Contact presse"
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def test_docx() -> None:
    document = read_bytes("a.docx", docx_bytes())
    assert document.raw == (
        "Le titre\n\nUne partie\n\nLe 1er mai, 15\u00a0000²\n\n• un\n• deux\n\n\t2024\t2025\nLits\t12\t13\n\nContact presse"
    )
    assert marked(document, MarkKind.TITLE) == ["Le titre"]
    assert marked(document, MarkKind.HEADING) == ["Une partie"]
    assert [m.level for m in document.marks if m.kind is MarkKind.ITEM] == [0, 1]
    assert marked(document, MarkKind.FOOTER) == ["Contact presse"]
    assert [(m.row, m.column, m.header) for m in document.marks if m.span.of(document.raw) == "13"] == [(1, 2, False)]


def test_docx_bomb() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 3_000_000)
    with pytest.raises(LimitError):
        read_bytes("bomb.docx", out.getvalue(), ReadOptions(max_bytes=1_000_000))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b""),
        ("a.txt", b" \n"),
        ("a.pdf", b"no pdf"),
        ("a.pdf", b"%PDF-1.4 broken"),
        ("a.docx", b"PK\x03\x04broken"),
        ("a.docx", b"text"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1"),
        ("a.bin", b"\x00\x01\x02binary"),
    ],
)
def test_errors_are_one_line(name: str, data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read_bytes(name, data)
    assert str(caught.value).startswith(name)
    assert "\n" not in str(caught.value)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_file(tmp_path / "none.pdf")
