"""Expressions of time in a text: what they say as EDTF, and in which role.

Only the wording is read here; which figure a time governs is decided in `period.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

import regex

from extract.lexicon.tables import table
from extract.relate import dates
from extract.text import Span

Match = regex.Match[str]


class Role(StrEnum):
    PERIOD = "period"
    RANGE = "range"  # « de 2021 à 2025 », « entre 2023 et 2024 »: two ends
    TARGET = "target"  # « d'ici 2030 »
    SINCE = "since"  # « depuis 2019 »
    LAPSE = "lapse"  # « en un an »: `years` back from the period
    PRIOR = "prior"  # « l'année précédente »: `years` from the period of the sentence
    NOW = "now"  # « aujourd'hui »: no period, and none inherited


@dataclass(frozen=True, slots=True)
class Moment:
    """A time said in a text. `edtf` is None for the roles that need a period to be counted from."""

    span: Span
    edtf: str | None
    role: Role = Role.PERIOD
    years: int = 0
    baseline: bool = False  # after « par rapport à », « qu'en »
    attached: bool = False  # belongs to a participle: « fondée en 2009 »
    resolved: bool = False  # against the release's date
    bare: bool = False  # a year without preposition


_FOLD = str.maketrans({"’": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "‑": "-", "–": "-", "—": "-"})


def fold(text: str) -> str:
    """Lower case, straight apostrophes, plain spaces and dashes: one character for one character."""
    plain = text.translate(_FOLD)
    low = plain.lower()
    return low if len(low) == len(plain) else "".join(c if len(c.lower()) != 1 else c.lower() for c in plain)


@cache
def _words() -> dict[str, dict[str, int]]:
    tables = table("times")
    return {name: dict(tables[name]) for name in ("months", "weekdays", "numbers", "ordinals", "seasons")}


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _words()["numbers"][word]


def _any(name: str) -> str:
    return rf"\L<{name}>"


def _month(name: str) -> int:
    return _words()["months"][name.rstrip(".")]


Resolved = tuple[str | None, Role, int, bool]
"""EDTF, role, years, whether it was resolved against the release's date."""


def _plain(edtf: str | None) -> Resolved | None:
    return None if edtf is None else (edtf, Role.PERIOD, 0, False)


def _relative(edtf: str | None) -> Resolved | None:
    return None if edtf is None else (edtf, Role.PERIOD, 0, True)


def _year(m: Match, today: date | None) -> Resolved | None:
    """« année 2025 », « 2025 », and « saison 2023-2024 »."""
    first, last = int(m["year"]), m["last"]
    if not last:
        return _plain(str(first))
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return _plain(f"{first}/{end}") if first < end < first + 60 else None


def _full_day(m: Match, today: date | None) -> Resolved | None:
    return _plain(dates.day(int(m["year"]), _month(m["month"]), int(m["day"])))


def _numeric_day(m: Match, today: date | None) -> Resolved | None:
    year = int(m["year"])
    return _plain(dates.day(year if year > 99 else 2000 + year, int(m["number"]), int(m["day"])))


def _day_range(m: Match, today: date | None) -> Resolved | None:
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


def _month_range(m: Match, today: date | None) -> Resolved | None:
    first, last = _month(m["month1"]), _month(m["month"])
    if not m["year"] and not today:
        return None
    year = int(m["year"]) if m["year"] else dates.without_year(today or date.min, last)
    first_year = int(m["year1"]) if m["year1"] else year - (first > last)
    out = dates.span(dates.month(first_year, first), dates.month(year, last))
    return _plain(out) if m["year"] else _relative(out)


def _year_range(m: Match, today: date | None) -> Resolved | None:
    first, last = int(m["year1"]), int(m["year"])
    return (f"{first}/{last}", Role.RANGE, 0, False) if first < last else None


def _edge_month(m: Match, today: date | None) -> Resolved | None:
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


def _edge_year(m: Match, today: date | None) -> Resolved | None:
    year, edge = int(m["year"]), m["edge"]
    return _plain({"fin": f"{year}-12-31", "début": f"{year}-01-01", "mi": f"{year}-06-30"}.get(edge, str(year)))


def _edge_this_year(m: Match, today: date | None) -> Resolved | None:
    if not today:
        return None
    year = today.year + {"dernière": -1, "précédente": -1, "prochaine": 1}.get(m["which"] or "", 0)
    return _relative(f"{year}-12-31" if m["edge"].startswith("fin") else f"{year}-01-01")


