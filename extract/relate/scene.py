"""A quantity where it stands, and the pieces from which its entity and property are read."""

from __future__ import annotations

from dataclasses import dataclass

from extract import regex
from extract.find.quantity import Kind, Quantity
from extract.grammar import Tag
from extract.grammar.classes import classes
from extract.relate.clause import AGES, Clause
from extract.relate.phrases import (
    AT,
    DEFINITE,
    FINITE,
    NAMES,
    OF,
    VERBAL,
    finite_after,
    group_start,
    measures,
    noun_phrase_end,
    noun_phrase_start,
    predicate_end,
    subject,
    verb_after,
)
from extract.relate.word import Word
from extract.relate.words import beginnings, endings, words


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
    if q.kind is Kind.COUNT and scene.low(at - 1) in OF and scene.low(i) == "à" and scene.low(i + 1)[:1].isdigit():
        i += 2  # « de 80 à 120 places »
    if i < len(scene.words) and scene.low(i) in DEFINITE:
        return None  # « portent à 38 le nombre de cas »
    if q.kind is Kind.MEASUREMENT and q.unit in ("km", "m") and scene.low(at - 1) == "à":
        return None  # « à 40 km des côtes »: how far, not of what
    if scene.low(i) in OF:
        i += 1
        if scene.low(i) in ("plus", "moins", "mieux"):
            return None
        if scene.low(i) in ("entre", "ceux", "celles", "autres"):
            i += 1 if scene.low(i) == "autres" else 2
            return (scene.before.entity, i) if scene.before.entity else None
    elif q.kind is not Kind.COUNT:
        return None
    if scene.low(i) in ("l'ensemble", "ensemble", "l'") and scene.low(i + 1) in ("ensemble", *OF):
        i += 2 if scene.low(i) == "ensemble" else 3
    if i < len(scene.words) and (aged := AGES.match(scene.clause.text, scene.words[i].span.start)):
        end = next((k for k in range(i, len(scene.words)) if scene.words[k].span.start >= aged.end()), len(scene.words))
        return aged.group(), end
    end = noun_phrase_end(scene.clause, i)
    if end == i and i < len(scene.words) and q.kind is Kind.COUNT and scene.words[i].tag in (Tag.OTHER, Tag.ADJ):
        end = i + 1
    last = end
    while last > i + 1 and scene.low(last - 1).startswith("supplémentaire"):
        last -= 1
    if scene.low(i) == "autour":
        return None  # « 1 600 autour de Saint-Agrève »
    noun = resolved(scene, scene.clause.of(skip_article(scene, i), last))
    return (noun, end) if noun else None


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


def predicate(scene: Scene, after: int) -> str | None:
    """What is said of the noun phrase that ends at `after`: its verb or participle with what follows."""
    verb = verb_after(scene.clause, after)
    if verb is not None and not agrees(scene, verb):
        return None
    if verb is None and after < len(scene.words) and scene.words[after].tag is Tag.GER:
        verb = after  # « 40 patients ayant atteint les critères »
    return None if verb is None else said_from(scene, verb)


def agrees(scene: Scene, verb: int) -> bool:
    """« l'apparition de 9 cas a été confirmée »: a verb in the singular says nothing of several things."""
    q, word = scene.quantity, scene.words[verb]
    one_of_many = q.text.endswith(NUMBER_NOUNS)  # « une centaine de cas a été signalée »
    several = q.kind is Kind.COUNT and q.value >= 2 and not one_of_many
    return not several or word.tag not in FINITE or word.low.endswith("nt")


def said_from(scene: Scene, verb: int) -> str | None:
    """A verb with its negation before it and what follows: « ne couvre pas ses charges », « n'en ont plus »."""
    denied = next((i for i in range(max(0, verb - 2), verb) if scene.low(i) in ("ne", "n'")), verb)
    return trim(scene.clause.of(denied, predicate_end(scene.clause, verb)))


