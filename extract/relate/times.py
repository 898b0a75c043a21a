"""Expressions of time in a text: what they say as EDTF, and in which role.

Only the wording is read here; which figure a time governs is decided in `period.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from extract import regex
from extract.lexicon.tables import table
from extract.relate import dates
from extract.relate.folding import fold
from extract.relate.tense import PAST, is_future
from extract.relate.timeshapes import occurrences
from extract.relate.timevalues import Match, Role
from extract.relate.words import either, month_names, words
from extract.relate.zones import around, sentence_at
from extract.text import Span


@dataclass(frozen=True, slots=True)
class Moment:
    """A time said in a text. `edtf` is None for the roles that need a period to be counted from."""

    span: Span
    edtf: str | None
    role: Role = Role.PERIOD
    steps: int = 0
    unit: str = "a"
    baseline: bool = False  # after « par rapport à », « qu'en »
    attached: bool = False  # belongs to a participle: « fondée en 2009 »
    resolved: bool = False  # against the release's date
    bare: bool = False  # a year without preposition

    @property
    def plain(self) -> bool:
        """Whether it is a date of what is told: compared with nothing, and no participle's own."""
        return self.edtf is not None and not self.baseline and not self.attached


_COMPARES = regex.compile(
    r"double|triple|rapport|compar|relativ|\bqu|celui|celle|ceux|niveau|moyenne|face à|\bvs\b|versus|base 100"
)
_COMPARED = regex.compile(
    r"(?r)(?:(?:par rapport|comparativement|relativement|comparée?s?|rapportée?s?) (?:à|aux?|avec)(?: (?!contre)[\w'-]+){0,8}"
    r"|(?:plus|moins|mieux|davantage|autant|même|supérieure?s?|inférieure?s?|identiques?|fois|points?|meilleure?s?|pire)\b[^.;:()]{0,80}?\bqu(?:e|')"
    rf"(?: ?(?:sur|lors d(?:e|u|es)\b[^.;:()]{{0,40}}?(?: d[eu'])?|pendant|pour|au|à|en|il)\b)?(?: ?(?:à |lors de |au moment de )?(?:son|sa|leur) (?:{either('birth_nouns')}))?(?: (?:la même (?:période|date)|celui|celle|ceux|celles|le même mois|son niveau|leur niveau))?(?: (?:de|en|du|des|d'))?"
    r"|(?:supérieure?s?|inférieure?s?|égale?s?|identiques?|comparables?|conformes?)\b[^.;:()]{0,40}? (?:à|aux?) (?:la |son |leur )?(?:celui|celle|ceux|celles|niveau|moyenne)(?: (?:de|du|des|d'|constatée?|enregistrée?|observée?))?"
    r"|(?:au-dessus|au-dessous|en dessous|en deçà|au-delà) (?:de |du )(?:son |leur |le )?niveau(?: de| d'| du| atteint en)?"
    r"|\b(?:le|au|du) (?:double|triple|quadruple)(?: de (?:celui|celle|ceux|celles)| du niveau)?(?: (?:de|d'|en))?"
    r"|\b(?:face à|vs\.?|versus|base 100(?: en)?|en comparaison (?:de|avec))(?: (?:la même période|l'exercice))?(?: (?:de|en))?"
    r") *$"
)
_AUXILIARY = regex.compile(
    r"(?r)\b(?:a|ont|est|sont|été|avait|avaient|était|étaient|fut|furent|sera|seront|s'est|se sont|ayant|aura|auront)(?: \w+ment)?$"
)
_LAW = regex.compile(rf"(?r)\b(?:{either('law_nouns')})s?(?: [\w'-]+){{0,2}}(?: n° ?[\w.-]+)? $")
_FACING = regex.compile(rf"(?r)\b(?:{either('facing_stems')})\w* ?$")
_MONTH = regex.compile(rf"\b(?:{month_names()})\b")
_GONE = regex.compile(r"derni|passé|écoulé")
_SHOULD = regex.compile(r"\b(?:devrai(?:en)?t|doit|doivent|est prévue?|sont prévue?s)\b")
_PREPOSITION = regex.compile(r"(?:aux?|à la|à|en|du|le|la|l') ?")
_LAST_WORD = regex.compile(r"(?r)([\w'-]+)[ «(]*$")
_SUPERLATIVE = regex.compile(
    r"(?r)(?:\bplus (?:haut|bas|fort|faible|grand|petit|élevé)|\bmeilleur|\brecord|\bpremière fois|\bdu jamais vu)[^.;:,]{0,25}$"
)


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
    out: list[Moment] = []
    for m, resolve in occurrences(plain):
        said = resolve(m, today)
        if said is None:
            continue
        edtf, role = said.edtf, said.role
        start, end = m.span()
        if edtf and today and said.resolved and edtf[:7] > today.isoformat()[:7] and _is_over(plain, text, m):
            edtf = dates.shift(edtf, -1)
        elif edtf and today and said.resolved and dates.ends(edtf) < today and _is_ahead(plain, text, m):
            edtf = dates.shift(edtf, 1)
        before = plain[max(0, start - 120) : start]
        lead = _PREPOSITION.match(m.group())
        with_lead = before + (lead[0] if lead else "")
        compares = _COMPARES.search(before) is not None  # a cheap look before a dear one
        baseline = compares and bool(_COMPARED.search(before) or _COMPARED.search(with_lead))
        target = bool(_TARGETS.search(before) or _TARGETS.search(with_lead))
        bare = (
            m.group()[0].isdigit()
            and role is Role.PERIOD
            and len(m.group()) in (4, 7, 9)
            and "/" not in (edtf or "")[4:5]
        )
        if m.group() in ("demain", "hier") and _in_name(text, start):
            continue  # « la Fondation Lire Demain »
        if before.endswith("cap ") and m.group().startswith("sur"):
            continue  # a slogan: « Cap sur 2028 »
        if bare and not (baseline or target or _says_when(text, plain, start)):
            continue
        if m.group().startswith(("le ", "la ", "l'", "cette ")) and _FACING.search(before):
            continue  # « nous abordons le second semestre avec confiance »
        if _LAW.search(before) and m.group().startswith(("du ", "de ")):
            continue
        if "depuis" in (before[-8:] + m.group()[:8]) and _SUPERLATIVE.search(before.removesuffix("depuis ")):
            continue
        attached = not m.group().startswith("pour ") and _is_attached(before)
        if attached and m.group().startswith("avant") and edtf and today and edtf < today.isoformat():
            continue  # « des logements construits avant 1975 »
        role = _role(m.group(), before, role, target)
        out.append(
            Moment(
                Span(start, end),
                edtf,
                role,
                said.steps,
                said.unit,
                baseline=baseline,
                attached=attached,
                resolved=said.resolved,
                bare=bare,
            )
        )
    return tuple(m for m in out if m.role is not Role.SAME or not _touches(m, out))


