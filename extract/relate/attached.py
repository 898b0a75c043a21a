"""Entity and property of a figure right behind a noun phrase: « un taux de 27,5 % », « doté de 450 k€ », « long de 12 m »."""

from __future__ import annotations

from dataclasses import replace

from extract import regex
from extract.find.quantity import Kind
from extract.grammar import Tag
from extract.lexicon.gazetteer import gazetteer
from extract.relate.clause import AGES, Clause
from extract.relate.phrases import (
    AT,
    FINITE,
    OF,
    finite_after,
    last_finite,
    noun_phrase_end,
    noun_phrase_start,
    verb_after,
)
from extract.relate.scene import NOTHING, About, Scene, host, skip_article, stands_for_it, subject_as_property
from extract.relate.verbs import governing_from, predicate, said_from, verb_before
from extract.relate.words import beginnings, words

HIDDEN_LINK = regex.compile(
    r"\b(?:sous|à|au|aux|de|autour|entre)\b|\bd['’]", regex.IGNORECASE
)  # « [sous la barre des] 25 »


def shared_out(scene: Scene) -> About:
    """« financé à 55 % par le Pays, à 20 % par l'État »: who bears which share."""
    if scene.quantity.kind is not Kind.PERCENTAGE or scene.low(scene.at - 1) != "à" or scene.low(scene.at + 1) != "par":
        return NOTHING
    made = next((w for w in reversed(scene.words[: scene.at]) if w.tag is Tag.PART), None)
    bearer = scene.clause.of(scene.at + 1, noun_phrase_end(scene.clause, scene.at + 2))
    if made is None or bearer is None:
        return NOTHING
    whole = scene.before if scene.same_sentence else NOTHING
    told = whole.property if not (whole.property or "").startswith(made.text) else None  # not of the share before
    return About(whole.entity or told, f"{made.text} {bearer}")


def attached(scene: Scene) -> About:
    """A noun phrase right before: « un taux d'activation de 27,5 % », « une piste de 2 950 mètres »."""
    if told := _between_commas(scene) or _brought_to(scene):
        return told
    end = _link_start(scene, scene.at)
    start = noun_phrase_start(scene.clause, end) if end is not None else 0
    if end is None or start >= end:
        return NOTHING
    for i in range(end - 1, start + 2, -1):  # « un parc éolien d'une puissance de 1,5 GW »
        if scene.low(i) in words("indicator_nouns") and scene.low(i - 1) in ("un", "une") and scene.low(i - 2) in OF:
            start = i
            break
    if scene.low(end) == "," and "selon" in (scene.low(start - 1), scene.low(start - 2)):
        return NOTHING  # « Le tarif varie, selon le quotient familial, de 0,60 à 6,20 € »
    if scene.low(end - 1) in words("measure_adjectives"):
        return _measured(scene, end - 1)
    head = scene.low(start)
    if scene.low(start - 1) == "en" and head not in words("change_nouns"):
        return NOTHING  # « est pris en charge à 100 % »
    phrase = scene.clause.of(start, end)
    apposed = scene.same_sentence and scene.low(start - 1) in ("un", "une") and scene.low(start - 2) in (",", "soit")
    changing = end - start > 1 and scene.low(end - 1) in words("change_nouns")
    if head in words("anaphoric_nouns") and (changing or (apposed and end - start == 1)) and scene.before:
        return scene.before  # « , une proportion en hausse de 4 points », « , un niveau supérieur de 2 points »
    if changing and end - start > 2 and scene.low(end - 2) == "en":  # « , une surface en recul de 3,5 % »
        return About(scene.before.entity if apposed else None, scene.clause.of(start, end - 2))
    settled = beginnings("settled_participles")
    made = next((w for w in scene.words[end : scene.at] if w.tag is Tag.PART or w.low.startswith(settled)), None)
    if made is not None and made.low.startswith(settled) and head not in words("indicator_nouns"):
        return About(phrase, made.text)
    if scene.low(start - 1) in AT and gazetteer().named(phrase or ""):
        return NOTHING  # « est doté à Mayotte de 780 000 euros »
    if scene.same_sentence and gazetteer().named(phrase or ""):
        return scene.before  # « de 44,9 % dans l'Yonne à 57,6 % dans le Jura »
    verb = last_finite(scene.clause, start)
    if all(w.tag is Tag.ADJ for w in scene.words[start:end]):  # « Le nombre d'abonnés est stable, à 5 150 »
        return subject_as_property(scene, verb) if verb is not None else host(scene, scene.clause, start)
    if head in words("change_nouns"):
        after = scene.at + 2
        whole = noun_phrase_end(scene.clause, after) if scene.low(scene.at + 1) in OF else after
        if whole > after:
            return About(None, scene.clause.of(skip_article(scene, after), whole))
        return About(None, phrase) if end - start > 1 else _changed(scene, start)
    if scene.quantity.kind in (Kind.MEASUREMENT, Kind.COUNT) and head not in words("indicator_nouns"):
        finite = finite_after(scene.clause, scene.at + 1)
        said = said_from(scene, finite) if finite is not None else None
        return About(phrase, said or governing_from(scene, start) or predicate(scene, scene.at + 1))
    holder = None
    tie = _links(scene, start)
    sized = scene.quantity.kind in (Kind.MEASUREMENT, Kind.DURATION) or head in words("cost_nouns")
    if (
        sized
        and tie == "pour"
        and (scene.after_count or (scene.quantity.kind is Kind.MEASUREMENT and scene.same_sentence))
    ):
        holder = scene.before.entity
    elif sized and tie in OF:
        beyond = scene.low(start - 3) == "," and scene.same_sentence  # « 388 suspensions, d'une durée de 4,5 mois »
        holder = _held(scene, start) or (scene.before.entity if beyond else None)
    return entity_after(scene, About(holder, with_complement(scene, phrase, scene.at + 1)))


