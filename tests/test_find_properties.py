"""What holds of the finder whatever the text: exact spans, every number accounted for, linear work, no failure."""

from __future__ import annotations

import itertools
import random
import time
from typing import Any

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extract.find import Bound, Found, find
from extract.find.line import fold
from extract.find.scan import scan, scanner
from extract.find.spelled import add_up
from extract.find.tables import compiled

PIECES = st.sampled_from(
    "1 12 250 000 1 234,5 -3 +4,2 % € M€ k€ millions d’euros de du la les à et entre plus près environ en hausse baisse sur par jour an "
    "habitants personnes un une deux trois quatre-vingt cent mille million dizaine tiers moitié quart doublé 1er 2e 2024 mars "
    "article n° loi rue 97400 ( ) , . ; : – « » \u00a0 \u202f ’ km/h °C m² h 30 O l".split(" ")
)
TEXTS = st.lists(PIECES, max_size=25).map(" ".join) | st.text(alphabet=" 0123456789,.-+%€/hOlxe’\u00a0", max_size=60)


def sound(text: str, found: Found) -> None:
    spans = []
    for item in (*found.quantities, *found.ignored):
        assert item.span.of(text) == item.text
        assert item.text
        spans.append(item.span)
    for q in found.quantities:
        assert q.extent.contains(q.span)
        assert q.noun is None or q.span.contains(q.noun)
        assert (q.upper is not None) == (q.bound is Bound.BETWEEN)
    spans.sort()
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


@example("deux € 1")
@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_spans_are_exact_and_apart(text: str) -> None:
    sound(text, find(text))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_every_digit_is_accounted_for(text: str) -> None:
    found = find(text)
    covered = {i for item in (*found.quantities, *found.ignored) for i in range(item.span.start, item.span.end)}
    assert not [m.start() for m in regex.finditer(r"\d", text) if m.start() not in covered]


@given(st.text(max_size=80))
@example("\U00016d70 % et ٣٥ €")  # digits of other scripts, one newer than this Python's decimals
@settings(max_examples=200, deadline=None)
def test_any_text_at_all(text: str) -> None:
    sound(text, find(text))
    line = fold(text)
    assert len(line.low) == len(line.plain) == len(text)


UNITS = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()
TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 8: "quatre-vingt"}
REGIONAL = {7: "septante", 8: "huitante", 9: "nonante"}


def bare(words: str) -> str:
    """« deux cents » and « quatre-vingts » lose their s before « mille »."""
    return words[:-1] if words.endswith(("cents", "vingts")) else words


def spelled(n: int, regional: bool) -> str:
    """A number from 0 to 999 999 999 in words, in the French way or the Belgian and Swiss one."""
    for scale, word in ((1_000_000, "million"), (1000, "mille")):
        if n >= scale:
            head, rest = divmod(n, scale)
            plural = "s" if word == "million" and head > 1 else ""
            first = "" if word == "mille" and head == 1 else bare(spelled(head, regional)) + " "
            return f"{first}{word}{plural}" + (f" {spelled(rest, regional)}" if rest else "")
    if n >= 100:
        head, rest = divmod(n, 100)
        first = "" if head == 1 else spelled(head, regional) + " "
        return f"{first}cent{'s' if head > 1 and not rest else ''}" + (f" {spelled(rest, regional)}" if rest else "")
    if n < 17:
        return UNITS[n]
    tens, unit = divmod(n, 10)
    if n < 20:
        return f"dix-{UNITS[unit]}"
    if regional and tens in REGIONAL:
        word = REGIONAL[tens]
    elif tens in (7, 9):
        word, unit = TENS[tens - 1], unit + 10
        joint = " et " if unit == 11 and tens == 7 else "-"
        return f"{word}{joint}{spelled(unit, regional)}"
    else:
        word = TENS[tens]
    if unit == 0:
        return word + ("s" if word == "quatre-vingt" else "")
    return f"{word}{' et ' if unit in (1, 11) and word != 'quatre-vingt' else '-'}{UNITS[unit]}"


