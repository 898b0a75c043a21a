"""Where a claim holds: the nearest place said in its sentence, lead-in or heading, else the release's own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache, lru_cache

import regex

from extract.blocks import Block, BlockKind, Outline
from extract.find.quantity import Found, Quantity
from extract.lexicon.tables import table
from extract.relate.folding import fold
from extract.relate.gazetteer import Entry, gazetteer, key
from extract.relate.relation import Head, Where
from extract.relate.zones import breaks, parts, sentence_at, sentences, zone_at
from extract.text import Span

INHERITED, AMBIGUOUS, RESOLVED = "inherited_place", "ambiguous_place", "resolved_place"
_HOLDER = regex.compile(
    r"\b(?:dans|sur) (?:tout |toute )?(?:(?:le|ce|notre) département|(?P<region>(?:la|cette|notre) région))\b(?! \p{L}+ais)"
    r"|\b(?:le département|(?P<region>la région)) (?:compte|comptait|emploie|enregistre|recense|totalise|affiche|accueille)\b"
)


class Said(IntEnum):
    """How a place is said, the most telling last."""

    NAMED = 0  # no locative: part of a name, a destination, a complement
    PEOPLE = 1  # « 62 % des Français »
    SUBJECT = 2  # « La Somme compte… », « Morbihan : 55 »
    LOCATED = 3  # « dans la Somme », « à Brest », « moyenne nationale »


@dataclass(frozen=True, slots=True)
class Mention:
    """A place said in a text; `rivals` share its name and were not chosen for certain."""

    span: Span
    entry: Entry
    said: Said
    rivals: tuple[Entry, ...] = ()
    own: bool = False  # « la région », « notre territoire »: the release's own


_WORD = regex.compile(r"\p{L}+")
_ARTICLE_BEFORE = regex.compile(r"\b(?:la|le|les|l'|du|des|au|aux)\s?$")
_START = regex.compile(r"(?:^|[.!?:;•(«»]\s*)$")
_MEASURE = regex.compile(
    r"\bqu(?:e|')(?: ?(?:dans|en|à|au|aux|sur))?(?: ?(?:la|le|les|l'))?(?: ?ensemble de(?: la| l'| le)?)? ?$"
)
"""« de moins qu'en France »: the place that a change is measured against, not where it holds."""
_ABOVE_MEAN = regex.compile(
    r"\b(?:supérieure?s?|inférieure?s?|au-dessus|au-dessous|en dessous|que?|plus|moins)\b[^.;,]{0,25}$"
)
_ONE_OF_SEVERAL = regex.compile(r"(?:, \p{Lu}[\p{L}'’ -]{1,30}?)* et (?:à |au |en |aux )?\p{Lu}\p{Ll}")
"""« à Bobigny, Pantin et Saint-Denis »: no single place."""
_LABEL = regex.compile(r"^\s*(?:\([\w ]{1,12}\)\s*)?(?::|–|-\s|\()")
LONGEST = 8  # words in a name: « Terres australes et antarctiques françaises »


@cache
def _shapes() -> tuple[
    regex.Pattern[str], regex.Pattern[str], regex.Pattern[str], regex.Pattern[str], regex.Pattern[str]
]:
    words = table("territories")

    def ends(values: list[str], article: str) -> regex.Pattern[str]:
        joined = "|".join(sorted((regex.escape(fold(v)) for v in values), key=len, reverse=True))
        return regex.compile(rf"(?:^|[^\w])(?:{joined}){article}\s?$")

    demonyms = "|".join(regex.escape(k) for k in words["demonyms"])
    national = "|".join(f"(?P<{name}>{pattern})" for name, pattern in words["national"].items())
    return (
        ends(words["locative"]["town"], r"(?: la| le| les| l')?"),
        ends(words["locative"]["area"], ""),
        ends(words["away"]["words"], r"(?: la| le| les| l'| du| de la)?"),
        regex.compile(rf"(?<![\w-])(?P<stem>{demonyms})(?:ne|e)?s?\b"),
        regex.compile(rf"\b(?:{national})\b"),
    )


@lru_cache(maxsize=512)
def mentions(text: str) -> tuple[Mention, ...]:
    """The places that a text names, in its order, each by its likeliest reading."""
    out = [*_names(text), *_people(text), *_national(text)]
    return tuple(sorted(out, key=lambda m: (m.span.start, -m.span.end)))


