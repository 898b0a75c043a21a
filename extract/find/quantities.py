"""The finder: quantities in figures with their unit."""

from __future__ import annotations

from decimal import Decimal

import regex

from extract.blocks import TableContext
from extract.find.quantity import Found, Ignored, Kind, Quantity, Reason
from extract.text import Span

NUMBER = regex.compile(
    r"(?<![\w.,/-])(?P<digits>\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+|\d+)(?:,(?P<decimals>\d+))?"
    r"(?:\s(?P<scale>millions?|milliards?))?(?:\s?(?P<sign>%|€))?(?![\w/])"
)
SCALES = {"million": 10**6, "milliard": 10**9}
DATE = regex.compile(r"\s(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b")


def find(text: str, cell: TableContext | None = None) -> Found:
    """All numbers of a text: the quantities that it claims, and the rest with its reason."""
    quantities, ignored = [], []
    for m in NUMBER.finditer(text):
        span = Span(*m.span())
        digits = regex.sub(r"\s", "", m["digits"])
        value = Decimal(digits + ("." + m["decimals"] if m["decimals"] else "")) * SCALES.get(
            (m["scale"] or "").rstrip("s"), 1
        )
        bare = not (m["scale"] or m["sign"] or m["decimals"])
        if DATE.match(text, m.end()):
            ignored.append(Ignored(span, m.group(), Reason.DATE))
        elif bare and len(m["digits"]) == 4 and 1900 <= value < 2100:
            ignored.append(Ignored(span, m.group(), Reason.YEAR))
        else:
            kind, unit = {"%": (Kind.PERCENTAGE, "%"), "€": (Kind.MONEY, "EUR")}.get(m["sign"] or "", (Kind.COUNT, "1"))
            quantities.append(Quantity(span, m.group(), value, kind, unit, extent=span))
    return Found(tuple(quantities), tuple(ignored))
