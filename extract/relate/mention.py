"""The places that a text names, each by its likeliest reading and by how it is said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from extract import regex
from extract.grammar.classes import classes
from extract.lexicon.gazetteer import Entry, gazetteer, key
from extract.lexicon.tables import table
from extract.relate.folding import fold
from extract.relate.relation import Where
from extract.relate.words import beginnings, either
from extract.text import Span

AMBIGUOUS = "ambiguous_place"


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
_ARTICLE_BEFORE = regex.compile(r"(?r)\b(?:la|le|les|l'|du|des|au|aux)\s?$")
_START = regex.compile(r"(?r)(?:^|[.!?:;•(«»]\s*)$")
_MEASURE = regex.compile(
    r"(?r)(?<!\b(?:tandis|alors|pendant) )\bqu(?:e|')(?: ?(?:dans|en|à|au|aux|sur))?(?: ?(?:la|le|les|l'))?(?: ?ensemble de(?: la| l'| le)?)? ?$"
)
"""« de moins qu'en France »: the place that a change is measured against, not where it holds."""
_ABOVE_MEAN = regex.compile(
    r"(?r)\b(?:supérieure?s?|inférieure?s?|au-dessus|au-dessous|en dessous|que?|plus|moins|au-delà|en deçà)\b[^.;,]{0,25}$"
)
_LINK = r"(?:(?:à|au|en|aux|de|du|des|dans) )?(?:la |le |les |[ld]['’])*"
_AND = regex.compile(rf"(?r)(?P<name>\p{{Lu}}[\p{{L}}'’-]+) (?:et|ou) {_LINK}$")
_ONE_OF_SEVERAL = regex.compile(rf"(?:, {_LINK}\p{{Lu}}[\p{{L}}'’ -]{{1,30}}?)* (?:et|ou) {_LINK}\p{{Lu}}\p{{Ll}}")
"""« à Bobigny, Pantin et Saint-Denis »: no single place."""
_PART_OF_NAME = regex.compile(r" d(?:e |u |es |e la |'|’)\p{Lu}")
"""« Val d'Allier », « Mans de… »: a name that goes on is not that of a place which is written with its article."""
_RIVER = regex.compile(rf"(?r)\b(?:{either('river_nouns')}) (?:du|de la|de l'|d') ?$")
"""« les berges du Cher »: the river, not the department that is named after it."""
_AGENT = regex.compile(
    rf"(?r)\b(?:par|avec|selon|d'après|auprès de) (?:l'|la |le |les )?(?:{either('acting_bodies')})(?: [\w'-]+){{0,4}}? ?(?:de |d'|du |des |de la |de l')?$"
)
"""« menée par l'université de Bourgogne »: who did it, not where the figure holds."""
_SEAT = regex.compile(
    r"(?r)\b(?:préfecture|capitale|chef-lieu|(?:\d+e|première|deuxième|troisième|quatrième|cinquième) (?:ville|commune|agglomération|métropole|port|gare)) (?:du|de la|de l'|des|de|d') ?$"
)
"""« Sous-préfecture de l'Allier, Montluçon… »: what the subject is called, not where the figure holds."""
_TELLS = regex.compile(rf",? ?(?:qui )?(?:{either('verbs_of_towns')})\b")
"""« Fort-de-France, qui comptait 89 800 habitants »"""
_CHANGES = regex.compile(rf"(?: \([^()]*\))? (?:a |ont )?(?:{'|'.join(beginnings('change_verbs'))})")
"""« l'Allemagne (12 % des ventes) progresse de 4 % »: a change of it holds there."""
_WITH = regex.compile(r", avec (?:\p{L}+ de )?\d")
_WHILE = regex.compile(r"(?r)\b(?:tandis que|alors que|quand|pendant que) $")
_IS_VERB = regex.compile(r" (?:a |n['’])?\p{Ll}{2,}[^.;]*\d")
"""« À Nantes, le prix passe à 3 600 €, tandis que Saint-Nazaire résiste à 2 950 € »"""
_FRONTED = regex.compile(r"(?r)(?:^|[.!?] )(?:Avec|Malgré) [^.;:]{3,70}, (?:[Ll]a |[Ll]e |[Ll]es |[Ll]['’])?$")
"""« Avec 2,1 enfants par femme, La Réunion… »"""
_ABBREVIATED = regex.compile(r"\.|\s?%")
_OF_SEVERAL = regex.compile(r" des \p{Ll}")
_LABEL = regex.compile(r"^\s*(?:\([\w ]{1,12}\)\s*)?(?::|–|-\s|\()")
LONGEST = 8  # words in a name: « Terres australes et antarctiques françaises »


@cache
def _shapes() -> tuple[
    regex.Pattern[str], regex.Pattern[str], regex.Pattern[str], regex.Pattern[str], regex.Pattern[str]
]:
    words = table("territories")

    def ends(values: list[str], article: str) -> regex.Pattern[str]:
        joined = "|".join(sorted((regex.escape(fold(v)) for v in values), key=len, reverse=True))
        return regex.compile(rf"(?r)(?:^|[^\w])(?:{joined}){article}\s?$")

    demonyms = regex.trie(words["demonyms"])
    national = "|".join(f"(?P<{name}>{pattern})" for name, pattern in words["national"].items())
    return (
        ends(words["locative"]["town"], r"(?: la| le| les| l')?"),
        ends(words["locative"]["area"], ""),
        ends(words["away"]["words"], r"(?: la| le| les| l'| du| de la)?"),
        regex.compile(rf"(?<![\w-])(?P<stem>{demonyms})(?:ne|e)?s?\b"),
        regex.compile(rf"\b(?:{national})\b"),
    )


