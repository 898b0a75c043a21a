"""What a figure is about: who or what is counted (entity), and what is said of it (property).

Each kind of quantity is read in its own way, in the order of `RULES`; the first rule that says something wins. What a
sentence leaves out (« contre 38 », « soit + 4 % », « Ce taux… ») is taken from the figure before it, and what a list
item leaves out from its lead-in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extract.blocks import Block, BlockKind
from extract.find.quantity import Found, Kind, Quantity
from extract.grammar import Tag
from extract.relate.clause import Clause, Word, clauses
from extract.relate.phrases import (
    AT,
    FINITE,
    NAMES,
    OF,
    VERBAL,
    finite_after,
    group_start,
    noun_phrase_end,
    noun_phrase_start,
    predicate_end,
    subject,
    verb_after,
)
from extract.relate.relation import Head
from extract.relate.words import beginnings, words
from extract.text import Span


@dataclass(frozen=True, slots=True)
class About:
    entity: str | None = None
    property: str | None = None

    def __bool__(self) -> bool:
        return bool(self.entity or self.property)


NOTHING = About()
COUNTED = (Kind.COUNT, Kind.FRACTION, Kind.PERCENTAGE, Kind.RATE)
COMPARED = ("inférieur", "supérieur", "égal", "compris")
INSIDE = regex.compile(
    r"^(?:une?|l['’]|\p{L}+|[\d,. ]+)\s+(?P<noun>\p{L}[\p{L}\s'’-]*?)\s+(?:sur|pour|par)\s", regex.IGNORECASE
)
COUNTED_PER = regex.compile(
    r"^[\d.,\s]+(?:(?:millions?|milliards?|milliers?)\s+d['’e]\s*)?(?P<noun>\p{L}[\p{L}'’ -]*?)\s+(?:par|pour|à|sur)\s"
)
MEASURED_PER = regex.compile(r"\s(?:de\s+|d['’])(?P<noun>\p{L}[\p{L}'’ -]*?)\s+(?:par|pour)\s")


@dataclass(frozen=True, slots=True)
class Scene:
    """A quantity where it stands: its clause, its place in it, and what is known around it."""

    quantity: Quantity
    clause: Clause
    at: int
    before: About  # of the figure before in the block, or of the block before
    same_sentence: bool  # `before` stands in the same sentence
    lead_in: Block | None
    governor: About  # what the lead-in or heading says

    @property
    def words(self) -> tuple[Word, ...]:
        return self.clause.words

    @property
    def gap(self) -> int:
        return self.clause.gap

    def low(self, i: int) -> str:
        return self.words[i].low if 0 <= i < len(self.words) else ""


class Subjects:
    """Entity and property of every quantity of a release; `found` runs along the blocks."""

    def __init__(self, blocks: tuple[Block, ...], head: Head, found: tuple[Found, ...]) -> None:
        self._blocks, self._head, self._found = blocks, head, found
        self._issuer = {w for name in (*head.issuers,) for w in regex.findall(r"\p{L}{3,}", name.lower())}

    def all(self) -> list[About]:
        """One for each quantity, in the order of the text."""
        return list(self._walk())

    def _walk(self) -> Iterator[About]:
        before = NOTHING
        leads: dict[int, About] = {}
        for index, (block, found) in enumerate(zip(self._blocks, self._found, strict=True)):
            if block.kind not in (BlockKind.ITEM, BlockKind.CELL, BlockKind.PARAGRAPH):
                before = NOTHING
            governor = leads.get(block.lead_in, NOTHING) if block.lead_in is not None else NOTHING
            if block.cell is not None:
                for q in found.quantities:
                    yield _cell(block, q)
                continue
            last: Quantity | None = None
            for q, clause in zip(found.quantities, clauses(block.text, found.quantities), strict=True):
                at = clause.index(found.quantities.index(q))
                assert at is not None
                lead = self._blocks[block.lead_in] if block.lead_in is not None else None
                same = last is not None and not _sentence_between(block.text, last.span.end, q.span.start)
                about = self._about(Scene(q, clause, at, before, same, lead, governor))
                yield about
                if about:
                    before = about
                last = q
            if block.text.rstrip().endswith(":"):
                leads[index] = _lead(block, before if found.quantities else NOTHING)

    def _about(self, scene: Scene) -> About:
        if scene.quantity.kind is Kind.RANK:
            return _rank(scene, self._head)
        for rule in RULES:
            about = rule(scene)
            if about:
                return _counted(about)
        return NOTHING


def _sentence_between(text: str, start: int, end: int) -> bool:
    return regex.search(r"[.!?…]\s+\p{Lu}", text[start : end + 1]) is not None


# ---------------------------------------------------------------- rules, in their order


def _label(scene: Scene) -> About:
    """« mouvements commerciaux : 9400 », « Taux de remplissage : 84 % », « école du Parc : 4,2 M€ »."""
    colon = scene.at - 1
    if colon < 1 or scene.low(colon) != ":":
        return NOTHING
    verb = next((i for i in range(colon) if scene.words[i].tag in FINITE), None)
    noun = _noun_after(scene)
    if noun:
        return About(noun[0], _predicate(scene, noun[1]) or scene.governor.property)
    if verb is not None:
        return _subject_as_property(scene, verb)
    start = noun_phrase_start(scene.clause, colon)
    label = scene.clause.of(start, colon)
    if label is None:
        return NOTHING
    measure = scene.low(start) in words("indicator_nouns")
    if scene.governor and not measure and (scene.governor.property or scene.words[start].tag is Tag.PROPN):
        named = scene.governor.entity if scene.words[start].tag is Tag.PROPN else label
        return About(named, scene.governor.property)
    if scene.quantity.kind in (Kind.COUNT, Kind.RATE) and not measure:
        return About(label)
    return About(None, label)


def _aside(scene: Scene) -> About:
    """A parenthesis, or « contre 38 », « soit + 4 % », « deux fois plus »: the figure before."""
    if scene.clause.outer is not None:
        return _in_parenthesis(scene, scene.clause.outer)
    link = _link(scene)
    if link == "dont" or scene.low(scene.at - 2) == "parmi":
        return _share_of_before(scene)
    noun = _noun_after(scene)
    if link in ("contre", "après") and not noun:
        return scene.before
    if link in ("contre", "après") and scene.same_sentence and noun:
        return About(noun[0], scene.before.property)
    change = scene.quantity.direction is not None or scene.quantity.kind in (Kind.MULTIPLIER, Kind.POINTS)
    if change and scene.same_sentence and not noun and (link in ("soit", ",", "") or _bare_change(scene)):
        return scene.before
    if link == "soit" and not noun and scene.before:
        return scene.before
    if link == "soit" and noun and scene.same_sentence:
        return About(noun[0], _predicate(scene, noun[1]) or scene.before.property)
    return NOTHING


def _link(scene: Scene) -> str:
    """The word that ties the figure to what stands before."""
    i = scene.at - 1
    while i > 0 and scene.words[i].tag in (Tag.DET, Tag.ADV) and scene.low(i) not in ("soit", "dont"):
        i -= 1
    return scene.low(i)


def _in_parenthesis(scene: Scene, outer: Clause) -> About:
    noun = _noun_after(scene)
    link = scene.low(0) if scene.at else ""
    if noun and scene.quantity.kind in COUNTED:
        shared = scene.before.property if link in ("dont", "soit", "contre") or not _predicate(scene, noun[1]) else None
        return About(noun[0], _predicate(scene, noun[1]) or shared)
    if link == "dont":
        return _share_of_before(scene)
    figure_before = any(w.quantity is not None for w in outer.words[: scene.gap + 1])
    if scene.before and (figure_before or link in ("contre", "après")):
        return scene.before
    if scene.quantity.direction is None and scene.quantity.kind in COUNTED:
        start = noun_phrase_start(outer, scene.gap + 1)
        verb = verb_after(outer, scene.gap + 1)
        said = _trim(outer.of(verb, predicate_end(outer, verb))) if verb is not None else scene.governor.property
        if start <= scene.gap:
            return About(outer.of(start, scene.gap + 1), said)
    return _host(outer, scene.gap + 1)


def _share_of_before(scene: Scene) -> About:
    """« dont 39 % de boursiers », « dont 5,8 millions déposés en 2025 », « dont 12 à Lyon »."""
    noun = _noun_after(scene)
    entity = scene.before.entity or scene.governor.entity
    if noun:
        end = noun[1]
        said = _predicate(scene, end)
        if scene.quantity.kind in (Kind.PERCENTAGE, Kind.FRACTION) and scene.low(scene.at + 1) in ("de", "d'"):
            return About(entity, scene.clause.of(scene.at + 2, end))
        return About(noun[0], said or scene.before.property)
    rest = scene.clause.of(scene.at + 1, predicate_end(scene.clause, scene.at))
    if rest is None or regex.search(r"\p{Lu}", rest) or scene.low(scene.at + 1) in ("de", "d'"):
        return About(entity, scene.before.property)
    return About(entity, _trim(rest))


def _bare_change(scene: Scene) -> bool:
    """« , en hausse de 12 % », « , soit une progression de 3 points »: a change with no noun of its own."""
    i = scene.at
    while i > 0 and (
        scene.low(i - 1) in OF or scene.low(i - 1) in words("change_nouns") or scene.low(i - 1) in ("en", "une", "un")
    ):
        i -= 1
    return i < scene.at and scene.low(i - 1) in ("", ",", "soit")


def _noun(scene: Scene) -> About:
    """A noun is counted: « 77 % des médecins », « un patient sur deux », « 120 agents », « 3 M€ de travaux »."""
    noun = _noun_after(scene)
    if noun is None or (scene.quantity.direction and scene.quantity.kind not in COUNTED):
        return NOTHING
    entity, end = noun
    head = entity.split()[0].lower()
    if scene.quantity.kind not in COUNTED and head in words("indicator_nouns"):
        return About(None, entity)
    if scene.quantity.kind in (Kind.FRACTION, Kind.PERCENTAGE) and scene.low(scene.at - 1) in ("dans", "pour", "chez"):
        said = _before(scene)
        return About(scene.governor.entity if head in words("generic_nouns") else entity, said)
    finite = finite_after(scene.clause, end) if _verb_before(scene) is None else None
    if finite is not None and (words_between := scene.words[end:finite]) and words_between[0].tag is Tag.PART:
        entity = f"{entity} {scene.clause.of(end, finite)}"
    said = None
    if finite is not None:
        said = _trim(scene.clause.of(finite, predicate_end(scene.clause, finite)))
    said = said or _governing(scene, end) or _predicate(scene, end) or scene.governor.property
    if said is None and _continues(scene):
        said = scene.before.property
    return About(entity, said)


def _continues(scene: Scene) -> bool:
    """« 12 écoles, 4 collèges et 2 lycées »: one verb governs all."""
    if not scene.same_sentence or scene.at < 2:
        return False
    for word in reversed(scene.words[: scene.at]):
        if word.quantity is not None:
            return True
        if word.tag in VERBAL:
            return False
    return False


def _anaphor(scene: Scene) -> About:
    """« Ce taux a atteint 54 % », « Ils sont 98 % à… »: the subject is the figure before."""
    verb = _verb_before(scene)
    span = subject(scene.clause, verb) if verb is not None and scene.before else None
    if span is None:
        return NOTHING
    start = span[0]
    article = scene.words[start - 1] if start and scene.words[start - 1].tag is Tag.DET else scene.words[start]
    head = scene.low(start)
    if article.low in ("ce", "cet", "cette", "ces") and head in words("anaphoric_nouns"):
        return scene.before
    if head in ("celui-ci", "celle-ci", "ceux-ci", "celles-ci"):
        return scene.before
    if head in ("ils", "elles", "on") and scene.low(scene.at + 1) in ("à", "des", "de", "dans"):
        said = scene.clause.of(scene.at + 1, predicate_end(scene.clause, scene.at))
        infinitive = scene.at + 2 < len(scene.words) and scene.words[scene.at + 2].tag is Tag.INF
        return About(scene.before.entity, _trim(said) if infinitive else scene.before.property)
    return NOTHING


def _other_one(scene: Scene) -> About:
    """« … celui des cyclistes a doublé »: the property before, of another entity."""
    for i in range(scene.at - 1, -1, -1):
        word = scene.words[i]
        if word.low in ("celui", "celle", "ceux", "celles") and scene.low(i + 1) in OF:
            end = noun_phrase_end(scene.clause, i + 2)
            return About(scene.clause.of(_skip_article(scene, i + 2), end), scene.before.property)
        if word.low in (",", ":") or word.quantity is not None:
            break
    return NOTHING


def _attached(scene: Scene) -> About:
    """A noun phrase right before: « un taux d'activation de 27,5 % », « une piste de 2 950 mètres »."""
    end = _link_start(scene, scene.at)
    start = noun_phrase_start(scene.clause, end) if end is not None else 0
    if end is None or start >= end:
        return NOTHING
    head = scene.low(start)
    phrase = scene.clause.of(start, end)
    if head in words("change_nouns"):
        after = scene.at + 2
        whole = noun_phrase_end(scene.clause, after) if scene.low(scene.at + 1) in OF else after
        if whole > after:
            return About(None, scene.clause.of(_skip_article(scene, after), whole))
        return About(None, phrase) if end - start > 1 else _changed(scene, start)
    if scene.quantity.kind in (Kind.MEASUREMENT, Kind.COUNT) and head not in words("indicator_nouns"):
        finite = finite_after(scene.clause, scene.at + 1)
        said = scene.clause.of(finite, predicate_end(scene.clause, finite)) if finite is not None else None
        return About(phrase, _trim(said) or _governing_from(scene, start) or _predicate(scene, scene.at + 1))
    return _entity_after(scene, About(None, _with_complement(scene, phrase, scene.at + 1)))


