"""Is a page proven to be damaged? Accents are restored nowhere else.

Against a page speak words that exist only with an accent and stand without it (« aprés », « sante »), and traces of
wrong-language OCR (« I'activation »); for it, words that kept their rarer accents: à, è, ê, ç … are the first to go.
An é goes last: where most are there, « metal » and « sante » are slips or loans. One word counts
once, however often it stands there, where no other lost its accent.
"""

from __future__ import annotations

import re
from collections import Counter
from enum import Enum, auto
from functools import lru_cache

from extract.lexicon.words import entries, entry, skeleton
from extract.repair.draft import Draft
from extract.repair.tables import tables
from extract.repair.words import WORD
from extract.text import Edit, Span

BARE_A = re.compile(
    r"\b(?:jusqu['’]a|c['’]est-a-dire|a partir d[eu]s?|par rapport a|[Gg]r[aâ]ce a|[Qq]uant a|[Ff]ace a|s['’]\w+ait a(?= \d))\b"
)
"""« à » is the accent that prose is never without; here it cannot be « a »."""
RARER = frozenset("àâèêëçîïôùûœ")
ACUTE = "é"
FEW, FEW_SHARE = 2, 0.4  # lost words that prove damage on a short page, and their share of what could be lost
SOME, SOME_SHARE = 3, 0.1
LEAST_WORDS = 80  # that nobody writes in French without one of the rarer accents: one in fifteen has one
MOST_REPEATS = 2  # of one lost word that count
OPTIONAL = str.maketrans({"î": "i", "û": "u", "Î": "I", "Û": "U"})  # the spelling of 1990 leaves them out
TRACES = frozenset({"article", "bullet"})
MOST_TRACES = 2  # that count as lost words
SIBLING_SHARE = 0.5  # on a page whose document is damaged, one lost word will do, or that none kept a rarer accent


def damaged_pages(draft: Draft, edits: tuple[Edit, ...], pages: tuple[Span, ...]) -> tuple[Span, ...]:
    """The pages of `draft` that are damaged. `edits` were made so far, on `pages` of the raw text."""
    tallies = []
    for page, raw in zip(draft.pages, pages, strict=True):
        said = draft.said(page)
        if _foreign(said):
            tallies.append((0, 0, 0))
            continue
        lost, kept = _tally(draft, page)
        traces = sum(bool(TRACES.intersection(e.rule.split("+"))) for e in edits if raw.start <= e.start < raw.end)
        tallies.append((lost + min(MOST_TRACES, traces), kept, said.total()))
    proven = [_proven(*tally) for tally in tallies]
    lost, kept, words = (sum(column) for column in zip(*tallies, strict=True))
    siblings = _proven(lost, kept, words)
    return tuple(
        page
        for page, (lost, kept, words), is_proven in zip(draft.pages, tallies, proven, strict=True)
        if is_proven or (siblings and (lost if kept else words) and lost >= SIBLING_SHARE * (lost + kept))
    )


def _proven(lost: int, kept: int, words: int) -> bool:
    share = lost / (lost + kept or 1)
    if lost and not kept and words >= LEAST_WORDS:
        return True
    return (lost >= SOME and share >= SOME_SHARE) or (lost >= FEW and share >= FEW_SHARE)


def _foreign(said: Counter[str]) -> bool:
    """Whether the small words of another language outnumber those of French."""
    table = tables()
    return sum(said[w] for w in said.keys() & table.others) > sum(said[w] for w in said.keys() & table.french)


def _tally(draft: Draft, page: Span) -> tuple[int, int]:
    """How many words of a page lost a rarer accent, and how many kept one."""
    kept = acute = 0
    lost: Counter[str] = Counter()
    bare: Counter[str] = Counter()  # words that lost an é and nothing else
    for word, times in draft.said(page).items():
        verdict = _verdict(word)
        if verdict is Verdict.SILENT:
            continue
        if verdict is Verdict.KEPT:
            kept += times
        elif verdict is Verdict.KEPT_ACUTE:
            acute += times
        else:
            (bare if verdict is Verdict.LOST_ACUTE else lost)[word] = times
    if lost or bare:
        guarded = [word for span in draft.guards(page) for word in WORD.findall(draft.text, span.start, span.end)]
        for counts in (lost, bare):
            counts -= Counter(word for word in guarded if word in counts)  # in place
    for match in () if kept else BARE_A.finditer(draft.text, page.start, page.end):
        lost[match.group()] += 1
    if sum(bare.values()) > acute:
        lost += bare
    return sum(min(n, MOST_REPEATS) for n in lost.values()) if len(lost) > 1 else len(lost), kept


class Verdict(Enum):
    """What a word says about its page."""

    SILENT = auto()
    KEPT = auto()  # one of the rarer accents
    KEPT_ACUTE = auto()  # an é
    LOST = auto()  # a rarer accent that it cannot be without
    LOST_ACUTE = auto()  # an é that it cannot be without


@lru_cache(maxsize=65536)
def _verdict(word: str) -> Verdict:
    if len(word) < 2 or not word.islower():
        return Verdict.SILENT
    own = entry(word)
    if own and own.valid:
        if not RARER.isdisjoint(word):
            return Verdict.KEPT
        return Verdict.KEPT_ACUTE if ACUTE in word else Verdict.SILENT
    best = next((e for e in entries(skeleton(word)) if e.valid), None)
    if best is None or best.count <= max(1.0, 20 * (own.count if own else 0)):
        return Verdict.SILENT
    if len(best.form) != len(word) or best.form.translate(OPTIONAL) == word:
        return Verdict.SILENT
    gone = {true for true, seen in zip(best.form, word, strict=True) if true != seen}
    return Verdict.LOST_ACUTE if gone == {ACUTE} else Verdict.LOST
