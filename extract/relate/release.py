"""What the release says of itself: its title, date, issuers, place and contacts."""

from __future__ import annotations

import regex

from extract.blocks import Block, BlockKind, Outline
from extract.relate.folding import fold
from extract.relate.issuer import contacts_of, issuers_of
from extract.relate.relation import Head
from extract.relate.territory import territory
from extract.relate.times import moments

_FIRST_LINES = 12
_EMBARGO = regex.compile(r"embargo|ne pas diffuser|diffusion restreinte|mis[e]? à jour|prochain")
_DAY = regex.compile(r"(?:le |au |du )?(?:\p{L}+di |dimanche )?\d{1,2}(?:er)?[ /.-]|\d{4}-")
_DATELINE = regex.compile(
    r"(?:^|[.\n|–-]\s*)(?:fait )?(?:à |a )?(?P<city>(?!(?i:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|communiqué)\b|(?i:le) ?\d)\p{Lu}[\p{L}'’ -]{1,40}?)\s*(?:\(\d{2,3}\))?\s*(?:,|–|-|—)?\s+(?:le )?(?=(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)?\s?\d{1,2})"
)


def release_head(outline: Outline) -> Head:
    """Title, date, issuers, place and contacts of a release, from its blocks."""
    title = " ".join(b.text for b in outline.blocks if b.kind is BlockKind.TITLE) or None
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
    """The date of the date line and the city before it; an embargo's date only where there is no other."""
    embargo: str | None = None
    for block in _opening(outline):
        if block.kind in {BlockKind.TITLE, BlockKind.NOTE, BlockKind.FOOTER} and len(block.text) > 30:
            continue
        for m in moments(block.text):
            if (
                m.edtf is None
                or len(m.edtf) != 10
                or _DAY.match(fold(m.span.of(block.text))) is None
                or m.baseline
                or m.attached
            ):
                continue
            before = block.text[: m.span.start]
            if _EMBARGO.search(fold(before)):
                embargo = embargo or m.edtf
                continue
            if block.kind is not BlockKind.DATELINE and (
                len(before) > 70 or (len(block.text) > 250 and len(before) > 50)
            ):
                continue
            return m.edtf, _city(block.text[: m.span.end])
    return embargo, None


def _city(line: str) -> str | None:
    m = _DATELINE.search(line)
    return m["city"].strip() if m else None


_POST = regex.compile(
    r"\b\d{5} (?P<city>\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+| (?:la|le|les|sur|en|sous|de|du|et)\b)*?)(?= Cedex|\s*$|[ ,.–-])"
)


def _post_town(outline: Outline) -> str | None:
    """The town of the last postal address of the release."""
    for block in reversed(outline.blocks):
        if m := _POST.search(block.text):
            return m["city"]
    return None