def _entity_after(scene: Scene, about: About) -> About:
    """« … ne dépasse pas 24 % chez les soignants »: who follows."""
    if about.entity is None and scene.low(scene.at + 1) in ("chez", "parmi"):
        end = noun_phrase_end(scene.clause, scene.at + 2)
        return replace(about, entity=scene.clause.of(_skip_article(scene, scene.at + 2), end))
    return about


def _with_complement(scene: Scene, phrase: str | None, after: int) -> str | None:
    """« une durée moyenne de 5,8 jours en médecine »: what follows still belongs to the measure."""
    if phrase is None or scene.low(after) not in ("en", "dans") or verb_after(scene.clause, after) is not None:
        return phrase
    end = noun_phrase_end(scene.clause, after + 1)
    rest = scene.clause.of(after, end) if end > after + 1 and scene.words[after + 1].tag is Tag.NOUN else None
    return f"{phrase} {rest}" if rest else phrase


def _link_start(scene: Scene, at: int) -> int | None:
    """Where the words that tie a figure to the noun before begin (« de », « à », « estimé à »); None if none do."""
    i = at
    if i == 0 or scene.low(i - 1) not in OF | {"à", "au", "aux", ":", "sous", "entre"}:
        return None
    i -= 1
    while i > 0 and (scene.words[i - 1].tag in (Tag.PART, Tag.ADV) or scene.low(i - 1).startswith(COMPARED)):
        i -= 1
    if i > 0 and scene.words[i - 1].tag is Tag.AUX:
        return None
    return i - 1 if i > 1 and scene.low(i - 1) == "," else i


