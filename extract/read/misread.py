"""Signs that Tesseract takes for others on French pages, told by what stands around them; the first reading stays as doubt.

« 12,9 M€ » is read « 12,9 ME » or « 12,9 M£ », « 1er février » « 1° février » or « ler février », and the old-style zero of
« 0 800 130 000 » is an « o ».
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.read.tesseract import Seen

AMOUNT = re.compile(r"(?P<before>(?:.*\d)?(?:k|K|m|M|Md|Mds|Mrd))(?P<sign>[€£E]{1,2})(?P<after>[.,;:)»]*)")
POUNDS = re.compile(r"livres?|sterling|GBP|britanni\w+|Londres", re.I)
FIRST = re.compile(r"(?P<before>[(«]?)(?:[1lI](?:°|º|%|®|\"|”|’|'|\*|\?|e[tf])|[lI]er)")
MONTHS = re.compile(
    r"(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre)\W*", re.I
)
HALVES = re.compile(r"(?:semestre|trimestre)s?\W*", re.I)
ROUND = re.compile(r"4|8|16|32|64")
FREE_CALL = re.compile(r"8\d\d \d{3} \d{3}\W*")


def with_signs(seen: Sequence[Seen]) -> list[Seen]:
    """The words of a page with euros and first days set right. A pound stays where the page is about pounds."""
    pounds = any(POUNDS.fullmatch(w.text.strip(".,;:()")) for w in seen) or any(
        "£" in w.text and not AMOUNT.fullmatch(w.text) for w in seen
    )
    out: list[Seen] = []
    for i, word in enumerate(seen):
        after = [w.text for w in seen[i + 1 : i + 3]]
        before = seen[i - 1].text if i else ""
        text = (
            _euros(word.text, before, pounds)
            or _first(word.text, after)
            or _round(word, after)
            or _free_call(word.text, [w.text for w in seen[i + 1 : i + 4]])
        )
        out.append(replace(word, text=text, doubt=word.doubt or word.text) if text else word)
    return out


def _euros(text: str, before: str, pounds: bool) -> str | None:
    found = AMOUNT.fullmatch(text)
    if not found or found["sign"] == "€" or not (text[0].isdigit() or before[-1:].isdigit()):
        return None
    if found["sign"] == "£" and pounds:
        return None
    return found["before"] + "€" + found["after"]


def _first(text: str, after: Sequence[str]) -> str | None:
    """« 1er » before a month or a half or quarter of a year: nothing else is a number with a mark there."""
    found = FIRST.fullmatch(text)
    if not found or not after or not (MONTHS.fullmatch(after[0]) or HALVES.fullmatch(after[0])):
        return None
    return found["before"] + "1er" if found.group() != found["before"] + "1er" else None


def _round(word: Seen, after: Sequence[str]) -> str | None:
    """« 8es de finale », whose raised end was lost."""
    final = len(after) == 2 and after[0] == "de" and after[1].startswith("finale")
    return word.text + "es" if final and word.confidence < 0.6 and ROUND.fullmatch(word.text) else None


def _free_call(text: str, after: Sequence[str]) -> str | None:
    """The zero before a number that is free to call: no « o » stands there."""
    return "0" if text in ("o", "O") and FREE_CALL.fullmatch(" ".join(after)) else None
