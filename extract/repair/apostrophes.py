"""Elisions as OCR reads them: I' |' lI' for l', two apostrophes for one, l' lost before its apostrophe, or that itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.repair.draft import Draft, replace
from extract.text import Edit

VOWELS = "aeiouyhàâéèêëîïôûœAEIOUYHÀÂÉÈÊËÎÏÔÛŒ"
ARTICLE = re.compile(
    rf"(?<![\w'’])(?:I\|?l|I\||\|I|l[I|]|[\]|]l|[I|\]])(['’]{{1,2}})(?=[{VOWELS}]|[cC][eE]u|€[a-z])(?!(?:m|ve|ll|d|s|re)\b)"
)
DOUBLE = re.compile(rf"(?<=[dlnsjctmquDLNSJCTMQU])(['’])['’‘](?=[{VOWELS}])")
OPENING = re.compile(rf"(?<=[dlnsjctmuDLNSJCTMU])‘(?=[{VOWELS}])")
INSERTED = re.compile(
    rf"[iV](?=['’][{VOWELS}])(?:(?<=(?<![\w'’])[dlnsjDLNSJ]i)|(?<=(?<![\w'’])[Qq]ui)|(?<=(?<![\w'’])(?P<article>V)))"
)
PARTED = re.compile(
    rf"(?<![\w'’])((?:[dnsjctmDLNSJCTM]|[lI|V]|(?:[Jj]us|[Ll]ors|[Pp]uis)?[Qq]u)’) (?=[{VOWELS}][^\W\d_])"
)
"""The straight apostrophe with a space behind it is rather a slip of the writer's."""
BARE = re.compile(rf"(?<![\w'’\"«(\[-])['’](?=[{VOWELS}][^\W\d_]{{2,}}|(?:un|on|en|an) [a-zà-ÿ])")
SWALLOWED = re.compile(r"(?<![\w'’])[dl](?=[AEIOUÉÈÎ][a-zàâéèêëîïôûç]{2,})")
GLUED = re.compile(r"(?<![\w'’-])[aA](?=l['’][aeiouhàâéèêîôœ])")
CLOSING = re.compile(r"[^\W\d_]['’](?!\w)")


def articles(draft: Draft) -> Iterator[Edit]:
    """« I’Assurance », « |'Etat », « lI'activation », « I|'élan » -> l'."""
    for match in draft.matches(ARTICLE):
        yield replace(match, "l" + match.group(1)[0], "article", 0.99)


def double_apostrophes(draft: Draft) -> Iterator[Edit]:
    """« d’'accompagnement » -> d’accompagnement."""
    for match in draft.matches(DOUBLE):
        yield replace(match, match.group(1), "double_apostrophe", 0.99)


def opening_quotes(draft: Draft) -> Iterator[Edit]:
    """« s‘éclaircir » : an opening quotation mark between the letters of an elision."""
    for match in draft.matches(OPENING, draft.damaged):
        yield replace(match, "’", "opening_quote", 0.95)


def inserted_letters(draft: Draft) -> Iterator[Edit]:
    """« di'attirer », « V'heure »: an apostrophe that was read as a letter too, and an article as a V."""
    for match in draft.matches(INSERTED, draft.damaged):
        yield replace(match, "l" if match["article"] else "", "apostrophe", 0.95)


def parted_apostrophes(draft: Draft) -> Iterator[Edit]:
    """« d’ organisation », « |’ apprentissage »: a space too many, and the article with it."""
    for match in draft.matches(PARTED, draft.damaged) if "’ " in draft.text else ():
        after = "l" + match.group(1)[-1] if match.group(1)[0] in "I|V" else match.group(1)
        yield replace(match, after, "apostrophe", 0.95)


def bare_apostrophes(draft: Draft) -> Iterator[Edit]:
    """« dans 'ensemble » -> l'ensemble, on damaged pages, unless it opens a quotation that is closed on its line."""
    for match in draft.matches(BARE, draft.damaged):
        end = draft.text.find("\n", match.end())
        if not CLOSING.search(draft.text, match.end(), end if end >= 0 else len(draft.text)):
            yield replace(match, "l" + match.group(), "lost_article", 0.9)


def swallowed_apostrophes(draft: Draft) -> Iterator[Edit]:
    """« dEure-et-Loir » -> d'Eure-et-Loir: a small letter before a capital, on damaged pages."""
    for match in draft.matches(SWALLOWED, draft.damaged):
        yield replace(match, match.group() + "'", "lost_apostrophe", 0.9)


def glued_a(draft: Draft) -> Iterator[Edit]:
    """« Al'issue » -> À l'issue, on damaged pages."""
    for match in draft.matches(GLUED, draft.damaged):
        yield replace(match, "À " if match.group() == "A" else "à ", "short_word", 0.95)
