"""EDTF dates (ISO 8601-2): how they are written, shifted and compared."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from extract import regex

SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}
YEAR_FIRST = regex.compile(r"\b(\d{4})(?=-|/|$)(-\d\d-\d\d)?")


def day(year: int, month: int, number: int) -> str | None:
    """One day, or None where the calendar has no such day."""
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return None


def month(year: int, number: int) -> str:
    return f"{year:04}-{number:02}"


def last_of_month(year: int, number: int) -> str:
    return f"{year:04}-{number:02}-{calendar.monthrange(year, number)[1]:02}"


def months(year: int, first: int, last: int) -> str:
    return f"{month(year, first)}/{month(year, last)}"


def span(first: str, last: str) -> str:
    return f"{first}/{last}"


def shift(edtf: str, years: int) -> str:
    """The same dates `years` later; 29 February becomes 28 where it must."""

    def moved(m: regex.Match[str]) -> str:
        year, rest = int(m[1]) + years, m[2] or ""
        if rest == "-02-29" and not calendar.isleap(year):
            rest = "-02-28"
        return f"{year:04}{rest}"

    return YEAR_FIRST.sub(moved, edtf)


MONTHS_IN = {"mo": 1, "q": 3, "s": 6, "a": 12}
DAYS_IN = {"wk": 7, "d": 1}


def step(edtf: str, count: int, unit: str) -> str:
    """The same stretch of time `count` units later: `a`, `s` (half-year), `q`, `mo`, `wk` or `d`."""
    if unit == "a":
        return shift(edtf, count)
    return "/".join(_moved(part, count, unit) for part in edtf.split("/"))


def _moved(part: str, count: int, unit: str) -> str:
    fields = [int(p) for p in part.split("-")] if part[:1].isdigit() else []
    if len(fields) == 3 and unit in DAYS_IN:
        return (date(fields[0], fields[1], fields[2]) + timedelta(DAYS_IN[unit] * count)).isoformat()
    if len(fields) > 1 and unit in MONTHS_IN and fields[1] <= 12:
        index = fields[0] * 12 + fields[1] - 1 + count * MONTHS_IN[unit]
        year, number = index // 12, index % 12 + 1
        if len(fields) == 2:
            return month(year, number)
        if fields[2] == calendar.monthrange(fields[0], fields[1])[1]:
            return last_of_month(year, number)  # a month's end stays one
        return f"{month(year, number)}-{min(fields[2], calendar.monthrange(year, number)[1]):02}"
    return part


def unit_of(edtf: str) -> str:
    """The unit whose length a stretch has, as in `step`; empty for any other length."""
    first, _, last = edtf.partition("/")
    if not last:
        return {4: "a", 7: "mo"}.get(len(first), "")
    if len(first) == 4 and last[:1].isdigit():
        return "a" if int(last[:4]) - int(first) == 1 else ""  # a season, a financial year
    if len(first) == 7 and len(last) == 7:
        ends = [int(part[:4]) * 12 + int(part[5:]) for part in (first, last)]
        return {2: "q", 5: "s", 11: "a"}.get(ends[1] - ends[0], "")
    return ""


def last_over(today: date, unit: str) -> str | None:
    """The last year, half-year or quarter (`a`, `s`, `q`) that was over on a day; None where that is long ago.

    A year is reported on by May, a half-year by October (of the first one) or April.
    """
    size = MONTHS_IN[unit]
    count = today.year * 12 + today.month - 1  # months since the year 0
    end = count // size * size
    if count - end > {"q": 2, "s": 3, "a": 4}[unit]:
        return None
    year, first = (end - size) // 12, (end - size) % 12 + 1
    return str(year) if unit == "a" else months(year, first, first + size - 1)


def year_of(edtf: str) -> int:
    """The year in which it ends (of an open interval, in which it starts)."""
    first, _, last = edtf.partition("/")
    return int((last if last[:1].isdigit() else first)[:4])


def ends(edtf: str) -> date:
    """The last day that it covers; of an open interval, the first of its start."""
    first, _, last = edtf.partition("/")
    parts = [int(p) for p in (last if last[:1].isdigit() else first).split("-")]
    if last and not last[:1].isdigit():
        return date(parts[0], 1, 1)
    if len(parts) == 1:
        return date(parts[0], 12, 31)
    if len(parts) == 2:
        number = SEASON_MONTHS[parts[1]][1] if parts[1] in SEASON_MONTHS else parts[1]
        return date(parts[0], number, calendar.monthrange(parts[0], number)[1])
    return date(*parts)


def week_day(today: date, weekday: int, past: bool = True) -> str:
    """The nearest such day of the week, today counted in."""
    back = (today.weekday() - weekday) % 7
    return (today - timedelta(back) if past else today + timedelta((weekday - today.weekday()) % 7)).isoformat()


def without_year(today: date, number: int) -> int:
    """The year meant by a month without one: the release's, or the one before where it would lie far ahead."""
    return today.year - (number > today.month + 6)
