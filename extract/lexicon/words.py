"""The French words that the package knows: validity, frequency and word class, by their letters without accents.

The data are one compressed file, built by `python -m extract.lexicon.build` and read at the first question. Forms
stand sorted by skeleton and front-coded in blocks of about 32, so that loading is one decompression and one split,
and only the blocks that a text touches are spelt out.
"""

from __future__ import annotations

import lzma
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntFlag
from functools import cache, lru_cache
from importlib.resources import files
from math import exp, log1p
from string import ascii_lowercase

DATA = "words.xz"
RUN = 3  # letters of a run that is usual or not
LETTERS, GAP = frozenset(ascii_lowercase), "_"
LOG_STEP = 4  # frequencies are stored as round(LOG_STEP * ln(1 + count))
SPECIAL = {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"}
LATIN = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))  # code points of the letters whose bare form is looked up at once


class Standing(IntFlag):
    """What speaks for a form."""

    ATTESTED = 0  # not in the dictionary, but met often in good texts
    COMMON = 1  # a word of the dictionary
    NAME = 2  # written with a capital in the dictionary


@dataclass(slots=True)  # not frozen, which makes it four times as dear to make
class Entry:
    """A form in lower case. `count` is its weighted frequency in about six million running words, 0 if never met;
    `word_class` a small number that stands for its parts of speech, 0 where unknown."""

    form: str
    count: float
    standing: Standing
    word_class: int

    @property
    def valid(self) -> bool:
        return self.standing != Standing.ATTESTED


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


BARE = str.maketrans({chr(c): SPECIAL.get(chr(c), _bare(chr(c))) for c in LATIN})
LATIN_1 = bytes(ord(bare) if len(bare := chr(c).translate(BARE)) == 1 else c for c in range(256))


