"""Characters that no printed text holds: presentation forms, soft hyphens, combining accents, mojibake."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher

from extract.repair.draft import Draft, replace
from extract.repair.tables import tables
from extract.text import Edit

ACCENT = re.compile("[\u0300-\u036f]")
COMBINING = re.compile(rf"[^\W\d_]{ACCENT.pattern}+")
SOFT_HYPHEN = re.compile("\u00ad(?![ \t]*\n)")  # at a line end it is a hyphen like another
MOJIBAKE = re.compile(r"[ÃÂâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
"""Two UTF-8 bytes read as Windows-1252: Ã©, Â«, â€™."""
DOUBLED = re.compile(r"(?<![^\W_])(?:([^\W\d_])\1){3,}(?![^\W_])")
"""A word whose every letter is printed twice, as feigned bold type comes out: « CCoommmmuunniiqquuéé »."""
THREE_TWICE = re.compile(r"(.)\1(.)\2(.)\3")  # what it begins with; fast to look for


def glyphs(draft: Draft) -> Iterator[Edit]:
    table = tables().glyphs
    for match in re.finditer("[" + "".join(table) + "]", draft.text):
        yield replace(match, table[match.group()], "glyph", 1.0)
    for match in SOFT_HYPHEN.finditer(draft.text):
        yield replace(match, "", "soft_hyphen", 1.0)


def combining(draft: Draft) -> Iterator[Edit]:
    for match in COMBINING.finditer(draft.text) if ACCENT.search(draft.text) else ():
        yield replace(match, unicodedata.normalize("NFC", match.group()), "combining", 1.0)


def mojibake(draft: Draft) -> Iterator[Edit]:
    """Lines with evident UTF-8 read in another encoding, as ftfy decodes them; never where a digit would change."""
    if not MOJIBAKE.search(draft.text):
        return
    from ftfy import fix_encoding

    at = 0
    for line in draft.text.splitlines(keepends=True):
        if MOJIBAKE.search(line):
            fixed = fix_encoding(line)
            if _digits(fixed) == _digits(line):
                for tag, a, b, c, d in SequenceMatcher(None, line, fixed, autojunk=False).get_opcodes():
                    if tag != "equal":
                        yield Edit(at + a, at + b, line[a:b], fixed[c:d], "mojibake", 0.99)
        at += len(line)


def doubled(draft: Draft) -> Iterator[Edit]:
    """« CCoommmmuunniiqquuéé ddee » : words of doubled letters, and the short ones beside them."""
    for match in draft.matches(DOUBLED) if THREE_TWICE.search(draft.text) else ():
        yield replace(match, match.group()[::2], "doubled", 0.99)


def _digits(text: str) -> list[str]:
    return [c for c in text if c.isdigit()]
