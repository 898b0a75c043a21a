"""The shapes of French expressions of time, and what each says as EDTF."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

import regex

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
    SAME = "same"  # « à la même date »: the time said before
    NOW = "now"  # « aujourd'hui »: no period, and none inherited


@cache
def words() -> dict[str, dict[str, int]]:
    """Months, days of the week, numbers, ordinals and seasons with what they count."""
    tables = table("times")
    return {name: dict(tables[name]) for name in ("months", "weekdays", "numbers", "ordinals", "seasons")}


def _number(word: str) -> int:
    return int(word) if word.isdigit() else words()["numbers"][word]


def _any(name: str) -> str:
    return rf"\L<{name}>"


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


def _year(m: Match, today: date | None) -> Said | None:
    """« année 2025 », « 2025 », and « saison 2023-2024 »."""
    first, last = int(m["year"]), m["last"]
    if not last:
        return _plain(str(first))
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return _plain(f"{first}/{end}") if first < end < first + 60 else None


def _full_day(m: Match, today: date | None) -> Said | None:
    return _plain(dates.day(int(m["year"]), _month(m["month"]), int(m["day"])))


def _numeric_day(m: Match, today: date | None) -> Said | None:
    year = int(m["year"])
    return _plain(dates.day(year if year > 99 else 2000 + year, int(m["number"]), int(m["day"])))


def _day_range(m: Match, today: date | None) -> Said | None:
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


def _month_range(m: Match, today: date | None) -> Said | None:
    first, last = _month(m["month1"]), _month(m["month"])
    if not m["year"] and not today:
        return None
    year = int(m["year"]) if m["year"] else dates.without_year(today or date.min, last)
    first_year = int(m["year1"]) if m["year1"] else year - (first > last)
    out = dates.span(dates.month(first_year, first), dates.month(year, last))
    role = Role.RANGE if m.group().startswith("entre") else Role.PERIOD
    return Said(out, role, resolved=not m["year"])


def _year_range(m: Match, today: date | None) -> Said | None:
    first, last = int(m["year1"]), int(m["year"])
    if not first < last:
        return None
    apart = last - first == 1 and m["dash"] in {"-", "/"}  # « de la saison 2024-2025 », not from one year to the other
    return Said(f"{first}/{last}", Role.PERIOD if apart else Role.RANGE)


def _edge_month(m: Match, today: date | None) -> Said | None:
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


def _edge_year(m: Match, today: date | None) -> Said | None:
    year, edge = int(m["year"]), m["edge"]
    return _plain({"fin": f"{year}-12-31", "début": f"{year}-01-01", "mi": f"{year}-06-30"}.get(edge, str(year)))


def _edge_this_year(m: Match, today: date | None) -> Said | None:
    if not today:
        return None
    year = today.year + {"dernière": -1, "précédente": -1, "prochaine": 1}.get(m["which"] or "", 0)
    return _relative(f"{year}-12-31" if m["edge"].startswith("fin") else f"{year}-01-01")


def _part(m: Match, today: date | None, size: int) -> Said | None:
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
    out = dates.months(year, (number - 1) * size + 1, number * size)
    return _plain(out) if known else _relative(out)


def _quarter(m: Match, today: date | None) -> Said | None:
    return _part(m, today, 3)


def _half(m: Match, today: date | None) -> Said | None:
    return _part(m, today, 6)


def _first_months(m: Match, today: date | None) -> Said | None:
    count = _number(m["count"])
    if not 2 <= count <= 11 or not (m["year"] or today):
        return None
    year = int(m["year"]) if m["year"] else (today or date.min).year
    if m["which"] == "derniers":
        return _plain(dates.months(year, 13 - count, 12)) if m["year"] else None
    out = dates.months(year, 1, count)
    return _plain(out) if m["year"] else _relative(out)


def _season(m: Match, today: date | None) -> Said | None:
    number = words()["seasons"][m["season"]]
    if m["last"]:
        return _year(m, today)
    if m["year"]:
        return _plain(f"{m['year']}-{number}")
    return _relative(f"{today.year}-{number}") if today else None


def _back_to_school(m: Match, today: date | None) -> Said | None:
    if not m["year"]:
        return None
    return _plain(f"{m['year']}-{_month(m['month']):02}" if m["month"] else m["year"])


def _day_without_year(m: Match, today: date | None) -> Said | None:
    if not today:
        return None
    number = _month(m["month"])
    return _relative(dates.day(dates.without_year(today, number), number, int(m["day"])))


def _by_offset(m: Match, today: date | None) -> Said | None:
    """« l'an dernier », « cette année », « l'année prochaine »: counted from the release's date."""
    if not today:
        return None
    text = m.group()
    years = -1 if regex.search("derni|pass|écoul", text) else 1 if "proch" in text or "venir" in text else 0
    return _relative(str(today.year + years))