_CAPITAL_A = regex.compile(r"(?<=\s)A(?=\s(?:L['’A]|\p{Lu}))")
"""« CHIKUNGUNYA A LA REUNION »: capitals often go without their accent."""


@lru_cache(maxsize=512)
def mentions(text: str) -> tuple[Mention, ...]:
    """The places that a text names, in its order, each by its likeliest reading."""
    plain = fold(_CAPITAL_A.sub("À", text) if text.isupper() else text)
    out = [*_names(text, plain), *_people(text, plain), *_national(plain)]
    return tuple(sorted(out, key=lambda m: (m.span.start, -m.span.end)))


def _names(text: str, plain: str) -> list[Mention]:
    places = gazetteer()
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
    if bare == "var" and not article and _ABBREVIATED.match(text, span.end):
        return None  # « Var. organique »: a change, not the department
    pool = [e for e in pool if _fits(e, bare, before)]
    if _PART_OF_NAME.match(text[span.end : span.end + 8]):
        pool = [e for e in pool if key(e.name) == bare]
    if pool and pool[0].level == "DEP" and _RIVER.search(before):
        pool = []
    if not pool or (_OF_SEVERAL.match(text, span.end) and set(classes(span.of(text).lower())) & set("nN")):
        return None  # « la Réunion des musées »
    entry, rivals = pool[0], tuple(e for e in pool[1:] if e.level == pool[0].level)
    named_after = regex.search(
        r"\p{Lu}\p{Ll}+ (?:du|de la|des) $", text[max(0, span.start - 30) : span.start]
    )  # « l'Amérique du Nord »
    if any(shape.search(before) for shape in (away, _MEASURE, _SEAT, _AGENT)) or named_after:
        said = Said.NAMED
    elif entry.code == "PAYS-FR" and regex.match(r" \p{Lu}\p{Ll}", text[span.end : span.end + 3]):
        said = Said.NAMED  # « France Travail », « France Télévisions »
    elif _ONE_OF_SEVERAL.match(text[span.end : span.end + 60]) or _last_of_several(text, span.start):
        said = Said.NAMED
    elif (entry in towns and (is_town or (entry.level == "AREA" and is_area))) or (
        entry in areas and is_area and not (entry.code == "PAYS-FR" and regex.search(r"\bde $", before))
    ):
        said = Said.LOCATED
    elif (
        _is_label(text, span, before, entry)
        or (entry in areas and _is_subject(text, span, before, entry))
        or (entry.people >= 10_000 and _START.search(before) and _WITH.match(text, span.end))
        or (entry.people >= 10_000 and _WHILE.search(before) and _IS_VERB.match(text, span.end))
        or (entry.people >= 10_000 and _START.search(before) and _TELLS.match(text[span.end : span.end + 30]))
    ):
        said = Said.SUBJECT
    else:
        said = Said.NAMED
    return Mention(span, entry, said, rivals)


def _last_of_several(text: str, start: int) -> bool:
    """« de Côte-d'Or, de Saône-et-Loire et de l'Yonne »: the last of them."""
    above = _AND.search(text[max(0, start - 60) : start])
    return above is not None and bool(gazetteer().named(above["name"]))


def _is_label(text: str, span: Span, before: str, entry: Entry) -> bool:
    """« Morbihan : 55 »; the names of small towns are too often common nouns (« Rivières : des débits bas »)."""
    known = entry.level != "COM" or entry.people >= 5000
    return known and bool(_START.search(before) and _LABEL.match(text[span.end : span.end + 20]))


def _is_subject(text: str, span: Span, before: str, entry: Entry) -> bool:
    """« La Somme compte… »; « l'Espagne devient notre 2e marché » does not hold in Spain."""
    if entry.level == "REG" and _FRONTED.search(text, 0, span.start):
        return True
    if (
        entry.level != "COM"
        and _CHANGES.match(text, span.end)
        and regex.search(r"(?:^|[.!?•:,]\s*)(?:la|le|les|l') ?$", before)
    ):
        return True
    if not gazetteer().within(entry, "PAYS-FR"):
        return False
    if regex.search(r", (?:la|le|les|l') ?$", before) and regex.match(
        r" \p{Ll}+ant\b[^.;]*\d", text[span.end : span.end + 70]
    ):
        return True  # « …, la Meuse faisant exception avec un recul de 0,4 % »
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


def _people(text: str, plain: str) -> list[Mention]:
    *_, demonyms, _ = _shapes()
    codes, places = table("territories")["demonyms"], gazetteer().by_code
    return [
        Mention(Span(*m.span()), places[codes[m["stem"]]], Said.PEOPLE)
        for m in demonyms.finditer(plain)
        if text[m.start()].isupper() and not regex.search(r"\p{Lu}\p{Ll}+ $", text[max(0, m.start() - 20) : m.start()])
    ]


def _national(plain: str) -> list[Mention]:
    *_, national = _shapes()
    codes = {"France": "PAYS-FR", "Europe": "MONDE-150", "Monde": "MONDE-001"}
    return [
        Mention(
            Span(*m.span()),
            gazetteer().by_code[codes[m.lastgroup or "France"]],
            Said.NAMED if _ABOVE_MEAN.search(plain[max(0, m.start() - 40) : m.start()]) else Said.LOCATED,
        )
        for m in national.finditer(plain)
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