def _changed(scene: Scene, change: int) -> About:
    """« X affiche une progression de 5 % », « X, en recul de 2 % »: what X is."""
    i = change
    while i > 0 and scene.words[i - 1].tag is Tag.DET:
        i -= 1
    if scene.low(i - 1) in ("en", "à"):
        host = _host(scene.clause, i - 1)
        if host and not scene.same_sentence:
            return host
        return scene.before if scene.same_sentence and scene.before else host
    if scene.same_sentence and scene.before:
        return scene.before
    verb = _verb_before(scene)
    return _subject_as_property(scene, verb) if verb is not None else NOTHING


def _host(clause: Clause, end: int) -> About:
    """What a parenthesis or an apposition hangs on: the subject of its clause, else the noun phrase before it."""
    while end > 0 and clause.words[end - 1].low == ",":
        end -= 1
    for i in range(end - 1, -1, -1):
        if clause.words[i].tag in FINITE:
            span = subject(clause, i)
            if span:
                return About(None, clause.of(*span))
            break
    start = noun_phrase_start(clause, end)
    return About(None, clause.of(start, end)) if start < end else NOTHING


def _object(scene: Scene) -> About:
    """« réduire de 50 % le gaspillage », « porter de 6 000 à 9 000 hectares les surfaces »: the object after."""
    i = scene.at + 1
    while scene.low(i) == "à" and i + 1 < len(scene.words) and scene.words[i + 1].quantity is not None:
        i += 2
    if i >= len(scene.words) or scene.words[i].tag is not Tag.DET or _verb_before(scene) is None:
        return NOTHING
    end = noun_phrase_end(scene.clause, i)
    return About(None, scene.clause.of(_skip_article(scene, i), end)) if end > i else NOTHING


