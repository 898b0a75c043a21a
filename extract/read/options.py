"""What a caller may choose about reading, and the limits that keep a hostile file from harm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from extract.errors import InputError


class OcrMode(StrEnum):
    AUTO = "auto"  # pages, and parts of pages, whose ink the text layer does not explain
    NEVER = "never"
    ALWAYS = "always"


Progress = Callable[[int, int], None]
"""Called with the number of pages done and the number of pages to do."""

SPELLED = (
    ("languages", "--lang"),
    ("ocr", "--ocr"),
    ("pages", "--pages"),
    ("dpi", "--dpi"),
    ("second_reading", "--second-reading"),
    ("max_pixels", "--max-pixels"),  # larger pages are rendered smaller
)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """`languages` as Tesseract takes them (« fra+eng »); `pages` as « 1-3,7 », empty for all; `dpi` of rendering;
    `workers` read scanned pages at the same time, 0 is one for each processor.

    `ocr_timeout` is in seconds a page. Limits: `max_pages` of a document, `max_pixels` of one image or rendered page,
    `max_bytes` of a file as it unfolds in memory.
    """

    languages: str = "fra"
    ocr: OcrMode = OcrMode.AUTO
    pages: str = ""
    dpi: int = 300
    second_reading: bool = True
    workers: int = 0
    ocr_timeout: float = 120.0
    max_pages: int = 1000
    max_pixels: int = 120_000_000
    max_bytes: int = 400_000_000
    progress: Progress | None = None

    def __str__(self) -> str:
        """What differs from the defaults and changes what is read, as on the command line; empty for the defaults."""
        usual = ReadOptions()
        return " ".join(
            f"{flag} {getattr(self, name)}" for name, flag in SPELLED if getattr(self, name) != getattr(usual, name)
        )


def page_ranges(words: str) -> list[tuple[int, int | None]]:
    """« 1-3,7- » as first and last pages, None for the last of all. Raises ValueError on what is no range."""
    ranges: list[tuple[int, int | None]] = []
    for part in words.split(",") if words.strip() else ():
        first, dash, last = part.strip().partition("-")
        low, high = int(first or ("1" if dash else "")), int(last) if last else None
        if low < 1 or (high is not None and high < low):
            raise ValueError(part)
        ranges.append((low, high if dash else low))
    return ranges


def chosen_pages(options: ReadOptions, count: int, name: str) -> list[int]:
    """The page numbers (from 1) to read of a document of `count` pages. Raises InputError on a malformed range."""
    if not options.pages.strip():
        return list(range(1, count + 1))
    try:
        ranges = page_ranges(options.pages)
    except ValueError:
        raise InputError(name, f"« {options.pages} » is no range of pages", "write it as 1-3,7") from None
    chosen = {page for low, high in ranges for page in range(low, min(high or count, count) + 1)}
    if not chosen:
        raise InputError(name, f"has {count} pages, none of them in « {options.pages} »")
    return sorted(chosen)
