"""The last step: what is left counts something, or is a label, a name, a score, and claims nothing."""

from __future__ import annotations

from extract.find.departments import department_code
from extract.find.draft import Draft, Drop, Reading, gapped, lone_sign
from extract.find.numeral import Numeral
from extract.find.quantity import Bound, Kind, Reason
from extract.find.tables import compiled, names, per_words
from extract.text import Span

IDIOMS = r" (?:choses l'une|coins d[ue]|lieues|pas|mains|pattes|coups|temps|doigts|mots|reprises|égards|vitesses|étoiles|roues)\b"
PERIOD_NOUN = r" \w+ (?:mois|jours|années|semaines|trimestres|semestres|heures|minutes|saisons|décennies|siècles)\b"
PART = r" d'entre (?:eux|elles|nous|vous)\b| parmi (?:eux|elles)\b"
DEFINITE = r"(?r)\b(?:les|ces|des|aux|ses|leurs|nos|vos|mes|tous les|toutes les|l'une? des|l'un ou l'autre des|entre) (?:autres |mêmes )?"


def counted(reading: Reading, index: int) -> Draft | Drop | None:
    """What is left is a count, where something is counted or the number stands for it; else it is no claim."""
    n, low = reading.numerals[index], reading.line.low
    if reading.cell is None and lone_sign(reading.line, n.start, n.end) is not None:
        return Draft(n.start, n.end, n.value, Kind.COUNT, "1")  # the sign is read with the draft
    if n.one:
        return Drop(Span(n.start, n.end), Reason.ARTICLE, n.value) if low.strip() == low[n.start : n.end] else None
    noun = reading.noun_after(n.end)
    here = Span(n.start, n.end)
    if noun and noun.startswith(("premi", "derni", "prochain")) and compiled(PERIOD_NOUN).match(low, n.end):
        return Drop(here, Reason.PERIOD, n.value)  # « les neuf premiers mois »
    if compiled(IDIOMS).match(low, n.end) or (
        not n.figures and noun is None and compiled(r" fois\b").match(low, n.end)
    ):
        return Drop(here, Reason.OTHER, n.value)
    if not n.figures and (reason := _no_count(reading, n, noun)):
        return Drop(here, reason, n.value)
    if n.figures and (reason := _no_bare(reading, n, noun)):
        return Drop(here, reason, n.value)
    bound = Bound.ABOUT if n.collective else None
    return Draft(n.start, n.end, n.value, Kind.COUNT, "1", bound=bound)


def _no_count(reading: Reading, n: Numeral, noun: str | None) -> Reason | None:
    """Why a number in words counts nothing: « les deux », « neuf » for new, « Trois-Rivières »."""
    low, plain = reading.line.low, reading.line.plain
    if n.value == 1001 or (compiled(r"(?r)\ben moins de ").match(low, 0, n.start) and noun is None):
        return Reason.OTHER  # « mille et une façons », « en moins de deux »
    if n.collective or n.scale >= 1000 or (n.halved and compiled(r" (?:de |d'|des |du )").match(low, n.end)):
        return None
    if plain[n.start].isupper() and compiled(r"(?r)[^\W\d_][,']? ").match(low, max(0, n.start - 3), n.start):
        return Reason.NAME
    if noun is None and (compiled(PART).match(low, n.end) or _part_of_number(reading, n) or _listed_count(reading, n)):
        return None
    if noun is None:
        more = compiled(
            r" (?:de|d') ?(?:plus|moins)\b|,? dont\b| (?:en|à|dans|au|pour|contre|sont|ont|autres)\b"
        ).match(low, n.end)
        led = compiled(
            r"(?r)\b(?:dont|contre|soit|compte|comptent|dénombre|recense|étaient|sont|à|passe|de|ou|et|en) "
        ).match(low, max(0, n.start - 12), n.start)
        if low.endswith("contre ", 0, n.start) and reading.last:
            return None  # « contre neuf en 2020 »
        if more is None and reading.hedged(n):
            return None  # « supérieur à vingt »
        if more is None or (led is None and not more.group().strip().startswith(("d", ","))):
            return Reason.OTHER
        return Reason.OTHER if n.value == 9 or compiled(DEFINITE).match(low, max(0, n.start - 20), n.start) else None
    if noun == "chiffres" and low.endswith(" à ", 0, n.start):
        return Reason.OTHER  # « une croissance à deux chiffres »
    if n.value == 9 and not noun.endswith(("s", "x")):
        return Reason.OTHER
    if n.value == 2 and compiled(DEFINITE).match(low, max(0, n.start - 24), n.start):
        return Reason.OTHER
    return None


def _part_of_number(reading: Reading, n: Numeral) -> bool:
    """« sept des douze départements », « deux de ses cinq usines »"""
    m = compiled(r" (?:des|de (?:ses|leurs|nos|ces|vos)) (?:quelque )?").match(reading.line.low, n.end)
    return m is not None and any(other.start == m.end() for other in reading.numerals)


