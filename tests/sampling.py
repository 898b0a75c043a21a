"""The documents of samples/, the claims that are true of them, and the claims that the extractor finds."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from scoring import fold

from extract.pipeline import extract_releases
from extract.records import Release

SAMPLES = Path(__file__).parents[1] / "samples"
HEAD = ("title", "date", "issuer", "place")
WEB, PRINTED, SCANNED = "web page", "text layer", "scan"
SCANS = {
    "chu-bilan-annuel.scan.pdf",
    "cpam-jura-bilan.tif",
    "handball-besancon-saison.jpg",
    "institut-des-falaises-nomination.pdf",
    "niort-budget-2026.pdf",
}


def samples() -> list[Path]:
    """Every document with an expected record beside it, as the maker of the samples lists them."""
    sys.path.insert(0, str(SAMPLES))
    try:
        from make import samples as listed
    finally:
        sys.path.pop(0)
    found: list[Path] = listed()
    return found


def form_of(path: Path) -> str:
    if path.name in SCANS:
        return SCANNED
    return WEB if path.suffix == ".html" else PRINTED


def truth_of(path: Path) -> dict[str, Any]:
    """The written truth of a document: `release` and `claims`."""
    name = path.name.split(".")[0]
    truth: dict[str, Any] = yaml.safe_load((SAMPLES / "truth" / f"{name}.yaml").read_text("utf-8"))
    return truth


def claims_of(path: Path) -> list[dict[str, Any]]:
    claims: list[dict[str, Any]] = truth_of(path)["claims"]
    return claims


@cache
def release_of(path: Path) -> Release:
    """The record of a sample; each is one release."""
    (release,) = extract_releases(path)
    return release


def extracted(path: Path) -> list[dict[str, Any]]:
    return [claim.model_dump(mode="json", exclude_none=True) for claim in release_of(path).claims]


def heads_right(field: str, paths: list[Path]) -> float:
    """Share of the documents whose title, date, issuer or place (see HEAD) is the true one."""
    right = 0
    for path in paths:
        head = release_of(path).release
        given = {
            "title": [head.title],
            "date": [head.date],
            "issuer": head.issuers,
            "place": [head.place.name if head.place else None],
        }[field]
        right += _plain(truth_of(path)["release"][field]) in {_plain(text) for text in given if text}
    return right / len(paths)


def _plain(text: str) -> str:
    return " ".join(fold(text).split())
