"""Who gives a release out, and whom to ask."""

from __future__ import annotations

import regex

from extract.blocks import BlockKind, Outline
from extract.relate.folding import fold
from extract.relate.gazetteer import gazetteer, key
from extract.relate.times import moments

_LABEL = regex.compile(
    r"^(?:communiqué|dossier|info|point) de presse\b|^communiqué\b|^information|^dossier|^note|^bulletin|^embargo|^pour publication|^flash|^actualité|^presse\b|^cp\b|^pour diffusion|^sous embargo|^n° ?\d",
    regex.IGNORECASE,
)
_ABOUT = regex.compile(r"^à propos (?:de |du |de la |de l['’]|des |d['’])(?P<name>.{2,80}?)\s*:?$", regex.IGNORECASE)
_ISSUER = regex.compile(
    r"^(?:l[ea] |les |l['’])?(?:préf[eè]te?|préfecture|ars|agence|c\.?h\.?(?:u|r)?\.?|centre hospitalier|région|conseil|département|ville|mairie|métropole|communauté"
    r"|université|aéroport|port|cpam|caf|cgss|caisse|académie|rectorat|chambre|sdis|ministère|association|fédération|fondation|groupe|syndicat|office|comité|parc|musée|institut|union|société)\b",
    regex.IGNORECASE,
)
_CONTACT = regex.compile(
    r"\b(?:contacts?|relations? presse|service presse|attachée? de presse)\b|@|\b0\d(?:[ .]\d\d){4}\b|\+33",
    regex.IGNORECASE,
)
_AMONG = 8  # words of a title's first part that may name its issuer
_NOISE = regex.compile(r"https?:|www\.|\.\.\.|[@/|_]|\d{3}")  # web addresses and misread logos in a letterhead


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


def issuers_of(outline: Outline, title: str | None) -> tuple[str, ...]:
    """Who gives out the release: letterhead, the « À propos » sections, the title's opening, in this order."""
    about = [m["name"].strip() for b in outline.blocks if (m := _ABOUT.match(b.text.strip()))]
    letter: list[str] = []
    for block in outline.blocks[:6]:
        if block.kind is BlockKind.TITLE:
            break
        for line in regex.split(r"\s*[|·•\n]\s*", block.text):
            line = _strip_label(line)
            named = (
                block.kind is BlockKind.HEADER
                and line[:1].isupper()
                and not _LABEL.search(line)
                and not _NOISE.search(line)
            )
            if 2 < len(line) < 90 and (named or _ISSUER.match(line)) and not moments(line):
                letter.append(_capitals(regex.split(r", ", line)[0]))
    names = [*letter, *[n for n in about if not any(fold(n) in fold(x) or fold(x) in fold(n) for x in letter)]]
    if not names and (form := _legal_form(outline)):
        names.append(form)
    if not names and (known := _from_domain(outline)):
        names.append(known)
    if not names and title and (m := regex.match(r"(?P<name>\p{Lu}[^:]{1,60}?)\s:\s", title)):
        name = m["name"]
        if len(name.split()) <= _AMONG and not gazetteer().named(name) and _says(outline, name):
            names.append(name)
    return tuple(dict.fromkeys(names))


def _says(outline: Outline, name: str) -> bool:
    """Whether a block other than the title names it in the midst of a sentence, or opens with it and « : »-free text."""
    inside = regex.compile(
        rf"(?:\p{{Ll}}|[,'’])\s?{regex.escape(name)}(?!\w| d[eu]s? | d['’])|^{regex.escape(name)}(?! ?:)(?!\w| d[eu]s? | d['’])"
    )
    return any(inside.search(b.text) for b in outline.blocks if b.kind is not BlockKind.TITLE)


def _strip_label(line: str) -> str:
    return regex.split(
        r"(?i)\s*(?:\b(?:communiqué|dossier|point) (?:de|du)\b|[–-] communiqué\b|\binformation presse\b)", line.strip()
    )[0].strip(" –-:,")


def _capitals(line: str) -> str:
    """« PRÉFET DE LA SOMME » as « Préfet de la Somme »; names in mixed case stay."""
    if not line.isupper() or len(line.split()) < 2 or len(line) < 10:
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


def contacts_of(outline: Outline) -> tuple[str, ...]:
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
