"""What may name the issuer of a release: every place that does is a row, with how much it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from extract import regex
from extract.blocks import Block, BlockKind, Outline
from extract.grammar.classes import UNKNOWN, classes
from extract.lexicon.gazetteer import gazetteer, key
from extract.relate.domains import domains, official
from extract.relate.letterhead import Line, is_body, is_community, letterhead, places
from extract.relate.named import Name, begins_body, is_verb, name_at, names, tokens
from extract.relate.naming import Naming, naming
from extract.relate.words import either, words

_OF = r"(?:de |du |de la |de l['’]|des |d['’])"
_ABOUT = regex.compile(
    rf"^(?:à propos|qui (?:est|sont)) (?:{_OF}|l['’]|la |les? )?(?P<name>.{{2,80}}?)\s*[:?]?$", regex.I
)
_ABOUT_INLINE = regex.compile(
    rf"^(?:à propos|qui sommes-nous|en bref)(?: {_OF}(?P<name>[^.:–—]{{2,80}}?))?\s*[.:–—?-]\s*", regex.IGNORECASE
)
_IN_BRIEF = regex.compile(r"^(?P<name>\p{Lu}.{1,60}?) en (?:bref|quelques (?:mots|chiffres))$")
_TELLS = regex.compile(
    rf"(?:(?:vous )?(?:{either('announcing_verbs')})|vient de|(?:a|ont) (?:{either('announcing_participles')})|s[’']est réunie?)\b"
)
_CALLED = regex.compile(
    rf"^(?:contacts? presse\s*:?\s*)?(?P<name>(?i:{either('bodies_with_contacts')})\b"
    r"[\p{L}'’ -]{0,50}?)\s*(?::(?:\s|$)|[-–] (?:pôle|service|direction|cabinet)|[,–-] ?\d)",
    regex.IGNORECASE,
)
"""« ARS Bretagne : Anne Le Goff, 02… »: the body that a contact speaks for."""
_SIGNED = regex.compile(
    rf"(?:^|[.–-]\s)(?P<name>\p{{Lu}}[^,.–—:;()\d]{{1,70}}?)"
    rf"(?:,? (?:{either('legal_forms')})\b|\s?,\s(?=\p{{Ll}}|\d|SA)|\s[–—-]\s)"
)
"""« Littorail SAS », « Les Toits d’Alsace, association de… », « Table ouverte – 12, rue… »: how a closing line opens."""
_SPEAKER = regex.compile(
    rf"\b(?:{either('speakers')})(?: générale?| adjointe?| déléguée?)* (?:de la |de l['’]|des |de |du |d['’])", regex.I
)
_ARTICLE = regex.compile(r"(?:[Ll]['’]|[Ll]a |[Ll]e |[Ll]es )")
_CLAUSE = regex.compile(r"(?:^|[.:!?,–|]\s+)(?=(?:[Ll]['’]|[Ll]a |[Ll]e |[Ll]es )?\p{L})")
_CAPITAL = regex.compile(r"(?P<word>\p{Lu}[\p{L}-]*)(?P<next>[ '’&]+\p{Lu})?")
_BRACKET = regex.compile(r"^ ?\([^)]{2,30}\)")
_ISSUED = regex.compile(rf"^communiqué (?:de presse )?{_OF}(?P<name>[^,–—|()\d]{{3,80}})", regex.IGNORECASE)
_LABEL = regex.compile(r"(?P<name>\p{Lu}[^:|–]{1,60}?)(?: (?:19|20)\d\d)?\s?(?:\s:|\||–)\s")
_LABEL_WORDS = 8
"""Words of a title's first part that may name its issuer."""
_LISTED = regex.compile(
    rf"(?P<name>\p{{Lu}}[^(),.:]{{1,50}}?)(?: (?:{either('legal_forms')}))?,? \([^)]*\b(?i:{either('exchanges')})\b[^)]*\)"
)
_OPENING = 20
_OPENS = 500
"""Characters of the first paragraph that may tell whose news it is."""
_PARAGRAPH = 60
_SUBJECTS_AMONG = 250
_LONGEST = 140
"""Characters that a name and the verb behind it fit in."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A release as its issuer is looked for."""

    outline: Outline
    title: str
    naming: Naming
    heads: tuple[Line, ...]
    prose: tuple[Block, ...]
    closing: tuple[Block, ...]
    near: list[str]


@dataclass(frozen=True, slots=True)
class Source:
    """A place that may name the issuer; a `late` one is asked only where no letterhead does."""

    name: str
    weight: int
    told: Callable[[Facts], Iterator[str]]
    late: bool = False