def _part(m: Match, today: date | None, size: int) -> Resolved | None:
    """A quarter (`size` 3) or a half-year (6), of its year or the last one that is over."""
    word = m["ordinal"] or m["figure"] or "dernier"
    number = int(word) if word.isdigit() else _words()["ordinals"][word]
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


def _quarter(m: Match, today: date | None) -> Resolved | None:
    return _part(m, today, 3)


def _half(m: Match, today: date | None) -> Resolved | None:
    return _part(m, today, 6)


def _first_months(m: Match, today: date | None) -> Resolved | None:
    count = _number(m["count"])
    if not 2 <= count <= 11 or not (m["year"] or today):
        return None
    year = int(m["year"]) if m["year"] else (today or date.min).year
    if m["which"] == "derniers":
        return _plain(dates.months(year, 13 - count, 12)) if m["year"] else None
    out = dates.months(year, 1, count)
    return _plain(out) if m["year"] else _relative(out)


def _season(m: Match, today: date | None) -> Resolved | None:
    number = _words()["seasons"][m["season"]]
    if m["last"]:
        return _year(m, today)
    if m["year"]:
        return _plain(f"{m['year']}-{number}")
    return _relative(f"{today.year}-{number}") if today else None


def _back_to_school(m: Match, today: date | None) -> Resolved | None:
    if not m["year"]:
        return None
    return _plain(f"{m['year']}-{_month(m['month']) if m['month'] else 9:02}")


def _day_without_year(m: Match, today: date | None) -> Resolved | None:
    if not today:
        return None
    number = _month(m["month"])
    return _relative(dates.day(dates.without_year(today, number), number, int(m["day"])))


def _by_offset(m: Match, today: date | None) -> Resolved | None:
    """« l'an dernier », « cette année », « l'année prochaine »: counted from the release's date."""
    if not today:
        return None
    text = m.group()
    years = -1 if regex.search("derni|pass|écoul", text) else 1 if "proch" in text or "venir" in text else 0
    return _relative(str(today.year + years))


def _last_month(m: Match, today: date | None) -> Resolved | None:
    if not today:
        return None
    if "dernier" in m.group() or "passé" in m.group():
        last = today.replace(day=1) - timedelta(1)
        return _relative(dates.month(last.year, last.month))
    return _relative(dates.month(today.year, today.month))


def _near_day(m: Match, today: date | None) -> Resolved | None:
    if not today:
        return None
    back = {"hier": 1, "avant-hier": 2, "demain": -1}[m["word"]]
    return _relative((today - timedelta(back)).isoformat())


def _this_weekday(m: Match, today: date | None) -> Resolved | None:
    if not today:
        return None
    return _relative(dates.week_day(today, _words()["weekdays"][m["weekday"]], past="prochain" not in m.group()))


def _prior(m: Match, today: date | None) -> Resolved | None:
    count = _number(m["count"]) if m["count"] else 1
    if "il y a" in m.group():
        return _relative(str(today.year - count)) if today else None
    return None, Role.PRIOR, -count, False


def _lapse(m: Match, today: date | None) -> Resolved | None:
    count = _number(m["count"])
    if m["unit"].startswith("mois"):
        if count % 12:
            return None
        count //= 12
    return None, Role.LAPSE, -count, False


def _lapse_since(m: Match, today: date | None) -> Resolved | None:
    return (str(today.year - _number(m["count"])), Role.SINCE, 0, True) if today else None


def _past_years(m: Match, today: date | None) -> Resolved | None:
    if not today:
        return None
    count = _number(m["count"])
    if m["which"].startswith("proch"):
        return f"{today.year}/{today.year + count}", Role.TARGET, 0, True
    return _relative(f"{today.year - count}/{today.year - 1}")


def _within_years(m: Match, today: date | None) -> Resolved | None:
    return (str(today.year + _number(m["count"])), Role.TARGET, 0, True) if today else None


def _now(m: Match, today: date | None) -> Resolved | None:
    return None, Role.NOW, 0, False


