"""repair: text as it was printed, every change an `Edit`, no digit touched.

Two lists of passes in the order in which they run. The first reads what no printed text can hold; the second restores
what the words themselves lost, on the pages that are proven to be damaged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.repair.apostrophes import (
    articles,
    bare_apostrophes,
    double_apostrophes,
    inserted_letters,
    odd_articles,
    opening_elisions,
    opening_quotes,
    parted_apostrophes,
    swallowed_apostrophes,
)
from extract.repair.bullets import bullets, starred
from extract.repair.damage import damaged_pages
from extract.repair.digit_a import digit_a
from extract.repair.draft import Draft, Pass
from extract.repair.fonts import lost_signs, swapped_letters
from extract.repair.glued import dust, glued_a
from extract.repair.glyphs import combining, doubled, glyphs, mojibake
from extract.repair.hyphens import hyphens
from extract.repair.look_alikes import look_alikes, personal_pronouns, ranks
from extract.repair.spacing import letter_spaced
from extract.text import Edit, Span, Text


def accents(draft: Draft) -> Iterable[Edit]:
    """`extract.repair.accents`, imported where a page needs it: numpy takes its time."""
    from extract.repair.accents import accents

    return accents(draft)


EVERYWHERE: tuple[Pass, ...] = (
    mojibake,  # before the characters it is made of are read as something else
    glyphs,
    combining,
    doubled,
    letter_spaced,
    articles,
    double_apostrophes,
    bullets,
    hyphens,  # words must be whole before they are looked up
    lost_signs,
    swapped_letters,
)
WHERE_DAMAGED: tuple[Pass, ...] = (
    starred,
    odd_articles,
    opening_elisions,
    opening_quotes,
    parted_apostrophes,
    inserted_letters,
    swallowed_apostrophes,
    dust,
    glued_a,
    personal_pronouns,
    ranks,
    look_alikes,
    bare_apostrophes,  # words must be known behind them
    digit_a,
    accents,
)


def repair(text: Text, pages: tuple[Span, ...] = ()) -> Text:
    """The text as it was printed. `pages` are spans of `text.raw`; by default its parts between form feeds."""
    pages = pages or tuple(Span(*m.span()) for m in re.finditer(r"[^\f]+", text.raw)) or (Span(0, len(text.raw)),)
    text, draft = _passed(EVERYWHERE, text, pages)
    damaged = damaged_pages(draft, text.edits, pages)
    raw_damaged = tuple(raw for raw, page in zip(pages, draft.pages, strict=True) if page in damaged)
    return _passed(WHERE_DAMAGED, text, pages, raw_damaged)[0] if raw_damaged else text


def _passed(
    passes: tuple[Pass, ...], text: Text, pages: tuple[Span, ...], damaged: tuple[Span, ...] = ()
) -> tuple[Text, Draft]:
    """The text after some passes, and how it stands then. Most passes change nothing: the next one sees the same draft."""
    draft = _draft(text, pages, damaged)
    for each in passes:
        before, text = text, text.apply(each(draft))
        if text is not before:
            draft = _draft(text, pages, damaged)
    return text, draft


def _draft(text: Text, pages: tuple[Span, ...], damaged: tuple[Span, ...]) -> Draft:
    return Draft(text.repaired, tuple(map(text.to_repaired, pages)), tuple(map(text.to_repaired, damaged)))
