"""Opens a file by what it is: told by its first bytes, then by its name."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from extract.errors import InputError, LimitError
from extract.read.document import Document
from extract.read.options import ReadOptions

HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p|h1)\b", re.I | re.S
)
IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"II+\0", b"GIF8", b"BM", b"RIFF")
KNOWN = "give a PDF, image (PNG, JPEG, TIFF), HTML, DOCX or text file"


def read_file(path: Path, options: ReadOptions | None = None) -> Document:
    """Read a file from disk. Raises InputError where it is missing, empty, damaged, encrypted or of no known type."""
    most = (options or ReadOptions()).max_bytes
    try:
        if path.stat().st_size > most:
            raise LimitError(readable(path.name), f"is larger than {most:,} bytes", "raise --max-bytes")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            str(path), f"cannot be read ({error.strerror})", "check the path and its permissions"
        ) from error
    return read_bytes(readable(path.name), data, options)


def readable(name: str) -> str:
    """A file's name as text: what is no UTF-8 in it becomes U+FFFD."""
    return os.fsencode(name).decode("utf-8", "replace")


def read_bytes(name: str, data: bytes, options: ReadOptions | None = None) -> Document:
    """Read a file's content. Raises InputError, LimitError and, where a page needs it and it is missing, TesseractError."""
    options = options or ReadOptions()
    if not data.strip(b" \t\r\n\0"):
        raise InputError(name, "is empty")
    sha256 = hashlib.sha256(data).hexdigest()
    suffix = Path(name).suffix.lower()
    head = data[:1024].lstrip()
    if b"%PDF-" in head:
        from extract.read.pdf import read_pdf

        return read_pdf(name, sha256, data, options)
    if head.startswith(IMAGES):
        from extract.read.image import read_image

        return read_image(name, sha256, data, options)
    if head.startswith(b"PK\x03\x04"):
        from extract.read.docx import read_docx

        return read_docx(name, sha256, data, options)
    _refuse(name, suffix, data)
    if suffix in (".html", ".htm", ".xhtml") or HTML.match(data.removeprefix(b"\xef\xbb\xbf")[:4096]):
        from extract.read.html import read_html

        return read_html(name, sha256, data, options)
    from extract.read.plain import read_plain

    return read_plain(name, sha256, data, options)


def _refuse(name: str, suffix: str, data: bytes) -> None:
    """Raise InputError for content that only its name gives a type, and for binary files."""
    if suffix == ".pdf":
        raise InputError(name, "is no PDF, despite its name", "download it again, or check what it really is")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(name, "is an old or encrypted Office file", "save it without password as .docx or PDF")
    if suffix in (".docx", ".png", ".jpg", ".jpeg", ".tif", ".tiff"):
        raise InputError(name, f"is no {suffix[1:].upper()} file, despite its name", "save or download it again")
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in data[:4096] and not utf16:
        raise InputError(name, "is of no known type", KNOWN)
