"""Places of a record: codes that exist, names that are theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extract import regex
from extract.check.finding import Path, Problem
from extract.lexicon.gazetteer import gazetteer, key
from extract.records import Place, Release


def places(record: Release) -> Iterator[Problem]:
    if record.release.place is not None:
        yield from _place(record.release.place, ("release", "place"))
    for index, claim in enumerate(record.claims):
        if claim.place is not None:
            yield from _place(claim.place, ("claims", index, "place"))


def _place(place: Place, path: Path) -> Iterator[Problem]:
    if place.code is None:
        return
    level, _, number = place.code.partition("-")
    known = gazetteer()
    entry = known.by_code.get(place.code)
    named = [other for other in known.named(place.name) if "-" in other.code]
    if entry is None:
        if level == "COM" and _is_commune(number, known.by_code):
            return  # the gazetteer holds the larger communes only
        same = next((other for other in named if other.level == level), named[0] if named else None)
        hint = f"{place.name} is {same.code}" if same else "look it up in INSEE's COG"
        yield Problem("place-code", (*path, "code"), f"`{place.code}` is the code of no place: {hint}")
    elif all(other.code != place.code for other in named) and key(entry.name) != key(place.name):
        hint = f"{place.name} is {named[0].code}" if named else "correct one of the two"
        yield Problem("place-name", (*path, "code"), f"`{place.code}` is {entry.name}, not {place.name}: {hint}")


def _is_commune(number: str, by_code: Mapping[str, object]) -> bool:
    if regex.fullmatch(r"(?:\d{2}|2[AB])\d{3}", number) is None or number[2:] == "000":
        return False
    return f"DEP-{number[:2]}" in by_code or f"DEP-{number[:3]}" in by_code or number[:2] in ("97", "98")
