"""record: what the stages found becomes a validated `Release`."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

from extract import regex
from extract.blocks import Block, Outline
from extract.find.quantity import Found
from extract.identity import claim_id, head_id, identity
from extract.read.document import Box, Document
from extract.records import (
    At,
    Claim,
    IgnoredNumber,
    PageSource,
    Period,
    Place,
    Release,
    ReleaseHead,
    Repair,
    Source,
    Status,
)
from extract.relate.relation import Head, Relation, When, Where
from extract.text import Span, Text

UNNUMBERED = "c-000000"  # until all claims are known
SENTENCE_END = regex.compile(r"(?<=[.!?…]»?)\s+(?=[\p{Lu}«“0-9])")


def record(
    document: Document,
    text: Text,
    outline: Outline,
    head: Head,
    found: tuple[Found, ...],
    relations: tuple[Relation, ...],
    extractor: str | None = None,
) -> Release:
    """The record of one release of a document; `extractor` says what read it."""
    places = _Places(document, text)
    claims = _number_ids([_claim(places, text, outline, relation) for relation in relations], relations)
    ignored = [
        IgnoredNumber(text=number.text, reason=number.reason, at=places.at(block.to_document(number.span)))
        for block, numbers in zip(outline.blocks, found, strict=True)
        for number in numbers.ignored
    ]
    repairs = [
        Repair(
            before=e.before,
            after=e.after,
            rule=e.rule,
            probability=round(e.probability, 4),
            at=places.at_raw(Span(e.start, e.end)),
        )
        for e in text.edits
        if outline.first <= places.page_of(e.start) <= outline.last
    ]
    whole = (outline.first, outline.last) == (1, len(document.pages))
    source = Source(
        file=document.name,
        sha256=document.sha256,
        extractor=extractor,
        media_type=document.media_type,
        pages=len(document.pages),
        first_page=None if whole else outline.first,
        last_page=None if whole else outline.last,
        origin=document.origin,
        page_origins=tuple(
            PageSource(page=p.number, origin=p.origin, unexplained=p.unexplained)
            for p in document.pages
            if p.unexplained is not None
        ),
    )
    return Release(
        source=source,
        release=_head(document, outline, head),
        claims=tuple(claims),
        ignored=tuple(ignored),
        repairs=tuple(repairs),
        warnings=document.warnings,
    )


def _claim(places: _Places, text: Text, outline: Outline, relation: Relation) -> Claim:
    block, q = outline.blocks[relation.block], relation.quantity
    sentence = _sentence(block, q.span)
    quote, here = sentence.of(block.text), block.to_document(q.span)
    raw_quote = " ".join(
        word for piece in block.to_pieces(sentence) for word in text.to_raw(piece).of(text.raw).split()
    )
    changed = raw_quote != " ".join(quote.split())
    flags = [
        *q.flags,
        *relation.flags,
        *(f for slot in (relation.period, relation.baseline, relation.place) if slot for f in slot.flags),
    ]
    if text.to_raw(here).of(text.raw) != here.of(text.repaired):
        flags.append("repaired")
    flags += places.doubts(here)
    at = places.at(here)
    return Claim(
        id=UNNUMBERED,
        quote=quote,
        quantity=q.text,
        value=q.value,
        upper=q.upper,
        numerator=q.numerator,
        denominator=q.denominator,
        kind=q.kind,
        unit=q.unit,
        bound=q.bound,
        statistic=relation.statistic,
        direction=q.direction,
        entity=relation.entity,
        property=relation.property,
        period=_period(relation.period),
        baseline=_period(relation.baseline),
        place=_place(relation.place),
        status=Status(relation.status) if relation.status else None,
        at=at,
        source_quote=raw_quote if changed else None,
        flags=tuple(dict.fromkeys(flags)),
    )


def _number_ids(claims: list[Claim], relations: tuple[Relation, ...]) -> list[Claim]:
    """Repeats of the same words get a number; links between relations become links between ids."""
    seen: Counter[str] = Counter()
    ids = []
    for claim in claims:
        same = identity(claim.quote, claim.quantity, claim.at.page)
        seen[same] += 1
        ids.append(claim_id(claim, same, seen[same]))
    return [
        claim.model_copy(
            update={
                "id": name,
                "compared_to": None if r.compared_to is None else ids[r.compared_to],
                "part_of": None if r.part_of is None else ids[r.part_of],
            }
        )
        for claim, name, r in zip(claims, ids, relations, strict=True)
    ]


def _head(document: Document, outline: Outline, head: Head) -> ReleaseHead:
    said = ReleaseHead(
        title=head.title, date=head.date, issuers=head.issuers, place=_place(head.place), contacts=head.contacts
    )
    return said.model_copy(update={"id": head_id(said, identity(document.sha256, outline.first))})


def _sentence(block: Block, span: Span) -> Span:
    start, end = 0, len(block.text)
    for m in SENTENCE_END.finditer(block.text):
        if m.end() <= span.start:
            start = m.end()
        elif m.start() >= span.end:
            end = m.start()
            break
    return Span(start, end)


def _period(when: When | None) -> Period | None:
    return Period(edtf=when.edtf, text=when.text) if when else None


def _place(where: Where | None) -> Place | None:
    return Place(name=where.name, code=where.code, text=where.text) if where else None


class _Places:
    """From offsets to pages and boxes."""

    def __init__(self, document: Document, text: Text) -> None:
        self._document, self._text = document, text
        self._page_starts = [page.span.start for page in document.pages]
        self._word_starts = [[w.span.start for w in page.words] for page in document.pages]

    def page_of(self, raw: int) -> int:
        return max(1, bisect_right(self._page_starts, raw))

    def at(self, repaired: Span) -> At:
        return self.at_raw(self._text.to_raw(repaired))

    def at_raw(self, raw: Span) -> At:
        page = self.page_of(raw.start)
        boxes = [w.box for w in self._words(page, raw)]
        line = [
            box for box in boxes if box[1] < boxes[0][3] and boxes[0][1] < box[3]
        ]  # where it begins, not where it goes on
        return At(page=page, start=raw.start, end=raw.end, box=_round(_union(line)) if line else None)

    def doubts(self, repaired: Span) -> list[str]:
        raw = self._text.to_raw(repaired)
        return ["ocr_doubt"] if any(w.doubt for w in self._words(self.page_of(raw.start), raw)) else []

    def _words(self, page: int, raw: Span) -> list:  # type: ignore[type-arg]
        words, starts = self._document.pages[page - 1].words, self._word_starts[page - 1]
        first = max(0, bisect_right(starts, raw.start) - 1)
        found = []
        for word in words[first:]:
            if word.span.start >= raw.end:
                break
            if word.span.overlaps(raw):
                found.append(word)
        return found


def _union(boxes: list[Box]) -> Box:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _round(box: Box) -> Box:
    x0, top, x1, bottom = (round(v, 1) for v in box)
    return x0, top, x1, bottom
