"""Who gives a release out: every place that may name it is a row of evidence, and what they say adds up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from extract import regex
from extract.blocks import Block, BlockKind, Outline
from extract.grammar.classes import UNKNOWN, classes
from extract.lexicon.gazetteer import gazetteer, key
from extract.relate.folding import fold
from extract.relate.letterhead import BODY, PART, letterhead, places
from extract.relate.named import Name, is_verb, name_at, names, tokens
from extract.relate.naming import Naming, naming
from extract.relate.words import either

_ABOUT = regex.compile(r"^à propos (?:de |du |de la |de l['’]|des |d['’])(?P<name>.{2,80}?)\s*:?$", regex.IGNORECASE)
_ABOUT_INLINE = regex.compile(
    r"^(?:à propos|qui sommes-nous|en bref)(?: (?:de |du |de la |de l['’]|des |d['’])(?P<name>[^.:–—]{2,80}?))?\s*[.:–—?-]\s*",
    regex.IGNORECASE,
)
_TELLS = regex.compile(
    rf"(?:{either('announcing_verbs')}|vient de|(?:a|ont) (?:{either('announcing_participles')})|s[’']est réunie?)\b"
)
_CALLED = regex.compile(
    rf"^(?:contacts? presse\s*:?\s*)?(?P<name>(?i:{either('bodies_with_contacts')})\b"
    r"[\p{L}'’ -]{0,50}?)\s*(?::(?:\s|$)|[-–] (?:pôle|service|direction|cabinet)|[,–-] ?\d)",
    regex.IGNORECASE,
)
"""« ARS Bretagne : Anne Le Goff, 02… »: the body that a contact speaks for."""
_LEGAL = regex.compile(
    rf"(?:^|[.–-]\s)(?P<name>\p{{Lu}}[\p{{L}}&'’ -]{{1,60}}?)(?:,? (?:{either('legal_forms')})\b|, (?:{either('legal_words')})\b)"
)
_SPEAKER = regex.compile(
    rf"\b(?:{either('speakers')})(?: générale?| adjointe?| déléguée?)* (?:de la |de l['’]|des |de |du |d['’])", regex.I
)
_DOMAIN = regex.compile(r"(?:[\w.-]+@|www\.)(?P<name>[\w-]+(?:\.[\w-]+)*)")
_ARTICLE = regex.compile(r"(?:[Ll]['’]|[Ll]a |[Ll]e |[Ll]es )")
_CLAUSE = regex.compile(r"(?:^|[.:!?,–]\s+)(?=(?:[Ll]['’]|[Ll]a |[Ll]e |[Ll]es )?\p{L})")


@dataclass(frozen=True, slots=True)
class Facts:
    """A release as its issuer is looked for."""

    outline: Outline
    title: str
    naming: Naming
    prose: tuple[Block, ...]
    closing: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A place that may name the issuer. Only a `sure` source has names that are whole as they stand."""

    name: str
    weight: int
    told: Callable[[Facts], Iterator[str]]
    sure: bool = False


@dataclass(slots=True)
class Body:
    """The names that mean one body, each with the sources that give it."""

    tokens: frozenset[str]
    forms: dict[str, list[Source]] = field(default_factory=dict)

    @property
    def sources(self) -> set[str]:
        return {s.name for found in self.forms.values() for s in found}

    @property
    def weight(self) -> int:
        return sum({s.name: s.weight for found in self.forms.values() for s in found}.values())


def _letterhead(facts: Facts) -> Iterator[str]:
    for line in letterhead(facts.outline):
        said = _is_said_again(facts.outline, line.block, line.name)
        if BODY.match(line.name) or line.labelled or said or not facts.title:
            yield line.name


def _is_said_again(outline: Outline, block: Block, name: str) -> bool:
    """Whether another block names it: a shred of a logo that was misread is said nowhere else."""
    whole = key(name)
    return any(whole in key(b.text) for b in outline.blocks if b is not block)


