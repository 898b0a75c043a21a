"""What a figure is about: who or what is counted (entity), and what is said of it (property).

Each rule of `RULES` is asked in its turn; the first that says something wins. What a sentence leaves out (« contre 38 »,
« soit + 4 % », « Ce taux… ») is taken from the figure before it, and what a list item leaves out from its lead-in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from math import log

from extract import regex
from extract.blocks import Block, BlockKind
from extract.find.quantity import Found, Kind, Quantity
from extract.grammar import Tag
from extract.grammar.classes import classes
from extract.lexicon.gazetteer import gazetteer
from extract.relate.attached import attached, entity_named, shared_out
from extract.relate.brackets import bracketed
from extract.relate.clause import ADJUNCT, AGES, Clause, clauses
from extract.relate.columns import CHANGE, tells_when
from extract.relate.counted import counted_noun
from extract.relate.elliptic import anaphor, aside, budgeted, inherited, label, other_one, presented
from extract.relate.explicit import action, following, gapped, level, object_after
from extract.relate.folding import fold, lower
from extract.relate.itemised import distributed, itemised
from extract.relate.phrases import FINITE, OF, group_start, noun_phrase_end, noun_phrase_start, predicate_end, subject
from extract.relate.relation import Head
from extract.relate.respective import before_in_turn
from extract.relate.scene import NOTHING, About, Scene, link
from extract.relate.shares import share_of_it
from extract.relate.verbs import verb_before
from extract.relate.words import beginnings, month_names, weekday_names, words
from extract.text import Span

RULES: tuple[Callable[[Scene], About], ...] = (
    distributed,
    itemised,
    label,
    budgeted,
    presented,
    bracketed,
    aside,
    other_one,
    anaphor,
    share_of_it,
    counted_noun,
    gapped,
    object_after,
    shared_out,
    attached,
    level,
    action,
    following,
    inherited,
)

NUMBER_OF = regex.compile(
    r"(?:nombre|total|effectif)(?:\s(?:total|global|cumulé|moyen|record))?\s+(?:de\s+|d['’]|des\s+|du\s+)(?P<of>.+)",
    regex.IGNORECASE,
)

MEASURED_OF = regex.compile(
    r"(?P<measure>\p{L}+)(?:[ '’]\p{L}+)*? (?:des|de la|de l['’]|du) ?(?P<of>\p{L}+)(?P<rest>(?: .+)?)$"
)

PART_OF = regex.compile(
    r"(?:part|proportion|pourcentage) (?:de la |de l['’]|des |du |de |d['’])(?P<of>\p{L}.+)", regex.IGNORECASE
)
"""« part des appels décrochés »: what it is a part of is counted."""
MEASURED_AGES = regex.compile(rf"(?P<measure>\p{{L}}+)(?: \p{{L}}+)*? (?:des|chez les) (?P<of>{AGES.pattern})$")
"""« couverture vaccinale des 65 ans et plus »"""
SORTED = regex.compile(
    r"(?:répartition|profil|tranches? d['’]âge|classes? d['’]âge|âge|origine|provenance)\s(?:des\s|de la\s|de l['’]|du\s|de\s|d['’])(?P<who>\p{L}[\p{L}'’ -]*?)(?:(?:,|\s(?:par|selon|en))\s.*)?\s*(?:\(.*\))?\s*:?$",
    regex.IGNORECASE,
)
"""« Répartition des foyers sans courant : »: what the items sort."""
PEOPLE_OF = regex.compile(r"(?:nombre (?:de |d['’]))?(?P<who>(?P<head>\p{L}+)[^(:,;]*)", regex.IGNORECASE)
"""« Demandeurs d'emploi de catégorie A (en milliers) »: whom a table counts."""

