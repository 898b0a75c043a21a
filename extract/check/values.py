"""A claim against its own words: value, range, fraction, sign, hedge, unit and kind."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extract import regex
from extract.check.finding import Problem
from extract.check.numbers import SCALES, before, figures, hedge, read_after, reread
from extract.find import Bound, Direction, Kind, Quantity
from extract.records import Claim
from extract.write import plain

FOURTH = Decimal("0.0001")  # fractions are kept to four decimals
HUNDREDTH = Decimal("0.01")  # a third may be 0.33 in a hand-made record
BARE = regex.compile(r"[\d\s,.+−–-]+")  # figures and nothing else
SIGNS = {"+": Direction.UP, "-": Direction.DOWN, "−": Direction.DOWN, "–": Direction.DOWN}
THOUSANDS = tuple(Decimal(10) ** n for n in (3, 6, 9, 12))
CHANGES = {Kind.PERCENTAGE, Kind.POINTS}
HEDGES = {
    Bound.MORE_THAN: "above",
    Bound.AT_LEAST: "above",
    Bound.NEARLY: "below",
    Bound.LESS_THAN: "below",
    Bound.AT_MOST: "below",
}


def own_words(claim: Claim) -> Iterator[Problem]:
    """What a claim's fields say against its `quantity` and `quote`."""
    if " … " not in claim.quantity and _squeezed(claim.quantity) not in _squeezed(claim.quote):
        yield Problem(
            "quantity-in-quote",
            ("quantity",),
            f"« {claim.quantity} » does not stand in the quote: copy it from there, or correct the quote",
        )
    yield from _range(claim)
    places = before(claim)
    again = reread(claim.quantity)
    if again is None:  # « entre » *7,5 et 8 M€* reads in its place only
        again = next((read for words in places if (read := read_after(words, claim.quantity))), None)
    misread = list(_value(claim, again))
    yield from misread
    yield from _fraction(claim)
    yield from _sign(claim)
    yield from _hedge(claim, places)
    if again is not None:
        yield from _unit(claim, again)
    if not misread:
        yield from _share(claim)


def _range(claim: Claim) -> Iterator[Problem]:
    if claim.upper is None:
        if claim.bound is Bound.BETWEEN:
            yield Problem("range", ("bound",), "`between` needs `upper`: add the upper end, or correct the bound")
    elif claim.bound is not Bound.BETWEEN:
        yield Problem("range", ("upper",), "`upper` is there without `bound: between`: correct the bound or remove it")
    elif claim.upper <= claim.value:
        yield Problem(
            "range",
            ("upper",),
            f"upper {plain(claim.upper)} is not above value {plain(claim.value)}: put them in order",
        )


def _value(claim: Claim, again: Quantity | None) -> Iterator[Problem]:
    if claim.value < 0 and claim.direction is not None:
        yield Problem("value", ("value",), "a change has its sign in `direction`: remove the minus")
        return
    slack = HUNDREDTH / 2 if claim.kind is Kind.FRACTION else Decimal(0)
    for name, given, read in (
        ("value", claim.value, again.value if again else _bare(claim.quantity)),
        ("upper", claim.upper, again.upper if again else None),
    ):
        if read is None or given is None or _same(abs(given), read, slack):
            continue
        if _scaled(claim, again, abs(given), read):
            continue
        yield Problem(
            "value",
            (name,),
            f"{name} is {plain(given)}, but « {claim.quantity} » reads {plain(read)}: correct one of them",
        )


def _bare(words: str) -> Decimal | None:
    return figures(words) if BARE.fullmatch(words.strip()) else None


def _same(given: Decimal, read: Decimal, slack: Decimal) -> bool:
    return given == read or abs(given - read) <= slack


def _scaled(claim: Claim, again: Quantity | None, given: Decimal, read: Decimal) -> bool:
    """Whether the quote may lend the scale: « de 31,6 à 18,9 millions », a table « en milliers »."""
    if again is not None and again.unit == "%":
        return False
    lent = claim.quote.strip() == claim.quantity.strip() or SCALES.search(claim.quote.replace(claim.quantity, " ", 1))
    return bool(lent) and not SCALES.search(claim.quantity) and any(given == read * factor for factor in THOUSANDS)


