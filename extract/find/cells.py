"""Figure cells: units and scales from the table's headers, changes from the words of its columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from extract import regex
from extract.blocks import TableContext
from extract.find.line import fold
from extract.find.measure import measure
from extract.find.numeral import Numeral, read_figures
from extract.find.quantity import Direction, Kind, Quantity
from extract.find.tables import compiled, table, unit_symbols

SCALE = r"(?:\ben|[(,]|^) ?(?P<words>(?:millions?|milliards?|milliers?|centaines?)\b(?: (?:de |d')[^\W\d_]+(?: [^\W\d_]+)?)?)"
IN_UNIT = r"(?:\b(?i:en) |[(\[] ?(?:(?i:en) )?)(?P<unit>[^()\[\],;:]{1,30})"
YEARS = r"\b(?:année|exercice|date|millésime|an)\b"
SCALES = {"million": 10**6, "milliard": 10**9, "millier": 10**3, "centaine": 100}


@dataclass(frozen=True, slots=True)
class CellUnit:
    """What a table says of a cell's bare number: its unit and scale, whether it is a change, whether it is a year."""

    code: str | None = None
    kind: Kind | None = None
    factor: Decimal = Decimal(1)
    change: bool = False
    year: bool = False


def cell_unit(cell: TableContext) -> CellUnit:
    """The nearest header that names a unit decides: the column's, the row's, then the caption."""
    change = any(_is_change(header) for header in cell.column)
    year = any(compiled(YEARS).search(header.lower()) for header in (*cell.column, *cell.row))
    for header in (*reversed(cell.column), *reversed(cell.row), cell.caption):
        found = _unit_in(header)
        if found is None and header in cell.column and _is_change(header):
            words = header.split()  # « Var. % », « Écart M€ »; « Var. organique » beside « Var. % »
            found = _named(words[-1]) or (_in_percent(cell) if len(words) > 1 else None)
        if found and not (found.kind is Kind.MONEY and header == cell.caption and _counts(cell.row)):
            return replace(found, change=change, year=year)
    return CellUnit(change=change, year=year)


def _in_percent(cell: TableContext) -> CellUnit | None:
    """The unit of another column of changes, where that is « % »."""
    changes = [header for headers in cell.columns for header in headers if _is_change(header)]
    return CellUnit("%", Kind.PERCENTAGE) if any("%" in header for header in changes) else None


def _counts(row: tuple[str, ...]) -> bool:
    """« Effectif fin de période » in a table in M€: a row of people or things has no part in the table's unit of money."""
    words = regex.findall(r"[^\W\d_]+", row[-1].lower()) if row else []
    return bool(words) and words[0] in table("units")["counted_rows"]["words"].split()


def in_cell(quantity: Quantity, unit: CellUnit) -> Quantity:
    """A cell's quantity with the unit of its headers where it has none, and with the direction of a column of changes."""
    if quantity.kind is Kind.COUNT and quantity.unit == "1" and unit.code is not None and unit.kind is not None:
        upper = None if quantity.upper is None else quantity.upper * unit.factor
        quantity = replace(quantity, kind=unit.kind, unit=unit.code, value=quantity.value * unit.factor, upper=upper)
    sign = quantity.direction
    if unit.change and sign is None and quantity.value > 0:
        sign = Direction.UP
    if not unit.change and quantity.kind is Kind.MONEY and sign is Direction.DOWN:
        return replace(quantity, value=-quantity.value, direction=None)  # a loss, not a fall
    return replace(quantity, direction=sign)


def _is_change(header: str) -> bool:
    words = regex.findall(r"[^\W\d_]+\.?|[δ∆]", header.lower())
    return any(w in table("changes")["cell"]["words"] for w in words)


def _unit_in(header: str) -> CellUnit | None:
    """The unit that a header names: « en M€ », « (en %) », « en milliers d'euros », « % », « k€ »."""
    if not header:
        return None
    line = fold(header)
    one = Numeral(0, 0, Decimal(2), True, scale=Decimal(10))
    if m := compiled(SCALE).search(line.low):
        factor = Decimal(SCALES[m["words"].split()[0].rstrip("s")])
        unit = measure(line, replace(one, start=m.start("words"), end=m.start("words") + len(m["words"].split()[0])))
        if unit is not None:
            return CellUnit(unit.code, unit.kind, factor * unit.factor)
        return CellUnit("1", Kind.COUNT, factor)
    for m in compiled(IN_UNIT).finditer(line.plain):
        if found := _named(m["unit"].strip()):
            return found
    return _named(line.plain.strip())


def _named(words: str) -> CellUnit | None:
    if symbol := unit_symbols().get(words):
        return CellUnit(symbol.code, symbol.kind, symbol.factor)
    line = fold("0 " + words)
    unit = measure(line, Numeral(0, 1, read_figures("2", None), True))
    return CellUnit(unit.code, unit.kind, unit.factor) if unit and unit.end >= len(line.plain) else None
