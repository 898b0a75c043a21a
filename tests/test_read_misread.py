"""Signs that Tesseract takes for others, and underlines: on words and pixels, without Tesseract."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from extract.read.misread import with_signs
from extract.read.pixels import ground_of
from extract.read.tesseract import Seen
from extract.read.underline import without_underlines


def seen(text: str, confidence: float = 0.9) -> list[Seen]:
    return [Seen(w, 50 * i, 0, 50 * i + 40, 20, confidence, (1, 1, 1)) for i, w in enumerate(text.split())]


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("un chiffre d’affaires de 1,28 Md£ en 2024", "un chiffre d’affaires de 1,28 Md€ en 2024"),
        ("un total de 12,9 ME :", "un total de 12,9 M€ :"),
        ("soit 4,2M£€; puis", "soit 4,2M€; puis"),
        ("le 1° février à", "le 1er février à"),
        ("au ler semestre 2025", "au 1er semestre 2025"),
        ("le 1% mai,", "le 1er mai,"),
        ("CHU. ler employeur de l’île", "CHU. 1er employeur de l’île"),
        ("demeure la ire destination étrangère", "demeure la 1re destination étrangère"),
        ("au 3° trimestre", "au 3e trimestre"),
        ("la 14° édition", "la 14e édition"),
        ("passe de 12 € à 15 £.", "passe de 12 € à 15 €."),
        ("le bien vaut 310 €/m?² ici", "le bien vaut 310 €/m² ici"),
        ("il a fourni 4,1 GWbh en juin", "il a fourni 4,1 GWh en juin"),
        ("un écart de — 6,2 %", "un écart de – 6,2 %"),
        ("Appel : o 800 12 34 56 (gratuit)", "Appel : 0 800 12 34 56 (gratuit)"),
        ("numéro vert : o 805 040 140.", "numéro vert : 0 805 040 140."),
    ],
)
def test_misread_signs_are_set_right_and_doubted(read: str, written: str) -> None:
    words = with_signs(seen(read))
    assert " ".join(w.text for w in words) == written
    assert [w.doubt for w in words] == [
        a if a != b else None for a, b in zip(read.split(), written.split(), strict=True)
    ]


@pytest.mark.parametrize(
    "read",
    [
        "une vente de 3 M£ à Londres",
        "le quai o 805 voyageurs",
        "soit 12 £ et 3 M£ au total",
        "le CHU, ME et M£",
        "5,2 M€ et 450 K€",
        "il fait 14° dehors",
        "le maire — élu en mai",
        "soit 15 £ pour 3 livres",
        "le carré 10 E du plan",
        "1° mettre en œuvre le plan",
        "1% des habitants",
        "une hausse de 1% mardi",
        "le ler n’est rien",
        "François ler avait fondé",
        "le ministre dit ire et colère",
        "le groupe E a 3 E",
    ],
)
def test_signs_that_are_right_stay(read: str) -> None:
    assert with_signs(seen(read)) == seen(read)


def test_year_and_hour_are_parted_and_specks_go() -> None:
    words = with_signs(seen("mardi _ 4 mai 2021,9h30"))
    assert [w.text for w in words] == ["mardi", "4", "mai", "2021,", "9h30"]
    assert words[-2].right == words[-1].left


def test_lost_end_of_a_round() -> None:
    assert [w.text for w in with_signs(seen("les 8 de finale", 0.3))] == ["les", "8es", "de", "finale"]
    assert with_signs(seen("les 8 de finale")) == seen("les 8 de finale")


def page() -> NDArray[np.uint8]:
    """Grey paper with letters like combs, 30 pixels high, standing on row 200."""
    out = np.full((400, 800), 235, np.uint8)
    for x in range(100, 500, 12):
        out[170:201, x : x + 5] = 20
    return out


def test_underline_goes_and_letters_stay() -> None:
    clean = page()
    clean[190:222, 300:305] = 20  # a letter that hangs through the line
    ruled = clean.copy()
    ruled[208:211, 100:500] = 20
    out = without_underlines(ruled, ground_of(ruled))
    assert (out[170:202] == clean[170:202]).all()
    assert (out[190:222, 300:305] == 20).all()
    assert (out[208:211, 310:500] > 200).all()


def test_other_lines_stay() -> None:
    lone = page()
    lone[300:303, 100:700] = 20  # nothing stands over it
    lone[30:50, 100:700] = 20  # a bar
    assert (without_underlines(lone, ground_of(lone)) == lone).all()