def governing(scene: Scene, end: int) -> str | None:
    """The verb before and its complement after: « a formé (120 agents) à la cybersécurité »."""
    said = governing_from(scene, scene.at)
    if said is None or scene.low(end) not in ("à", "au", "aux", "pour") or measures(scene.words, end):
        return said
    after = noun_phrase_end(scene.clause, end + 1)
    rest = scene.clause.of(end, after) if after > end + 1 else None
    return said if rest is None or regex.search(r"\p{Lu}", rest) else f"{said} {rest}"


def governing_from(scene: Scene, start: int) -> str | None:
    """The verb before, up to the figure: « dessert un bassin (de 900 000 habitants) »."""
    verb = verb_before(scene, own=True)
    if verb is None:
        return None
    begin = group_start(scene.clause, verb)
    group = [w.low for w in scene.words[begin : verb + 1]]
    if scene.words[verb].tag is Tag.PART and verb == begin and scene.low(verb + 1) in ("auprès", "par"):
        return scene.clause.of(noun_phrase_start(scene.clause, verb), verb + 1)  # « enquête réalisée auprès de… »
    bears_on = scene.low(verb).startswith("port") and scene.low(start - 1) == "sur"
    if bears_on or says(scene, verb, "reach_verbs"):  # « les mises en chantier ont porté sur 6 850 logements »
        span = subject(scene.clause, verb)
        aim = begin - 2  # « ambitionne d'atteindre 25 000 licenciés »
        if aim >= 0 and scene.words[aim].tag in FINITE and scene.low(aim).startswith(beginnings("aim_verbs")):
            return scene.clause.of(aim, verb + 1)
        if scene.words[verb].tag is Tag.INF and (span is None or scene.words[span[0]].tag in VERBAL):
            return scene.clause.of(verb, verb + 1)  # « … et d'atteindre 75 000 licenciés »
        if span is None or is_body(scene, span[0]):
            return None
        return scene.clause.of(*span)
    if all(w in words("empty_verbs") for w in group):
        return None
    passive = any(w in words("passive_auxiliaries") for w in group[:-1]) and "à" in (scene.low(start - 1), scene.low(start + 1))
    if passive and says(scene, verb, "bringing_verbs") and (span := subject(scene.clause, verb)):
        return scene.clause.of(*span)  # « la capacité sera portée de 80 à 120 places »
    helped = scene.words[verb].tag is Tag.INF and begin > 1 and scene.low(begin - 1) in ("de", "d'")
    if helped and scene.words[begin - 2].tag in VERBAL:
        begin = group_start(scene.clause, begin - 2)  # « a permis d'accompagner 320 familles »
    said = trim(scene.clause.of(begin, drop_links(scene, start, begin)))
    joined = scene.words[begin].tag is Tag.PART and begin > 0 and scene.low(begin - 1) in (",", "et")
    if joined and any(w.quantity is not None for w in scene.words[:begin]):
        return said  # « ont dressé 1 870 procès-verbaux, immobilisé 96 véhicules »
    span = subject(scene.clause, verb)
    if said and span and not is_body(scene, span[0]) and scene.words[span[0]].tag is Tag.NOUN:
        end = next((i for i in range(span[0] + 1, span[1]) if scene.low(i) in OF), span[1])
        if end - span[0] <= 2:
            return f"{scene.clause.of(span[0], end)} {said}"
    return said


def verb_before(scene: Scene, own: bool = False) -> int | None:
    """The nearest verb before the figure in its clause, over other figures of the same row.

    A participle that hangs on a noun counts only where `own` is set.
    """
    found = scene.clause.words
    if scene.low(scene.at - 1) == "et" and finite_after(scene.clause, scene.at + 1) == scene.at + 1:
        return None  # « …, et quatre sur dix sont des femmes »: a clause of its own
    skip = scene.at
    for i in range(scene.at - 1, -1, -1):
        word = found[i]
        if i > skip:
            continue
        if word.low == "," and (aside := _aside(scene, i)) is not None:
            skip = aside
            continue
        if word.tag in VERBAL and (own or word.tag is not Tag.PART or i == 0 or found[i - 1].tag not in NAMES):
            return i
        if word.tag is Tag.REL and word.low != "dont":
            return None  # « … où six départements sont en alerte »
        if word.tag is Tag.SUB and not _restricts(scene, i):
            return None  # « …, puisque 5 lits ont été armés »
        if word.low in (":", "–", "—", "contre", "soit", "dont") or (word.low == "," and not _enumerates(scene, i)):
            return None
    return None


