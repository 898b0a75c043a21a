"""Headings that plain text marks with signs: « Titre » over a rule of dashes, « ## Titre » as in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.read.document import Mark, MarkKind
from extract.text import Span

RULED = re.compile(
    r"(?:(?<=\n\n)|\A|(?<=\f))(?P<head>[^\W_][^\n\f\t]{2,110}[^\n\f\t.;,:])\n(?P<rule>([-=~_*])\3{2,})[ ]*(?=\n|\Z)"
)
HASHED = re.compile(r"(?m)^(?P<hashes>#{1,6}) +(?P<head>[^\W_][^\n\f]*?)[ #]*$")
SLACK = 1.5
"""How much longer or shorter than its heading a rule may be: one over the whole page parts paragraphs."""


def headlines(text: str) -> tuple[Mark, ...]:
    """The marks of the headings, in order; the first of level 1 is the title's."""
    return tuple(sorted((*_ruled(text), *_hashed(text)), key=lambda mark: mark.span.start))


def _ruled(text: str) -> Iterator[Mark]:
    for m in RULED.finditer(text):
        if len(m["rule"]) < SLACK * len(m["head"]) < SLACK * SLACK * len(m["rule"]) and "   " not in m["head"]:
            yield Mark(Span(*m.span("head")), MarkKind.HEADING, level=2)


def _hashed(text: str) -> Iterator[Mark]:
    for m in HASHED.finditer(text):
        level = len(m["hashes"])
        yield Mark(Span(*m.span()), MarkKind.TITLE if level == 1 else MarkKind.HEADING, level=level)