def _last_month(m: Match, today: date | None) -> Said | None:
    if not today:
        return None
    if "dernier" in m.group() or "passé" in m.group():
        last = today.replace(day=1) - timedelta(1)
        return _relative(dates.month(last.year, last.month))
    return _relative(dates.month(today.year, today.month))


def _near_day(m: Match, today: date | None) -> Said | None:
    if not today:
        return None
    back = {"hier": 1, "avant-hier": 2, "demain": -1}[m["word"]]
    return _relative((today - timedelta(back)).isoformat())


def _this_weekday(m: Match, today: date | None) -> Said | None:
    if not today:
        return None
    return _relative(dates.week_day(today, words()["weekdays"][m["weekday"]], past="prochain" not in m.group()))


def _last_week(m: Match, today: date | None) -> Said | None:
    """« la semaine dernière », from Monday to Sunday; « le week-end dernier », its Saturday and Sunday."""
    if not today:
        return None
    sunday = today - timedelta(today.weekday() + 1)
    first = sunday - timedelta(1 if m["weekend"] else 6)
    return Said(f"{first.isoformat()}/{sunday.isoformat()}", resolved=True)


def _by_weekday(m: Match, today: date | None) -> Said | None:
    if not today:
        return None
    return Said(dates.week_day(today, words()["weekdays"][m["weekday"]], past=False), Role.TARGET, resolved=True)


def _prior(m: Match, today: date | None) -> Said | None:
    count = _number(m["count"]) if m["count"] else 1
    if "il y a" in m.group():
        return _relative(str(today.year - count)) if today else None
    return Said(None, Role.PRIOR, -count)


def _lapse(m: Match, today: date | None) -> Said | None:
    count = _number(m["count"])
    if m["unit"].startswith("mois"):
        if count % 12:
            return None
        count //= 12
    return Said(None, Role.LAPSE, -count)


def _lapse_since(m: Match, today: date | None) -> Said | None:
    return Said(str(today.year - _number(m["count"])), Role.SINCE, resolved=True) if today else None


def _past_years(m: Match, today: date | None) -> Said | None:
    if not today:
        return None
    count = _number(m["count"])
    if m["which"].startswith("proch"):
        return Said(f"{today.year}/{today.year + count}", Role.TARGET, resolved=True)
    return _relative(f"{today.year - count}/{today.year - 1}")


def _within_years(m: Match, today: date | None) -> Said | None:
    return Said(str(today.year + _number(m["count"])), Role.TARGET, resolved=True) if today else None


_UNITS = {"semaine": "wk", "mois": "mo", "trimestre": "q", "semestre": "s"}


def _prior_part(m: Match, today: date | None) -> Said | None:
    """« la semaine précédente », « le trimestre précédent »."""
    return Said(None, Role.PRIOR, -1, _UNITS[m["part"]])


def _lapse_part(m: Match, today: date | None) -> Said | None:
    return Said(None, Role.LAPSE, -1, _UNITS[m["part"]])


def _same(m: Match, today: date | None) -> Said | None:
    return Said(None, Role.SAME)


def _now(m: Match, today: date | None) -> Said | None:
    return Said(None, Role.NOW)


Row = tuple[str, Callable[[Match, date | None], Said | None]]

_Y = r"(?P<year>(?:19[3-9]|20\d)\d)(?![\d%]|[  ]?\d{3}\b|,\d)"
_Y1 = r"(?P<year1>(?:19[3-9]|20\d)\d)"
_OF = r"(?:de |d'|de l'année |de l'exercice |l'année )?"


