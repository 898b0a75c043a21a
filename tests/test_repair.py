"""Repair by cases (tests/cases/repair.toml) and by properties that hold for every text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.repair import repair
from extract.text import Span, Text

CASES = tomllib.loads((Path(__file__).parent / "cases" / "repair.toml").read_text(encoding="utf-8"))["case"]
PAGES = {
    "": "",
    "eng": (
        "Quatre ans aprés la création du systéme, la premiére étape est franchie. Le ministére a la maniére de "
        "I'Assurance pour intérét, grace aux évolutions. Le conseil a été associé trés tét a ce travail.\n\n"
    ),
}
CLEAN = (
    "À la rentrée, la région a déjà consacré 12,5 millions d’euros à l’hôpital de Saint-Denis. "
    "Près de 1 200 élèves, âgés de 6 à 11 ans, ont reçu un dictionnaire ; leur maître l’a apprécié. "
    "« Où en êtes-vous ? », demande le préfet, là où le marché s’est arrêté. Écrire à contact@region.fr."
)


def _param(case: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(strict=True, reason=case["xfail"])] if "xfail" in case else []
    return pytest.param(case, id=case["comment"][:60], marks=marks)


@pytest.mark.parametrize("case", [_param(case) for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    before = PAGES[case.get("page", "")]
    text = repair(Text(before + case["text"]))
    assert text.repaired[len(repair(Text(before)).repaired) :] == case.get("expected", case["text"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["comment"][:60])
def test_edits_restore_the_raw_text(case: dict[str, Any]) -> None:
    text = repair(Text(PAGES[case.get("page", "")] + case["text"]))
    at, back = 0, []
    repaired = text.repaired
    for edit in text.edits:
        assert text.raw[edit.start : edit.end] == edit.before
        assert edit.rule
        assert 0 < edit.probability <= 1
        span = text.to_repaired(Span(edit.start, edit.end))
        back += [repaired[at : span.start], edit.before]
        at = span.end
    assert "".join(back) + repaired[at:] == text.raw


def test_a_clean_text_is_left_alone() -> None:
    assert repair(Text(CLEAN)).edits == ()


def test_a_clean_page_is_left_alone_beside_a_damaged_one() -> None:
    clean = "A La Réunion, l’Etat a déjà prévu des mesures à l’hôpital ; une première étape, très tôt."
    assert repair(Text(PAGES["eng"] + "\f" + clean)).repaired.endswith("\f" + clean)


SCRAPS = st.sampled_from(
    [
        *"aprés systéme sante I'emploi |'Etat o�re Afn confrmés 4 12 1 200 27,5 % 2025 à a A e ¢ • la le de".split(" "),
        *[
            "forma-\ntion",
            "contact@sante.fr",
            "https://www.sante.fr/a4",
            "DGS/2025-12",
            "\n",
            "\n\n",
            "\f",
            "Ã©",
            "\u00ad",
        ],
        *[
            "25O 000",
            "h6pital",
            "n°4",
            "4 ans",
            "I4",
            "l’",
            "«",
            "»",
            "-",
            "qfot3",
            "\uf0b7",
            "12-\n13",
            "e\u0301",
            "ll",
        ],
    ]
)
TEXTS = st.lists(SCRAPS, max_size=40).map(" ".join) | st.text(max_size=200)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_no_digit_changes(raw: str) -> None:
    text = repair(Text(raw))
    a4 = sum("digit_a" in e.rule.split("+") for e in text.edits)
    kept = [c for c in text.repaired if c.isdigit()]
    lost = [c for e in text.edits if "digit_a" in e.rule for c in e.before if c.isdigit()]
    assert len(lost) >= a4
    assert sorted(kept) == sorted(_without([c for c in raw if c.isdigit()], ["4"] * a4))


def _without(items: list[str], gone: list[str]) -> list[str]:
    left = list(items)
    for item in gone:
        left.remove(item)
    return left


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_offsets_lead_back(raw: str) -> None:
    text = repair(Text(raw))
    for edit in text.edits:
        span = text.to_repaired(Span(edit.start, edit.end))
        assert span.of(text.repaired) == edit.after


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_addresses_survive(raw: str) -> None:
    addresses = [w for w in raw.split() if "@sante.fr" in w or w.startswith("https://www.sante.fr")]
    repaired = repair(Text(raw)).repaired
    assert all(address in repaired for address in addresses)


def test_the_same_bytes_for_the_same_input() -> None:
    raw = PAGES["eng"] * 3
    assert repair(Text(raw)) == repair(Text(raw))
