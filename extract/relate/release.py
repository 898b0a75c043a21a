"""What the release says of itself: its title and its date."""

from __future__ import annotations

import regex

from extract.blocks import BlockKind, Outline
from extract.relate.relation import Head

MONTHS = {
    name: number
    for number, name in enumerate(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(), 1
    )
}
DATE = regex.compile(rf"\b(?P<day>\d{{1,2}})(?:er)?\s+(?P<month>{'|'.join(MONTHS)})\s+(?P<year>20\d\d)\b")


def release_head(outline: Outline) -> Head:
    """Title and date of a release, from its blocks."""
    title = next((b.text for b in outline.blocks if b.kind is BlockKind.TITLE), None)
    for block in outline.blocks[:8]:
        if m := DATE.search(block.text):
            return Head(title, f"{m['year']}-{MONTHS[m['month']]:02}-{int(m['day']):02}")
    return Head(title)