def rows() -> tuple[Row, ...]:
    """The shapes, the most telling first: where two match at one place, the upper one wins."""
    month, weekday, number = rf"(?P<month>{_any('months')})\b\.?", rf"(?:{_any('weekdays')})", _any("numbers")
    month1 = rf"(?P<month1>{_any('months')})\b\.?"
    count, ordinal = rf"(?P<count>{number}|\d{{1,2}})", rf"(?P<ordinal>{_any('ordinals')}|dernier)"
    day, day1 = r"(?P<day>\d{1,2})(?:er)?", r"(?P<day1>\d{1,2})(?:er)?"
    season = rf"(?P<season>{_any('seasons')})"
    return (
        (
            rf"(?:du |des |entre le |les |(?<=\()){weekday}? ?{day1}(?: {month1})?(?: {_Y1})?,?"
            rf"(?: {number}| \d\d?,)? (?:au|et le|et|-|à) (?:le )?(?:{weekday} )?{day} {month}(?: {_Y})?",
            _day_range,
        ),
        (rf"\b{day1}-{day} {month1}?{month} {_Y}", _day_range),
        (
            rf"(?:en |d'|de |des mois de |aux mois de )?{month1}(?:, \L<months>)* et (?:d'|de )?{month}(?: {_Y})?(?P<year1>)?",
            _month_range,
        ),
        (
            rf"(?:de|d'|entre|depuis) ?{month1}(?: {_Y1})? (?:à|et|-|jusqu'(?:en|à)) (?:fin )?{month}(?: {_Y})?",
            _month_range,
        ),
        (
            rf"(?:de|entre|depuis|sur la période|période|sur) {_Y1} ?(?P<dash>à|et|-|/) ?(?:fin )?{_Y}(?!/\d)",
            _year_range,
        ),
        (rf"(?:le |au |du )?(?:{weekday} )?{day} {month} {_Y}", _full_day),
        (
            r"(?:le |au |du )?(?<![\d/.-])(?P<day>\d{1,2})(?P<sep>[/.-])(?P<number>\d{1,2})(?P=sep)(?P<year>20\d\d|(?<=/)\d\d)(?![\d/])",
            _numeric_day,
        ),
        (r"(?<![\d/-])(?P<year>20\d\d)-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)", _numeric_day),
        (rf"(?P<edge>fin|début|mi|courant)(?: |-)(?:du mois (?:de |d'))?{month}(?: {_Y})?", _edge_month),
        (
            rf"(?:à la |au |la |en )?(?P<edge>fin|début|mi|courant)(?: |-)(?:de |de l'année |d'année |de l'exercice )?{_Y}",
            _edge_year,
        ),
        (
            r"(?:à la |en |la )?(?P<edge>fin) (?:de l'année|d'année)(?: (?P<which>dernière|précédente|prochaine))?",
            _edge_this_year,
        ),
        (
            r"(?:au |le |en )?(?P<edge>début) (?:de l'année|d'année)(?: (?P<which>dernière|précédente|prochaine))?",
            _edge_this_year,
        ),
        (
            rf"(?:au |du |le |ce )?(?:{ordinal} trimestre|t(?P<figure>[1-4])|(?P<figure>[1-4])t)(?: {_OF}{_Y})?\b",
            _quarter,
        ),
        (rf"(?:au |du |le )?(?:{ordinal} semestre|[sh](?P<figure>[12])\b)(?: {_OF}{_Y})?", _half),
        (
            rf"(?:(?:au cours |lors )?(?:des|les|sur les|ses|de ses) )?"
            rf"(?:{count} (?P<which>premiers|derniers) mois|(?P<which>premiers|derniers) {count} mois) (?:de (?:{_Y}|l'année(?: {_Y})?|l'exercice(?: {_Y})?))",
            _first_months,
        ),
        (
            rf"(?:à |pour |de |lors de )?(?:la )?rentrée (?:scolaire |universitaire )?(?:de )?(?:{month} )?{_Y}(?!-)",
            _back_to_school,
        ),
        (
            rf"(?:(?:à |de |pour |pendant |durant )?(?:l'|cet |un |en )|d')?{season} {_Y}(?:[-/](?P<last>\d{{4}}|\d\d))?(?!\d)",
            _season,
        ),
        (rf"(?P<now>cet) {season}|\b(?:l'|cet |d'){season} (?:dernier|passé)", lambda m, today: _now(m, today)),
        (
            rf"(?:en |au mois (?:de |d')|dès |depuis |courant |de |d'|d'ici |pour |pour le mois de ){month} {_Y}",
            _edge_month,
        ),
        (rf"\b{month} {_Y}", _edge_month),
        (
            rf"(?:(?:en|pour|sur|dès|courant|avant|vers|durant|pendant|à|au cours de|au titre de|lors de|depuis|pour|de|dans) )?"
            rf"(?:l'|la |une |cette )?(?:seule )?(?:année(?: scolaire| universitaire| civile)?|exercice|saison(?: sportive| culturelle| touristique| estivale| hivernale)?|campagne|période) "
            rf"{_Y}(?: ?[-/] ?(?P<last>\d{{4}}|\d\d))?(?![\d/-])",
            _year,
        ),
        (
            rf"(?:en|pour|sur|dès|courant|avant|vers|durant|pendant) {_Y}(?:[-/](?P<last>\d{{4}}|\d\d))?(?![\d/-])",
            _year,
        ),
        (r"(?:le |au |du )?" + rf"(?:{weekday} )?{day} {month}(?! \d{{4}})", _day_without_year),
        (
            rf"(?:en|au mois (?:de |d')|dès le mois de|dès|courant|depuis) ?{month}(?P<year>)(?P<edge>)(?! \d)(?! (?:dernier|prochain))",
            _named_month,
        ),
        (rf"(?:en |au mois (?:de |d'))?{month}(?P<year>)(?P<edge>) (?:dernier|prochain)", _named_month),
        (
            r"(?:au cours de |lors de |durant |pendant )?l'(?:an dernier|année dernière|an passé|année passée|année écoulée|an prochain|année prochaine|année à venir)"
            r"|(?:au cours de |sur |en |durant )?l'année en cours|(?:depuis le début de |au cours de )?cette année(?!-là)",
            _by_offset,
        ),
        (r"(?:au cours du |en |ce |le )?(?:mois dernier|mois passé)|ce mois-ci", _last_month),
        (r"\b(?P<word>avant-hier|hier|demain)\b", _near_day),
        (
            r"(?:au cours de |durant )?(?:le |ce )(?P<weekend>week-end|weekend)(?: (?:dernier|passé|écoulé))?(?! d)",
            _last_week,
        ),
        (r"(?:au cours de |durant )?la semaine (?:dernière|passée|écoulée)", _last_week),
        (rf"d'ici (?:à )?(?P<weekday>{_any('weekdays')})(?: (?:prochain|soir|matin|midi))?(?! \d)", _by_weekday),
        (rf"\bce (?P<weekday>{_any('weekdays')})\b(?: (?:prochain|dernier))?(?! \d)", _this_weekday),
        (
            r"l'(?:année|exercice|an|édition) (?:précédent|d'avant|antérieur)e?|(?:la )?(?:saison|campagne|édition|session) (?:précédente|passée|dernière)"
            r"|l'exercice précédent",
            _prior,
        ),
        (r"(?:à la|la|le|au|du) (?P<part>semaine|mois|trimestre|semestre) (?:précédente?|d'avant)", _prior_part),
        (r"une? (?P<part>semaine|mois|trimestre|semestre) (?:plus tôt|auparavant|avant)\b", _prior_part),
        (
            r"(?:à |au |à la )(?:la )?(?:même|cette) (?:date|période|époque)(?! (?:de|en|du|l'an|l'année) )|cette même (?:année|période)|(?:dans|pendant|sur|durant|en) (?:le |la )?(?:même|ce) (?:temps|période|période|laps de temps)(?! (?:de|en|du|l'an|l'année) )"
            r"|(?:la même année|cette année-là|ce jour-là|cette semaine-là|le même jour|ce mois-là)",
            _same,
        ),
        (rf"{count} ans? (?:plus tôt|auparavant|avant)\b", _prior),
        (rf"il y a {count} ans?\b", _prior),
        (
            rf"(?:en|sur) (?:l'espace de |seulement |à peine |moins de |plus de |près de )?{count} (?P<unit>ans?|années|mois)\b(?! (?:de prison|ferme))",
            _lapse,
        ),
        (r"en (?:l'espace d'|(?:l'espace de ))?(?P<count>un|une) (?P<unit>an|année)\b", _lapse),
        (r"(?:en|sur|d') ?une? (?P<part>semaine|mois|trimestre|semestre)\b", _lapse_part),
        (rf"depuis (?:près de |plus de |environ )?{count} ans\b", _lapse_since),
        (
            rf"(?:au cours |lors )?(?:des|les|ces|sur les|sur ces|dans les|ses) (?:{count} (?P<which>dernières|prochaines) années|(?P<which>dernières|prochaines) {count} années)",
            _past_years,
        ),
        (rf"(?:d'ici|dans|sous|dans un délai de) {count} ans\b", _within_years),
        (rf"(?<![\w°-])(?<!n° )(?<!n°){_Y}(?:[-/](?P<last>\d{{4}}|\d\d))?(?![\d/°]|-\w|\w|[.,]\d)", _year),
        (r"aujourd'hui|désormais|à ce jour|à l'heure actuelle|actuellement|à présent|d'ores et déjà", _now),
    )


def _named_month(m: Match, today: date | None) -> Said | None:
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


@cache
def shape() -> tuple[regex.Pattern[str], tuple[Callable[[Match, date | None], Said | None], ...]]:
    shapes = rows()
    joined = "|".join(
        f"{pattern}(?P<row{i}>)" if "|" not in pattern else f"(?:{pattern})(?P<row{i}>)"
        for i, (pattern, _) in enumerate(shapes)
    )
    """All rows as one pattern, and what resolves each of them."""
    lists: Any = {name: list(words) for name, words in words().items()}
    return regex.compile(rf"(?<![\p{{L}}\d])(?:{joined})", **lists), tuple(resolve for _, resolve in shapes)