def _listed_count(reading: Reading, n: Numeral) -> bool:
    """A number that goes on counting what an earlier one counted: « 41 sont en alerte et neuf en crise », « ; quatre ont été »."""
    last, low = reading.last, reading.line.low
    if last is None or last.kind is not Kind.COUNT or compiled(r"[.!?] ").search(low, last.span.end, n.start):
        return False
    led = compiled(r"(?r)(?:,|;| et|, et|; et|\(|:| dont) ").match(low, last.span.end, n.start)
    return (
        led is not None
        and compiled(r" (?:en|à|dans|au|aux|sont|ont|n'ont|ne sont|sous|pour|sur|chez|hors)\b").match(low, n.end)
        is not None
    )


def _no_bare(reading: Reading, n: Numeral, noun: str | None) -> Reason | None:
    """Why a bare number in figures is a label and not a count: it follows a name, and nothing that it could count comes."""
    low, plain = reading.line.low, reading.line.plain
    if compiled(r" ?(?:\d{1,2} ?)?[\]|\[\\]").match(plain, n.end) or compiled(r"(?r)[\]|\[\\] ?").match(
        plain, max(0, n.start - 2), n.start
    ):
        return Reason.NOISE
    if compiled(r"-\d{1,3}\b(?! ?%)").match(low, n.end) and n.value < 200 and noun is None:
        return Reason.SCORE
    if (
        compiled(r"(?r)\b\d{1,4}[-/]").match(low, max(0, n.start - 5), n.start)
        and reading.dropped
        and reading.dropped.span.end == n.start - 1
    ):
        return Reason.SCORE
    if compiled(r"/\d").match(low, n.end):
        return Reason.SCORE
    unspaced = n.digits >= 7 and not n.spaced and n.scale == 1 and not n.decimals and reading.cell is None
    if unspaced and (noun is None or plain[n.end + 1].isupper()):
        return Reason.IDENTIFIER
    if compiled(r" x \d").match(low, n.end) and noun == "x":
        return Reason.OTHER  # « 12 x 83,44 € »
    if n.spaced or n.scale != 1 or n.decimals or n.digits > 6 or reading.cell is not None:
        return None
    named = compiled(r"(?r)[^\W\d_][',]? (?P<word>[A-ZÉÈ][a-zà-ÿ]+) ").match(plain, max(0, n.start - 30), n.start)
    if noun and named and n.digits <= 3 and not noun.endswith(("s", "x")) and named["word"] not in ("La", "Le", "Les"):
        return Reason.NAME  # « la citadine Alizéa 3 demeure »
    single = noun is not None and n.value > 1 and n.digits < 4 and not noun.endswith(("s", "x"))
    if single and compiled(r"(?r)\b(?:le|du|au) ").match(low, max(0, n.start - 4), n.start):
        return Reason.NAME  # « la régulation par le 15 porte ses fruits »
    if noun is not None:
        return None
    if compiled(r"\)").match(low, n.end) and compiled(r"(?r)\(").match(low, max(0, n.start - 1), n.start):
        if department_code(plain, n.start, n.end):
            return Reason.ADDRESS
        if n.value <= 20 and compiled(r"(?r)(?:^|[.;:)*]) ?\(").match(plain, 0, n.start):
            return Reason.NUMBERING  # « (2) Hors Mayotte »
        if reading.dropped and reading.dropped.reason is Reason.SCORE and reading.dropped.span.end == n.start - 2:
            return Reason.SCORE  # « 7-6 (5) »
        bracketed = compiled(r"\(\d{1,5}\)")
        listed = n.digits > 2 or bracketed.search(low, n.end) or bracketed.search(low, 0, n.start - 1)
        return None if listed else Reason.NUMBERING
    m = compiled(r"(?r)(?P<word>[^\W\d_][\w-]*) ").match(plain, max(0, n.start - 30), n.start)
    if m is None:
        return None
    word = m["word"]
    if compiled(r"(?r)\b(?:d'|n'|s')?en [^\W\d_]+(?:er|ir|re|oir|[aeits]|nt) ").match(
        low, max(0, n.start - 30), n.start
    ):
        return None  # « prévoit d'en recruter 25 d'ici la fin de l'année »
    if compiled(r" (?:de|d') ?(?:plus|moins)\b").match(low, n.end) or (len(word) == 1 and not word.isupper()):
        return None
    if len(word) == 1:
        return Reason.NAME if word not in "ÀAYÔ" and m.start() > 0 and n.digits <= 3 else None  # « stand C 45 »
    if word[0].isupper() and m.start() > 0:
        return None if gapped(reading, n.start) else Reason.NAME
    if word.lower() in names("function") or word.lower() in names("verb"):
        if (
            word.lower() in ("le", "la", "l", "les", "du", "au")
            and n.value <= 31
            and not compiled(r"(?r)\b(?:barre des|seuil des|cap des|dépasse les|les) ").match(
                low, max(0, n.start - 12), n.start
            )
        ):
            return Reason.DATE
        return None
    if (
        n.digits <= 3
        and compiled(r" ?(?:[,.;:!?)»]|-|$)| [^\W\d_]").match(low, n.end)
        and word.lower() not in per_words()
    ):
        return Reason.NUMBERING if not word.endswith(("ent", "é", "és", "ée", "ées")) else None
    return None
