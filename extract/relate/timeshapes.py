"""The shapes of French expressions of time: patterns, each with what resolves it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any

from extract import regex
from extract.lexicon.tables import table
from extract.relate import timevalues as values
from extract.relate.timevalues import Match, Said, words

Row = tuple[str, Callable[[Match, date | None], Said | None]]

_Y = r"(?P<year>(?:19[3-9]|20\d)\d)(?![\d%]|[  ]?\d{3}\b|,\d)"
_Y1 = r"(?P<year1>(?:19[3-9]|20\d)\d)"
_HOUR = r"(?:,? (?:à|dès) (?:partir de )?(?:\d{1,2} ?h(?:eures)?(?: ?\d\d)?|midi|minuit))"
_OF = r"(?:de |d'|de l'année |de (?:l'|son |cet )exercice |l'année )?"
_LAST = r"(?:[-/](?P<last>20\d\d|\d\d)(?!\d))"


def _any(name: str) -> str:
    return rf"\L<{name}>"


def rows() -> tuple[Row, ...]:
    """The shapes, the most telling first: where two match at one place, the upper one wins."""
    # « sept » is seven unless a full stop, a year or the end of a stretch follows.
    month, weekday, number = (
        rf"(?!sept (?!\d{{4}}|au |et ))(?P<month>{_any('months')})\b\.?",
        rf"(?:{_any('weekdays')})",
        _any("numbers"),
    )
    month1 = rf"(?P<month1>{_any('months')})\b\.?"
    count, ordinal = rf"(?P<count>{number}|\d{{1,2}})", rf"(?P<ordinal>{_any('ordinals')}|dernier)"
    day, day1 = r"(?P<day>\d{1,2})(?:er)?", r"(?P<day1>\d{1,2})(?:er)?"
    season = rf"(?P<season>{_any('seasons')})"
    return (
        (
            rf"(?:du |des |entre le |les |(?<=\()|le (?={weekday} \d{{1,2}} et le )){weekday}? ?{day1}(?: {month1})?(?: {_Y1})?{_HOUR}?,?"
            rf"(?:(?:,|(?<=,)) ?\d\d?)* (?:au|et le|et|-|à) (?:le )?(?:{weekday} )?{day} ?{month}(?: {_Y})?",
            values.day_range,
        ),
        (rf"\b{day1}-{day} {month1}?{month} {_Y}", values.day_range),
        (
            rf"(?:en |d'|de |des mois de |aux mois de )?{month1}(?:, \L<months>)* et (?:d'|de )?{month}(?: {_Y})?(?P<year1>)?",
            values.month_range,
        ),
        (
            rf"(?:de|d'|entre|depuis|(?<=\()) ?{month1}(?: {_Y1})? (?:à|et|-|jusqu'(?:en|à)) (?:fin )?{month}(?: {_Y})?",
            values.month_range,
        ),
        (
            rf"(?:de|entre|depuis|sur la période|période|sur) {_Y1} ?(?P<dash>à|et|-|/) ?(?:fin )?{_Y}(?!/\d)",
            values.year_range,
        ),
        (rf"(?:le |au |du )?(?:{weekday} )?{day} ?{month} {_Y}", values.full_day),
        (
            r"(?:le |au |du )?(?<![\d/.-])(?P<day>\d{1,2})(?P<sep>[/.-])(?P<number>\d{1,2})(?P=sep)(?P<year>20\d\d|(?<=/)\d\d)(?![\d/])",
            values.numeric_day,
        ),
        (r"(?<![\d/-])(?P<year>20\d\d)-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)", values.numeric_day),
        (rf"(?P<edge>fin|début|mi|courant)(?: |-)(?:du mois (?:de |d'))?{month}(?: {_Y})?", values.edge_month),
        (
            rf"(?:à la |au |la |en )?(?P<edge>fin|début|mi|courant)(?: |-)(?:de |de l'année |d'année |de l'exercice )?{_Y}",
            values.edge_year,
        ),
        (
            r"(?:à la |en |la )?(?P<edge>fin) (?:de l'année|d'année)(?: (?P<which>dernière|précédente|prochaine))?",
            values.edge_this_year,
        ),
        (
            r"(?:au |le |en )?(?P<edge>début) (?:de l'année|d'année)(?: (?P<which>dernière|précédente|prochaine))?",
            values.edge_this_year,
        ),
        (
            rf"(?:au |du |le |ce )?(?:{ordinal} trimestre|t(?P<figure>[1-4])|(?P<figure>[1-4])t)(?: {_OF}{_Y}{_LAST}?)?\b",
            values.quarter,
        ),
        (rf"(?:au |du |le )?{ordinal}(?= et (?:le |du |au )?\w+ trimestre (?:{_OF}{_Y}))", values.quarter),
        (rf"(?:au |du |le )?{ordinal}(?= et (?:le |du |au )?\w+ semestre (?:{_OF}{_Y}))", values.half),
        (rf"(?:au |du |le )?(?:{ordinal} semestre|[sh](?P<figure>[12])\b)(?: {_OF}{_Y}{_LAST}?)?", values.half),
        (
            rf"(?:(?:au cours |lors )?(?:des|les|sur les|ses|de ses) )?"
            rf"(?:{count} (?P<which>premiers|derniers) mois|(?P<which>premiers|derniers) {count} mois) (?:de (?:{_Y}|l'année(?: {_Y})?|l'exercice(?: {_Y})?))",
            values.first_months,
        ),
        (
            rf"(?:(?:sur|à|des|les|sur les) )(?:{count} mois (?:de )?(?:l'exercice )?{_Y})(?P<which>)",
            values.first_months,
        ),
        (
            rf"(?:à |pour |de |lors de )?(?:la )?rentrée (?:scolaire |universitaire )?(?:de )?(?:{month} )?{_Y}(?!-)",
            values.back_to_school,
        ),
        (
            r"(?:(?:à|dès|pour) )?la (?:prochaine rentrée|rentrée prochaine)(?: scolaire| universitaire)?",
            values.next_start,
        ),
        (
            rf"(?:(?:à |de |pour |pendant |durant )?(?:l'|cet |un |en )|d')?{season} {_Y}(?:[-/](?P<last>\d{{4}}|\d\d))?(?!\d)",
            values.season,
        ),
        (rf"(?:cet |ce ){season}\b(?! dernier)|(?:l'|le |d'|du ){season} (?P<which>dernier|passé)", values.near_season),
        (rf"(?:en |de la |la )?semaine (?P<week>\d{{1,2}})(?: (?:de |-)?{_Y})?(?! heures)", values.week),
        (
            rf"(?:en |au mois (?:de |d')|dès |depuis |courant |de |d'|d'ici |pour |pour le mois de ){month} {_Y}",
            values.edge_month,
        ),
        (rf"\b{month} {_Y}", values.edge_month),
        (
            rf"(?:(?:en|pour|sur|dès|courant|avant|vers|durant|pendant|à|au cours de|au titre de|lors de|depuis|pour|de|dans) )?"
            rf"(?:l'|la |une |cette )?(?:seule )?(?:année(?: scolaire| universitaire| civile)?|exercice|saison(?: sportive| culturelle| touristique| estivale| hivernale)?|campagne|période) "
            rf"{_Y}(?: ?[-/] ?(?P<last>\d{{4}}|\d\d))?(?![\d/-])",
            values.year,
        ),
        (
            rf"(?:en|pour|sur|dès|courant|avant|vers|durant|pendant) {_Y}(?:[-/](?P<last>\d{{4}}|\d\d))?(?![\d/-])",
            values.year,
        ),
        (r"(?:le |au |du )?" + rf"(?:{weekday} )?{day} ?{month}(?! \d{{4}})", values.day_without_year),
        (
            rf"(?:en|au mois (?:de |d')|dès le mois de|dès|courant|depuis) ?{month}(?P<year>)(?P<edge>)(?! \d)(?! (?:dernier|prochain))",
            values.named_month,
        ),
        (rf"(?:en |au mois (?:de |d'))?{month}(?P<year>)(?P<edge>) (?:dernier|prochain)", values.named_month),
        (
            r"(?:au cours de |lors de |durant |pendant )?l'(?:an dernier|année dernière|an passé|année passée|année écoulée|an prochain|année prochaine|année à venir)"
            r"|(?:au cours de |sur |en |durant )?l'année en cours|(?:depuis le début de |au cours de )?cette année(?!-là)|depuis le début de l'année(?! \d)",
            values.by_offset,
        ),
        (r"(?:au cours du |en |ce |le )?(?:mois dernier|mois passé)|ce mois-ci", values.last_month),
        (r"\b(?P<word>avant-hier|hier|demain)\b", values.near_day),
        (
            r"(?:(?:au cours |lors )?(?:des|les|ces|sur les|dans les|durant les) )?dernières (?P<count>24|48|72) ?h(?:eures)?\b",
            values.last_hours,
        ),
        (
            r"(?:(?:au cours |lors )?(?:des|les|ces|sur les|dans les|durant les) )?(?P<count>24|48|72) dernières heures\b",
            values.last_hours,
        ),
        (
            r"(?:au cours du |durant (?:le |ce )|pendant (?:le |ce )|ce )(?P<weekend>week-end|weekend)(?: (?:dernier|passé|écoulé))?(?! d)"
            r"|le (?P<weekend>week-end|weekend) (?:dernier|passé|écoulé)",
            values.last_week,
        ),
        (r"(?:au cours de |durant )?la semaine (?:dernière|passée|écoulée)", values.last_week),
        (rf"d'ici (?:à )?(?P<weekday>{_any('weekdays')})(?: (?:prochain|soir|matin|midi))?(?! \d)", values.by_weekday),
        (
            rf"(?<=\b(?:journée|nuit|soirée|matinée|cortège|match|rassemblement|accident|incendie|épisode) )de (?P<weekday>{_any('weekdays')})\b(?! (?:à|au|et|ou|prochain) )(?! \d)",
            values.this_weekday,
        ),
        (rf"\bce (?P<weekday>{_any('weekdays')})\b(?: (?:prochain|dernier))?(?! \d)", values.this_weekday),
        (
            r"l'(?:année|exercice|an|édition|hiver|été|automne) (?:précédent|d'avant|antérieur)e?|(?:la )?(?:saison|campagne|édition|session) (?:précédente|passée|dernière)"
            r"|l'exercice précédent",
            values.prior,
        ),
        (r"(?:à la|la|le|au|du) (?P<part>semaine|mois|trimestre|semestre) (?:précédente?|d'avant)", values.prior_part),
        (r"(?:à )?la (?P<part>veille)\b(?! (?:de|du|des|d'))", values.prior_part),
        (r"une? (?P<part>semaine|mois|trimestre|semestre) (?:plus tôt|auparavant|avant)\b", values.prior_part),
        (
            r"(?:à |au |à la )(?:la )?(?:même|cette) (?:date|période|époque)(?! (?:de|en|du|l'an|l'année) )|cette même (?:année|période)|(?:dans|pendant|sur|durant|en) (?:(?:le |la )?(?:même|ce)|cette) (?:temps|période|laps de temps)(?! (?:de|en|du|l'an|l'année) )"
            r"|(?:la même année|cette année-là|ce jour-là|cette semaine-là|le même jour|ce mois-là)",
            values.same,
        ),
        (
            r"(?:entre |sur |de )?ces deux (?:dates|périodes|années|saisons|exercices|campagnes|éditions|vagues|enquêtes)\b",
            values.both,
        ),
        (rf"{count} ans? (?:plus tôt|auparavant|avant)\b", values.prior),
        (rf"il y a {count} ans?\b", values.prior),
        (r"(?:(?<=^)|(?<=[.!?:;»] ))(?:sur|à) (?P<count>six|neuf|6|9) mois(?=,)", values.so_far),
        (
            rf"(?:en|sur) (?:l'espace de |seulement |à peine |moins de |plus de |près de )?{count} (?P<unit>ans?|années|mois)\b(?! (?:de prison|ferme))",
            values.lapse,
        ),
        (r"en (?:l'espace d'|(?:l'espace de ))?(?P<count>un|une) (?P<unit>an|année)\b", values.lapse),
        (
            rf"(?:(?:au cours |lors )?(?:des|les|ces|sur les|sur ces) )?{count} derniers mois\b(?! de)",
            values.last_months,
        ),
        (
            r"(?:(?:pour|durant|pendant|au cours de|lors de|de|à) )?(?:cette (?P<part>saison|campagne)|cet (?P<part>exercice|hiver)|(?:la |l'|de la |de l')(?P<part>saison|exercice|campagne|année scolaire) en cours)\b(?! \d)",
            values.running,
        ),
        (
            r"(?:(?:au cours |lors )(?:du |de la |de l')|(?:durant|pendant) (?:le |la |l')|sur (?:l'(?=ex)|la (?=sa|ca)|(?<=^sur |[.!?:;»] sur )(?:le |l')(?=\w+,)))"
            r"(?P<part>mois|trimestre|semestre|année|exercice|saison|campagne)\b(?! (?:de|en|du|\d|préc|dern|pass|éco|à|\p{L}+(?:ale|ive|aire|ique)\b))",
            values.stretch,
        ),
        (
            r"sur (?:le |la |l')(?P<part>semaine|mois|trimestre|semestre|année|an)\b(?! (?:de|en|\d|préc|dern|pass|éco))",
            values.lapse_part,
        ),
        (r"(?:en|sur|d') ?une? (?P<part>semaine|mois|trimestre|semestre)\b", values.lapse_part),
        (rf"depuis (?:près de |plus de |environ )?{count} ans\b", values.lapse_since),
        (
            rf"(?:au cours |lors )?(?:des|les|ces|sur les|sur ces|dans les|ses) (?:{count} (?P<which>dernières|prochaines) années|(?P<which>dernières|prochaines) {count} années)",
            values.past_years,
        ),
        (rf"(?:d'ici|dans|sous|dans un délai de) {count} ans\b", values.within_years),
        (rf"(?<![\w°-])(?<!n° )(?<!n°){_Y}(?:[-/](?P<last>\d{{4}}|\d\d))?(?![\d/°]|-\w|\w|[.,]\d)", values.year),
        (r"aujourd'hui|désormais|à ce jour|à l'heure actuelle|actuellement|à présent|d'ores et déjà", values.now),
    )


_FIGURE = r"(?:19|20)\d\d|\d\d?(?![\d%]| %| \d{3}(?!\d))|[tsh][1-4]\b"  # no « 12 % », « 12 000 »


def opening() -> str:
    """How every shape begins: a look ahead that is cheap where none does, as at most words of a text."""
    tables = table("times")["openings"]
    small = set(tables["small"].split())
    telling = {word for words_of in words().values() for word in words_of if not word[0].isdigit()} - small
    nouns = regex.trie({*tables["nouns"].split(), *telling})
    return rf"(?:{regex.trie(small)}[ -]?)*(?:{_FIGURE}|ans?\b|mi[ -]|{nouns})"


Resolver = Callable[[Match, date | None], Said | None]


def occurrences(plain: str) -> Iterator[tuple[Match, Resolver]]:
    """Where the shapes stand in a folded text, each with what resolves it.

    `re` looks for the openings, several times as fast as `regex`; the rows need the word lists and the groups of `regex`.
    """
    opens, pattern, resolvers = shape()
    at = 0
    while opening := opens.search(plain, at):
        start = opening.start()
        m = pattern.match(plain, start)
        if m:
            yield m, next(resolve for group, resolve in resolvers if m.start(group) >= 0)
        at = max(m.end() if m else 0, start + 1)


@cache
def shape() -> tuple[re.Pattern[str], regex.Pattern[str], tuple[tuple[int, Resolver], ...]]:
    """The openings, all rows as one pattern, and for each row the group that marks its end with what resolves it."""
    shapes = rows()
    joined = "|".join(f"(?:{pattern})(?P<row{i}>)" for i, (pattern, _) in enumerate(shapes))
    lists: Any = {name: list(table) for name, table in words().items()}
    pattern = regex.compile(joined, **lists)
    opens = re.compile(rf"(?<![^\W_])(?:(?=[^\W_])(?={opening()})|(?<=\() )")
    return opens, pattern, tuple((pattern.groupindex[f"row{i}"], resolve) for i, (_, resolve) in enumerate(shapes))
