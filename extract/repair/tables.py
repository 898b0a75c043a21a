"""The tables of `tables.toml`, read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract import toml
from extract.lexicon.words import skeleton


@dataclass(frozen=True, slots=True)
class Tables:
    glyphs: dict[str, str]
    ligatures: dict[str, float]
    accents: tuple[tuple[str, str], ...]
    shapes: tuple[tuple[str, str], ...]
    joined: dict[str, str]
    foreign: frozenset[str]
    before_a: frozenset[str]
    after_a: frozenset[str]
    counted_singular: frozenset[str]
    governing: frozenset[str]  # words that « à » must follow
    numbers: frozenset[str]  # in words
    placed: frozenset[str]  # words without accents behind which a place is named
    told_by_before: dict[str, tuple[str, frozenset[str]]]  # read: what is meant behind these words, or any if none
    money: frozenset[str]  # words behind which a euro sign is one
    kings: frozenset[str]
    units: frozenset[str]
    told_by_number: dict[str, str]
    small: frozenset[str]  # words that have no capital inside a sentence
    numbered: frozenset[str]  # what stands behind ordinals
    french: frozenset[str]
    others: frozenset[str]
    settled: dict[str, tuple[tuple[str, re.Pattern[str]], ...]]  # by skeleton: form, what follows it
    before_verbs: dict[str, str]  # small words and what they ask of a verb behind them
    between: frozenset[str]  # « a » and its participle
    nouns_behind_a: frozenset[str]
    prefixes: dict[str, str]  # by skeleton
    names: dict[str, str]  # by skeleton, in lower case

    @property
    def longest_prefix(self) -> int:
        return max(map(len, self.prefixes))


@cache
def tables() -> Tables:
    raw = toml.table("extract.repair", "tables")
    accents, shapes = (tuple((read, true) for read, true in raw["look_alikes"][key]) for key in ("accents", "shapes"))
    prefixes = {skeleton(p): p for p in raw["coined"]["prefixes"].split()}
    names = {skeleton(name): name for name in raw["names"]["known"].lower().split()}
    before, after, counted, governing, numbers, placed, money, kings, units = (
        frozenset(raw["digit_a"][key].split())
        for key in ("before", "after", "counted_singular", "governing", "numbers", "placed", "money", "kings", "units")
    )
    french, others = (frozenset(raw["language"][key].split()) for key in ("french", "others"))
    settled = {
        key: tuple((form, re.compile(after)) for form, after in rows.items()) for key, rows in raw["settled"].items()
    }
    told = {
        read: (true, frozenset(row.get("before", "").split()))
        for true, row in raw["told_by_before"].items()
        for read in row["read"].split()
    }
    verbs = {word: kind for kind, words in raw["before_verbs"].items() for word in words.split()}
    between, nouns_behind_a = (frozenset(raw["auxiliary"][key].split()) for key in ("between", "nouns"))
    small, numbered = (frozenset(raw["small"][key].split()) for key in ("words", "numbered"))
    return Tables(
        raw["glyphs"], raw["ligatures"], accents, shapes, raw["joined"],
        frozenset(raw["foreign"]), before, after, counted, governing, numbers, placed, told, money, kings, units,
        raw["told_by_number"], small, numbered,
        french, others - french, settled, verbs, between, nouns_behind_a, prefixes, names,
    )  # fmt: skip
