"""Entity and property where the sentence says them by its verb: levels, objects, subjects, actions."""

from __future__ import annotations

from dataclasses import replace

from extract.find.quantity import Kind
from extract.grammar import Tag
from extract.lexicon.gazetteer import gazetteer
from extract.relate.attached import entity_after, entity_named
from extract.relate.phrases import (
    DEFINITE,
    FINITE,
    NAMES,
    OF,
    VERBAL,
    group_start,
    next_finite,
    noun_phrase_end,
    noun_phrase_start,
    predicate_end,
    subject,
    verb_after,
)
from extract.relate.scene import (
    COUNTED,
    NOTHING,
    About,
    Scene,
    borne,
    is_body,
    skip_article,
    subject_as_property,
    trim,
)
from extract.relate.verbs import drop_links, predicate, says, verb_before
from extract.relate.words import beginnings, words


def gapped(scene: Scene) -> About:
    """« Le produit net a atteint 301 M€ et le coefficient d'exploitation 61,4 % »: the verb is that of the figure before."""
    if not scene.same_sentence or scene.clause.outer is not None:
        return NOTHING
    start = noun_phrase_start(scene.clause, scene.at)
    if start >= scene.at or scene.words[scene.at - 1].tag not in (*NAMES, Tag.ADJ):
        return NOTHING
    measure = scene.quantity.kind not in COUNTED or scene.low(start) in words("indicator_nouns")
    joined = scene.low(start - 1) in ("le", "la", "l'", "les") and scene.low(start - 2) == "et"
    if joined and gazetteer().named(scene.clause.of(start, scene.at) or ""):
        return scene.before  # « la Gironde gagne 900 emplois et la Charente-Maritime 300 »
    return About(None, scene.clause.of(start, scene.at)) if measure and joined else NOTHING


def object_after(scene: Scene) -> About:
    """« réduire de 50 % le gaspillage », « porter de 6 000 à 9 000 hectares les surfaces »: the object after."""
    i = scene.at + 1
    while scene.low(i) == "à" and i + 1 < len(scene.words) and scene.words[i + 1].quantity is not None:
        i += 2
    if scene.low(scene.at - 1) == "à" and scene.quantity.extent.end > scene.quantity.span.end and scene.low(i) in OF:
        start = skip_article(scene, i)  # « chiffre à 7 points la baisse [du taux de rechute] »
        return About(None, scene.clause.of(start, noun_phrase_end(scene.clause, i + 1)))
    if scene.low(i) == "," and scene.low(i + 1) == "contre":  # « ramener à 12 jours, contre 19 aujourd'hui, le délai »
        i = next((k + 1 for k in range(i + 2, min(i + 8, len(scene.words))) if scene.low(k) == ","), i)
    if i >= len(scene.words) or scene.words[i].tag is not Tag.DET:
        return NOTHING
    brought = scene.low(scene.at - 1) == "à" and scene.low(i) in DEFINITE  # « porte à 31 km la longueur »
    verb = verb_before(scene)
    if not brought and verb is None:
        return NOTHING
    if verb is not None and scene.low(verb).startswith(beginnings("exceeding_verbs")):
        return subject_as_property(scene, verb)  # « La température a dépassé de 1,9 °C les normales »
    end = noun_phrase_end(scene.clause, i)
    if end > i + 1 and scene.low(end - 1) in words("time_nouns"):
        return NOTHING  # « a rapporté 1,2 M€ la même année »
    return borne(scene, scene.clause, skip_article(scene, i), end) if end > i else NOTHING


def level(scene: Scene) -> About:
    """The subject of a verb of level or change: « le déficit est passé de 31,6 à 18,9 millions »."""
    verb = verb_before(scene, own=True)
    lasts = verb is not None and scene.low(verb) in ("dure", "durent")
    if verb is None or not (
        lasts or says(scene, verb, "reach_verbs", "change_verbs") or scene.quantity.kind is Kind.MULTIPLIER
    ):
        return NOTHING
    spends = scene.quantity.kind in (Kind.DURATION, Kind.RATE) and scene.low(verb).startswith("pass")
    if spends and scene.low(scene.at - 1) not in OF | {"à", "sous"}:
        return NOTHING  # « Ils passent 1,9 jour par semaine à leur domicile »
    goes_on = (
        scene.low(scene.at - 1) in OF and scene.low(scene.at - 2) == "et"
    )  # « de 10 % d'ici 2025 et de 15 % d'ici 2030 »
    if goes_on and scene.same_sentence and scene.before and scene.quantity.direction:
        return scene.before
    after = scene.words[scene.at + 1] if scene.at + 1 < len(scene.words) else None
    span = subject(scene.clause, verb)
    pronoun = span is not None and scene.words[span[0]].tag is Tag.PRON
    if scene.quantity.kind is Kind.MULTIPLIER and span and not pronoun and scene.low(scene.at + 1) in OF:
        end = noun_phrase_end(scene.clause, scene.at + 2)  # « Un patient perd deux fois moins de sang »
        said = (scene.clause.of(verb, verb + 1), scene.clause.of(scene.at + 1, end))
        return About(scene.clause.of(*span), trim(" ".join(filter(None, said))))
    if scene.quantity.kind is Kind.MULTIPLIER and span and not pronoun and after and after.tag in (Tag.ADJ, Tag.PART):
        whole = scene.clause.of(span[0], span[1])  # « Les scolaires sont deux fois plus touchés »
        if (does := _more_often(scene)) is not None:
            return About(whole, does)
        return About(whole, f"{scene.clause.of(verb, verb + 1)} {after.text}")
    if scene.quantity.kind is Kind.MULTIPLIER and scene.low(scene.at + 1) in OF and (span is None or pronoun):
        start = skip_article(scene, scene.at + 1)  # « On dénombre deux fois plus d'hospitalisations »
        end = noun_phrase_end(scene.clause, start)
        return About(scene.clause.of(start, end), trim(scene.clause.of(end, predicate_end(scene.clause, end - 1))))
    by = scene.quantity.extent.end > scene.quantity.span.end  # « gagnent 14 % de moins que les hommes »
    amount = (by or scene.quantity.kind in (Kind.MONEY, Kind.RATE)) and scene.quantity.direction is not None
    if amount and span and not pronoun and scene.low(span[0]) in words("person_nouns"):
        begin = group_start(scene.clause, verb)  # « les exploitants ont perdu 17 € par tonne »
        return About(scene.clause.of(*span), scene.clause.of(begin, verb + 1))
    about = subject_as_property(scene, verb)
    if pronoun and scene.low(0) in ("pour", "chez", "parmi"):  # « Pour le tournesol, il atteignait 465 € »
        named = entity_named(scene.clause, replace(about, entity=None), 0, anything=True)
        about = named if named.entity else about
    if about.entity and about.property is None and scene.same_sentence and scene.low(verb) in words("empty_verbs"):
        return About(about.entity, scene.before.property)  # « …, quand les hommes ne sont que 47 % »
    return entity_after(scene, about)


