"""Who gives a release out: what the places that may name it say adds up."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract import regex
from extract.blocks import Outline
from extract.relate.evidence import SOURCES, Facts, Source, facts_of
from extract.relate.folding import letters
from extract.relate.letterhead import is_body, is_community, is_part, is_umbrella, places
from extract.relate.naming import short_names
from extract.relate.words import either

_LEAST = 2
"""What a body must weigh to be taken for the issuer where no letterhead and no contact names it."""
_AT_HOME = 2
"""What the domain of an address adds to the body that it names."""
_ARTICLE = regex.compile(r"^(?:l['’]|la |le |les )")
_LEGAL = regex.compile(rf",? (?:{either('legal_forms')})$")
_CAPITAL_ARTICLE = regex.compile(r"^\s*(?:L['’]|La |Le |Les )")
_ORGAN = regex.compile(
    rf"^(?:{either('organs')}) (?:de la |de l['’]|des |de |du |d['’])(?=.*\p{{Lu}})", regex.IGNORECASE
)
_APPOSED = regex.compile(rf"(?i:{either('appositions')})(?: \p{{Ll}}[\p{{L}}-]+)? (?P<own>\p{{Lu}}.*)")


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
        """What its sources say together, those of one name once."""
        return sum({s.name: s.weight for s in sorted(self.sources, key=lambda s: s.weight)}.values())

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
        if source.late and any(body.is_from("letterhead") and _stands_alone(body) for body in found):
            continue
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
    found = [b for b in found if _stands_alone(b)]
    for source in ("letterhead", "contacts"):
        if heads := [b for b in found if b.is_from(source)]:
            return heads
    found = [b for b in found if any(not is_body(name) or len(facts.naming.tokens(name)) > 1 for name in b.forms)]
    best = max(found, key=lambda b: b.weight + _AT_HOME * _is_home(b, facts.near), default=None)
    return [best] if best and best.weight >= _LEAST else []


def _stands_alone(body: Body) -> bool:
    """Not a part of another body: « Direction de la communication »."""
    return any(not is_part(name) or places(name) for name in body.forms)


def _is_home(body: Body, near: list[str]) -> bool:
    """Whether the domain of an address says what the body is called: `presse@beauceval.fr`."""
    own = [token for token in body.tokens if len(token) > 3]
    return bool(own) and any(all(token in domain for token in own) for domain in near)


def _form(body: Body, facts: Facts) -> str:
    """The name to give a body: the one of its letterhead, else the fullest."""

    def rank(name: str) -> tuple[bool, int, int, int]:
        told = {source.name for source in body.forms[name]}
        head = 2 if "letterhead" in told else 1 if "contacts" in told and places(name) else 0
        return not is_umbrella(name), head, len(facts.naming.tokens(name)), len(name.split())

    best = max(body.forms, key=rank)
    if any(source.name == "letterhead" for source in body.forms[best]):
        return _short(best, body, facts) or facts.naming.written(best)
    return facts.naming.written(_own(best, body))


def _own(name: str, body: Body) -> str:
    """« Coopérative Beauceval » as « Beauceval », where that is said alone too."""
    m = _APPOSED.fullmatch(name)
    if m and is_community(m["own"]):
        return str(m["own"])
    own = next((form for form in body.forms if m and form.lower() == m["own"].lower()), None)
    return own or name


def _short(name: str, body: Body, facts: Facts) -> str | None:
    """The short name that the text has for a name in capitals or in pieces: « ARS Grand Est », « CHU de Rennes »."""
    whole = any(name in b.text for b in facts.outline.blocks)
    if whole and not name.isupper():
        return None
    for form in body.forms:
        first, *others = form.split()
        spelt = short_names().get(letters(first))
        if (
            spelt
            and others
            and not form.isupper()
            and facts.naming.times(form)
            and facts.naming.tokens(form) == facts.naming.tokens(name)
            and not (whole and facts.naming.said(spelt))
        ):
            return form
    return None


def _bare(name: str) -> str:
    """Without an article in lower case, organ or bracket: « l'aéroport de Brest » as « Aéroport de Brest »."""
    plain = _CAPITAL_ARTICLE.sub("", name) if is_body(name) and not is_community(name) else name
    bare = _ORGAN.sub("", _ARTICLE.sub("", " ".join(plain.split()).strip(" ,;:–-")))
    bare = _LEGAL.sub("", regex.sub(r" \(\p{Lu}[\p{L}\d ]*\)$", "", bare))
    return bare[:1].upper() + bare[1:]
