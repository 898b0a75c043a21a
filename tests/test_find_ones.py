"""What stands for one without being a number: only the list of all numbers shows it."""

from __future__ import annotations

import pytest

from extract.find import Reason, find, with_ones


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Compter à voix haute : un, deux.", [("un", Reason.ARTICLE, None)]),
        ("Le guichet ouvre toute la semaine.", [("toute la semaine", Reason.PERIOD, "wk")]),
        ("Le parc ferme le mois entier.", [("le mois entier", Reason.PERIOD, "mo")]),
        ("Il faut une pleine journée.", [("une pleine journée", Reason.PERIOD, "d")]),
        ("Une lettre a suivi.", []),
        ("Toute la ville et l'équipe entière en parlent.", []),
        ("Un habitant sur trois lit vingt et un livres.", []),
    ],
)
def test_ones(text: str, expected: list[tuple[str, Reason, str | None]]) -> None:
    plain, full = find(text), with_ones(text, find(text))
    more = [i for i in full.ignored if i not in plain.ignored]
    assert [(i.text, i.reason, i.unit) for i in more] == expected
    assert all(i.value == 1 and i.span.of(text) == i.text for i in more)
    assert full.quantities == plain.quantities
