"""What `extract text --boxes`, `extract repair` and `extract quantities` print: JSON lines, and a diff of words."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, TextIO

from extract.find import Found, Quantity
from extract.read import Document
from extract.report.terminal import is_coloured, printable
from extract.text import Text


def print_edits(text: Text, out: TextIO) -> None:
    """One JSON object a change, in offsets of the text as read."""
    for e in text.edits:
        row = {"start": e.start, "end": e.end, "before": e.before, "after": e.after, "rule": e.rule}
        print(json.dumps(row | {"probability": round(e.probability, 4)}, ensure_ascii=False), file=out)


def show_diff(text: Text, out: TextIO) -> None:
    """Every line of the text as read that was changed, its changes as [-before-]{+after+}, coloured for a person."""
    colour = is_coloured(out)
    at = 0
    line_start = -1
    pieces: list[str] = []
    for e in text.edits:
        start = text.raw.rfind("\n", 0, e.start) + 1
        if start != line_start and start >= at:
            _finish(pieces, text.raw, at, out)
            line_start = at = start
        before, after = _mark("[-", e.before, "-]", 31, colour), _mark("{+", e.after, "+}", 32, colour)
        pieces += [printable(text.raw[at : e.start]), before if e.before else "", after if e.after else ""]
        at = e.end
    _finish(pieces, text.raw, at, out)


def _finish(pieces: list[str], raw: str, at: int, out: TextIO) -> None:
    if pieces:
        end = raw.find("\n", at)
        print("".join(pieces) + printable(raw[at : end if end >= 0 else len(raw)]), file=out)
        pieces.clear()


def _mark(left: str, words: str, right: str, code: int, colour: bool) -> str:
    words = printable(words).replace("\n", "⏎")
    return f"\x1b[{code}m{words}\x1b[0m" if colour else left + words + right


def print_words(document: Document, out: TextIO) -> None:
    """One JSON object a word of a page: its place in the text as read and on the page, and how it was read."""
    for page in document.pages:
        for word in page.words:
            row = {
                "page": page.number,
                "word": word.span.of(document.raw),
                "start": word.span.start,
                "end": word.span.end,
                "box": [round(v, 2) for v in word.box],
                "size": round(word.size, 1) if word.size else None,
                "bold": word.bold,
                "origin": word.origin,
                "confidence": word.confidence,
                "doubt": word.doubt,
            }
            print(json.dumps({k: v for k, v in row.items() if v is not None}, ensure_ascii=False), file=out)


def print_quantities(found: Found, out: TextIO) -> None:
    """One JSON object a number, in the order of the text; `reason` is set where it is no claim."""
    rows: list[dict[str, Any]] = [
        {
            "surface": q.text,
            "start": q.span.start,
            "end": q.span.end,
            "value": _json(_unrounded(q)),
            "upper": _json(q.upper),
            "kind": q.kind,
            "unit": q.unit,
            "bound": q.bound,
            "direction": q.direction,
            "reason": None,
        }
        for q in found.quantities
    ]
    for n in found.ignored:
        row: dict[str, Any] = {"surface": n.text, "start": n.span.start, "end": n.span.end, "value": _json(n.value)}
        row |= {"upper": _json(n.upper), "kind": n.kind, "unit": n.unit, "bound": n.bound}
        rows.append(row | {"direction": None, "reason": n.reason})
    for row in sorted(rows, key=lambda row: (row["start"], row["end"])):
        print(json.dumps(row, ensure_ascii=False), file=out)


def _unrounded(q: Quantity) -> Decimal:
    """A quantity's value; that of a fraction with all its decimals, where records keep four."""
    if q.numerator is None or not q.denominator:
        return q.value
    return (Decimal(q.numerator) / q.denominator).copy_sign(q.value)


def _json(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
