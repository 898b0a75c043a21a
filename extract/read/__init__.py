"""read: a file becomes a `Document`."""

from __future__ import annotations

import hashlib
from pathlib import Path

from extract.errors import InputError
from extract.read.document import Box, Document, Mark, MarkKind, Origin, Page, Word

__all__ = ["Box", "Document", "Mark", "MarkKind", "Origin", "Page", "Word", "read_bytes", "read_file"]


def read_file(path: Path) -> Document:
    """Read a file from disk. Raises InputError where it is missing, empty or of no known type."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            str(path), f"cannot be read ({error.strerror})", "check the path and its permissions"
        ) from error
    return read_bytes(path.name, data)


def read_bytes(name: str, data: bytes) -> Document:
    """Read a file's content; its type is told by its first bytes, then by its name."""
    if not data.strip():
        raise InputError(name, "is empty")
    sha256 = hashlib.sha256(data).hexdigest()
    if data[:1024].lstrip().startswith(b"%PDF"):
        from extract.read.pdf import read_pdf

        return read_pdf(name, sha256, data)
    if b"\0" in data[:4096] or Path(name).suffix.lower() == ".pdf":
        raise InputError(name, "is of no known type", "give a PDF, image, HTML, DOCX or text file")
    from extract.read.plain import read_plain

    return read_plain(name, sha256, data)
