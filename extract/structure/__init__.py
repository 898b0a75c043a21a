"""structure: repaired text becomes the blocks of each release, in reading order."""

from __future__ import annotations

from extract.blocks import Outline
from extract.read.document import Document
from extract.structure.assemble import assemble
from extract.structure.kinds import classify
from extract.structure.line import body_size, lines_of
from extract.structure.outline import outline_of
from extract.structure.releases import split_releases
from extract.text import Text

__all__ = ["structure"]


def structure(document: Document, text: Text) -> tuple[Outline, ...]:
    """The releases of a document, each as its blocks."""
    lines = lines_of(document, text)
    size = body_size(lines)
    releases = split_releases(assemble(document, text, lines))
    return tuple(outline_of(classify(segments, size), size) for segments in releases)
