"""Entity and property where the sentence leaves them out: labels, asides, pronouns, lists."""

from __future__ import annotations

from dataclasses import replace

from extract import regex
from extract.find.quantity import Kind
from extract.grammar import Tag
from extract.grammar.classes import UNKNOWN, classes
from extract.lexicon.gazetteer import gazetteer
from extract.relate.attached import entity_after, entity_named
from extract.relate.clause import Clause
from extract.relate.phrases import (
    CLITICS,
    DEFINITE,
    FINITE,
    LOCATING,
    OF,
    finite_after,
    group_start,
    last_finite,
    next_finite,
    noun_phrase_end,
    noun_phrase_start,
    predicate_end,
    subject,
)
from extract.relate.scene import (
    COUNTED,
    NOTHING,
    About,
    Scene,
    link,
    noun_after,
    several,
    skip_article,
    subject_as_property,
    trim,
)
from extract.relate.verbs import predicate, said_from, says, verb_before
from extract.relate.words import beginnings, words

THEM = ("eux", "elles", "ceux-ci", "celles-ci")
THOSE = ("celui", "celle", "ceux", "celles")
LONG_LABEL = 10  # words


def label(scene: Scene) -> About:
    """« mouvements commerciaux : 9400 », « Taux de remplissage : 84 % », « école du Parc : 4,2 M€ »."""
    colon = scene.at - 1
    if colon < 1 or scene.low(colon) != ":":
        return NOTHING
    verb = next_finite(scene.clause, 0, colon)
    noun = noun_after(scene)
    own = predicate(scene, noun[1] if noun else scene.at + 1)
    if noun and own is None and scene.low(noun[1]) in ("que", "qu'", "dont", "où"):
        behind = finite_after(scene.clause, noun[1])  # « Rénover : 18 collèges que compte la ville seront réhabilités »
        own = said_from(scene, behind) if behind is not None else None
    start = _label_start(scene, colon)
    label = scene.clause.of(start, colon)
    if noun and scene.quantity.direction and scene.quantity.kind is Kind.PERCENTAGE:
        return About(None, noun[0])  # « le cap : -10 % de prélèvements »
    if noun and not own and verb is not None and scene.low(verb).startswith(beginnings("change_verbs")):
        return About(
            noun[0], subject_as_property(scene, verb).property
        )  # « Les vols connaissent une hausse : 12 faits »
    if noun and not own and scene.quantity.kind is Kind.MONEY and not scene.listed:
        return About(None, noun[0])  # « une enveloppe de 6 M€ : 4 M€ d'avances de trésorerie »
    if noun or own:
        titled = label if noun and scene.listed and not _is_name(scene, start, colon) else None
        told = scene.before.entity if scene.same_sentence and own else None  # « 1 130 pharmacies : 64 ont reçu… »
        who = noun[0] if noun else scene.governor.entity or told or _those_before(scene, verb)
        return About(who, own or titled or scene.governor.property)
    if verb is not None:
        parts = scene.same_sentence and scene.before.entity and scene.quantity.kind is Kind.COUNT
        return scene.before if parts else subject_as_property(scene, verb)  # « 214 cas sont graves : 96 dans le Nord »
    if label is None:
        return NOTHING
    measure = scene.low(start) in words("indicator_nouns")
    name = not measure and _is_name(scene, start, colon)
    if scene.governor and not measure and (scene.governor.property or name):
        if name or scene.governor.entity is None or scene.quantity.kind not in COUNTED:
            return About(scene.governor.entity if name else label, scene.governor.property)
        return About(scene.governor.entity, label)  # « malveillance : 11 » of fires
    if name and (scene.topic or scene.before):  # « Libourne : 2 310 €/m² » after another place
        return scene.topic or scene.before
    if scene.listed and scene.quantity.kind is Kind.PERCENTAGE and scene.before.entity and not measure:
        return About(scene.before.entity, label)  # « — à vélo : 9 % des navetteurs — en train : 13 % »
    if scene.quantity.kind in COUNTED and not measure:
        return About(label)
    return About(None, label)


def _those_before(scene: Scene, verb: int | None) -> str | None:
    """« Les artisans du bâtiment sont les plus exposés : 78 % souffrent du dos »: those told of before the colon."""
    span = subject(scene.clause, verb) if verb is not None else None
    if span is None or scene.words[span[0]].tag is not Tag.NOUN or scene.quantity.kind not in COUNTED:
        return None
    head = scene.low(span[0])
    return scene.clause.of(*span) if several(head) and head not in words("indicator_nouns") else None


