"""DOCX: paragraphs, lists and tables in their order, with headers, text boxes and footnotes, by python-docx."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from extract.errors import InputError, LimitError
from extract.read.document import Document, Mark, MarkKind, Origin, Page
from extract.read.options import ReadOptions
from extract.read.raw import RawText
from extract.read.superscript import raised
from extract.text import Span

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SKIPPED = frozenset((W + "del", W + "moveFrom", W + "instrText", W + "pPr", W + "rPr", MC + "Fallback"))
BREAKS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "\u2011", W + "ptab": "\t"}
HEADING = re.compile(r"(?:heading|titre)\s*(\d)", re.I)
CAPTION = re.compile(r"caption|l[ée]gende", re.I)
LISTED = re.compile(r"list (?:bullet|number|paragraph)|liste? (?:à puces|num)", re.I)


def read_docx(name: str, sha256: str, data: bytes, options: ReadOptions) -> Document:
    """Raises InputError where the file is damaged or no DOCX, LimitError where it unfolds to more than allowed."""
    _check_archive(name, data, options)
    import docx

    try:
        word = docx.Document(io.BytesIO(data))
        out = RawText()
        _Reader(word, out).run()
    except Exception as error:  # python-docx raises KeyError, ValueError and lxml's errors on broken packages
        raise InputError(
            name, f"is no readable DOCX ({type(error).__name__})", "open it in a word processor and save it again"
        ) from error
    if not out.text.strip():
        raise InputError(name, "holds no text", "if it is a picture of a page, give the picture")
    page = Page(1, Span(0, len(out.text)), 0.0, 0.0, Origin.TEXT)
    return Document(name, sha256, MEDIA_TYPE, Origin.TEXT, out.text, (page,), out.marks)


def _check_archive(name: str, data: bytes, options: ReadOptions) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise InputError(name, "is a damaged archive or DOCX", "download or save it again") from error
    if not any(part.filename == "word/document.xml" for part in parts):
        raise InputError(name, "is an archive, but no DOCX", "give the files that are in it")
    xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if sum(part.file_size for part in parts) > options.max_bytes or xml > options.max_bytes // 4:
        raise LimitError(name, "unfolds to more than the allowed size", "this is no ordinary document")


class _Reader:
    def __init__(self, word: Any, out: RawText) -> None:
        self.word, self.out = word, out
        self.styles = {s.style_id: s for s in word.styles}
        self.titled = False

    def run(self) -> None:
        section = self.word.sections[0]
        with self.out.region(MarkKind.HEADER):
            for header in (section.first_page_header, section.header):
                if not header.is_linked_to_previous:
                    self.container(header._element, MarkKind.PARAGRAPH)
        self.container(self.word.element.body, MarkKind.PARAGRAPH)
        for part in self.word.part.package.iter_parts():
            if str(part.partname) in ("/word/footnotes.xml", "/word/endnotes.xml"):
                self.notes(part)
        with self.out.region(MarkKind.FOOTER):
            for footer in (section.first_page_footer, section.footer):
                if not footer.is_linked_to_previous:
                    self.container(footer._element, MarkKind.PARAGRAPH)

    def notes(self, part: Any) -> None:
        from docx.oxml import parse_xml

        for note in parse_xml(part.blob):
            if note.get(W + "type") in (None, "normal"):
                self.container(note, MarkKind.NOTE)

    def container(self, element: Any, kind: MarkKind) -> None:
        for node in _blocks(element):
            if node.tag == W + "p":
                self.paragraph(node, kind)
            else:
                self.table(node)

    def paragraph(self, node: Any, kind: MarkKind) -> None:
        style = self.style(node)
        text = _text(node)
        level = _list_level(node, self.styles.get(style))
        heading = HEADING.match(self.name(style))
        for piece in (p.strip(" \n") for p in re.split(r"\n\s*\n", text)):
            if not piece:
                continue
            if kind is MarkKind.PARAGRAPH and heading:
                self.out.block(piece, *self.heading(int(heading.group(1))))
            elif kind is MarkKind.PARAGRAPH and self.name(style).lower() in ("title", "titre"):
                self.titled = True
                self.out.block(piece, MarkKind.TITLE, 1)
            elif level is not None:
                self.out.item(piece, level, self)
            elif CAPTION.match(self.name(style)):
                self.out.block(piece, MarkKind.CAPTION)
            else:
                self.out.block(piece, kind)
        for box in _boxes(node):
            self.container(box, kind)

    def heading(self, level: int) -> tuple[MarkKind, int]:
        """« Titre 1 » is the title of a document that has no other, else its first rank of headings."""
        if level == 1 and not self.titled:
            self.titled = True
            return MarkKind.TITLE, 1
        return MarkKind.HEADING, level

    def style(self, node: Any) -> str:
        found = node.find(f"{W}pPr/{W}pStyle")
        return str(found.get(W + "val")) if found is not None else ""

    def name(self, style_id: str) -> str:
        style = self.styles.get(style_id)
        return str(style.name) if style is not None and style.name else style_id

    def table(self, node: Any) -> None:
        rows = [r for r in node.iter(W + "tr") if next(r.iterancestors(W + "tbl"), None) is node]
        wide = max((len(r.findall(W + "tc")) for r in rows), default=0)
        if wide < 2 or next(node.iter(W + "tbl"), node) is not node or _is_layout(rows):
            for row in rows:
                for cell in row.findall(W + "tc"):
                    self.container(cell, MarkKind.PARAGRAPH)
            return
        cells = [list(_row(row, i)) for i, row in enumerate(rows)]
        if any(text for row in cells for text, _ in row):
            self.out.table(cells)


def _blocks(element: Any) -> Iterator[Any]:
    """Paragraphs and tables of a container, through content controls and tracked insertions."""
    for node in element:
        if node.tag in (W + "p", W + "tbl"):
            yield node
        elif node.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "customXml"):
            yield from _blocks(node)


def _text(node: Any) -> str:
    """The text of a paragraph as it shows: tracked deletions, hidden runs and text boxes are left out."""
    parts: list[str] = []
    stack = [iter(node)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag in SKIPPED or child.tag.endswith("}txbxContent"):
            continue
        elif child.tag == W + "r":
            if child.find(f"{W}rPr/{W}vanish") is None:
                piece = _run(child)
                lifted = child.find(f"{W}rPr/{W}vertAlign")
                if lifted is not None and lifted.get(W + "val") == "superscript":
                    piece = raised(piece, "".join(parts))
                parts.append(piece)
        else:
            stack.append(iter(child))
    return re.sub(r"[\u00ad\u200b\ufeff]", "", "".join(parts))


def _run(run: Any) -> str:
    out = []
    for node in run:
        if node.tag == W + "t":
            out.append(node.text or "")
        elif node.tag == W + "br" and node.get(W + "type") in ("page", "column"):
            out.append("\n\n")
        elif node.tag in (W + "footnoteReference", W + "endnoteReference"):
            out.append(raised(node.get(W + "id") or "", ""))
        else:
            out.append(BREAKS.get(node.tag, ""))
    return "".join(out)


def _boxes(node: Any) -> Iterator[Any]:
    """Text boxes anchored in a paragraph (once: the fallback for old readers repeats them)."""
    for box in node.iter(W + "txbxContent"):
        if not any(a.tag == MC + "Fallback" for a in box.iterancestors()):
            yield box


def _list_level(node: Any, style: Any) -> int | None:
    """The depth of a list item, None for a plain paragraph (numbering 0 takes a paragraph out of its list)."""
    numbering = node.find(f"{W}pPr/{W}numPr")
    if numbering is None and style is not None:
        if LISTED.match(style.name or "") and not (style.name or "").lower().startswith("list paragraph"):
            digit = re.search(r"(\d)$", style.name)
            return int(digit.group(1)) - 1 if digit else 0
        return None
    if numbering is None:
        return None
    number = numbering.find(W + "numId")
    if number is not None and number.get(W + "val") == "0":
        return None
    level = numbering.find(W + "ilvl")
    return int(level.get(W + "val")) if level is not None else 0


def _is_layout(rows: list[Any]) -> bool:
    """A table that places columns of text: some cell holds several long paragraphs or a list."""
    for row in rows:
        for cell in row.findall(W + "tc"):
            long = [p for p in cell.findall(W + "p") if len(_text(p)) > 120]
            if len(long) > 1 or sum(p.find(f"{W}pPr/{W}numPr") is not None for p in cell.findall(W + "p")) > 1:
                return True
    return False


def _row(row: Any, index: int) -> Iterator[tuple[str, Mark]]:
    header = index == 0 or row.find(f"{W}trPr/{W}tblHeader") is not None
    column = 0
    for cell in row.findall(W + "tc"):
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        wide = int(span.get(W + "val")) if span is not None else 1
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        text = " ".join(t for t in (_text(p).strip() for p in cell.iter(W + "p")) if t)
        if merged is not None and merged.get(W + "val") != "restart":
            text = ""
        text = re.sub(r"\s*[\n\t]\s*", " ", text)
        yield text, Mark(Span(0, 0), MarkKind.CELL, 0, 0, index, column, 1, wide, header)
        column += wide
