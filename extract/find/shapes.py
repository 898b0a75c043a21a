"""The steps that a number is tried against: each gives a quantity's draft, a drop with its reason, or None to pass it on."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from extract.find import ledger
from extract.find.draft import TEMPERATURES, Draft, Drop, Reading
from extract.find.ledger_rows import MONTH
from extract.find.measure import Measure, money_before, per, scale_letter
from extract.find.numeral import LONGEST, Numeral, quotient
from extract.find.quantity import Bound, Kind, Reason
from extract.find.series import span as span
from extract.find.tables import compiled, names, table, unit_words
from extract.text import Span

WORD = r"(?:[^\W\d_]+['-])*[^\W\d_]+"
STANDS_AS = r"(?r)\b(?:est|était|reste|demeure|devient|constitue|représente|devenue?)(?: ainsi| désormais| aujourd'hui| en \d{4}| toujours| déjà)? (?:le |la |l')"
PACKED = frozenset({"mL", "cL", "L", "mg", "g", "kg"})
THREE_WORDS = rf" (?P<first>{WORD})(?: (?P<second>{WORD}))?(?: (?P<third>{WORD}))?"
LASTING_HOURS = r"(?r)\b(?:ramen\w+ (?:de|à)|pass\w+ de|dur\w+|en|pendant|durant|(?:trajet|durée|attente|temps|délai|retard|parcours|vol|film|spectacle|traversée)(?: [^\s.;:!?,\d]+){0,8} (?:de|à|est de|atteint)) (?:moins de |plus de |environ |près de |seulement )?"
MONTHS = rf"(?:,? (?:et|au|ou|à|-) \d\d?)? {MONTH}(?![^\W_])"
NUMBER_ONE = r"(?r)\b(?:n(?:°|º|o|uméro)) ?"
FIRST = r" (?:mondial|français|européen|national|régional|local|sur (?:le|son) marché|du (?:secteur|marché)|des ventes|en (?:france|europe))"
MODEL = r"(?r)\b(?:(?:un|une|l'|les|des|le|la|d'un|d'une) ?[A-Z]{2,5}|(?<=(?:rame|vol|train|loco|moteur|type|série|modèle)s? )[A-Z]) "  # « un ATR 72 basé à », whatever follows
INSTRUCTED = r"(?r)(?:^|[.:;!?•▪-] ?)[^\W\d_]{3,}ez(?:-[^\W\d_]+)? [^.:;!?]*"
EDITION_OF = r" [^\W\d_]+ (?:françai|europé|mondi|nationa|région|de france|d'europe|du monde|au monde|en |le plus|plus)"
BELOW_ZERO = r" (?:(?:en|au)[- ]dessous de|sous) z[ée]ro\b"  # « 10 degrés sous zéro »
YEAR_BEFORE = r"(?r)(?P<word>[^\W\d_]+)[ (]{1,2}(?:de |l'an )?"


@cache
def _reads_one() -> frozenset[str]:
    """Words behind « un » that may make it a number: units, months, « sur », « pour »."""
    months = {m.rstrip(".") for m in compiled(r"[^\W\d_]{3,}").findall(MONTH)}
    units = {part for word in unit_words() for part in (word, word.split()[0], word.split("-")[0])}
    return frozenset(units | months | {"à", "ou", "et", "sur", "pour", "par", "fois", "p", "d", "de"})


def article(reading: Reading, index: int) -> bool:
    """Whether « un » is plainly the article, which no step below would take: most are, and this is quick."""
    n, low = reading.at(index)
    m = compiled(r" (?P<word>[^\W\d_]+)").match(low, n.end)
    if m is None or m["word"] in _reads_one() or index in reading.lent:
        return False
    before = low[max(0, n.start - 5) : n.start]
    if before[-1:] not in ("", " ", "'", "(") or before.endswith(("par ", "de ", "€ ", "$ ", "£ ")):
        return False
    window = low[n.end : n.end + 100]
    return not (" demi" in window or " sur " in window or " pour " in window or " par " in window or "/" in window)


def web(reading: Reading, index: int) -> Drop | None:
    n = reading.numerals[index]
    for s in reading.web:
        if s.start <= n.start < s.end:
            return Drop(s, Reason.WEB)
    return None


def glued(reading: Reading, index: int) -> Drop | None:
    """Digits inside a word; letters that OCR mixes into digits (« 2S,5 ») are doubtful."""
    n, low = reading.at(index)
    if n.digits > LONGEST:
        return Drop(Span(n.start, n.end), Reason.NOISE)
    if n.figures:
        if found := ledger.glued(reading.line, n):
            start, end, reason = found
            return Drop(Span(max(start, reading.floor), max(end, n.end)), reason)
        alpha = reading.line.plain[n.end : n.end + 1].isalpha()
        tail = compiled(r"[^\W\d_]\w*").match(reading.line.plain, n.end) if alpha else None
        if (
            tail
            and not n.ordinal
            and reading.measure(index) is None
            and scale_letter(reading.line, n) is None
            and not compiled(r"h\d?\d?\b|er\b|bis\b|ter\b").match(low, n.end)
        ):
            doubt = n.digits >= 2 and len(tail.group()) <= 2 and tail.group()[0] in "OoIlSBZ"
            return Drop(Span(n.start, tail.end()), Reason.DOUBTFUL if doubt else Reason.NAME, n.value)
        return None
    if (
        low[n.end : n.end + 1] == "-"
        and compiled(r"-(?!heures?\b|journées?\b)[^\W\d_]{2}").match(low, n.end)
        and not n.multiplier
        and n.parts is None
    ):
        return Drop(Span(n.start, n.end), Reason.NAME, n.value)  # « Deux-Sèvres », « deux-roues »
    if low[n.start - 1 : n.start] == "-" and n.start > 1 and low[n.start - 2].isalpha() and not n.multiplier:
        return Drop(Span(n.start, n.end), Reason.NAME)
    return None


def whole(reading: Reading, index: int) -> Drop | None:
    """The rows of the ledger, for numbers in figures and for months behind words (« premier janvier »)."""
    n, low = reading.at(index)
    if not n.figures:
        if n.value <= 31 and n.parts is None and (m := compiled(MONTHS).match(low, n.end)):
            return Drop(Span(n.start, m.end()), Reason.DATE, n.value)
        return None
    if reading.cell is not None and n.end - n.start >= len(low.strip()) - 2:
        return None
    if item := ledger.item_of_law(reading.line, n):
        return Drop(Span(n.start, item), Reason.REFERENCE, n.value)
    found = ledger.row_of(reading.line, n)
    if found and found[1] is Reason.TIME and _lasting_hours(reading, n):
        return None
    return _dropped(n, low, *found) if found else None


def _dropped(n: Numeral, low: str, end: int, reason: Reason) -> Drop:
    """A dropped number with the value it would have had: hours with their minutes, « 1 sur 4 » as a fraction."""
    here = Span(n.start, end)
    if reason is Reason.TIME and (
        m := compiled(r"\d\d? ?h(?:eures?)? ?(?P<minutes>\d\d)?").fullmatch(low, n.start, end)
    ):
        return Drop(here, reason, n.value + quotient(int(m["minutes"] or 0), 60), Kind.DURATION, "h")
    if reason is Reason.NUMBERING and (
        m := compiled(r"(?P<top>\d+) ?(?:/|sur) ?(?P<bottom>\d+)").fullmatch(low, n.start, end)
    ):
        top, bottom = int(m["top"]), int(m["bottom"])
        return Drop(here, reason, Decimal(top) / bottom if 0 < top < bottom else n.value)
    return Drop(here, reason, n.value)


def _lasting_hours(reading: Reading, n: Numeral) -> bool:
    """« ramenée de 4 h 30 à 3 h 15 », « un trajet de 2 h 15 », « en 1 h 12 »: hours that last, not hours of the day."""
    last, low = reading.last, reading.line.low
    if (
        last is not None
        and last.kind is Kind.DURATION
        and low[last.span.end : n.start] in (" à ", " contre ", ", contre ", " au lieu de ")
    ):
        return True
    return compiled(LASTING_HOURS).match(low, max(0, n.start - 70), n.start) is not None


def ordinal(reading: Reading, index: int) -> Draft | Drop | None:
    """A rank where the ordinal places someone (« 1er employeur »), else a label (« 12e édition », « premier trimestre »)."""
    n, low = reading.at(index)
    if not n.ordinal:
        return None
    ranks = names("ranks") if n.figures or n.value > 1 else names("first_ranks")
    m = compiled(THREE_WORDS).match(low, n.end)
    words = [m["first"], m["second"] or "", m["third"] or ""] if m else []
    grand = words[:1] == ["plus"] or (
        words and words[0] in ("grand", "grande", "principal", "principale", "gros", "grosse", "meilleur", "meilleure")
    )
    if words and n.value > 1 and words[0] in names("editions") and not compiled(EDITION_OF).match(low, n.end):
        return Drop(Span(n.start, n.end), Reason.ORDINAL, n.value)  # « le 42e Festival de jazz »
    place = bool(words) and (words[0] in ranks or (grand and (words[1] in ranks or words[2] in ranks or n.value > 1)))
    before = compiled(rank_context()).match(low, max(0, n.start - 40), n.start)
    if n.figures and compiled(
        r" (?:des ventes|du (?:classement|palmarès|podium|marché|pays|monde)|en (?:valeur|volume|nombre))\b"
    ).match(low, n.end):
        return Draft(n.start, n.end, n.value, Kind.RANK, "1", level=True)
    alone = before is not None and (not words or words[0] in names("function") or words[0] in ("place", "rang"))
    new = compiled(r"(?r)\b(?:une?|ce|cette|notre|son|sa|leur|d'une?|chaque|dernier|dernière) ").match(
        low, max(0, n.start - 10), n.start
    )
    stands = compiled(STANDS_AS).match(low, max(0, n.start - 40), n.start)
    said = stands is not None and bool(words) and words[0] not in names("unranked") | names("editions")
    several = n.value == 1 and low.endswith("s", n.start, n.end)  # « les trois premiers pays »
    if ((place and not new) or alone or said) and not several:
        return Draft(n.start, n.end, n.value, Kind.RANK, "1", level=True)
    return Drop(Span(n.start, n.end), ledger.label(reading.line, n, bare=True) or Reason.ORDINAL, n.value)


@cache
def rank_context() -> str:
    """What stands before a rank: « classé », « au »."""
    return "(?r)" + str(table("names")["rank_context"]["before"])


def vague(reading: Reading, index: int) -> Drop | None:
    n, low = reading.at(index)
    if n.vague:
        return Drop(Span(n.start, n.end), Reason.VAGUE, n.value)
    if n.one and compiled(r" (?:à|ou) (?:deux|trois|plusieurs)\b").match(low, n.end):
        return Drop(Span(n.start, n.end), Reason.ARTICLE, n.value)
    if (
        n.one
        and compiled(r" (?:jour|journée|heure|minute)\b").match(low, n.end)
        and low.endswith("au moins ", 0, n.start)
    ):
        return Drop(Span(n.start, n.end), Reason.VAGUE, n.value)  # « au moins un jour par semaine »: a condition
    return None


def quoted(reading: Reading, index: int) -> Drop | None:
    n, _ = reading.at(index)
    if not n.one and ledger.quoted_name(reading.line, n):
        return Drop(Span(n.start, n.end), Reason.NAME, n.value)
    return None


def packed(reading: Reading, index: int) -> Drop | None:
    """« le flacon de 50 ml », « des sacs de 25 kg »: the size tells which package, as an age tells which people."""
    n, low = reading.at(index)
    m = reading.measure(index)
    if m is None or m.kind is not Kind.MEASUREMENT or m.code not in PACKED:
        return None
    before = compiled(r"(?r)\b(?P<noun>[^\W\d_]+?)s? (?:de |d')").match(low, max(0, n.start - 30), n.start)
    if before is None or before["noun"] not in names("packages"):
        return None
    return Drop(Span(n.start, m.end), Reason.OTHER, n.value * m.factor)


def measured(reading: Reading, index: int) -> Draft | None:
    """A number with its unit, or with the currency in front."""
    n, _ = reading.at(index)
    m = reading.measure(index)
    prefix = money_before(reading.line, n)
    if prefix and m is not None and m.code.startswith("1/"):  # « CHF 2.50 par action »
        taken = per(reading.line, Measure(n.end, prefix[1], Kind.MONEY))
        return Draft(prefix[0], taken.end, n.value, taken.kind, taken.code)
    if m is None:
        if prefix and prefix[0] >= reading.floor:  # « deux € 1 »: the sign is the first number's
            letter = scale_letter(reading.line, n)  # « $10k », « € 12 M »
            end, factor = letter or (n.end, Decimal(1))
            return Draft(prefix[0], end, n.value * factor, Kind.MONEY, prefix[1])
        if letter := scale_letter(reading.line, n):
            return Draft(n.start, letter[0], n.value * letter[1], Kind.COUNT, "1")
        return None
    bound = Bound.ABOUT if n.collective else None
    last = reading.last
    if last and last.kind is Kind.RATE and m.kind is not Kind.RATE and last.unit.startswith(f"{m.code}/"):
        tied = r"(?r)(?:\b(?:contre|après|au lieu de|à|sous|barre des|seuil de) |\()(?:environ |près de |plus de )?"
        level = compiled(tied).match(reading.line.low, last.span.end, n.start)
        close = level is None or level.group().startswith(("contre", "après", "au lieu"))
        if not close and (m.kind is not Kind.MONEY or m.factor != 1 or not last.value / 4 <= n.value <= last.value * 4):
            level = None  # « 50 € par mois, pour un budget porté à 12 000 € »
        if level and not compiled(r"[.!?;] ").search(
            reading.line.low, last.span.end, n.start
        ):  # « 64 € par jour, contre 61 € »
            return Draft(n.start, m.end, n.value * m.factor, Kind.RATE, last.unit)
    below = compiled(BELOW_ZERO).match(reading.line.low, m.end) if m.code in TEMPERATURES else None
    return Draft(
        n.start,
        below.end() if below else m.end,
        n.value * m.factor * (-1 if below else 1),
        m.kind,
        m.code,
        noun=m.noun,
        bound=bound,
        flags=m.flags,
        article=n.one and m.factor == 1,
        exact=n.decimals and m.factor == 1,
    )


def instruction(reading: Reading, index: int) -> Drop | None:
    """« Surveillez votre température 2 fois par jour »: what the reader is to do is no claim."""
    n, low = reading.at(index)
    if not low.startswith(" fois ", n.end):
        return None
    if compiled(r" fois (?:par|tou(?:te)?s les) ").match(low, n.end) and compiled(INSTRUCTED).match(
        low, max(0, n.start - 90), n.start
    ):
        return Drop(Span(n.start, n.end), Reason.OTHER, n.value)
    return None


def labelled(reading: Reading, index: int) -> Draft | Drop | None:
    """« article 11 », « axe 2 », « n° 7 », « Boeing 737 », « 1 000 premiers jours »; « n° 1 mondial » is a rank."""
    n, low = reading.at(index)
    if n.one:
        return None
    if (
        compiled(NUMBER_ONE).match(low, max(0, n.start - 8), n.start)
        and n.value <= 20
        and compiled(FIRST).match(low, n.end)
    ):
        return Draft(n.start, n.end, n.value, Kind.RANK, "1", level=True)
    if compiled(r" premiers jours").match(low, n.end) and n.value == 1000:
        return Drop(Span(n.start, n.end), Reason.NAME, n.value)
    noun = reading.noun_after(n.end)
    bare = noun is None or not noun.endswith(("s", "x"))
    if (
        n.figures
        and n.digits <= 6
        and not n.spaced
        and compiled(MODEL).match(reading.line.plain, max(0, n.start - 30), n.start)
    ):
        return Drop(Span(n.start, n.end), Reason.NAME, n.value)
    fresh = compiled(r"(?r)[.!?] ").match(low, max(0, n.start - 2), n.start) and not n.figures
    reason = None if fresh else ledger.label(reading.line, n, bare)
    if reason and (n.figures or n.value <= 12 or ledger.numbered(reading.line, n)):
        return Drop(Span(n.start, n.end), reason, n.value)
    dropped = reading.dropped
    if (
        dropped
        and bare
        and dropped.reason in (Reason.REFERENCE, Reason.NUMBERING, Reason.NAME, Reason.PHONE, Reason.IDENTIFIER)
        and not n.spaced
        and n.figures
    ) and (
        compiled(r",? ?(?:et|ou|à|,|-|/|&)? ?(?:n° ?)?").fullmatch(low, dropped.span.end, n.start)
        and n.start - dropped.span.end <= 6
    ):
        return Drop(Span(n.start, n.end), dropped.reason, n.value)
    return None


def year(reading: Reading, index: int) -> Drop | None:
    """Four figures from 1500 to 2100 are a year, unless they plainly count the plural noun behind them."""
    n, low = reading.at(index)
    if not n.figures or n.spaced or n.decimals or n.digits != 4 or n.scale != 1 or not 1500 <= n.value <= 2100:
        return None
    if reading.cell is not None and not reading.cell.year:
        return None
    noun = reading.noun_after(n.end)
    before = compiled(YEAR_BEFORE).match(low, max(0, n.start - 20), n.start)
    word = before["word"] if before else ""
    if n.value < 1800 and word not in names("years"):
        return None
    if noun and noun.endswith(("s", "x")) and len(noun) > 3 and word not in names("years"):
        hedged = word in ("de", "d", "quelque", "environ", "les", "à", "accueille", "presque") and compiled(
            r"(?r)\b(?:plus|près|moins|quelque|environ|les|au moins|jusqu'à|presque)(?: de)? "
        ).match(low, max(0, n.start - 14), n.start)
        if hedged or n.value % 50 == 0 or n.value < 1900:
            return None
    return Drop(Span(n.start, n.end), Reason.YEAR, n.value)
