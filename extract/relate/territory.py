"""The place that a release speaks of."""

from __future__ import annotations

from collections import Counter

from extract import regex
from extract.blocks import BlockKind, Outline
from extract.lexicon.gazetteer import Entry, gazetteer, key
from extract.relate.folding import fold
from extract.relate.mention import Mention, Said, mentions, where
from extract.relate.relation import Where
from extract.relate.words import beginnings, either

_DEPARTMENT = regex.compile(rf"^(?:\p{{L}}+ )?(?:{either('departmental_bodies')}) ?(?P<code>\d\d|2[ab]|97\d)\b")
"""« SDIS 29 »: a body named by the number of its department."""
_WHERE_IT_LIES = regex.compile(r"\p{Lu}[\p{L}'’-]+ \($")
"""« Olonzac (Hérault) »: the department only tells where the town lies."""
_LOCAL = regex.compile(rf"^(?:l[ea] |les |l')?(?:{either('local_bodies')})\b")
"""« Théâtre national de Chaillot »: national by its label, at home in one town."""
_NATIONAL = regex.compile(
    r"\b(?:française?s?|(?<!éducation )nationale?|ministère|ministre|(?<!île-)(?<!ile-)de france|gouvernement|sénat"
    rf"|assemblée nationale)\b|^(?:l[ea] |l')?(?:{either('national_bodies')})$|(?<!île-de-)(?<!ile-de-)\bfrance$"
)

_NATIONAL_BODY = regex.compile(
    r"\b(?:fédération (?:française|nationale)|ministère|ministre d|gouvernement|assemblée nationale)\b"
)
_MINISTRY = regex.compile(r"(?:l[ea] )?(?:secrétariat d'état|minist[èr]\w+)\b")
"""« Ministère de la Mer »: the sea is no town."""
_SURVEY = regex.compile(
    rf"\b(?:{either('dwelling_participles')}) en france\b|\bexclusivement française?s?\b"
    rf"|\b(?:{either('national_survey_nouns')}) (?:\w+ ){{0,2}}nationale?\b"
    r"|représentati(?:f|ve)s? de la population française|représentati(?:f|ve)s? des français"
    r"|auprès d[^.;]{1,60}? (?:de france|(?:vivant |résidant )?en france|françaises?|français)\b"
)
"""A survey of the whole country, or a firm at work in the whole of it, wherever it sits."""
_ROOTED = regex.compile(
    rf"\b(?:{either('rooted_participles')}) (?:exclusivement |principalement |uniquement )?(?:en|dans|à|au|aux|sur|de)"
    r"(?: l'| la| le| les| toute?(?: la| le)?| tous les (?:départements|territoires) (?:de la |de l'|des |du |de |d'))? ?$"
)
"""« établissement implanté en Bretagne »: where the issuer says that it is at home."""
_SECTION = regex.compile(
    r"[–—|-] (?:délégation|antenne|section|comité|fédération|union|direction)\b.* (?:de |d'|du |des )"
)
"""« Secours Solidaire – Délégation de l'Hérault »: the part of a body that speaks."""
_ROOTED_WEIGHT = 4
_TOWN_ENDING = regex.compile(rf"(?:{'|'.join(key(ending) for ending in beginnings('town_endings'))})\b")


def territory(outline: Outline, issuers: tuple[str, ...], city: str | None) -> Where | None:
    """The place that the release speaks of: its issuer's, its title's, the one it names most, else the city of its date line."""
    town = _town(city)
    near = town.code if town else None
    if own := _held_by(outline, issuers, near):
        return own
    if any(_is_national(name) for name in issuers):
        return _area_of_title(outline, near) or _where("PAYS-FR", issuers[0], near)
    votes: Counter[str] = Counter()
    texts: dict[str, str] = {}
    first = True
    abroad = 0
    for block in outline.blocks:
        if block.kind in {BlockKind.CONTACT, BlockKind.FOOTER, BlockKind.DATELINE, BlockKind.NOTE}:
            continue
        section = block.kind is BlockKind.HEADER and _SECTION.search(fold(block.text)) is not None
        heads = block.kind is BlockKind.TITLE or section
        weight = 4 if heads else 2 if first and block.kind is BlockKind.PARAGRAPH else 1
        if block.kind is BlockKind.PARAGRAPH:
            first = False
        if near and town and _calls_town(key(block.text), town.name):
            votes[near] += weight
        if _SURVEY.search(fold(block.text)):
            votes["PAYS-FR"] += 4
            texts.setdefault("PAYS-FR", "national")
        for m in mentions(block.text):
            if m.said is Said.NAMED or m.entry.level == "MONDE":
                continue
            if regex.search(r"national|niveau|échelle|place|rang", fold(m.span.of(block.text))):
                continue  # a comparison with the country, not the release's territory
            home = near is not None and m.entry.code == near and not m.rivals
            if m.entry.level in {"COM", "EPCI", "AREA"} and block.kind is not BlockKind.TITLE and not home:
                continue  # a town in passing is not what the release is about
            abroad += not gazetteer().within(m.entry, "PAYS-FR")
            if m.said is Said.LOCATED and _ROOTED.search(fold(block.text[: m.span.start])):
                weight = max(weight, _ROOTED_WEIGHT)
            chosen = where(m, block.text, near)
            code = chosen.code or f"AREA-{chosen.name}"
            votes[code] += weight
            texts.setdefault(code, chosen.text or "")
    for region in [code for code in votes if code.startswith("REG-")]:
        inside = [d for d in votes if d.startswith("DEP-") and gazetteer().by_code[d].parent == region]
        if len(inside) > 1:  # « dans les Hauts-de-France… dans l'Aisne… dans la Somme »
            votes[region] += sum(votes[d] for d in inside)
    if votes:
        code, count = max(votes.items(), key=lambda item: (item[1], -len(item[0]), item[0]))
        at_home = votes[near] if near else 0
        if town is None and votes["PAYS-FR"] and votes["PAYS-FR"] * 2 >= count:
            code, count = "PAYS-FR", 2
        least = (
            1 + 2 * abroad if code == "PAYS-FR" else 3
        )  # a group with figures of many countries is at home in its town
        if count > max(1 if town is None else least, at_home):
            return _where(code, texts[code], near)
    if town is None and any(_NATIONAL_BODY.search(fold(b.text)) for b in outline.blocks[:6]):
        return _where("PAYS-FR", "national", near)
    return town or _named_most(outline)