def _label_start(scene: Scene, colon: int) -> int:
    """Where a label begins: with its sentence, « Ratio de solvabilité CET1 (Bâle III) : », or with the last noun phrase."""
    before = scene.words[:colon]
    whole = len(before) <= LONG_LABEL and before[0].tag is Tag.NOUN
    if whole and not any(w.tag in FINITE or w.low in (",", ";", "–") or w.quantity is not None for w in before):
        return 0
    return noun_phrase_start(scene.clause, colon)


def budgeted(scene: Scene) -> About:
    """« • Hôpital de Vire : extension des urgences, 9,7 M€ »: who, what for and how much, without a verb."""
    end = scene.at - 1
    if not scene.listed or scene.low(end) != "," or scene.at + 1 < len(scene.words):
        return NOTHING
    colon = next((i for i in range(end) if scene.low(i) == ":"), None)
    if colon is None or any(w.tag in FINITE or w.quantity is not None for w in scene.words[: scene.at]):
        return NOTHING
    return About(scene.clause.of(skip_article(scene, 0), colon), scene.clause.of(skip_article(scene, colon + 1), end))


def presented(scene: Scene) -> About:
    """« 27 604 : c'est le nombre d'interventions… »: the noun phrase after « c'est »."""
    i = scene.at + 1
    if scene.low(i) not in (":", ",", "–"):
        return NOTHING
    if scene.at == 0 and scene.low(i) == ":" and i + 1 < len(scene.words) and scene.words[i + 1].tag is Tag.DET:
        start = skip_article(scene, i + 1)  # « 47 minutes : le temps moyen de coupure »
        return About(None, scene.clause.of(start, noun_phrase_end(scene.clause, start)))
    measure = scene.low(i + 1) in words("indicator_nouns") and next_finite(scene.clause, i) is None
    if scene.at == 0 and scene.low(i) == ":" and measure:  # « 9 € : prix du billet »
        return About(None, scene.clause.of(i + 1, noun_phrase_end(scene.clause, i + 1)))
    if scene.low(i + 1) not in ("c'", "ce"):
        return NOTHING
    start = skip_article(scene, i + 3)
    return About(None, scene.clause.of(start, noun_phrase_end(scene.clause, start)))


def _is_name(scene: Scene, start: int, end: int) -> bool:
    """« Ille-et-Vilaine », « Nord »: a place, or a capital first and a word that the dictionary does not know."""
    label = scene.words[start:end]
    if not label or not label[0].text[:1].isupper():
        return False
    return any(classes(w.low) == UNKNOWN for w in label) or bool(gazetteer().named(scene.clause.of(start, end) or ""))


