"""What the addresses of a release say of its issuer: `presse@beauceval.fr`, `www.bretagne.ars.sante.fr`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extract import regex
from extract.blocks import Outline
from extract.lexicon.gazetteer import gazetteer, key
from extract.relate.naming import Naming
from extract.relate.words import pairs

_DOMAIN = regex.compile(r"(?:[\w.-]+@|www\.)(?P<name>[\w-]+(?:\.[\w-]+)*)")
_APART = regex.compile(r"[^\p{L}\d]")


def domains(outline: Outline) -> list[str]:
    """The domains of the release's addresses, lower case without accents."""
    told = [b.text for b in outline.blocks if "@" in b.text or "www." in b.text]
    return [key(m["name"]) for text in told for m in _DOMAIN.finditer(text)]


def official(found: list[str], naming: Naming) -> Iterator[str]:
    """The bodies of the State whose domain holds the name of their territory: `@morbihan.gouv.fr`."""
    for domain in found:
        where, _, rest = domain.partition(".")
        body = pairs("official_domains").get(rest)
        place = _territories().get(_APART.sub("", where))
        if body and place:
            yield f"{body} {naming.linked(place) if body.islower() else place}"


@cache
def _territories() -> dict[str, str]:
    """Departments and regions by their name as domains write it: `cotesdarmor`."""
    found: dict[str, str] = {}
    for code, entry in gazetteer().by_code.items():
        if code.startswith(("DEP-", "REG-")):
            found.setdefault(_APART.sub("", key(entry.name)), entry.name)
    found |= {alias: e.name for alias in ("paca", "aura") for e in gazetteer().named(alias)[:1]}
    return found