@lru_cache(maxsize=65536)
def skeleton(text: str) -> str:
    """The letters of a word or text without their diacritics, ligatures œ and æ spelt out; case stays."""
    if text.isascii():
        return text
    if "æ" not in text and "Æ" not in text:  # of one byte, but they become two letters
        try:  # four times as fast as what follows
            return text.encode("latin-1").translate(LATIN_1).decode("latin-1")
        except UnicodeEncodeError:
            pass
    bare = text.translate(BARE)
    return bare if bare.isascii() else _bare(bare)


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The file in memory: `firsts[i]` is the first skeleton of block `i`, which starts at `offsets[i]` of `forms` and
    whose first entry has the attributes `attributes[entries[i]]` and `classes[entries[i]]`."""

    firsts: list[str]
    offsets: list[int]
    entries: list[int]
    forms: bytes
    attributes: bytes
    classes: bytes
    class_names: tuple[frozenset[str], ...]

    def block(self, index: int) -> tuple[str, str]:
        """The skeletons of a block and its forms, in order, a line each: a text is searched faster than a list."""
        form, forms = b"", []
        for line in self.forms[self.offsets[index] : self.offsets[index + 1]].split(b"\n")[:-1]:
            form = form[: line[0] - 32] + line[1:]
            forms.append(form)
        text = b"\n".join(forms).decode()
        return f"\n{skeleton.__wrapped__(text)}\n", text  # not worth remembering

    def entry(self, form: str, number: int) -> Entry:
        attribute = self.attributes[number]
        return Entry(form, _COUNTS[attribute >> 2], _STANDINGS[attribute & 3], self.classes[number])


_COUNTS = tuple(exp(i / LOG_STEP) - 1 for i in range(64))
_STANDINGS = tuple(Standing(i) for i in range(4))


@cache
def _lexicon() -> _Lexicon:
    return unpack(files(__package__).joinpath("data", DATA).read_bytes())


@lru_cache(maxsize=16384)
def _block(index: int) -> tuple[str, str]:
    return _lexicon().block(index)


@lru_cache(maxsize=65536)
def entries(key: str) -> tuple[Entry, ...]:
    """The forms whose skeleton, in lower case, is `key`, the most frequent first."""
    lexicon = _lexicon()
    index = bisect_right(lexicon.firsts, key) - 1
    if index < 0:
        return ()
    keys, forms = _block(index)
    at = keys.find(f"\n{key}\n") + 1
    if not at:
        return ()
    row, found = keys.count("\n", 0, at) - 1, []
    rows = forms.split("\n")
    while keys.startswith(f"{key}\n", at):  # the forms of a skeleton stand together
        found.append(lexicon.entry(rows[row], lexicon.entries[index] + row))
        row, at = row + 1, at + len(key) + 1
    return tuple(sorted(found, key=lambda e: (-e.count, e.form)) if len(found) > 1 else found)


def entry(word: str) -> Entry | None:
    """What is known of a word, whatever its case."""
    form = word.lower()
    for found in entries(skeleton(form)):
        if found.form == form:
            return found
    return None


@cache
def _usual_runs() -> frozenset[str]:
    """The runs of three letters in the first words of all blocks, one word in 32."""
    return frozenset(first[i : i + RUN] for first in _lexicon().firsts for i in range(len(first) - RUN + 1))


def unusual_runs(key: str) -> list[int]:
    """Where a word without accents has three letters in a row that French hardly has: a fast way to rule out a string."""
    usual = _usual_runs()
    return [i for i in range(len(key) - RUN + 1) if key[i : i + RUN] not in usual]


@lru_cache(maxsize=16384)
def fitting(run: str) -> frozenset[str]:
    """The letters that make a usual run of three when they stand in place of every `GAP`."""
    usual = _usual_runs()
    return frozenset(letter for letter in LETTERS if run.replace(GAP, letter) in usual)


def classes(word: str) -> frozenset[str]:
    """The word classes of a form, as `extract.lexicon.build.words.coarse` names them; empty where unknown."""
    found = entry(word)
    return class_names(found.word_class) if found else frozenset()


def class_names(number: int) -> frozenset[str]:
    """The word classes that a number (`Entry.word_class`) stands for."""
    return _lexicon().class_names[number]


def known(word: str) -> bool:
    """Whether the dictionary has the word, whatever its case."""
    found = entry(word)
    return found is not None and found.valid


def frequency(word: str) -> float:
    """Weighted occurrences in about six million running words, whatever the case; 0 where never met."""
    found = entry(word)
    return found.count if found else 0.0


def pack(blocks: list[list[Entry]], class_names: Sequence[str]) -> bytes:
    """The file: four lines of sizes, block heads and names of classes, then forms, attributes and classes."""
    firsts, sizes, forms, attributes, classes = [], [], bytearray(), bytearray(), bytearray()
    for block in blocks:
        firsts.append(skeleton(block[0].form))
        start, last = len(forms), b""
        for e in block:
            form = e.form.encode()
            shared = next(
                (i for i, (a, b) in enumerate(zip(last, form, strict=False)) if a != b), min(len(last), len(form))
            )
            forms += bytes((32 + shared,)) + form[shared:] + b"\n"
            attributes.append(round(LOG_STEP * log1p(e.count)) << 2 | int(e.standing))
            classes.append(e.word_class)
            last = form
        sizes.append(f"{len(forms) - start}:{len(block)}")
    head = f"{len(forms)} {len(attributes)}\n{' '.join(firsts)}\n{' '.join(sizes)}\n{','.join(class_names)}\n"
    return lzma.compress(head.encode() + forms + attributes + classes, preset=9 | lzma.PRESET_EXTREME)


def unpack(data: bytes) -> _Lexicon:
    """The inverse of `pack`; blocks are spelt out when they are asked for."""
    lengths, firsts, sizes, names, body = lzma.decompress(data).split(b"\n", 4)
    form_bytes, count = map(int, lengths.split())
    offsets, starts = [0], [0]
    for size in sizes.split():
        length, _, number = size.partition(b":")
        offsets.append(offsets[-1] + int(length))
        starts.append(starts[-1] + int(number))
    middle = form_bytes + count
    return _Lexicon(
        firsts.decode().split(" "),
        offsets,
        starts,
        body[:form_bytes],
        body[form_bytes:middle],
        body[middle : middle + count],
        tuple(frozenset(name.split()) for name in names.decode().split(",")),
    )


def every(step: int = 1) -> Iterator[Entry]:
    """The entries of the lexicon by skeleton, or of every `step`-th of its blocks; all of them take a second."""
    lexicon = _lexicon()
    for index in range(0, len(lexicon.firsts), step):
        for number, form in enumerate(lexicon.block(index)[1].split("\n"), lexicon.entries[index]):
            yield lexicon.entry(form, number)