def _is_over(plain: str, text: str, said: Match) -> bool:
    """Whether a month without a year is told of as past: « 3 711 décès ont été observés en septembre »."""
    if not _MONTH.search(said.group()) or "prochain" in said.group():
        return False
    sentence = sentence_at(text, said.start())
    told = sentence.of(plain)
    return PAST.search(told) is not None and not is_future(told)


def _is_ahead(plain: str, text: str, said: Match) -> bool:
    """Whether a month or quarter without a year is told of as to come: « ouvriront en janvier », « devrait être achevé au T2 »."""
    if not (_MONTH.search(said.group()) or "trimestre" in said.group()) or _GONE.search(said.group()):
        return False
    near = around(plain, sentence_at(text, said.start()), Span(*said.span()))
    return (is_future(near) or _SHOULD.search(near) is not None) and PAST.search(near) is None


def _in_name(text: str, start: int) -> bool:
    """Whether a word stands with a capital behind another word that has one."""
    return text[start].isupper() and regex.search(r"(?r)\p{Lu}[\p{L}'’-]* $", text[:start]) is not None


def _touches(same: Moment, said: list[Moment]) -> bool:
    """Whether « à la même période » only completes another time: « l'an dernier à la même période »."""
    return any(
        m is not same and (0 <= same.span.start - m.span.end < 3 or 0 <= m.span.start - same.span.end < 3) for m in said
    )


SINCE_BIRTH = rf"depuis (?:sa|son|leur|la|le|l') ?(?:{either('birth_nouns')})"
_SINCE = regex.compile(rf"(?r)\b(?:depuis(?: la| le| l')?|{SINCE_BIRTH}[^.,;:()]{{0,30}},?(?: le)?) *$")
"""« depuis 2022 », « depuis son lancement en mars 2023 »"""
_TARGETS = regex.compile(
    r"(?r)(?:\bd'ici(?: à)?(?: la)?|\bavant(?: la| le)?|\bà l'horizon(?: de| d')?|\bà échéance(?: de)?|\bjusqu'(?:à|en|au)) *$"
)


def _role(said: str, before: str, role: Role, target: bool) -> Role:
    if role is not Role.PERIOD:
        return role
    if target or said.startswith(("d'ici", "à l'horizon")):
        return Role.TARGET
    since = said.startswith("depuis") and not said.startswith("depuis le début")
    return Role.SINCE if since or _SINCE.search(before) else role


def _says_when(text: str, plain: str, start: int) -> bool:
    """Whether a year without preposition is a time, and not a part of a name or the year of a document."""
    nouns, documents, _ = _word_sets()
    before = plain[:start]
    last = _LAST_WORD.search(before[-40:])
    if last is None or not before.strip():
        return True
    word = last[1].rpartition("'")[2]
    if before.rstrip().endswith(("«", "n°", "cap sur")):
        return False
    at = start - (len(before[-40:]) - last.start(1)) + (len(last[1]) - len(word))
    clause = regex.split(r"[.,;:()«»]", before[-40:])[-1].split()
    if any(w.rpartition("'")[2] in documents for w in clause[-4:]):
        return False
    if regex.search(r"(?:^|[.!?:])\s*[\w']+ $", before):
        return True  # « Moissons 2025 : »
    if word in nouns or word in words("links_to_years"):
        return True
    if before.rstrip()[-1:] in ",;:(–-.|/":
        return True
    return text.isupper() or text[at : at + len(word)].islower()  # « i-Lab 2021 » is a name


def _is_attached(before: str) -> bool:
    """Whether the time belongs to a participle of founding: « Créée en 2012, l'association… », « Née à Lyon en 2017 »."""
    _, _, stems = _word_sets()
    segment = regex.split(r"[.,;:()]\s|\s-\s", before)[-1]
    if regex.search(r"\bnée?s? (?:après|avant|entre)(?: le)? ?$", segment):
        return True  # « toute personne née après 1980 »
    said = list(regex.finditer(r"[\w'-]+", segment))
    for at, m in enumerate(said):
        if at < len(said) - 1 and at > 0:
            continue  # the word before the time, or the one that opens the segment
        if (
            m.group().startswith(stems)
            and regex.search(r"(?:é|i|u|is|us|it|ert|clos|coté|né)e?s?$", m.group()) is not None
            and _AUXILIARY.search(segment[: m.start()].rstrip()) is None
        ):
            return True
    return False
