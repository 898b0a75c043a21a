"""What a number measures: the unit behind it, and what the measure is taken per."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from extract import regex
from extract.find.line import Line
from extract.find.numeral import Numeral
from extract.find.quantity import Kind
from extract.find.subunits import chrono, smaller_part
from extract.find.tables import (
    compiled,
    names,
    per_code,
    per_words,
    plural,
    quick,
    symbol_lengths,
    table,
    unit_symbols,
    unit_words,
)
from extract.text import Span

WORDS_AHEAD = r"[ -]?(?:d'|de )?(?P<a>°? ?[^\W\d_]+(?:-[^\W\d_]+)?\.?)(?P<b> [^\W\d_]+[²³%]?)?(?P<c> [^\W\d_]+)?"
PER = r" ?/ ?(?:(?P<slash>[^\W\d_]+[²³23]?)(?![^\W_]))| (?:par|(?:à l'|de l'|l')(?!entreprise|état|établissement|association|agence|agglomération|assurance|économie)) ?(?!(?:ailleurs|exemple|rapport|rapports|conséquent|contre)\b)(?P<par>[^\W\d_]+(?:-[^\W\d_]+)?[²³23]?(?: (?:carré|cube)s?)?)(?![^\W\d_]|')"
PER_FOR = r"(?: pour | ?/ ?(?=10?0?[ .]?000))(?P<base>1(?:[ .]?000){1,2}|100(?:[ .]?000)?|mille|cent(?: mille)?|10(?:[ .]?000)?|un million)(?P<d> d)?(?:(?P<gap> |')(?P<noun>[^\W\d_]+(?: vivante?s)?))?"
ADJECTIVES = r"(?: ?(?:nets?|nettes?|bruts?|brutes?|ttc|ht|h\.t\.|hors taxes?|toutes taxes comprises|en moyenne|environ))+(?![^\W_])"
PRICE_PER = r" (?:le|la|l'|au|à la|à l'|du|de la|de l'|chaque) ?(?P<par>[^\W\d_]+[²³]?(?: (?:carré|cube)s?)?)(?![^\W_])"
EQUIVALENT = r" (?:d')?(?:équivalents?|éq\.?|eq\.?)[ -](?:co2|co₂|carbone)"
PRICE_FOR = (
    r" (?:les|pour|aux|par) (?P<base>100|1[ .]?000) (?P<par>litres?|l|kilos?|kg|tonnes?|km|kilomètres|m²|kwh)(?![^\W_])"
)
PER_100_KM = r"(?: ?/ ?| (?:aux|pour|par) )100 ?(?:km|kilomètres)(?![^\W_])"  # « 5,2 l/100 km »
NOUNS = r"(?: (?:[^\W\d_]+['-])*[^\W\d_]+){1,5}?"
SCALE_LETTER = (
    r" {0,2}(?P<scale>M|Md|Mds|k)(?= (?:de |d')|$)|(?:(?<=,\d+)|(?<=\d) )(?P<scale>M)(?=[,;.)])|(?P<scale>[kKM])(?= (?!dans|sans|vers|sous|mais|puis)[a-zà-ÿ]{3,}[sx]\b)"
    r"|(?P<scale>[KGM])(?=[.!?]?$)"
)
SIGN_ENDS = frozenset("€$£RDFP")  # last letters of the signs that stand in front
NOUNS_PER = r" (?P<nouns>(?:[^\W\d_]+['-])*[^\W\d_]+\d?(?: (?:[^\W\d_]+['-])*[^\W\d_]+\d?){0,4}?)(?: par (?P<par>[^\W\d_]+[²³]?)(?: et par (?P<more>[^\W\d_]+))?|\.?/(?P<slash>[^\W\d_]+[²³]?))(?![^\W\d_]|')"
OF_NOUNS_PER = r" (?:de |d'|du )" + NOUNS_PER[1:]
FEW, FEW_FOR = (
    10,
    rf"(?P<nouns>{NOUNS}) pour (?P<base>\d{{1,3}}(?:[ .]?\d{{3}})+)(?P<d>)(?P<gap> )(?P<noun>habitants?|élèves|personnes|dossiers|clients|patients|salariés|enfants|usagers)",
)
NOUNS_FOR = rf"(?P<nouns>{NOUNS})?{PER_FOR}"
BASES = {"mille": 1000, "cent": 100, "cent mille": 100_000, "un million": 1_000_000}
# « 310 points d’accueil », « 12 points de vente » are places
POINTS_OF = r" (?:relais|info|presse|clé)\b| (?:de |d')(?!pourcentage|base|plus|moins|croissance|hausse|baisse|recul|progression|augmentation|réduction|diminution|pib|marge|l'|la |le |mieux|retard|avance|écart|%)"
FEET_OF = r" (?:(?:de |d')(?!haut|long|large|profond|diam)|carré)"  # « 200 pieds de vigne »
PERIODS = frozenset({"s", "min", "h", "d", "wk", "mo", "a", "trimestre", "semestre", "saison", "nuit"})
# « un point de situation », « une heure », « une livre », « un pied » are no measures when « un » is the article
UNITS_OF_ONE = frozenset({Kind.MONEY, Kind.MEASUREMENT, Kind.DURATION, Kind.PERCENTAGE})
NOT_AFTER_ONE = frozenset({"point", "pied", "bar", "are", "pouce", "degré", "franc", "livre", "once", "bit", "mile"})
# « dépasse d’un point la moyenne », « gagne un point »: there it is one
ONE_POINT = r"(?r)\b(?:(?:hausse|baisse|progress\w+|recul\w*|augment\w+|diminu\w+|repli\w*|relev\w+|abaiss\w+|rédui\w+|supérieure?s?|inférieure?s?|dépass\w+|bondi|grimp\w+|chut\w+|écart)(?: (?:encore|ainsi|même|près|plus|moins|globalement)){0,2} (?:de )?d'|(?:gagn\w+|perd\w*|cèd\w+|repren\w+|lâch\w+) (?:ainsi |encore |près d'|plus d'|moins d')?)"
# « soit un point de plus qu’en 2023 », « près d’un point au-dessus de son niveau de 2019 »
POINT_MORE = r" (?:de (?:plus|moins|mieux) (?:qu|en |par|$)|de (?:plus|moins|mieux)[,.;)]|(?:au-dessus|au-dessous|en dessous|en deçà) d)"
# Symbols of one letter that must stand at a figure, and not be the article of what follows (« 12 m », « 5 L », « 3 t »)
SPLIT = frozenset({"h", "H", "m", "€"})  # a smaller part may follow without a space: « 2h30 », « 1m80 », « 5€30 »
SHY = frozenset({"a", "A", "K", "N", "J", "V", "W", "H", "G", "T", "E HT"})


@dataclass(slots=True)
class Measure:
    """A unit in place: `end` is where its words end; `noun` what is counted in a rate."""

    end: int
    code: str
    kind: Kind
    factor: Decimal = Decimal(1)
    noun: Span | None = None
    flags: tuple[str, ...] = ()


@cache
def _priced() -> frozenset[str]:
    """Nouns that have a price each: « 12 € la nuit »."""
    return frozenset(table("units")["priced"]["words"].split())


def measure(line: Line, n: Numeral) -> Measure | None:
    """The unit of a number with what it is taken per: « % », « M€ », « tonnes », « € par mois », « passagers par jour »."""
    unit = _unit(line, n)
    if unit is None:
        return _counted_per(line, n)
    return per(line, unit)


def _unit(line: Line, n: Numeral) -> Measure | None:
    at = n.end
    if at < len(line.plain) and line.plain[at] == " ":
        at += 1
    if (n.scale > 1 or n.collective) and (of := compiled(r" (?:de |d')").match(line.low, n.end)):
        at = of.end()  # « 1,2 milliard de m³ »
    if n.value and (race := chrono(line.low, n)):
        return Measure(race[0], race[1], Kind.DURATION, race[2] / n.value)
    if not n.one and (symbol := _symbol(line.plain, at, n)):
        return _with_subunit(line, symbol, n)
    return _word(line, n)


def _symbol(plain: str, at: int, n: Numeral) -> Measure | None:
    symbols = unit_symbols()
    for length in symbol_lengths().get(plain[at : at + 1], ()):
        text = plain[at : at + length]
        unit = symbols.get(text)
        if unit is None or len(text) < length:  # at the line's end a slice is shorter
            continue
        after = plain[at + length : at + length + 1]
        if text.isalpha() and after == "." and plain[at + length + 1 : at + length + 2].isalpha():
            continue  # « 4-2 t.a.b. »
        if text[-1] == "." and text[:-1] in symbols and compiled(r"$| [A-ZÀ-Ý]").match(plain, at + length):
            continue  # the dot ends the sentence: « à 3 037 pts. »
        if text[-1].isalnum() and (
            (after.isalnum() and not (text in SPLIT and after.isdigit())) or after in ("'", "’")
        ):
            continue
        if (
            text in SPLIT
            and after.isdigit()
            and not compiled(r"[0-5]\d(?!\d)|[6-9]\d(?!\d)(?<=m..)").match(plain, at + length)
        ):
            continue
        if (
            text in SHY
            and (at == n.end or not n.figures)
            and unit.kind is not Kind.DURATION
            and at == n.end
            and text in ("A", "a")
        ):
            continue
        if not n.figures and text.isalpha() and len(text) == 1:
            continue
        if text == "L" and at == n.end and n.digits >= 3:
            continue  # « acier 316L »
        flags = ("ambiguous_unit",) if text[0] == "m" and unit.factor == 1_000_000 else ()
        return Measure(at + length, unit.code, unit.kind, unit.factor, flags=flags)
    return None


def _word(line: Line, n: Numeral) -> Measure | None:
    m = quick(WORDS_AHEAD).match(line.low, n.end)
    if m is None:
        return None
    if n.scale == 1 and not n.collective and not n.parts and quick(r"[ -]?(?:d'|de )").match(line.low, n.end):
        return None
    a, b, c = m["a"], m["b"] or "", m["c"] or ""
    for text, end in (
        (a + b + c, m.end("c")),
        (a + b, m.end("b")),
        (a, m.end("a")),
        (a.rstrip("."), m.end("a") - a.count(".")),
    ):
        unit = unit_words().get(text)
        if unit is None or end < 0 or (text == "heures" and line.low.startswith(" supplémentaires", end)):
            continue  # extra hours are counted like any noun
        changed = (text == "point" and n.one) and (
            compiled(ONE_POINT).match(line.low, max(0, n.start - 60), n.start)
            or compiled(POINT_MORE).match(line.low, end)
        )
        if (
            n.one
            and not changed
            and (
                unit.kind not in UNITS_OF_ONE
                or (text in NOT_AFTER_ONE and (n.start or end < len(line.low)))
                or not (unit.kind in (Kind.DURATION, Kind.PERCENTAGE) or _asserted_one(line, n, end))
            )
        ):
            return None
        if (
            a in ("point", "points")
            and text == a
            and not n.figures
            and not changed
            and not compiled(
                r" (?:de (?:plus|moins|mieux)|suppl|par rapport|sur un|en un|à ce(?:lui|lle|ux|lles)|au niveau|à la (?:moyenne|normale)|(?:sous|au-dessus|au-dessous|en[- ]dessous|en deçà|inférieur|supérieur)(?![^\W_]))"
            ).match(line.low, end)
        ):
            return None  # « deux points à retenir »
        if a == "points" and text == a and not n.decimals and _places(line, n, end):
            return None
        if a.startswith("point") and text == a and not n.decimals and compiled(POINTS_OF).match(line.low, end):
            return None
        if (text == "pouce" and not n.figures) or (
            text in ("pieds", "pied") and compiled(FEET_OF).match(line.low, end)
        ):
            return None
        return _with_subunit(line, Measure(end, unit.code, unit.kind, unit.factor), n)
    return None


def _places(line: Line, n: Numeral, end: int) -> bool:
    """« 52 000 points lumineux », « 310 points noirs »: points that are counted, not points of percentage."""
    m = compiled(r" (?P<word>[^\W\d_]+[sx])(?![^\W_])").match(line.low, end)
    return n.value >= 1000 or (
        m is not None and m["word"] not in names("function") and m["word"] not in names("after_points")
    )


def _asserted_one(line: Line, n: Numeral, end: int) -> bool:
    """« à moins d’un kilomètre », « coûte un euro »: « un » is a number here; in « un hectare que nous » it is the article."""
    if n.start == 0 and end == len(line.low):
        return True  # « un kilomètre » and nothing else
    if compiled(r" et [^\W\d_-]+(?:[ -][^\W\d_]+){0,2} (?:centimes?|cents?)\b").match(line.low, end):
        return True  # « un euro et vingt-cinq centimes »
    led = compiled(r"(?r)(?:d'|\b(?:à|coûte|vaut|pour|environ|presque|que de|mesure|pèse|de|fait) )").match(
        line.low, max(0, n.start - 12), n.start
    )
    return led is not None or compiled(r" (?:par|symbolique)\b|/").match(line.low, end) is not None


def _with_subunit(line: Line, m: Measure, n: Numeral) -> Measure:
    """« 12 euros 50 », « trois heures et demie », « 2 h 15 »: the second part goes into `factor`."""
    if m.code == "t" and (of := compiled(EQUIVALENT).match(line.low, m.end)):
        return replace(m, end=of.end())
    part = smaller_part(line.low, m.end, m.code, m.kind, n) if n.value > 0 and m.factor == 1 else None
    return m if part is None else replace(m, end=part[0], factor=1 + part[1] / n.value)


def per(line: Line, unit: Measure) -> Measure:
    """What a measure is taken per: « € par mois », « km/h », « litres par habitant et par jour », « € le m² »."""
    adjectives = quick(ADJECTIVES).match(line.low, unit.end)
    at = adjectives.end() if adjectives and unit.kind is Kind.MONEY else unit.end
    codes, end = _denominators(line, unit, at)
    if codes:
        return Measure(end, "/".join([unit.code, *codes]), Kind.RATE, unit.factor, flags=unit.flags)
    if unit.kind is Kind.MONEY and unit.factor <= 1 and (p := compiled(PRICE_PER).match(line.low, at)):
        code = per_code(p["par"])
        if code is not None and (code in table("units")["per"] or code in _priced()) and code not in PERIODS:
            return Measure(p.end(), f"{unit.code}/{code}", Kind.RATE, unit.factor, flags=unit.flags)
    if unit.kind is Kind.MONEY and (p := compiled(PRICE_FOR).match(line.low, at)):
        return Measure(
            p.end(),
            f"{unit.code}/{p['base'].replace(' ', '').replace('.', '')} {per_code(p['par'])}",
            Kind.RATE,
            unit.factor,
        )
    if unit.kind is Kind.MEASUREMENT and (p := compiled(PER_100_KM).match(line.low, unit.end)):
        return replace(unit, end=p.end(), code=f"{unit.code}/100 km", kind=Kind.RATE)
    if unit.kind is not Kind.DURATION and (p := compiled(PER_FOR).match(line.low, unit.end)):
        base, end = _base(p)
        return Measure(end, f"{unit.code}/{base}", Kind.RATE, unit.factor, flags=unit.flags)
    if unit.kind in (Kind.MEASUREMENT, Kind.MONEY, Kind.PERCENTAGE):
        of = _nouns_per(line, unit.end, of=True)
        if of is not None:
            return Measure(of[1], f"{unit.code}/{of[2]}", Kind.RATE, unit.factor, of[0], unit.flags)
    return unit


def _denominators(line: Line, unit: Measure, at: int) -> tuple[list[str], int]:
    """The codes of « par habitant et par jour », « /an », « à l’heure » from `at` on, and where they end."""
    codes: list[str] = []
    end = at
    while p := quick(PER).match(line.low, at):
        word = p["slash"] or p["par"]
        start = p.start("slash") if p["slash"] else p.start("par")
        code = per_words().get(line.plain[start : start + len(word)]) or per_code(word)
        elided = "'" in line.low[p.start() : start]
        if code is None and p["par"] and not elided and unit.kind is Kind.MONEY and unit.factor <= 1 and not codes:
            code = _any_noun(line, p, word)
        if code is None or (elided and code not in ("h", "har") and (unit.kind is not Kind.MONEY or code in PERIODS)):
            break
        codes.append(code)
        at = end = p.end()
        if more := compiled(r"(?:,| et)(?= par )").match(line.low, at):
            at = more.end()
    return codes, end


def _any_noun(line: Line, p: re.Match[str], word: str) -> str | None:
    """A noun after « € par » that no table knows: « 12 € par nuitée »; not an agent (« par la Région », « par Orange »)."""
    start = p.start("par")
    if line.plain[start].isupper() or word in names("function") or word.endswith(("ment", "ant")):
        return None
    if line.plain[start + len(word) : start + len(word) + 1] == "'":
        return None
    return word


def _base(p: regex.Match[str]) -> tuple[str, int]:
    """A population as the base of a rate, and where its words end."""
    base = p["base"]
    number = BASES.get(base) or int(base.replace(" ", "").replace(".", ""))
    noun = p["noun"] or ""
    if noun in names("function"):
        return str(number), p.end("base")
    if (code := per_code(noun)) in table("units")["per"]:
        return f"{number} {code}", p.end()  # « €/1 000 l »
    return (f"{number} {noun if noun.endswith('s') else plural(noun)}" if noun else str(number)), p.end()


def _counted_per(line: Line, n: Numeral) -> Measure | None:
    """Nouns counted per something: « 4 150 passagers par jour », « 5,5 tués pour 100 000 habitants », « deux fois par semaine »."""
    window = line.low[n.end : n.end + 90]
    if " pour " in window or "000" in window:
        p = compiled(NOUNS_FOR).match(line.low, n.end)
        if p is None and n.value <= FEW:
            p = compiled(FEW_FOR).match(line.low, n.end)  # « un médecin pour 1 340 habitants »
        if p and not (p["nouns"] and _clause(p["nouns"])):
            code, end = _base(p)
            return Measure(end, f"1/{code}", Kind.RATE, noun=_span(p))
    if " par " in window or "/" in window:
        if not n.one and (
            m := compiled(r" fois(?: par (?P<par>[^\W\d_]+)|/(?P<slash>[^\W\d_]+))").match(line.low, n.end)
        ):
            per = per_code(m["par"] or m["slash"])
            return Measure(m.end(), f"1/{per}", Kind.RATE) if per else None
        if n.parts is None and not n.one and (counted := _nouns_per(line, n.end, of=False)):
            return Measure(counted[1], f"1/{counted[2]}", Kind.RATE, noun=counted[0])
        if m := compiled(r"(?: ?/ ?| par )(?P<par>[^\W\d_]+[²³]?)(?![^\W_])").match(line.low, n.end):
            per = per_code(m["par"])
            if per and (per in PERIODS or line.low[m.start()] != "/"):
                return Measure(m.end(), f"1/{per}", Kind.RATE)
    return None


def _nouns_per(line: Line, at: int, of: bool) -> tuple[Span, int, str] | None:
    """A noun phrase and what it is taken per, from `at` on: its span, the end and the denominator's code."""
    p = compiled(OF_NOUNS_PER if of else NOUNS_PER).match(line.low, at)
    if p is None or _clause(p["nouns"]):
        return None
    code = per_code(p["par"] or p["slash"])
    if code is None:
        return None
    more = per_code(p["more"]) if p["more"] else None
    end = p.end() if more or not p["more"] else p.end("par")
    return Span(p.start("nouns"), p.end("nouns")), end, f"{code}/{more}" if more else code