MEASURED_IN = regex.compile(
    r"[,(]? ?\ben (?:milliers|millions|milliards|k?€|euros|%|M€)[^,;]*\)?$|\([^()]*\)\s*$", regex.IGNORECASE
)
"""« Prix médian des maisons (en milliers d'euros) »: the unit is no part of what is measured."""
SCALED_NOUN = regex.compile(r"\(?\b(?:milliers|millions|milliards) d(?:e |['’])(?P<who>\p{Ll}+)\)?", regex.IGNORECASE)
"""« fréquentation (en millions d'entrées) »: what a table counts."""
CAPTION_TAIL = regex.compile(
    r"[,(:–|]|\spar\s|\sd(?:es|u)\s(?:\p{Ll}+\s)?(?:premiers?|derniers?)\s|\s(?:dans|en|à|au|aux)\s(?:la\s|le\s|les\s|l['’])?\p{Lu}"
)
"""Where the caption of a table goes on with where, when and in what unit."""
DAY_AND_HOUR = regex.compile(
    rf"(?:(?:{weekday_names()}|matin|midi|soir|nuit)\b(?: à)? ?|\d{{1,2}}(?:er)? (?:{month_names()})(?: \d{{4}})? ?|à )*"
    r"(?:\d{1,2} ?h(?: ?\d\d)?)?"
)
SURVEYED = regex.compile(
    r"auprès\s+(?:de\s+(?:la\s+|l['’])?|d['’]|des\s+|du\s+)(?P<who>\p{Ll}[\p{L}'’ -]*?)\s*(?:,|\(|:|$)"
)

CITED = regex.compile(
    r"\b(?:cité|évoqué|mentionné|avancé|invoqué|exprimé|plébiscité|déclaré|attendu|souhaité)e?s? par (?:les |des )(?P<who>\p{Ll}[\p{L}'’ -]*?)\s*:$"
)
"""« Les principaux freins cités par les non-cyclistes : »: of whom the items tell."""


class Subjects:
    """Entity and property of every quantity of a release; `found` runs along the blocks."""

    def __init__(self, blocks: tuple[Block, ...], head: Head, found: tuple[Found, ...]) -> None:
        self._blocks, self._head, self._found = blocks, head, found
        self._leading = {block.lead_in for block in blocks}

    def all(self) -> list[About]:
        """One for each quantity, in the order of the text."""
        return list(self._walk())

    def _walk(self) -> Iterator[About]:
        before = topic = main = NOTHING
        leads: dict[int, About] = {}
        for index, (block, found) in enumerate(zip(self._blocks, self._found, strict=True)):
            if block.kind not in (BlockKind.ITEM, BlockKind.CELL, BlockKind.PARAGRAPH):
                before = topic = main = NOTHING
            if block.cell is not None:
                yield from (_cell(block, q) for q in found.quantities)
                continue
            governor = leads.get(block.lead_in, NOTHING) if block.lead_in is not None else self._sorted_by(block)
            here: list[About] = []
            last: Quantity | None = None
            whole: Quantity | None = None
            bracketed = False
            for number, (q, clause) in enumerate(
                zip(found.quantities, clauses(block.text, found.quantities), strict=True)
            ):
                same = last is not None and not _sentence_between(block.text, last.span.end, q.span.start)
                if main and (not same or (bracketed and clause.outer is None)):
                    before = main  # what a « dont » or a bracket tells of a part ends with it
                bracketed = clause.outer is not None
                scene = Scene(
                    quantity=q,
                    clause=clause,
                    at=clause.index(number),
                    before=before,
                    same_sentence=same,
                    after_count=same and last is not None and last.kind is Kind.COUNT,
                    topic=topic,
                    listed=block.lead_in is not None or block.kind is BlockKind.ITEM,
                    governor=governor,
                )
                if link(scene) == "contre" and _nearer(q, whole, last):
                    scene = replace(scene, before=main)
                whose = before_in_turn(block.text, found.quantities, number)
                about = here[whose] if whose is not None and here[whose] else self._about(scene)
                if block.kind is BlockKind.ITEM and here and _is_labelled(block.text, found.quantities[0]):
                    about = _of_label(about, here[0], q)
                yield about
                here.append(about)
                last = q
                whole = whole if _is_part(scene) else q
                if about and not _embedded(scene) and not (main and same and _is_aim(about)):
                    before = about
                    if not _is_part(scene):
                        main = about
            first = next((about for about in here if about), NOTHING)
            if block.kind is not BlockKind.ITEM and first:
                topic = first
            if index in self._leading:
                leads[index] = _lead(block, first)

    def _sorted_by(self, block: Block) -> About:
        """« Tranches d'âge des cas investigués » above items without a lead-in: what they sort."""
        if block.kind is not BlockKind.ITEM or not block.heading:
            return NOTHING
        m = SORTED.match(self._blocks[block.heading[-1]].text)
        return About(m["who"]) if m else NOTHING

    def _about(self, scene: Scene) -> About:
        if scene.quantity.kind is Kind.RANK:
            return _rank(scene, self._head)
        for rule in RULES:
            about = rule(scene)
            if about:
                return _counted(_resumed(about, scene))
        return NOTHING


