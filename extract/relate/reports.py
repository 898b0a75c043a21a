"""What a release as a whole reports on: the year, half-year or day of its title, and the stretches that it defines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

from extract import regex
from extract.blocks import Block, BlockKind, Outline
from extract.lexicon.tables import table
from extract.relate import dates
from extract.relate.folding import fold
from extract.relate.relation import When
from extract.relate.times import Moment, moments
from extract.relate.timevalues import Role
from extract.relate.words import either

RESOLVED = "resolved_period"
_BULLETIN = regex.compile(rf"\b(?:{either('bulletin_nouns')})\b")
_HEAD_LINES = {BlockKind.TITLE, BlockKind.SUBTITLE, BlockKind.HEADING, BlockKind.HEADER, BlockKind.PARAGRAPH}
_LONGEST_LINE = 90
_DAY, _STRETCHES = 10, (15, 21)  # characters of one day in EDTF and of an interval of two months or days


def covered(block: Block, said: Sequence[Moment], today: date | None) -> When | None:
    """The first time that a title says, else the one that its kind of report covers.

    A day counts only in a bulletin (« Point de situation au 3 avril 2020 »), whose figures hold at it.
    """
    for m in said:
        if m.edtf is None or m.role is not Role.PERIOD or m.baseline:
            continue
        if len(m.edtf) != _DAY or _BULLETIN.search(fold(block.text[: m.span.start])):
            resolved = (RESOLVED,) if m.resolved else ()
            return _first_half(block, m) or When(m.edtf, m.span.of(block.text), resolved)
    return of_kind(block, today)


def bulletin(block: Block, said: Sequence[Moment], *, alone: bool = False) -> When | None:
    """The day at which the figures of a bulletin hold, where a line of its head says it (« Point de situation du 3 avril »).

    `alone`: it heads other headings, and may say just a time (« Semaine 5 (du 26 janvier au 1er février 2026) »).
    """
    if block.kind not in _HEAD_LINES or len(block.text) > _LONGEST_LINE:
        return None
    told = sum(len(m.span) for m in said) + len(said) + 1 >= len(block.text)
    for m in reversed(said):
        named = _BULLETIN.search(fold(block.text[: m.span.start])) is not None and len(m.edtf or "") == _DAY
        if m.edtf and m.role is Role.PERIOD and (named or (alone and told)):
            return When(m.edtf, m.span.of(block.text), (RESOLVED,) if m.resolved else ())
    return None


def of_kind(block: Block, today: date | None) -> When | None:
    """« Chiffre d'affaires semestriel »: the last half-year (year, quarter) that was over on the release's date."""
    m = _reports().search(fold(block.text))
    if m is None or today is None:
        return None
    edtf = dates.last_over(today, table("times")["reports"][m["stem"]])
    return When(edtf, m.group(), (RESOLVED,)) if edtf else None


def _first_half(block: Block, year: Moment) -> When | None:
    """« Résultats semestriels 2016 »: the half of the year that is reported on by itself."""
    m = _reports().search(fold(block.text))
    if m is None or len(year.edtf or "") != 4 or table("times")["reports"][m["stem"]] != "s":
        return None
    return When(dates.months(int(year.edtf or ""), 1, 6), block.text[m.start() : year.span.end], (RESOLVED,))


@cache
def _reports() -> regex.Pattern[str]:
    """Adjectives of a report that tell what it covers: « résultats semestriels », « bilan annuel »."""
    stems: Any = list(table("times")["reports"])
    return regex.compile(r"\b(?P<stem>\L<stems>)s?\b", stems=stems)


def defined(outline: Outline, today: date | None) -> dict[str, str]:
    """« le 3e trimestre 2023/24 (du 1er octobre au 31 décembre 2023) »: stretches that the text defines, by EDTF.

    The same stretch of the year before is shifted with it.
    """
    out: dict[str, str] = {}
    for block in outline.blocks:
        said = moments(block.text, today) if "(" in block.text else ()
        for m, inner in pairwise(said):
            between = block.text[m.span.end : inner.span.start]
            if m.edtf and inner.edtf and len(inner.edtf) in _STRETCHES and regex.fullmatch(r"[^.;()]{0,9}\(", between):
                for years in (0, -1):
                    out.setdefault(dates.shift(m.edtf, years), dates.shift(inner.edtf, years))
    return out


def end_of_its_year(outline: Outline) -> date | None:
    """Where a release bears no date: the last day of the year that its title names, else of the one it names most."""
    titles = [b for b in outline.blocks if b.kind in {BlockKind.TITLE, BlockKind.SUBTITLE}]
    for blocks in (titles, outline.blocks):
        years = Counter(m.edtf[:4] for b in blocks for m in moments(b.text) if m.edtf and not m.baseline)
        if years:
            return date(int(min(years, key=lambda year: (-years[year], -int(year)))), 12, 31)
    return None
