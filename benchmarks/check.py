"""`extract check` on 1,000 records against PyYAML (libyaml) loading them: CPU time and memory.

    python benchmarks/check.py [RECORDS]

Every record has its own figures, so that nothing read before helps with the next one.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

import yaml

from extract.check import check_paths
from extract.find.quantity import Bound, Kind, Reason
from extract.identity import claim_id, identity
from extract.read.document import Origin
from extract.records import At, Claim, IgnoredNumber, Period, Place, Release, ReleaseHead, Source
from extract.write import plain, to_yaml

SUBJECTS = ("dossiers", "trajets", "repas", "patients", "élèves", "logements", "visiteurs", "emplois")
VERBS = ("traités", "enregistrés", "accompagnés", "recensés", "déclarés")
PLACES = (
    Place(name="Bretagne", code="REG-53"),
    Place(name="Somme", code="DEP-80"),
    Place(name="Brest", code="COM-29019"),
)


def record(rng: random.Random, claims: int = 22) -> Release:
    rows = []
    for n in range(claims):
        share = rng.random() < 0.5
        value = Decimal(rng.randint(10, 999)) / 10 if share else Decimal(rng.randint(1000, 9_000_000))
        text = plain(value).replace(".", ",") + " %" if share else f"{value:,}".replace(",", " ")
        subject = rng.choice(SUBJECTS)
        quote = f"Sur l’ensemble du territoire, {text} de {subject} ont été {rng.choice(VERBS)} par nos équipes."
        if not share:
            quote = quote.replace(f"{text} de", text)
        claim = Claim(
            id="c-000000",
            quote=quote,
            quantity=text,
            value=value,
            kind=Kind.PERCENTAGE if share else Kind.COUNT,
            unit="%" if share else "1",
            bound=Bound.EXACTLY,
            entity=subject,
            property="sur l’ensemble du territoire",
            period=Period(edtf=f"20{rng.randint(10, 25)}"),
            place=rng.choice(PLACES),
            at=At(page=1, start=n * 200, end=n * 200 + len(text), box=(72.0, 310.5, 104.2, 322.1)),
        )
        rows.append(claim.model_copy(update={"id": claim_id(claim, identity(quote, text, n))}))
    return Release(
        source=Source(file="a.pdf", sha256="9f" * 32, media_type="application/pdf", pages=1, origin=Origin.TEXT_LAYER),
        release=ReleaseHead(title="Bilan", date="2026-03-17"),
        claims=tuple(rows),
        ignored=tuple(
            IgnoredNumber(text=f"{n} mars 2026", reason=Reason.DATE, at=At(page=1, start=9000 + n, end=9001 + n))
            for n in range(1, 9)
        ),
    )


def main(count: int) -> None:
    rng = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{n:05}.yaml" for n in range(count)]
        for path in paths:
            path.write_text(to_yaml(record(rng)), encoding="utf-8")
        size = sum(path.stat().st_size for path in paths)
        start = time.process_time()
        for path in paths:
            yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        load = time.process_time() - start
        start, found = time.process_time(), 0
        for n, (_, findings) in enumerate(check_paths([Path(folder)]), 1):
            found += len(findings)
            if n in (count // 10, count):
                print(
                    f"after {n:5} records: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f} MB at most"
                )
        check = time.process_time() - start
    print(f"{count} records, {size / 1e6:.1f} MB, {found} findings")
    print(f"load {load:.2f} s, check {check:.2f} s of CPU: {check / load:.2f} times")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
