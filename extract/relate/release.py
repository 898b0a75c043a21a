"""What the release says of itself: its title, date, issuers, place and contacts."""

from __future__ import annotations

from collections import Counter
from datetime import date

import regex

from extract.blocks import Block, BlockKind, Outline
from extract.relate.folding import fold
from extract.relate.gazetteer import gazetteer, key
from extract.relate.place import Said, mentions, where
from extract.relate.relation import Head, Where
from extract.relate.times import moments

_FIRST_LINES = 12
_EMBARGO = regex.compile(r"embargo|ne pas diffuser|diffusion restreinte|mis[e]? à jour|prochain")
_DATELINE = regex.compile(
    r"(?:^|[.\n|–-]\s*)(?:fait )?(?:à |a )?(?P<city>(?!(?i:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|le|communiqué)\b)\p{Lu}[\p{L}'’ -]{1,40}?)\s*(?:\(\d{2,3}\))?\s*(?:,|–|-|—)?\s+(?:le )?(?=(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)?\s?\d{1,2})"
)
_LABEL = regex.compile(
    r"^(?:communiqué|dossier|info|point) de presse\b|^communiqué\b|^information|^dossier|^note|^bulletin|^embargo|^pour publication|^flash|^actualité|^presse\b|^cp\b|^pour diffusion|^sous embargo|^n° ?\d",
    regex.IGNORECASE,
)
_ABOUT = regex.compile(r"^à propos (?:de |du |de la |de l['’]|des |d['’])(?P<name>.{2,80}?)\s*:?$", regex.IGNORECASE)
_CONTACT = regex.compile(
    r"\b(?:contacts?|relations? presse|service presse|attachée? de presse)\b|@|\b0\d(?:[ .]\d\d){4}\b|\+33",
    regex.IGNORECASE,
)
_ISSUER = regex.compile(
    r"^(?:l[ea] |les |l['’])?(?:préf[eè]te?|préfecture|ars|agence|c\.?h\.?(?:u|r)?\.?|centre hospitalier|région|conseil|département|ville|mairie|métropole|communauté"
    r"|université|aéroport|port|cpam|caf|cgss|caisse|académie|rectorat|chambre|sdis|ministère|association|fédération|fondation|groupe|syndicat|office|comité|parc|musée|institut|union|société)\b",
    regex.IGNORECASE,
)
_AMONG = 8  # words of a title's first part that may name its issuer


def release_head(outline: Outline) -> Head:
    """Title, date, issuers, place and contacts of a release, from its blocks."""
    title = " ".join(b.text for b in outline.blocks if b.kind is BlockKind.TITLE) or None
    said, city = _date_and_city(outline)
    city = city or _post_town(outline)
    issuers = _issuers(outline, title)
    place = _territory(outline, title, issuers, city)
    return Head(title, said, issuers, place, _contacts(outline))


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
            if m.edtf is None or len(m.edtf) != 10 or m.baseline or m.attached:
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


_DOMAIN = regex.compile(r"[\w.-]+@(?P<name>[\w-]+)\.[\w.]+")


def _from_domain(outline: Outline) -> str | None:
    """The name of which the first e-mail's domain is a short form: `agri-lauragais` gives « Agri-Lauragais »."""
    domain = next((m["name"] for b in outline.blocks if (m := _DOMAIN.search(b.text))), None)
    if domain is None:
        return None
    joined = r"(?:[ '’-]+(?:\p{Ll}+[ '’]+){0,3})".join(regex.escape(key(part)) for part in domain.split("-"))
    shape = regex.compile(rf"(?<![\p{{L}}@.-]){joined}(?![\p{{L}}@.])")
    for block in outline.blocks:
        for m in shape.finditer(key(block.text)):
            if len(key(block.text)) == len(block.text) and block.text[m.start()].isupper():
                return block.text[m.start() : m.end()]
    return None


_LEGAL = regex.compile(
    r"(?:^|[.–-]\s)(?P<name>\p{Lu}[\p{L}&'’ -]{1,40}?),? (?:SAS|SASU|SA|SARL|SCOP|SCIC|SE|GIE|SEM|SPL|association loi 1901)\b"
)


