"""Plain text as a document of one page a form feed, and the decoding of bytes of unknown encoding."""

from __future__ import annotations

import codecs

from extract.errors import LimitError
from extract.read.blanks import tabulated
from extract.read.document import Document, Origin, Page
from extract.read.headlines import headlines
from extract.read.options import ReadOptions
from extract.text import Span

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LIKELY = ["cp1252", "iso8859_15", "mac_roman", "cp850"]


def decode(data: bytes, declared: str | None = None) -> str:
    """Text of unknown encoding: by its mark, as UTF-8 where it is, as declared, else by the likeliest one."""
    return _decode(data, declared).replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes, declared: str | None) -> str:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace").removeprefix("\ufeff")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared and declared.lower() not in ("utf-8", "utf8"):
        try:  # « iso-8859-1 » of web pages is Windows-1252
            return data.decode("cp1252" if declared.lower() in ("iso-8859-1", "latin1") else declared)
        except (LookupError, UnicodeDecodeError):
            pass
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=LIKELY).best()
    return str(best) if best else data.decode("cp1252", errors="replace")


def read_plain(name: str, sha256: str, data: bytes, options: ReadOptions) -> Document:
    """Raises LimitError where the file is larger than allowed."""
    if len(data) > options.max_bytes:
        raise LimitError(name, f"is larger than {options.max_bytes} bytes")
    raw = tabulated(decode(data))
    pages, at = [], 0
    for number, part in enumerate(raw.split("\f"), 1):
        pages.append(Page(number, Span(at, at + len(part)), 0.0, 0.0, Origin.TEXT))
        at += len(part) + 1
    return Document(name, sha256, "text/plain", Origin.TEXT, raw, tuple(pages), headlines(raw))
