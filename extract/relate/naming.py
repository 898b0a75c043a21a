"""Names of bodies: which two names are one, and how a name in capitals is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property

from extract import regex
from extract.blocks import BlockKind, Outline
from extract.grammar.classes import UNKNOWN, classes
from extract.lexicon.gazetteer import gazetteer, key
from extract.relate.folding import letters
from extract.relate.words import listed, pairs, words

_DEFINED = regex.compile(r"\((?P<short>\p{Lu}[\p{L}\d&]{1,9})\)")
_WORD = regex.compile(r"[^\W_]+")
_PART = regex.compile(r"[\p{L}\d]+['’]?|[^\p{L}\d]+")
_WITHIN = regex.compile(r"(?:\p{Ll}|[,'’])\s?\Z")
_GOES_ON = regex.compile(r"\w| d[eu]s? | d['’]")
_BEFORE = 120
_MOST_DEFINING = 14
"""Words before a bracket among which what it shortens begins."""


@dataclass(frozen=True)
class Naming:
    """How a release names bodies: its sentences, and the short names that it explains."""

    prose: str
    short: dict[str, str]
    _made: dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def plain(self) -> str:
        """The sentences as `letters`, made where a name is looked for in any spelling."""
        return letters(self.prose)

    def tokens(self, name: str) -> frozenset[str]:
        """What a name is made of, short names spelt out: « CPAM du Jura » and « Caisse primaire… du Jura » alike."""
        if name not in self._made:
            self._made[name] = self._tokens(name)
        return self._made[name]

    def _tokens(self, name: str) -> frozenset[str]:
        found: list[str] = []
        for word in _WORD.findall(key(name)):
            found += _WORD.findall(key(self.short.get(word, "")) or short_names().get(word) or word)
        alike = same_words()
        links = plain_links()
        return frozenset(alike.get(word, word) for word in found if word not in links)

    def said(self, name: str) -> int:
        """How often the sentences say a name."""
        return sum(1 for _ in self._places(name))

    def times(self, name: str) -> int:
        """How often the sentences write a name just so."""
        return self.prose.count(name)

    def named(self, name: str) -> bool:
        """Whether a sentence writes a name just so in its midst, with nothing that makes it longer."""
        at = self.prose.find(name)
        while at >= 0:
            if _WITHIN.search(self.prose, max(0, at - 2), at) and not _GOES_ON.match(self.prose, at + len(name)):
                return True
            at = self.prose.find(name, at + 1)
        return False

    def linked(self, place: str) -> str:
        """A place behind the « de » that the sentences put before it: « du Morbihan », « de la Somme »."""
        low = letters(place)
        m = regex.search(rf"(?<!\w)(?:du |de la |de l'|des |d')(?={regex.escape(low)}(?!\w))", self.plain)
        if m is None and regex.search(rf"(?<!\w)(?:le |dans le |au ){regex.escape(low)}(?!\w)", self.plain):
            return f"du {place}"
        return f"{m[0] if m else 'd’' if low[0] in 'aeiouyh' else 'de '}{place}"

    def _places(self, name: str) -> Iterator[int]:
        """Where the sentences say a name in any spelling, as whole words."""
        wanted, at = letters(name), -1
        while (at := self.plain.find(wanted, at + 1)) >= 0:
            end = at + len(wanted)
            if not self.plain[at - 1 : at].isalnum() and not self.plain[end : end + 1].isalnum():
                yield at

    def written(self, name: str) -> str:
        """A name in capitals as the sentences write it, else as the dictionary would; names in mixed case stay."""
        if not name.isupper() or len(name) < 4:
            return name
        for at in self._places(name):
            form = self.prose[at : at + len(name)]
            if not form.isupper() and (form[:1].isupper() or " " in form):
                return form[:1].upper() + form[1:]
        if len(name.split()) < 2 and classes(name.lower()) == UNKNOWN:
            return name
        return self._lowered(name)

    def _lowered(self, name: str) -> str:
        """« PRÉFET DE LA SOMME » as « Préfet de la Somme »: common words small, places and unknown words with a capital."""
        parts = _PART.findall(name)
        out: list[str] = []
        at = 0
        while at < len(parts):
            if at and (end := _place_at(parts, at)):
                whole = "".join(parts[at:end])
                out.append(_named(whole))
                at = end
                continue
            out.append(self._word(parts[at], first=not at))
            at += 1
        return "".join(out)

    def _word(self, part: str, first: bool) -> str:
        plain, low = key(part), self._accented(part.lower())
        if plain in short_names() or plain in self.short or plain in words("departmental_bodies"):
            return part
        if first:
            return low.capitalize()
        if plain in plain_links() or plain.rstrip("'") in plain_links():
            return low
        told = classes(low)
        return low.capitalize() if told in {UNKNOWN, "m"} and low[:1].isalpha() else low

    def _accented(self, word: str) -> str:
        """« prefecture » as the sentences write it, or as the names of bodies do."""
        if word.isascii() and word.isalpha() and classes(word) == UNKNOWN:
            for at in self._places(word):
                return self.prose[at : at + len(word)].lower()
        return spelt_bodies().get(word, word)


def _place_at(parts: list[str], at: int) -> int:
    """Where the name of a place that begins at a part ends, 0 where none does."""
    if not parts[at][:1].isalpha() or key(parts[at]).rstrip("'") in {"d", "de", "du", "des", "et"}:
        return 0
    for end in range(min(len(parts), at + 11), at, -1):
        if not parts[end - 1][:1].isalpha():
            continue
        whole = "".join(parts[at:end])
        for entry in gazetteer().named(whole):
            small = entry.level in {"COM", "EPCI"} and entry.people < 20_000
            if end - at > 1 or entry.level in {"REG", "DEP"} or (not small and entry.level == "COM"):
                return end
    return 0


def _named(place: str) -> str:
    entry = next(e for e in gazetteer().named(place))
    if key(entry.name) == key(place):
        return entry.name.replace("'", "’") if "’" in place else entry.name
    return "".join(p.lower() if key(p).rstrip("'") in plain_links() else p.capitalize() for p in _PART.findall(place))


def naming(outline: Outline) -> Naming:
    """The naming of a release, from the blocks that are no letterhead."""
    apart = {BlockKind.HEADER, BlockKind.DATELINE, BlockKind.CELL, BlockKind.FOOTER}
    texts = [
        b.text
        for i, b in enumerate(outline.blocks)
        if b.kind not in apart and (i > 3 or b.kind is not BlockKind.CONTACT)
    ]
    prose = "\n".join(texts)
    return Naming(prose, _defined(prose))


def _defined(prose: str) -> dict[str, str]:
    """Short names that the text explains: « le Centre hospitalier de l’Ouest guyanais (CHOG) »."""
    found: dict[str, str] = {}
    for m in _DEFINED.finditer(prose):
        short = letters(m["short"])
        start = max(0, m.start() - _BEFORE)
        said = list(_WORD.finditer(letters(prose[start : m.start()])))[-_MOST_DEFINING:]
        tail = [w for w in said if w[0] not in plain_links()][-len(short) :]
        if len(tail) == len(short) and all(w[0][0] == letter for w, letter in zip(tail, short, strict=True)):
            found.setdefault(short, prose[start + tail[0].start() : m.start()].strip())
    return found


@cache
def short_names() -> dict[str, str]:
    return {key(short): key(full) for short, full in pairs("short_names").items()}


@cache
def same_words() -> dict[str, str]:
    return {key(a): key(b) for a, b in pairs("same_words").items()}


@cache
def spelt_bodies() -> dict[str, str]:
    """The words for bodies by what they are without accents."""
    return {letters(word): word for name in listed("issuing_bodies") for word in name.split() if letters(word) != word}


@cache
def plain_links() -> frozenset[str]:
    return frozenset(key(word) for word in words("name_links"))
