"""Headings in capitals: « PREFET DE L'HERAULT », where a word is one of prose and no acronym."""

from __future__ import annotations

from functools import lru_cache

from extract.lexicon.words import entries, skeleton

LEAST_ORDINARY = 2  # words of the dictionary that make prose of a run of capitals
LONE = 6  # letters of a word that is a heading by itself, on its line


def shouted(text: str, tokens: list[str], starts: list[int]) -> list[bool]:
    """Which tokens are words of prose in capitals: words of two letters and more in a run without small letters that
    holds ordinary words, or one that has a line for itself."""
    found = [False] * len(tokens)
    upper = {token for token in set(tokens) if token.isupper()}
    if not any(len(token) > 1 for token in upper):
        return found
    end, size = 0, len(tokens)
    for at in [i for i, token in enumerate(tokens) if token in upper]:
        if at < end:
            continue
        end = at
        while end < size and tokens[end] and (tokens[end].isupper() or not tokens[end][0].isalpha()):
            end += 1
        words = [i for i in range(at, end) if len(tokens[i].rstrip("'’")) > 1 and tokens[i].isupper()]
        ordinary = sum(_ordinary(tokens[i]) for i in words)
        if ordinary >= LEAST_ORDINARY or (
            len(words) == ordinary == 1 and _lone(text, tokens[words[0]], starts[words[0]])
        ):
            for i in words:
                found[i] = True
    return found


@lru_cache(maxsize=16384)
def _ordinary(word: str) -> bool:
    """Whether a word is one of the dictionary, whatever its accents, and used."""
    return any(e.valid and e.count > 1 for e in entries(skeleton(word.lower())))


def _lone(text: str, word: str, start: int) -> bool:
    """Whether a long word has a line for itself and exists with an accent only."""
    before, after = text[:start].rpartition("\n")[2], text[start + len(word) :].partition("\n")[0]
    if len(word) < LONE or before.strip() or after.strip(" :."):
        return False
    return not any(e.valid and e.form.isascii() for e in entries(word.lower()))
