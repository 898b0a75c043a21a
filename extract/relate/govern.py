"""Which of the times in a sentence governs a quantity of it."""

from __future__ import annotations

from collections.abc import Sequence

from extract import regex
from extract.find.quantity import Kind, Quantity
from extract.relate.folding import fold
from extract.relate.tense import PAST
from extract.relate.times import SINCE_BIRTH, Moment
from extract.relate.timevalues import Role
from extract.relate.words import either
from extract.relate.zones import AIMING, breaks, is_comparison, parts, zone_at
from extract.text import Span

_VERB = regex.compile(
    rf"\b(?:{either('governing_forms')})\b"
    rf"|\bet (?:{AIMING})\b"
)
_FORMER = regex.compile(rf"\b(?:{either('former_adverbs')})\b")


_DECIDED = regex.compile(rf"\b(?:a|ont) (?:{either('deciding_participles')})\b(?: [\w']+){{0,4}} ?$")
"""« a voté le 9 mars un budget de 12 M€ »: the day of the vote is not when the money holds."""


_ASKED = regex.compile(r"\bauprès (?:de|d'|des) ?(?:plus de |près de |quelque |un échantillon de )?$")
_HELD_AGAINST = regex.compile(
    r",\s(?:loin|encore|bien|très|toujours|tout près|mais|sous|en deçà|au-delà|au-dessus|au-dessous|pour un objectif|face)\b"
)
"""« a atteint 22,3 %, loin de l'objectif de 33 % fixé pour 2030 »: the time is that of what it is held against."""
_OWN_CLAUSE = regex.compile(r", et \D{0,12}\d[^,;]*? (?:\p{L}+(?:ront|aient|èrent)|sera|sont|ont)\b")
"""« est de 52 ans, et 43 % partiront d'ici dix ans »: a clause of its own, with its own time."""
_THOUGHT = regex.compile(rf"\b(?:{either('thinking_stems')})\w* qu(?:e |')")
"""« jugent que la ville a changé au cours des cinq dernières années »: the time is that of what they think."""


_FRONTED = regex.compile(
    r"(?:(?:ainsi|aussi|en effet|au total|à ce jour|dans|en|à|aux?|sur)\b[^,;:]{0,40}, ){0,3}depuis(?: l[ea']?)? ?"
    rf"|{SINCE_BIRTH}[^,;:]{{0,30}}"
)
"""« Ainsi, dans le Var, depuis le 1er mars, 22 cas ont été recensés »: adjuncts alone stand before the time."""


def governor(
    text: str, sentence: Span, usable: Sequence[Moment], others: Sequence[Span], quantity: Quantity
) -> Moment | None:
    """The time that a quantity holds at, of those usable in its sentence; `others` are the block's other quantities.

    First the one that follows it in its clause, then the nearest before, then the only one of the sentence.
    """
    start, end = quantity.extent.start or quantity.span.start, max(quantity.extent.end, quantity.span.end)
    zone = zone_at(text, sentence, quantity.span.start)
    asked = _ASKED.search(fold(text[max(sentence.start, start - 40) : quantity.span.start])) is not None
    if asked and (before := _before(text, sentence, usable, others, zone, quantity, start)):
        return before  # « menée en avril auprès de 1 508 patrons, 71 % déclarent… au cours des douze derniers mois »
    if after := _after(text, sentence, usable, others, zone, end):
        return after
    if zone != sentence and is_comparison(text, zone) and _FORMER.search(fold(zone.of(text))):
        return None
    if before := _before(text, sentence, usable, others, zone, quantity, start):
        return before
    if zone != sentence and is_comparison(text, zone):
        return None
    return _only(text, sentence, usable, others, start, end)


def _is_anothers(between: str) -> bool:
    """Whether the words between a quantity and a time give it to a thought, or to the total that is brought to."""
    return _THOUGHT.search(between) is not None or ", portant " in between


