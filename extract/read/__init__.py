"""read: a file becomes a `Document`."""

from __future__ import annotations

from extract.read.document import Box, Document, Mark, MarkKind, Origin, Page, Word
from extract.read.files import read_bytes, read_file
from extract.read.options import OcrMode, ReadOptions

__all__ = [
    "Box",
    "Document",
    "Mark",
    "MarkKind",
    "OcrMode",
    "Origin",
    "Page",
    "ReadOptions",
    "Word",
    "read_bytes",
    "read_file",
]
