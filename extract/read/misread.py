"""Signs that Tesseract takes for others on French pages, told by what stands around them; the first reading stays as doubt.

« 12,9 M€ » is read « 12,9 ME » or « 12,9 M£ », « 1er février » « 1° février » or « ler février », and the old-style zero of
« 0 800 130 000 » is an « o ».
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.read.tesseract import Seen

AMOUNT = re.compile(r"(?P<before>(?:.*\d)?(?:k|K|m|M|Md|Mds|Mrd)?)(?P<sign>[€£E]{1,2})(?P<after>[.,;:)»]*)")
POUNDS = re.compile(r"livres?|sterling|GBP|britanni\w+|Londres", re.I)
BARE_POUND = re.compile(r"(?:^|[\d\W])£")
FIRST = re.compile(r"(?P<before>[(«]?)(?:[1lI](?:°|º|%|®|\"|”|’|'|\*|\?|e[tf])|[lI]er)")
MONTHS = re.compile(
    r"(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre)\W*", re.I
)
HALVES = re.compile(r"(?:semestre|trimestre)s?\W*", re.I)
ORDINAL = re.compile(r"(?P<before>[(«]?(?:[2-9]|[1-9]\d))[°º]")
COUNTED = re.compile(
    r"(?:semestre|trimestre|[ée]dition|anniversaire|arrondissement|rang|place|nuit|journ[ée]e|congr[èe]s|conf[ée]rence"
    r"|salon|festival|mandat|plan|si[èe]cle)s?\W*",
    re.I,
)
NOUN = re.compile(r"[a-zà-ÿœ]{4,}\W*")
FIRST_OF_ALL = re.compile(r"(?P<before>[(«]?)(?:l(?P<er>er)|[il](?P<re>re))")
BEFORE_FIRST = frozenset("la sa une cette leur notre".split())
ROUND = re.compile(r"4|8|16|32|64")
FREE_CALL = re.compile(r"8\d\d (?:\d{3} \d{3}|\d\d \d\d \d\d)\W*")
SPELLED = (
    (re.compile(r"(.*m)\?([²³].*)"), r"\1\2"),  # a raised figure and what it was taken for
    (re.compile(r"((?:.*\W)?[kMGT]?W)bh(\W*)"), r"\1h\2"),
)
YEAR_HOUR = re.compile(r"((?:19|20)\d\d,)(\d\d?h.*)")
NOTHING = "_"  # a speck at the foot of a line
DASH, MINUS = "—", "–"


def with_signs(seen: Sequence[Seen]) -> list[Seen]:
    """The words of a page with euros, first days and the like set right. A pound stays where the page is about pounds."""
    euros = any("€" in w.text for w in seen)
    pounds = any(POUNDS.fullmatch(w.text.strip(".,;:()")) for w in seen) or (
        not euros and any(BARE_POUND.search(w.text) for w in seen)
    )
    out: list[Seen] = []
    for i, word in enumerate(seen):
        after = [w.text for w in seen[i + 1 : i + 5]]
        before = seen[i - 1].text if i else ""
        text = (
            _euros(word.text, before, pounds=pounds, euros=euros)
            or _ordinal(word.text, after)
            or _first(word.text, before, after)
            or _round(word, after)
            or _free_call(word.text, after)
            or _minus(word.text, after)
            or _spelled(word.text)
        )
        if word.text != NOTHING:
            out += _parted(replace(word, text=text, doubt=word.doubt or word.text) if text else word)
    return out


def _euros(text: str, before: str, *, pounds: bool, euros: bool) -> str | None:
    found = AMOUNT.fullmatch(text)
    if not found or found["sign"] == "€" or not (text[0].isdigit() or before[-1:].isdigit()):
        return None
    if "£" in found["sign"] and pounds:
        return None
    if not found["before"].strip("0123456789., ") and (found["sign"] != "£" or not euros):
        return None  # « 10 E » may be a grid square, « 5 £ » pounds, unless the page counts in euros
    return found["before"] + "€" + found["after"]


def _ordinal(text: str, after: Sequence[str]) -> str | None:
    """« 1er » before a month or a half or quarter of a year, « 2e » before what is counted so."""
    following = after[0] if after else ""
    found = FIRST.fullmatch(text)
    if found and (MONTHS.fullmatch(following) or HALVES.fullmatch(following)):
        return found["before"] + "1er" if text != found["before"] + "1er" else None
    found = ORDINAL.fullmatch(text)
    return found["before"] + "e" if found and COUNTED.fullmatch(following) else None


def _first(text: str, before: str, after: Sequence[str]) -> str | None:
    """« 1er employeur de l’île », « la 1re destination »: « ler » is no word; François Ier is no first of anything."""
    found = FIRST_OF_ALL.fullmatch(text)
    if not found or not after or not NOUN.fullmatch(after[0]):
        return None
    if found["er"]:
        return None if before[:1].isupper() and before[-1:].isalpha() else found["before"] + "1er"
    return found["before"] + "1re" if before.lower() in BEFORE_FIRST else None


def _minus(text: str, after: Sequence[str]) -> str | None:
    """The dash before a figure: French releases set it short, Tesseract reads it long."""
    return MINUS if text == DASH and after and after[0][0].isdigit() else None


def _spelled(text: str) -> str | None:
    for shape, meant in SPELLED:
        if found := shape.fullmatch(text):
            return found.expand(meant)
    return None


def _parted(word: Seen) -> list[Seen]:
    """« 2025,9h », set tight, is a year and an hour."""
    found = YEAR_HOUR.fullmatch(word.text)
    if not found:
        return [word]
    at = word.left + round((word.right - word.left) * len(found[1]) / len(word.text))
    return [replace(word, text=found[1], right=at), replace(word, text=found[2], left=at)]


def _round(word: Seen, after: Sequence[str]) -> str | None:
    """« 8es de finale », whose raised end was lost."""
    final = len(after) >= 2 and after[0] == "de" and after[1].startswith("finale")
    return word.text + "es" if final and word.confidence < 0.6 and ROUND.fullmatch(word.text) else None


def _free_call(text: str, after: Sequence[str]) -> str | None:
    """The zero before a number that is free to call: no « o » stands there."""
    return "0" if text in ("o", "O") and FREE_CALL.match(" ".join(after)) else None