def _names(text: str) -> list[Mention]:
    places, plain = gazetteer(), fold(text)
    tokens = [m.span() for m in _WORD.finditer(text)]
    out: list[Mention] = []
    skip = -1
    for i, (start, _) in enumerate(tokens):
        if start < skip or not (text[start].isupper() or plain.startswith("outre-mer", start)):
            continue
        if key(text[start : tokens[i][1]]) not in places.starts:
            if small := _small(text, plain, start):
                out.append(small)
                skip = small.span.end
            continue
        for n in range(min(LONGEST, len(tokens) - i), 0, -1):
            end = tokens[i + n - 1][1]
            found = places.by_key.get(key(text[start:end]))
            if not found or _cut(text, start, end):
                continue
            mention = _mention(text, plain, Span(start, end), found)
            if mention:
                out.append(mention)
                skip = end
            break
        if skip <= start and (small := _small(text, plain, start)):
            out.append(small)
            skip = small.span.end
    return out


_NAME = regex.compile(
    r"\p{Lu}[\p{L}'’]*+(?:[-‑][\p{L}'’]++|\s(?:de|du|des|la|le|les|sur|en)\s(?=\p{Lu})|\s(?=\p{Lu})[\p{L}'’]++)*+"
)


def _small(text: str, plain: str, start: int) -> Mention | None:
    """A smaller commune, where « à » or « commune de » stands before a name."""
    if (
        regex.search(
            r"(?:\bà|(?:^|[.!?:;•]\s*)a|\b(?:commune|maire|village|large|mairie) de) $",
            plain[max(0, start - 14) : start],
        )
        is None
    ):
        return None
    name = _NAME.match(text, start)
    if name is None:
        return None
    words = name.group().replace("’", "'")
    for shorter in (words, words.split(" ")[0]):
        if found := gazetteer().small(shorter):
            return Mention(Span(start, start + len(shorter)), found[0], Said.LOCATED, found[1:])
    return None


def _cut(text: str, start: int, end: int) -> bool:
    """Whether the name is only a part of a longer one: « Brest » in « Brest-Iroise »."""
    return bool(
        regex.match(r"[-‑]\p{L}|['’]\p{L}", text[end : end + 2])
        or regex.search(r"\p{L}[-‑]$", text[max(0, start - 2) : start])
    )


def _mention(text: str, plain: str, span: Span, found: tuple[Entry, ...]) -> Mention | None:
    town_before, area_before, away, *_ = _shapes()
    before = plain[max(0, span.start - 40) : span.start]
    capital_a = regex.search(r"(?:^|[.!?:;•]\s*|\n)a $", before) is not None
    is_town = capital_a or town_before.search(before) is not None
    is_area = area_before.search(before) is not None
    towns = [e for e in found if e.level in {"COM", "EPCI"} or e.code.startswith("AREA-")]
    areas = [e for e in found if e not in towns]
    article = _ARTICLE_BEFORE.search(before) is not None
    direct = regex.search(r"(?:\bà|\bde|^a|\bd') ?$", before) is not None
    pool = towns if towns and (direct or not article) and not regex.search(r"\ben $", before) else areas or towns
    if pool is areas and towns and not (article or is_area):
        pool = list(found)
    if areas and article and not regex.search(r"\b(?:au|aux) $", before):
        pool = areas
    bare = key(span.of(text))
    pool = [e for e in pool if _fits(e, bare, before)]
    if not pool:
        return None
    entry, rivals = pool[0], tuple(e for e in pool[1:] if e.level == pool[0].level)
    named_after = regex.search(
        r"\p{Lu}\p{Ll}+ (?:du|de la|des) $", text[max(0, span.start - 30) : span.start]
    )  # « l'Amérique du Nord »
    if away.search(before) or _MEASURE.search(before) or named_after:
        said = Said.NAMED
    elif entry.code == "PAYS-FR" and regex.match(r" \p{Lu}\p{Ll}", text[span.end : span.end + 3]):
        said = Said.NAMED  # « France Travail », « France Télévisions »
    elif _ONE_OF_SEVERAL.match(text[span.end : span.end + 60]):
        said = Said.NAMED
    elif (entry in towns and (is_town or (entry.level == "AREA" and is_area))) or (
        entry in areas and is_area and not (entry.code == "PAYS-FR" and regex.search(r"\bde $", before))
    ):
        said = Said.LOCATED
    elif _is_label(text, span, before, entry) or (entry in areas and _is_subject(text, span, before, entry)):
        said = Said.SUBJECT
    else:
        said = Said.NAMED
    return Mention(span, entry, said, rivals)