def _is_labelled(text: str, first: Quantity) -> bool:
    return text[: first.extent.start].rstrip().endswith(":")


def _of_label(about: About, first: About, quantity: Quantity) -> About:
    """« blé tendre : 118 000 tonnes, pour un rendement de 5,1 tonnes par hectare »: the measure is of what the item names."""
    measure = quantity.kind in (Kind.RATE, Kind.MEASUREMENT, Kind.DURATION)
    own = about.entity is None and about.property is not None and about.property != first.property
    return replace(about, entity=first.entity) if measure and own and first.entity else about


def _embedded(scene: Scene) -> bool:
    """« dans l'un de ses 27 accueils », « aux 62 concerts »: a figure in passing, which nothing that follows is about."""
    link, before = scene.low(scene.at - 2), scene.low(scene.at - 1)
    asked = link == "auprès" and before in ("de", "d'")  # « selon une enquête réalisée auprès de 2 004 personnes »
    source = any(w.low in ("selon", "après") for w in scene.words[max(0, scene.at - 4) : scene.at])
    cited = source and before == "les"  # « d'après les 350 compteurs analysés »
    agent = link == "par" and before == "les"  # « 21 000 personnes sont aidées par les 94 associations »
    return scene.same_sentence and (asked or agent or cited or before in ("ses", "leurs", "nos", "vos", "aux", "des"))


def _is_aim(about: About) -> bool:
    """« 48 % étaient vaccinés ; l'objectif est de 75 %. En Lozère, le taux dépasse 52 % »: an aim is not what goes on."""
    return (about.property or "").lower().startswith(("objectif", "cible"))


def _is_part(scene: Scene) -> bool:
    """« dont 92 apprentis », « (dont 12 à Lyon) »: a part of the figure before."""
    restated = scene.quantity.direction is not None or scene.quantity.kind in (Kind.PERCENTAGE, Kind.FRACTION)
    aside = link(scene) in ("dont", "contre") or (link(scene) == "soit" and restated)
    return scene.same_sentence and (scene.clause.outer is not None or aside)


def _nearer(quantity: Quantity, whole: Quantity | None, part: Quantity | None) -> bool:
    """« 214 magasins, dont 37 en franchise, contre 209 fin 2025 »: whether a figure is set against the whole, by its size."""
    if whole is None or part is None or whole is part or {quantity.kind} != {whole.kind, part.kind}:
        return False
    values = [float(abs(q.value)) for q in (quantity, whole, part)]
    if min(values) <= 0:
        return False
    own, first, second = (log(v) for v in values)
    return abs(own - first) < abs(own - second)


def _sentence_between(text: str, start: int, end: int) -> bool:
    return regex.search(r"[.!?…]\s+\p{Lu}", text[start : end + 1]) is not None


def _resumed(about: About, scene: Scene) -> About:
    """« La progression concerne d'abord la Moselle (+ 4,1 %) »: a change without its bearer is that of the figure before."""
    if about.property and scene.same_sentence and about.property.lower() in words("share_nouns"):
        owned = next((w for w in scene.words[: scene.at] if w.low in ("leur", "son")), None)
        total = about.property.lower() == "total"  # « …, portant à 142 le total »
        brought = total and any(w.low.startswith("portant") for w in scene.words[: scene.at])
        if (owned or brought) and about.entity is None:  # « dix maisons ont ouvert, portant leur nombre à 74 »
            return replace(scene.before, property=about.property)
    bare = about.entity is None and (about.property or "").lower() in words("change_nouns")
    return scene.before if bare and scene.before.property else about