def aside(scene: Scene) -> About:
    """A parenthesis, or « contre 38 », « soit + 4 % », « deux fois plus »: the figure before."""
    if scene.clause.outer is not None:
        return NOTHING  # `bracketed` was asked
    whose = _goes_with(scene)
    if whose and scene.quantity.kind in (Kind.RATE, Kind.MEASUREMENT):
        return About(whose)
    if whose and scene.quantity.kind is Kind.PERCENTAGE and gazetteer().named(whose):
        return scene.before or scene.topic  # « Strasbourg, avec 17 %, reste en tête »
    tie = link(scene)
    if _is_said_to(scene):
        return About(scene.before.entity, trim(scene.clause.of(scene.at + 2, predicate_end(scene.clause, scene.at))))
    apposed = scene.low(scene.at - 1) in words("anaphoric_nouns") and scene.low(scene.at - 2) in ("un", "une")
    if apposed and scene.quantity.kind is Kind.MULTIPLIER and scene.same_sentence:
        return scene.before  # « 96 000 abonnés, un nombre multiplié par 2,5 »
    among = scene.low(scene.at - 3) == "parmi" and scene.low(scene.at - 2) in THEM and scene.low(scene.at - 1) == ","
    if tie == "dont" or scene.low(scene.at - 2) == "parmi" or (among and scene.low(scene.at + 1) in ("de", "d'")):
        return share_of_before(scene)
    noun = noun_after(scene)
    if tie == "contre" and not noun and scene.low(scene.at + 1) == "qui":
        return About(scene.before.entity, predicate(scene, scene.at + 1))  # « contre 44 % qui ne l'ont pas »
    opens = tie == "après" and not noun and not scene.same_sentence
    if opens and (later := next_finite(scene.clause, scene.at)) is not None:
        told = subject_as_property(scene, later)  # « Après 96 M€ en 2025, Sorélis investira 110 M€ »
        done = scene.clause.of(group_start(scene.clause, later), later + 1)
        return told if says(scene, later, "reach_verbs", "change_verbs") else About(None, done)
    if tie in ("contre", "après") and not noun:  # « est de 11, contre 23 chez les ouvriers »
        group = entity_named(scene.clause, About(None, scene.before.property), scene.at + 1).entity
        return replace(scene.before, entity=group) if group else scene.before
    if tie == "après" and scene.same_sentence and noun and scene.quantity.kind is Kind.MONEY:
        return About(None, noun[0])  # « ressort à 34 M€, après 15 M€ d'investissements »
    if tie in ("contre", "après") and scene.same_sentence and noun:
        return About(noun[0], scene.before.property)
    if scene.quantity.direction and tie == "," and scene.quantity.extent.end > scene.quantity.span.end:
        noun = None  # « , 5 % au-dessus des prévisions »
    change = scene.quantity.direction is not None or scene.quantity.kind in (Kind.MULTIPLIER, Kind.POINTS)
    if change and scene.same_sentence and not noun and (tie in ("soit", ",", "") or _bare_change(scene)):
        return scene.before
    lasts = scene.quantity.kind is Kind.DURATION and scene.same_sentence  # « soit neuf mois d'activité »
    if tie == "soit" and scene.before and (not noun or lasts):
        return scene.before
    if tie == "soit" and noun and scene.before and noun[0].split()[0].lower() in words("counting_nouns"):
        return scene.before  # « soit 60 % du total », « soit un quart de l'effectif national »
    if tie == "soit" and noun and scene.before.entity and noun[0].lower() in words("generic_people"):
        return scene.before  # « augmente de 1,4 %, soit 4 110 personnes »
    if tie == "soit" and noun and scene.same_sentence:
        said = predicate(scene, noun[1])
        share = scene.quantity.kind in (Kind.PERCENTAGE, Kind.FRACTION) and said is not None and " " not in said
        of_it = share or not said  # « soit 10 % de la population active »
        return About(noun[0], scene.before.property if of_it else said)
    return NOTHING


def _goes_with(scene: Scene) -> str | None:
    """« Le colza, avec 31 q/ha, fait mieux que prévu »: what the aside is of."""
    aside = scene.low(scene.at - 1) == "avec" and scene.low(scene.at - 2) == "," and scene.low(scene.at + 1) == ","
    start = noun_phrase_start(scene.clause, scene.at - 2) if aside else 0
    return scene.clause.of(start, scene.at - 2) if aside and start < scene.at - 2 else None


def _is_said_to(scene: Scene) -> bool:
    """« Ils sont 44 % à avoir subi un vol, et 12 % à en avoir subi plusieurs »"""
    if scene.low(scene.at + 1) != "à" or scene.low(scene.at - 1) not in (",", "et") or not scene.same_sentence:
        return False
    shared = scene.quantity.kind in (Kind.PERCENTAGE, Kind.FRACTION) and scene.before.entity is not None
    return shared and any(w.tag is Tag.INF for w in scene.words[scene.at + 2 : scene.at + 4])


def share_of_before(scene: Scene) -> About:
    """« dont 39 % de boursiers », « dont 5,8 millions déposés en 2025 », « dont 12 à Lyon »."""
    noun = noun_after(scene)
    if scene.quantity.direction is not None and noun is None:
        return scene.before  # « en hausse de 43 %, dont 36 % à périmètre constant »
    whole = scene.before.property or ""  # « le budget…, dont 46 % issus de… », but not « il investit…, dont un tiers »
    parted = scene.quantity.kind in (Kind.PERCENTAGE, Kind.FRACTION, Kind.COUNT)
    named = whole if parted and whole and set(classes(whole.split(" ")[0].lower())) & {"n", "N", UNKNOWN} else None
    entity = scene.before.entity or scene.governor.entity or named
    if noun and scene.quantity.kind is Kind.MONEY:  # « dont 5,9 millions de subventions »
        return About(None, noun[0])
    if noun:
        end = noun[1]
        said = predicate(scene, end)
        of_whole = entity is not None and scene.low(scene.at + 1) in ("de", "d'")
        if of_whole and scene.quantity.kind in (Kind.PERCENTAGE, Kind.FRACTION):
            return About(entity, scene.clause.of(scene.at + 2, end))
        first = scene.words[scene.at + 1]
        tied = scene.low(scene.at + 2) in ("par", "d'", "à", "dans") and "P" in classes(first.low)
        if (
            first.tag is Tag.PART or tied or (entity and first.low in words("condition_adjectives"))
        ):  # « dont 4 hospitalisés », « dont 640 suivis d'une opération »
            return About(entity, scene.clause.of(scene.at + 1, end))
        return About(noun[0], said or scene.before.property)
    if scene.quantity.kind is Kind.MONEY and scene.low(scene.at + 1) == "pour":
        start = skip_article(scene, scene.at + 2)  # « dont 12 M€ pour l'acquisition de bus »
        if (end := noun_phrase_end(scene.clause, start)) > start:
            return About(None, scene.clause.of(start, end))
    rest = scene.clause.of(scene.at + 1, predicate_end(scene.clause, scene.at))
    if rest and scene.words[scene.at + 1].tag is Tag.PART:  # « dont 3,5 millions financés par la Région »
        return About(entity, trim(rest))
    if rest and entity and scene.low(scene.at + 1) in ("un", "une"):
        return About(
            entity, scene.clause.of(skip_article(scene, scene.at + 1), predicate_end(scene.clause, scene.at + 1))
        )
    if rest is None or regex.search(r"\p{Lu}", rest) or scene.low(scene.at + 1) in ("de", "d'"):
        return About(entity, scene.before.property)
    return About(entity, trim(rest))