@given(st.integers(0, 999_999_999), st.booleans())
@settings(max_examples=300, deadline=None)
def test_numbers_in_words_are_read_back(n: int, regional: bool) -> None:
    words = spelled(n, regional)
    numerals = list(scan(fold(words)))
    assert [(int(x.value), x.start, x.end) for x in numerals] == [(n, 0, len(words))]


@given(st.integers(0, 10**12), st.sampled_from([" ", "\u00a0", "\u202f", "\u2009", "’", ""]))
@settings(max_examples=200, deadline=None)
def test_thousands_are_read_back(n: int, separator: str) -> None:
    figures = f"{n:,}".replace(",", separator)
    assert [int(x.value) for x in scan(fold(figures))] == [n]


def test_words_that_do_not_add_up_are_numbers_of_their_own() -> None:
    assert add_up(["deux", "trois"])[1] == 1
    assert add_up(["vingt", "trente"])[1] == 1
    assert add_up(["mille", "mille"])[1] == 1


RUNS = {
    "digits": lambda n: "1" * n,
    "spaced digits": lambda n: "1 " * n,
    "groups of three": lambda n: "123 " * n,
    "dots": lambda n: "1." * n,
    "commas": lambda n: "1,2," * n,
    "slashes": lambda n: "1/2/" * n,
    "hyphens": lambda n: "12-34-" * n,
    "spaces": lambda n: "3" + " " * n + "%",
    "words": lambda n: "un " * n,
    "number words": lambda n: "cent mille " * n,
    "signs": lambda n: "+-" * n + "3 %",
    "quotes": lambda n: "« 3 " * n,
    "addresses": lambda n: "a.b-" * n + "@",
    "hedges": lambda n: "plus de " * n + "3 %",
    "changes": lambda n: "en hausse de " * n + "3 %",
    "percentages": lambda n: "3 % et " * n,
    "currency": lambda n: "12 € par " * n,
    "degrees": lambda n: "3° " * n,
    "products": lambda n: "12 x " * n,
    "chronos": lambda n: "12'34" * n,
    "parts": lambda n: "deux et un " * n,
    "ordinals": lambda n: "trois cinquièmes " * n,
    "brackets": lambda n: "Ain (01), " * n,
    "powers": lambda n: "10^6" * n,
}


class Counting:
    """Counts the characters that patterns are let loose on, as the measure of the work done."""

    def __init__(self) -> None:
        self.calls = 0


@pytest.mark.parametrize("name", RUNS)
def test_work_grows_with_the_text_and_no_faster(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the text asks at most a little more than twice as many patterns: counted, not timed."""
    calls = {n: _patterns_asked(RUNS[name](n), monkeypatch) for n in (150, 300, 600)}
    assert calls[600] <= 2.3 * calls[300] + 60
    assert calls[300] <= 2.3 * calls[150] + 60


def _patterns_asked(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    asked = Counting()

    def counted(pattern: str) -> Any:
        asked.calls += 1
        return compiled(pattern)

    with monkeypatch.context() as patch:
        for module in (
            "counts",
            "draft",
            "durations",
            "ellipsis",
            "ledger",
            "measure",
            "modifiers",
            "parts",
            "scan",
            "series",
            "shapes",
            "subunits",
        ):
            patch.setattr(f"extract.find.{module}.compiled", counted)
        sound(text, find(text))
    return asked.calls


@pytest.mark.parametrize("name", RUNS)
def test_long_runs_are_scanned_within_the_guard(name: str) -> None:
    """The one scan over a line gets through a long adversarial run in a time that only linear scanning takes."""
    text = fold(RUNS[name](20_000)).low
    start = time.process_time()
    assert sum(1 for _ in scanner().finditer(text)) >= 0
    assert time.process_time() - start < 2.0


def test_a_random_page_is_found_the_same_twice() -> None:
    words = "12 % de 3 à 4 M€ un sur dix environ 7 000 en hausse 2024 mars le 3 article 5".split()
    text = " ".join(random.Random(7).choices(words, k=400))
    assert find(text) == find(text)