def _counted(about: About) -> About:
    """« nombre de motards tués », « âge moyen des mères »: who is counted or measured is the entity."""
    if about.entity is not None or about.property is None:
        return about
    if m := NUMBER_OF.match(about.property):
        return replace(about, entity=m["of"])
    if (m := PART_OF.fullmatch(about.property)) and m["of"].split()[0].endswith(("s", "x")):
        return replace(about, entity=m["of"])
    if (m := MEASURED_AGES.match(about.property)) and m["measure"].lower() in words("indicator_nouns"):
        return replace(about, entity=m["of"])
    m = MEASURED_OF.match(about.property)
    if m and m["of"] in words("person_nouns") and m["measure"].lower() in words("indicator_nouns"):
        return replace(about, entity=m["of"] + m["rest"])
    return about


def _rank(scene: Scene, head: Head) -> About:
    """« Londres demeure la 1re destination », « 1er employeur de l'île, le CHU… »."""
    end = noun_phrase_end(scene.clause, scene.at + 1)
    said = scene.clause.of(scene.at + 1, end)
    verb = verb_before(scene)
    if verb is not None and (span := subject(scene.clause, verb)):
        pronoun = scene.words[span[0]].tag is Tag.PRON
        issuer = head.issuers[0] if head.issuers else None
        return About(issuer or scene.before.entity if pronoun else scene.clause.of(*span), said)
    before = scene.at
    while before > 0 and (
        scene.words[before - 1].tag in (Tag.DET, Tag.PUNCT) or scene.low(before - 1) in ("comme", "n", "n°", "numéro")
    ):
        before -= 1
    start = noun_phrase_start(scene.clause, before)
    if start < before:
        return About(scene.clause.of(start, before), said)
    for i in range(end, len(scene.words)):
        if scene.words[i].tag in FINITE and (span := subject(scene.clause, i)):
            return About(scene.clause.of(*span), said)
    return About(scene.before.entity or (head.issuers[0] if head.issuers else None), said)


def _cell(block: Block, quantity: Quantity) -> About:
    """A figure of a table: its row label is the property."""
    cell = block.cell
    assert cell is not None
    rows = [label for label in cell.row if label.strip() and not tells_when(label)]
    columns = [label for label in cell.column if label.strip() and not tells_when(label)]
    if rows and gazetteer().named(rows[-1].strip()):  # « Auray | 412,0 »: where, not what
        told = [label for label in columns if not CHANGE.search(fold(label))] or [MEASURED_IN.sub("", cell.caption)]
        return About(None, told[-1].strip() or None)
    who = _counted_by(cell.caption) if quantity.kind is Kind.COUNT else _people_of(cell.caption)
    if quantity.kind is Kind.COUNT and (scaled := SCALED_NOUN.search(" ".join((cell.caption, *columns, *rows)))):
        who = scaled["who"]
    columns = [label for label in columns if not CHANGE.search(fold(label))]
    whole = MEASURED_IN.sub("", cell.caption.split(" – ")[-1])  # the last line over the figures
    return About(who, (rows or columns or [whole])[-1].strip() or None)


def _people_of(caption: str) -> str | None:
    people = PEOPLE_OF.match(caption)
    return people["who"].strip() if people and people["head"].lower() in words("person_nouns") else None


@lru_cache(maxsize=64)  # a caption is asked for every cell
def _counted_by(caption: str) -> str | None:
    """« Passages aux urgences du 24 au 30 novembre, par département »: what the cells of a table count."""
    said = CAPTION_TAIL.split(caption, maxsplit=1)[0]
    if when := ADJUNCT.search(lower(said)):
        said = said[: when.start()]
    if numbered := NUMBER_OF.match(said):
        return numbered["of"].strip()
    head = regex.match(r"\p{L}+", lower(said))
    if head is None or not head.group().endswith(("s", "x")) or "N" not in classes(head.group()):
        return _people_of(caption)
    telling = words("indicator_nouns") | words("announcing_nouns") | words("change_nouns") | words("organisation_nouns")
    first = set(lower(said).split()[:2])  # « Principaux indicateurs démographiques »
    return _people_of(caption) if (first | {w[:-1] for w in first}) & telling else said.strip() or None


