"""The texts that counts and weights are taken from: one paragraph a line, with licences that allow it.

Every twentieth line is held out: it is never counted or trained on, so that repair can be measured on it.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SENTENCE = "# text = "  # before the sentences of a treebank
HOLD_OUT_EVERY, HOLD_OUT_REST = 20, 7


@dataclass(frozen=True, slots=True)
class Corpus:
    """A file of `french/`, how much a word of it counts, and the share of its lines that the chooser trains on; above 1,
    what an ambiguous word of it counts there."""

    file: str
    weight: float
    train: float


CORPORA = (
    Corpus("assemblee.txt.xz", 1.0, 1.0),  # debates of the Assemblée nationale, CC0
    Corpus("service-public-et-codes.txt.xz", 2.0, 2.0),  # service-public.fr and codes, Licence Ouverte
    Corpus("python-docs.txt.xz", 0.3, 0.5),  # translation of the Python documentation, CC0
    Corpus("fr_sequoia-ud-train.conllu.xz", 2.0, 3.0),  # press, medicine, encyclopaedia, parliament, LGPL-LR
    Corpus("litterature.txt.xz", 0.25, 1.0),  # novels, public domain; old spellings, so little weight
)


def lines(folder: Path, corpus: Corpus, held_out: bool = False) -> Iterator[str]:
    """The lines to learn from, or those that are held out."""
    with lzma.open(folder / corpus.file, "rt", encoding="utf-8") as text:
        rows = (
            (row.removeprefix(SENTENCE) for row in text if row.startswith(SENTENCE))
            if ".conllu" in corpus.file
            else text
        )
        for number, line in enumerate(rows):
            if (number % HOLD_OUT_EVERY == HOLD_OUT_REST) == held_out:
                yield line.rstrip("\n")