def _brought_to(scene: Scene) -> About:
    """« porter la part des appels décrochés dans la minute à 90 % »: the whole object of the verb."""
    verb = verb_before(scene)
    if verb is None or scene.low(scene.at - 1) not in ("à", "de") or verb + 2 >= scene.at - 1:
        return NOTHING
    between = scene.words[verb + 1 : scene.at - 1]
    plain = all(w.quantity is None and w.tag not in (*FINITE, Tag.INF, Tag.PUNCT, Tag.REL, Tag.SUB) for w in between)
    if not (plain and between[0].tag is Tag.DET and scene.low(verb).startswith(beginnings("bringing_verbs"))):
        return NOTHING
    return entity_after(scene, About(None, scene.clause.of(verb + 2, scene.at - 1)))


def _between_commas(scene: Scene) -> About:
    """« La pointe de consommation, 478 MW, a été atteinte… »: the measure before the comma."""
    if scene.low(scene.at - 1) != "," or scene.low(scene.at + 1) not in (",", "") or scene.quantity.direction:
        return NOTHING
    start = noun_phrase_start(scene.clause, scene.at - 1)
    measure = start < scene.at - 1 and scene.low(start) in words("indicator_nouns")
    return About(None, scene.clause.of(start, scene.at - 1)) if measure else NOTHING


def _measured(scene: Scene, adjective: int) -> About:
    """« des navires longs de 12 mètres », « le lac, profond de 1,6 m »: what is so long or deep."""
    end = adjective
    while end > 0 and scene.words[end - 1].tag in (Tag.PUNCT, Tag.AUX, Tag.ADV):
        end -= 1
    start = noun_phrase_start(scene.clause, end)
    return About(scene.clause.of(start, end), scene.clause.of(adjective, adjective + 1))


