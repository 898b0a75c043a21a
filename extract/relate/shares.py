"""Entity and property of shares: what has the share, what it is a share of, what those think who are one."""

from __future__ import annotations

from extract.find.quantity import Kind
from extract.grammar import Tag
from extract.lexicon.gazetteer import gazetteer
from extract.relate.phrases import (
    FINITE,
    group_start,
    last_finite,
    next_finite,
    predicate_end,
    subject,
)
from extract.relate.scene import (
    NOTHING,
    About,
    Scene,
    skip_article,
    trim,
)
from extract.relate.verbs import says, verb_before
from extract.relate.words import beginnings, words


def thought_by_them(scene: Scene, start: int) -> str | None:
    """The clause behind « Pour 71 % des répondants, »: what they think."""
    verb = next_finite(scene.clause, start)
    plain = verb is not None and all(w.quantity is None and w.low != "," for w in scene.words[start:verb])
    return scene.clause.of(skip_article(scene, start), predicate_end(scene.clause, verb)) if verb and plain else None


def qualified(scene: Scene, entity: str) -> About | None:
    """« 64 % d'entrées payantes » and nothing else: the adjective is what is said."""
    said = entity.split(" ")
    alone = scene.at == 0 and len(said) == 2 and not any(w.tag in FINITE for w in scene.words)
    last = next((w for w in reversed(scene.words) if w.text == said[-1]), None)
    if not alone or last is None or last.tag not in (Tag.ADJ, Tag.PART):
        return None
    return About(said[0], said[1])


def rate(scene: Scene) -> str | None:
    """« Le taux de chômage s'établit à 6,1 % de la population active »: a subject that is a rate itself."""
    verb = verb_before(scene)
    if verb is None or not (
        scene.low(verb).startswith(beginnings("share_verbs")) or says(scene, verb, "reach_verbs", "change_verbs")
    ):
        return None
    span = subject(scene.clause, verb)
    return scene.clause.of(*span) if span and scene.low(span[0]) in words("rate_nouns") else None


def share(scene: Scene, base: str, end: int) -> About | None:
    """« Les femmes représentent 46 % du public »: what has the share; persons are the entity, else the base is."""
    verb = verb_before(scene)
    if verb is None or not scene.low(verb).startswith(beginnings("share_verbs")):
        return None
    span = subject(scene.clause, verb)
    if span and scene.low(span[0]) in ("ce", "c'"):  # « …, ce qui représente 15 % des capacités »
        return About(base, scene.clause.of(verb, verb + 1))
    who = scene.clause.of(*span) if span and scene.words[span[0]].tag is not Tag.PRON else scene.before.entity
    if who is None:
        return None
    person = who.split()[0].lower() in words("person_nouns")
    measure = base.split()[0].lower() in words("indicator_nouns") - words("population_nouns")
    own = who.split()[0].lower() not in words("indicator_nouns")
    return About(
        who if person or (measure and own) else base,
        f"{who} {scene.clause.of(verb, verb + 1)} {scene.clause.of(scene.at + 1, end)}",
    )


def share_of_it(scene: Scene) -> About:
    """« Les cotisations ont atteint 4,6 Md€ ; l'automobile en représente 41 % »: of what was said before."""
    verb = verb_before(scene)
    if verb is None or not (scene.before.property or scene.before.entity) or scene.quantity.kind is Kind.MULTIPLIER:
        return NOTHING
    begin = group_start(scene.clause, verb)
    bare = scene.at + 1 >= len(scene.words) or scene.words[scene.at + 1].tag is Tag.PUNCT
    if not bare or not any(scene.low(i) == "en" for i in range(max(0, begin - 1), verb)):
        return NOTHING
    span = subject(scene.clause, verb)
    told = span if span and scene.words[span[0]].tag is not Tag.PRON else None
    who = scene.clause.of(*told) if told else None
    named = who and not gazetteer().named(who)
    if scene.quantity.kind is Kind.COUNT:  # « L'industrie gagne 600 emplois, la construction en perd 1 300 »
        aim = last_finite(scene.clause, verb) if scene.words[verb].tag is Tag.INF else None
        said = trim(scene.clause.of(verb if aim is None else aim, verb + 1))  # « elle ambitionne d'en avoir 1 000 »
        return About(scene.before.entity, f"{who} {said}" if named else said)
    return About(scene.before.entity or (who if named else None), scene.before.property)
