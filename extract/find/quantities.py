"""The finder: one pass over the numerals of a line, each tried against the steps below in their order."""

from __future__ import annotations

from collections.abc import Callable

from extract.blocks import TableContext
from extract.find import parts, shapes
from extract.find.cells import CellUnit, cell_unit, in_cell
from extract.find.counts import counted
from extract.find.draft import Draft, Drop, Reading, finish
from extract.find.ellipsis import elliptic
from extract.find.line import DIGIT, fold
from extract.find.quantity import Found, Ignored, Quantity, Reason
from extract.find.scan import scan
from extract.find.tables import compiled
from extract.find.web import web_spans
from extract.text import Span

Step = Callable[[Reading, int], Draft | Drop | None]

# A line of a logo or a frame: « 7 3] 4 », « | 1 1 l | 0 », « ® 2 ¢ 0 »
NOISE = r"[\d\s.,lIoO]{0,20}[|\[\]\\®¢©¬¦][\d\s|\[\]\\®¢©¬¦.,°_~lIoO-]{0,40}"

STEPS: tuple[Step, ...] = (
    shapes.web,  # addresses of the web swallow their digits
    parts.times_sign,  # « x2,5 » before « x2 » could be a name
    shapes.glued,  # « A320 », « CO2 »
    shapes.whole,  # dates, telephones, hours, postal codes: rows of the ledger
    parts.multiplier,  # « doublé », « multiplié par trois », « trois fois plus »
    parts.one_in,  # « un patient sur deux »
    shapes.ordinal,  # ranks, else « 12e édition »
    shapes.vague,  # « des milliers »
    parts.and_half,  # « deux mandats et demi »
    parts.fraction,  # « un quart », « 1/3 »
    shapes.instruction,  # « lavez-vous les mains 5 fois par jour »
    shapes.quoted,  # « 24 heures sans téléphone »
    shapes.packed,  # « le flacon de 50 ml »
    shapes.span,  # « entre 3 et 5 % », « 10 à 12 M€ », « de 31,6 à 18,9 M€ », « 12, 14 et 18 % »
    shapes.measured,  # a number with its unit
    shapes.year,
    shapes.labelled,  # « article 11 », « axe 2 »
    elliptic,  # « contre 4,7 »: the unit is the one before
    counted,  # what is left counts something, or nothing
)


# What never holds of a whole number in figures, which most numbers are
PLAIN_STEPS = tuple(step for step in STEPS if step not in (shapes.ordinal, shapes.vague, parts.fraction))


def _labels(found: Found) -> Found:
    """The numbers of a row's or column's label name what is counted there (« 18-24 ans », « 2024 ») and claim nothing."""
    dropped = [Ignored(q.span, q.text, Reason.NUMBERING, q.value, q.kind, q.unit) for q in found.quantities]
    return Found((), tuple(sorted((*found.ignored, *dropped), key=lambda i: i.span)))


def find(text: str, cell: TableContext | None = None) -> Found:
    """All numbers of a text: the quantities that it claims, and the rest with its reason.

    `cell` is the table around a figure cell; units and scales in its headers hold for the figure.
    """
    if cell is not None and cell.label:
        return _labels(find(text))
    line = fold(text)
    numerals = list(scan(line))
    if not numerals:
        return Found((), ())
    unit: CellUnit | None = cell_unit(cell) if cell else None
    if compiled(NOISE).fullmatch(line.plain):
        return Found((), tuple(Ignored(Span(n.start, n.end), text[n.start : n.end], Reason.NOISE) for n in numerals))
    reading = Reading(line, numerals, unit, web_spans(line))
    quantities: list[Quantity] = []
    ignored: list[Ignored] = []
    for index, numeral in enumerate(numerals):
        if numeral.start < reading.floor:
            rest = Span(reading.floor, max(reading.floor, numeral.end))
            if DIGIT.search(line.plain, rest.start, rest.end):  # « 0e0.0 »: half of it is taken
                ignored.append(Ignored(rest, rest.of(text), Reason.OTHER))
                reading.floor = rest.end
            continue
        if numeral.one and shapes.article(reading, index):
            continue
        for step in PLAIN_STEPS if numeral.figures and not numeral.ordinal and numeral.parts is None else STEPS:
            result = step(reading, index)
            if result is not None:
                break
        else:
            continue
        if isinstance(result, Drop):
            reading.drop(result)
            ignored.append(
                Ignored(result.span, result.span.of(text), result.reason, result.value, result.kind, result.unit)
            )
            continue
        item = finish(reading, index, result)
        if isinstance(item, Quantity) and unit is not None:
            item = in_cell(item, unit)
        if isinstance(item, Quantity):
            quantities.append(item)
            reading.keep(item)
        else:
            ignored.append(item)
            reading.drop(Drop(item.span, item.reason))
    return Found(tuple(quantities), tuple(ignored))
