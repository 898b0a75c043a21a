"""What French expressions of time say, as EDTF: one function for each shape of `timeshapes.py`."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from extract import regex
from extract.lexicon.tables import table
from extract.relate import dates

Match = regex.Match[str]


class Role(StrEnum):
    PERIOD = "period"
    RANGE = "range"  # « de 2021 à 2025 », « entre 2023 et 2024 »: two ends
    TARGET = "target"  # « d'ici 2030 »
    SINCE = "since"  # « depuis 2019 »
    LAPSE = "lapse"  # « en un an »: `years` back from the period
    PRIOR = "prior"  # « l'année précédente »: `years` from the period of the sentence
    SAME = (
        "same"  # « à la même date », « sur l'exercice »: the time said before, of the unit's length where one is said
    )
    SO_FAR = "so far"  # « Sur neuf mois, »: the months up to the end of the stretch said before
    BOTH = "both"  # « entre ces deux dates »: the two times said before
    RUNNING = "running"  # « cette saison »: the stretch of two years, or the year, that holds the release's day
    NOW = "now"  # « aujourd'hui »: no period, and none inherited


@cache
def words() -> dict[str, dict[str, int]]:
    """Months, days of the week, numbers, ordinals and seasons with what they count."""
    tables = table("times")
    return {name: dict(tables[name]) for name in ("months", "weekdays", "numbers", "ordinals", "seasons")}


def _number(word: str) -> int:
    return int(word) if word.isdigit() else words()["numbers"][word]


def _month(name: str) -> int:
    return words()["months"][name.rstrip(".")]


class Said(NamedTuple):
    """What an expression says: a date, or steps of a unit (`a`, `q`, `mo`, `wk`) to count from another date."""

    edtf: str | None
    role: Role = Role.PERIOD
    steps: int = 0
    unit: str = "a"
    resolved: bool = False  # against the release's date


def _plain(edtf: str | None) -> Said | None:
    return None if edtf is None else Said(edtf)


def _relative(edtf: str | None) -> Said | None:
    return None if edtf is None else Said(edtf, resolved=True)


def year(m: Match, today: date | None) -> Said | None:
    """« année 2025 », « 2025 », and « saison 2023-2024 »."""
    first, last = int(m["year"]), m["last"]
    if not last:
        return _plain(str(first))
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return _plain(f"{first}/{end}") if first < end < first + 60 else None


def full_day(m: Match, today: date | None) -> Said | None:
    return _plain(dates.day(int(m["year"]), _month(m["month"]), int(m["day"])))


def numeric_day(m: Match, today: date | None) -> Said | None:
    year = int(m["year"])
    return _plain(dates.day(year if year > 99 else 2000 + year, int(m["number"]), int(m["day"])))


def day_range(m: Match, today: date | None) -> Said | None:
    last_month = _month(m["month"])
    first_month = _month(m["month1"]) if m["month1"] else last_month
    if m["year"]:
        year, known = int(m["year"]), True
    elif today:
        year, known = dates.without_year(today, last_month), False
    else:
        return None
    first_year = int(m["year1"]) if m["year1"] else year - (first_month > last_month)
    first, last = dates.day(first_year, first_month, int(m["day1"])), dates.day(year, last_month, int(m["day"]))
    if not first or not last or first > last:
        return None
    return _plain(f"{first}/{last}") if known else _relative(f"{first}/{last}")


def month_range(m: Match, today: date | None) -> Said | None:
    first, last = _month(m["month1"]), _month(m["month"])
    if not m["year"] and not today:
        return None
    year = int(m["year"]) if m["year"] else dates.without_year(today or date.min, last)
    first_year = int(m["year1"]) if m["year1"] else year - (first > last)
    out = dates.span(dates.month(first_year, first), dates.month(year, last))
    role = Role.RANGE if m.group().startswith("entre") else Role.PERIOD
    return Said(out, role, resolved=not m["year"])


def year_range(m: Match, today: date | None) -> Said | None:
    first, last = int(m["year1"]), int(m["year"])
    if not first < last:
        return None
    apart = last - first == 1 and m["dash"] in {"-", "/"}  # « de la saison 2024-2025 », not from one year to the other
    return Said(f"{first}/{last}", Role.PERIOD if apart else Role.RANGE)


def edge_month(m: Match, today: date | None) -> Said | None:
    number = _month(m["month"])
    if not m["year"] and not today:
        return None
    year = int(m["year"]) if m["year"] else dates.without_year(today or date.min, number)
    edge = m["edge"]
    if edge is None or edge == "courant":
        out: str | None = dates.month(year, number)
    elif edge == "fin":
        out = dates.last_of_month(year, number)
    else:
        out = dates.day(year, number, 1 if edge == "début" else 15)
    return _plain(out) if m["year"] else _relative(out)


def edge_year(m: Match, today: date | None) -> Said | None:
    year, edge = int(m["year"]), m["edge"]
    return _plain({"fin": f"{year}-12-31", "début": f"{year}-01-01", "mi": f"{year}-06-30"}.get(edge, str(year)))


def edge_this_year(m: Match, today: date | None) -> Said | None:
    if not today:
        return None
    year = today.year + {"dernière": -1, "précédente": -1, "prochaine": 1}.get(m["which"] or "", 0)
    return _relative(f"{year}-12-31" if m["edge"].startswith("fin") else f"{year}-01-01")


def part(m: Match, today: date | None, size: int) -> Said | None:
    """A quarter (`size` 3) or a half-year (6), of its year or the last one that is over."""
    word = m["ordinal"] or m["figure"] or "dernier"
    number = int(word) if word.isdigit() else words()["ordinals"][word]
    if not 1 <= number <= 12 // size:
        return None
    known = bool(m["year"])
    if not known and not today:
        return None
    year = int(m["year"]) if known else (today or date.min).year
    if not known and today and date(year, (number - 1) * size + 1, 1) > today:
        year -= 1
    first = (number - 1) * size + 1
    if m["last"]:  # of a business year, which begins in July where the text does not say when
        year, first = (year, first + 6) if first <= 6 else (year + 1, first - 6)
    out = dates.months(year, first, first + size - 1)
    return _plain(out) if known else _relative(out)


def quarter(m: Match, today: date | None) -> Said | None:
    return part(m, today, 3)


def half(m: Match, today: date | None) -> Said | None:
    return part(m, today, 6)


def first_months(m: Match, today: date | None) -> Said | None:
    count = _number(m["count"])
    if not 2 <= count <= 11 or not (m["year"] or today):
        return None
    year = int(m["year"]) if m["year"] else (today or date.min).year
    if m["which"] == "derniers":
        return _plain(dates.months(year, 13 - count, 12)) if m["year"] else None
    if not m["year"] and today and count > today.month:
        year -= 1  # told of as over
    out = dates.months(year, 1, count)
    return _plain(out) if m["year"] else _relative(out)


def season(m: Match, today: date | None) -> Said | None:
    number = words()["seasons"][m["season"]]
    if m["last"]:
        return year(m, today)
    if m["year"]:
        return _plain(f"{m['year']}-{number}")
    return _relative(f"{today.year}-{number}") if today else None


def near_season(m: Match, today: date | None) -> Said | None:
    """« cet été », « l'hiver dernier »: the one that the release stands in, or the last that is over."""
    if not today:
        return None
    number, last = words()["seasons"][m["season"]], m["which"] is not None
    if number == 24:  # a winter lies in two years
        first = today.year - (today.month < 10) - (last and (today.month < 4 or today.month > 9))
        return Said(f"{first}/{first + 1}", resolved=True)
    over = today.month > dates.SEASON_MONTHS[number][1]
    return Said(f"{today.year - (last and not over)}-{number}", resolved=True)


