"""Numerals: every number of a line, in figures, in words or mixed, with its exact value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

import regex

from extract.find.line import Line
from extract.find.tables import compiled, table, trie

# -- fragments of a number in figures, on folded text -------------------------------------------------------------
GLUED = r"(?<![^\W\d_]|[^\W\d_]-|[\d.,/])"  # not behind a letter (A320, Covid-19) nor inside another number
THOUSANDS = r"\d{1,3}(?:(?:(?P<sep>[ '.])\d{3})(?:(?P=sep)\d{3})*|(?P<sep>,)\d{3}(?:,\d{3})+)(?![\d])(?!\.\d)"  # 1 012 450, 1.250, 12'500
DIGITS = r"\d+"
DECIMALS = r"(?:,\d+(?![\d]*,\d)|\.\d+(?!\.?\d))"  # 27,5 and 4.2
ORDINAL = r"(?P<ordinal>(?:(?<=\b1)(?:er|ers|re|res|ère|ere|ière)|(?<=\b2)(?:nde?s?|de)|i?[eè]mes?|èmes?|es?|è)(?![^\W_])|(?<=1) (?:er|re)(?= )|(?<=\d) (?:e|è|ème|nde?)(?= [^\W\d_]{3}))"
FIGURES = rf"(?:{GLUED}{THOUSANDS}(?:{DECIMALS}|{ORDINAL})?|{DIGITS}{ORDINAL}|{DIGITS}{DECIMALS}?|(?<![\w.,])[.,]\d+)"
SCALE = r"[ -](?P<scale>millions?|milliards?|mille|cent mille|milliers?|billions?|trillions?|cent|dizaines?|douzaines?|centaines?)\b"
HALF = r" et (?P<half>demie?|un quart|quart|(?:trois|3) quarts|un tiers|deux tiers)\b"
MIXED = r" (?:et )?(?P<top>[1-7])/(?P<bottom>[2-8])(?![\d/,]|\.\d)| ?(?P<vulgar>[¼½¾⅓⅔⅛⅜⅝⅞])"  # « 3 1/2 », « 2½ »
HALVES = {
    "quart": ("1", "4"),
    "un quart": ("1", "4"),
    "trois quarts": ("3", "4"),
    "3 quarts": ("3", "4"),
    "un tiers": ("1", "3"),
    "deux tiers": ("2", "3"),
}
LONGEST = 24  # figures of a number; longer runs are no number
MOST_WORDS = 30  # words of a number; « trois cent quatre-vingt-dix-neuf milliards… » has fewer
NEXT_WORD = r"(?P<et>[ -]et)?[ -](?P<word>[^\W\d_]+)"


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number. `scale` is its scale word's factor (« millions »), apart from `value`, which already holds it.

    `parts` is numerator and denominator where the numeral is a fraction in itself (« deux tiers », « 1/2 »).
    """

    start: int
    end: int
    value: Decimal
    figures: bool
    scale: Decimal = Decimal(1)
    ordinal: bool = False
    one: bool = False  # « un » or « une » alone
    collective: bool = False  # « une centaine », « un millier »: rounded
    vague: bool = False  # « des milliers », « plusieurs centaines »
    multiplier: bool = False  # « doublé »
    parts: tuple[int, int] | None = None
    spaced: bool = False  # thousands are set apart
    decimals: bool = False
    digits: int = 0  # how many figures are written
    halved: bool = False  # « et demi » is in it


@cache
def _words() -> dict[str, tuple[str, int]]:
    """Number words by their class and value."""
    tables = table("numbers")
    classes = ("fraction", "collective", "scale", "ordinal", "cardinal")
    return {word: (name, value) for name in classes for word, value in tables[name].items()}


@cache
def scanner() -> regex.Pattern[str]:
    """The one scan over a line: figures, number words, stems of multipliers."""
    words = "|".join(sorted(_words(), key=lambda w: (-len(w), w)))
    stems = "|".join(table("numbers")["multiplier"])
    vulgar = "".join(table("numbers")["vulgar"])
    return regex.compile(
        rf"(?P<figures>{FIGURES})|(?P<vulgar>[{vulgar}])"
        rf"|(?<![^\W_])(?:(?P<word>{words})(?![^\W_])|(?P<stem>{stems})(?P<ending>[^\W_]*))"
    )


@cache
def locator() -> re.Pattern[str]:
    """Where the scanner may match: this finds the places much faster, and the scanner reads them."""
    vulgar, stems = "".join(table("numbers")["vulgar"]), table("numbers")["multiplier"]
    return re.compile(rf"[\d{vulgar}]|[.,](?=\d)|(?<![^\W_])(?:{trie(_words())}(?![^\W_])|{trie(stems)})")


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