def facts_of(read: Outline, title: str) -> Facts:
    outline = replace(read, blocks=tuple(_plain(block) for block in read.blocks))
    told = tuple(b for b in outline.blocks if b.kind is BlockKind.PARAGRAPH)
    prose = tuple(b for b in told if len(b.text) > _PARAGRAPH) or told
    closing = tuple(b for b in outline.blocks[-6:] if b.cell is None)
    heads = tuple(letterhead(outline))
    return Facts(outline, title, naming(outline), heads, prose, closing, domains(outline))


def _plain(block: Block) -> Block:
    """A block with plain blanks."""
    if block.cell is not None or ("\u00a0" not in block.text and "\u202f" not in block.text):
        return block
    return replace(block, text=block.text.replace("\u00a0", " ").replace("\u202f", " "))


def _letterhead(facts: Facts) -> Iterator[str]:
    for line in facts.heads:
        if (
            is_body(line.name)
            or is_community(line.name)
            or line.labelled
            or not facts.title
            or _is_said_again(facts, line)
        ):
            yield line.name


def _is_said_again(facts: Facts, line: Line) -> bool:
    """Whether another block names it: a shred of a logo that was misread is said nowhere else."""
    whole = key(line.name)
    return any(whole in key(b.text) for b in facts.outline.blocks if b is not line.block)


def _issued(facts: Facts) -> Iterator[str]:
    """« Communiqué du ministère de la Mer, 25/03/21 », be it at the end."""
    for block in facts.outline.blocks:
        if len(block.text) < 120 and (m := _ISSUED.match(block.text.strip())) and is_body(m["name"]):
            yield m["name"]


def _about(facts: Facts) -> Iterator[str]:
    for block in facts.outline.blocks:
        text = " ".join(block.text.split()) if len(block.text) < 110 else ""
        m = _ABOUT.match(text) or _IN_BRIEF.match(text)
        if m is None and block.kind is BlockKind.BOILERPLATE:
            m = _ABOUT_INLINE.match(block.text)
        if m and m["name"]:
            yield m["name"].strip()


def _boilerplate(facts: Facts) -> Iterator[str]:
    """The subject of what is told of the issuer: « La Réunion des musées rassemble… », « Fondé en 2014, X est… »."""
    for block in facts.outline.blocks:
        if block.kind is BlockKind.BOILERPLATE:
            text = _ABOUT_INLINE.sub("", block.text)
            yield from (name.text for name in islice(_subjects(text[:_SUBJECTS_AMONG]), 1))


def _subjects(text: str) -> Iterator[Name]:
    """Names at the head of a clause that a verb or a comma follows."""
    for m in _CLAUSE.finditer(text):
        start = m.end()
        if article := _ARTICLE.match(text, start):
            start = article.end()
        if not begins_body(text, start) and not _may_be_own(text, start):
            continue
        near = text[start : start + _LONGEST]
        name = name_at(near, tokens(near), 0)
        if name and _acts(name, near) and _is_own(name):
            yield name


def _may_be_own(text: str, start: int) -> bool:
    """Whether a proper name may begin here: an unknown word with a capital, or one that another capital follows."""
    m = _CAPITAL.match(text, start)
    return m is not None and (m["next"] is not None or classes(m["word"].lower()) == UNKNOWN)


def _acts(name: Name, text: str) -> bool:
    """Whether a verb follows a name, be it behind a bracket: « X (RMV) a… », « X, premier…, »."""
    after = next((t.text for t in tokens(_behind(name, text)[:30])), "")
    return is_verb(after) or (after == "," and name.body)


def _behind(name: Name, text: str) -> str:
    """What follows a name, without a bracket that shortens it."""
    return _BRACKET.sub("", text[name.end : name.end + 60]).lstrip()


def _is_own(name: Name) -> bool:
    """Not a common word that only stands at the head of a sentence, nor a bare place."""
    if name.body:
        return True
    if is_community(name.text):
        return True
    if any(c.isdigit() for c in name.text) or gazetteer().named(name.text) or not name.text[-1].isalpha():
        return False
    first, *others = name.text.split()
    return classes(first.lower()) == UNKNOWN or any(w[:1].isupper() for w in others)


def _title_subject(facts: Facts) -> Iterator[str]:
    yield from (n.text for n in _subjects(facts.title) if n.after != ",")


def _title_label(facts: Facts) -> Iterator[str]:
    """« Tellanor : résultats annuels »: what the title opens with, where a sentence names it too."""
    m = _LABEL.match(facts.title)
    if m and len(m["name"].split()) <= _LABEL_WORDS and not gazetteer().named(m["name"]):
        name = m["name"]
        if facts.naming.named(name) or (is_body(name) and facts.naming.named(name[:1].lower() + name[1:])):
            yield name


def _title_name(facts: Facts) -> Iterator[str]:
    """« Hydris : résultats annuels »: a name that no dictionary knows, though nothing else says it."""
    m = _LABEL.match(facts.title)
    words_of = m["name"].split() if m else []
    known = any(classes(word.lower()) != UNKNOWN for word in words_of if word[:1].isupper())
    if m and 0 < len(words_of) <= 3 and not known and not gazetteer().named(m["name"]):
        yield m["name"]


