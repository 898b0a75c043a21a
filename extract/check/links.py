"""What the parts of a record say of each other: ids, links, pages, spans, dates."""

from __future__ import annotations

from collections.abc import Iterator

from extract.check.codes import span
from extract.check.finding import Problem
from extract.check.shape import nearest
from extract.records import At, Release


def links(record: Release) -> Iterator[Problem]:
    yield from _ids(record)
    yield from _pages(record)
    yield from _spans(record)
    yield from _order(record)
    yield from _baselines(record)


def _ids(record: Release) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, claim in enumerate(record.claims):
        if claim.id in first:
            yield Problem(
                "duplicate-id",
                ("claims", index, "id"),
                f"{claim.id} is the id of claims[{first[claim.id]}] already: remove the copy, or give it another id",
            )
        first.setdefault(claim.id, index)
    for index, claim in enumerate(record.claims):
        for name in ("compared_to", "part_of"):
            to: str | None = getattr(claim, name)
            if to is None:
                continue
            if to not in first:
                near = nearest(to, list(first))
                hint = f"did you mean {near}?" if near else "correct or remove it"
                yield Problem("dangling-link", ("claims", index, name), f"no claim has the id {to}: {hint}")
            elif to == claim.id:
                yield Problem(
                    "dangling-link", ("claims", index, name), "the claim links to itself: correct or remove it"
                )
    yield from _circles(record, first)


def _circles(record: Release, first: dict[str, int]) -> Iterator[Problem]:
    wholes = {claim.id: claim.part_of for claim in record.claims if claim.part_of and claim.part_of != claim.id}
    for start in wholes:
        seen, at = {start}, wholes.get(start)
        while at is not None and at not in seen:
            seen.add(at)
            at = wholes.get(at)
        if at == start and start == min(seen, key=lambda name: first.get(name, 0)):
            yield Problem(
                "dangling-link", ("claims", first[start], "part_of"), "the claim is a part of itself: break the circle"
            )


def _pages(record: Release) -> Iterator[Problem]:
    source = record.source
    first, last = source.first_page or 1, source.last_page or source.pages
    if last > source.pages:
        yield Problem(
            "page",
            ("source", "last_page"),
            f"last_page {last} lies behind the last of {source.pages} pages: correct one",
        )
    elif first > last:
        yield Problem("page", ("source", "first_page"), f"first_page {first} lies behind last_page {last}: correct one")
    last = max(last, source.pages)
    for name, at, index in _places(record):
        if at.page > last:
            yield Problem(
                "page",
                (name, index, "at", "page"),
                f"page {at.page} lies behind the last of {source.pages}: correct one",
            )
    for index, origin in enumerate(source.page_origins):
        if origin.page > source.pages:
            yield Problem(
                "page",
                ("source", "page_origins", index, "page"),
                f"page {origin.page} lies behind the last of {source.pages}: correct one",
            )


def _spans(record: Release) -> Iterator[Problem]:
    claimed: dict[tuple[int, int], int] = {}
    for index, claim in enumerate(record.claims):
        place = (claim.at.start, claim.at.end)
        length, words = claim.at.end - claim.at.start, len(claim.quantity)
        if length == 0:
            yield Problem(
                "span", ("claims", index, "at", "end"), "the span is empty: `end` is the character after the last one"
            )
        elif length > 4 * words + 60:  # repair and line breaks change a few characters only
            yield Problem(
                "span",
                ("claims", index, "at", "end"),
                f"the span holds {length} characters, « {claim.quantity} » {words}: correct start and end",
            )
        elif place in claimed:
            yield Problem(
                "duplicate-claim",
                ("claims", index, "at"),
                f"claims[{claimed[place]}] stands at the same characters: remove one, or correct `at`",
            )
        claimed.setdefault(place, index)
    for index, number in enumerate(record.ignored):
        place = (number.at.start, number.at.end)
        if place in claimed and place[0] < place[1]:
            yield Problem(
                "claimed-and-ignored",
                ("ignored", index, "at"),
                f"« {number.text} » is claims[{claimed[place]}] too: remove it here or there",
            )
    for name, at, index in _places(record):
        if at.box is not None and (at.box[0] > at.box[2] or at.box[1] > at.box[3]):
            yield Problem(
                "span", (name, index, "at", "box"), "the box ends before it begins: write x0, top, x1, bottom in order"
            )


def _order(record: Release) -> Iterator[Problem]:
    """In one quote, what stands behind stands at later characters."""
    last: dict[str, tuple[int, int, int]] = {}
    for index, claim in sorted(enumerate(record.claims), key=lambda row: row[1].at.start):
        if claim.quote.count(claim.quantity) != 1:
            continue
        here = claim.quote.find(claim.quantity)
        before = last.get(claim.quote)
        if before is not None and here < before[0] and before[1] <= claim.at.start:
            yield Problem(
                "span",
                ("claims", max(index, before[2]), "at", "start"),
                f"« {claim.quantity} » stands before « {record.claims[before[2]].quantity} » in the quote, but behind it by "
                "its characters: correct start and end of one",
            )
        last[claim.quote] = (here, claim.at.end, index)


def _places(record: Release) -> Iterator[tuple[str, At, int]]:
    yield from (("claims", claim.at, index) for index, claim in enumerate(record.claims))
    yield from (("ignored", number.at, index) for index, number in enumerate(record.ignored))
    yield from (("repairs", repair.at, index) for index, repair in enumerate(record.repairs))


def _baselines(record: Release) -> Iterator[Problem]:
    for index, claim in enumerate(record.claims):
        if claim.baseline is not None and claim.direction is None:
            yield Problem(
                "direction",
                ("claims", index, "baseline"),
                "a baseline is what a change is measured against: add the `direction` of the change, or remove it",
            )
        if claim.baseline is None or claim.period is None:
            continue
        then, now = span(claim.baseline.edtf), span(claim.period.edtf)
        if then is None or now is None:
            continue
        if then == now:
            yield Problem(
                "baseline",
                ("claims", index, "baseline"),
                f"baseline and period are both {claim.period.edtf}: correct one of them",
            )
        elif then[0] > now[1]:
            yield Problem(
                "baseline",
                ("claims", index, "baseline"),
                f"baseline {claim.baseline.edtf} lies after period {claim.period.edtf}: swap or correct them",
            )
