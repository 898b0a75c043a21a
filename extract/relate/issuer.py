"""Who gives a release out: what the places that may name it say adds up."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract import regex
from extract.blocks import Outline
from extract.relate.evidence import SOURCES, Facts, Source, domains, facts_of
from extract.relate.letterhead import BODY, PART, places
from extract.relate.naming import Naming
from extract.relate.words import either

_LEAST = 2
"""What a body must weigh to be taken for the issuer where no letterhead and no contact names it."""
_AT_HOME = 2
"""What the domain of an address adds to the body that it names."""
_ARTICLE = regex.compile(r"^(?:l['’]|la |le |les )")
_ORGAN = regex.compile(rf"^(?:{either('organs')}) (?:de la |de l['’]|des |de |du |d['’])(?=.*\p{{Lu}})", regex.IGNORECASE)
_GENERIC = regex.compile(r"^(?P<noun>\p{L}[\p{L}-]+)(?: \p{Ll}[\p{L}-]+)? (?P<own>\p{Lu}.*)$")


@dataclass(slots=True)
class Body:
    """The names that mean one body, each with the sources that give it."""

    tokens: frozenset[str]
    forms: dict[str, set[Source]] = field(default_factory=dict)

    @property
    def sources(self) -> set[Source]:
        return set().union(*self.forms.values())

    @property
    def weight(self) -> int:
        return sum(source.weight for source in self.sources)

    def is_from(self, name: str) -> bool:
        return any(source.name == name for source in self.sources)


def issuers_of(outline: Outline, title: str | None) -> tuple[str, ...]:
    """Who gives out the release: the bodies of its letterhead or contacts, else the one that most speaks for."""
    facts = facts_of(outline, title or "")
    return tuple(dict.fromkeys(_form(body, facts) for body in _chosen(bodies(facts), facts)))


def bodies(facts: Facts) -> list[Body]:
    """The bodies that the sources name, each with all its names."""
    found: list[Body] = []
    for source in SOURCES:
        for told in source.told(facts):
            name = _bare(told)
            made = facts.naming.tokens(name)
            if not made:
                continue
            alike = [b for b in found if made <= b.tokens or b.tokens <= made]
            body = min(alike, key=lambda b: len(b.tokens ^ made), default=None)
            if body is None:
                body = Body(made)
                found.append(body)
            body.tokens |= made
            body.forms.setdefault(name, set()).add(source)
    return found


def _chosen(found: list[Body], facts: Facts) -> list[Body]:
    for source in ("letterhead", "contacts"):
        if heads := [b for b in found if b.is_from(source)]:
            whole = [b for b in heads if not all(PART.match(name) for name in b.forms)]
            placed = [b for b in heads if any(places(name) for name in b.forms)]
            return whole or placed or heads
    near = domains(facts.outline)
    best = max(found, key=lambda b: b.weight + _AT_HOME * _is_home(b, near), default=None)
    return [best] if best and best.weight >= _LEAST else []


def _is_home(body: Body, near: list[str]) -> bool:
    """Whether the domain of an address says what the body is called: `presse@beauceval.fr`."""
    own = [token for token in body.tokens if len(token) > 3]
    return bool(own) and any(all(token in domain for token in own) for domain in near)


def _form(body: Body, facts: Facts) -> str:
    """The name to give a body: the one of its surest source, the fullest where it has several."""

    def rank(name: str) -> tuple[bool, int, int]:
        weight = max(source.weight for source in body.forms[name])
        head = any(source.name == "letterhead" for source in body.forms[name])
        return head and BODY.match(name) is not None, weight if head else 0, len(facts.naming.tokens(name)) * 10 + weight

    return facts.naming.written(max(body.forms, key=rank))


def _bare(name: str) -> str:
    """Without an article in lower case, organ or bracket: « l'aéroport de Brest » as « Aéroport de Brest »."""
    bare = _ORGAN.sub("", _ARTICLE.sub("", " ".join(name.split()).strip(" ,;:–-")))
    bare = regex.sub(r" \(\p{Lu}[\p{L}\d ]*\)$", "", bare)
    return bare[:1].upper() + bare[1:]
