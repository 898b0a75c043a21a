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
