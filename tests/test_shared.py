"""The whole way on real and reference releases, where `../shared` stands beside the project."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from scoring import differences, score, total

from extract.find.quantity import Reason
from extract.pipeline import extract_releases
from extract.records import Release
from extract.write import from_yaml, to_yaml

SHARED = Path(os.environ.get("EXTRACT_SHARED", Path(__file__).parents[1].parent / "shared"))
GOLD, REAL, SEEDS = SHARED / "gold", SHARED / "real", SHARED / "seeds"
pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason=f"{SHARED} is not here")

WRITTEN = sorted(path.stem for path in GOLD.glob("[0-9]*.yaml"))
PDFS = sorted(path.name for path in REAL.glob("*.pdf"))
TRANSCRIBED = sorted(path.name for path in REAL.glob("*.transcribed.yaml"))


@cache
def releases_of(path: Path) -> tuple[Release, ...]:
    return extract_releases(path)


def claims(release: Release) -> list[dict[str, Any]]:
    return [claim.model_dump(mode="json", exclude_none=True) for claim in release.claims]


def truth(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((GOLD / f"{name}.yaml").read_text("utf-8"))["claims"]
    return found


@pytest.mark.parametrize(
    ("ending", "f1", "core", "slots"),
    [
        (".html", 0.98, 0.98, 0.95),
        (".pdf", 0.98, 0.98, 0.95),
        pytest.param(".scan.pdf", 0.95, 0.95, 0.93, marks=pytest.mark.slow),
    ],
)
def test_written_releases_stay_above_their_floors(ending: str, f1: float, core: float, slots: float) -> None:
    scores, lines = [], []
    for name in WRITTEN:
        (release,) = releases_of(GOLD / f"{name}{ending}")
        scores.append(score(truth(name), claims(release)))
        lines += [f"{name}{ending}: {line}" for line in differences(truth(name), claims(release))]
    reached = total(scores)
    assert reached.f1 >= f1, "\n".join(lines)
    assert reached.core >= core, "\n".join(lines)
    assert reached.slots >= slots, "\n".join(lines)


def test_the_scan_and_the_text_layer_of_one_release_give_the_same_claims() -> None:
    (scan,) = releases_of(next(SEEDS.glob("000*")))
    convention, text_layer = releases_of(next(SEEDS.glob("001*")))
    expected = truth("mon-espace-sante-reunion")
    assert convention.claims == ()
    for release in (scan, text_layer):
        reached = score(expected, claims(release))
        assert (reached.f1, reached.core) == (1.0, 1.0), differences(expected, claims(release))
        assert reached.slots >= 0.95, differences(expected, claims(release))


@pytest.mark.slow
@pytest.mark.parametrize("name", PDFS)
def test_a_real_release_gives_a_valid_record(name: str) -> None:
    for release in releases_of(REAL / name):
        assert from_yaml(to_yaml(release)) == release
        for claim in release.claims:
            assert not re.fullmatch(r"0\d(?:[ .]\d\d){4}|0 ?800[\d ]+|\d{1,2} ?h(?: ?\d\d)?", claim.quantity)


@pytest.mark.slow
def test_transcribed_figures_that_stand_in_the_text_are_claims() -> None:
    wanted, missed = 0, []
    for name in TRANSCRIBED:
        (release,) = releases_of(REAL / name.replace(".transcribed.yaml", ".pdf"))
        values = [int(c.value) for c in release.claims if c.value == int(c.value)]
        plain = [int(n.text) for n in release.ignored if n.text.isdigit() and n.reason is not Reason.NUMBERING]
        transcribed = yaml.safe_load((REAL / name).read_text("utf-8"))
        for row in (transcribed["donneesRegionales"], *transcribed["donneesDepartementales"]):
            figure = row.get("casConfirmes", 0)
            if figure and figure in (*values, *plain):  # the volunteers typed some from another release of the day
                wanted += 1
                missed += [] if figure in values else [f"{name}: {row['nom']} {figure}"]
    assert wanted >= 40
    assert len(missed) <= 0.1 * wanted, missed
