"""Refresh `data/places.tsv` and `data/communes.tsv.xz`: the official geographic code (COG), intercommunal bodies, countries.

The first holds what releases name most; the second the smaller communes, looked up only where a name is unknown.

    npm pack @etalab/decoupage-administratif && tar xzf etalab-decoupage-administratif-*.tgz && pip install babel
    python -m extract.lexicon.build.places package

Sources: INSEE, code officiel géographique, and DGCL, intercommunalités, as packed by Etalab (Licence Ouverte 2.0; the
major version of the package names the year: 6 is 2026); names of countries and continents from Unicode CLDR, by Babel
(Unicode License).
"""

from __future__ import annotations

import json
import lzma
import re
import sys
from pathlib import Path
from typing import Any

OUT = Path(__file__).parents[1] / "data" / "places.tsv"
SMALL = OUT.with_name("communes.tsv.xz")
SMALLEST = 2000  # inhabitants of a commune that is listed for its size; chief towns are listed whatever theirs
CONTINENTS = {
    "001": "Monde",
    "002": "Afrique",
    "019": "Amérique",
    "142": "Asie",
    "150": "Europe",
    "EU": "Union européenne",
}
OVERSEAS = "GP MQ GF RE YT PM BL MF TF WF PF NC CP".split()  # listed by their French codes
INTERCOMMUNAL = {"METRO", "MET69", "CU", "CA"}
PREFIX = re.compile(r"^(?:CA|CU)(?: de la | de l'| du | des | de | d'| )(?:(?=\S))", re.IGNORECASE)


Row = tuple[str, str, str, str]


def rows(package: Path) -> tuple[list[Row], list[Row]]:
    """(level and code, name, code of what holds it, inhabitants), sorted: the chief places, the smaller communes."""
    small: list[Row] = []

    def load(name: str) -> list[dict[str, Any]]:
        loaded: list[dict[str, Any]] = json.loads((package / "data" / f"{name}.json").read_text("utf-8"))
        return loaded

    regions, departments, towns = load("regions"), load("departements"), load("communes")
    chief = {row["chefLieu"] for row in [*regions, *departments, *load("arrondissements")]}
    people: dict[str, int] = {}
    for town in towns:
        if town["type"] == "commune-actuelle":
            for holder in (f"REG-{town['region']}", f"DEP-{town['departement']}"):
                people[holder] = people.get(holder, 0) + (town.get("population") or 0)
    out = [(f"REG-{r['code']}", r["nom"], "PAYS-FR", str(people.get(f"REG-{r['code']}", 0))) for r in regions]
    out += [
        (f"DEP-{d['code']}", d["nom"], f"REG-{d['region']}", str(people.get(f"DEP-{d['code']}", 0)))
        for d in departments
        if d["code"] != d["region"]
    ]
    for town in towns:
        size = town.get("population") or 0
        if town["type"] == "commune-actuelle":
            row = (f"COM-{town['code']}", town["nom"], f"DEP-{town['departement']}", str(size))
            (out if size >= SMALLEST or town["code"] in chief else small).append(row)
    home = {town["code"]: town["departement"] for town in towns if town["type"] == "commune-actuelle"}
    for body in load("epci"):
        if body["type"] in INTERCOMMUNAL:
            name = PREFIX.sub("", body["nom"]).replace("''", "").strip()
            parent = home.get(body["membres"][0]["code"], "")
            out.append((f"EPCI-{body['code']}", name, f"DEP-{parent}", str(body.get("populationTotale") or 0)))
    return sorted(out) + countries(), sorted(small)


def countries() -> list[Row]:
    """Countries and continents in French."""
    from babel import Locale

    names = {str(code): str(name) for code, name in Locale("fr").territories.items()}
    codes = sorted(
        c for c in names if re.fullmatch("[A-Z]{2}", c) and c not in {"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"}
    )
    out = [(f"PAYS-{c}", names[c], "", "0") for c in codes if c not in OVERSEAS]
    return out + [(f"MONDE-{code}", name, "", "0") for code, name in CONTINENTS.items()]


def main() -> None:
    package = Path(sys.argv[1])
    version = json.loads((package / "package.json").read_text("utf-8"))["version"]
    head = (
        f"# COG and intercommunal bodies: @etalab/decoupage-administratif {version} (INSEE, DGCL; Licence Ouverte 2.0)",
        "# Countries and continents: Unicode CLDR by Babel (Unicode License). Made by extract/lexicon/build/places.py",
        "# code\tname\theld by\tinhabitants",
    )
    chief, small = rows(package)
    OUT.write_text("\n".join([*head, *("\t".join(row) for row in chief)]) + "\n", "utf-8")
    names = (f"{name}\t{code.removeprefix('COM-')}\t{people}" for code, name, _, people in small)
    SMALL.write_bytes(lzma.compress("\n".join([head[0], *names, ""]).encode(), preset=9 | lzma.PRESET_EXTREME))
    for path, count in ((OUT, len(chief)), (SMALL, len(small))):
        sys.stdout.write(f"{path.name}: {count} places, {path.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
