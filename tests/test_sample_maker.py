"""The maker of the samples: the same bytes twice, and documents that are up to date with their sources."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from sampling import SAMPLES, SCANS

sys.path.insert(0, str(SAMPLES))
pytest.importorskip("reportlab", reason="only the maker of the samples needs it: pip install -e '.[dev]'")

from make import documents
from sheet import FACES, FONTS

if not all((FONTS / f"{stem}{variant}.ttf").exists() for stem, variant, *_ in FACES.values()):
    pytest.skip("install fonts-liberation and fonts-dejavu-core to make the samples", allow_module_level=True)

MADE = documents()


def remade(name: str) -> bytes:
    make: Callable[[Path], bytes] = MADE[name]
    return make(SAMPLES / "sources" / f"{Path(name).stem}.html")


def pages_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


@pytest.mark.parametrize("name", sorted(name for name in MADE if name.endswith(".pdf") and name not in SCANS))
def test_pages_say_what_their_source_says_now(name: str) -> None:
    assert pages_of(remade(name)) == pages_of((SAMPLES / name).read_bytes())


@pytest.mark.parametrize(
    "name", ["agri-lauragais-recolte.docx", "nuits-de-cordouan-bilan.txt", "aubrelle-resultats-semestriels.pdf"]
)
def test_the_same_bytes_twice(name: str) -> None:
    assert remade(name) == remade(name)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(set(MADE) & SCANS))
def test_wear_is_the_same_every_time(name: str) -> None:
    assert remade(name) == remade(name)


def test_lost_ligatures_are_lost() -> None:
    text = "".join(pages_of((SAMPLES / "universite-clermont-volcans.pdf").read_bytes()))
    assert text.count("\ufffd") >= 5
    assert "scienti" in text
    assert "scientifique" not in text
