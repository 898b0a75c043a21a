"""Words and their parts of speech."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extract.grammar import Tag, tokenise
from extract.grammar.build import accuracy, sentences
from extract.grammar.classes import classes
from extract.text import Span

SHARED = Path(os.environ.get("EXTRACT_SHARED", Path(__file__).parents[1].parent / "shared"))
TREEBANK = SHARED / "french" / "fr_gsd-ud-dev.conllu.xz"

SENTENCES = [
    ("La mairie accueille des élèves .", "DET NOUN VERB ADP NOUN PUNCT"),
    ("Le nombre de blessés a diminué .", "DET NOUN ADP NOUN AUX PART PUNCT"),
    ("Les agents qui travaillent au port seront formés .", "DET NOUN REL VERB ADP NOUN AUX PART PUNCT"),
    ("La ville veut réduire ses dépenses .", "DET NOUN VERB INF DET NOUN PUNCT"),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_tags(text: str, expected: str) -> None:
    assert " ".join(t.tag.name for t in tokenise(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l’activité d’aujourd’hui", ["l’", "activité", "d’", "aujourd’hui"]),
        ("Ille-et-Vilaine, Côtes-d’Armor", ["Ille-et-Vilaine", ",", "Côtes-d’Armor"]),
        ("la 2e année : 1 250 €", ["la", "2e", "année", ":", "1 250", "€"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert [t.text for t in tokenise(text)] == expected
    assert [t.span.of(text) for t in tokenise(text)] == expected


def test_an_atom_stays_one_token() -> None:
    text = "près d’un patient sur deux attend"
    tokens = tokenise(text, ((Span(7, 26), "12"),))
    assert [t.text for t in tokens] == ["près", "d’", "un patient sur deux", "attend"]
    assert tokens[2].tag is Tag.NUM


@pytest.mark.parametrize(("word", "letters"), [("emploie", "f"), ("mairies", "N"), ("qzxv", "?"), ("l'", "'")])
def test_classes(word: str, letters: str) -> None:
    assert set(letters) <= set(classes(word))


@pytest.mark.skipif(not TREEBANK.exists(), reason=f"{TREEBANK} is not here")
def test_the_tagger_is_as_good_as_its_readme_says() -> None:
    assert accuracy(sentences(TREEBANK)) >= 0.95