def _aside(scene: Scene, comma: int) -> int | None:
    """The verb before « exploite, de jour comme de nuit, 5 340 km », where the comma closes an aside behind it."""
    for i in range(comma - 1, max(0, comma - 14), -1):
        word = scene.words[i]
        if word.tag in (*FINITE, Tag.REL, Tag.SUB) or word.quantity is not None:
            return None
        if word.low == ",":
            return i - 1 if scene.words[i - 1].tag in FINITE else None
    return None


def _restricts(scene: Scene, i: int) -> bool:
    """« il ne reste que 12 lits »: a « que » that limits."""
    if scene.low(i - 1) == "ainsi":
        return True  # « 549 excès de vitesse ainsi que 24 alcoolémies »
    if i + 1 == scene.at and scene.low(i - 1) in ("plus", "moins"):
        return True  # « elle a plus que doublé »
    return scene.low(i) in ("que", "qu'") and any(w.low in ("ne", "n'") for w in scene.words[max(0, i - 6) : i])


def _enumerates(scene: Scene, comma: int) -> bool:
    """A comma between figures of one enumeration: « 12 écoles, 4 collèges »."""
    return any(w.quantity is not None for w in scene.words[max(0, comma - 6) : comma])


def says(scene: Scene, verb: int, *lists: str) -> bool:
    begin = group_start(scene.clause, verb)
    starts = tuple(start for name in lists for start in beginnings(name))
    group = [w.low for w in scene.words[begin : verb + 1] if w.tag in VERBAL]
    full = [w for w in group if w not in words("empty_verbs")] or group
    passes = "reach_verbs" in lists and scene.words[verb].low.startswith("pass")
    if passes and any(scene.low(i) in words("hedge_nouns") for i in range(verb + 1, verb + 4)):
        return True  # « passe la barre des 150 000 licenciés »
    if any(
        w in ("a", "ont", "avait", "avaient") for w in group
    ):  # « est proposé à 12 € », but « a proposé 12 concerts »
        full = [w for w in full if not w.startswith(beginnings("passive_reach_verbs"))]
    return any(w.startswith(starts) for w in full)


def subject_as_property(scene: Scene, verb: int) -> About:
    span = subject(scene.clause, verb)
    if span is None or scene.words[span[0]].tag is Tag.PRON:
        if span is not None and scene.low(0) == "quant":
            return About(None, scene.clause.of(skip_article(scene, 2), noun_phrase_end(scene.clause, 2)))
        return (_antecedent(scene, span[0]) if span is not None else NOTHING) or scene.before
    return borne(scene, scene.clause, *span)


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
    head, said = clause.words[start].low, clause.of(start, end)
    counted = head.endswith(("s", "x")) and not head.endswith("ss") and "N" in classes(head)
    of_things = scene.quantity.kind in (Kind.COUNT, Kind.PERCENTAGE, Kind.FRACTION, Kind.MULTIPLIER)
    measures = words("indicator_nouns") | words("change_nouns") | words("organisation_nouns")
    if counted and of_things and not {head, head[:-1]} & measures:
        return About(said)
    return About(None, said)


def is_body(scene: Scene, start: int, clause: Clause | None = None) -> bool:
    head = (clause or scene.clause).words[start]
    if head.low in words("person_nouns") or head.low.endswith(endings("people_endings")):
        return False
    return head.tag in (Tag.PRON, Tag.PROPN) or head.low in words("organisation_nouns") or head.text[:1].isupper()


def drop_links(scene: Scene, at: int, begin: int) -> int:
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


def said_before(scene: Scene) -> str | None:
    """All that the clause says before the figure: « la vitesse excessive est présente (dans un cas sur trois) »."""
    end = scene.at
    while end > 0 and (scene.words[end - 1].tag in (Tag.ADP, Tag.DET) or scene.low(end - 1) == ","):
        end -= 1
    start = end
    while start > 0 and scene.words[start - 1].low not in (",", ":", ";"):
        start -= 1
    return trim(scene.clause.of(skip_article(scene, start), end))


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
