"""Entity and property of what is counted: the noun behind a figure, and what the sentence says of it."""

from __future__ import annotations

from extract import regex
from extract.find.quantity import Kind
from extract.grammar import Tag
from extract.grammar.classes import classes
from extract.relate.attached import with_complement
from extract.relate.phrases import (
    CLITICS,
    FINITE,
    LOCATING,
    NAMES,
    OF,
    VERBAL,
    finite_after,
    group_start,
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
    is_body,
    noun_after,
    several,
    skip_article,
    trim,
)
from extract.relate.shares import qualified, rate, share, thought_by_them
from extract.relate.verbs import agrees, drop_links, governing, predicate, said_before, said_from, says, verb_before
from extract.relate.words import beginnings, words


def counted_noun(scene: Scene) -> About:
    """A noun is counted: « 77 % des médecins », « un patient sur deux », « 120 agents », « 3 M€ de travaux »."""
    if part := _of_the_same(scene):
        return part
    if scene.quantity.kind is Kind.FRACTION and " fois " in scene.quantity.text:
        start = scene.at + 2 if scene.low(scene.at + 1) == "," else scene.at + 1
        return About(None, thought_by_them(scene, start))  # « Huit fois sur dix, une femme est à leur tête »
    noun = noun_after(scene)
    if noun and scene.quantity.text.lower() in words("multiplying_nouns"):
        return About(None, noun[0])  # « grâce au doublement des effectifs de contrôle »
    if noun is None or (scene.quantity.direction and scene.quantity.kind not in COUNTED):
        return NOTHING
    entity, end = noun
    head = entity.split()[0].lower()
    if head == "fois" and (often := _so_often(scene)):
        return often
    if entity.lower() in words("case_nouns") and (whose := _counted_in_cases(scene)):
        return About(whose)
    if scene.quantity.direction and scene.quantity.kind in (Kind.PERCENTAGE, Kind.FRACTION):
        loser = verb_before(scene) if scene.low(scene.at + 2) in ("ses", "leurs") else None
        if loser is not None:  # « la Corse perd 9 % de ses apprentis »
            return About(entity, scene.clause.of(loser, loser + 1))
        return About(None, entity)
    measure = head in words("indicator_nouns") or head in words("change_nouns")
    if scene.quantity.kind is Kind.PERCENTAGE and (of := rate(scene)):
        return About(entity, of)
    if scene.quantity.kind is Kind.MONEY:  # « 6,2 M€ de prêts de la Banque des territoires », « 3 M€ d'aides versées »
        said = predicate(scene, end)
        verb = verb_before(scene) if said is None else None
        if verb is not None and scene.low(verb).startswith(beginnings("giving_verbs")):  # « a versé 1,9 Md€ de… »
            return About(entity, governing(scene, end))
        return About(None, entity) if said is None or head in words("indicator_nouns") else About(entity, said)
    if scene.quantity.kind is Kind.DURATION:  # « nécessite dix-huit mois de travaux »
        return About(entity, governing(scene, end))
    verb = verb_before(scene)
    shares = verb is not None and scene.low(verb).startswith(beginnings("share_verbs"))
    parts = scene.quantity.kind in (Kind.FRACTION, Kind.PERCENTAGE) and verb is None
    if parts and measure and (told := finite_after(scene.clause, end)) is not None and told <= end + 2:
        return About(entity, said_from(scene, told))  # « Les deux tiers de cette puissance sont posés sur… »
    if measure and not shares and (scene.quantity.kind not in COUNTED or scene.low(scene.at + 1) in ("de", "d'")):
        does = verb is not None and not says(scene, verb, "reach_verbs", "change_verbs", "have_verbs")
        said = governing(scene, end) if does else None
        return About(entity, said) if said else About(None, entity)
    if scene.quantity.kind in (Kind.FRACTION, Kind.PERCENTAGE) and scene.low(scene.at - 1) in ("dans", "pour", "chez"):
        said = said_before(scene)
        if said is None and scene.low(end) == ",":  # « Pour 71 % des répondants, la priorité est l'emploi »
            said = thought_by_them(scene, end + 1)
        return About(scene.governor.entity if head in words("generic_nouns") else entity, said)
    if scene.low(0) in ("sur", "parmi") and all(w.tag is Tag.DET for w in scene.words[1 : scene.at]):
        return About(entity, predicate(scene, end))  # « Sur 74 stations [relevées], 41 sont en alerte »: their base
    begins = noun_phrase_start(scene.clause, scene.at - 1) if scene.low(scene.at - 1) in OF else scene.at
    holder = scene.clause.of(begins, scene.at - 1) if begins < scene.at else None
    if (
        holder
        and holder.lower() not in words("counting_nouns")
        and holder.split()[0].lower() in words("indicator_nouns")
    ):  # « d'une capacité totale de 1 130 places »
        return About(entity, with_complement(scene, holder, end))
    elsewhere = verb is not None and any(w.quantity is not None for w in scene.words[verb:begins])
    if holder and (elsewhere or _heads_item(scene, begins)):
        return About(entity, holder)  # « prévoit la création de 25 postes et [la rénovation] de 12 écoles »
    if scene.quantity.direction and not scene.clause.outer and (grown := _grown_by(scene)):
        return About(entity, grown)
    own_clause = (
        verb is None
        or (scene.at > 0 and scene.words[scene.at - 1].tag is Tag.CONJ)
        or (scene.low(scene.at - 1) == "," and end < len(scene.words) and scene.words[end].tag in FINITE)
    )
    finite = finite_after(scene.clause, end) if own_clause and not _names_source(scene) else None
    if finite is not None:
        entity = f"{entity} {_participle(scene, end, finite)}".rstrip()
    said = None if finite is None or not agrees(scene, finite) else said_from(scene, finite)
    if scene.low(end) == "à" and end + 1 < len(scene.words) and scene.words[end + 1].tag is Tag.INF:
        said = scene.clause.of(end + 1, predicate_end(scene.clause, end + 1))
    if (
        said is None
        and verb is not None
        and says(scene, verb, "aim_verbs")
        and scene.low(verb) not in words("holding_forms")
    ):
        said = predicate(scene, end)
    if said is None and _shares_its_verb(scene, end):
        said = predicate(scene, end)  # « 340 véhicules étaient immobilisés et 4 200 foyers privés de courant »
    said = said or _item_says(scene) or governing(scene, end) or predicate(scene, end)
    if said is None and _continues(scene):
        said = scene.before.property
    if said is None and scene.low(scene.at - 1) in ("de", "d'"):
        start = noun_phrase_start(scene.clause, scene.at - 1)
        said = with_complement(scene, scene.clause.of(start, scene.at - 1), end)
    if said is None and scene.quantity.kind is Kind.RATE and not any(w.tag in FINITE for w in scene.words[: scene.at]):
        said = scene.clause.of(
            noun_phrase_start(scene.clause, scene.at), scene.at
        )  # « Cadence : jusqu'à 320 pièces par minute »
    if (
        said
        and said.split()[-1].startswith(("franchi", "dépass"))
        and scene.low(end).startswith(("franchi", "dépass", "est"))
    ):
        said = None  # « la barre des 20 000 licenciés est franchie »
    if scene.quantity.kind in (Kind.PERCENTAGE, Kind.FRACTION) and (held := share(scene, entity, end)):
        return held
    said = said or scene.governor.property
    if said is None and scene.quantity.kind is Kind.PERCENTAGE and (alone := qualified(scene, entity)):
        return alone
    return About(entity, said)


