"""A quantity where it stands, and the pieces from which its entity and property are read."""

from __future__ import annotations

from dataclasses import dataclass

from extract import regex
from extract.find.quantity import Kind, Quantity
from extract.grammar import Tag
from extract.grammar.classes import classes
from extract.lexicon.gazetteer import gazetteer
from extract.lexicon.tables import table
from extract.relate.clause import AGES, Clause
from extract.relate.phrases import (
    DEFINITE,
    FINITE,
    OF,
    noun_phrase_end,
    noun_phrase_start,
    subject,
)
from extract.relate.word import Word
from extract.relate.words import endings, words


@dataclass(frozen=True, slots=True)
class About:
    entity: str | None = None
    property: str | None = None

    def __bool__(self) -> bool:
        return bool(self.entity or self.property)


NOTHING = About()
NUMBER_NOUNS = ("million", "millions", "milliard", "milliards", "millier", "aine", "double", "triple")

COUNTED = (Kind.COUNT, Kind.FRACTION, Kind.PERCENTAGE, Kind.RATE)

INSIDE = regex.compile(
    r"^(?:une?|l['’]|\p{L}+|[\d,. ]+)\s+(?P<noun>\p{L}[\p{L}\s'’-]*?)\s+(?:sur|pour|par)\s", regex.IGNORECASE
)

COUNTED_PER = regex.compile(
    r"^[\d.,\s]+(?:(?:millions?|milliards?|milliers?)\s+d['’e]\s*)?(?P<noun>\p{L}[\p{L}\d'’ -]*?)\s+(?:par|pour|à|sur)\s"
)

MEASURED_PER = regex.compile(r"\s(?:de\s+|d['’])(?P<noun>\p{L}[\p{L}\d'’ -]*?)\s+(?:par|pour)\s")