def _fraction(claim: Claim) -> Iterator[Problem]:
    top, bottom = claim.numerator, claim.denominator
    if (top is None) != (bottom is None):
        there, gone = ("numerator", "denominator") if bottom is None else ("denominator", "numerator")
        yield Problem("fraction", (there,), f"`{there}` stands without `{gone}`: add it or remove both")
    elif top is not None and bottom is not None and abs(Decimal(top) / bottom - claim.value) > FOURTH:
        if (
            abs(1 - Decimal(top) / bottom - claim.value) > FOURTH
            and abs(1 + Decimal(top) / bottom - claim.value) > FOURTH
        ):
            yield Problem(
                "fraction",
                ("value",),
                f"value is {plain(claim.value)}, but {top}/{bottom} is {plain(round(Decimal(top) / bottom, 4))}: correct one",
            )
    elif claim.kind is Kind.FRACTION and claim.value > 1 and claim.direction is None and top is None:
        yield Problem(
            "fraction",
            ("value",),
            f"a fraction is at most 1, not {plain(claim.value)}: write it as a number between 0 and 1",
        )


def _sign(claim: Claim) -> Iterator[Problem]:
    said = SIGNS.get(claim.quantity.lstrip()[:1])
    if said is None or claim.kind is Kind.RANK:
        return
    if claim.direction is None:
        if said is Direction.UP or claim.kind in CHANGES:
            yield Problem(
                "direction",
                ("quantity",),
                f"« {claim.quantity} » is a change, not a level: add `direction: {said}`",
            )
    elif claim.direction is not said:
        yield Problem(
            "direction", ("direction",), f"« {claim.quantity} » goes {said}, not {claim.direction}: correct it"
        )


def _hedge(claim: Claim, places: list[str]) -> Iterator[Problem]:
    """Only where every occurrence in the quote says the same other hedge."""
    hedges = {hedge(words) for words in places}
    if len(hedges) != 1 or hedges & {None, claim.bound, Bound.BETWEEN} or claim.bound is Bound.BETWEEN:
        return
    said = {read.bound for words in places if (read := read_after(words, claim.quantity)) and read.value == claim.value}
    if len(said) != 1 or said & {Bound.EXACTLY, Bound.BETWEEN, claim.bound}:
        return
    bound = said.pop()
    if claim.bound is Bound.EXACTLY or HEDGES.get(bound, bound) != HEDGES.get(claim.bound, claim.bound):
        yield Problem("bound", ("bound",), f"the quote hedges « {claim.quantity} » as `{bound}`: correct the bound")


def _unit(claim: Claim, again: Quantity) -> Iterator[Problem]:
    """Where the words name their unit, the fields keep to it; a rate may add what it is taken per."""
    if again.unit == "1" and again.kind is Kind.COUNT:
        if (
            claim.unit == "%"
            and "%" not in claim.quote
            and "pour cent" not in claim.quote
            and "pourcent" not in claim.quote
        ):
            yield Problem(
                "unit", ("unit",), f"nothing in the quote says « % » of « {claim.quantity} »: correct the unit"
            )
        return
    base = claim.unit.split("/")[0]
    if again.unit.split("/")[0] != base and again.unit != claim.unit:
        yield Problem(
            "unit", ("unit",), f"unit is {claim.unit}, but « {claim.quantity} » reads {again.unit}: correct it"
        )
    elif again.kind is not claim.kind and claim.kind is not Kind.RATE:
        yield Problem(
            "kind", ("kind",), f"kind is {claim.kind}, but « {claim.quantity} » reads {again.kind}: correct it"
        )


def _share(claim: Claim) -> Iterator[Problem]:
    """A share of something is 0 to 100 %; a change, a rate or a ratio said as a percentage may be more."""
    if claim.kind is Kind.PERCENTAGE and claim.direction is None and claim.value < 0:
        yield Problem("share", ("value",), f"a share is not below 0: {plain(claim.value)} is a change, or misread")
    elif claim.kind is Kind.PERCENTAGE and claim.direction is None and (claim.upper or claim.value) > 100:
        if OVER.search(f"{claim.quote} {claim.property}"):
            return
        yield Problem(
            "share",
            ("value",),
            f"a share is at most 100 %, not {plain(claim.value)}: correct the value, or add the `direction` of a change",
        )


OVER = regex.compile(  # what may be more than all of itself
    r"\btaux d(?:e |['’])(?:couverture|remplissage|occupation|réalisation|rendement|recouvrement|fréquentation|charge)"
    r"|\b(?:ratio|objectif|capacité|normale|moyenne|par rapport)\b",
    regex.IGNORECASE,
)


def _squeezed(text: str) -> str:
    return "".join(text.split())
