"""Letter-spaced titles: « C O M M U N I Q U É  D E  P R E S S E » -> COMMUNIQUÉ DE PRESSE.

Wider gaps part the words where the title kept them; where all gaps are alike, the dictionary does. A run is joined only
into words that are known; grids of marks (« N N O N »), alphabets and initials stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from math import log

from extract.lexicon.words import entries, skeleton
from extract.repair.draft import Draft, replace
from extract.text import Edit

GAP = "[ \u00a0\u2009\u202f]"
SIGN = rf"(?:[^\W\d_]['’]?|['’-]|\d){GAP}{{1,5}}"
RUN = re.compile(rf"(?<![^\s«(])[^\W\d_]['’]?{GAP}{{1,5}}(?:{SIGN}){{2,}}[^\W_](?![^\s.,:;!?»)])")
IN_A_ROW = re.compile(rf"{GAP}\S['’]?{GAP}{{1,5}}\S['’]?{GAP}")  # what every run holds; fast to look for
WIDE = re.compile(rf"{GAP}{{2,}}")
LEAST_LETTERS, LEAST_WORD = 5, 4  # letters of a run, and of its longest word
LONGEST = 20
SMALL = frozenset("a à l d y n s c j m".split())
YEAR = re.compile(r"(?:19|20)\d\d")
RUNNING = 6e6  # words in which the lexicon counts


def letter_spaced(draft: Draft) -> Iterator[Edit]:
    for match in draft.matches(RUN) if IN_A_ROW.search(draft.text) else ():
        if title := joined(match.group()):
            yield replace(match, title, "letter_spaced", 0.97)


def joined(run: str) -> str | None:
    """The title that a run of single letters spells; None where it spells none."""
    parts = [re.sub(GAP, "", part) for part in WIDE.split(run)]
    found = [[part] if _weight(part) else _parted(part) for part in parts]
    known = [word for words in found for word in words]
    letters = sum(map(len, known))
    if letters < LEAST_LETTERS or max(map(len, known)) < LEAST_WORD or 2 * letters < sum(map(len, parts)):
        return None
    words = [word for part, words in zip(parts, found, strict=True) for word in words or [part]]
    return re.sub(r"(?<=['’]) ", "", " ".join(words))


@lru_cache(maxsize=1024)
def _parted(letters: str) -> list[str]:
    """The likeliest known words that letters spell without spaces; none where they spell none."""
    best: list[tuple[float, list[str]] | None] = [(0.0, [])]
    for end in range(1, len(letters) + 1):
        options = []
        for start in range(max(0, end - LONGEST), end):
            before, word = best[start], letters[start:end]
            if before is not None and (weight := _weight(word)):
                options.append((before[0] + log(weight / RUNNING), [*before[1], word]))
        best.append(max(options, key=lambda option: option[0], default=None))
    return best[-1][1] if best[-1] else []


def _weight(word: str) -> float:
    """How much speaks for a word, whatever its accents; an elided article is one of its own."""
    low = word.lower().replace("’", "'")
    if YEAR.fullmatch(low):
        return 10.0
    if low.endswith("'"):
        return 1e4 if low in ("l'", "d'", "qu'", "n'", "s'") else 0.0
    if len(low) == 1 and low not in SMALL:
        return 0.0
    return max((e.count + 0.1 for e in entries(skeleton(low)) if e.valid), default=0.0)
