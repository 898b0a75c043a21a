"""Words cut at line ends: joined again, with their hyphen where it is their own (« Ille-et-Vilaine »)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.lexicon.words import entries, entry, skeleton
from extract.repair.draft import Draft
from extract.text import Edit

CUT = re.compile(
    r"(?P<left>(?:[^\W\d_]+['’-])*[^\W\d_]+)(?P<hyphen>[-\u00ad\u2010])[ \t]*\n[ \t]*"
    r"(?P<right>[^\W\d_]+(?:[-'’][^\W\d_]+)*)(?P<mark>[^\w\s]*)(?P<space>[ \t]*)(?=(?P<next>\S|\Z|\n))"
)
BREAK = re.compile(r"[-\u00ad\u2010][ \t]*\n")  # what a cut leaves; fast to look for
PLACE = re.compile(r"(?:sur|sous|en|de|du|des|la|le|les|lès|aux?|et|à)-(?:[a-zéè]+-)?(?:[dl]['’])?[A-ZÉÈ]")
"""« Camaret-\\nsur-Mer »"""
CLITICS = frozenset(
    "t je tu il elle on ce nous vous ils elles moi toi lui leur y en la le les là ci même mêmes".split()
)


def hyphens(draft: Draft) -> Iterator[Edit]:
    """The end of the word comes up from the next line, the line break goes behind it."""
    if not BREAK.search(draft.text):
        return
    said = None
    for match in draft.matches(CUT):
        said = draft.text.lower() if said is None else said
        left, right = match["left"], match["right"]
        if right[0].isupper() and not ("-" in left or left[0].isupper()):
            continue  # a line of its own: « Voir ci-\nDocument »
        own = match["hyphen"] != "\u00ad" and _own_hyphen(left, right, said)
        joint = match["hyphen"] if own else ""
        after = joint + right + match["mark"]
        if match["space"] and match["next"] != "\n":
            after += "\n"
        elif match["next"] not in ("", "\n"):
            continue  # what follows holds on to the word: leave the line as it is
        else:
            after += match["space"]
        start = match.start("hyphen")
        yield Edit(start, match.end("space"), draft.text[start : match.end("space")], after, "line_end_hyphen", 0.97)


def _own_hyphen(left: str, right: str, said: str) -> bool:
    """Whether the hyphen at the line end belongs to the word: by the dictionary, the document, the parts."""
    head, tail = re.split("['’]", left)[-1].lower(), right.lower()
    last, first = head.split("-")[-1], tail.split("-")[0]
    joined, whole = last + first, f"{head}-{tail}"
    if left[0].isupper() and PLACE.match(right):
        return True
    if "-" in head and right[:1].isupper():
        return True  # Ille-et-Vilaine
    if _weight(whole) or _weight(f"{last}-{first}"):
        return _weight(whole) + _weight(f"{last}-{first}") >= _weight(joined)
    if _weight(joined):
        return False
    if re.search(rf"(?<!\w){re.escape(joined)}(?!\w)", said):
        return False
    if re.search(rf"(?<!\w){re.escape(whole)}(?!\w)", said) or right[:1].isupper() or first in CLITICS:
        return True
    return bool(_weight(last)) and bool(_weight(first)) and len(last) > 1


def _weight(word: str) -> float:
    """What speaks for a word, whatever its accents; 0 where it is unknown."""
    if found := entry(word):
        return found.count + 0.5
    return max((0.1 * e.count + 0.1 for e in entries(skeleton(word)) if e.valid), default=0.0)
