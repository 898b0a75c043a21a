"""The text as the passes see it: pages, what must not be touched, and how an edit is made."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from extract.text import Edit, Span

GUARD = re.compile(
    r"""https?://\S+ | www\.\S+ | \S+@\S+                               # web and e-mail addresses
      | \S+\.(?:fr|com|org|net|eu|gouv|html?|pdf|io|re|bzh)\b\S*        # bare domains and files
      | \{[^}\n]*\}                                                     # place-holders
      | \S*[\\_=<>\#]\S*                                                # code, paths, tags
      | (?<!\S)\S*[^\W\d_]\S*/\S*\d\S*                                  # references: DGS/2025-12
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Draft:
    """The text at hand, the spans of its pages in it, and of the pages that are proven to be damaged."""

    text: str
    pages: tuple[Span, ...]
    damaged: tuple[Span, ...] = field(default=())

    @cached_property
    def _guards(self) -> tuple[list[int], list[int]]:
        spans = [m.span() for m in GUARD.finditer(self.text)]
        return [start for start, _ in spans], [end for _, end in spans]

    def guarded(self, start: int, end: int) -> bool:
        """Whether a stretch touches an address, a reference or code."""
        starts, ends = self._guards
        i = bisect_right(starts, end - 1) - 1
        return i >= 0 and ends[i] > start

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
