"""Entity and property of a figure in brackets: what the words in them say, what they hang on, the figure before."""

from __future__ import annotations

from extract.find.quantity import Kind
from extract.grammar import Tag
from extract.lexicon.gazetteer import gazetteer
from extract.relate.clause import AGES, Clause
from extract.relate.elliptic import other, share_of_before
from extract.relate.phrases import (
    DEFINITE,
    FINITE,
    OF,
    group_start,
    last_finite,
    next_finite,
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
    host,
    noun_after,
    several,
    trim,
)
from extract.relate.verbs import predicate
from extract.relate.words import beginnings, words

_IN_ROW = (Tag.NOUN, Tag.PROPN, Tag.ADJ, Tag.DET, Tag.CONJ, Tag.PUNCT)


def bracketed(scene: Scene) -> About:
    """« Les femmes (45 %) », « 614 M€ (31,6 % du budget) », « le prix (54 %), puis la qualité (38 %) »."""
    outer = scene.clause.outer
    if outer is None:
        return NOTHING
    noun, start = noun_after(scene), _hangs_on(outer, scene.gap)
    if (aged := _ages_before(outer, scene.gap)) and scene.quantity.kind is Kind.PERCENTAGE and not noun:
        verb = verb_after(outer, scene.gap + 1)
        own = (
            trim(outer.of(verb, predicate_end(outer, verb))) if verb is not None else _told_of(outer, start, scene.gap)
        )
        return About(aged, own or (scene.before.property if scene.same_sentence else None))
    link = scene.low(0) if scene.at else ""
    if link == "contre" and not noun and scene.low(scene.at + 1) == "qui":
        return About(scene.before.entity, predicate(scene, scene.at + 1))
    if noun and link == "soit" and scene.before.entity and noun[0].lower() in words("generic_people"):
        return scene.before
    definite = scene.low(scene.at + 1) in ("du", "des") or scene.low(scene.at + 2) in ("la", "l'")
    of_whole = scene.quantity.kind is Kind.PERCENTAGE and noun and definite and scene.before.entity is None
    measured = noun is not None and noun[0].split()[0].lower() in words("indicator_nouns")
    if of_whole and noun and scene.same_sentence and scene.before.property and measured:
        return scene.before  # « transports : 614 M€ (31,6 % du budget) »
    if of_whole and noun and measured and not scene.same_sentence:  # « La Défense (52 % des ventes) progresse »
        return About(noun[0], outer.of(start, scene.gap + 1))
    if noun and scene.quantity.kind in COUNTED:
        definite_before = 0 < start <= scene.gap and outer.words[start - 1].low in DEFINITE
        own = outer.of(start, scene.gap + 1) if definite_before and next_finite(outer, scene.gap + 1) else None
        shared = own if not scene.same_sentence else scene.before.property
        return About(noun[0], predicate(scene, noun[1]) or shared or scene.governor.property)
    if link == "dont":
        return share_of_before(scene)
    if scene.quantity.direction and any(w.quantity is not None for w in scene.words[: scene.at]):
        return scene.before  # « (58 %, + 4 points) »
    if than := _than(scene, outer, start):
        return than
    level = scene.quantity.kind is Kind.PERCENTAGE and scene.quantity.direction is None and start <= scene.gap
    if level and (come := _come_from(scene, outer, start)):
        return come
    if level and (behind := _ranked_behind(scene, outer, start)):
        return behind
    if _stands_apart(scene, outer, start):
        return About(None, outer.of(start, scene.gap + 1))
    if start <= scene.gap and scene.quantity.direction is None and scene.quantity.kind is Kind.MEASUREMENT:
        name = outer.of(_last_joined(outer, start, scene.gap), scene.gap + 1)
        if scene.before and gazetteer().named(name or ""):
            return scene.before  # « 1 480 ha… La Vendée (380 ha) et la Sarthe concentrent… »
    figure_before = any(w.quantity is not None for w in outer.words[: scene.gap + 1])
    if told := other(scene, outer, scene.gap):
        return told
    if scene.before and (figure_before or link in ("contre", "après")):
        amount = scene.quantity.kind is Kind.MONEY and scene.quantity.direction is None
        return About(None, scene.before.property) if amount else scene.before
    if all(w.tag is Tag.ADJ for w in outer.words[start : scene.gap + 1]) and outer.words[start - 1].tag is Tag.AUX:
        return host(scene, outer, start)  # « Le nombre d'accidents est stable (1 204 contre 1 198) »
    changing = any(w.low in words("change_nouns") for w in outer.words[start : scene.gap + 1])
    if changing and outer.words[start - 1].low == "en":  # « le nombre d'accidents est en baisse (41 contre 48) »
        return host(scene, outer, start)
    if scene.quantity.direction is None and scene.quantity.kind in (*COUNTED, Kind.MEASUREMENT):
        verb = verb_after(outer, scene.gap + 1)
        said = trim(outer.of(verb, predicate_end(outer, verb))) if verb is not None else scene.governor.property
        if start <= scene.gap and scene.governor.entity and verb is None:
            return About(scene.governor.entity, outer.of(start, scene.gap + 1))
        if start <= scene.gap and scene.same_sentence and scene.quantity.kind is Kind.PERCENTAGE:
            start = _last_joined(outer, start, scene.gap)
        bears = start < 3 and next_finite(outer, scene.gap + 1) == scene.gap + 1
        if level and bears and outer.words[start].low in words("indicator_nouns"):
            return About(None, outer.of(start, scene.gap + 1))  # « Son taux d'occupation (92 %) dépasse… »
        if start <= scene.gap and not level and (come := _come_from(scene, outer, start)):
            return come
        if start <= scene.gap:
            said = said or _told_of(outer, start, scene.gap)
            head = outer.words[start].low
            single = scene.quantity.kind is Kind.PERCENTAGE and not several(head) and said is None
            if single and head not in words("person_nouns") and outer.words[start].tag is Tag.NOUN:
                who = scene.before.entity or scene.governor.entity or _who_says(outer, start)
                return About(who, outer.of(start, scene.gap + 1))
            return About(outer.of(start, scene.gap + 1), said)
    return host(scene, outer, scene.gap + 1)


