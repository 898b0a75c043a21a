"""Which parts of speech a French word form can have, by the dictionary.

The table `classes.txt` holds one line for each three-letter beginning, in order: the beginning, then ` ending:letters`
for each form. Letters: n N noun (singular, plural), a A adjective, f F finite verb (third person singular, plural), g
other finite form, x X y the same of être and avoir, i infinitive, p P past participle, r present participle, d
determiner, e preposition, o pronoun, v adverb, c conjunction, u numeral, j interjection, m proper name.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

UNKNOWN = "?"
ELISION = "'"
VERB_ENDINGS = {
    **dict.fromkeys(("eront", "iront", "dront", "tront", "èrent", "irent", "aient"), "F"),
    **dict.fromkeys(("era", "ira", "dra", "tra", "erait", "irait", "drait", "trait"), "f"),
}
"""What a word that the dictionary leaves out must be: rare verb forms that the corpora do not use are not in the table."""
OF_PHRASES = {"auprès": "ev", "afin": "ev", "parce": "v", "quant": "v"}
"""Words that the dictionary knows in phrases only (« auprès de »)."""


@lru_cache(maxsize=20_000)
def classes(word: str) -> str:
    """The class letters of a lower-case word form, `?` where neither dictionary nor ending tell."""
    if word.endswith("'"):
        return ELISION
    line = _line(word[:3])
    key = f" {word[3:]}:"
    at = line.find(key)
    if at >= 0:
        return line[at + len(key) : line.index(" ", at + len(key))]
    return OF_PHRASES.get(word) or next(
        (letter for ending, letter in VERB_ENDINGS.items() if word.endswith(ending)), UNKNOWN
    )


@lru_cache(maxsize=2_000)
def _line(start: str) -> str:
    """What follows a beginning on its line, found by halving the table: nothing of it is spelt out beforehand."""
    table, wanted = _table(), start.encode() + b" "
    low, high = 0, len(table)
    while low < high:
        begin = table.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = table.find(b"\n", begin)
        if table.startswith(wanted, begin):
            return table[begin + len(wanted) - 1 : end].decode()
        if table[begin : begin + len(wanted)] < wanted:
            low = end + 1
        else:
            high = begin
    return ""


@cache
def _table() -> bytes:
    return files("extract.grammar").joinpath("classes.txt").read_bytes()


def forget() -> None:
    """Read the table anew: for the builder, which has just written it."""
    for remembered in (_table, _line, classes):
        remembered.cache_clear()
