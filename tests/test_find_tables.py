"""The finder's tables: every row compiles, has a sample, and does in it what its table says."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import regex

from extract.find import Bound, Direction, find
from extract.find.line import fold
from extract.find.tables import expand, per_words, plural, table, unit_symbols, unit_words

SAMPLES = tomllib.loads((Path(__file__).parent / "cases" / "find_rows.toml").read_text("utf-8"))
KINDS = ("percentage", "points", "money", "duration", "measurement", "rate")


def unit_forms() -> list[Any]:
    units = table("units")
    return [
        pytest.param(form, code, id=f"{code}: {form}")
        for kind in KINDS
        for code, forms in units[kind].items()
        for form in (*forms["symbols"], *forms["words"], *map(plural, forms["words"]))
    ]


@pytest.mark.parametrize(("form", "code"), unit_forms())
def test_every_form_of_every_unit(form: str, code: str) -> None:
    found = find(f"Soit 12,5 {form}")
    assert [q.unit for q in found.quantities] + [i.unit for i in found.ignored] == [code]


def test_units_are_listed_once() -> None:
    units = table("units")
    words = [word for kind in KINDS for forms in units[kind].values() for word in forms["words"]]
    symbols = [symbol for kind in KINDS for forms in units[kind].values() for symbol in forms["symbols"]]
    assert len(words) == len(set(words))
    assert len(symbols) == len(set(symbols))
    assert set(words) <= set(unit_words())
    assert set(symbols) <= set(unit_symbols())


@pytest.mark.parametrize("scale", table("units")["money_scale"])
@pytest.mark.parametrize("space", ["", " "])
def test_every_scale_of_money(scale: str, space: str) -> None:
    quantity = find(f"Le budget est de 3 {scale}{space}€.").quantities[0]
    assert (quantity.value, quantity.unit) == (3 * table("units")["money_scale"][scale], "EUR")


@pytest.mark.parametrize("word", sorted(per_words()))
def test_every_denominator(word: str) -> None:
    units = table("units")["per"]
    code = next((c for c, words in units.items() if word in (*words, *map(plural, words))), None)
    unit = find(f"Soit 3,5 g par {word}.").quantities[0].unit
    assert unit == f"g/{code or per_words()[word]}"


@pytest.mark.parametrize("side", ["before", "after"])
@pytest.mark.parametrize("bound", [b for b in Bound if b not in (Bound.EXACTLY, Bound.BETWEEN)])
def test_every_hedge_has_a_sample(side: str, bound: Bound) -> None:
    samples = SAMPLES[side].get(bound, [])
    for row in table("modifiers")[side].get(bound, []):
        pattern = regex.compile(expand(row))
        assert any(pattern.search(fold(sample).low) for sample in samples), f"no sample for {row!r}"
    for sample in samples:
        assert find(sample).quantities[-1].bound is bound, sample


@pytest.mark.parametrize("way", ["by", "noun", "of", "after"])
@pytest.mark.parametrize("direction", Direction)
def test_every_change_has_a_sample(way: str, direction: Direction) -> None:
    samples = SAMPLES[f"changes_{way}"][direction]
    for row in table("changes")[way][direction]:
        pattern = regex.compile(rf"(?<![^\W_]){expand(row)}(?![^\W_])")
        assert any(pattern.search(fold(sample).low) for sample in samples), f"no sample for {row!r}"
    for sample in samples:
        assert find(sample).quantities[0].direction is direction, sample


def test_number_words_are_read() -> None:
    tables = table("numbers")
    for word, value in {**tables["cardinal"], **tables["ordinal"]}.items():
        found = find(word)
        assert [q.value for q in found.quantities] + [i.value for i in found.ignored] == [value], word