def _hangs_on(outer: Clause, gap: int) -> int:
    """Where the noun phrase before a bracket begins, be it with an infinitive: « la difficulté à trouver un bien adapté »."""
    for i in range(gap, 0, -1):
        word, before = outer.words[i], outer.words[i - 1]
        if word.quantity is not None or word.tag in (*FINITE, Tag.REL, Tag.SUB, Tag.PUNCT):
            break
        if word.tag is Tag.DET and (before.tag is Tag.CONJ or before.low == ","):
            aims = any(w.tag is Tag.INF for w in outer.words[i + 1 : gap])
            return i + 1 if aims and outer.words[i + 1].tag is Tag.NOUN else noun_phrase_start(outer, gap + 1)
    return noun_phrase_start(outer, gap + 1)


def _ages_before(outer: Clause, gap: int) -> str | None:
    """« les 18-34 ans (54 %) »: the group that the bracket follows."""
    if gap < 1 or outer.words[gap].low not in ("ans", "plus", "moins"):
        return None
    end = outer.words[gap].span.end
    start = outer.words[max(0, gap - 7)].span.start
    return next((m.group() for m in AGES.finditer(outer.text, start, end) if m.end() == end), None)


def _stands_apart(scene: Scene, outer: Clause, start: int) -> bool:
    """« Envoyé à 5 millions de ménages, le chèque énergie (150 euros) pourrait… »: what costs so much is the subject."""
    if scene.quantity.kind is not Kind.MONEY or scene.quantity.direction is not None or not 1 < start <= scene.gap:
        return False
    subject_of = next_finite(outer, scene.gap + 1) == scene.gap + 1
    return subject_of and outer.words[start - 1].low in DEFINITE and outer.words[start - 2].low == ","


