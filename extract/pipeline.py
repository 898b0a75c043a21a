"""The way through the house: read, repair, structure, find, relate, record. Writing is the caller's last step."""

from __future__ import annotations

from pathlib import Path

from extract import made_by
from extract.find import agreed, find
from extract.read import Document, ReadOptions, read_file
from extract.record import record
from extract.records import Release
from extract.relate import relate, release_head
from extract.repair import repair
from extract.structure import structure
from extract.text import Text


def extract_releases(path: Path, options: ReadOptions | None = None) -> tuple[Release, ...]:
    """The records of every release in a file, in the order of its pages. Raises ExtractError."""
    return releases_of(read_file(path, options), options)


def releases_of(document: Document, options: ReadOptions | None = None) -> tuple[Release, ...]:
    """The records of a document that was read already, with the options that it was read with."""
    text = repair(Text(document.raw))
    releases = []
    for outline in structure(document, text):
        found = agreed(find(block.text, block.cell) for block in outline.blocks)
        head = release_head(outline)
        relations = relate(outline, head, found)
        releases.append(record(document, text, outline, head, found, relations, made_by(options)))
    return tuple(releases)