def _calls_town(text: str, town: str) -> bool:
    """Whether a text has the adjective of a town: « nantais » of Nantes. Its last two letters may give way."""
    name = key(town)
    if not name.isalpha() or len(name) < 5:
        return False
    stem, tails = name[:-2], ("", name[-2], name[-1], name[-2:])
    at = text.find(stem)
    while at >= 0:
        end = at + len(stem)
        if not text[at - 1 : at].isalnum() and any(
            text.startswith(tail, end) and _TOWN_ENDING.match(text, end + len(tail)) for tail in tails
        ):
            return True
        at = text.find(stem, end)
    return False


def _held_by(outline: Outline, issuers: tuple[str, ...], near: str | None) -> Where | None:
    """The place that the first issuer to have one holds, or that of another issuer where the title names that one."""
    held = [own for name in issuers if (own := _held(name, near))]
    if len({own.code for own in held}) > 1:
        said = {m.entry.code for b in outline.blocks if b.kind is BlockKind.TITLE for m in mentions(b.text)}
        held = [own for own in held if own.code in said] or held
    return held[0] if held else None


def _named_most(outline: Outline) -> Where | None:
    """The department or region that is named most, be it in a contact or by its inhabitants; its towns count for it."""
    votes: Counter[str] = Counter()
    texts: dict[str, str] = {}
    for block in outline.blocks:
        for m in mentions(block.text):
            entry: Entry | None = m.entry
            if m.rivals or entry is None or entry.level not in {"COM", "DEP", "REG"}:
                continue
            if entry.level == "COM" and (entry.people < 5000 or entry.code.startswith("COM-75")):
                continue  # small towns are named like common things, and Paris stands in every address
            while entry and entry.level == "COM":
                entry = gazetteer().by_code.get(entry.parent)
            if entry and (held := gazetteer().by_code.get(entry.parent)) and held.name == entry.name:
                entry = held  # « La Réunion » is both
            if entry:
                votes[entry.code] += 1 if m.entry.level == "COM" else 2
                texts.setdefault(entry.code, m.span.of(block.text))
    if not votes:
        return None
    code, count = min(votes.items(), key=lambda item: (-item[1], item[0]))
    return _where(code, texts[code], None) if count > 1 else None


def _held(name: str, near: str | None) -> Where | None:
    """The place that the name of a body holds: « Préfet de la Somme », « SDIS 29 »."""
    if _MINISTRY.match(fold(name)):
        return None
    if number := _DEPARTMENT.search(fold(name)):
        code = f"DEP-{number['code'].upper()}"
        if code in gazetteer().by_code:
            return _where(code, name, near)
    found = [m for m in mentions(f"de {name}") if m.entry.level not in {"AREA", "MONDE", "PAYS"}]
    while found and _WHERE_IT_LIES.search(f"de {name}"[: found[-1].span.start]):
        found.pop()
    while len(found) > 1 and _lies_in(found[-2], found[-1], f"de {name}"):
        found.pop()
    if not found or len(found[-1].span) >= len(name) - 2:  # the bare name of a place
        return None
    return where(found[-1], f"de {name}", near) if found[-1].rivals else _where(found[-1].entry.code, name, near)


def _lies_in(town: Mention, area: Mention, text: str) -> bool:
    """« Réunion des musées Rouen Normandie »: the town and, right behind it, the region that it lies in."""
    between = text[town.span.end : area.span.start]
    return between in {" ", "-"} and gazetteer().within(town.entry, area.entry.code)


def _is_national(name: str) -> bool:
    plain = fold(name)
    return _NATIONAL.search(plain) is not None and _LOCAL.search(plain) is None


def _area_of_title(outline: Outline, near: str | None) -> Where | None:
    """The department or region where the title of a national body's release says that it holds."""
    for block in outline.blocks:
        if block.kind in {BlockKind.TITLE, BlockKind.SUBTITLE}:
            for m in mentions(block.text):
                if m.said >= Said.SUBJECT and m.entry.level in {"DEP", "REG"}:
                    return where(m, block.text, near)
    return None


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
