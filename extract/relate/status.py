"""Whether a figure is an aim or a forecast."""

from __future__ import annotations

from datetime import date
from functools import cache

from extract import regex
from extract.blocks import BlockKind, Outline
from extract.find.quantity import Quantity
from extract.lexicon.tables import table
from extract.relate import columns, dates
from extract.relate.folding import fold
from extract.relate.relation import When
from extract.relate.tense import is_future
from extract.relate.words import either
from extract.relate.zones import AIMING, around, sentence_at

TARGET = "target"
_PAST = regex.compile(
    r"\b(?:a|ont|avait|avaient|était|étaient|a été|ont été|s'est|se sont)(?: (?:déjà|été|ainsi|également|\w+ment))* \w+(?:é|i|u|is|it|ert)e?s?\b"
)
_BY_LAW = regex.compile(
    r"\bprévue?s? (?:par|dans|à|au|aux) (?:l'article|la loi|le code|le décret|la convention|le contrat)\b"
    r"|\b(?:que|comme) (?:ce qui (?:est|était) )?(?:initialement )?(?:prévu|attendu|annoncé)e?s?\b"
)
_SCHOOL_START = regex.compile(r"\brentrée (?:scolaire |universitaire )?(?:de )?(?:septembre )?(?P<year>20\d\d)\b")
"""« pour la rentrée 2026 »: still to come in spring."""
_NOW = regex.compile(r"\b(?:aujourd'hui|à ce jour|actuellement) (?:au nombre de|de|à|limitée?s? à|fixée?s? à)\b")
_VOTED = regex.compile(rf"\b(?:{either('voted_words')})\b")


@cache
def _aims() -> tuple[regex.Pattern[str], regex.Pattern[str], regex.Pattern[str], regex.Pattern[str]]:
    aims = table("aims")

    def any_of(words: list[str]) -> regex.Pattern[str]:
        return regex.compile(
            r"\b(?:" + "|".join(sorted((regex.escape(w) for w in words), key=len, reverse=True)) + r")(?!\w)"
        )

    return (
        any_of([*aims["before"]["words"].split(), *aims["before"]["phrases"]]),
        any_of(aims["after"]["words"].split()),
        any_of(aims["reached"]["phrases"]),
        any_of(aims["headings"]["words"].split()),
    )


def status_of(outline: Outline, index: int, quantity: Quantity, period: When | None, today: date | None) -> str | None:
    """`target` for an aim, a forecast, or an opening or spending that is announced; None otherwise."""
    block = outline.blocks[index]
    if block.cell is not None:
        return TARGET if columns.is_target(block.cell) else None
    if period and today and ".." not in period.edtf and dates.ends(period.edtf) < today:
        return None
    sentence = sentence_at(block.text, quantity.span.start)
    plain = fold(sentence.of(block.text))
    start, end = quantity.span.start - sentence.start, quantity.span.end - sentence.start
    before, after, reached, headings = _aims()
    low, high = _clause(plain, start, end)
    clause = plain[low:high]
    if _NOW.search(plain) and _NOW.search(around(block.text, sentence, quantity.span)):
        return None  # « doubler le nombre de toilettes, aujourd'hui au nombre de 24 »
    if reached.search(plain) and not is_future(clause):
        return None
    above = " ".join(fold(outline.blocks[i].text) for i in (block.lead_in, *block.heading[-1:]) if i is not None)
    if period and today and _starts(period.edtf).year > today.year and not _VOTED.search(f"{above} {plain}"):
        return TARGET
    if period and today and (start_of_year := _SCHOOL_START.search(f"{above} {plain}")) and not _PAST.search(clause):
        year = int(start_of_year["year"])
        if today < date(year, 7, 1) and period.edtf.startswith(str(year)):
            return TARGET
    if (
        is_future(clause)
        or before.search(plain[low:start])
        or after.search(_BY_LAW.sub(" ", plain[end : min(high, end + 60)]))
    ):
        return None if _PAST.search(plain[low:high]) and not is_future(clause) else TARGET
    if regex.search(r"\bd'ici\b|\bà l'horizon\b", clause):
        return TARGET
    if _PAST.search(clause):
        return None
    return TARGET if _announced_above(outline, index, before, headings) else None


def _announced_above(outline: Outline, index: int, before: regex.Pattern[str], headings: regex.Pattern[str]) -> bool:
    """Whether the lead-in announces aims, or the heading does and the item is an infinitive or a noun."""
    block = outline.blocks[index]
    if block.lead_in is not None:
        said = fold(outline.blocks[block.lead_in].text)
        if before.search(said) or is_future(said):
            return True
    if block.kind is BlockKind.ITEM and block.heading:
        return headings.search(fold(outline.blocks[block.heading[-1]].text)) is not None
    return False


def _starts(edtf: str) -> date:
    """The first day of a date or interval."""
    parts = [int(p) for p in edtf.split("/")[0].split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 and parts[1] < 13 else 1, parts[2] if len(parts) > 2 else 1)


_SPLIT = regex.compile(
    r";|: (?=(?:ils?|elles?|on|nous|c'est|ce sont|cela)\b)|, (?:mais|tandis qu|alors qu|contre|qui|où|après)\b|, et (?=[^,;]{0,40}\p{L}(?:ront|ra)\b)|\b(?:alors que|tandis que|contre)\b"
    rf"|\bet (?=(?:{AIMING})\b|\w+(?:er|ir|dr)(?:a|ont)\b)"
)


_COLON = regex.compile(r" ?: ")


def _clause(plain: str, start: int, end: int) -> tuple[int, int]:
    """The clause around a quantity, between semicolons and conjunctions."""
    low = max((m.start() for m in _SPLIT.finditer(plain, 0, start)), default=0)
    stop = min((m.start() for m in (_SPLIT.search(plain, end), _COLON.search(plain, end)) if m), default=len(plain))
    return low, stop
