"""Codes of a record: EDTF dates, units, media types."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from extract import regex, toml
from extract.check.finding import Path, Problem
from extract.check.shape import nearest
from extract.find import Kind
from extract.records import Claim, Period, Release

DATE = regex.compile(r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?[?~%]?")
YEAR = regex.compile(r"\b(?:19|20)\d\d\b")
SEASONS = range(21, 42)  # EDTF level 2: seasons, quarters, quadrimesters, semesters
UNITLESS = {Kind.FRACTION, Kind.RANK, Kind.MULTIPLIER}
SUFFIXES = {
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class UnitTable:
    currencies: frozenset[str]
    durations: frozenset[str]
    meant: dict[str, str]


@cache
def unit_table() -> UnitTable:
    rows = toml.table("extract.check", "units")
    return UnitTable(frozenset(rows["currencies"].split()), frozenset(rows["durations"].split()), rows["meant"])


def codes(record: Release) -> Iterator[Problem]:
    """Every code of a record."""
    if record.release.date is not None and (fault := edtf_fault(record.release.date)):
        yield Problem("date", ("release", "date"), fault)
    yield from _source(record)
    for index, claim in enumerate(record.claims):
        for name in ("period", "baseline"):
            period: Period | None = getattr(claim, name)
            if period is not None and (fault := edtf_fault(period.edtf) or _year_fault(period)):
                yield Problem("edtf", ("claims", index, name, "edtf"), fault)
        yield from _unit(claim, ("claims", index, "unit"))


def _source(record: Release) -> Iterator[Problem]:
    source = record.source
    if "/" in source.file or "\\" in source.file:
        yield Problem(
            "source-file",
            ("source", "file"),
            "a path stands here: write the file's name alone, as if beside the record",
        )
    suffix = source.file[source.file.rfind(".") :].lower()
    if suffix in SUFFIXES and SUFFIXES[suffix] != source.media_type:
        yield Problem(
            "media-type",
            ("source", "media_type"),
            f"{source.media_type} is not the type of a {suffix} file: write {SUFFIXES[suffix]}, or correct the file's name",
        )


# Dates


@lru_cache(maxsize=16384)
def edtf_fault(text: str) -> str | None:
    """What is wrong with an EDTF date or interval; None where nothing is."""
    parts = text.split("/")
    if len(parts) > 2:
        return f"`{text}` has more than one slash: an interval is start/end"
    bounds: list[str | None] = []
    for part in parts:
        if part in ("..", "") and len(parts) == 2:
            bounds.append(None)
            continue
        fault = _date_fault(part)
        if fault:
            return fault
        bounds.append(part)
    if bounds == [None, None]:
        return f"`{text}` has neither start nor end: give one"
    if len(bounds) == 2 and None not in bounds:
        start, end = span(str(bounds[0])), span(str(bounds[1]))
        if start and end and end[1] < start[0]:
            return f"`{text}` ends before it starts: swap the two"
    return None


def _year_fault(period: Period) -> str | None:
    """A year in the words of a period is one of its years: « fin 2024 » is not 2025."""
    years = YEAR.findall(period.text) if period.text else []
    days = span(period.edtf) if years else None
    if days is None or any(days[0][:4] <= year <= days[1][:4] for year in years):
        return None
    return f"« {period.text} » is not `{period.edtf}`: correct one of them"


def _date_fault(text: str) -> str | None:
    m = DATE.fullmatch(text)
    if m is None:
        return f"`{text}` is no EDTF date: write YYYY, YYYY-MM, YYYY-MM-DD or start/end"
    month, day = m["month"], m["day"]
    if month and month != "XX" and not (1 <= int(month) <= 12 or (int(month) in SEASONS and day is None)):
        return f"`{text}` has no month {month}: months are 01 to 12"
    if day and day != "XX" and month != "XX":
        year = int(m["year"].replace("X", "0"))
        last = calendar.monthrange(max(year, 1), int(month))[1]
        if not 1 <= int(day) <= last:
            return f"`{text}` has no day {day}: that month has {last} days"
    return None


@lru_cache(maxsize=16384)
def span(text: str) -> tuple[str, str] | None:
    """First and last day of a valid EDTF date or interval as YYYY-MM-DD; open ends are the ends of time."""
    if "/" in text:
        left, _, right = text.partition("/")
        start = "0000-01-01" if left in ("", "..") else (span(left) or ("", ""))[0]
        end = "9999-12-31" if right in ("", "..") else (span(right) or ("", ""))[1]
        return (start, end) if start and end else None
    m = DATE.fullmatch(text)
    if m is None:
        return None
    year, month, day = m["year"], m["month"] or "XX", m["day"] or "XX"
    first, last = year.replace("X", "0"), year.replace("X", "9")
    if month == "XX":
        return f"{first}-01-01", f"{last}-12-31"
    if int(month) not in (*range(1, 13), *SEASONS):
        return None
    if int(month) > 12:
        begins, ends = _season(int(month))
        return f"{first}-{begins:02}-01", f"{last}-{ends:02}-31"
    if day == "XX":
        return f"{first}-{month}-01", f"{last}-{month}-{calendar.monthrange(max(int(first), 1), int(month))[1]:02}"
    return f"{first}-{month}-{day}", f"{last}-{month}-{day}"


def _season(code: int) -> tuple[int, int]:
    """First and last month of an EDTF season, quarter, quadrimester or semester."""
    if code >= 40:
        return (code - 40) * 6 + 1, (code - 40) * 6 + 6
    if code >= 37:
        return (code - 37) * 4 + 1, (code - 37) * 4 + 4
    if code >= 33:
        return (code - 33) * 3 + 1, (code - 33) * 3 + 3
    return 1, 12


# Units


def _unit(claim: Claim, path: Path) -> Iterator[Problem]:
    unit, kind, table = claim.unit, claim.kind, unit_table()
    for part in unit.split("/"):
        meant = table.meant.get(part) or (table.meant.get(part.lower()) if len(part) > 2 else None)
        if meant is not None and meant != part:
            yield Problem("unit", path, f"`{part}` is no unit code: write `{meant}`")
            return
    if unit != unit.strip() or not all(unit.split("/")):
        yield Problem("unit", path, f"`{unit}` is no unit: remove what stands around it")
    elif kind is Kind.RATE and "/" not in unit and unit in table.currencies | table.durations | {"1"}:
        yield Problem("kind-unit", path, f"a rate is per something: write `{unit}/…`, or correct the kind")
    elif kind is Kind.MONEY and unit not in table.currencies:
        near = nearest(unit.upper(), sorted(table.currencies)) if len(unit) == 3 else None
        yield Problem(
            "kind-unit",
            path,
            f"`{unit}` is no ISO 4217 currency: write EUR, USD…" + (f", perhaps `{near}`" if near else ""),
        )
    elif kind is Kind.PERCENTAGE and unit not in ("%", "‰"):
        yield Problem("kind-unit", path, f"the unit of a percentage is `%`, not `{unit}`: correct the unit or the kind")
    elif kind is Kind.POINTS and not unit.startswith("point"):
        yield Problem("kind-unit", path, f"the unit of points is `point`, not `{unit}`: correct the unit or the kind")
    elif kind in UNITLESS and unit != "1":
        yield Problem("kind-unit", path, f"the unit of a {kind} is `1`, not `{unit}`: correct the unit or the kind")
    elif kind is Kind.DURATION and unit not in table.durations:
        yield Problem("kind-unit", path, f"`{unit}` is no unit of time: write d, wk, mo, a, h, min or s")
    elif kind is Kind.COUNT and (unit == "%" or unit in table.currencies or "/" in unit or unit == "point"):
        yield Problem("kind-unit", path, f"a count has the unit `1`, not `{unit}`: correct the unit or the kind")
    elif kind is Kind.MEASUREMENT and (unit in table.currencies or unit in ("%", "1", "point")):
        yield Problem("kind-unit", path, f"`{unit}` measures nothing: correct the unit or the kind")