def _is_label(text: str, span: Span, before: str, entry: Entry) -> bool:
    """« Morbihan : 55 »; the names of small towns are too often common nouns (« Rivières : des débits bas »)."""
    known = entry.level != "COM" or entry.people >= 5000
    return known and bool(_START.search(before) and _LABEL.match(text[span.end : span.end + 20]))


def _is_subject(text: str, span: Span, before: str, entry: Entry) -> bool:
    """« La Somme compte… »; « l'Espagne devient notre 2e marché » does not hold in Spain."""
    if not gazetteer().within(entry, "PAYS-FR"):
        return False
    if text.startswith((" (", ",", " et "), span.end):
        return False  # one of several: « trois régions : l'Île-de-France (19 %)… »
    opening = r"(?:^|[.!?•:,]\s*)" if entry.code == "PAYS-FR" else r"(?:^|[.!?•:]\s*)"
    return regex.search(rf"{opening}(?:la|le|les|l') ?$", before) is not None


def _fits(entry: Entry, bare: str, before: str) -> bool:
    """Whether the article before a name is its own: « au Havre » is Le Havre, « à Réunion » is nothing."""
    whole = key(entry.name)
    if whole == bare:
        return True
    if whole == f"la {bare}":
        return entry.level == "REG" or regex.search(r"\bla $", before) is not None
    if whole == f"le {bare}":
        return regex.search(r"\b(?:au|du) $", before) is not None
    if whole == f"les {bare}":
        return regex.search(r"\b(?:aux|des) $", before) is not None
    if whole == f"l'{bare}":
        return before.endswith("l'")
    return True


def _people(text: str) -> list[Mention]:
    *_, demonyms, _ = _shapes()
    codes, places = table("territories")["demonyms"], gazetteer().by_code
    return [
        Mention(Span(*m.span()), places[codes[m["stem"]]], Said.PEOPLE)
        for m in demonyms.finditer(fold(text))
        if text[m.start()].isupper() and not regex.search(r"\p{Lu}\p{Ll}+ $", text[max(0, m.start() - 20) : m.start()])
    ]


def _national(text: str) -> list[Mention]:
    *_, national = _shapes()
    plain = fold(text)
    codes = {"France": "PAYS-FR", "Europe": "MONDE-150", "Monde": "MONDE-001"}
    return [
        Mention(Span(*m.span()), gazetteer().by_code[codes[m.lastgroup or "France"]], Said.LOCATED)
        for m in national.finditer(plain)
        if not _ABOVE_MEAN.search(plain[max(0, m.start() - 40) : m.start()])
    ]


def where(mention: Mention, text: str, near: str | None = None, flags: tuple[str, ...] = ()) -> Where:
    """A mention as a slot; a name that several places share is the one in the territory `near`, else flagged."""
    entry, places = mention.entry, gazetteer()
    if mention.rivals:
        choices = (mention.entry, *mention.rivals)
        home = near
        while home:
            inside = [e for e in choices if places.within(e, home)]
            if inside:
                entry = inside[0]
                break
            held = places.by_code.get(home)
            home = held.parent if held and held.parent != "PAYS-FR" else None
        else:
            if mention.entry.people < 20 * mention.rivals[0].people:
                flags = (*flags, AMBIGUOUS)
    code = None if entry.code.startswith("AREA-") else entry.code
    return Where(entry.name, code, mention.span.of(text), flags)


