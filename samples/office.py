"""Writes a communiqué's HTML source as a word processor or a mail program would: DOCX and plain text."""

from __future__ import annotations

import textwrap
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
import lxml.html
from lxml.html import HtmlElement

LINE = 76
STYLES = {"h1": "Title", "h2": "Heading 2", "ul": "List Bullet", "ol": "List Number"}
BLOCKS = ("p", "h1", "h2", "li")
BEGINNING = (1980, 1, 1, 0, 0, 0)  # the earliest time a ZIP entry can bear


def docx_of(source: Path) -> bytes:
    """A DOCX whose headings and lists are styles; the same bytes every time."""
    document = docx.Document()
    page = lxml.html.fromstring(source.read_text("utf-8"))
    document.core_properties.title = page.findtext(".//title") or ""
    document.core_properties.created = document.core_properties.modified = datetime(2025, 1, 1, tzinfo=UTC)
    for block in page.find("body").iter(*BLOCKS):
        style = STYLES.get(str(block.getparent().tag if block.tag == "li" else block.tag))
        document.add_paragraph(_line(block), style)
    out = BytesIO()
    document.save(out)
    return _undated(out)


def text_of(source: Path) -> bytes:
    """UTF-8 text with lines cut at a mail program's width, as it is pasted below « Bonjour »."""
    body = lxml.html.fromstring(source.read_text("utf-8")).find("body")
    blocks = []
    for block in body.iter(*BLOCKS):
        if block.tag == "li":
            blocks.append(textwrap.fill(_line(block), LINE, initial_indent="- ", subsequent_indent="  "))
            continue
        blocks.append(textwrap.fill(_line(block), LINE, break_on_hyphens=False))
    return ("\n\n".join(blocks) + "\n").replace("\n\n- ", "\n- ").encode()


def _line(element: HtmlElement) -> str:
    """The words of an element; blanks folded, no-break spaces kept."""
    return " ".join(word for word in element.text_content().replace("\n", " ").split(" ") if word)


def _undated(archive: BytesIO) -> bytes:
    out = BytesIO()
    with ZipFile(archive) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(ZipInfo(entry.filename, BEGINNING), old.read(entry), ZIP_DEFLATED)
    return out.getvalue()
