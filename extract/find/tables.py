"""The tables of words, loaded once and on first use: numbers, units, modifiers, changes, names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from extract import regex, toml
from extract.find.quantity import Kind

PLURAL_EXEMPT = ("s", "x", "z")
DE, LE = r"(?:de |d'|du |des )", r"(?:les? |la |l')?"
FILLED = {
    "{de}": DE,
    "{le}": LE,
    "{er}": "(?:e|es|ent|ée?s?|er|era|eront|erait|eraient|ait|aient|a|èrent|ant)",
    "{ir}": "(?:i|ie|is|ies|it|issent|ir|ira|iront|irait|issait|issaient|issant)",
}
"""What the patterns of the tables leave out: links, and the endings of regular verbs."""


def table(name: str) -> dict[str, Any]:
    """A TOML file of this package by its stem."""
    return toml.table("extract.find", name)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's code, its kind of quantity and the factor from the surface form to the code (« k€ » is 1000 EUR)."""

    code: str
    kind: Kind
    factor: Decimal = Decimal(1)


def plural(word: str) -> str:
    return word if word.endswith(PLURAL_EXEMPT) else word + "s"


@cache
def unit_words() -> dict[str, Unit]:
    """Units by their words in lower case, singular and plural."""
    words: dict[str, Unit] = {}
    units = table("units")
    for kind in (Kind.RATE, Kind.MEASUREMENT, Kind.DURATION, Kind.MONEY, Kind.POINTS, Kind.PERCENTAGE):
        for code, forms in units[kind].items():
            for word in forms["words"]:
                words[word] = words[plural(word)] = Unit(code, kind)
    for code, forms in units["cents"].items():
        for word in forms:
            words[word] = words[plural(word)] = Unit(code, Kind.MONEY, Decimal("0.01"))
    return words


@cache
def unit_symbols() -> dict[str, Unit]:
    """Units by their symbols as written, currencies also behind their scales: « € », « k€ », « M € », « MWh »."""
    symbols: dict[str, Unit] = {}
    units = table("units")
    for kind in (Kind.RATE, Kind.DURATION, Kind.MEASUREMENT, Kind.POINTS, Kind.PERCENTAGE, Kind.MONEY):
        for code, forms in units[kind].items():
            for symbol in forms["symbols"]:
                symbols[symbol] = Unit(code, kind)
    for code, forms in units["money"].items():
        for symbol in forms["symbols"]:
            for scale, factor in units["money_scale"].items():
                symbols[f"{scale}{symbol}"] = symbols[f"{scale} {symbol}"] = Unit(code, Kind.MONEY, Decimal(factor))
    for code, forms in units["cents"].items():
        for form in forms:
            if not form.isalpha() and " " not in form:  # « c€ » is no word
                symbols[form] = Unit(code, Kind.MONEY, Decimal("0.01"))
    for code, scaled in units["money_scaled"].items():
        for symbol in scaled:
            for scale, factor in units["money_scale"].items():
                symbols[scale + symbol] = Unit(code, Kind.MONEY, Decimal(factor))
    return symbols


@cache
def longest_symbol() -> int:
    return max(map(len, unit_symbols()))


@cache
def per_words() -> dict[str, str]:
    """Denominators of rates by their words (« jour », « jours », « m² »), with their codes."""
    units = table("units")
    words = {
        form: code
        for code, forms in units["per"].items()
        for word in forms
        for form in (word, plural(word) if len(word) > 3 else word)
    }
    for noun in f"{units['per_nouns']['words']} {units['priced']['words']}".split():
        words.setdefault(noun, noun)
        words.setdefault(plural(noun), noun)
    return words


def per_code(word: str) -> str | None:
    """The code of a denominator; a superscript that calls a note is not part of it (« par an² »), unless it is the unit's (« m² »)."""
    return per_words().get(word) or per_words().get(word.rstrip("¹²³⁴⁵⁶⁷⁸⁹⁰"))


def expand(pattern: str) -> str:
    """A pattern of the tables with what it leaves out filled in."""
    for mark, shape in FILLED.items():
        pattern = pattern.replace(mark, shape)
    return pattern


def alternation(patterns: Iterable[str]) -> str:
    """Patterns as one group, longest first, so that « un peu plus de » wins over « plus de »."""
    return "(?:" + "|".join(sorted(map(expand, patterns), key=lambda p: (-len(p), p))) + ")"


@cache
def compiled(pattern: str) -> regex.Pattern[str]:
    """A pattern, compiled when it is first needed."""
    return regex.compile(pattern)


@cache
def names(section: str) -> frozenset[str]:
    """A word list of `names.toml`."""
    return frozenset(table("names")[section]["words"].split())
