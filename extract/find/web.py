"""Addresses of the web and of mail, whose digits are none of the text's numbers."""

from __future__ import annotations

import re

from extract.find.line import Line
from extract.find.tables import compiled
from extract.text import Span

SITE = re.compile(r"\.(?:fr|re|com|org|net|eu|gouv|bzh|info|be|ch|io)\b")  # `re` looks for the dot, and is quick
ADDRESS = r"(?<![\w.+@-])[\w.+-]++@[\w-]++(?:\.[\w-]++)*+|(?:https?://|www\.)[^\s<>«»()\"]++|(?<![\w.@/-])[a-zà-ÿ][\w-]*+\.(?:[\w-]++\.)*(?:fr|re|com|org|net|eu|gouv|bzh|info|be|ch|io)\b(?:/[^\s<>«»()\"]*+)?"


def web_spans(line: Line) -> tuple[Span, ...]:
    """The spans of web and mail addresses, in order; empty without a look where no sign of one stands in the line."""
    low = line.low
    if "@" not in low and "www" not in low and "://" not in low and not SITE.search(low):
        return ()
    return tuple(Span(*m.span()) for m in compiled(ADDRESS).finditer(low))