class Atlas:
    """The places of a release and which of them holds for a quantity."""

    def __init__(self, outline: Outline, head: Head, found: tuple[Found, ...]) -> None:
        self._outline, self._head, self._found = outline, head, found
        self._near = head.place.code if head.place else None

    def place(self, index: int, quantity: Quantity) -> Where | None:
        """Where a quantity of a block holds."""
        block = self._outline.blocks[index]
        if block.cell is not None:
            labels = (*reversed(block.cell.row), *reversed(block.cell.column), block.cell.caption)
            said = next((w for label in labels if (w := self._label(label))), None)
        else:
            said = self._in_sentence(block, index, quantity)
        return said or self._wider(block, quantity) or self._above(block) or self._own()

    def _wider(self, block: Block, quantity: Quantity) -> Where | None:
        """« dans le département », « dans la région »: what holds the release's own place."""
        sentence = sentence_at(block.text, quantity.span.start)
        m = _HOLDER.search(fold(sentence.of(block.text)))
        if m is None or self._near is None:
            return None
        level, entry = "REG" if m["region"] else "DEP", gazetteer().by_code.get(self._near)
        while entry and entry.level != level:
            entry = gazetteer().by_code.get(entry.parent)
        return Where(entry.name, entry.code, m.group(), (RESOLVED,)) if entry else None

    def _own(self) -> Where | None:
        own = self._head.place
        return replace(own, flags=tuple(dict.fromkeys((*own.flags, INHERITED)))) if own else None

    def _label(self, label: str) -> Where | None:
        for m in mentions(label):
            if m.said >= Said.PEOPLE or len(m.span) >= len(label.strip()) - 5:
                return where(m, label, self._near)
        return None

    def _in_sentence(self, block: Block, index: int, quantity: Quantity) -> Where | None:
        text = block.text
        sentence = sentence_at(text, quantity.span.start)
        here = [m for m in mentions(text) if m.said > Said.NAMED and sentence.start <= m.span.start < sentence.end]
        chosen = self._nearest(text, sentence, here, index, quantity)
        if chosen is None:
            return None
        return where(chosen, text, self._near)

    def _nearest(
        self, text: str, sentence: Span, here: list[Mention], index: int, quantity: Quantity
    ) -> Mention | None:
        start, end = quantity.span.start, max(quantity.extent.end, quantity.span.end)
        for m in mentions(text):  # « l'Auvergne-Rhône-Alpes (14 %) »
            if sentence.start <= m.span.start and regex.fullmatch(r"\s?\(\s?[+-]?\s?", text[m.span.end : start]):
                return m
        inside = [m for m in here if quantity.span.overlaps(m.span) or quantity.extent.overlaps(m.span)]
        if inside:
            return inside[0]
        quantities = self._found[index].quantities
        others = [q.span for q in quantities if q is not quantity and sentence.contains(q.span)]
        zone = zone_at(text, sentence, start)
        same = [m for m in here if zone_at(text, sentence, m.span.start) == zone]
        for m in same:
            if m.span.start < end:
                continue
            if any(end <= o.start < m.span.start for o in others) or breaks(text, end, m.span.start):
                break
            return m
        before = [m for m in same if m.span.end <= start]
        if zone != sentence and not before:
            before = [m for m in here if m.span.end <= start and zone_at(text, sentence, m.span.start) == sentence]
        for m in reversed(before):
            bound = any(o.end <= m.span.start and not breaks(text, o.end, m.span.start) for o in others)
            there = regex.search(r"\b(?:n'|s')?y\b", fold(text[m.span.end : start]))  # « il n'y est tombé que 18 mm »
            between = text[m.span.end : start]
            if (
                bound
                and (";" in between or parts(text, m.span.end, start))
                and quantity.direction is None
                and not there
            ):
                continue
            return m
        rest = [m for m in here if m.span.start >= end and zone_at(text, sentence, m.span.start) == sentence]
        if (
            len(rest) == 1
            and zone == sentence
            and not regex.search("[;»]", text[end : rest[0].span.start])
            and not parts(text, end, rest[0].span.start)
        ):
            bound = any(
                end <= o.start and o.end <= rest[0].span.start and not breaks(text, o.end, rest[0].span.start)
                for o in others
            )
            return None if bound else rest[0]
        return None

    def _is_known(self, mention: Mention) -> bool:
        """Whether a bare name is surely a place: small towns are named like common things (« Rivières »)."""
        return mention.entry.level != "COM" or mention.entry.people >= 10_000

    def _above(self, block: Block) -> Where | None:
        """The place of the lead-in, of its lead-in, of the headings from the nearest outward."""
        lead, seen = block.lead_in, set[int]()
        above: list[int] = []
        while lead is not None and lead not in seen:
            seen.add(lead)
            above.append(lead)
            lead = self._outline.blocks[lead].lead_in
        above += [h for h in reversed(block.heading) if self._outline.blocks[h].kind is not BlockKind.TITLE]
        for i in above:
            text = self._outline.blocks[i].text
            last = sentences(text)[-1]
            said = [
                m
                for m in mentions(text)
                if m.span.start >= last.start
                and (m.said >= Said.SUBJECT or (len(m.span) >= len(text.strip(" :")) - 4 and self._is_known(m)))
            ]
            if said:
                return where(said[-1], text, self._near, (INHERITED,))
        return None