def _held(scene: Scene, start: int) -> str | None:
    """« [la centrale des Choisinets], d'une puissance de 24,5 MW »: what has the measure."""
    end = start
    if scene.low(start - 3) in words("effect_nouns"):
        return None  # « sous l'effet d'un prix moyen de 8,30 € »
    while end > 0 and (scene.words[end - 1].tag in (Tag.DET, Tag.PUNCT) or scene.low(end - 1) in OF):
        end -= 1
    begin = noun_phrase_start(scene.clause, end)
    return scene.clause.of(begin, end) if begin < end else None


def _links(scene: Scene, start: int) -> str:
    """The preposition before a noun phrase: « [pour] une puissance de 1,05 GW »."""
    i = start - 1
    while i > 0 and scene.words[i].tag is Tag.DET:
        i -= 1
    return scene.low(i)


def entity_after(scene: Scene, about: About) -> About:
    """« … ne dépasse pas 24 % chez les soignants », « Chez les soignants, … », « 182 € la tonne pour le blé »: who or what."""
    priced = scene.quantity.kind is Kind.RATE and scene.quantity.unit.startswith("EUR")
    for i in (scene.at + 1, 0):
        about = entity_named(scene.clause, about, i, anything=priced)
    return about


def entity_named(clause: Clause, about: About, at: int, *, anything: bool = False) -> About:
    """The same with the entity that the words at `at` name: « chez X », « parmi X », « pour » and persons (or `anything`)."""
    if about.entity is not None or about.property is None or at >= len(clause.words):
        return about
    start = at + 1
    while start < len(clause.words) and (clause.words[start].tag is Tag.DET or clause.words[start].low in OF):
        start += 1
    if start >= len(clause.words):
        return about
    aged = AGES.match(clause.text, clause.words[start].span.start)
    end = noun_phrase_end(clause, start)
    person = aged or any(w.low in words("person_nouns") for w in clause.words[start : min(end, start + 2)])
    if clause.words[at].low in ("chez", "parmi") or (
        clause.words[at].low == "pour" and (person or (anything and clause.words[at + 1].tag is Tag.DET))
    ):
        named = aged.group() if aged else clause.of(start, end)
        return about if named and stands_for_it(named) else replace(about, entity=named)
    return about


def with_complement(scene: Scene, phrase: str | None, after: int) -> str | None:
    """« une durée moyenne de 5,8 jours en médecine »: what follows still belongs to the measure."""
    if phrase is None or scene.low(after) not in ("en", "dans") or verb_after(scene.clause, after) is not None:
        return phrase
    end = noun_phrase_end(scene.clause, after + 1)
    rest = scene.clause.of(after, end) if end > after + 1 and scene.words[after + 1].tag is Tag.NOUN else None
    return f"{phrase} {rest}" if rest else phrase


def _link_start(scene: Scene, at: int) -> int | None:
    """Where the words that tie a figure to the noun before begin (« de », « à », « estimé à »); None if none do."""
    i = at
    if i == 0:
        return None
    if scene.low(i - 1) in OF | {"à", "au", "aux", ":", "sous", "entre"}:
        i -= 1
    elif scene.low(i - 1) == "," or not HIDDEN_LINK.search(
        scene.clause.text[scene.words[i - 1].span.end : scene.quantity.span.start]
    ):
        return None
    while i > 0 and (
        scene.words[i - 1].tag in (Tag.PART, Tag.ADV)
        or scene.low(i - 1) in words("moved_participles")
        or scene.low(i - 1).startswith(beginnings("comparing_adjectives"))
        or scene.low(i - 1) in words("reaching_links")
    ):
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
        bearer = host(scene, scene.clause, i - 1)
        if bearer and not scene.same_sentence:
            return bearer
        return scene.before if scene.same_sentence and scene.before else bearer
    if scene.same_sentence and scene.before:
        return scene.before
    verb = verb_before(scene)
    return subject_as_property(scene, verb) if verb is not None else NOTHING
