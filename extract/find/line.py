"""The text as the patterns read it: folded one character for one, so that offsets hold."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from extract import regex

# No-break, thin and figure spaces, and what a press office or an OCR engine puts for an apostrophe, a minus, a times sign.
FOLDS = (
    ("\u00a0\u202f\u2009\u2007\u2002\u2003\u2008\u200a\t\n\r\f\v", " "),
    ("’ʼ‘´`", "'"),
    ("\u2212\u2010\u2011\u2012\u2013", "-"),
    ("×✕", "x"),
)

# Letters that OCR gives for digits, taken as the digit only where the digits around leave no other reading: « 25O 000 »
# (an o inside a number with its group of thousands), « l1,4 » and « I2,5 % » (an l or I at the head of a decimal).
MISREAD = regex.compile(
    r"(?<=\d)[Oo](?=\d|,\d|[ ]\d{3}(?!\d))|(?<=\d\d?,)[Oo](?=\s?%|\b)|(?<=\d[Oo]?)[Oo](?=[ ]?%|[ ]\d{3}(?!\d)|0|\b[ ]?€)"
    r"|(?<![\w,.])[lI|](?=\d{0,2},\d+[ ]?(?:%|€|milli))|(?<=\d)[lI|](?=\d+\b|,\d)|(?<=\d[ ])[lI|](?=\d\d(?!\d))"
)
MAYBE_MISREAD = re.compile(r"[\d,][OolI|]|[lI|][,\d]|\d [lI|]")
DIGIT = regex.compile(r"\d")
READ_AS = {"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"}
# « ler employeur », « l er », « lre » for 1er and 1re
ORDINAL_MISREAD = regex.compile(r"(?<![\w'])[lI](?=(?:er|ère|re)[ ])")


# Digits of other scripts, also those that this Python's decimals do not know yet: read as ASCII ones, or as no digit.
FOREIGN_DIGIT = regex.compile(r"[^\P{Nd}0-9]")


def _as_ascii(m: regex.Match[str]) -> str:
    return str(unicodedata.decimal(m.group(), "x"))


@dataclass(frozen=True, slots=True)
class Line:
    """One block's text: `plain` has its spaces, apostrophes and dashes made one, `low` is `plain` in lower case.

    Both are as long as `text`. `misread` holds the offsets of letters that were taken for digits.
    """

    text: str
    plain: str
    low: str
    misread: frozenset[int] = frozenset()


def fold(text: str) -> Line:
    """The line of a text, with letters taken for digits where that reading is certain."""
    plain = text
    if not (text.isascii() and text.isprintable()):
        for marks, by in FOLDS:  # much quicker than `translate`, for each mark is rare
            for mark in marks:
                plain = plain.replace(mark, by)
        plain = FOREIGN_DIGIT.sub(_as_ascii, plain)
    misread: set[int] = set()
    if MAYBE_MISREAD.search(plain):
        misread.update(m.start() for m in MISREAD.finditer(plain))
    if "er " in plain or "re " in plain:
        misread.update(m.start() for m in ORDINAL_MISREAD.finditer(plain))
    if misread:
        plain = "".join(READ_AS.get(c, c) if i in misread else c for i, c in enumerate(plain))
    low = plain.lower()
    if len(low) != len(plain):  # a capital like İ grows when lowered
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
    return Line(text, plain, low, frozenset(misread))


WORD = 24  # characters: no more of a word is looked at


def word_before(text: str, start: int, floor: int = 0) -> str:
    """The last word before `start` with the blank behind it: patterns that cannot end in it need not be tried."""
    return text[max(floor, start - WORD, text.rfind(" ", 0, max(0, start - 1)) + 1) : start]


def word_behind(text: str, end: int) -> str:
    """The first word from `end` on with the blank before it: patterns that cannot begin with it need not be tried."""
    stop = text.find(" ", end + 1, end + WORD)
    return text[end : stop if stop >= 0 else end + WORD]