def week(m: Match, today: date | None) -> Said | None:
    """« semaine 8 », by ISO 8601, from Monday to Sunday."""
    if not m["year"] and not today:
        return None
    number = int(m["week"])
    year = int(m["year"]) if m["year"] else (today or date.min).year
    if not m["year"] and today and number > today.isocalendar().week:
        year -= 1
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    return Said(f"{monday.isoformat()}/{(monday + timedelta(6)).isoformat()}", resolved=not m["year"])


def back_to_school(m: Match, today: date | None) -> Said | None:
    if not m["year"]:
        return None
    return _plain(f"{m['year']}-{_month(m['month']):02}" if m["month"] else m["year"])


def next_start(m: Match, today: date | None) -> Said | None:
    """« la rentrée prochaine »: the September to come."""
    return Said(dates.month(today.year + (today.month > 9), 9), Role.TARGET, resolved=True) if today else None


def day_without_year(m: Match, today: date | None) -> Said | None:
    if not today:
        return None
    number = _month(m["month"])
    return _relative(dates.day(dates.without_year(today, number), number, int(m["day"])))


def by_offset(m: Match, today: date | None) -> Said | None:
    """« l'an dernier », « cette année », « l'année prochaine »: counted from the release's date."""
    if not today:
        return None
    text = m.group()
    years = -1 if regex.search("derni|pass|écoul", text) else 1 if "proch" in text or "venir" in text else 0
    return _relative(str(today.year + years))


def last_month(m: Match, today: date | None) -> Said | None:
    if not today:
        return None
    if "dernier" in m.group() or "passé" in m.group():
        last = today.replace(day=1) - timedelta(1)
        return _relative(dates.month(last.year, last.month))
    return _relative(dates.month(today.year, today.month))