def _lead(block: Block, before: About) -> About:
    """What a lead-in hands to its items: who (« … les Français se montrent attentifs : ») or what (« a enregistré : »)."""
    if before:
        return before
    if m := SURVEYED.search(block.text) or SORTED.match(block.text) or CITED.search(block.text):
        return About(m["who"], None)
    made = clauses(block.text.rstrip(" :") + " 1", (_end_mark(block.text.rstrip(" :")),))
    clause = made[0]
    if named := _among(clause):
        return named
    last = len(clause.words) - 1
    for i in range(last - 1, -1, -1):
        if clause.words[i].tag in FINITE or clause.words[i].tag is Tag.PART:
            begin = group_start(clause, i)
            span = subject(clause, i)
            if span and _tells_when(clause.of(*span) or ""):
                span = None  # « Lundi, à 17 h, restaient sans courant : »
            first = clause.words[span[0]] if span else None
            empty = first is None or first.tag is Tag.PRON or first.low in words("announcing_nouns")
            who = clause.of(*span) if span and not empty else None
            if clause.words[i].low.startswith("répart"):  # « La récolte se répartit ainsi : »
                return About(None, clause.of(span[0], i + 1)) if span else NOTHING
            if clause.words[i].low in words("introducing_verbs"):
                return NOTHING
            if span and clause.words[i].low.startswith(beginnings("reach_verbs")):
                return entity_named(clause, About(None, who), 0)  # « Chez les filles, la couverture atteint : »
            open_end = i == last - 2 and clause.words[last - 1].tag is Tag.ADP  # « les cas se situent à : »
            if (i == last - 1 or open_end) and clause.words[i].tag is not Tag.ADJ:
                return About(None, clause.of(begin, last))
            fronted = _tells_when((clause.of(0, begin) or "").replace(",", "").strip())
            if who is None and (begin == 0 or fronted):  # « Sont engagés sur le terrain : », « À 17 h, restaient… »
                return About(None, clause.of(begin, predicate_end(clause, i)))
            return About(who)
    told = clause.words[0].tag is Tag.PART  # « Interrogés en mars, les salariés : »
    begin = max((i + 1 for i in range(last - 1) if told and clause.words[i].low == ","), default=0)
    start = next((i for i in range(begin, last) if clause.words[i].tag not in (Tag.ADP, Tag.DET, Tag.PUNCT)), last)
    end = noun_phrase_end(clause, start) if start < last else last
    phrase, head = clause.of(start, end), clause.words[start].low if start < last else ""
    if phrase is None or head in words("announcing_nouns"):
        return NOTHING
    return About(None, phrase) if head in words("indicator_nouns") else About(phrase)


def _among(clause: Clause) -> About:
    """« Parmi les télétravailleurs interrogés : », « Sur l'ensemble des répondants de mars : »: of whom the items tell."""
    start = 1
    while start < len(clause.words) and (
        clause.words[start].tag is Tag.DET or clause.words[start].low in OF or clause.words[start].low == "ensemble"
    ):
        start += 1
    if clause.words[0].low not in ("parmi", "chez", "sur") or start >= len(clause.words):
        return NOTHING
    end = noun_phrase_end(clause, start)
    verbs = [w.low for w in clause.words[end:] if w.tag in FINITE]
    if end > start and verbs and all(v.startswith(beginnings("containing_verbs")) for v in verbs):
        return About(None, clause.of(start, end))  # « Parmi les victimes figurent : », which the items are
    # « Chez les retraités, la part des bénévoles atteint : » tells more than of whom.
    told = any(w.tag in FINITE or w.low == "," for w in clause.words[end:])
    persons = end > start and clause.words[start].low in words("person_nouns")
    return About(clause.of(start, end)) if persons and not told else NOTHING


def _tells_when(phrase: str) -> bool:
    """« 17 h », « matin à 8 h », « lundi »: no subject, though it stands before the verb."""
    return DAY_AND_HOUR.fullmatch(phrase.lower()) is not None


def _end_mark(text: str) -> Quantity:
    """A figure after the last word of a lead-in, so that it is read like any clause with a figure."""
    span = Span(len(text) + 1, len(text) + 2)
    return Quantity(span, "1", Decimal(1), Kind.COUNT, "1", extent=span)
