"""Makes the sample documents from their HTML sources, and the expected records beside them.

python samples/make.py               every document (needs reportlab, Pillow and the fonts named in README.md)
python samples/make.py --expected    every expected record, from what the extractor says now
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

HERE = Path(__file__).parent
SOURCES = HERE / "sources"


def documents() -> dict[str, Callable[[Path], bytes]]:
    """Which file is made how: its name, whose stem is the source's, and the way from the source to its bytes."""
    from office import docx_of, text_of
    from scan import Wear, photographed, scanned_pdf, scanned_tiff
    from sheet import Style, pdf_of

    def printed(style: Style) -> Callable[[Path], bytes]:
        return partial(pdf_of, style=style)

    def seen(how: Callable[[bytes, Wear], bytes], wear: Wear, style: Style) -> Callable[[Path], bytes]:
        return lambda source: how(pdf_of(source, style), wear)

    serif, sans = Style(font="LiberationSerif", size=11), Style()
    return {
        "agence-sanitaire-normandie-grippe.pdf": printed(
            Style(
                accent="#b3005e",
                letterhead="AGENCE SANITAIRE DE NORMANDIE",
                footer="2, place Jean-Nouzille, 14050 Caen Cedex 4",
            )
        ),
        "agri-lauragais-recolte.docx": docx_of,
        "aubrelle-resultats-semestriels.pdf": printed(
            Style(
                "LiberationSerif",
                12,
                "#000000",
                justified=True,
                footer="Aubrelle – RCS Lyon 974 502 118",
                rulings=("grid", "none"),
            )
        ),
        "aveyron-routes-logement.pdf": printed(
            Style("LiberationSerif", 9.5, "#8a5a00", justified=True, hyphenated=True)
        ),
        "cpam-jura-bilan.tif": seen(
            scanned_tiff,
            Wear(skew=-0.5, noise=4, seed=5),
            Style(size=13, margin=26, footer="CPAM du Jura – communiqué de presse"),
        ),
        "gridouest-bilan-electrique.pdf": printed(Style(size=10.5, accent="#00838f", bullet="▪", rulings=("none",))),
        "handball-besancon-saison.jpg": seen(
            photographed, Wear(noise=4, quality=68, seed=9), Style(size=10.5, bullet="–")
        ),
        "institut-des-falaises-nomination.pdf": seen(scanned_pdf, Wear(skew=0.8, noise=12, seed=3), serif),
        "niort-budget-2026.pdf": seen(scanned_pdf, Wear(skew=-0.9, noise=8, quality=40, seed=2), sans),
        "nuits-de-cordouan-bilan.txt": text_of,
        "route-calme-sondage-velo.pdf": printed(
            Style(
                size=12,
                accent="#2b6777",
                justified=True,
                hyphenated=True,
                footer="Fondation Route calme – Vigie Opinion",
            )
        ),
        "universite-clermont-volcans.pdf": printed(
            Style("DejaVuSerif", 9.5, "#222222", bullet="–", lost_ligatures=True)
        ),
    }


def make() -> Iterator[Path]:
    """Write every document that is made from a source."""
    for name, bytes_of in documents().items():
        path = HERE / name
        path.write_bytes(bytes_of(SOURCES / f"{path.stem}.html"))
        yield path


def samples() -> list[Path]:
    """Every document that has an expected record beside it: those made here, and the HTML sources themselves."""
    kinds = {".pdf", ".jpg", ".tif", ".docx", ".txt"}
    return sorted(path for path in HERE.iterdir() if path.suffix in kinds) + sorted(SOURCES.glob("*.html"))


def expect() -> Iterator[Path]:
    """Write what the extractor says of every sample beside it."""
    sys.path.insert(0, str(HERE.parent))
    from extract.pipeline import extract_releases
    from extract.write import schema_for, to_yaml

    for path in samples():
        (release,) = extract_releases(path)
        expected = path.with_suffix(".yaml")
        expected.write_text(to_yaml(release, schema_for(expected)), "utf-8")
        yield expected


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--expected", action="store_true", help="the expected records instead of the documents")
    for written in expect() if parser.parse_args().expected else make():
        print(written.relative_to(HERE))