def _level(scene: Scene) -> About:
    """The subject of a verb of level or change: « le déficit est passé de 31,6 à 18,9 millions »."""
    verb = _verb_before(scene, own=True)
    if verb is None or not (
        _says(scene, verb, "reach_verbs", "change_verbs") or scene.quantity.kind is Kind.MULTIPLIER
    ):
        return NOTHING
    return _entity_after(scene, _subject_as_property(scene, verb))


def _action(scene: Scene) -> About:
    """Another verb: « le plan est doté de 450 k€ », « l'aéroport investira 8 M€ dans… »."""
    verb = _verb_before(scene)
    if verb is None:
        return NOTHING
    begin = group_start(scene.clause, verb)
    said = scene.clause.of(begin, _drop_links(scene, scene.at, begin))
    after = scene.clause.of(scene.at + 1, predicate_end(scene.clause, scene.at))
    span = subject(scene.clause, verb)
    entity = scene.clause.of(*span) if span and not _is_body(scene, *span) else None
    return About(entity, _trim(f"{said or ''} {after or ''}"))


def _following(scene: Scene) -> About:
    """No verb before, one after: « 450 000 euros ont été versés », « 1,5 million d'euros sera consacré à… »."""
    verb = verb_after(scene.clause, scene.at + 1)
    if verb is None:
        return NOTHING
    said = _trim(scene.clause.of(group_start(scene.clause, verb), predicate_end(scene.clause, verb)))
    if scene.quantity.kind in COUNTED:
        return About(scene.governor.entity or scene.before.entity, said)
    return About(None, said)


