"""Scanning: every number of a line, from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from extract import regex
from extract.find.line import Line
from extract.find.numeral import HALVES, LONGEST, Numeral, quotient, read_figures
from extract.find.spelled import add_up, decimals, number_words
from extract.find.tables import compiled, quick, table

# -- fragments of a number in figures, on folded text -------------------------------------------------------------
GLUED = r"(?<![^\W\d_])(?<![^\W\d_]-)(?<![\d.,/])"  # not behind a letter (A320, Covid-19) nor inside another number
THOUSANDS = r"\d{1,3}(?:(?:(?P<sep>[ '.])\d{3})(?:(?P=sep)\d{3})*|(?P<comma>,)\d{3}(?:,\d{3})+)(?![\d])(?!\.\d)"  # 1 012 450, 1.250, 12'500
DIGITS = r"\d+"
DECIMALS = r"(?:,\d+(?![\d]*,\d)|\.\d+(?!\.?\d))"  # 27,5 and 4.2
ORDINAL = r"(?P<ordinal>(?:(?<=\b1)(?:er|ers|re|res|ère|ere|ière)|(?<=\b2)(?:nde?s?|de)|i?[eè]mes?|èmes?|es?|è)(?![^\W_])|(?<=1) (?:er|re|ère|ere)(?= )|(?<=\d) (?:e|è|ème|nde?)(?= [^\W\d_]{3}))"
FIGURES = rf"(?:{GLUED}{THOUSANDS}(?:{DECIMALS}|{ORDINAL})?|{DIGITS}{ORDINAL.replace('ordinal', 'place')}|{DIGITS}{DECIMALS}?|(?<![\w.,])[.,]\d+)"
SCALE = r"(?: {1,2}|-|(?=mill[ie]))(?P<scale>millions?|milliards?|mille|cent mille|milliers?|billions?|trillions?|cent|dizaines?|douzaines?|centaines?)\b"
HALF = r" et (?P<half>demie?|un quart|quart|(?:trois|3) quarts|un tiers|deux tiers)\b(?! d'entre | des | du | de la | de l')(?: (?P<of>millions?|milliards?)\b)?"
MIXED = r" {1,2}(?:et )?(?P<top>[1-7])/(?P<bottom>[2-8])(?![\d/,]|\.\d)| ?(?P<vulgar>[¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])"  # « 3 1/2 », « 2½ »
SAID_DECIMALS = r" virgule (\d+(?: \d(?!\d))*)(?![\d,.]*\d)"
MAYBE_MIXED = re.compile("[/¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]")
NOTHING_BEHIND = ("", "%", ",", ")", ":", ";", "€")  # no fraction, scale or half is behind these
SCALE_AHEAD = (" ", "-", "m")
MOST_WORDS = 30  # words of a number; « trois cent quatre-vingt-dix-neuf milliards… » has fewer
NEXT_WORD = r"(?P<et>[ -]et)?(?: {1,2}|-)(?P<word>[^\W\d_]+)"  # two spaces: a justified line


@cache
def scanner() -> re.Pattern[str]:
    """The one scan over a line: figures, number words, stems of multipliers."""
    words = "|".join(sorted(number_words(), key=lambda w: (-len(w), w)))
    stems = "|".join(table("numbers")["multiplier"])
    vulgar = "".join(table("numbers")["vulgar"])
    return re.compile(
        rf"(?P<figures>{FIGURES})|(?P<vulgar>[{vulgar}])"
        rf"|(?<![^\W_])(?:(?P<word>{words})(?![^\W_])|(?P<stem>{stems})(?P<ending>[^\W_]*))"
    )


@cache
def locator() -> re.Pattern[str]:
    """Where the scanner may match: this finds the places much faster, and the scanner reads them."""
    vulgar, stems = "".join(table("numbers")["vulgar"]), table("numbers")["multiplier"]
    return re.compile(
        rf"[\d{vulgar}]|[.,](?=\d)|(?<![^\W_])(?:{regex.trie(number_words())}(?![^\W_])|{regex.trie(stems)})"
    )


def scan(line: Line) -> Iterator[Numeral]:
    """All numerals of a line from left to right; they never overlap."""
    low, at = line.low, 0
    pattern, places = scanner(), locator()
    while place := places.search(low, at):
        m = pattern.match(low, place.start())
        if m is None:
            at = place.start() + 1
            continue
        numeral = _numeral(line, m)
        if numeral is None:
            at = m.end()
            continue
        yield numeral
        at = max(numeral.end, m.start() + 1)


def _numeral(line: Line, m: re.Match[str]) -> Numeral | None:
    match m.lastgroup:
        case "stem" | "ending":
            return _multiplier(m)
        case "vulgar":
            return _fraction(m.start(), m.end(), *_vulgar(m.group()), False)
        case "word":
            return _in_words(line.low, m)
    return _in_figures(line.low, m)


def _in_figures(low: str, m: re.Match[str]) -> Numeral:
    digits = sum(map(str.isdigit, m.group()))
    if digits > LONGEST:
        return Numeral(m.start(), m.end(), Decimal(0), True, digits=digits)
    sep, place = m["sep"] or m["comma"], m["ordinal"] or m["place"] or ""
    value = read_figures(m.group("figures").removesuffix(place), sep)
    decimals = ("," in m.group() and sep != ",") or value != value.to_integral_value()
    n = Numeral(
        m.start(),
        m.end(),
        value,
        True,
        ordinal=bool(place),
        spaced=bool(sep),
        digits=digits,
        decimals=decimals,
    )
    alone = n.start < 9 and not low[: n.start].strip(" +-")
    mantissa = n.end - len(place)  # « 12e-1 » is no twelfth
    if alone and (power := compiled(r"e([+-]?\d{1,2})\s*$").match(low, mantissa)):  # « 2,5e3 » and nothing else
        return replace(n, end=power.end(1), value=n.value.scaleb(int(power[1])), ordinal=False)
    if low.startswith("^", n.end) and (power := compiled(r"\^[+-]{0,2}(\d{1,2})(?!\d)").match(low, n.end)) and n.value:
        exponent = int(power[1]) * (-1 if "^-" in power.group() and "--" not in power.group() else 1)
        return replace(n, end=power.end(), value=n.value**exponent, decimals=True)  # « 10^6 »
    if n.ordinal or low[n.end : n.end + 1] in NOTHING_BEHIND:
        return n
    if low.startswith(" virgule ", n.end) and (said := compiled(SAID_DECIMALS).match(low, n.end)):
        more = Decimal("0." + said[1].replace(" ", ""))  # « 2 virgule 5 », as it was said
        return _scaled(low, replace(n, end=said.end(), value=n.value + more, decimals=True))
    after = low[n.end : n.end + 10]
    if (
        after.startswith("/")
        and n.value == n.value.to_integral_value()
        and (slash := compiled(r"/(\d{1,4})(?![\d/,.]\d|\d| \d{3})").match(low, n.end))
    ):
        bottom = int(slash[1])
        if 0 < n.value < bottom and low[n.start] != "0" and not slash[1].startswith("0"):
            return replace(_fraction(n.start, slash.end(), int(n.value), bottom, True), digits=digits)
    if not n.decimals and n.value < 100 and MAYBE_MIXED.search(after) and (part := compiled(MIXED).match(low, n.end)):
        top, bottom = (int(part["top"]), int(part["bottom"])) if part["top"] else _vulgar(part["vulgar"])
        if top < bottom:
            return replace(n, end=part.end(), value=n.value + quotient(top, bottom), decimals=True, halved=True)
    return _scaled(low, n)


def _vulgar(sign: str) -> tuple[int, int]:
    """« ¾ » as its numerator and denominator."""
    top, bottom = table("numbers")["vulgar"][sign].split("/")
    return int(top), int(bottom)


def _scaled(low: str, n: Numeral) -> Numeral:
    """A number in figures with the scale words behind it: « 11,4 millions », « 3 cent mille », « 2 millions et demi »."""
    while low[n.end : n.end + 1] in SCALE_AHEAD and (s := quick(SCALE).match(low, n.end)):
        factor = Decimal(1)
        for word in s["scale"].split():
            factor *= number_words()[word][1]
        n = replace(n, end=s.end(), value=n.value * factor, scale=n.scale * factor)
    if n.scale >= 1000 and (
        rest := compiled(r" (?:et )?(\d{1,3}(?:[ ]\d{3})*|\d+)(?: (mille))?(?![\d,.]| (?:millio|milli))").match(
            low, n.end
        )
    ):
        more = Decimal(rest[1].replace(" ", "")) * (1000 if rest[2] else 1)
        if n.scale > more >= n.scale / 1000 and n.scale >= 1_000_000 and more >= 1000:
            n = replace(n, end=rest.end(), value=n.value + more)
    return _halved(low, n)


def _halved(low: str, n: Numeral) -> Numeral:
    """« deux millions et demi »: the half is of the scale word where there is one."""
    half = compiled(HALF).match(low, n.end) if low.startswith(" et ", n.end) else None
    a_year = n.digits == 4 and not n.spaced and 1900 <= n.value <= 2100  # « en 2026 et un quart… »
    if half is None or n.ordinal or a_year:
        return n
    top, bottom = HALVES.get(half["half"], ("1", "2"))
    scale = Decimal(number_words()[half["of"]][1]) if half["of"] else n.scale  # « un milliard et demi million »
    return replace(n, end=half.end(), value=n.value + _share(scale, int(top), int(bottom)), halved=True, one=False)


def _share(scale: Decimal, top: int, bottom: int) -> Decimal:
    """A part of a scale word, « et deux tiers » of a million, to a hundredth; of one, as fractions are kept."""
    if scale == 1:
        return quotient(top, bottom)
    return (scale * top / bottom).quantize(Decimal("0.01")).normalize()


def _fraction(start: int, end: int, top: int, bottom: int, figures: bool) -> Numeral:
    return Numeral(start, end, quotient(top, bottom), figures, parts=(top, bottom))


def _multiplier(m: re.Match[str]) -> Numeral | None:
    """A form of « doubler »; « double » alone only in « le double de », never « double vitrage », « doublage », « doublon »."""
    factor, ending = table("numbers")["multiplier"][m["stem"]], m["ending"]
    before, after = m.string[max(0, m.start() - 12) : m.start()], m.string[m.end() : m.end() + 4]
    if ending in ("e", "es"):
        noun = compiled(r"(?r)\b(?:le|au) ").match(before) and compiled(r" (?:de |d'|du |des )|[.,;]|$").match(
            m.string, m.end()
        )
        if not noun and not compiled(
            r"(?r)\b(?:se|s'est|qui|ne|elle|il|nombre|chiffre|production|capacité|effectifs?) "
        ).match(before):
            return None
    elif ending in ("é", "ée", "és", "ées"):
        if not compiled(
            r"(?r)\b(?:ont|a|ait|aient|est|sont|été|fois|presque|quasiment|plus que|pratiquement|même|avoir|ayant|avait|avaient|être|aura|auront|quasi|sera|seront|serait|soit|soient|fut) "
        ).match(before):
            return None
    elif ending == "ement":
        if not compiled(r"(?r)\b(?:le|un|du|au|ce|quasi) ").match(before):
            return None
    elif ending not in ("er", "ent", "era", "eront", "ait", "aient", "ant", "erait", "eraient"):
        return None
    if after.startswith("-") or (
        ending == "er" and compiled(r" (?:un|une|le|la) (?:véhicule|cycliste|voiture|film)").match(m.string, m.end())
    ):
        return None
    return Numeral(m.start(), m.end(), Decimal(factor), False, multiplier=True)


# -- numbers in words --------------------------------------------------------------------------------------------


def _in_words(low: str, m: re.Match[str]) -> Numeral | None:
    """The longest number that starts at a number word."""
    words = number_words()
    kind, value = words[m["word"]]
    if kind == "fraction":
        return _bare_fraction(low, m)
    if kind == "collective" or (kind == "scale" and m["word"] not in ("mille", "mil")):
        return _bare_collective(low, m, value)
    tokens, ends, plural = [m["word"]], [m.end()], False
    while len(tokens) < MOST_WORDS and not plural and (following := quick(NEXT_WORD).match(low, ends[-1])):
        word = following["word"]
        if word == "milles" and _goes_on(low, following.end()):
            word = "mille"  # a common slip; « à douze milles des côtes » is no thousand
        if word not in words:
            word = word.removesuffix("s")
            plural = words.get(word, ("", 0))[0] == "ordinal"  # « deux cinquièmes »
            if not plural:
                break
        tokens.append(("et " if following["et"] else "") + word)
        ends.append(following.end())
    return _read_words(low, m.start(), tokens, ends, plural)


def _goes_on(low: str, at: int) -> bool:
    """Whether a number word follows."""
    m = quick(NEXT_WORD).match(low, at)
    return m is not None and m["word"] in number_words()


def _read_words(low: str, start: int, tokens: list[str], ends: list[int], plural: bool) -> Numeral | None:
    total, used, ordinal, scale = add_up(tokens)
    if (
        ordinal
        and plural
        and used == len(tokens)
        and used > 1
        and number_words()[tokens[-1].removeprefix("et ")][1] > 2
    ):
        total, used, ordinal, scale = add_up(tokens[:-1])  # « vingt cinquièmes » are parts
    if used == 0:
        return None
    n = Numeral(
        start, ends[used - 1], total, False, Decimal(scale), ordinal, one=used == 1 and tokens[0] in ("un", "une")
    )
    rest = tokens[used:]
    if rest and not n.ordinal and (part := _part(low, n, rest, ends[used:], plural)):
        return part
    kind, value = number_words().get(rest[0] if rest else "", ("", 0))
    if kind == "collective":
        factor = Decimal(value)
        # « deux douzaines » are twenty-four, « une douzaine » is about twelve
        rounded = n.one or value != 12
        whole = replace(n, end=ends[used], value=n.value * factor, scale=factor, one=False, collective=rounded)
        millions = compiled(r" de (?P<whole>million|milliard)s\b").match(low, whole.end)
        if millions is None:
            return whole
        more = Decimal(number_words()[millions["whole"]][1])  # « une quarantaine de millions d'euros »
        return replace(whole, end=millions.end(), value=whole.value * more, scale=more)
    return n if n.ordinal else _halved(low, _spelled_decimals(low, n))


def _part(low: str, n: Numeral, rest: list[str], ends: list[int], plural: bool) -> Numeral | None:
    """Parts of a whole behind their number: « deux tiers », « un vingt-cinquième », « trois et un cinquième »."""
    if rest[0].startswith("et "):
        top, used, ordinal, _ = add_up([rest[0].removeprefix("et "), *rest[1:]])
        if (
            not used
            or ordinal
            or used >= len(rest)
            or rest[used].startswith("et ")
            or compiled(r"(?r)\bentre ").match(low, 0, n.start)
        ):
            return None
        inner = Numeral(n.start, ends[used - 1], top, False, one=top == 1)
        more = _part(low, inner, rest[used:], ends[used:], plural)
        if more is None or more.parts is None or more.value >= 1:
            return None
        return replace(
            n, end=more.end, value=n.value + _share(n.scale, *more.parts), decimals=True, halved=True, one=False
        )
    kind, value = number_words()[rest[0]]
    if kind == "fraction":
        half = rest[0] in ("demi", "demie") and n.one
        if half and (of := compiled(r"[ -](?P<whole>million|milliard|douzaine)\b").match(low, ends[0])):
            kind, value = number_words()[of["whole"]]
            factor = Decimal(value)
            return replace(n, end=of.end(), value=factor / 2, scale=factor, one=False, collective=kind == "collective")
        return _of_scale(low, _fraction(n.start, ends[0], int(n.value), value, False)) if n.value < 1000 else None
    bottom, used, ordinal, _ = add_up(rest)
    if not ordinal or bottom <= 2 or (n.value >= 1000 and bottom < 1_000_000):
        return None
    end = ends[used - 1]
    # « un deuxième magasin » is no part, nor is « un cinquième magasin »
    if not (plural and used == len(rest)) and (
        bottom < 4 or not compiled(r" (?:de |d'|des |du |par |sur |en |à |au |entre |depuis )|[.,;)]|$").match(low, end)
    ):
        return None
    if bottom == 4 and not plural and low[end:].strip():
        return None
    return _of_scale(low, _fraction(n.start, end, int(n.value), int(bottom), False))


def _of_scale(low: str, n: Numeral) -> Numeral:
    """« un quart de million », « trois quarts de milliard »."""
    of = compiled(r" (?:de|d'un) (?P<whole>million|milliard)\b").match(low, n.end)
    if of is None:
        return n
    factor = Decimal(number_words()[of["whole"]][1])
    top, bottom = n.parts or (0, 1)
    return replace(n, end=of.end(), value=_share(factor, top, bottom), scale=factor, parts=None)


def _spelled_decimals(low: str, n: Numeral) -> Numeral:
    """« cinq virgule deux trois », « deux virgule vingt-cinq millions »."""
    virgule = compiled(r" (?:virgule|point) (?=[a-z])").match(low, n.end)
    if virgule is None:
        return n
    tokens, ends, at = [], [], virgule.end() - 1
    while (m := quick(NEXT_WORD).match(low, at)) and number_words().get(m["word"], ("", 0))[0] == "cardinal":
        tokens.append(("et " if m["et"] else "") + m["word"])
        at = m.end()
        ends.append(at)
    digits, used = decimals(tokens)
    if not digits:
        return n
    n = replace(n, end=ends[used - 1], value=n.value + Decimal(f"0.{digits}"), decimals=True, one=False)
    return _scaled(low, n)


def _bare_fraction(low: str, m: re.Match[str]) -> Numeral | None:
    """« moitié », « tiers », « quart » without a number: « diminué de moitié », « le tiers », never « tiers payant »."""
    word = m["word"]
    value = number_words()[word][1]
    if word in ("moitié", "moitiés"):
        share = word == "moitié" and not low.endswith("par ", 0, m.start())  # « renouvelé par moitié »
        return _fraction(m.start(), m.end(), 1, 2, False) if share else None
    if word in ("demi", "demie") and (
        compiled(r"[ -](?:heures?|journées?|années?|annee|ans?|litres?|siècle|point|tonne|hectare)\b").match(
            low, m.end()
        )
        or low.strip() == word
    ):
        return _fraction(m.start(), m.end(), 1, 2, False)
    if word in ("quart", "tiers") and compiled(r" de (?:million|milliard|litre)\b").match(low, m.end()):
        return _of_scale(low, _fraction(m.start(), m.end(), 1, value, False))
    if (
        word in ("tiers", "quart")
        and compiled(r"(?r)(?:\b(?:le|au|du) )").match(low, 0, m.start())
        and compiled(
            r" (?:de |d'|des |du )(?!(?:finale|place|siècle|heure|nuit|tour|confiance|la (?:finale|place)))"
            + (r"|[.,;)]|$" if _hedged_part(low, m.start()) else "")
        ).match(low, m.end())
    ):
        return _fraction(m.start(), m.end(), 1, value, False)
    return None


def _hedged_part(low: str, start: int) -> bool:
    """« un peu moins du quart »: hedged it is a number, whatever follows."""
    return compiled(r"(?r)\b(?:moins|plus|près|environ|autour|presque) (?:du |le )").match(low, 0, start) is not None


def _bare_collective(low: str, m: re.Match[str], value: int) -> Numeral | None:
    """« le million de passagers » is a number, « des milliers de » is vague, « quarantaine » alone is neither."""
    word = m["word"]
    plural = word.endswith("s")
    if (
        word.startswith(("million", "milliard", "billi", "trilli"))
        and not plural
        and compiled(r"(?r)\b(?:le |ce |du |au |demi[- ])").match(low, 0, m.start())
    ):
        half = low[: m.start()].endswith(("demi-", "demi "))
        return Numeral(m.start(), m.end(), Decimal(value) / (2 if half else 1), False, Decimal(value))
    if word in ("centaine", "millier", "dizaine", "vingtaine", "trentaine", "cinquantaine", "douzaine") and compiled(
        r"(?r)\b(?:la |le |demi-|cette )"
    ).match(low, 0, m.start()):
        half = low[: m.start()].endswith("demi-")
        return Numeral(
            m.start(), m.end(), Decimal(value) / (2 if half else 1), False, Decimal(value), collective=not half
        )
    if plural and compiled(
        r"(?r)\b(?:des |de |plusieurs |quelques |les |par |d'innombrables |aux )(?:d[ei]s? (?:centaines|dizaines) de )?"
    ).match(low, 0, m.start()):
        return Numeral(m.start(), m.end(), Decimal(value), False, vague=True)
    return None