def _counted_in_cases(scene: Scene) -> str | None:
    """« Les vols avec violence passent de 41 à 29 faits »: they are counted themselves."""
    verb = verb_before(scene)
    if verb is None or not says(scene, verb, "change_verbs", "reach_verbs"):
        return None
    span = subject(scene.clause, verb)
    return scene.clause.of(*span) if span and several(scene.low(span[0])) else None


def _so_often(scene: Scene) -> About | None:
    """« Les vélos ont été empruntés 612 000 fois »: what is done so often, and to what."""
    verb = verb_before(scene)
    span = subject(scene.clause, verb) if verb is not None else None
    if verb is None or span is None:
        return None
    group = scene.words[group_start(scene.clause, verb) : verb + 1]
    done = any(w.low in words("passive_auxiliaries") for w in group[:-1]) or scene.low(span[0]) in words("person_nouns")
    who = scene.before.entity if scene.words[span[0]].tag is Tag.PRON else scene.clause.of(*span) if done else None
    return About(who, trim(scene.clause.of(group_start(scene.clause, verb), drop_links(scene, scene.at, verb))))


def _heads_item(scene: Scene, start: int) -> bool:
    """« • le recrutement de 200 éducateurs salariés »: the item begins with what is done, and has no verb."""
    return scene.listed and skip_article(scene, 0) == start and not any(w.tag in FINITE for w in scene.words)