DANGLING = regex.compile(
    r"(?:[\s,:–—-]+|\s(?:et|ou|de|d['’]|du|des|à|au|aux|en|dans|dès|par|pour|sur|le|la|les|un|une|que|qu['’]))+$"
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A quantity where it stands: its clause, its place in it, and what is known around it."""

    quantity: Quantity
    clause: Clause
    at: int
    before: About  # of the figure before in the block, or of the block before
    same_sentence: bool  # `before` stands in the same sentence
    after_count: bool  # and is a count
    topic: About  # of the first figure of the paragraph above a list
    listed: bool  # the block is an item under a lead-in
    governor: About  # what the lead-in or heading says

    @property
    def words(self) -> tuple[Word, ...]:
        return self.clause.words

    @property
    def gap(self) -> int:
        return self.clause.gap

    def low(self, i: int) -> str:
        return self.words[i].low if 0 <= i < len(self.words) else ""


def noun_after(scene: Scene) -> tuple[str, int] | None:
    """The noun that a figure counts, and where its phrase ends."""
    q, at = scene.quantity, scene.at
    if q.kind is Kind.FRACTION and (m := INSIDE.match(q.text)):
        them = m["noun"].replace("’", "'").startswith("d'entre ")
        noun = scene.before.entity if them else m["noun"]
        return (noun, at + 1) if noun else None
    if q.kind is Kind.RATE:
        inside = (COUNTED_PER.match if q.unit.startswith("1/") else MEASURED_PER.search)(q.text)
        return (inside["noun"], at + 1) if inside and inside["noun"].lower() not in words("currency_nouns") else None
    i = at + 1
    from_to = q.kind in (Kind.COUNT, Kind.PERCENTAGE) and scene.low(at - 1) in OF and scene.low(i) == "à"
    if from_to and scene.low(i + 1)[:1].isdigit():
        i += 2  # « de 80 à 120 places »
    if i < len(scene.words) and scene.low(i) in DEFINITE:
        return None  # « portent à 38 le nombre de cas »
    if q.kind is Kind.MEASUREMENT and q.unit in ("km", "m") and scene.low(at - 1) == "à":
        return None  # « à 40 km des côtes »: how far, not of what
    if scene.low(i) in OF:
        i += 1
        if q.kind is Kind.FRACTION and i < len(scene.words) and scene.words[i].quantity is not None:
            i += 1  # « la moitié des 240 places »
        if scene.low(i) in ("plus", "moins", "mieux"):
            return None
        if scene.low(i) in ("entre", "ceux", "celles", "autres"):
            i += 1 if scene.low(i) == "autres" else 2
            return (them, i) if (them := _those(scene)) else None
    elif q.kind is not Kind.COUNT:
        return None
    if scene.low(i) in ("l'ensemble", "ensemble", "l'") and scene.low(i + 1) in ("ensemble", *OF):
        i += 2 if scene.low(i) == "ensemble" else 3
    if i < len(scene.words) and (aged := AGES.match(scene.clause.text, scene.words[i].span.start)):
        end = next((k for k in range(i, len(scene.words)) if scene.words[k].span.start >= aged.end()), len(scene.words))
        return aged.group(), end
    if scene.low(i) in table("times")["weekdays"]:
        return None  # « ils n'étaient plus que 1 200 dimanche soir »
    end = noun_phrase_end(scene.clause, i)
    if end == i and i < len(scene.words) and q.kind is Kind.COUNT and scene.words[i].tag in (Tag.OTHER, Tag.ADJ):
        end = i + 1
    last = end
    while last > i + 1 and scene.low(last - 1).startswith("supplémentaire"):
        last -= 1
    if scene.low(i) == "autour":
        return None  # « 1 600 autour de Saint-Agrève »
    noun = resolved(scene, scene.clause.of(skip_article(scene, i), last))
    alone = noun and last == i + 1 and scene.words[i].tag is Tag.ADJ and scene.low(at - 1) in (",", "et")
    if alone and scene.same_sentence and scene.before.entity:  # « 12 000 emplois directs et 30 000 indirects »
        noun = f"{scene.before.entity.split()[0]} {noun}"
    return (noun, end) if noun else None


def _those(scene: Scene) -> str | None:
    """« d'entre elles »: the entity before, or the many that the figure before is the share of.

    « Les zones humides occupent 9,8 % du territoire. 60 % d'entre elles… »
    """
    entity, said = scene.before.entity, (scene.before.property or "").split(" ")
    if entity is None or several(entity.split(" ")[0].lower()) or not several(said[0].lower()):
        return entity
    verb = next((i for i, word in enumerate(said) if set(classes(word.lower())) & set("fF")), 0)
    return " ".join(said[:verb]) or entity


def resolved(scene: Scene, phrase: str | None) -> str | None:
    """A noun phrase, or the entity of the figure before where its words stand for that."""
    return scene.before.entity if phrase is not None and stands_for_it(phrase) else phrase


def stands_for_it(phrase: str) -> bool:
    """« 1 640 autres », « parmi ces derniers »: words that stand for what was said before."""
    return all(word in words("standing_words") for word in phrase.lower().split())


def skip_article(scene: Scene, i: int) -> int:
    while i < len(scene.words) and (scene.words[i].tag is Tag.DET or scene.low(i) in OF):
        i += 1
    return i


def subject_as_property(scene: Scene, verb: int) -> About:
    span = subject(scene.clause, verb)
    if scene.words[verb].tag is Tag.GER and scene.same_sentence and scene.before.entity:
        return scene.before  # « a perdu 42 agences en cinq ans, passant de 310 à 268 »
    if span is None or scene.words[span[0]].tag is Tag.PRON:
        if span is not None and scene.low(0) == "quant":
            return About(None, scene.clause.of(skip_article(scene, 2), noun_phrase_end(scene.clause, 2)))
        return (_antecedent(scene, span[0]) if span is not None else NOTHING) or scene.before
    where = gazetteer().named(scene.clause.of(*span) or "")
    moved = scene.quantity.direction is not None and scene.quantity.kind is not Kind.MULTIPLIER
    level = scene.same_sentence and scene.quantity.kind in (Kind.MONEY, Kind.RATE, Kind.PERCENTAGE)
    return (_told_elsewhere(scene) if where and (moved or level) else NOTHING) or borne(scene, scene.clause, *span)


def _told_elsewhere(scene: Scene) -> About:
    """« L'Allemagne progresse de 1,5 % »: where, of what the figure before measures."""
    told = scene.before or scene.topic
    if told.property and gazetteer().named(told.property):  # « la France (38 % des ventes) recule »
        return About(None, told.entity)
    return told


def _antecedent(scene: Scene, pronoun: int) -> About:
    """« Le prix moyen s'en ressent. Il s'établit à 6,02 € »: the subject of what stands before without a figure."""
    if scene.low(pronoun) not in ("il", "elle", "ils", "elles"):
        return NOTHING
    for clause, end in ((scene.clause, pronoun), (Clause(scene.clause.text, scene.clause.prior), None)):
        words = clause.words[:end]
        if any(w.quantity is not None for w in words):
            return NOTHING
        verb = next((i for i, w in enumerate(words) if w.tag in FINITE), None)
        span = subject(clause, verb) if verb is not None else None
        if span is not None and words[span[0]].tag is not Tag.PRON and _stand_alike(scene, pronoun, words[span[0]]):
            return NOTHING if is_body(scene, span[0], clause) else borne(scene, clause, *span)
        if verb is not None and (span := _object(clause, verb)) and _stand_alike(scene, pronoun, words[span[0]]):
            return borne(scene, clause, *span)  # « Les élus ont adopté le budget primitif. Il s'élève à… »
    return NOTHING


def _object(clause: Clause, verb: int) -> tuple[int, int] | None:
    """The measure that a verb has as its object: « ont adopté [le] budget primitif 2026 »."""
    start = verb + 1
    while start < len(clause.words) and clause.words[start].tag in (Tag.PART, Tag.ADV, Tag.DET):
        start += 1
    end = noun_phrase_end(clause, start) if start < len(clause.words) else start
    measure = end > start and clause.words[start].low in words("indicator_nouns")
    return (start, end) if measure else None


def _stand_alike(scene: Scene, pronoun: int, head: Word) -> bool:
    """Whether a pronoun and a noun are both singular or both plural."""
    several = "N" in classes(head.low) and "n" not in classes(head.low)
    return scene.low(pronoun).endswith("s") == several


def borne(scene: Scene, clause: Clause, start: int, end: int) -> About:
    """What bears a level or change, the words from `start` to `end`: things counted are the entity, else it is a measure.

    « les cambriolages ont reculé de 8 % », but « les ventes ont reculé de 8 % »
    """
    head, said = clause.words[start].low, trim(clause.of(start, end))
    counted = head.endswith(("s", "x")) and not head.endswith("ss") and "N" in classes(head)
    of_things = scene.quantity.kind in (Kind.COUNT, Kind.PERCENTAGE, Kind.FRACTION, Kind.MULTIPLIER)
    measures = words("indicator_nouns") | words("change_nouns") | words("organisation_nouns")
    if counted and of_things and not {head, head[:-1]} & measures:
        return About(said)
    return About(None, said)


def several(head: str) -> bool:
    """Whether a noun can only be a plural: « artisans », not « prix »."""
    return head.endswith(("s", "x")) and "n" not in classes(head)


def is_body(scene: Scene, start: int, clause: Clause | None = None) -> bool:
    head = (clause or scene.clause).words[start]
    if head.low in words("person_nouns") or head.low.endswith(endings("people_endings")):
        return False
    return head.tag in (Tag.PRON, Tag.PROPN) or head.low in words("organisation_nouns") or head.text[:1].isupper()


def trim(text: str | None) -> str | None:
    """Without the small words that dangle at the end."""
    return DANGLING.sub("", text.strip()) or None if text else None


def link(scene: Scene) -> str:
    """The word that ties the figure to what stands before."""
    i = scene.at - 1
    while i > 0 and scene.words[i].tag in (Tag.DET, Tag.ADV) and scene.low(i) not in ("soit", "dont"):
        i -= 1
    return scene.low(i)


def host(scene: Scene, clause: Clause, end: int) -> About:
    """What a parenthesis or an apposition hangs on: the subject of its clause, else the noun phrase before it."""
    while end > 0 and clause.words[end - 1].low == ",":
        end -= 1
    for i in range(end - 1, -1, -1):
        if clause.words[i].tag in FINITE:
            span = subject(clause, i)
            if span and clause.words[span[0]].tag is Tag.PRON:
                return scene.before
            if span:
                return borne(scene, clause, *span)
            break
    start = noun_phrase_start(clause, end)
    return borne(scene, clause, start, end) if start < end else NOTHING
