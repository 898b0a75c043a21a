"""Sets a communiqué's HTML source as a PDF with a text layer: one of several house styles, the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path

import lxml.html
from lxml.html import HtmlElement
from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BalancedColumns,
    BaseDocTemplate,
    Flowable,
    Frame,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

FONTS = Path("/usr/share/fonts/truetype")
FACES = {
    "LiberationSans": ("liberation/LiberationSans-", "Regular", "Bold", "Italic", "BoldItalic"),
    "LiberationSerif": ("liberation/LiberationSerif-", "Regular", "Bold", "Italic", "BoldItalic"),
    "DejaVuSerif": ("dejavu/DejaVuSerif", "", "-Bold", "-Italic", "-BoldItalic"),
}
CONTAINERS = {"header", "main", "footer", "section", "article", "aside", "div", "body"}
INLINE = {"strong": "b", "b": "b", "em": "i", "i": "i", "sup": "super", "sub": "sub"}
BOLD, SMALL, BOXED = {"chapeau", "intro", "chapo", "lead"}, {"petit", "pied", "contact", "notes", "bas"}, {"encadre"}
LIGATURES = {"ff": "\ufb00", "fi": "\ufb01", "fl": "\ufb02"}
UNKNOWN = 0xFFFD


@dataclass(frozen=True)
class Style:
    """How a press office prints; sizes in points, margins in millimetres."""

    font: str = "LiberationSans"
    size: float = 10
    accent: str = "#1d3557"
    margin: float = 22
    justified: bool = False
    hyphenated: bool = False
    letterhead: str | None = None
    footer: str | None = None
    rulings: tuple[str, ...] = ("grid",)  # of the first table, the second…: grid, lines, none
    bullet: str = "•"
    lost_ligatures: bool = False  # ligature glyphs whose ToUnicode entry says U+FFFD, as some DTP programs export them


def pdf_of(source: Path, style: Style) -> bytes:
    """The PDF of an HTML source."""
    _register(style.font)
    pages = _build(source, style, total=0)[1]
    with _unmapped_ligatures(style.lost_ligatures):
        return _build(source, style, total=pages)[0]


def _build(source: Path, style: Style, total: int) -> tuple[bytes, int]:
    """The bytes and the number of pages; `total` is what the footer prints as the number of pages."""
    page = lxml.html.fromstring(source.read_text("utf-8"))
    out, margin = BytesIO(), style.margin * mm
    top = margin + (14 * mm if style.letterhead else 0)
    doc = BaseDocTemplate(
        out,
        pagesize=A4,
        leftMargin=margin,
        rightMargin=margin,
        topMargin=margin,
        bottomMargin=margin,
        invariant=1,
        title=page.findtext(".//title"),
        author="",
    )
    first = Frame(margin, margin, A4[0] - 2 * margin, A4[1] - margin - top, 0, 0, 0, 0, id="text")
    later = Frame(margin, margin, A4[0] - 2 * margin, A4[1] - 2 * margin, 0, 0, 0, 0, id="text")
    doc.addPageTemplates(
        [
            PageTemplate("first", [first], onPage=_furniture(style, total, head=True), autoNextPageTemplate="later"),
            PageTemplate("later", [later], onPage=_furniture(style, total, head=False)),
        ]
    )
    doc.build(list(_Setter(style, A4[0] - 2 * margin).set(page.find("body"))))
    return out.getvalue(), doc.page


def _furniture(style: Style, total: int, head: bool) -> Callable[[Canvas, BaseDocTemplate], None]:
    """What stands outside the text: the letterhead on the first page, the footer with the page number on all."""

    def draw(canvas: Canvas, doc: BaseDocTemplate) -> None:
        canvas.saveState()
        if head and style.letterhead:
            canvas.setFillColor(colors.HexColor(style.accent))
            canvas.rect(0, A4[1] - 24 * mm, A4[0], 24 * mm, stroke=0, fill=1)
            canvas.setFillColor(colors.white)
            canvas.setFont(f"{style.font}-Bold", 15)
            canvas.drawString(style.margin * mm, A4[1] - 15 * mm, style.letterhead)
        if style.footer:
            canvas.setFont(style.font, 7.5)
            canvas.setFillColor(colors.HexColor("#444444"))
            canvas.line(style.margin * mm, 15 * mm, A4[0] - style.margin * mm, 15 * mm)
            canvas.drawString(style.margin * mm, 11 * mm, style.footer)
            canvas.drawRightString(A4[0] - style.margin * mm, 11 * mm, f"Page {doc.page} / {total}")
        canvas.restoreState()

    return draw


class _Setter:
    """Turns the elements of a source into paragraphs, bullets and tables."""

    def __init__(self, style: Style, width: float) -> None:
        self._style, self._width, self._tables = style, width, 0
        self._text = ParagraphStyle(
            "text",
            fontName=style.font,
            fontSize=style.size,
            leading=style.size * 1.35,
            spaceAfter=style.size * 0.6,
            hyphenationLang="fr_FR" if style.hyphenated else "",
            alignment=TA_JUSTIFY if style.justified else 0,
        )
        self._small = ParagraphStyle(
            "small", self._text, fontSize=style.size * 0.82, leading=style.size * 1.1, hyphenationLang=""
        )
        self._title = ParagraphStyle(
            "title",
            self._text,
            fontName=f"{style.font}-Bold",
            fontSize=style.size * 1.65,
            leading=style.size * 2,
            spaceBefore=style.size * 0.6,
            spaceAfter=style.size,
            textColor=colors.HexColor(style.accent),
            hyphenationLang="",
            alignment=0,
        )
        self._heading = ParagraphStyle(
            "heading",
            self._title,
            fontSize=style.size * 1.15,
            leading=style.size * 1.5,
            spaceAfter=style.size * 0.4,
            keepWithNext=1,
        )
        self._item = ParagraphStyle("item", self._text, leftIndent=14, bulletIndent=3, spaceAfter=style.size * 0.25)
        self._box = ParagraphStyle(
            "box",
            self._small,
            borderWidth=0.7,
            borderColor=colors.HexColor(style.accent),
            borderPadding=6,
            spaceBefore=8,
        )

    def set(self, parent: HtmlElement, base: ParagraphStyle | None = None) -> Iterator[Flowable]:
        base = base or self._text
        for element in parent:
            classes = set((element.get("class") or "").split())
            here = self._small if element.tag == "footer" or classes & SMALL else base
            here = self._box if classes & BOXED else here
            if "colonnes" in classes:
                yield BalancedColumns(list(self.set(element, here)), nCols=2, innerPadding=18)
            elif element.tag in CONTAINERS and any(
                child.tag in CONTAINERS | {"p", "ul", "h1", "h2"} for child in element
            ):
                yield from self.set(element, here)
            elif element.tag == "blockquote":
                yield from self.set(element, ParagraphStyle("quote", here, leftIndent=18))
            elif element.tag in {"ul", "ol"}:
                yield from self._items(element)
            elif element.tag == "table":
                yield from self._table(element)
            else:
                style = {"h1": self._title, "h2": self._heading}.get(str(element.tag), here)
                markup = self._markup(element)
                yield Paragraph(f"<b>{markup}</b>" if classes & BOLD else markup, style)

    def _items(self, element: HtmlElement) -> Iterator[Flowable]:
        for number, item in enumerate(element, 1):
            bullet = f"{number}." if element.tag == "ol" else self._style.bullet
            yield Paragraph(self._markup(item), self._item, bulletText=bullet)
        yield Spacer(0, self._style.size * 0.5)

    def _table(self, element: HtmlElement) -> Iterator[Flowable]:
        ruling = self._style.rulings[self._tables % len(self._style.rulings)]
        self._tables += 1
        for caption in element.iter("caption"):
            yield Paragraph(
                self._markup(caption), ParagraphStyle("caption", self._small, fontName=f"{self._style.font}-Italic")
            )
        plain = ParagraphStyle("cell", self._text, spaceAfter=0, hyphenationLang="", alignment=0)
        right = ParagraphStyle("figure", plain, alignment=2)
        rows = [
            [Paragraph(self._markup(c), right if i else plain) for i, c in enumerate(row)] for row in element.iter("tr")
        ]
        width = min(self._width, 60 * mm + 30 * mm * (len(rows[0]) - 1))
        table = Table(rows, [width * 0.4, *[width * 0.6 / (len(rows[0]) - 1)] * (len(rows[0]) - 1)], hAlign="LEFT")
        lines = {
            "grid": [("GRID", (0, 0), (-1, -1), 0.5, colors.grey)],
            "lines": [
                ("LINEBELOW", (0, 0), (-1, 0), 0.8, colors.black),
                ("LINEBELOW", (0, -1), (-1, -1), 0.8, colors.black),
            ],
            "none": [],
        }[ruling]
        table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *lines]))
        yield table
        yield Spacer(0, self._style.size)

    def _markup(self, element: HtmlElement) -> str:
        """The words of an element with the few inline tags that reportlab knows."""
        parts = [self._words(element.text)]
        for child in element:
            tag = INLINE.get(str(child.tag))
            inner = "<br/>" if child.tag == "br" else self._markup(child)
            size = f' size="{self._style.size * 0.65:.1f}"' if tag in ("super", "sub") else ""
            parts += [f"<{tag}{size}>{inner}</{tag}>" if tag else inner, self._words(child.tail)]
        return "".join(parts).strip()

    def _words(self, text: str | None) -> str:
        """Escaped words; the narrow no-break space becomes the plain one, which every font has."""
        words = " ".join((text or "").replace("\u202f", "\u00a0").split(" "))
        if self._style.lost_ligatures:
            for letters, ligature in LIGATURES.items():
                words = words.replace(letters, ligature)
        return escape(words.replace("\n", " "), quote=False)


def _register(font: str) -> None:
    """Make a family known to reportlab. Raises FileNotFoundError naming the package to install."""
    stem, *variants = FACES[font]
    names = [font, f"{font}-Bold", f"{font}-Italic", f"{font}-BoldItalic"]
    for name, variant in zip(names, variants, strict=True):
        path = FONTS / f"{stem}{variant}.ttf"
        if not path.exists():
            raise FileNotFoundError(
                f"{path}: install the packages fonts-liberation and fonts-dejavu to make the samples"
            )
        pdfmetrics.registerFont(ttfonts.TTFont(name, str(path)))
    pdfmetrics.registerFontFamily(font, *names)


class _unmapped_ligatures:
    """While entered, reportlab writes ToUnicode tables in which ligature glyphs stand for U+FFFD."""

    def __init__(self, on: bool) -> None:
        self._on, self._table = on, ttfonts.makeToUnicodeCMap

    def __enter__(self) -> None:
        if self._on:
            known = set(map(ord, LIGATURES.values()))
            ttfonts.makeToUnicodeCMap = lambda name, subset: self._table(
                name, [UNKNOWN if c in known else c for c in subset]
            )

    def __exit__(self, *_: object) -> None:
        ttfonts.makeToUnicodeCMap = self._table
