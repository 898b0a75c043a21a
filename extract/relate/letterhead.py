"""The names in a letterhead: its lines, set side by side or under each other, without what is no name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract import regex
from extract.blocks import Block, BlockKind, Outline
from extract.lexicon.gazetteer import gazetteer
from extract.relate.folding import fold, letters
from extract.relate.mention import mentions
from extract.relate.naming import plain_links, short_names
from extract.relate.times import moments
from extract.relate.words import either, plain, words

_BODY = regex.compile(rf"(?:l[ea] |les |l')?(?:{plain('issuing_bodies')}|{plain('body_parts')})\b")
_PART = regex.compile(rf"(?:l[ea] |les |l')?(?:{plain('body_parts')})\b")
_UMBRELLA = regex.compile(rf"(?:l[ea] |les |l')?(?:{plain('umbrella_brands')})")
_FIRST = 12
"""A letterhead stands among so many first blocks."""
_OPENS = regex.compile(r"^[>*»•+-]+\s")
_APART = regex.compile(r" {4,}")
_SEVERAL = regex.compile(r"\s*[|·•\n]\s*")
_DASHED = regex.compile(r"\s+[–—-]\s+")
_COLUMN = 25
"""Blanks before a line that make it one of the right column."""
_LABEL = regex.compile(rf"^(?:{either('letterhead_labels')})\b|^n° ?\d", regex.IGNORECASE)
_KIND_OF_TEXT = regex.compile(
    r"\s*(?:\b(?:communiqu[ée]|dossier|point) (?:de presse\b|d[eu]\b)|^communiqu[ée]\b|\binformation presse\b)", regex.I
)
_NOISE = regex.compile(r"https?:|www\.|\.\.\.|[@/|_]|\d{3}|[:;?!]$")
_ADDRESS = regex.compile(r"^\d+ ?(?:bis|ter)?,? |\b\d{5}\b|\b(?:rue|avenue|boulevard|quai|place) \p{L}", regex.I)
_GOES_ON = regex.compile(r"^(?:de|du|des|et|la|à|en|pour|d['’]|l['’])\b ?['’]?", regex.I)
_ARTICLE = regex.compile(r"^(?:l[ea] |les |l['’])", regex.I)
_HOLDERS = regex.compile(rf"^(?:l[ea] )?(?P<body>{either('territorial_bodies')})$", regex.I)


def is_body(name: str) -> bool:
    """Whether a name says what kind of body it is: « PREFECTURE DE LA REGION BRETAGNE »."""
    return _BODY.match(letters(name)) is not None


def is_part(name: str) -> bool:
    """Whether a name is that of a part of a body: « Direction de la communication »."""
    return _PART.match(letters(name)) is not None


@dataclass(frozen=True, slots=True)
class Line:
    """A name in a letterhead; `labelled`: « – Communiqué de presse » stands beside it."""

    name: str
    block: Block
    labelled: bool = False


def letterhead(outline: Outline) -> list[Line]:
    """The names that stand above the title, in the order of their columns."""
    columns: list[list[tuple[str, Block]]] = []
    last: Block | None = None
    for block in outline.blocks[:_FIRST]:
        if block.kind is BlockKind.TITLE:
            break
        if block.kind not in {BlockKind.HEADER, BlockKind.CONTACT, BlockKind.SUBTITLE, BlockKind.ITEM}:
            continue
        cells = _APART.split(block.text)
        right = last is not None and len(columns) > 1 and len(cells) == 1 and _indent(last, block) >= _COLUMN
        for number, cell in enumerate(cells, start=len(columns) - 1 if right else 0):
            while len(columns) <= number:
                columns.append([])
            columns[number].append((cell.strip(), block))
        last = block
    return [line for column in columns for line in _undescribed(list(_names(column)))]


def _undescribed(lines: list[Line]) -> Iterator[Line]:
    """The names of a column without the line that says what a brand is: « NAVÉO / Le réseau de transport de Tours »."""
    for at, line in enumerate(lines):
        above = lines[at - 1] if at else None
        if (
            above
            and above.block is not line.block
            and _is_brand(above.name)
            and not _is_short_for(above.name, line.name)
        ):
            continue
        yield line


def _is_brand(name: str) -> bool:
    return not (is_body(name) or is_community(name) or letters(name) in short_names())


def _is_short_for(short: str, name: str) -> bool:
    """« EFS / ÉTABLISSEMENT FRANÇAIS DU SANG »."""
    told = [word[0] for word in letters(name).split() if word not in plain_links()]
    return letters(short) == "".join(told)


def _indent(above: Block, block: Block) -> int:
    return block.span.start - above.span.end - 1


def _names(column: list[tuple[str, Block]]) -> Iterator[Line]:
    """The names of a column, those that run over several lines made whole."""
    open_: Line | None = None
    for text, block in column:
        for i, piece in enumerate(p for p in _SEVERAL.split(text) if p.strip()):
            line = Line(_OPENS.sub("", " ".join(piece.split())), block)
            joined = _joined(open_, line) if open_ and not i else None
            if joined:
                open_ = joined
                continue
            if open_:
                yield from _parts(open_)
            open_ = None if _is_no_name(line.name) else line
    if open_:
        yield from _parts(open_)


def _is_no_name(text: str) -> bool:
    stripped = _KIND_OF_TEXT.split(text)
    return (_LABEL.search(text) is not None and len(stripped) == 1) or not any(p.strip(" —–-:,") for p in stripped)


def _joined(above: Line, line: Line) -> Line | None:
    """Two lines that are one name: « PRÉFET / DE LA SOMME », « AGENCE DE L’EAU / BRETAGNE », « LA CREUSE / LE DÉPARTEMENT »."""
    if _LABEL.search(line.name) or moments(line.name) or _NOISE.search(line.name):
        return None
    if _is_place(above.name) and (held := _HOLDERS.match(line.name)):
        return Line(f"{held['body']} {_of(above.name)}", line.block)
    body = is_body(above.name)
    if body and _is_place(line.name) and not places(above.name):
        return Line(f"{above.name} {line.name}", above.block)
    if (_GOES_ON.match(line.name) and not is_body(line.name)) or line.name[:1].islower():
        return Line(f"{above.name} {line.name}", above.block)
    return None


def _of(place: str) -> str:
    """« LA CREUSE » as « de LA CREUSE »."""
    if regex.match(r"(?i)le ", place):
        return f"du {place[3:]}"
    return f"de {place}"


def _is_place(text: str) -> bool:
    return bool(gazetteer().named(text) or gazetteer().named(_ARTICLE.sub("", text))) and not is_community(text)


def _are_places(text: str) -> bool:
    """« GUADELOUPE – GUYANE », « Saint-Martin Saint-Barthélemy »: two places side by side."""
    parts = text.split(" ")
    return any(_is_place(" ".join(parts[:at])) and _is_place(" ".join(parts[at:])) for at in range(1, len(parts)))


def is_umbrella(name: str) -> bool:
    """« L’Assurance Maladie »: a brand over many bodies, none of them."""
    return _UMBRELLA.fullmatch(letters(name)) is not None


def is_community(text: str) -> bool:
    """« Nantes Métropole », « Caen la mer »: a community of towns is a body by its bare name."""
    found = gazetteer().named(text)
    return bool(found) and found[0].level == "EPCI"


def places(name: str) -> bool:
    """Whether a name says where."""
    return any(m.entry.level not in {"AREA", "MONDE"} for m in mentions(f"de {name}"))


def _parts(line: Line) -> Iterator[Line]:
    """The bodies that a line names, without label, date, address, part of the body or motto."""
    pieces = _KIND_OF_TEXT.split(line.name)
    labelled = len(pieces) > 1
    kept: list[str] = []
    chosen = pieces[0] if pieces[0].strip(" —–-:,") else next((p for p in pieces[1:] if is_body(p.strip(" —–-:,"))), "")
    for piece in _DASHED.split(chosen.strip(" —–-:,")):
        name = regex.split(r", ", piece.strip())[0].strip(" —–-:,.")
        if not _is_name(name) or (kept and _is_tail(name)):
            continue
        if kept and is_umbrella(kept[0]):
            kept.pop()
        if kept and not is_body(name) and name[:1].isupper():
            kept[-1] = f"{kept[-1]} – {name}"
        else:
            kept.append(name)
    for name in kept:
        yield Line(name, line.block, labelled)


def _is_name(text: str) -> bool:
    return (
        2 < len(text) < 110
        and any(c.isupper() for c in text)
        and not _LABEL.search(text)
        and not _NOISE.search(text)
        and not _ADDRESS.search(text)
        and not moments(text)
        and not ((_is_place(text) or _are_places(text)) and not is_body(text))
        and not regex.search(r"^\p{L}\.|\ben \p{Lu}", text)
        and fold(text) not in words("letterhead_noise")
    )


def _is_tail(text: str) -> bool:
    """« – Direction de la communication », « – l’énergie locale »: what follows a name after a dash."""
    lowered = text[:1].islower() and not is_body(text)
    return lowered or is_part(text) or text.lower() in plain_links()
