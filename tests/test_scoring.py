"""The scorer itself: what counts as found, as right, and what does not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scoring import SLOTS, Score, agrees, differences, score, total


def claim(value: float, **fields: Any) -> dict[str, Any]:
    return {"quantity": str(value), "value": value, "kind": "count", "unit": "1", **fields}


CLAIMS = st.lists(
    st.builds(
        claim,
        st.integers(0, 4),
        entity=st.sampled_from(["agents", "lits", None]),
        kind=st.sampled_from(["count", "rank"]),
        period=st.sampled_from(["2024", None]),
    ),
    max_size=7,
)


@given(CLAIMS)
def test_truth_scores_full_marks_against_itself(claims: list[dict[str, Any]]) -> None:
    result = score(claims, claims)
    assert (result.f1, result.core, result.slots) == (1, 1, 1)
    assert differences(claims, claims) == []


@given(CLAIMS, CLAIMS)
def test_finding_is_symmetric_and_bounded(truth: list[dict[str, Any]], extracted: list[dict[str, Any]]) -> None:
    result = score(truth, extracted)
    assert result.found == score(extracted, truth).found <= min(len(truth), len(extracted))
    assert 0 <= result.core_right <= result.found
    assert all(result.right[name] <= result.present[name] <= result.found for name in SLOTS)


def test_missed_and_made_up_claims_cost_recall_and_precision() -> None:
    truth, extracted = [claim(1), claim(2), claim(3)], [claim(1), claim(4)]
    result = score(truth, extracted)
    assert (result.truth, result.extracted, result.found) == (3, 2, 1)
    assert result.f1 == pytest.approx(0.4)
    assert differences(truth, extracted) == ["2: missed", "3: missed", "4: made up"]


def test_pairs_keep_the_order_of_the_text() -> None:
    assert score([claim(1), claim(2)], [claim(2), claim(1)]).found == 1


def test_of_two_equal_numbers_the_better_described_one_is_paired() -> None:
    result = score([claim(5, entity="lits")], [claim(5, entity="agents"), claim(5, entity="lits")])
    assert result.found == 1
    assert result.slot("entity") == 1


def test_both_ends_of_a_range_count() -> None:
    assert score([claim(3, upper=5)], [claim(3)]).found == 0
    assert score([claim(3, upper=5)], [claim(3, upper=5)]).found == 1


def test_an_absent_bound_means_exactly() -> None:
    assert score([claim(1)], [claim(1, bound="exactly")]).core == 1
    assert score([claim(1)], [claim(1, bound="about")]).core == 0


@pytest.mark.parametrize(
    ("name", "want", "got", "right"),
    [
        ("entity", "médecins généralistes", "les Médecins généralistes", True),
        ("entity", "médecins généralistes", "médecins", True),  # 2 × 1 shared of 3 words: over a half
        ("entity", "médecins généralistes libéraux", "infirmiers libéraux", False),
        ("property", "taux d’activation", "taux d'activation", True),
        ("property", "taux", None, False),
        ("place", "La Réunion", {"name": "La Réunion", "code": "REG-04"}, True),
        ("place", "Orne", "Manche", False),
        ("period", "2025-12-31", {"edtf": "2025-12-31", "text": "fin 2025"}, True),
        ("period", "2025-12", "2025", False),
        ("period", None, None, True),
    ],
)
def test_a_slot_is_right_when_it_means_the_same(name: str, want: object, got: object, right: bool) -> None:
    assert agrees(name, {name: want}, {name: got}) is right


def test_nothing_to_find_and_nothing_found_is_perfect() -> None:
    assert score([], []).f1 == 1
    assert score([], [claim(1)]).f1 == 0


def test_totals_add_up_claims_not_ratios() -> None:
    parts = [score([claim(1)], [claim(1)]), score([claim(2), claim(3), claim(4)], [])]
    assert total(parts).f1 == pytest.approx(2 / 5)
    assert total([]) == Score()
