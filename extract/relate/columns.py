"""When a table's figures hold: the times of its column headers, row labels and caption, and its columns of changes."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import pairwise

from extract import regex
from extract.blocks import TableContext
from extract.relate import dates
from extract.relate.clause import ADJUNCT
from extract.relate.folding import fold
from extract.relate.relation import When
from extract.relate.times import moments
from extract.relate.timevalues import Role
from extract.relate.words import either
from extract.text import Span

CHANGE = regex.compile(
    rf"\b(?:{either('change_headers')})\b"
    r"|[δ∆]|(?<![\d/])(?<!\b[sth][1-4] )(?<!\b(?:exercice|saison|campagne|année) )\d{2,4} ?(?:/|vs\.?|versus) ?\d{2,4}(?![\d/])"
)
ABBREVIATED = regex.compile(r"var\b(?!\s*(?:et|:))")
"""« Var. », « Var. 2025/2024 » heads a column of changes; it is not the department."""
TARGET = regex.compile(rf"\b(?:{either('target_headers')})\b")
_AGAINST = regex.compile(r"(?<!/)\b(?P<a>(?:20)?\d\d) ?(?:/|-|vs\.?|versus|par rapport à|→) ?(?P<b>(?:20)?\d\d)\b(?!/)")
_HELD = {Role.PERIOD, Role.TARGET, Role.RANGE}
_PARTS = regex.compile(r"[(),:–]|\b(?:de|des|du)\b")
_LAPSE = regex.compile(r"\b(?:sur|en) (?:un|1) an\b|\b(?:annuelle|n/n-1)\b")


def is_change(cell: TableContext) -> bool:
    """Whether the cell stands in a column or row of changes."""
    return any(CHANGE.search(fold(label)) for label in (*cell.column, *cell.row))


def is_target(cell: TableContext) -> bool:
    return any(TARGET.search(fold(label)) for label in (*cell.column, *cell.row))


def period(cell: TableContext, today: date | None) -> When | None:
    """When a cell holds, from its own column, its row, the newest column (for a change), or the caption."""
    return _part(cell, _period(cell, today))


def baseline(cell: TableContext, today: date | None) -> When | None:
    """What a change in a cell is measured against: the column before the newest one, or what its header says."""
    return _part(cell, _baseline(cell, today))


def tells_when(label: str) -> bool:
    """« 2024 », « janvier », « huit premiers mois »: a label that says when, not what."""
    plain = fold(label).strip()
    return ADJUNCT.fullmatch(plain) is not None or _in_year(plain, "2000") is not None


@lru_cache(maxsize=1024)  # every cell asks for the labels and caption of its table
def _in_year(label: str, year: str) -> str | None:
    """The dates of a part of a year (« huit premiers mois »)."""
    for text in (f"{label} {year}", f"{label} de {year}"):
        whole = (m.edtf for m in moments(text) if m.edtf and m.span == Span(0, len(text)))
        if edtf := next(whole, None):
            return edtf
    return None


def _part(cell: TableContext, said: When | None) -> When | None:
    """« janvier » in the row, « huit premiers mois » in the caption of a cell under « 2020 »: that part of the year."""
    if said is None or len(said.edtf) != 4:
        return said
    parts = [*map(fold, cell.row[-1:]), *_PARTS.split(fold(cell.caption))]
    for part in filter(None, map(str.strip, parts)):
        if edtf := _in_year(part, said.edtf):
            return When(edtf, f"{part} {said.text}")
    return said


def _period(cell: TableContext, today: date | None) -> When | None:
    if is_change(cell):
        if pair := _pair(cell):
            return When(pair[1], " ".join((*cell.column, *cell.row)))
        if (times := _times(cell, today)) and not _said(cell.column, today):
            return times[-1]
    return _said(cell.column, today) or _said(cell.row, today) or _said((cell.caption,), today)


def _baseline(cell: TableContext, today: date | None) -> When | None:
    if not is_change(cell):
        return None
    if pair := _pair(cell):
        return When(pair[0], " ".join((*cell.column, *cell.row)))
    times = _times(cell, today)
    labels = fold(" ".join((*cell.column, *cell.row)))
    said = [
        m
        for label in (*cell.column, *cell.row)
        for m in moments(label, today)
        if m.edtf and (m.baseline or m.role is Role.SINCE)
    ]
    if said:
        return When(said[0].edtf or "", labels)
    if len(times) > 1:
        return times[-2]
    held = _period(cell, today)
    if held and _LAPSE.search(labels):
        return When(dates.shift(held.edtf, -1), labels)
    return None


def _pair(cell: TableContext) -> tuple[str, str] | None:
    """« 2025/2024 », « Évolution 2024-2025 »: the older and the newer year."""
    for label in (*cell.column, *cell.row):
        m = _AGAINST.search(fold(label))
        if m and CHANGE.search(fold(label)):
            a, b = (int(y) if len(y) == 4 else 2000 + int(y) for y in (m["a"], m["b"]))
            if a != b:
                return str(min(a, b)), str(max(a, b))
    return None


@lru_cache(maxsize=256)  # every cell of a column asks
def _joined(labels: tuple[str, ...], today: date | None) -> When | None:
    """« T3 » under « 2024 », « 2025 » under « 1er semestre »: the two headers together."""
    for outer, inner in pairwise(labels):
        for text in (f"{inner} {outer}", f"{outer} {inner}"):
            whole = (m for m in moments(text, today) if m.edtf and m.role in _HELD and m.span == Span(0, len(text)))
            if said := next(whole, None):
                return When(said.edtf or "", text)
    return None


def _said(labels: tuple[str, ...], today: date | None) -> When | None:
    if len(labels) > 1 and (joined := _joined(labels, today)):
        return joined
    for label in reversed(labels):
        said = [m for m in moments(label, today) if m.edtf and not m.baseline and m.role in _HELD]
        # « S1 2025-2026 (avril à septembre 2025) »: the parenthesis is exact.
        exact = [m for m in said if label[: m.span.start].rstrip().endswith("(")]
        for m in exact or said:
            return When(m.edtf or "", label)
    return None


def _times(cell: TableContext, today: date | None) -> list[When]:
    """The times of the columns of levels, oldest first."""
    said = [_said(header, today) for header in cell.columns if not any(CHANGE.search(fold(h)) for h in header)]
    times = {when.edtf: when for when in said if when}
    return [times[key] for key in sorted(times, key=lambda edtf: (dates.ends(edtf), edtf))]
