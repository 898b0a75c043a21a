"""The place that a release speaks of."""

from __future__ import annotations

from collections import Counter

import regex

from extract.blocks import BlockKind, Outline
from extract.relate.folding import fold
from extract.relate.gazetteer import gazetteer
from extract.relate.place import Said, mentions, where
from extract.relate.relation import Where

_DEPARTMENT = regex.compile(
    r"^(?:\p{L}+ )?(?:sdis|sis|udaf|cpam|ddtm?|ddpp|ddets|caf|fdsea|adil|caue|cdos|cdg|udap|msa|adapei|apf) ?(?P<code>\d\d|2[ab]|97\d)\b"
)
"""« SDIS 29 »: a body named by the number of its department."""
_NATIONAL = regex.compile(
    r"\b(?:française?s?|(?<!éducation )nationale?|ministère|ministre|de france|gouvernement|sénat|assemblée nationale)\b"
)


def territory(outline: Outline, issuers: tuple[str, ...], city: str | None) -> Where | None:
    """The place that the release speaks of: its issuer's, its title's, the one it names most, else the city of its date line."""
    town = _town(city)
    near = town.code if town else None
    for name in issuers:
        if number := _DEPARTMENT.search(fold(name)):
            code = f"DEP-{number['code'].upper()}"
            if code in gazetteer().by_code:
                return _where(code, name, near)
        found = [m for m in mentions(f"de {name}") if m.entry.level not in {"AREA", "MONDE"}]
        if found and len(found[-1].span) < len(name) - 2:  # more than the bare name of a place
            return (
                _where(found[-1].entry.code, name, near)
                if len(found[-1].rivals) == 0
                else where(found[-1], f"de {name}", near)
            )
        if _NATIONAL.search(fold(name)):
            return _where("PAYS-FR", name, near)
    votes: Counter[str] = Counter()
    texts: dict[str, str] = {}
    first = True
    for block in outline.blocks:
        if block.kind in {BlockKind.CONTACT, BlockKind.FOOTER, BlockKind.DATELINE, BlockKind.NOTE}:
            continue
        weight = 4 if block.kind is BlockKind.TITLE else 2 if first and block.kind is BlockKind.PARAGRAPH else 1
        if block.kind is BlockKind.PARAGRAPH:
            first = False
        for m in mentions(block.text):
            if m.said is Said.NAMED or m.entry.level == "MONDE":
                continue
            if regex.search(r"national|niveau|échelle|place|rang", fold(m.span.of(block.text))):
                continue  # a comparison with the country, not the release's territory
            if m.entry.level in {"COM", "EPCI", "AREA"} and block.kind is not BlockKind.TITLE:
                continue  # a town in passing is not what the release is about
            chosen = where(m, block.text, near)
            code = chosen.code or f"AREA-{chosen.name}"
            votes[code] += weight
            texts.setdefault(code, chosen.text or "")
    if votes:
        code, count = max(votes.items(), key=lambda item: (item[1], -len(item[0]), item[0]))
        own = votes[near] if near else 0
        if town is None and votes["PAYS-FR"] and votes["PAYS-FR"] * 2 >= count:
            code, count = "PAYS-FR", 2
        if count > max(1 if code == "PAYS-FR" or town is None else 3, own):
            return _where(code, texts[code], near)
    return town


def _where(code: str, text: str, near: str | None) -> Where:
    entry = gazetteer().by_code[code]
    return Where(entry.name, None if code.startswith("AREA-") else code, text)


def _town(city: str | None) -> Where | None:
    if not city:
        return None
    found = [e for e in gazetteer().named(city) if e.level == "COM"] or list(gazetteer().named(city))
    if not found:
        return Where(city, None, city)
    return Where(found[0].name, found[0].code, city)
