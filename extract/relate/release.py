"""What the release says of itself: its title, date, issuers, place and contacts."""

from __future__ import annotations

from extract import regex
from extract.blocks import Block, BlockKind, Outline
from extract.grammar.classes import UNKNOWN, classes
from extract.lexicon.gazetteer import gazetteer
from extract.relate.contacts import contacts_of
from extract.relate.folding import fold
from extract.relate.issuer import issuers_of
from extract.relate.relation import Head
from extract.relate.territory import territory
from extract.relate.times import Moment, moments
from extract.relate.words import weekday_names, words

_FIRST_LINES = 12
_PUBLISHED = regex.compile(r"(?:publiée?|mise? en ligne|posté|diffusée?|date de publication|parue?)\s*(?:le)?\s*:?\s*$")
"""« Publié le 25 janvier 2024 », which press rooms set above or below the text."""
_STANDS_AT = regex.compile(r"(?:au|à la date du|en date du) ")
"""« Au 1er novembre 2017, la récolte… »: what the figures hold at, no date line."""
_EMBARGO = regex.compile(r"embargo|ne pas diffuser|diffusion restreinte|mis[e]? à jour|prochain")
_DAY = regex.compile(r"(?:le |au |du )?(?:\p{L}+di |dimanche )?\d{1,2}(?:er)?[ /.-]|\d{4}-")
_DATELINE = regex.compile(
    rf"(?:^|[.\n|–-]\s*)(?:fait )?(?:à |a )?(?P<city>(?!(?i:{weekday_names()}|communiqué)\b|(?i:le) ?\d)\p{{Lu}}[\p{{L}}'’ -]{{1,40}}?)\s*(?:\((?:\d{{2,3}}|\p{{Lu}}{{2}})\))?\s*(?:,|–|-|—)?\s+(?:le )?(?=(?:{weekday_names()})?\s?\d{{1,2}})"
)


_WIRE = regex.compile(r"\p{Lu}[\p{Lu} -]{2,30}--")
"""« PARIS--(BUSINESS WIRE)--… »"""
_WEEKDAY = regex.compile(rf"\b(?:{weekday_names()})\b")


def release_head(outline: Outline) -> Head:
    """Title, date, issuers, place and contacts of a release, from its blocks."""
    lines = [b.text for b in outline.blocks if b.kind is BlockKind.TITLE]
    title = " ".join(" ".join(lines).split()) or None  # a title is compared and searched: its spaces are plain ones
    said, city = _date_and_city(outline)
    issuers = issuers_of(outline, title)
    place = territory(outline, issuers, city or _post_town(outline))
    return Head(title, said, issuers, place, contacts_of(outline))


def _opening(outline: Outline) -> list[Block]:
    """The blocks where a release says where and when it was given out."""
    lines = [b for b in outline.blocks if b.kind is BlockKind.DATELINE]
    head = [b for b in outline.blocks[:_FIRST_LINES] if b.cell is None and b not in lines]
    tail = [b for b in outline.blocks[-6:] if b.cell is None and len(b.text) < 60 and b not in lines and b not in head]
    short = [b for b in head if len(b.text) < 90]
    return [*lines, *short, *[b for b in head if b not in short], *tail]


def _date_and_city(outline: Outline) -> tuple[str | None, str | None]:
    """The date of the date line and the city before it.

    Where there is none: the day of an embargo or update, else the day that the title names, else the one that the first
    paragraphs tell with its weekday.
    """
    embargo: str | None = None
    update: str | None = None
    for block in _opening(outline):
        if block.kind in {BlockKind.TITLE, BlockKind.NOTE, BlockKind.FOOTER} and len(block.text) > 30:
            continue
        for m in _days(block):
            before = block.text[: m.span.start]
            if other := _EMBARGO.search(fold(before)):
                embargo, update = (embargo, update or m.edtf) if "jour" in other[0] else (embargo or m.edtf, update)
                continue
            if not _PUBLISHED.search(fold(before)) and (m.attached or not _is_dateline(block, m)):
                continue
            return m.edtf, _city(block.text[: m.span.end])
    wired = next((b for b in outline.blocks[:_FIRST_LINES] if _WIRE.match(b.text)), None)
    return embargo or _told(outline) or update, _city(wired.text.split("--")[0] + " -- le 1") if wired else None


def _days(block: Block) -> list[Moment]:
    """The full days that a block says, none of them a date of comparison."""
    return [
        m
        for m in moments(block.text)
        if m.edtf and len(m.edtf) == 10 and _DAY.match(fold(m.span.of(block.text))) and not m.baseline
    ]


def _is_dateline(block: Block, day: Moment) -> bool:
    if block.kind is BlockKind.DATELINE:
        return True
    before = block.text[: day.span.start]
    if len(block.text) > 90 and _STANDS_AT.match(fold(day.span.of(block.text))):
        return False
    return len(before) <= 70 and (len(block.text) <= 250 or len(before) <= 50)


def _told(outline: Outline) -> str | None:
    """The day in the title (« Point de situation au 3 avril 2020 »), else « vendredi 27 janvier 2017 » in the opening."""
    titles = [b for b in outline.blocks if b.kind in {BlockKind.TITLE, BlockKind.SUBTITLE}]
    for block in titles:
        if days := _days(block):
            return days[0].edtf
    for block in [b for b in outline.blocks if b.kind is BlockKind.PARAGRAPH][:3]:
        for m in _days(block):
            if not m.attached and _WEEKDAY.search(fold(block.text[max(0, m.span.start - 12) : m.span.end])):
                return m.edtf
    return None


def _city(line: str) -> str | None:
    """The town of a date line: a known place, or up to four words that are all written like a name."""
    m = _DATELINE.search(line)
    if m is None:
        return None
    city = m["city"].strip(" -–")
    named = all(w[:1].isupper() or w.lower() in words("name_links") for w in regex.split(r"[ '’-]+", city) if w)
    if gazetteer().named(city) or gazetteer().small(city):
        return city
    new = any(classes(w.lower()) == UNKNOWN for w in city.split())  # « Publié » is a word of the language, no town
    return city if named and new and len(city.split()) < 5 else None


_POST = regex.compile(
    r"\b\d{5} (?P<city>\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+| (?:la|le|les|sur|en|sous|de|du|et)\b)*?)(?= Cedex|\s*$|[ ,.–-])"
)


def _post_town(outline: Outline) -> str | None:
    """The town of the last postal address of the release."""
    for block in reversed(outline.blocks):
        if m := _POST.search(block.text):
            return m["city"]
    return None