def _after(
    text: str, sentence: Span, usable: Sequence[Moment], others: Sequence[Span], zone: Span, end: int
) -> Moment | None:
    for m in usable:
        between = fold(text[end : m.span.start]) if m.span.start >= end else ""
        if m.span.start < end or _is_anothers(between):
            continue
        if _HELD_AGAINST.match(text, end) and any(end <= o.start < m.span.start for o in others):
            continue
        near = zone_at(text, sentence, m.span.start)
        in_brackets = text[near.start] in "([" and not any(near.contains(o) for o in others)
        if near != zone and not (in_brackets and near.start - end < 40):
            continue
        fresh = [o for o in others if end <= o.start < m.span.start and zone_at(text, sentence, o.start) == zone]
        if breaks(text, end, m.span.start) or (fresh and breaks(text, fresh[-1].end, m.span.start)):
            listed = bool(fresh) and not breaks(text, fresh[-1].end, m.span.start)
            if _OWN_CLAUSE.search(between):
                return None
            if not (
                listed
                and not parts(text, end, m.span.start)
                and _VERB.search(between) is None
                and regex.search(r"[;:(]|\b(?:dont|portant)\b", between) is None
            ):
                return None
        return m
    return None


def _before(
    text: str,
    sentence: Span,
    usable: Sequence[Moment],
    others: Sequence[Span],
    zone: Span,
    quantity: Quantity,
    start: int,
) -> Moment | None:
    before = [m for m in usable if m.span.end <= start and zone_at(text, sentence, m.span.start) == zone]
    if zone != sentence and not before:
        before = [m for m in usable if m.span.end <= start and zone_at(text, sentence, m.span.start) == sentence]
        before = [m for m in before if m.role is not Role.SINCE]  # « n'a pas augmenté depuis 2019 alors que… »
    for m in reversed(before):
        between = text[m.span.end : start]
        if (
            quantity.kind is Kind.MONEY
            and len(m.edtf or "") == 10
            and (_DECIDED.search(fold(text[sentence.start : m.span.start])) or _DECIDED.search(fold(between)))
        ):
            continue
        if m.attached and regex.search(r"[,:;]\s|\b\w+(?:e|ent|t|a)\b", between):
            continue
        late = m.role is Role.SINCE and m.span.start > sentence.start + 8 and regex.search(r"[,:]\s", between)
        if late and not _FRONTED.fullmatch(fold(text[sentence.start : m.span.start])):
            continue
        bound = any(o.end <= m.span.start and not breaks(text, o.end, m.span.start) for o in others)
        if bound and not quantity.direction and parts(text, m.span.end, start):
            continue
        if (
            bound
            and ";" in between
            and zone == sentence
            and not quantity.direction
            and quantity.kind is not Kind.FRACTION
            and not PAST.search(fold(text[start : start + 60]))
        ):
            continue
        return m
    return None


def _only(
    text: str, sentence: Span, usable: Sequence[Moment], others: Sequence[Span], start: int, end: int
) -> Moment | None:
    """The only time of the sentence, where it comes later and nothing keeps the quantity from it."""
    rest = [
        m
        for m in usable
        if not m.attached and m.role is not Role.SAME and zone_at(text, sentence, m.span.start) == sentence
    ]
    if len(rest) != 1 or rest[0].span.start < end or rest[0].bare:
        return None
    m = rest[0]
    between = fold(text[end : m.span.start])
    if _is_anothers(between) or _OWN_CLAUSE.search(between):
        return None
    if regex.search(
        r"[;»]|\bdont\b(?:(?=[^,:]*\d)(?:[^,:]|,(?=\d))*|[^,]*\b(?:avant|dès|depuis) (?:le |la )?)$",
        text[end : m.span.start],
    ) or parts(text, end, m.span.start):
        return None
    bound = any(end <= o.start and o.end <= m.span.start and not breaks(text, o.end, m.span.start) for o in others)
    opening, closing = text[sentence.start : start], regex.match(r"[^,;:]*,\s", text[end:])
    held = _HELD_AGAINST.match(text, end)
    apart = (
        not held
        and closing
        and (regex.search(r",\s[^,;]*$", opening) or ("," not in opening and not _VERB.search(fold(closing.group()))))
    )
    return m if apart or not (bound and breaks(text, end, m.span.start)) else None
