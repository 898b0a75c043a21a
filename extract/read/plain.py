"""Plain text as a document of one page a form feed."""

from __future__ import annotations

from charset_normalizer import from_bytes

from extract.read.document import Document, Origin, Page
from extract.text import Span


def decode(data: bytes) -> str:
    """Text of unknown encoding: UTF-8 where it is, else the likeliest one."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(data, cp_isolation=["cp1252", "iso8859_15", "utf_16", "mac_roman"]).best()
        text = str(best) if best else data.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_plain(name: str, sha256: str, data: bytes) -> Document:
    raw = decode(data)
    pages, at = [], 0
    for number, part in enumerate(raw.split("\f"), 1):
        pages.append(Page(number, Span(at, at + len(part)), 0.0, 0.0, Origin.TEXT))
        at += len(part) + 1
    return Document(name, sha256, "text/plain", Origin.TEXT, raw, tuple(pages))