Row = tuple[str, Callable[[Match, date | None], Resolved | None]]

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
            rf"(?:du|entre le|les) (?:{weekday} )?{day1}(?: {month1})?(?: {_Y1})?,?"
            rf"(?: {number}| \d\d?,)? (?:au|et le|et|-|à) (?:{weekday} )?{day} {month}(?: {_Y})?",
            _day_range,
        ),
        (rf"\b{day1}-{day} {month1}?{month} {_Y}", _day_range),
        (rf"(?:de|d'|entre|depuis) ?{month1}(?: {_Y1})? (?:à|et|-|jusqu'(?:en|à)) (?:fin )?{month}(?: {_Y})?", _month_range),
        (rf"(?:de|entre|depuis|sur la période|période|sur) {_Y1} ?(?:à|et|-|/) ?(?:fin )?{_Y}(?!/\d)", _year_range),
        (rf"(?:le |au |du )?(?:{weekday} )?{day} {month} {_Y}", _full_day),
        (r"(?:le |au |du )?(?<![\d/.-])(?P<day>\d{1,2})(?P<sep>[/.-])(?P<number>\d{1,2})(?P=sep)(?P<year>20\d\d|(?<=/)\d\d)(?![\d/])", _numeric_day),
        (r"(?<![\d/-])(?P<year>20\d\d)-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)", _numeric_day),
        (rf"(?P<edge>fin|début|mi|courant)(?: |-)(?:du mois (?:de |d'))?{month}(?: {_Y})?", _edge_month),
        (rf"(?:à la |au |la |en )?(?P<edge>fin|début|mi|courant)(?: |-)(?:de |de l'année |d'année |de l'exercice )?{_Y}", _edge_year),
        (r"(?:à la |en |la )?(?P<edge>fin) (?:de l'année|d'année)(?: (?P<which>dernière|précédente|prochaine))?", _edge_this_year),
        (r"(?:au |le |en )?(?P<edge>début) (?:de l'année|d'année)(?: (?P<which>dernière|précédente|prochaine))?", _edge_this_year),
        (rf"(?:au |du |le |ce )?(?:{ordinal} trimestre|t(?P<figure>[1-4])|(?P<figure>[1-4])t)(?: {_OF}{_Y})?\b", _quarter),
        (rf"(?:au |du |le )?(?:{ordinal} semestre|[sh](?P<figure>[12])\b)(?: {_OF}{_Y})?", _half),
        (
            rf"(?:(?:au cours |lors )?(?:des|les|sur les|ses|de ses) )?"
            rf"(?:{count} (?P<which>premiers|derniers) mois|(?P<which>premiers|derniers) {count} mois) (?:de (?:{_Y}|l'année(?: {_Y})?|l'exercice(?: {_Y})?))",
            _first_months,
        ),
        (rf"(?:à |pour |de |lors de )?(?:la )?rentrée (?:scolaire |universitaire )?(?:de )?(?:{month} )?{_Y}(?!-)", _back_to_school),
        (rf"(?:(?:à |de |pour |pendant |durant )?(?:l'|cet |un |en )|d')?{season} {_Y}(?:[-/](?P<last>\d{{4}}|\d\d))?(?!\d)", _season),
        (rf"(?P<now>cet) {season}|\b(?:l'|cet |d'){season} (?:dernier|passé)", lambda m, today: _now(m, today)),
        (rf"(?:en |au mois (?:de |d')|dès |depuis |courant |de |d'|d'ici |pour |pour le mois de ){month} {_Y}", _edge_month),
        (rf"\b{month} {_Y}", _edge_month),
        (
            rf"(?:(?:en|pour|sur|dès|courant|avant|vers|durant|pendant|à|au cours de|au titre de|lors de|depuis|pour|de|dans) )?"
            rf"(?:l'|la |une |cette )?(?:seule )?(?:année(?: scolaire| universitaire| civile)?|exercice|saison(?: sportive| culturelle| touristique| estivale| hivernale)?|campagne|période) "
            rf"{_Y}(?: ?[-/] ?(?P<last>\d{{4}}|\d\d))?(?![\d/-])",
            _year,
        ),
        (rf"(?:en|pour|sur|dès|courant|avant|vers|durant|pendant) {_Y}(?:[-/](?P<last>\d{{4}}|\d\d))?(?![\d/-])", _year),
        (r"(?:le |au |du )?" + rf"(?:{weekday} )?{day} {month}(?! \d{{4}})", _day_without_year),
        (rf"(?:en|au mois (?:de |d')|dès le mois de|dès|courant|depuis) ?{month}(?P<year>)(?P<edge>)(?! \d)(?! (?:dernier|prochain))", _named_month),
        (rf"(?:en |au mois (?:de |d'))?{month}(?P<year>)(?P<edge>) (?:dernier|prochain)", _named_month),
        (
            r"(?:au cours de |lors de |durant |pendant )?l'(?:an dernier|année dernière|an passé|année passée|année écoulée|an prochain|année prochaine|année à venir)"
            r"|(?:au cours de |sur |en |durant )?l'année en cours|(?:depuis le début de |au cours de )?cette année",
            _by_offset,
        ),
        (r"(?:au cours du |en |ce |le )?(?:mois dernier|mois passé)|ce mois-ci", _last_month),
        (r"\b(?P<word>avant-hier|hier|demain)\b", _near_day),
        (rf"\bce (?P<weekday>{_any('weekdays')})\b(?: (?:prochain|dernier))?(?! \d)", _this_weekday),
        (
            r"l'(?:année|exercice|an|édition) (?:précédent|d'avant|antérieur)e?|(?:la )?(?:saison|campagne|édition|session) (?:précédente|passée|dernière)"
            r"|l'exercice précédent",
            _prior,
        ),
        (rf"{count} ans? (?:plus tôt|auparavant|avant)\b", _prior),
        (rf"il y a {count} ans?\b", _prior),
        (rf"(?:en|sur) (?:l'espace de |seulement |à peine |moins de |plus de |près de )?{count} (?P<unit>ans?|années|mois)\b(?! (?:de prison|ferme))", _lapse),
        (rf"en (?:l'espace d'|(?:l'espace de ))?(?P<count>un|une) (?P<unit>an|année)\b", _lapse),
        (rf"depuis (?:près de |plus de |environ )?{count} ans\b", _lapse_since),
        (
            rf"(?:au cours |lors )?(?:des|les|ces|sur les|sur ces|dans les|ses) (?:{count} (?P<which>dernières|prochaines) années|(?P<which>dernières|prochaines) {count} années)",
            _past_years,
        ),
        (rf"(?:d'ici|dans|sous|dans un délai de) {count} ans\b", _within_years),
        (rf"(?<![\w°-])(?<!n° )(?<!n°){_Y}(?:[-/](?P<last>\d{{4}}|\d\d))?(?![\d/°]|-\w|\w|[.,]\d)", _year),
        (r"aujourd'hui|désormais|à ce jour|à l'heure actuelle|actuellement|à présent|d'ores et déjà", _now),
    )


