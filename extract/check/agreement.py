"""Claims against each other: the same share said twice, parts and their total, a rate and its year, a change and its
levels. Only claims that are linked, or that speak of the same thing, are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from extract import regex
from extract.check.codes import span
from extract.check.finding import Problem
from extract.check.numbers import Room, precision, room
from extract.find import Bound, Direction, Kind
from extract.records import Claim, Period, Release
from extract.write import plain

HUNDRED = Decimal(100)
SHARES = {Kind.PERCENTAGE, Kind.FRACTION}
HALF_LISTED = regex.compile(
    r"\b(?:dont|notamment|parmi|y compris|principalement|entre autres|surtout|incluant)\b", regex.I
)
A_YEAR = {"d": Decimal("365.25"), "wk": Decimal("52.18"), "mo": Decimal(12), "trimestre": Decimal(4), "a": Decimal(1)}
STOP = frozenset(
    "les des une aux par sur pour dans avec que qui est sont ont été leur leurs ces cette plus moins près presque environ "
    "soit contre depuis entre chaque tous toutes tout toute mois année années jour jours million millions milliard".split()
)
FROM_TO = regex.compile(r"\b(?:contre|au lieu de|pass(?:e|ent|ant|é|ée|és|ées) de)\b|→", regex.IGNORECASE)
Numbered = tuple[int, Claim]


def agreement(record: Release) -> Iterator[Problem]:
    """Contradictions between the claims of a record. A reviewed claim is what the release says, true or not."""
    claims = [(index, claim) for index, claim in enumerate(record.claims) if claim.reviewed is None]
    yield from _same_share(claims)
    yield from _totals(claims)
    yield from _rates(claims)
    yield from _changes(claims)


# « plus d'un Français sur 4 » beside « près de 25 % »


def _same_share(claims: list[Numbered]) -> Iterator[Problem]:
    shares = [(i, c) for i, c in claims if c.kind in SHARES and c.direction is None and c.upper is None]
    percentages = [(i, c) for i, c in shares if c.kind is Kind.PERCENTAGE]
    for i, fraction in shares:
        if fraction.kind is not Kind.FRACTION:
            continue
        mine = _as_share(fraction)
        near = [
            (j, c, _as_share(c))
            for j, c in percentages
            if abs(c.value - fraction.value * HUNDRED) <= c.value / 10
            and _compatible(fraction, c)
            and _kindred(fraction, c)
        ]
        if not near or any(mine.low < yours.high and yours.low < mine.high for _, _, yours in near):
            continue  # « plus d'un patient sur deux (54 %, contre 47 % en 2019) »
        j, percentage, _ = near[0]
        yield Problem(
            "same-share",
            ("claims", max(i, j), "quantity"),
            f"« {_said(fraction)} » (claims[{i}]) and « {_said(percentage)} » (claims[{j}]) cannot both hold: "
            "correct one, or mark one `reviewed: accepted`",
        )


def _as_share(claim: Claim) -> Room:
    """The open room of a share, in percent. « exactly » keeps the rounding of its last digit."""
    value = claim.value * (HUNDRED if claim.kind is Kind.FRACTION else Decimal(1))
    if claim.bound in (Bound.EXACTLY, Bound.ABOUT):
        slack = Decimal(3) if claim.kind is Kind.FRACTION or claim.bound is Bound.ABOUT else precision(claim) / 2
        return Room(value - slack, value + slack)
    if claim.bound in (Bound.MORE_THAN, Bound.AT_LEAST):
        return Room(round(value, 0), value + 10)
    return Room(value - 10, round(value, 0))


# Parts and their total


def _totals(claims: list[Numbered]) -> Iterator[Problem]:
    by_id = {claim.id: (index, claim) for index, claim in claims}
    parts: defaultdict[str, list[Numbered]] = defaultdict(list)
    for index, claim in claims:
        if claim.part_of in by_id and claim.part_of != claim.id:
            parts[str(claim.part_of)].append((index, claim))
    linked = {index for group in parts.values() for index, _ in group}
    groups = [(by_id[name], group) for name, group in parts.items()]
    groups += _bracketed(claims, linked)
    for (index, total), group in groups:
        same = [(i, c) for i, c in group if (c.unit, c.kind) == (total.unit, total.kind) and c.direction is None]
        if same and total.direction is None:
            yield from _sum(index, total, same)


def _bracketed(claims: list[Numbered], linked: set[int]) -> list[tuple[Numbered, list[Numbered]]]:
    """« 30 millions (10 millions de …, 9 millions de …) »: a total and, in brackets behind it, its parts."""
    groups = []
    for quote, members in _by_quote(claims).items():
        opened, closed = quote.find("("), quote.find(")")
        if not 0 < opened < closed or any(index in linked for index, _ in members):
            continue
        heads, inner, at = [], [], 0
        for index, claim in members:
            here = quote.find(claim.quantity, at)
            if here < 0:
                continue
            at = here + len(claim.quantity)
            if here < opened:
                heads.append((index, claim))
            elif here < closed:
                inner.append((index, claim))
        if heads and len(inner) >= 2:
            groups.append((heads[-1], inner))
    return groups


def _sum(index: int, total: Claim, parts: list[Numbered]) -> Iterator[Problem]:
    whole, added = room(total), sum((claim.value for _, claim in parts), Decimal(0))
    rooms = Room(Decimal(0), Decimal(0))
    for _, claim in parts:
        rooms += Room(claim.value, claim.value) if claim.bound is Bound.EXACTLY else room(claim)
    unit = max(precision(claim) for _, claim in parts)
    if unit == 1 and total.kind is Kind.COUNT:  # heads that were counted add up
        whole = Room(total.value, total.value) if total.bound is Bound.EXACTLY else whole
    else:  # rounded parts stray from their total by the root of their number (two standard deviations)
        rooms = rooms.wider(min(unit * 2 * (Decimal(len(parts)) / 12).sqrt(), total.value / 10))
    if rooms.meets(whole):
        return
    listed = f"the {len(parts)} parts make {plain(added)}" if len(parts) > 1 else f"a part is {plain(added)}"
    if rooms.low > whole.high:
        yield Problem(
            "total",
            ("claims", index, "value"),
            f"« {_said(total)} » is the total, but {listed}: correct one, or the `part_of` of a part",
        )
    elif len(parts) > 1 and added * 5 >= total.value * 4 and not _partial(total, parts[0][1]):
        yield Problem(
            "total",
            ("claims", index, "value"),
            f"« {_said(total)} » is the total, but {listed}: a part is missing, or one of them is wrong",
        )


def _partial(total: Claim, part: Claim) -> bool:
    """Whether the text says that it names only some of the parts."""
    end = part.quote.find(part.quantity)
    start = part.quote.find(total.quantity) if total.quote == part.quote else max(0, end - 40)
    return HALF_LISTED.search(part.quote[max(start, 0) : max(end, 0)]) is not None


# 526,000 a month beside « plus de 6,1 millions » a year


def _rates(claims: list[Numbered]) -> Iterator[Problem]:
    yearly = []
    for index, claim in claims:
        top, _, per = claim.unit.rpartition("/")
        if claim.kind is Kind.RATE and per in A_YEAR:
            yearly.append((index, claim, top, room(claim).times(A_YEAR[per]), claim.value * A_YEAR[per], per))
        elif claim.kind in (Kind.COUNT, Kind.MONEY) and claim.direction is None and _is_a_year(claim):
            yearly.append((index, claim, claim.unit, room(claim), claim.value, "a"))
    for (i, one, top, mine, value, per), (j, other, down, yours, worth, each) in combinations(yearly, 2):
        if per == each or top != down or not _compatible(one, other) or not _kindred(one, other):
            continue
        alike = max(value, worth) <= min(value, worth) * Decimal("1.1")
        if alike and not mine.meets(yours):
            yield Problem(
                "rate-total",
                ("claims", j, "value"),
                f"« {_said(other)} » and « {_said(one)} » (claims[{i}]) differ: over a year they make {plain(round(worth, 0))} "
                f"and {plain(round(value, 0))}; correct one, or mark one `reviewed: accepted`",
            )


def _is_a_year(claim: Claim) -> bool:
    days = span(claim.period.edtf) if claim.period else None
    if days is not None and days[0][5:] == "01-01" and days[1] == f"{days[0][:4]}-12-31":
        return True
    return (
        regex.search(
            r"\b(?:par an|(?:sur|en|dans) (?:un an|l’année|l'année)|chaque année|annuels?|annuelles?|par année)\b",
            claim.quote,
        )
        is not None
    )


# « + 8 % » where the levels are 22.8 and 30


def _changes(claims: list[Numbered]) -> Iterator[Problem]:
    by_id = {claim.id: claim for _, claim in claims}
    for index, change in claims:
        if change.direction is None or change.kind not in (Kind.PERCENTAGE, Kind.POINTS, Kind.COUNT, Kind.MONEY):
            continue
        pair = _levels(change, claims, by_id)
        if pair is None:
            continue
        then, now = pair
        if change.upper is not None or not then.value:
            continue
        yield from _change(index, change, then, now)


def _levels(change: Claim, claims: list[Numbered], by_id: dict[str, Claim]) -> tuple[Claim, Claim] | None:
    """The one pair of levels, before and after, that a change lies between."""
    fits = [
        claim
        for _, claim in claims
        if claim.direction is None
        and claim.upper is None
        and claim.status is None
        and _place(claim) == _place(change)
        and (
            claim.quote == change.quote
            or claim.id == change.compared_to
            or change.id == claim.compared_to
            or _alike(claim, change)
        )
        and (change.kind in (Kind.PERCENTAGE, Kind.POINTS) or claim.unit == change.unit)
        and claim.kind in (Kind.PERCENTAGE, Kind.COUNT, Kind.MONEY, Kind.MEASUREMENT, Kind.RATE, Kind.DURATION)
    ]
    pairs = []
    for one, other in combinations(fits, 2):
        if (one.unit, one.kind) != (other.unit, other.kind) or not (
            _alike(one, other) or one.quote == other.quote == change.quote
        ):
            continue
        then, now = _in_order(one, other, change)
        if then is None or now is None:
            continue
        if change.baseline and then.period and change.baseline.edtf != then.period.edtf:
            continue
        if change.period and now.period and change.period.edtf != now.period.edtf:
            continue
        pairs.append((then, now))
    return pairs[0] if len(pairs) == 1 else None


def _in_order(one: Claim, other: Claim, change: Claim) -> tuple[Claim, Claim] | tuple[None, None]:
    """The earlier level first; where no dates tell, links, « x contre y » and the way of the change do."""
    first, second = (span(c.period.edtf) if c.period else None for c in (one, other))
    if first is not None and second is not None and first != second:
        return (one, other) if first < second else (other, one)
    for then, now in ((one, other), (other, one)):
        measured = change.baseline is not None and then.period is not None and then.period.edtf == change.baseline.edtf
        if now.compared_to == then.id or (measured and now.period is None):
            return then, now
    if one.quote == other.quote == change.quote and FROM_TO.search(change.quote):
        rising = (one, other) if one.value <= other.value else (other, one)
        return rising if change.direction is Direction.UP else (rising[1], rising[0])
    return (None, None)


def _change(index: int, change: Claim, then: Claim, now: Claim) -> Iterator[Problem]:
    levels = f"{plain(then.value)} → {plain(now.value)}"
    away = now.value - then.value
    up = change.direction is Direction.UP
    if away and (away > 0) != up:
        yield Problem(
            "change",
            ("claims", index, "direction"),
            f"the levels say {'up' if away > 0 else 'down'} ({levels}): correct it",
        )
        return
    slack = (precision(then) + precision(now)) / 2
    points = Room(abs(away) - slack, abs(away) + slack)
    percent, stray = (
        abs(away) / then.value * HUNDRED,
        slack / then.value * max(now.value / then.value, Decimal(1)) * HUNDRED,
    )
    share = Room(percent - stray, percent + stray)
    said = room(change).wider(Decimal("0.05") if change.kind is Kind.PERCENTAGE else Decimal(0))
    fits = share if change.kind is Kind.PERCENTAGE else points
    if said.meets(fits):
        return
    if change.kind is Kind.PERCENTAGE and then.unit == "%" and said.meets(points.wider(Decimal(1))):
        yield Problem(
            "change",
            ("claims", index, "unit"),
            f"« {_said(change)} » with levels {levels} counts points, not percent: `kind: points`, `unit: point`",
        )
    else:
        middle = (fits.low + fits.high) / 2
        yield Problem(
            "change",
            ("claims", index, "value"),
            f"« {_said(change)} », but the levels {levels} make {plain(round(middle, 1))}: correct one of the three",
        )


# Whether two claims speak of the same


def _compatible(one: Claim, other: Claim) -> bool:
    return _place(one) == _place(other) and _overlap(one.period, other.period)


def _place(claim: Claim) -> str | None:
    return claim.place.name if claim.place else None


def _overlap(one: Period | None, other: Period | None) -> bool:
    if one is None or other is None:
        return True
    first, second = span(one.edtf), span(other.edtf)
    return first is None or second is None or (first[0] <= second[1] and second[0] <= first[1])


def _kindred(one: Claim, other: Claim) -> bool:
    """In one sentence, linked, or with a subject in common."""
    if one.quote == other.quote or one.id == other.compared_to or other.id == one.compared_to:
        return True
    return bool(_subject(one) & _subject(other)) or len(_words(one.quote) & _words(other.quote)) >= 3


def _alike(one: Claim, other: Claim) -> bool:
    """The same subject: at least half of the words of entity and property."""
    mine, yours = _subject(one), _subject(other)
    return bool(mine and yours) and 2 * len(mine & yours) >= max(len(mine), len(yours))


def _subject(claim: Claim) -> frozenset[str]:
    return _words(f"{claim.entity or ''} {claim.property or ''}")


@lru_cache(maxsize=8192)
def _words(text: str) -> frozenset[str]:
    return frozenset(w.rstrip("s") for w in regex.findall(r"[^\W\d_]{3,}", text.lower()) if w not in STOP)


def _said(claim: Claim) -> str:
    hedge = "" if claim.bound in (Bound.EXACTLY, Bound.BETWEEN) else f"{claim.bound.replace('_', ' ')} "
    return hedge + claim.quantity


def _by_quote(claims: list[Numbered]) -> dict[str, list[Numbered]]:
    groups: defaultdict[str, list[Numbered]] = defaultdict(list)
    for index, claim in claims:
        groups[claim.quote].append((index, claim))
    return groups