def _numeral(line: Line, m: regex.Match[str]) -> Numeral | None:
    match m.lastgroup:
        case "stem" | "ending":
            return _multiplier(m)
        case "vulgar":
            return _fraction(m.start(), m.end(), *_vulgar(m.group()), False)
        case "word":
            return _in_words(line.low, m)
    return _in_figures(line.low, m)


def _in_figures(low: str, m: regex.Match[str]) -> Numeral:
    digits = sum(c.isdigit() for c in m.group())
    if digits > LONGEST:
        return Numeral(m.start(), m.end(), Decimal(0), True, digits=digits)
    value = read_figures(m.group("figures").removesuffix(m["ordinal"] or ""), m["sep"])
    decimals = ("," in m.group() and m["sep"] != ",") or value != value.to_integral_value()
    n = Numeral(
        m.start(),
        m.end(),
        value,
        True,
        ordinal=bool(m["ordinal"]),
        spaced=bool(m["sep"]),
        digits=digits,
        decimals=decimals,
    )
    if n.ordinal:
        return n
    if n.value == n.value.to_integral_value() and (slash := compiled(r"/(\d{1,4})(?![\d/,.]\d|\d)").match(low, n.end)):
        bottom = int(slash[1])
        if 0 < n.value < bottom and low[n.start] != "0" and not slash[1].startswith("0"):
            return replace(_fraction(n.start, slash.end(), int(n.value), bottom, True), digits=digits)
    alone = not low[: n.start].strip(" +-")
    if alone and (power := compiled(r"e([+-]?\d{1,2})\s*$").match(low, n.end)):  # « 2,5e3 » and nothing else
        return replace(n, end=power.end(1), value=n.value.scaleb(int(power[1])))
    if not n.decimals and n.value < 100 and (part := compiled(MIXED).match(low, n.end)):
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
    while s := compiled(SCALE).match(low, n.end):
        factor = Decimal(1)
        for word in s["scale"].split():
            factor *= _words()[word][1]
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
    half = compiled(HALF).match(low, n.end)
    if half is None or n.ordinal:
        return n
    top, bottom = HALVES.get(half["half"], ("1", "2"))
    return replace(n, end=half.end(), value=n.value + n.scale * quotient(int(top), int(bottom)), halved=True)


def read_figures(digits: str, sep: str | None) -> Decimal:
    """The value of figures with their separators: `sep` is what sets the thousands apart, if anything does.

    A dot before three figures sets thousands apart (« 1.250 »), except after a zero (« 0.250 »).
    """
    if sep == "." and digits.startswith("0"):
        return Decimal(digits.replace(".", "", digits.count(".") - 1))
    if sep:
        digits = digits.replace(sep, "")
    return Decimal(digits.replace(",", ".").strip())


def quotient(top: int, bottom: int) -> Decimal:
    """A fraction as a decimal, to four places where it does not end (one third is 0.3333); smaller ones keep four figures."""
    exact = Decimal(top) / Decimal(bottom)
    if exact == exact.quantize(Decimal("1e-6")):
        return exact.normalize() if exact != exact.to_integral_value() else exact.quantize(Decimal(1))
    return exact.quantize(Decimal("1e-4")) if exact > Decimal("0.01") else Decimal(f"{exact:.4g}")


def _fraction(start: int, end: int, top: int, bottom: int, figures: bool) -> Numeral:
    return Numeral(start, end, quotient(top, bottom), figures, parts=(top, bottom))


def _multiplier(m: regex.Match[str]) -> Numeral | None:
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


def _in_words(low: str, m: regex.Match[str]) -> Numeral | None:
    """The longest number that starts at a number word."""
    kind, value = _words()[m["word"]]
    if kind == "fraction":
        return _bare_fraction(low, m)
    if kind == "collective" or (kind == "scale" and m["word"] not in ("mille", "mil")):
        return _bare_collective(low, m, value)
    tokens, ends = [m["word"]], [m.end()]
    while len(tokens) < MOST_WORDS and (following := compiled(NEXT_WORD).match(low, ends[-1])):
        if following["word"] not in _words():
            break
        tokens.append(("et " if following["et"] else "") + following["word"])
        ends.append(following.end())
    return _read_words(low, m.start(), tokens, ends)


