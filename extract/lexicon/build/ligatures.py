"""Builds `ligatures.xz`: which ligature stands between which letters, and names that hold one.

Every distinct name counts `NAME`, every common form of the dictionary once, so that names decide where they know better.
"""

from __future__ import annotations

import lzma
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

from extract.lexicon.build.corpora import CORPORA, lines
from extract.lexicon.ligatures import CONTEXT, LIGATURE, SIGNS, framed
from extract.lexicon.tokens import TOKEN
from extract.lexicon.words import Standing, entry, every

NAME = 20
LEAST_LETTERS = 4
PLACES = Path(__file__).parents[1] / "data"
SURNAMES = Path(__file__).with_name("surnames.toml")


def names(french: Path) -> list[str]:
    """Names with a ligature, in lower case: communes, capitalised words of the training lines that the lexicon lacks,
    and the names of `surnames.toml`."""
    table = tomllib.loads(SURNAMES.read_text(encoding="utf-8"))
    found = {word.lower() for block in table.values() for word in block.split()}
    with lzma.open(PLACES / "communes.tsv.xz", "rt", encoding="utf-8") as small:
        rows = [line.split("\t")[0] for line in small if not line.startswith("#")]
    with (PLACES / "places.tsv").open(encoding="utf-8") as chief:
        rows += [line.split("\t")[1] for line in chief if not line.startswith("#")]
    for corpus in CORPORA:
        rows += lines(french, corpus)
    for row in rows:
        if LIGATURE.search(row.lower()):
            found |= {token.lower() for token in TOKEN.findall(row) if _name(token)}
    return sorted(name for name in found if entry(name) is None)


def _name(token: str) -> bool:
    capital = token[0].isupper() and token[1:].islower() and token.isalpha()
    return capital and len(token) >= LEAST_LETTERS and LIGATURE.search(token.lower()) is not None


def build(french: Path) -> bytes:
    """The bytes of `ligatures.xz`: rows of context and counts by ligature, an empty line, rows of names."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    listed = names(french)
    weights = [(name, NAME) for name in listed]
    weights += [(e.form, NAME if e.standing & Standing.NAME else 1) for e in every() if LIGATURE.search(e.form)]
    for word, weight in weights:
        frame = framed(word)
        for match in LIGATURE.finditer(frame):
            a, b = match.span()
            counts[f"{frame[a - CONTEXT : a]}|{frame[b : b + CONTEXT]}"][match.group()] += weight
    rows = [f"{key} {' '.join(str(row[sign]) for sign in SIGNS)}" for key, row in sorted(counts.items())]
    return lzma.compress("\n".join([*rows, "", *listed]).encode(), preset=9 | lzma.PRESET_EXTREME)