def _about(facts: Facts) -> Iterator[str]:
    for block in facts.outline.blocks:
        m = _ABOUT.match(block.text.strip()) if len(block.text) < 110 else None
        if m is None and block.kind is BlockKind.BOILERPLATE:
            m = _ABOUT_INLINE.match(block.text)
        if m and m["name"]:
            yield m["name"].strip()


def _boilerplate(facts: Facts) -> Iterator[str]:
    """The subject of what is told of the issuer: « La Réunion des musées rassemble… », « Fondé en 2014, X est… »."""
    for block in facts.outline.blocks:
        if block.kind is BlockKind.BOILERPLATE:
            text = _ABOUT_INLINE.sub("", block.text)
            name = next((n for n in _subjects(text[:250])), None)
            if name:
                yield name.text


def _subjects(text: str) -> Iterator[Name]:
    """Names at the head of a clause that a verb or a comma follows."""
    found = tokens(text)
    for m in _CLAUSE.finditer(text):
        start = m.end()
        if article := _ARTICLE.match(text, start):
            start = article.end()
        at = next((i for i, t in enumerate(found) if t.start == start), None)
        name = name_at(text, found, at) if at is not None else None
        if name and (is_verb(name.after) or (name.after == "," and name.body)) and _is_own(name, text, start):
            yield name


def _is_own(name: Name, text: str, start: int) -> bool:
    """Not a common word that only stands at the head of a sentence, nor a bare place."""
    if name.body:
        return True
    single = " " not in name.text
    if single and classes(name.text.lower()) != UNKNOWN:
        return False
    return not gazetteer().named(name.text)


def _title_subject(facts: Facts) -> Iterator[str]:
    yield from (n.text for n in _subjects(facts.title) if n.after != ",")


def _title_label(facts: Facts) -> Iterator[str]:
    """« Tellanor : résultats annuels »: what the title opens with, where a sentence says it too."""
    m = regex.match(r"(?P<name>\p{Lu}[^:]{1,60}?)(?: (?:19|20)\d\d)?\s:\s", facts.title)
    if m and len(m["name"].split()) <= 8 and not gazetteer().named(m["name"]) and _says(facts.outline, m["name"]):
        yield m["name"]


def _opening_subject(facts: Facts) -> Iterator[str]:
    """The body whose news the opening tells: « La Fédération nationale de cyclisme (FNC) publie… »."""
    for block in facts.prose[:1]:
        for name in names(block.text):
            rest = regex.sub(r"^ ?\([^)]{2,20}\)", "", block.text[name.end : name.end + 60]).lstrip(" ,")
            if name.body and _TELLS.match(rest):
                yield name.text


def _opening_mention(facts: Facts) -> Iterator[str]:
    """The bodies that the first paragraph names."""
    for block in facts.prose[:1]:
        for name in names(block.text):
            if name.body:
                yield name.text


def _contacts(facts: Facts) -> Iterator[str]:
    """The bodies that the contacts speak for."""
    for block in facts.outline.blocks:
        if block.kind is BlockKind.CONTACT:
            for line in block.text.split("\n"):
                if m := _CALLED.match(" ".join(line.split())):
                    yield m["name"].strip()


def _legal(facts: Facts) -> Iterator[str]:
    """The name before a legal form in the closing lines: « Littorail SAS »."""
    for block in facts.closing:
        if m := _LEGAL.search(block.text):
            yield m["name"]
            return


def _speakers(facts: Facts) -> Iterator[str]:
    for block in facts.prose:
        for m in _SPEAKER.finditer(block.text):
            found = tokens(block.text[m.end() : m.end() + 90])
            if found and (name := name_at(block.text[m.end() : m.end() + 90], found, 0)):
                yield name.text


SOURCES = (
    Source("letterhead", 5, _letterhead, sure=True),
    Source("about", 5, _about, sure=True),
    Source("legal", 4, _legal, sure=True),
    Source("opening subject", 4, _opening_subject, sure=True),
    Source("boilerplate", 3, _boilerplate),
    Source("contacts", 3, _contacts),
    Source("title label", 2, _title_label, sure=True),
    Source("title subject", 2, _title_subject),
    Source("speaker", 2, _speakers),
    Source("opening", 1, _opening_mention),
)