def _more_often(scene: Scene) -> str | None:
    """« deux fois plus nombreux que les propriétaires à [avoir souffert du froid] »"""
    for i in range(scene.at + 2, len(scene.words) - 1):
        if scene.low(i) == "à" and scene.words[i + 1].tag is Tag.INF:
            return scene.clause.of(i + 1, predicate_end(scene.clause, i + 1))
    return None


def action(scene: Scene) -> About:
    """Another verb: « le plan est doté de 450 k€ », « l'aéroport investira 8 M€ dans… »."""
    if scene.at + 1 < len(scene.words) and scene.words[scene.at + 1].tag is Tag.PART:
        return About(None, predicate(scene, scene.at + 1))
    own = verb_after(scene.clause, scene.at + 1)
    if scene.quantity.kind in (Kind.PERCENTAGE, Kind.FRACTION) and own is not None and scene.words[own].tag in FINITE:
        return NOTHING  # « …, 27 % renoncent »: see `following`
    verb = verb_before(scene)
    if verb is None and scene.quantity.kind is Kind.MONEY and scene.low(scene.at + 1) == "pour":
        start = skip_article(scene, scene.at + 2)  # « 8,2 M€ pour la rénovation des écoles »
        return About(None, scene.clause.of(start, noun_phrase_end(scene.clause, start)))
    if verb is None:
        return NOTHING
    begin = group_start(scene.clause, verb)
    span = subject(scene.clause, verb)
    money = scene.quantity.kind in (Kind.MONEY, Kind.RATE) and scene.same_sentence and scene.low(scene.at - 1) == "à"
    if money and span and scene.before.property and gazetteer().named(scene.clause.of(*span) or ""):
        return scene.before  # « À Nantes, le prix passe à 3 600 €, tandis que Saint-Nazaire résiste à 2 950 € »
    if verb == 0 and scene.words[0].tag is Tag.PART:  # « Financé à hauteur de 1,15 M€, un bus sillonnera… »
        main = next_finite(scene.clause, scene.at + 1)
        span = subject(scene.clause, main) if main is not None else None
    if span and scene.low(span[0]) in words("indicator_nouns"):
        return entity_after(scene, About(None, scene.clause.of(*span)))
    said = scene.clause.of(begin, drop_links(scene, scene.at, begin))
    end = predicate_end(scene.clause, scene.at)
    for i in range(scene.at + 1, end - 1):  # « a investi 34 M€ [et créé] 85 emplois »
        aim = (
            scene.low(i) in ("pour", "sans", "afin")
            and not {w.low for w in scene.words[begin : verb + 1]} & words("needing_verbs")
            and any(w.tag is Tag.INF for w in scene.words[i + 1 : i + 3])
        )
        if aim or (scene.words[i].tag is Tag.CONJ and scene.words[i + 1].tag in VERBAL):
            end = i
            break
    after = scene.clause.of(scene.at + 1, end)
    entity = scene.clause.of(*span) if span and not is_body(scene, span[0]) else None
    if span and scene.low(span[0]) in ("ils", "elles"):  # « Ensemble, elles irriguent 61 000 hectares »
        entity = scene.before.entity
    return About(entity, trim(f"{said or ''} {after or ''}"))


def following(scene: Scene) -> About:
    """No verb before, one after: « 450 000 euros ont été versés », « 1,5 million d'euros sera consacré à… »."""
    verb = verb_after(scene.clause, scene.at + 1)
    if verb is None:
        return NOTHING
    said = trim(scene.clause.of(group_start(scene.clause, verb), predicate_end(scene.clause, verb)))
    if scene.quantity.kind in COUNTED:
        named = entity_after(scene, About(None, said))  # « Chez les 18-29 ans, un sur cinq n'a pas… »
        return named if named.entity else About(scene.governor.entity or scene.before.entity, said)
    return About(None, said)