def near_day(m: Match, today: date | None) -> Said | None:
    if not today:
        return None
    back = {"hier": 1, "avant-hier": 2, "demain": -1}[m["word"]]
    return _relative((today - timedelta(back)).isoformat())


def last_hours(m: Match, today: date | None) -> Said | None:
    """« ces dernières 24 heures »: from as many days before to the day of the release."""
    if not today:
        return None
    first = today - timedelta(int(m["count"]) // 24)
    return Said(f"{first.isoformat()}/{today.isoformat()}", resolved=True)


def this_weekday(m: Match, today: date | None) -> Said | None:
    if not today:
        return None
    return _relative(dates.week_day(today, words()["weekdays"][m["weekday"]], past="prochain" not in m.group()))


def last_months(m: Match, today: date | None) -> Said | None:
    """« les douze derniers mois »: whole months, up to the one before the release's."""
    if not today:
        return None
    last = dates.month(today.year, today.month)
    count = _number(m["count"])
    return Said(f"{dates.step(last, -count, 'mo')}/{dates.step(last, -1, 'mo')}", resolved=True)


def last_week(m: Match, today: date | None) -> Said | None:
    """« la semaine dernière », from Monday to Sunday; « le week-end dernier », its Saturday and Sunday."""
    if not today:
        return None
    sunday = today - timedelta(today.weekday() + 1)
    first = sunday - timedelta(1 if m["weekend"] else 6)
    return Said(f"{first.isoformat()}/{sunday.isoformat()}", resolved=True)


def by_weekday(m: Match, today: date | None) -> Said | None:
    if not today:
        return None
    return Said(dates.week_day(today, words()["weekdays"][m["weekday"]], past=False), Role.TARGET, resolved=True)


def prior(m: Match, today: date | None) -> Said | None:
    count = _number(m["count"]) if m["count"] else 1
    if "il y a" in m.group():
        return _relative(str(today.year - count)) if today else None
    return Said(None, Role.PRIOR, -count)


def lapse(m: Match, today: date | None) -> Said | None:
    count = _number(m["count"])
    if m["unit"].startswith("mois"):
        if count % 12:
            return Said(None, Role.LAPSE, -count, "mo")
        count //= 12
    return Said(None, Role.LAPSE, -count)


def so_far(m: Match, today: date | None) -> Said | None:
    """« Sur neuf mois, les ventes s'élèvent à… »: the months that end with the quarter or half-year told of."""
    return Said(None, Role.SO_FAR, -_number(m["count"]), "mo")


def lapse_since(m: Match, today: date | None) -> Said | None:
    return Said(str(today.year - _number(m["count"])), Role.SINCE, resolved=True) if today else None


def past_years(m: Match, today: date | None) -> Said | None:
    if not today:
        return None
    count = _number(m["count"])
    if m["which"].startswith("proch"):
        return Said(f"{today.year}/{today.year + count}", Role.TARGET, resolved=True)
    return _relative(f"{today.year - count}/{today.year - 1}")


def within_years(m: Match, today: date | None) -> Said | None:
    return Said(str(today.year + _number(m["count"])), Role.TARGET, resolved=True) if today else None


_UNITS = {"semaine": "wk", "mois": "mo", "trimestre": "q", "semestre": "s", "année": "a", "an": "a", "veille": "d"}


_STRETCHES = {**_UNITS, "exercice": "a", "saison": "a", "campagne": "a"}


def prior_part(m: Match, today: date | None) -> Said | None:
    """« la semaine précédente », « le trimestre précédent »."""
    return Said(None, Role.PRIOR, -1, _UNITS[m["part"]])


def lapse_part(m: Match, today: date | None) -> Said | None:
    return Said(None, Role.LAPSE, -1, _UNITS[m["part"]])


def same(m: Match, today: date | None) -> Said | None:
    return Said(None, Role.SAME, unit="")


def both(m: Match, today: date | None) -> Said | None:
    return Said(None, Role.BOTH)


def stretch(m: Match, today: date | None) -> Said | None:
    """« sur l'exercice », « au cours du semestre »: the stretch of that length that the release reports on."""
    return Said(None, Role.SAME, unit=_STRETCHES[m["part"]])


def running(m: Match, today: date | None) -> Said | None:
    """« cette saison », « l'exercice en cours »: the one of those said that the release stands in."""
    return Said(None, Role.RUNNING, unit="a")


def now(m: Match, today: date | None) -> Said | None:
    return Said(None, Role.NOW)


def named_month(m: Match, today: date | None) -> Said | None:
    if not today:
        return None
    number, text = _month(m["month"]), m.group()
    year = today.year
    if text.endswith("dernier"):
        year -= number >= today.month
    elif text.endswith("prochain"):
        year += number <= today.month
    else:
        year = dates.without_year(today, number)
    return _relative(dates.month(year, number))