def _bare_change(scene: Scene) -> bool:
    """« , en hausse de 12 % », « , soit une progression de 3 points »: a change with no noun of its own."""
    i = scene.at
    while i > 0 and (
        scene.low(i - 1) in OF or scene.low(i - 1) in words("change_nouns") or scene.low(i - 1) in ("en", "une", "un")
    ):
        i -= 1
    return i < scene.at and scene.low(i - 1) in ("", ",", "soit")


def anaphor(scene: Scene) -> About:
    """« Ce taux a atteint 54 % », « Ils sont 98 % à… »: the subject is the figure before, be it of others now."""
    about = _taken_up(scene)
    if not about or scene.quantity.kind not in (Kind.PERCENTAGE, Kind.FRACTION):
        return about
    # « Chez les moins de 35 ans, ils sont 72 % », « tombe à 38 % chez les retraités »
    group = entity_after(scene, replace(about, entity=None)).entity
    return replace(about, entity=group) if group else about


def _taken_up(scene: Scene) -> About:
    verb = verb_before(scene)
    span = subject(scene.clause, verb) if verb is not None else None
    if span is None and verb is not None and scene.low(verb) in words("empty_verbs") and scene.low(scene.at + 1) == "à":
        said = scene.clause.of(scene.at + 2, predicate_end(scene.clause, scene.at))
        listed = scene.listed and scene.at + 2 < len(scene.words) and scene.words[scene.at + 2].tag is Tag.INF
        return About(scene.governor.entity, trim(said)) if listed else NOTHING  # « • sont 46 % à lire »
    if span is None:
        return NOTHING
    start = span[0]
    article = scene.words[start - 1] if start and scene.words[start - 1].tag is Tag.DET else scene.words[start]
    head = scene.low(start)
    latter = head in ("dernier", "derniers", "dernière", "dernières") and span[1] - start == 1
    if article.low in ("ce", "cet", "cette", "ces") and (latter or head in words("anaphoric_nouns")):
        return scene.before
    alone = span[1] - start == 1 and scene.words[start].tag is Tag.NOUN and not noun_after(scene)
    if alone and scene.low(start - 2) == "dont" and head in words("share_nouns"):
        end = start - 3 if scene.low(start - 3) == "," else start - 2
        return About(scene.clause.of(noun_phrase_start(scene.clause, end), end), head)  # « les X, dont la part… »
    bare = alone and head in words("share_nouns")
    apposed = scene.same_sentence and article.low in ("un", "une") and scene.low(start - 2) == ","
    comma = next((i for i in range(start) if scene.low(i) == ","), 0)
    if bare and comma > 1 and scene.low(0) == "côté":  # « Côté fraude, le taux est revenu à 7,6 % »
        return About(None, f"{scene.clause.of(*span)} {scene.clause.of(1, comma)}")
    if bare and scene.before.property and (apposed or article.low in ("la", "le", "l'")):
        return scene.before  # « …, un nombre qui a doublé », « À Paris, la proportion grimpe à… »
    behind = (
        scene.low(scene.at - 1) == "à" and scene.low(scene.at + 1) in DEFINITE
    )  # « celui-ci évalue à 2 M€ l'effort »
    if head in ("celui-ci", "celle-ci", "ceux-ci", "celles-ci") and not behind:
        return scene.before
    if (
        article.low in ("leur", "leurs", "son", "sa", "ses")
        and head in words("anaphoric_nouns")
        and scene.low(start + 1) not in OF  # « son chiffre d'affaires » is one of its own
        and scene.before.entity
    ):
        return About(scene.before.entity, (scene.before.property or head) if head != "nombre" else "nombre")
    theirs = article.low in ("leur", "leurs") and head in words("indicator_nouns") and scene.same_sentence
    if theirs and scene.before.entity:  # « … ; leur salaire net médian s'élevait à 2 050 € »
        return About(scene.before.entity, scene.clause.of(*span))
    wider = scene.same_sentence or scene.low(start + 1) in words("wider_adjectives")
    if head in ("moyenne", "médiane") and wider and span[1] - start < 3:
        return scene.before  # « quand la moyenne nationale est de 4,7 »
    behind_it = scene.words[scene.at + 2 : scene.at + 4]  # « Ils sont 72 % à y penser »
    infinitive = any(w.tag is Tag.INF for w in behind_it[: 2 if behind_it and behind_it[0].low in CLITICS else 1])
    said_of = (Kind.COUNT, Kind.PERCENTAGE, Kind.FRACTION)
    if infinitive and scene.quantity.kind in said_of and scene.low(scene.at + 1) == "à":
        said = trim(scene.clause.of(scene.at + 2, predicate_end(scene.clause, scene.at)))
        named = scene.clause.of(*span) if scene.words[start].tag is not Tag.PRON else _antecedent(scene, start)
        return About(named or scene.before.entity, said)
    shared = scene.quantity.kind in (Kind.PERCENTAGE, Kind.FRACTION)
    divides = verb is not None and scene.low(verb) not in words("empty_verbs") and noun_after(scene)
    told = scene.low(scene.at + 1) in ("à", "des", "de", "dans", "")
    if shared and head in ("ils", "elles", "on") and told and not divides:
        said = scene.clause.of(scene.at + 1, predicate_end(scene.clause, scene.at))
        return About(scene.before.entity, trim(said) if infinitive else scene.before.property)
    return NOTHING