def _clause(words: str) -> bool:
    """Whether words hold more than a noun phrase: a verb, a relative, a preposition that starts something new."""
    allowed = {"de", "des", "du", "d", "la", "le", "l", "les", "à", "au", "aux", "en", "et", "par"}
    return any(w in names("function") and w not in allowed for w in words.replace("'", " ").replace("-", " ").split())


def _span(p: regex.Match[str]) -> Span | None:
    start, end = p.span("nouns")
    if start < 0:
        return None
    lead = compiled(r" (?:de |d'|du )?").match(p.string, start)
    return Span(lead.end() if lead else start + 1, end)


def money_before(line: Line, n: Numeral) -> tuple[int, str] | None:
    """A currency sign in front of a number: « € 250 », « $ 4,5 millions », « EUR 12 »."""
    if not SIGN_ENDS.intersection(line.plain[max(0, n.start - 2) : n.start]):
        return None
    m = compiled(r"(?r)(?<![\w\d]|\d )(?P<sign>€|\$|£|US\$|EUR|USD|CHF|GBP) ?").match(
        line.plain, max(0, n.start - 5), n.start
    )
    if m is None:
        return None
    unit = unit_symbols()[m["sign"]]
    return m.start(), unit.code


def scale_letter(line: Line, n: Numeral) -> tuple[int, Decimal] | None:
    """« 11,4 M de passagers », « 1,2 Md d'habitants », « 15k abonnés »: a scale's letter with a noun behind it, or with nothing."""
    if not n.figures or n.ordinal or not quick(r" {0,2}[MkKG]").match(line.plain, n.end):
        return None
    m = compiled(SCALE_LETTER).match(line.plain, n.end)
    if m is None and money_before(line, n):
        m = compiled(r" ?(?P<scale>k|K|M|Mds?)\b").match(line.plain, n.end)
    alone = m is not None and m.end() >= len(line.plain) - 1
    if m is None or (m["scale"] in "KGM" and alone and line.plain[: n.start].strip(" $€£+-")):
        return None  # « le groupe 3M »
    return m.end(), Decimal(table("units")["money_scale"][m["scale"]])
