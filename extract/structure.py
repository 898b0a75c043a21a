"""structure: repaired text becomes blocks in reading order."""

from __future__ import annotations

import regex

from extract.blocks import Block, BlockKind, Outline
from extract.read.document import Document
from extract.text import Span, Text

BLOCK = regex.compile(r"[^\s\f][^\f]*?(?=\s*(?:\n[ \t]*\n|\n[ \t]*[•◦▪–-]\s|\f|$(?!\n)))")
BULLET = regex.compile(r"[•◦▪–-]\s+")


def structure(document: Document, text: Text) -> tuple[Outline, ...]:
    """The releases of a document, each as its blocks."""
    blocks: list[Block] = []
    headings: tuple[int, ...] = ()
    lead_in: int | None = None
    for found in BLOCK.finditer(text.repaired):
        span = Span(*found.span())
        bullet = BULLET.match(found.group())
        if bullet:
            span = Span(span.start + bullet.end(), span.end)
        words = span.of(text.repaired).replace("\n", " ")
        page = 1 + text.repaired.count("\f", 0, span.start)
        if bullet:
            kind = BlockKind.ITEM
        elif not blocks:
            kind = BlockKind.TITLE
        elif len(words) < 90 and words[-1:] not in ".,;:!?»" and not words[:1].islower():
            kind = BlockKind.HEADING
        else:
            kind = BlockKind.PARAGRAPH
        blocks.append(Block(kind, (span,), words, page, 0, headings, lead_in if kind is BlockKind.ITEM else None))
        if kind is BlockKind.HEADING:
            headings = (len(blocks) - 1,)
        if kind is not BlockKind.ITEM:
            lead_in = len(blocks) - 1 if words.endswith(":") else None
    return (Outline(tuple(blocks), 1, len(document.pages)),)