def _antecedent(scene: Scene, pronoun: int) -> str | None:
    """The subject of an earlier verb of the same sentence: « Les voyageurs l'ont compris : ils ont été 3 millions »."""
    for i in range(pronoun):
        if scene.words[i].tag in FINITE and (span := subject(scene.clause, i)):
            return scene.clause.of(*span)
    return None


def other_one(scene: Scene) -> About:
    """« … celui des cyclistes a doublé »: the property before, of another entity."""
    return other(scene, scene.clause, scene.at - 1) or NOTHING


def other(scene: Scene, clause: Clause, last: int) -> About | None:
    """« celui des X » among the words up to `last`; where no one is counted, the whole measure of X is the property."""
    for i in range(last, -1, -1):
        word = clause.words[i]
        if word.low in THOSE and i < last and clause.words[i + 1].low in LOCATING and scene.before.entity:
            kind = scene.before.entity.split()[0]  # « les entrées en CAP…, celles en bac professionnel… »
            return About(f"{kind} {clause.of(i + 1, noun_phrase_end(clause, i + 2))}", scene.before.property)
        if word.low in THOSE and clause.words[min(i + 1, last)].low in OF:
            end = noun_phrase_end(clause, i + 2)
            if scene.before.entity is None and scene.before.property:
                measure = regex.split(r"\s(?:de|du|des|d['’])\b", scene.before.property)[0]
                return About(None, f"{measure} {clause.of(i + 1, end)}")
            start = i + 2
            while start < end and (clause.words[start].tag is Tag.DET or clause.words[start].low in OF):
                start += 1
            return About(clause.of(start, end), scene.before.property)
        if word.low in (",", ":") or word.quantity is not None:
            break
    return None


def inherited(scene: Scene) -> About:
    """Nothing in the clause: the figure before, or the lead-in."""
    if scene.same_sentence and scene.before:
        return scene.before
    later = next_finite(scene.clause, scene.at)
    with_it = last_finite(scene.clause, scene.at) if link(scene) == "avec" else None
    if with_it is not None:  # « Le pic de consommation a été atteint le 9 janvier, avec 87 GW »
        return subject_as_property(scene, with_it)
    if scene.low(scene.at - 1) in OF and later is not None:  # « De 29 800 en 2023, le nombre de plaintes… »
        return subject_as_property(scene, later)
    alike = scene.before.entity and scene.before.property == scene.governor.property
    if alike and scene.governor.entity is None:
        return scene.before  # « restaient sans courant : 24 500 foyers dans la Creuse, 9 300 en Corrèze »
    return scene.governor or (scene.before if scene.at == 0 else NOTHING)