def _item_says(scene: Scene) -> str | None:
    """« • gel des coupures pour 15 000 clients fragiles »: what an item without a verb begins with."""
    if not scene.listed or scene.at < 2 or scene.low(scene.at - 1) not in ("pour", "auprès", "chez", "dans", "à"):
        return None
    start = skip_article(scene, 0)
    plain = all(w.tag in (*NAMES, Tag.ADJ, Tag.ADP, Tag.DET) for w in scene.words[start : scene.at])
    verbless = not any(w.tag in FINITE for w in scene.words)
    return scene.clause.of(start, scene.at - 1) if plain and verbless and scene.words[start].tag is Tag.NOUN else None


def _shares_its_verb(scene: Scene, end: int) -> bool:
    """Whether a participle follows the noun, and the verb before belongs to a figure that is its subject."""
    if scene.words[scene.at - 1].tag is not Tag.CONJ or end >= len(scene.words) or scene.words[end].tag is not Tag.PART:
        return False
    verb = verb_before(scene)
    return verb is not None and any(w.quantity is not None for w in scene.words[:verb])


def _names_source(scene: Scene) -> bool:
    """« Selon une enquête menée auprès de 2 400 voyageurs, … »: what follows the comma is said of others."""
    cited = scene.low(0) == "selon" or (scene.low(0), scene.low(1)) == ("d'", "après")
    return cited and all(w.low != "," for w in scene.words[: scene.at])


def _grown_by(scene: Scene) -> str | None:
    """« La population a augmenté de 9 400 personnes »: what grows is said of those it grew by."""
    verb = verb_before(scene)
    by = verb == scene.at - 1 or scene.low(scene.at - 1) in OF  # « de » may belong to the figure
    if verb is None or not by or not says(scene, verb, "change_verbs"):
        return None
    span = subject(scene.clause, verb)
    told = span and scene.words[span[0]].tag is not Tag.PRON and not is_body(scene, span[0])
    return scene.clause.of(*span) if span and told else None


def _of_the_same(scene: Scene) -> About | None:
    """« … 738 infractions pour vitesse excessive, 56 liées à l'alcool »: the noun is that of the figure before."""
    after = scene.words[scene.at + 1] if scene.at + 1 < len(scene.words) else None
    told = scene.before.property or ""
    in_row = (
        scene.same_sentence
        and scene.low(scene.at - 1) in (",", "et")
        and told.startswith(("sont des ", "étaient des "))
    )
    if after and after.low == "des" and in_row and scene.quantity.kind is Kind.PERCENTAGE and scene.before.entity:
        end = noun_phrase_end(scene.clause, scene.at + 2)  # « 38 % sont des familles, 27 % des retraités »
        if finite_after(scene.clause, end) is None:
            return About(scene.before.entity, f"{told.split()[0]} {scene.clause.of(scene.at + 1, end)}")
    if after is None or scene.quantity.kind is not Kind.COUNT or not (scene.same_sentence and scene.before.entity):
        return None
    by = after.low == "par" and scene.words[scene.at + 2].tag is Tag.DET  # « un million par la Région »: who gave it
    if after.tag is Tag.ADP and after.low in LOCATING and scene.low(scene.at - 1) in (",", "et") and not by:
        said = trim(scene.clause.of(scene.at + 1, predicate_end(scene.clause, scene.at + 1)))
        named = said is None or regex.search(r"\p{Lu}", said)
        return About(scene.before.entity, scene.before.property if named else said)  # « 120 en CDI, 80 en alternance »
    tied = after.tag in (Tag.PART, Tag.ADJ) and not set(classes(after.low)) & set("nN")
    if not (tied and scene.low(scene.at + 2) in ("à", "au", "aux", "par", "pour")):
        return None
    return About(scene.before.entity, trim(scene.clause.of(scene.at + 1, predicate_end(scene.clause, scene.at + 1))))


def _participle(scene: Scene, start: int, verb: int) -> str:
    """« des produits [servis en classe] étaient bio », « 52 bus [roulant au gaz] sont… »: between noun and verb, the noun's."""
    while verb > start and (scene.low(verb - 1) in CLITICS or scene.words[verb - 1].tag is Tag.ADV):
        verb -= 1
    between = scene.words[start:verb]
    if (
        not between
        or between[0].tag not in (Tag.PART, Tag.GER)
        or any(w.tag is Tag.PUNCT or w.quantity is not None for w in between)
    ):
        return ""
    return scene.clause.of(start, verb) or ""


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
