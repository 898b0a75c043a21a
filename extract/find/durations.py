"""Durations and ages: which measure something, which only say when, which only say how old."""

from __future__ import annotations

from extract import regex
from extract.find.line import Line
from extract.find.quantity import Reason
from extract.find.tables import compiled, names

HEDGE = (
    r"(?:(?:plus|moins|près|à peine|au moins|environ|quelque|presque|jusqu'à|maximum|au plus) ?(?:de |d')?(?:les )?)?"
)
AGED = rf"(?r)\b(?:âgée?s? (?:de |d'|entre )?|l'âge (?:de |d')|(?:les|des|aux|chez les) {HEDGE}(?!dernier)|\bà partir de |dès (?:l'âge de )?|majorité à |à moins de |\b(?:ont|avaient|ayant) (?=plus|moins|entre|au moins))(?:entre )?{HEDGE}"
OF_PERSON = rf"(?r)(?P<noun>[^\W\d_]+)(?: (?:et|ou) [^\W\d_]+)?(?:,? âgée?s?)?,? (?:de |d'|entre ){HEDGE}"
NAMED = r"(?r)[A-ZÉ][\w'-]+(?: \([^)]{1,30}\))?, "
AFTER_AGE = r" (?:et plus|ou plus|et moins|et demi ou plus|révolus)\b|, (?:il|elle|père|mère|originaire|né)\b"
WHEN_BEFORE = rf"(?r)\b(?:depuis|il y a|sur|pendant|durant|d'ici|dans|après|avant|voilà|au bout de|sous|tou(?:s|tes) les|il y aura|chaque|au cours des|au long de|pour|ces|les|ses|leurs|nos|des|d'ici à|d'ici|endéans|fêt(?:e|ent|er|ait) (?:ses|leurs|nos)|passé|à raison de) (?:de |d'|ses |leurs |ces |les |plus de |seulement |déjà |maintenant |bientôt )*{HEDGE}"
IN = rf"(?r)\ben (?:seulement |à peine |tout juste )?{HEDGE}"
WHEN_AFTER = r" (?:glissants?\b|après|plus tôt|plus tard|auparavant|avant|durant|de suite|d'affilée|consécutif|consécutive|dernier|dernière|prochain|prochaine|suivant|écoulé|passé|à venir|qui |jour pour jour|déjà|ensuite|aujourd'hui|par (?:jour|semaine|mois|an)\b)"
MEASURED_AFTER = r" (?:d'|de )(?!(?:la|le|l'|les|mon|ma|mes|son|sa|ses|notre|nos|leur|leurs|ce|cette|vous|nous)\b)[^\W\d_]+| (?:ferme|effectif|supplémentaire|environ d)"
MEASURED_BEFORE = rf"(?r)\b(?:dur(?:e|ent|é|ait|era|eront|er|ant que)|nécessit\w+|requi\w+|(?:a |ont )?(?:mis|pris)|demand(?:e|é|ent)|faut(?: désormais| compter| encore)?|fallu|couvr\w+(?: plus que)?|attend\w*|compter|compte[rz]?|frôl\w+|avoisin\w+|approch\w+|établi\w* à|s'élève à|limitée?s? à|(?:est|était|sera)(?: désormais| aujourd'hui| actuellement| encore| toujours)? de|s'étend sur|étalée?s? sur|égale? à|fixée?s? à|ramen\w+ (?:à|de)|port(?:er|era|e|ée?s?) à|abaiss\w+ (?:à|de)|rédui\w+ à|écoul\w+(?: en moyenne)?|se conserv\w+(?: jusqu'à)?|allongée?s? à|passée?s? (?:de|à)|atteint|dépasse) {HEDGE}"
LONG = rf"(?r)\b(?:longue? (?:que )?de|conserv\w+ [^.;:!?\d]{{1,40}} pendant|prévue?s? (?:initialement )?pour) {HEDGE}"
DONE_IN = rf"(?r)\b(?:rembours|livr|install|s'install|trait|délivr|instrui|instruct|répond|construi|recharg|régl|se pos|se mont)\w* (?:[^\s.;:!?]+ ){{0,4}}en (?:moins (?:de |d'))?{HEDGE}"
LASTING = rf"(?r)\b(?P<noun>[^\W\d_]+)(?: [^\s.;:!?()\d]+){{0,5}} (?:de |d'|: |à |= ){HEDGE}(?:entre )?"
UNDER = r"(?r)\b(?:délais?|durées?|attentes?|temps) [^.;:!?\d]{1,60} sous (?:les |la barre des )?"
OF_NOUN = rf"(?r)\b(?:un|une|le|la|des|l'|d'un|d'une|du|cet|cette|son|sa) ?[^\W\d_]+(?: [^\W\d_]+)? (?:de |d'){HEDGE}"
OF_CHANGE = r" de (?:hausse|baisse|recul|croissance|progression|repli|stagnation)s?\b"
AVERAGED = r"(?r)\bmoyenne (?:sur |des )?"  # over years: « il s'écoule en moyenne 47 secondes » is a measure
AGE_UNITS, SHORT_UNITS = ("a", "mo"), ("s", "min", "ms")


