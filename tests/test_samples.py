"""The samples: is their truth consistent, do extraction's records stay what they were, and how good are they?"""

from __future__ import annotations

import difflib
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from sampling import (
    HEAD,
    PRINTED,
    SAMPLES,
    SCANNED,
    WEB,
    claims_of,
    extracted,
    form_of,
    heads_right,
    release_of,
    samples,
    truth_of,
)
from scoring import Score, differences, score, total
from test_releases import CLAIM_KEYS, CODES, REQUIRED_KEYS, UNITS, is_edtf, plain_text

from extract.read import read_file
from extract.write import schema_for, to_yaml

ALL = samples()
SOURCES = [path for path in ALL if form_of(path) == WEB]
READABLE = [path for path in ALL if form_of(path) != SCANNED]
FLOORS = tomllib.loads((Path(__file__).parent / "cases" / "sample_floors.toml").read_text("utf-8"))
FIRST_WORD = re.compile(r"[\d.,]+|\S+")  # « 186 » of « 186e », whose ending may stand on a line of its own
REFRESH = "python samples/make.py --expected"


def name_of(path: Path) -> str:
    return path.name


def folded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_truth_describes_its_source(path: Path) -> None:
    truth, text = truth_of(path), folded(plain_text(path.read_text("utf-8")))
    assert truth["texts"] == [path.name]
    assert set(truth["release"]) == {"title", "date", "issuer", "place"}
    assert is_edtf(truth["release"]["date"])
    assert truth["release"]["title"] in text


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_truth_keeps_to_the_codes(path: Path) -> None:
    for claim in claims_of(path):
        assert set(CLAIM_KEYS) >= set(claim) >= REQUIRED_KEYS, claim
        assert all(claim.get(field, codes[0]) in codes for field, codes in CODES.items()), claim
        assert ("upper" in claim) == (claim.get("bound") == "between"), claim
        assert claim["unit"] in UNITS.get(claim["kind"], {claim["unit"]}), claim
        assert (claim["kind"] == "rate") == ("/" in claim["unit"]), claim
        assert all(is_edtf(claim[field]) for field in ("period", "baseline") if field in claim), claim


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_quantities_of_the_truth_stand_in_the_source_in_this_order(path: Path) -> None:
    text, at = folded(plain_text(path.read_text("utf-8"))), 0
    for claim in claims_of(path):
        whole = r"(?!\d)" if claim["quantity"][-1].isdigit() else ""  # a note's number may follow a word
        match = re.compile(rf"(?<![\d,]){re.escape(claim['quantity'])}{whole}").search(text, at)
        assert match, f"{claim['quantity']!r} does not follow {text[max(0, at - 40) : at]!r}"
        at = match.end()


@pytest.mark.parametrize("path", [p for p in READABLE if form_of(p) == PRINTED], ids=name_of)
def test_documents_hold_the_numbers_of_their_source(path: Path) -> None:
    text = folded(read_file(path).raw)
    missing = [c["quantity"] for c in claims_of(path) if FIRST_WORD.match(c["quantity"])[0] not in text]
    assert missing == []


def test_every_release_is_there_as_web_page_and_as_document() -> None:
    pages = {path.stem for path in SOURCES}
    documents = {path.name.split(".")[0] for path in ALL} - pages
    assert documents == set()
    assert pages == {path.stem for path in (SAMPLES / "truth").glob("*.yaml")}
    assert pages == {path.name.split(".")[0] for path in ALL if form_of(path) != WEB}


@pytest.mark.parametrize("path", READABLE, ids=name_of)
def test_record_is_the_expected_one(path: Path) -> None:
    golden = path.with_suffix(".yaml")
    if not any(sample.with_suffix(".yaml").exists() for sample in READABLE):
        pytest.skip(f"no expected records yet: {REFRESH}")
    expected, record = (
        golden.read_text("utf-8") if golden.exists() else "",
        to_yaml(release_of(path), schema_for(golden)),
    )
    if record != expected:
        lines = difflib.unified_diff(
            expected.splitlines(), record.splitlines(), f"expected {golden.name}", "extracted", n=2, lineterm=""
        )
        pytest.fail(f"if this is meant: {REFRESH}\n" + "\n".join(lines), pytrace=False)


@cache
def score_of(form: str) -> Score:
    return total(score(claims_of(path), extracted(path)) for path in ALL if form_of(path) == form)


@pytest.mark.parametrize("figure", ["f1", "core", "slots"])
@pytest.mark.parametrize("form", [WEB, PRINTED, pytest.param(SCANNED, marks=pytest.mark.slow)])
def test_score_stays_above_its_floor(form: str, figure: str) -> None:
    measured, floor = getattr(score_of(form), figure), FLOORS[form][figure]
    assert measured >= floor, (
        f"{form}: {figure} {measured:.3f} is below {floor}; see benchmarks/samples.py --differences"
    )


@pytest.mark.parametrize("field", HEAD)
def test_heads_stay_above_their_floor(field: str) -> None:
    measured, floor = heads_right(field, READABLE), FLOORS["release"][field]
    assert measured >= floor, f"{field} right in {measured:.3f} of the samples, below {floor}"


@pytest.mark.parametrize("path", [p for p in READABLE if not claims_of(p)], ids=name_of)
def test_a_release_without_claims_yields_few(path: Path) -> None:
    made_up = differences([], extracted(path))
    assert len(made_up) <= FLOORS["no claims"]["at most"], made_up
