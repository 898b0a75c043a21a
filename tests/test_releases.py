"""The written releases of tests/releases: is their truth consistent, and how much of it does the extractor find?"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup
from scoring import Score, content_words, fold, score, total

from extract import extract_release

RELEASES = Path(__file__).parent / "releases"
NAMES = sorted(path.stem for path in RELEASES.glob("*.yaml"))

CLAIM_KEYS = (
    "quantity value upper kind unit bound statistic direction baseline status entity property period place".split()
)
REQUIRED_KEYS = {"quantity", "value", "kind", "unit"}
CODES = {
    "kind": "count percentage fraction rate money duration measurement multiplier points rank".split(),
    "bound": "about nearly more_than at_least less_than at_most between".split(),
    "statistic": "mean median maximum minimum".split(),
    "direction": ["up", "down"],
    "status": ["target"],
}
UNITS = {
    "count": {"1"},
    "fraction": {"1"},
    "multiplier": {"1"},
    "rank": {"1"},
    "percentage": {"%"},
    "points": {"point"},
    "money": {"EUR", "USD", "GBP", "CHF", "XPF"},
    "duration": {"s", "min", "h", "d", "wk", "mo", "a"},
}
PIECED_TOGETHER = {  # from a letterhead in two columns, or in the title of the page
    ("ars-cvl-vaccination-hpv", "Académie d'Orléans-Tours"),
    ("creuse-deserts-medicaux", "Département de la Creuse"),
    ("dsden-sarthe-rentree-2026", "Direction des services départementaux de l'éducation nationale de la Sarthe"),
    ("loire-atlantique-hebergement-hiver", "Préfet de la Loire-Atlantique"),
    ("notaires-morbihan-barometre", "Chambre des notaires du Morbihan"),
}
BLOCKS = "p div li h1 h2 h3 h4 td th tr dt dd br caption pre address header footer section".split()
EDTF_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def truth_of(name: str) -> dict[str, Any]:
    record: dict[str, Any] = yaml.safe_load((RELEASES / f"{name}.yaml").read_text("utf-8"))
    return record


def plain_text(markup: str) -> str:
    """The visible text of a page, blocks on their own lines, every run of blanks one space."""
    soup = BeautifulSoup(markup, "lxml")
    body = soup.body or soup
    for tag in body.find_all(["script", "style"]):
        tag.decompose()
    for tag in body.find_all(BLOCKS):
        tag.insert_before("\n")
        tag.insert_after("\n")
    return "\n".join(" ".join(line.split()) for line in body.get_text().split("\n") if line.strip())


def text_of(name: str) -> str:
    (file,) = truth_of(name)["texts"]
    source = (RELEASES / file).read_text("utf-8").replace("ﬁ", "fi").replace("ﬂ", "fl")  # as a text layer may give them
    return plain_text(source) if file.endswith(".html") else " ".join(source.split())


def first_day(point: str) -> date | None:
    """The first day of an EDTF date; None when it is none."""
    match = EDTF_DATE.fullmatch(point)
    if match is None:
        return None
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_edtf(text: object) -> bool:
    """A date or a closed interval, as EDTF level 0 writes it, on real days and the right way round."""
    if not isinstance(text, str):
        return False
    points = [first_day(point) for point in text.split("/")]
    days = [point for point in points if point is not None]
    return 1 <= len(days) == len(points) <= 2 and days == sorted(days)


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("2025", True),
        ("2025-12", True),
        ("2024-02-29", True),
        ("2023/2024", True),
        ("2025-07/2025-09", True),
        ("2025-13", False),
        ("2025-02-29", False),
        ("2025/2024", False),
        ("2025/", False),
        ("25", False),
        (2025, False),
    ],
)
def test_edtf_is_told_from_other_text(text: object, valid: bool) -> None:
    assert is_edtf(text) == valid


@pytest.mark.parametrize("name", NAMES)
def test_truth_describes_its_release(name: str) -> None:
    release = truth_of(name)["release"]
    assert set(release) == {"title", "date", "issuer", "place"}
    assert is_edtf(release["date"])
    assert release["title"] in " ".join(text_of(name).split())
    for issuer in release["issuer"].split(", "):
        if (name, issuer) in PIECED_TOGETHER:
            source = (RELEASES / truth_of(name)["texts"][0]).read_text("utf-8")
            assert content_words(issuer).keys() <= content_words(source).keys()
        else:
            assert fold(issuer) in fold(text_of(name))


@pytest.mark.parametrize("name", NAMES)
def test_truth_keeps_to_the_codes(name: str) -> None:
    for claim in truth_of(name)["claims"]:
        where = f"{claim['quantity']} in {name}"
        assert set(CLAIM_KEYS) >= set(claim) >= REQUIRED_KEYS, where
        for field, codes in CODES.items():
            assert claim.get(field, codes[0]) in codes, where
        for field in ("value", "upper"):
            assert type(claim.get(field, 0)) in (int, float), where
        assert claim.get("upper", claim["value"]) >= claim["value"] >= 0, where
        assert ("upper" in claim) == (claim.get("bound") == "between"), where
        assert claim["unit"] in UNITS.get(claim["kind"], {claim["unit"]}), where
        assert (claim["kind"] == "rate") == ("/" in claim["unit"]), where
        for field in ("period", "baseline"):
            assert field not in claim or is_edtf(claim[field]), where
        assert all(claim[field] not in ("", None) for field in claim), where


@pytest.mark.parametrize("name", NAMES)
def test_quantities_stand_in_the_text_in_this_order(name: str) -> None:
    text, at = text_of(name), 0
    for claim in truth_of(name)["claims"]:
        match = re.compile(rf"(?<![\d,]){re.escape(claim['quantity'])}(?!\d)").search(text, at)
        assert match, f"{claim['quantity']!r} of {name} does not follow {text[max(0, at - 40) : at]!r}"
        at = match.end()


def test_the_set_is_as_varied_as_announced() -> None:
    claims = [claim for name in NAMES for claim in truth_of(name)["claims"]]
    for field in ("kind", "bound", "direction"):
        assert set(CODES[field]) == {claim[field] for claim in claims if field in claim}, field


@pytest.fixture(scope="module")
def scored() -> Score:
    """The extractor's score over all releases together."""
    results = []
    for name in NAMES:
        truth = truth_of(name)
        (file,) = truth["texts"]
        record = extract_release(RELEASES / file).model_dump(mode="json")
        results.append(score(truth["claims"], record["claims"]))
    return total(results)


# A little below what was measured when they were last set: raise them with the extractor, never lower them for it.
FLOORS = {"f1": 0.99, "core": 0.98, "slots": 0.91}
SLOT_FLOORS = {
    "entity": 0.84,
    "property": 0.87,
    "period": 0.94,
    "place": 0.94,
    "baseline": 0.92,
    "statistic": 0.85,
    "status": 0.92,
}


@pytest.mark.parametrize("measure", FLOORS)
def test_extraction_keeps_its_floor(scored: Score, measure: str) -> None:
    assert getattr(scored, measure) >= FLOORS[measure], str(scored)


@pytest.mark.parametrize("slot", SLOT_FLOORS)
def test_slots_keep_their_floor(scored: Score, slot: str) -> None:
    assert scored.slot(slot) >= SLOT_FLOORS[slot], str(scored)