def _inherited(scene: Scene) -> About:
    """Nothing in the clause: the figure before, or the lead-in."""
    if scene.same_sentence and scene.before:
        return scene.before
    return scene.governor or (scene.before if scene.at == 0 else NOTHING)


RULES: tuple[Callable[[Scene], About], ...] = (
    _label,
    _aside,
    _other_one,
    _anaphor,
    _noun,
    _object,
    _attached,
    _level,
    _action,
    _following,
    _inherited,
)


def _rank(scene: Scene, head: Head) -> About:
    """« Londres demeure la 1re destination », « 1er employeur de l'île, le CHU… »."""
    end = noun_phrase_end(scene.clause, scene.at + 1)
    said = scene.clause.of(scene.at + 1, end)
    verb = _verb_before(scene)
    if verb is not None and (span := subject(scene.clause, verb)):
        return About(scene.clause.of(*span), said)
    before = scene.at
    while before > 0 and (scene.words[before - 1].tag in (Tag.DET, Tag.PUNCT) or scene.low(before - 1) == "comme"):
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
    label = cell.row[-1] if cell.row else " ".join(cell.column)
    return About(None, label.strip() or None)


def _lead(block: Block, before: About) -> About:
    """What a lead-in hands to its items: who (« … les Français se montrent attentifs : ») or what (« a enregistré : »)."""
    if before:
        return before
    made = clauses(block.text.rstrip(" :") + " 1", (_end_mark(block.text.rstrip(" :")),))
    clause = made[0]
    last = len(clause.words) - 1
    for i in range(last - 1, -1, -1):
        if clause.words[i].tag in FINITE or clause.words[i].tag is Tag.PART:
            begin = group_start(clause, i)
            span = subject(clause, i)
            who = clause.of(*span) if span else None
            if i == last - 1 and clause.words[i].tag is not Tag.ADJ:
                return About(None, clause.of(begin, last))
            return About(who)
    start = noun_phrase_start(clause, last)
    phrase = clause.of(start, last)
    return About(phrase if clause.words and clause.words[0].low in ("parmi", "sur", "chez") else None, None)


