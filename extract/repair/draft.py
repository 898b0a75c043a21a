"""The text as the passes see it: pages, what must not be touched, and how an edit is made."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from extract.repair.words import WORD
from extract.text import Edit, Span

SIGN = re.compile(
    r"""[@\\_=<>\#{:w.-](?:                                                  # a set at the beginning makes re fast
        (?<=[@\\_=<>\#{]) | (?<=:)//                                        # addresses, code, paths, place-holders
      | (?<=w)ww\.(?:[ ][\w-]+\.)*(?:[ ](?:fr|com|org|net|eu)\b)?          # also with spaces behind its points
      | (?<=-)\w++-\w++-\w++-\w                                            # the end of an address that a line end parts
      | (?<=\.)(?:fr|com|org|net|eu|gouv|html?|pdf|io|re|bzh)\b             # bare domains and files
    )""",
    re.VERBOSE,
)
"""What no word of prose holds: everything between the spaces around it is left alone."""
SIGN_OR_REFERENCE = re.compile(rf"{SIGN.pattern} | [^\W\d_]/\S*\d | \d/\S*[^\W\d_]", re.VERBOSE)
"""« DGS/2025-12 » likewise."""
SPACE = re.compile(r"\s")


@lru_cache(maxsize=4)
def guards(text: str) -> tuple[list[int], list[int]]:
    """Starts and ends of the stretches that must not be touched, in order."""
    starts, ends = [], []
    end = 0
    for match in (SIGN_OR_REFERENCE if "/" in text else SIGN).finditer(text):
        if match.start() < end:
            continue
        start = match.start()
        while start > end and not text[start - 1].isspace():
            start -= 1
        if match.group()[0] == "-" and text[start].isupper():
            continue  # « Saint-Jean-de-la-Blaquière »
        closing = text.find("}", match.start(), match.start() + 200) if match.group() == "{" else -1
        space = SPACE.search(text, max(match.end(), closing + 1))
        end = space.start() if space else len(text)
        starts.append(start)
        ends.append(end)
    return starts, ends


@dataclass(frozen=True)
class Draft:
    """The text at hand, the spans of its pages in it, and of the pages that are proven to be damaged."""

    text: str
    pages: tuple[Span, ...]
    damaged: tuple[Span, ...] = field(default=())

    @cached_property
    def _said(self) -> dict[Span, Counter[str]]:
        return {}

    def said(self, span: Span) -> Counter[str]:
        """How often each word (`WORD`) is said on a page; counted once for all that ask."""
        if span not in self._said:
            self._said[span] = Counter(WORD.findall(self.text, span.start, span.end))
        return self._said[span]

    def guarded(self, start: int, end: int) -> bool:
        """Whether a stretch touches an address, a reference or code."""
        starts, ends = guards(self.text)
        i = bisect_right(starts, end - 1) - 1
        return i >= 0 and ends[i] > start

    def guards(self, within: Span) -> Iterator[Span]:
        """What must not be touched of a page."""
        for start, end in zip(*guards(self.text), strict=True):
            if start < within.end and within.start < end:
                yield Span(max(start, within.start), min(end, within.end))

    def matches(self, pattern: re.Pattern[str], within: Iterable[Span] | None = None) -> Iterator[re.Match[str]]:
        """Unguarded matches, on all pages or on some."""
        for span in self.pages if within is None else within:
            for match in pattern.finditer(self.text, span.start, span.end):
                if not self.guarded(*match.span()):
                    yield match


Pass = Callable[[Draft], Iterable[Edit]]


def replace(match: re.Match[str], after: str, rule: str, probability: float, group: int = 0) -> Edit:
    """The edit that puts `after` in place of a match or of one of its groups."""
    return Edit(*match.span(group), match.group(group), after, rule, probability)


def recase(form: str, like: str) -> str:
    """A form in lower case with the case of a word as printed."""
    if len(like) > 1 and like.isupper():
        return form.upper()
    return form[:1].upper() + form[1:] if like[:1].isupper() else form