def _named_month(m: Match, today: date | None) -> Resolved | None:
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
def _shape() -> tuple[regex.Pattern[str], tuple[Callable[[Match, date | None], Resolved | None], ...]]:
    shapes = rows()
    joined = "|".join(f"{pattern}(?P<row{i}>)" if "|" not in pattern else f"(?:{pattern})(?P<row{i}>)" for i, (pattern, _) in enumerate(shapes))
    lists = {name: list(words) for name, words in _words().items()}
    return regex.compile(rf"(?<![\p{{L}}\d])(?:{joined})", **lists), tuple(resolve for _, resolve in shapes)  # type: ignore[call-overload]


_COMPARED = regex.compile(
    r"(?:(?:par rapport|comparativement|relativement|comparée?s?|rapportée?s?) (?:à|aux?|avec)(?: (?!contre)[\w'-]+){0,8}"
    r"|(?:plus|moins|mieux|davantage|autant|même|supérieure?s?|inférieure?s?|identiques?|fois|points?|meilleure?s?|pire)\b[^.;:()]{0,80}?\bqu(?:e|')"
    r"(?: (?:sur|lors de|pendant|pour|au|à|en|il))?(?: (?:la même (?:période|date)|celui|celle|ceux|celles|le même mois|son niveau|leur niveau))?(?: (?:de|en|du|des|d'))?"
    r"|(?:supérieure?s?|inférieure?s?|égale?s?|identiques?|comparables?|conformes?)\b[^.;:()]{0,40}? (?:à|aux?) (?:la |son |leur )?(?:celui|celle|ceux|celles|niveau|moyenne)(?: (?:de|du|des|d'|constatée?|enregistrée?|observée?))?"
    r"|\b(?:face à|vs\.?|versus|base 100(?: en)?|en comparaison (?:de|avec))(?: (?:la même période|l'exercice))?(?: (?:de|en))?"
    r") *$"
)
_AUXILIARY = regex.compile(r"\b(?:a|ont|est|sont|été|avait|avaient|était|étaient|fut|furent|sera|seront|s'est|se sont|ayant|aura|auront)(?: \w+ment)?$")
_LAW = regex.compile(
    r"\b(?:loi|décret|arrêté|ordonnance|directive|circulaire|instruction|règlement)s?(?: [\w'-]+){0,2}(?: n° ?[\w.-]+)? $"
)
_PREPOSITION = regex.compile(r"(?:aux?|à la|à|en|du|le|la|l') ?")
_LAST_WORD = regex.compile(r"([\w'-]+)[ «(]*$")
_SUPERLATIVE = regex.compile(r"(?:\bplus (?:haut|bas|fort|faible|grand|petit|élevé)|\bmeilleur|\brecord|\bpremière fois|\bdu jamais vu)[^.;:,]{0,25}$")