def _end_mark(text: str) -> Quantity:
    """A figure after the last word of a lead-in, so that it is read like any clause with a figure."""
    span = Span(len(text) + 1, len(text) + 2)
    return Quantity(span, "1", Decimal(1), Kind.COUNT, "1", extent=span)


# ---------------------------------------------------------------- pieces of the rules


def _noun_after(scene: Scene) -> tuple[str, int] | None:
    """The noun that a figure counts, and where its phrase ends."""
    q, at = scene.quantity, scene.at
    if q.kind is Kind.FRACTION and (m := INSIDE.match(q.text)):
        return m["noun"], at + 1
    if q.kind is Kind.RATE:
        inside = (COUNTED_PER.match if q.unit.startswith("1/") else MEASURED_PER.search)(q.text)
        return (inside["noun"], at + 1) if inside else None
    i = at + 1
    if scene.low(i) in OF:
        i += 1
        if scene.low(i) in ("plus", "moins", "mieux"):
            return None
        if scene.low(i) in ("entre", "ceux", "celles"):
            return (scene.before.entity, i + 2) if scene.before.entity else None
    elif q.kind is not Kind.COUNT:
        return None
    if scene.low(i) in ("l'ensemble", "ensemble", "l'") and scene.low(i + 1) in ("ensemble", *OF):
        i += 2 if scene.low(i) == "ensemble" else 3
    end = noun_phrase_end(scene.clause, i)
    if end == i and i < len(scene.words) and q.kind is Kind.COUNT and scene.words[i].tag in (Tag.OTHER, Tag.ADJ):
        end = i + 1
    noun = scene.clause.of(_skip_article(scene, i), end)
    return (noun, end) if noun else None


def _skip_article(scene: Scene, i: int) -> int:
    while i < len(scene.words) and (scene.words[i].tag is Tag.DET or scene.low(i) in OF):
        i += 1
    return i


def _predicate(scene: Scene, after: int) -> str | None:
    """What is said of the noun phrase that ends at `after`: its verb or participle with what follows."""
    verb = verb_after(scene.clause, after)
    return None if verb is None else _trim(scene.clause.of(verb, predicate_end(scene.clause, verb)))


def _governing(scene: Scene, end: int) -> str | None:
    """The verb before and its complement after: « a formé (120 agents) à la cybersécurité »."""
    said = _governing_from(scene, scene.at)
    if said is None or scene.low(end) not in ("à", "au", "aux", "pour"):
        return said
    after = noun_phrase_end(scene.clause, end + 1)
    rest = scene.clause.of(end, after) if after > end + 1 else None
    return said if rest is None or regex.search(r"\p{Lu}", rest) else f"{said} {rest}"


def _governing_from(scene: Scene, start: int) -> str | None:
    """The verb before, up to the figure: « dessert un bassin (de 900 000 habitants) »."""
    verb = _verb_before(scene, own=True)
    if verb is None:
        return None
    begin = group_start(scene.clause, verb)
    group = [w.low for w in scene.words[begin : verb + 1]]
    if _says(scene, verb, "reach_verbs"):
        span = subject(scene.clause, verb)
        if span is None or _is_body(scene, *span):
            return None
        verb_too = any(w.startswith("représent") for w in group)
        return scene.clause.of(span[0], verb + 1) if verb_too else scene.clause.of(*span)
    if all(w in words("empty_verbs") for w in group):
        return None
    return _trim(scene.clause.of(begin, _drop_links(scene, start, begin)))


