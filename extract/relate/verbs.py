"""The verb that governs a figure, and what it says: the one before it, the one behind the noun that is counted."""

from __future__ import annotations

from extract import regex
from extract.find.quantity import Kind
from extract.grammar import Tag
from extract.relate.phrases import (
    AT,
    FINITE,
    NAMES,
    OF,
    VERBAL,
    group_start,
    measures,
    noun_phrase_end,
    noun_phrase_start,
    predicate_end,
    subject,
    verb_after,
)
from extract.relate.scene import NUMBER_NOUNS, Scene, is_body, skip_article, trim
from extract.relate.words import beginnings, words


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
    brings = scene.low(verb).startswith(beginnings("bringing_verbs")) and scene.low(start - 1) == "à"
    if brings and verb + 2 < start - 1 and scene.words[verb + 1].tag is Tag.DET and begin == verb:
        return scene.clause.of(verb + 2, start - 1)  # « portant l'offre à 14 700 places »
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
    passive = any(w in words("passive_auxiliaries") for w in group[:-1]) and "à" in (
        scene.low(start - 1),
        scene.low(start + 1),
    )
    if passive and says(scene, verb, "bringing_verbs") and (span := subject(scene.clause, verb)):
        return scene.clause.of(*span)  # « la capacité sera portée de 80 à 120 places »
    helped = scene.words[verb].tag is Tag.INF and begin > 1 and scene.low(begin - 1) in ("de", "d'")
    if helped and scene.words[begin - 2].tag in VERBAL:
        begin = group_start(scene.clause, begin - 2)  # « a permis d'accompagner 320 familles »
    said = trim(scene.clause.of(begin, drop_links(scene, start, begin)))
    joined = scene.words[begin].tag is Tag.PART and begin > 0 and scene.low(begin - 1) in (",", "et")
    if joined and any(w.quantity is not None for w in scene.words[:begin]):
        return said  # « ont dressé 1 870 procès-verbaux, immobilisé 96 véhicules »
    span = subject(scene.clause, verb) if scene.words[verb].tag is not Tag.GER else None
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
    own_verb = verb_after(scene.clause, scene.at + 1) if scene.low(scene.at - 1) in ("et", ",") else None
    if own_verb is not None and found[own_verb].tag in FINITE:
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
        told = any(w.quantity is not None for w in scene.words[:start])
        if told and scene.words[start].tag is Tag.CONJ and any(w.tag in FINITE for w in scene.words[start:end]):
            start += 1  # « … atteint 12 % et [le poids dépasse 78 kg] dans 85 % des lots »
            break
    return trim(scene.clause.of(skip_article(scene, start), end))
