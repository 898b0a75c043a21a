"""« à » read as a and glued to its neighbours: « Al'issue », « al'ARS », « fixé a8 h », « de 9ha18h », « avotre »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.repair.draft import Draft
from extract.text import Edit

GLUED = re.compile(r"[aA](?=l['’][aeiouhàâéèêîôœAEIOUÉÈÎH])(?<![\w'’-].)")
BEFORE_NUMBER = re.compile(r"a(?=\d{1,4}(?:[\s.,;)]|h\b|h\d|$))(?<=[a-zéè] a)")
"""« de 8 ha10 h » is none: a stands behind a word."""
BETWEEN_HOURS = re.compile(r"a(?= ?\d{1,2} ?h)(?:(?<=\d ha)|(?<=\dha)|(?<=\da)(?! ))")
BETWEEN_AMOUNTS = re.compile(r"a(?=\d+(?:,\d+)? ?(?:%|€|ans\b|jours\b|mois\b))(?<=\da)")
BEHIND_SIGN = re.compile(r"a(?= )(?:(?<=\d %a)|(?<=\d%a))")
LONGEST_WORD = 60  # characters
DUST = re.compile(r"(?:(?<=[a-zàâéèêëîïôûç])|(?<= [aà]))_+(?=[ \n]|\Z)")
"""« d'un_ »: what a speck or a rule leaves behind a word."""


def dust(draft: Draft) -> Iterator[Edit]:
    """Underscores behind words, where the word holds none itself, as the name of a file may."""
    if "_" not in draft.text:
        return
    for page in draft.damaged:
        for match in DUST.finditer(draft.text, page.start, page.end):
            word = draft.text[max(page.start, match.start() - LONGEST_WORD) : match.start()].rsplit(maxsplit=1)[-1]
            if not set("_@/.") & set(word):  # the guards hold names of files, which end so too
                yield Edit(*match.span(), match.group(), "", "dust", 0.95)


def glued_a(draft: Draft) -> Iterator[Edit]:
    """The a with the spaces that it lacks; no digit is touched."""
    for pattern, before, behind in (
        (GLUED, "", " "),
        (BEFORE_NUMBER, "", " "),
        (BETWEEN_HOURS, " ", " "),
        (BETWEEN_AMOUNTS, " ", " "),
        (BEHIND_SIGN, " ", ""),
    ):
        for match in draft.matches(pattern, draft.damaged):
            a = match.group()
            space = "" if match.string.startswith(" ", match.end()) else behind
            yield Edit(*match.span(), a, before + ("À" if a == "A" else "à") + space, "short_word", 0.95)
