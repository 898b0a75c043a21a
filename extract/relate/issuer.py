"""Who gives a release out, and whom to ask."""

from __future__ import annotations

from extract import regex
from extract.blocks import Block, BlockKind, Outline
from extract.lexicon.gazetteer import gazetteer, key
from extract.relate.folding import fold
from extract.relate.times import moments
from extract.relate.words import either

_LABEL = regex.compile(
    r"^(?:communiqu[ée]|dossier|info|point) de presse\b|^communiqu[ée]\b|^invitation|^liberté|^république française|^information|^dossier|^note|^bulletin|^embargo|^pour publication|^flash|^actualité|^presse\b|^cp\b|^pour diffusion|^sous embargo|^n° ?\d",
    regex.IGNORECASE,
)
_ABOUT = regex.compile(r"^à propos (?:de |du |de la |de l['’]|des |d['’])(?P<name>.{2,80}?)\s*:?$", regex.IGNORECASE)
_BODIES = rf"{either('issuing_bodies')}|c\.?h\.?(?:u|r)?\.?|direction(?! (?:de la communication|du cabinet))"
_ISSUER = regex.compile(rf"^(?:l[ea] |les |l['’])?(?:{_BODIES})\b", regex.IGNORECASE)
_TELLS = rf"{either('announcing_verbs')}|vient de|(?:a|ont) (?:{either('announcing_participles')})|s[’']est réunie?"
_SUBJECT = regex.compile(
    rf"(?:^|[,.] )(?:[Ll]['’]|[Ll]a |[Ll]e |du |de la |de l['’])(?P<name>(?i:{_BODIES})(?: [\p{{L}}'’-]+){{1,9}}?)(?: \(\p{{Lu}}[\p{{L}}\d ]+\))?,? (?:{_TELLS})\b"
)
"""« La Fédération nationale de cyclisme (FNC) publie… »: the body whose news the opening tells."""
_CALLED = regex.compile(
    rf"^(?:contacts? presse\s*:?\s*)?(?P<name>(?i:{either('bodies_with_contacts')})\b"
    r"[\p{L}'’ -]{0,50}?)\s*(?::(?:\s|$)|[-–] (?:pôle|service|direction|cabinet))",
    regex.IGNORECASE,
)
"""« ARS Bretagne : Anne Le Goff, 02… »: the body that a contact speaks for."""
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
    shape = regex.once(rf"(?<![\p{{L}}@.-]){joined}(?![\p{{L}}@.])")
    for block in outline.blocks:
        for m in shape.finditer(key(block.text)):
            if len(key(block.text)) == len(block.text) and block.text[m.start()].isupper():
                return block.text[m.start() : m.end()]
    return None


_LEGAL = regex.compile(rf"(?:^|[.–-]\s)(?P<name>\p{{Lu}}[\p{{L}}&'’ -]{{1,40}}?),? (?:{either('legal_forms')})\b")


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
            line = _strip_label(" ".join(line.split()))
            named = (
                block.kind is BlockKind.HEADER
                and line[:1].isupper()
                and not _LABEL.search(line)
                and not gazetteer().named(line)
                and not regex.search(r"\ben \p{Lu}", line)
                and (_is_said_again(outline, block, line) or title is None)
            )
            if 2 < len(line) < 90 and (named or _ISSUER.match(line)) and not _NOISE.search(line) and not moments(line):
                letter.append(_capitals(regex.split(r", ", line)[0]))
    names = [*letter, *[n for n in about if not any(fold(n) in fold(x) or fold(x) in fold(n) for x in letter)]]
    if not names:
        names += _from_opening(outline) or _from_contacts(outline)
    if not names and (form := _legal_form(outline)):
        names.append(form)
    if not names and (known := _from_domain(outline)):
        names.append(known)
    if not names and title and (m := regex.match(r"(?P<name>\p{Lu}[^:]{1,60}?)\s:\s", title)):
        name = m["name"]
        if len(name.split()) <= _AMONG and not gazetteer().named(name) and _says(outline, name):
            names.append(name)
    return tuple(dict.fromkeys(_bare(name) for name in names))


def _is_said_again(outline: Outline, block: Block, name: str) -> bool:
    """Whether another block names it: a shred of a logo that was misread is said nowhere else."""
    whole = [key(part) for part in regex.split(r" [–-] |, ", name)]
    return any(part in key(b.text) for b in outline.blocks if b is not block for part in whole)


_ORGAN = regex.compile(
    r"(?i)^(?:comité syndical|conseil (?:d['’]administration|de surveillance|municipal)) (?:du |de la |de l['’]|de )"
)


def _from_opening(outline: Outline) -> list[str]:
    """The body that the first paragraph makes its subject."""
    opening = next((b for b in outline.blocks if b.kind is BlockKind.PARAGRAPH and len(b.text) > 90), None)
    m = _SUBJECT.search(opening.text) if opening else None
    return [_ORGAN.sub("", m["name"])] if m else []


def _from_contacts(outline: Outline) -> list[str]:
    """The bodies that the contacts speak for."""
    lines = [
        " ".join(line.split()) for b in outline.blocks if b.kind is BlockKind.CONTACT for line in b.text.split("\n")
    ]
    return [m["name"].strip() for line in lines if (m := _CALLED.match(line))]


def _bare(name: str) -> str:
    """Without an article in lower case: « l'aéroport de Brest » as « Aéroport de Brest »."""
    bare = regex.sub(r"^(?:l['’]|la |le |les )", "", name)
    return bare[:1].upper() + bare[1:]


def _says(outline: Outline, name: str) -> bool:
    """Whether a block other than the title names it in the midst of a sentence, or opens with it and « : »-free text."""
    return any(_is_said(name, b.text) for b in outline.blocks if b.kind is not BlockKind.TITLE)


_WITHIN = regex.compile(r"(?:\p{Ll}|[,'’])\s?\Z")
_GOES_ON = regex.compile(r"\w| d[eu]s? | d['’]")


def _is_said(name: str, text: str) -> bool:
    """The name is looked for by itself: to compile a pattern for each takes longer than all else here."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        opens = at == 0 and not text.startswith((":", " :"), end)
        if (opens or _WITHIN.search(text[max(0, at - 2) : at])) and not _GOES_ON.match(text, end):
            return True
        at = text.find(name, at + 1)
    return False


_KIND_OF_TEXT = regex.compile(
    r"(?i)\s*(?:\b(?:communiqu[ée]|dossier|point) (?:de presse\b|d[eu]\b)|[–-] communiqu[ée]\b|^communiqu[ée]\b|\binformation presse\b)"
)


def _strip_label(line: str) -> str:
    """What stands before the words for the kind of text, or a body behind them: « Communiqué – Ville de Niort »."""
    pieces = [piece.strip(" –-:,") for piece in _KIND_OF_TEXT.split(line.strip())]
    return pieces[0] or next((p for p in pieces[1:] if _ISSUER.match(p)), "")


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