def _read_words(low: str, start: int, tokens: list[str], ends: list[int]) -> Numeral | None:
    total, used, ordinal, scale = add_up(tokens)
    if used == 0:
        return None
    n = Numeral(
        start, ends[used - 1], total, False, Decimal(scale), ordinal, one=used == 1 and tokens[0] in ("un", "une")
    )
    rest = tokens[used] if used < len(tokens) else ""
    kind, value = _words().get(rest, ("", 0))
    if kind == "ordinal" and (
        value < 5 or not compiled(r" (?:de |d'|des |du |par |sur |en |à |au )|[.,;)]|$").match(low, ends[used])
    ):
        kind = ""  # « un deuxième magasin »
    if kind in ("fraction", "ordinal") and not n.ordinal and n.value < 1000:  # « deux tiers », « un cinquième »
        if (
            rest in ("demi", "demie")
            and n.one
            and (of := compiled(r"[ -](?P<whole>million|milliard|douzaine)\b").match(low, ends[used]))
        ):
            kind, value = _words()[of["whole"]]
            factor = Decimal(value)
            return replace(n, end=of.end(), value=factor / 2, scale=factor, one=False, collective=kind == "collective")
        return _fraction(start, ends[used], int(n.value), value, False)
    if kind == "collective":
        factor = Decimal(value)
        # « deux douzaines » are twenty-four, « une douzaine » is about twelve
        return replace(
            n, end=ends[used], value=n.value * factor, scale=factor, one=False, collective=n.one or value != 12
        )
    if virgule := compiled(r" (?:virgule|point) (?=[a-z])").match(low, n.end):
        n = _spelled_decimals(low, n, virgule.end())
    plural = compiled(r"[ -](?P<bottom>[^\W\d_]+)s\b").match(low, n.end)  # « deux cinquièmes »
    if plural and not n.ordinal and not n.one:
        kind, value = _words().get(plural["bottom"], ("", 0))
        if kind == "ordinal" and value > 2:
            return _fraction(start, plural.end(), int(n.value), value, False)
    return _halved(low, n)


def _spelled_decimals(low: str, n: Numeral, at: int) -> Numeral:
    """« cinq virgule deux trois », « deux virgule vingt-cinq millions »."""
    digits, end = "", at
    while m := compiled(r"[ -]?(?P<word>[^\W\d_]+)").match(low, end):
        kind, value = _words().get(m["word"], ("", 0))
        if kind != "cardinal":
            break
        digits = (
            str(int(digits) + value)
            if value < 10 and digits.endswith("0") and len(digits) == 2
            else digits + str(value)
        )
        end = m.end()
    if not digits:
        return n
    n = replace(n, end=end, value=n.value + Decimal(f"0.{digits}"), decimals=True, one=False)
    return _scaled(low, n)


def add_up(tokens: list[str]) -> tuple[Decimal, int, bool, int]:
    """The value of number words, how many were used, whether the last is an ordinal, and the last scale's factor."""
    total, group, room, top, scale, used = 0, 0, 1000, 10**21, 1, 0
    for token in tokens:
        joined, word = token.startswith("et "), token.removeprefix("et ")
        kind, value = _words()[word]
        last = tokens[used - 1].removeprefix("et ") if used else ""
        if kind not in ("cardinal", "ordinal", "scale") or (joined and value not in (1, 11)):
            break
        if kind == "ordinal" and value >= 1000:
            if total or tokens[:used] in (["un"], ["une"]):
                break  # « un millième » is a part
            return Decimal((group or 1) * value), used + 1, True, 1
        if kind == "scale":
            if value >= 1_000_000 and 1000 <= total < min(value, 1_000_000):  # « deux mille milliards »
                group, total, top = int(total) + group, 0, 10**21
            if value >= top or (value == 1000 and total % 1_000_000):
                break
            total, group, room, top, scale = total + (group or 1) * value, 0, 1000, value, value
        elif value == 100:
            if not (group == 0 or 1 < group < 10 or 10 < group < 20) or last in ("zéro", "un", "une"):
                break
            group, room = (group or 1) * 100, 100
        elif value == 20 and last == "quatre":
            group, room = group + 76, 20
        elif value in (7, 8, 9) and last == "dix":
            group, room = group + value, 0
        elif value < room and not (value == 0 and used):
            if kind == "ordinal" and value == 2 and word.startswith("second") and used:
                break
            if word in ("premier", "première", "premiers", "premières") and used:
                break
            group, room = group + value, (20 if value in (60, 80) else 10 if value >= 20 else 0)
            room = 20 if value in (60, 80) else room
        else:
            break
        used += 1
        if kind == "ordinal":
            return Decimal(total + group), used, True, scale
    return Decimal(total + group), used, False, scale if total and not group else 1


def _bare_fraction(low: str, m: regex.Match[str]) -> Numeral | None:
    """« moitié », « tiers », « quart » without a number: « diminué de moitié », « le tiers », never « tiers payant »."""
    word = m["word"]
    value = _words()[word][1]
    if word in ("moitié", "moitiés"):
        return _fraction(m.start(), m.end(), 1, 2, False) if word == "moitié" else None
    if (
        word in ("tiers", "quart")
        and compiled(r"(?r)(?:\b(?:le|au|du) )").match(low, 0, m.start())
        and compiled(
            r" (?:de |d'|des |du )(?!(?:finale|place|siècle|heure|nuit|tour|confiance|la (?:finale|place)))"
        ).match(low, m.end())
    ):
        return _fraction(m.start(), m.end(), 1, value, False)
    return None


def _bare_collective(low: str, m: regex.Match[str], value: int) -> Numeral | None:
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