def _title_bodies(facts: Facts) -> Iterator[str]:
    yield from _named(facts.title)


def _named(text: str) -> Iterator[str]:
    """The bodies in a text, none of them a territory where something holds: « dans le département de la Somme »."""
    for name in names(text):
        if name.body and not (name.text[:1].islower() and name.text.split()[0] in words("territorial_bodies")):
            yield name.text


def _town(facts: Facts) -> Iterator[str]:
    """The town that acts in the title, where it has an address of its own: « Chambéry investit… », `presse@chambery.fr`."""
    roots = {domain.split(".")[0] for domain in facts.near}
    found = tokens(facts.title)
    for at, token in enumerate(found):
        name = name_at(facts.title, found, at) if token.capital else None
        if name and is_verb(name.after) and gazetteer().named(name.text) and key(name.text).replace(" ", "-") in roots:
            yield name.text


def _opening_subject(facts: Facts) -> Iterator[str]:
    """The body whose news the opening tells: « La Fédération nationale de cyclisme (FNC) publie… »."""
    for block in facts.prose[:1]:
        for name in names(block.text[:_OPENS]):
            if name.body and _TELLS.match(_behind(name, block.text).lstrip(" ,")):
                yield name.text


def _opening_mention(facts: Facts) -> Iterator[str]:
    """The bodies that the first paragraph names."""
    for block in facts.prose[:1]:
        yield from _named(block.text[:_OPENS])


def _subject(facts: Facts) -> Iterator[str]:
    """Whatever acts in the text: « Hydréa a distribué… »."""
    for block in facts.prose:
        yield from (name.text for name in _subjects(block.text) if name.after != ",")


def _contacts(facts: Facts) -> Iterator[str]:
    """The bodies that the contacts speak for."""
    for block in facts.outline.blocks:
        if block.kind is BlockKind.CONTACT:
            for line in block.text.split("\n"):
                if m := _CALLED.match(" ".join(line.split())):
                    yield m["name"].strip()


def _signature(facts: Facts) -> Iterator[str]:
    """The name that a closing line opens with, where the release says it elsewhere."""
    for block in facts.closing:
        for m in _SIGNED.finditer(block.text[:120]):
            name = m["name"]
            article = _ARTICLE.match(name)
            bare = name[article.end() :] if article else name
            core = " ".join(bare.split()[:2])
            known = facts.naming.said(core) > 1 or core in facts.title or (is_body(name) and places(name))
            if known and bare[:1].isupper() and not any(c in classes(bare.split()[0].lower()) for c in "ecvouj"):
                yield name


def _listed(facts: Facts) -> Iterator[str]:
    """« Carrefour (Paris:CA) : », « AB Science SA (NYSE Euronext – FR0010557264) »."""
    for block in facts.outline.blocks[:_OPENING]:
        if m := _LISTED.match(block.text):
            yield m["name"]


def _speakers(facts: Facts) -> Iterator[str]:
    for block in facts.prose:
        for m in _SPEAKER.finditer(block.text):
            rest = block.text[m.end() : m.end() + 90]
            found = tokens(rest)
            if found and (name := name_at(rest, found, 0)) and not gazetteer().named(name.text):
                yield name.text


def _defined(facts: Facts) -> Iterator[str]:
    """« les Remontées mécaniques de la Vièze (RMV) »: a body shortens its own name."""
    yield from (full for full in facts.naming.short.values() if full[:1].isupper())


def _titled(facts: Facts) -> Iterator[str]:
    """A body that shortens its own name, where the title has it: « LE STADE RENNAIS ATHLÉTISME… », « … (SRA) »."""
    yield from (full for full in _defined(facts) if key(full) in key(facts.title))


def _official(facts: Facts) -> Iterator[str]:
    yield from official(facts.near, facts.naming)


SOURCES = (
    Source("letterhead", 5, _letterhead),
    Source("issued", 5, _issued),
    Source("about", 5, _about, late=True),
    Source("contacts", 5, _contacts),
    Source("signature", 5, _signature),
    Source("listed", 5, _listed, late=True),
    Source("town", 4, _town, late=True),
    Source("opening subject", 4, _opening_subject, late=True),
    Source("boilerplate", 4, _boilerplate, late=True),
    Source("title", 3, _title_subject),
    Source("title", 2, _title_label),
    Source("title", 2, _title_bodies),
    Source("title", 2, _title_name, late=True),
    Source("subject", 2, _subject, late=True),
    Source("official", 3, _official, late=True),
    Source("speaker", 2, _speakers, late=True),
    Source("defined", 1, _defined, late=True),
    Source("title", 2, _titled),
    Source("opening", 1, _opening_mention),
)