def _verb_before(scene: Scene, own: bool = False) -> int | None:
    """The nearest verb before the figure in its clause, over other figures of the same row.

    A participle that hangs on a noun counts only where `own` is set.
    """
    found = scene.clause.words
    for i in range(scene.at - 1, -1, -1):
        word = found[i]
        if word.tag in VERBAL and (own or word.tag is not Tag.PART or i == 0 or found[i - 1].tag not in NAMES):
            return i
        if word.low in (":", "–", "—", "contre", "soit", "dont") or (word.low == "," and not _enumerates(scene, i)):
            return None
    return None


def _enumerates(scene: Scene, comma: int) -> bool:
    """A comma between figures of one enumeration: « 12 écoles, 4 collèges »."""
    return any(w.quantity is not None for w in scene.words[max(0, comma - 6) : comma]) or comma == scene.at - 1


def _says(scene: Scene, verb: int, *lists: str) -> bool:
    begin = group_start(scene.clause, verb)
    starts = tuple(start for name in lists for start in beginnings(name))
    group = [w.low for w in scene.words[begin : verb + 1] if w.tag in VERBAL]
    full = [w for w in group if w not in words("empty_verbs")] or group
    return any(w.startswith(starts) for w in full)


def _subject_as_property(scene: Scene, verb: int) -> About:
    span = subject(scene.clause, verb)
    if span is None or scene.words[span[0]].tag is Tag.PRON:
        return scene.before
    return About(None, scene.clause.of(*span))


def _is_body(scene: Scene, start: int, end: int) -> bool:
    head = scene.words[start]
    return head.tag in (Tag.PRON, Tag.PROPN) or head.low in words("organisation_nouns") or head.token.text[:1].isupper()


def _drop_links(scene: Scene, at: int, begin: int) -> int:
    """Where the words of a verb phrase end that stand before the figure: at the first figure, without links to it."""
    at = next((i for i in range(begin, at) if scene.words[i].quantity is not None), at)
    while at > begin + 1 and (
        scene.words[at - 1].low in OF | AT or scene.words[at - 1].tag in (Tag.DET, Tag.ADP, Tag.PUNCT)
    ):
        if (
            scene.words[at - 1].tag is Tag.ADP
            and scene.low(at - 1) not in OF | AT
            and scene.words[at - 2].tag in FINITE
        ):
            break  # « s'appuie sur »
        at -= 1
    return at


def _before(scene: Scene) -> str | None:
    """All that the clause says before the figure: « la vitesse excessive est présente (dans un cas sur trois) »."""
    end = scene.at
    while end > 0 and (scene.words[end - 1].tag in (Tag.ADP, Tag.DET) or scene.low(end - 1) == ","):
        end -= 1
    start = end
    while start > 0 and scene.words[start - 1].low not in (",", ":", ";"):
        start -= 1
    return _trim(scene.clause.of(_skip_article(scene, start), end))


DANGLING = regex.compile(
    r"(?:[\s,:–—-]+|\s(?:et|ou|de|d['’]|du|des|à|au|aux|en|dans|par|pour|sur|le|la|les|un|une|que|qu['’]))+$"
)


def _trim(text: str | None) -> str | None:
    """Without the small words that dangle at the end."""
    return DANGLING.sub("", text.strip()) or None if text else None


NUMBER_OF = regex.compile(r"(?:nombre|total|effectif)\s+(?:de\s+|d['’]|des\s+|du\s+)(?P<of>.+)", regex.IGNORECASE)


def _counted(about: About) -> About:
    """« nombre de motards tués »: the motards are the entity."""
    if about.entity is None and about.property and (m := NUMBER_OF.match(about.property)):
        return replace(about, entity=m["of"])
    return about
