"""What stands for one without being a number to the finder: « toute la journée », « une pleine semaine », « un, deux ».

The finder passes them over, for they claim nothing; the list of all numbers of a text shows them with their reason.
"""

from __future__ import annotations

from extract.find.line import fold
from extract.find.quantity import ONE, Found, Ignored, Kind, Reason
from extract.find.tables import compiled, unit_words
from extract.text import Span

WHOLE = r"toute? (?:la |le |l')(?P<after>[^\W\d_]+)|(?:la |le |l')(?P<before>[^\W\d_]+) enti(?:er|ère)"
FULL = r"une? (?:autre|pleine?|seule?|bonne|petite?) (?P<full>[^\W\d_]+)"
COUNTED = r"une?(?=,? deux)"  # « un, deux, trois »
PATTERN = rf"(?<![^\W_]|[^\W\d_]-)(?:{WHOLE}|{FULL}|{COUNTED})(?![^\W_])"


def with_ones(text: str, found: Found) -> Found:
    """The find of a text with what stands for one in it, as far as no number stands at its place."""
    taken = [q.span for q in found.quantities] + [i.span for i in found.ignored]
    more: list[Ignored] = []
    for m in compiled(PATTERN).finditer(fold(text).low):
        here, word = Span(*m.span()), m["after"] or m["before"] or m["full"]
        unit = unit_words().get(word or "")
        if any(here.overlaps(span) for span in taken):
            continue
        if word is None:
            more.append(Ignored(here, here.of(text), Reason.ARTICLE, ONE))
        elif unit is not None and unit.kind is Kind.DURATION:
            more.append(Ignored(here, here.of(text), Reason.PERIOD, ONE, unit.kind, unit.code))
    return Found(found.quantities, tuple(sorted((*found.ignored, *more), key=lambda item: item.span)))
