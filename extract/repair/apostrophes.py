"""Elisions as OCR reads them: I' |' lI' for l', two apostrophes for one, l' lost before its apostrophe, or that itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.lexicon.words import classes, entries, skeleton
from extract.repair.draft import Draft, replace
from extract.text import Edit

VOWELS = "aeiouyhàâéèêëîïôûœAEIOUYHÀÂÉÈÊËÎÏÔÛŒ"
# Patterns begin with the sign itself and then look back: re skips to a sign fast, and is slow where it must look back first.
ARTICLE = re.compile(
    rf"""[Il|\]](?<![\w'’].)(?:(?<=I)(?:\|?l|\|)?|(?<=\|)[Il]?|(?<=l)[I|]|(?<=\])l?)
         (['’]{{1,2}})(?=[{VOWELS}]|[cC][eE]u|€[a-z])(?!(?:m|ve|ll|d|s|re)\b)""",
    re.VERBOSE,
)
"""I' |' ]' Il' I|' I|l' |I' |l' lI' l|' ]l'."""
DOUBLE = re.compile(rf"(['’])['’‘](?<=[dlnsjctmquDLNSJCTMQU]..)(?=[{VOWELS}])")
OPENING = re.compile(rf"‘(?<=[dlnsjctmuDLNSJCTMU].)(?=[{VOWELS}])")
INSERTED = re.compile(
    rf"[iV](?=['’][{VOWELS}])(?:(?<=(?<![\w'’])[dlnsjDLNSJ]i)|(?<=(?<![\w'’])[Qq]ui)|(?<=(?<![\w'’])(?P<article>V)))"
)
PARTED = re.compile(
    rf"(?<![\w'’])((?:[dnsjctmDLNSJCTM]|[lI|V]|(?:[Jj]us|[Ll]ors|[Pp]uis)?[Qq]u)’) (?=[{VOWELS}][^\W\d_])"
)
"""The straight apostrophe with a space behind it is rather a slip of the writer's."""
BARE = re.compile(
    rf"['’‘](?<![\w'’\"«(\[-].)(?=[AEIOUÉH][a-zàâéèêîôû]{{3,}}|[{VOWELS}][^\W\d_]{{2,}}|(?:un|on|en|an) [a-zà-ÿ])"
)
ODD = re.compile(
    r"""!['’](?<![\w'’]..)(?=[aeiouéèêàâîïôûh][a-zàâéèêîôûç]{3,})
      | [I|]['’](?<![\w'’]..)(?=l[bcdfgjkmnprstvz][a-z]|Tles?\b|«|[FHLMNRSX]\b)""",
    re.VERBOSE,
)
"""« !'enlèvement », « I'ltalie », « I'« élan », « I'X »."""
SOUND = re.compile(r"[Il|]['’]V(?<![\w'’]...)(?=[A-Z]{1,3}\b)")
"""« I'VE », where no V can stand: l'UE."""
ROMAN = re.compile(r"V (?:(?<=\bde V )|(?<=\b(?:par|sur|que) V )|(?<=\bdans V ))(?=[aeiouéèêh][a-zàâéèêîôûç]{3,})")
"""« de V institut », not « en V inversé »."""
OPENING_BARE = re.compile(
    r"['’‘](?:(?<=[.!?] .)|(?<=[.!?»]\n.)|(?<=\n\n.)|(?<!(?s:..)))(?P<word>[aeiouyéèêhà][a-zàâéèêîôûç]*)\b(?!['’])"
)
SWALLOWED = re.compile(r"[dl](?=[AEIOUÉÈÎ][a-zàâéèêëîïôûç]{2,})(?<![\w'’].)")
SWALLOWED_FIRST = re.compile(r"[DL](?=(?P<name>[AEIOUÉÈÎ][a-zàâéèêëîïôûç]{2,})\b)(?<![\w'’-].)")
WORD = re.compile(r"[^\W\d_]+")
FIRST = frozenset("ai aurai avais étais aimerais en y".split())
CLOSING = re.compile(r"[^\W\d_]['’](?!\w)")


def articles(draft: Draft) -> Iterator[Edit]:
    """« I’Assurance », « |'Etat », « lI'activation », « I|'élan » -> l'."""
    for match in draft.matches(ARTICLE):
        yield replace(match, "l" + match.group(1)[0], "article", 0.99)


def odd_articles(draft: Draft) -> Iterator[Edit]:
    """« !'enlèvement », « I'ltalie », « I'VE », « de V institut », on damaged pages."""
    for match in draft.matches(ODD, draft.damaged):
        yield replace(match, "l" + match.group()[-1], "article", 0.95)
    for match in draft.matches(SOUND, draft.damaged):
        yield replace(match, "l" + match.group()[1] + "U", "article", 0.95)
    for match in draft.matches(ROMAN, draft.damaged):
        yield replace(match, "l'", "article", 0.9)


def opening_elisions(draft: Draft) -> Iterator[Edit]:
    """« Fini. ‘en suis sûr. »: J' before a verb or « en », « ai », « y », L' before a noun, where a sentence begins."""
    for match in draft.matches(OPENING_BARE, draft.damaged):
        word = match["word"]
        own = classes(word)
        kinds = own or frozenset[str]().union(*(classes(e.form) for e in entries(skeleton(word)) if e.count > 1))
        first = "J" if word in FIRST else "L" if any(k[0] == "N" for k in kinds) else "J" if "vF" in kinds else ""
        if first:
            yield replace(match, first + "'" + word, "lost_article", 0.9)


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
        word = WORD.match(draft.text, match.end())
        if word and word[0].islower() and not entries(skeleton(word[0])):
            continue  # « 'ormalités »: another letter is lost
        if not CLOSING.search(draft.text, match.end(), end if end >= 0 else len(draft.text)):
            yield replace(match, "l" + match.group().replace("‘", "’"), "lost_article", 0.9)


def swallowed_apostrophes(draft: Draft) -> Iterator[Edit]:
    """« dEure-et-Loir » -> d'Eure-et-Loir: a small letter before a capital, on damaged pages."""
    for match in draft.matches(SWALLOWED, draft.damaged):
        yield replace(match, match.group() + "'", "lost_apostrophe", 0.9)
    for match in draft.matches(SWALLOWED_FIRST, draft.damaged):
        if entries(skeleton(match["name"].lower())):
            yield replace(match, match.group() + "'", "lost_apostrophe", 0.9)