def _legal_form(outline: Outline) -> str | None:
    """The name before a legal form in the closing lines: « Littorail SAS »."""
    return next((m["name"] for b in outline.blocks[-6:] if (m := _LEGAL.search(b.text))), None)


def _issuers(outline: Outline, title: str | None) -> tuple[str, ...]:
    """Who gives out the release: letterhead, the « À propos » sections, the title's opening, in this order."""
    about = [m["name"].strip() for b in outline.blocks if (m := _ABOUT.match(b.text.strip()))]
    letter: list[str] = []
    for block in outline.blocks[:6]:
        if block.kind is BlockKind.TITLE:
            break
        for line in regex.split(r"\s*[|·•\n]\s*", block.text):
            line = _strip_label(line)
            named = block.kind is BlockKind.HEADER and line[:1].isupper() and not _LABEL.search(line)
            if 2 < len(line) < 90 and (named or _ISSUER.match(line)) and not moments(line):
                letter.append(_capitals(regex.split(r", ", line)[0]))
    names = [*letter, *[n for n in about if not any(fold(n) in fold(x) or fold(x) in fold(n) for x in letter)]]
    if not names and (form := _legal_form(outline)):
        names.append(form)
    if not names and (known := _from_domain(outline)):
        names.append(known)
    if not names and title and (m := regex.match(r"(?P<name>\p{Lu}[^:]{1,60}?)\s:\s", title)):
        name = m["name"]
        if len(name.split()) <= _AMONG and outline_says(outline, name) > 1:
            names.append(name)
    return tuple(dict.fromkeys(names))


def outline_says(outline: Outline, name: str) -> int:
    """How many blocks hold a name."""
    return sum(fold(name) in fold(b.text) for b in outline.blocks)


def _strip_label(line: str) -> str:
    return regex.split(
        r"(?i)\s*(?:\b(?:communiqué|dossier|point) (?:de|du)\b|[–-] communiqué\b|\binformation presse\b)", line.strip()
    )[0].strip(" –-:,")


def _capitals(line: str) -> str:
    """« PRÉFET DE LA SOMME » as « Préfet de la Somme »; names in mixed case stay."""
    if not line.isupper() or len(line.split()) < 2:
        return line
    small = {"DE", "DU", "DES", "LA", "LE", "LES", "ET", "D'", "L'", "EN", "SUR", "À"}
    words: list[str] = []
    for word in regex.split(r"(?<=['’])| ", line):
        plain = word.replace("’", "'")
        if words and plain in small:
            words.append(word.lower())
        else:
            words.append(
                word if len(word) <= 3 and plain not in small else "-".join(p.capitalize() for p in word.split("-"))
            )
    return regex.sub(r"(?<=['’]) ", "", " ".join(words))


def _contacts(outline: Outline) -> tuple[str, ...]:
    """The contact blocks, and lines that give a name with a telephone number or an address."""
    return tuple(
        dict.fromkeys(
            " ".join(b.text.split())
            for b in outline.blocks
            if b.kind is BlockKind.CONTACT
            or (
                b.kind in {BlockKind.FOOTER, BlockKind.PARAGRAPH, BlockKind.BOILERPLATE}
                and len(b.text) < 300
                and _is_contact(b.text)
            )
        )
    )


def _is_contact(text: str) -> bool:
    return len({m.lower() for m in _CONTACT.findall(text)}) > 1


def _territory(outline: Outline, title: str | None, issuers: tuple[str, ...], city: str | None) -> Where | None:
    """The place that the release speaks of: its issuer's, its title's, the one it names most, else the city of its date line."""
    town = _town(city)
    near = town.code if town else None
    for name in issuers:
        if found := [m for m in mentions(f"de {name}") if m.entry.level not in {"AREA", "MONDE"}]:
            return (
                _where(found[-1].entry.code, name, near)
                if len(found[-1].rivals) == 0
                else where(found[-1], f"de {name}", near)
            )
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


def as_date(head: Head) -> date | None:
    """The release's date as a date."""
    return date.fromisoformat(head.date) if head.date else None