def _ranked_behind(scene: Scene, outer: Clause, start: int) -> About:
    """« Le tram concentre 58 % des trajets, loin devant le bus (27 %) et le vélo (3 %) »: those that come next."""
    last = max((i for i, w in enumerate(outer.words[:start]) if w.quantity is not None), default=-1)
    if last < 0 or not any(w.low in ("devant", "derrière", "avant") for w in outer.words[last:start]):
        return NOTHING
    name, whole = outer.of(_last_joined(outer, start, scene.gap), scene.gap + 1), scene.before.entity
    if gazetteer().named(name or ""):
        return scene.before  # where, not what
    own = whole is not None and any((outer.of(i, i + 1) or "") in whole.split(" ") for i in range(1, min(3, last)))
    return About(name, scene.before.property) if own else About(whole, name)


def _than(scene: Scene, outer: Clause, start: int) -> About:
    """« Les dépenses progressent de 2,8 %, moins vite que l'inflation (3,4 %) »: what they are held against."""
    held = start > 1 and outer.words[start - 1].low in DEFINITE and outer.words[start - 2].low in ("que", "qu'")
    measure = start <= scene.gap and outer.words[start].low not in words("person_nouns")
    if held and measure and scene.quantity.kind is Kind.PERCENTAGE:
        return About(None, outer.of(start, scene.gap + 1))
    return NOTHING


def _who_says(outer: Clause, end: int) -> str | None:
    """« Les Français citent d'abord le prix (54 %) »: persons before the verb."""
    verb = last_finite(outer, end)
    span = subject(outer, verb) if verb is not None else None
    return outer.of(*span) if span and outer.words[span[0]].low in words("person_nouns") else None


def _come_from(scene: Scene, outer: Clause, start: int) -> About:
    """« Les visiteurs viennent d'Allemagne (12 %) », « Le reste provient des dons (49 %) »: where those before the verb are from."""
    end = scene.gap + 1
    start = max(
        (i + 1 for i in range(start, end) if outer.words[i].tag is Tag.CONJ or outer.words[i].low in OF), default=start
    )
    of = start - 1
    while of > 0 and outer.words[of].tag is Tag.DET and outer.words[of].low not in OF:
        of -= 1
    verb = last_finite(outer, start)
    span = subject(outer, verb) if verb is not None else None
    if verb is None or outer.words[of].low not in OF or (span is None and scene.before.entity is None):
        return NOTHING
    told = outer.words[verb].low.startswith(beginnings("source_words"))
    if not told and not gazetteer().named(outer.of(start, end) or ""):
        return NOTHING
    own = span if span and outer.words[span[0]].low not in words("rest_nouns") else None
    who = outer.of(*own) if own else scene.before.entity
    return About(who, f"{outer.of(verb, verb + 1)} {outer.of(of, end)}")


def _last_joined(outer: Clause, start: int, gap: int) -> int:
    """« la fatigue (31 %) et le prix des livres (27 %) »: where the last of several things begins, behind its article."""
    joints = (i for i in range(start, gap) if outer.words[i].low in DEFINITE and outer.words[i - 1].tag is Tag.CONJ)
    return max((i + 1 for i in joints), default=start)


def _told_of(outer: Clause, start: int, gap: int) -> str | None:
    """What the clause tells of those in front of a bracket.

    « Le niveau de confiance est moins fort chez les employés (47 %) », « Elle est plébiscitée par les femmes (78 %) »,
    « Les retraités (41 %) et les ruraux (38 %) s'inquiètent »
    """
    verb = last_finite(outer, start)
    if verb is None:
        later = next_finite(outer, gap + 1)
        if later is None or outer.words[gap + 1].low not in ("et", ","):
            return None
        if any(w.tag not in _IN_ROW for w in outer.words[gap + 1 : later]):
            return None
        return trim(outer.of(later, predicate_end(outer, later)))
    span = subject(outer, verb)
    among = next((w for w in outer.words[start - 2 : start] if w.low in ("chez", "parmi")), None)
    said = span is not None and outer.words[span[0]].tag is Tag.NOUN and among is not None
    if span and (said or outer.words[span[0]].low in words("indicator_nouns")):
        return outer.of(*span)
    by = next((i for i in range(verb + 1, start) if outer.words[i].low in ("par", "auprès")), None)
    return trim(outer.of(group_start(outer, verb), by)) if by is not None else None