def reason(line: Line, start: int, end: int, unit: str, measured: bool) -> Reason | None:
    """Why a duration is no claim, or None where it measures something.

    `measured`: it has decimals, a direction or a statistic, as only measures have.
    """
    low, left = line.low, max(0, start - 80)
    of_person = compiled(OF_PERSON).match(low, left, start)
    if unit in AGE_UNITS and not measured:
        if unit == "a" and (compiled(AFTER_AGE).match(low, end) or compiled(NAMED).match(line.plain, left, start)):
            return Reason.AGE
        if of_person and of_person["noun"] in names("ages") and _of_people(low, of_person):
            return Reason.AGE
        if (
            unit == "a"
            and compiled(AGED).match(low, left, start)
            and not compiled(r" (?:dern|proch|prem|d'|de |après|suiv)").match(low, end)
        ):
            return Reason.AGE
    if unit == "a" and compiled(AVERAGED).match(low, left, start):
        return Reason.PERIOD  # « 34,4 Mt en moyenne cinq ans »
    if compiled(OF_CHANGE).match(low, end) and compiled(WHEN_BEFORE).match(low, left, start):
        return Reason.PERIOD  # « après cinq trimestres de baisse »
    if measured:
        return None
    if compiled(WHEN_AFTER).match(low, end):
        return Reason.PERIOD
    if lasts(line, start):
        return None
    if compiled(DONE_IN).match(low, left, start):
        return None  # « remboursés en 48 heures »
    if compiled(LONG).match(low, left, start):
        return None
    if compiled(WHEN_BEFORE).match(low, left, start):
        return Reason.PERIOD
    if compiled(IN).match(low, left, start):
        return (
            None
            if unit in SHORT_UNITS or (unit == "h" and low[start : start + 2] not in ("24", "48", "72"))
            else Reason.PERIOD
        )
    if compiled(MEASURED_BEFORE).match(low, left, start) or compiled(MEASURED_AFTER).match(low, end):
        return None
    if unit != "a" and compiled(OF_NOUN).match(low, left, start):
        return None
    if unit in SHORT_UNITS or compiled(r" pour (?:[^\W\d_]+er|[^\W\d_]+re|[^\W\d_]+ir)\b").match(low, end):
        return None
    return Reason.PERIOD


def _of_people(low: str, m: regex.Match[str]) -> bool:
    """Whether « plus » and « moins » stand for people: « les moins de 25 ans », not « montés à plus d’un an »."""
    people = r"(?r)\b(?:les|des|aux|ces|nos|chez les|de|pour|tous) "
    return m["noun"] not in ("plus", "moins") or compiled(people).match(low, 0, m.start()) is not None


def lasts(line: Line, start: int) -> bool:
    """Whether a duration stands behind something that lasts: « un délai d’un mois »."""
    if compiled(UNDER).match(line.low, max(0, start - 90), start):
        return True
    m = compiled(LASTING).match(line.low, max(0, start - 80), start)
    return m is not None and _lasts(m.group())


def _lasts(words: str) -> bool:
    """Whether one of the words before is a thing that lasts: « un délai (moyen d'attente) de »."""
    return any(w in names("ages_lifespan") for w in words.replace("'", " ").split())