@cache
def _word_sets() -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    tables = table("times")
    return (
        frozenset(tables["years"]["period"].split()),
        frozenset(tables["years"]["document"].split()),
        tuple(tables["attached"]["stems"].split()),
    )


def moments(text: str, today: date | None = None) -> tuple[Moment, ...]:
    """The times that a text says, in its order; `today` is the release's date."""
    plain = fold(text)
    shape, resolvers = _shape()
    out: list[Moment] = []
    for m in shape.finditer(plain):
        row = next(i for i in range(len(resolvers)) if m.start(f"row{i}") >= 0)
        said = resolvers[row](m, today)
        if said is None:
            continue
        edtf, role, years, resolved = said
        start, end = m.span()
        before = plain[max(0, start - 120) : start]
        lead = _PREPOSITION.match(m.group())
        with_lead = before + (lead[0] if lead else "")
        baseline = bool(_COMPARED.search(before) or _COMPARED.search(with_lead))
        target = bool(_TARGETS.search(before) or _TARGETS.search(with_lead))
        bare = m.group()[0].isdigit() and role is Role.PERIOD and len(m.group()) in (4, 7, 9) and "/" not in (edtf or "")[4:5]
        if bare and not (baseline or target or _says_when(text, plain, start)):
            continue
        if _LAW.search(before) and m.group().startswith(("du ", "de ")):
            continue
        if "depuis" in (before[-8:] + m.group()[:8]) and _SUPERLATIVE.search(before.removesuffix("depuis ")):
            continue
        role = _role(m.group(), before, role, target)
        out.append(
            Moment(
                Span(start, end),
                edtf,
                role,
                years,
                baseline=baseline,
                attached=_is_attached(before),
                resolved=resolved,
                bare=bare,
            )
        )
    return tuple(out)


_SINCE = regex.compile(r"\bdepuis(?: la| le| l')? *$")
_TARGETS = regex.compile(r"(?:\bd'ici(?: à)?(?: la)?|\bavant(?: la| le)?|\bà l'horizon(?: de| d')?|\bà échéance(?: de)?|\bjusqu'(?:à|en|au)) *$")


def _role(said: str, before: str, role: Role, target: bool) -> Role:
    if role is not Role.PERIOD:
        return role
    if target or said.startswith(("d'ici", "à l'horizon")):
        return Role.TARGET
    return Role.SINCE if said.startswith("depuis") or _SINCE.search(before) else role


def _says_when(text: str, plain: str, start: int) -> bool:
    """Whether a year without preposition is a time, and not a part of a name or the year of a document."""
    nouns, documents, _ = _word_sets()
    before = plain[:start]
    last = _LAST_WORD.search(before[-40:])
    if last is None or not before.strip():
        return True
    word = last[1].rpartition("'")[2]
    if before.rstrip().endswith(("«", "n°")):
        return False
    at = start - (len(before[-40:]) - last.start(1)) + (len(last[1]) - len(word))
    clause = regex.split(r"[.,;:()«»]", before[-40:])[-1].split()
    if any(w.rpartition("'")[2] in documents for w in clause[-4:]):
        return False
    if word in nouns or word in {"de", "d", "à", "et", "fin", "début", "du", "depuis", "en", "que", "qu", "vs", "contre", "horizon", "ici"}:
        return True
    if before.rstrip()[-1:] in ",;:(–-.|/":
        return True
    return text[at].islower()


def _is_attached(before: str) -> bool:
    """Whether the time belongs to a participle of founding: « Créée en 2012, l'association… »."""
    last = _LAST_WORD.search(before)
    if last is None:
        return False
    _, _, stems = _word_sets()
    word = last[1]
    return (
        word.startswith(stems)
        and regex.search(r"(?:é|i|u|is|us|ert|clos|coté|né)e?s?$", word) is not None
        and _AUXILIARY.search(before[: last.start()].rstrip()) is None
    )
