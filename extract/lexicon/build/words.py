"""Builds `words.xz`: the forms of Dicollecte's dictionary with frequencies from our own counts."""

from __future__ import annotations

import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from extract.lexicon.build.affixes import Form, expand
from extract.lexicon.build.corpora import CORPORA, lines
from extract.lexicon.tokens import TOKEN
from extract.lexicon.words import Entry, Standing, pack, skeleton

BLOCK = 32
MIN_ATTESTED = 4.0  # weighted occurrences of a form that the dictionary lacks
MISSPELT_SHARE = 0.02  # such a form is a slip where a dictionary form of its skeleton is 50 times as frequent
COMPOUND = re.compile(r"(?<![\w-])[^\W\d_]+(?:-[^\W\d_]+)+(?![\w-])")
LONGEST_ACRONYM = 5
GENDERS = {"mas": "m", "fem": "f", "epi": "e"}
NUMBERS = {"sg": "s", "pl": "p", "inv": "i"}
PLACES = Path(__file__).parents[1] / "data"
FRENCH = ("REG-", "DEP-", "COM-", "EPCI-")  # codes of places
LEAST_NAME = 4  # letters of a word of a place's name
NAMES = {"npr", "prn", "patr"}


def count(folder: Path) -> Counter[str]:
    """Weighted counts of the words and hyphenated compounds of the training lines, in lower case."""
    total: Counter[str] = Counter()
    for corpus in CORPORA:
        seen: Counter[str] = Counter()
        for line in lines(folder, corpus):
            low = line.lower()
            seen.update(t.lower() for t in TOKEN.findall(line) if t.isalpha() and not _acronym(t))
            if "-" in low:
                seen.update(COMPOUND.findall(low))
        for word, n in seen.items():
            total[word] += n * corpus.weight  # type: ignore[assignment]
    return total


def _acronym(token: str) -> bool:
    """Whether a token is printed in capitals, so that it says little about the word in small letters: « FN »."""
    return 1 < len(token) <= LONGEST_ACRONYM and token.isupper()


def build(french: Path, dic: Path, aff: Path) -> bytes:
    """The bytes of `words.xz`."""
    counts = count(french)
    standing: dict[str, Standing] = defaultdict(lambda: Standing.ATTESTED)
    classes: dict[str, set[str]] = defaultdict(set)
    for form in expand(dic, aff):
        plain = form.form.replace("-", "")
        if not plain.isalpha() or not (form.form[1:].islower() or len(form.form) == 1):
            continue
        word = form.form.lower()
        standing[word] |= Standing.NAME if form.form[0].isupper() else Standing.COMMON
        classes[word] |= coarse(form)
    taken = {skeleton(word) for word in standing}
    for name in place_names():
        if skeleton(name) not in taken:
            standing[name] = Standing.NAME
    attested = {w for w, n in counts.items() if n >= MIN_ATTESTED and w not in standing}
    best: dict[str, float] = defaultdict(float)
    for word in standing:
        best[skeleton(word)] = max(best[skeleton(word)], counts[word])
    keep = [w for w in attested if counts[w] > MISSPELT_SHARE * best[skeleton(w)]]
    numbers = _numbers(classes.values())
    entries = [
        Entry(w, float(counts[w]), standing.get(w, Standing.ATTESTED), numbers.get(_key(classes.get(w, set())), 0))
        for w in [*standing, *keep]
    ]
    entries.sort(key=lambda e: (skeleton(e.form), e.form))
    return pack(list(_blocks(entries)), ["", *numbers])


def place_names() -> set[str]:
    """The accented words in the names of French places, in lower case."""
    with lzma.open(PLACES / "communes.tsv.xz", "rt", encoding="utf-8") as small:
        rows = [line.split("\t")[0] for line in small if not line.startswith("#")]
    with (PLACES / "places.tsv").open(encoding="utf-8") as chief:
        rows += [line.split("\t")[1] for line in chief if line.startswith(FRENCH)]
    words = {token for row in rows for token in TOKEN.findall(row) if len(token) >= LEAST_NAME and token[0].isupper()}
    return {word.lower() for word in words if not word.isascii() and word.isalpha()}


def _blocks(entries: list[Entry]) -> Iterable[list[Entry]]:
    """Runs of at least `BLOCK` entries that never part the forms of one skeleton."""
    block: list[Entry] = []
    for e in entries:
        if len(block) >= BLOCK and skeleton(e.form) != skeleton(block[-1].form):
            yield block
            block = []
        block.append(e)
    yield block


def _key(classes: set[str]) -> str:
    return " ".join(sorted(classes))


def _numbers(classes: Iterable[set[str]]) -> dict[str, int]:
    """The 255 commonest sets of classes, numbered from 1."""
    common = Counter(_key(c) for c in classes).most_common()
    ordered = sorted(common, key=lambda item: (-item[1], item[0]))[:255]
    return {key: number for number, (key, _) in enumerate(ordered, 1)}


def coarse(form: Form) -> set[str]:
    """The word classes of a form that its neighbours' accents depend on: noun and adjective with gender and number,
    mood of a verb, its third person, function words by kind."""
    shape = "".join(GENDERS.get(t, "") for t in form.inflection) + "".join(NUMBERS.get(t, "") for t in form.inflection)
    po = set(form.po)
    found: set[str] = set()
    if verb := next((t for t in form.po if t[0] == "v" and t[1].isdigit()), None):
        aux = "x" if verb.startswith("v0") else "v"
        for tag, mark in (
            ("infi", "Y"),
            ("ppre", "P"),
            ("ppas", "Q" + shape),
            ("3sg", "3s"),
            ("3pl", "3p"),
            ("3pl!", "3p"),
        ):
            if tag in po:
                found.add(aux + mark)
        if not found:
            found.add(aux + "F")
    if "adj" in po and not found:
        found.add("A" + shape)
    if "nom" in po:
        found.add("N" + shape)
    if po & NAMES:
        found.add("M")
    if "adv" in po:
        found.add("W")
    if "mg" in po:
        found.add("G" + next((t[:6] for t in form.po if t != "mg"), "") + shape)
    return found or {form.po[0][:3]} if form.po else found
