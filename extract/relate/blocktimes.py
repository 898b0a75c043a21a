"""The times that the blocks of a release say, without those that belong to a figure or a name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import pairwise

from extract import regex
from extract.blocks import Block, Outline
from extract.find.quantity import Found, Reason
from extract.relate import reports
from extract.relate.folding import fold
from extract.relate.relation import Head, When
from extract.relate.times import Moment, moments
from extract.relate.timevalues import Role
from extract.relate.zones import is_comparison, sentence_at, sentences, zone_at
from extract.text import Span

RESOLVED = reports.RESOLVED
SAYS_WHEN = {
    Role.PERIOD,
    Role.RANGE,
    Role.TARGET,
    Role.SINCE,
    Role.PRIOR,
    Role.SAME,
    Role.BOTH,
    Role.RUNNING,
    Role.SO_FAR,
}
_NAMES = {Reason.NAME, Reason.REFERENCE, Reason.IDENTIFIER, Reason.PHONE, Reason.WEB, Reason.ADDRESS, Reason.NUMBERING}

_BETWEEN = regex.compile(r"\bentre\b")


class BlockTimes:
    """The times of a release by block; `today` is the day that it counts from."""

    def __init__(self, outline: Outline, head: Head, found: tuple[Found, ...]) -> None:
        self.outline, self.found = outline, found
        self.today = date.fromisoformat(head.date) if head.date else reports.end_of_its_year(outline)
        self._cache: dict[int, tuple[Moment, ...]] = {}

    def moments(self, index: int) -> tuple[Moment, ...]:
        """The times said in a block, without those that find read as figures or parts of names."""
        if index not in self._cache:
            block, numbers = self.outline.blocks[index], self.found[index]
            taken = [q.span for q in numbers.quantities]
            taken += [n.span for n in numbers.ignored if n.reason in _NAMES]
            said = moments(block.text, self.today)
            self._cache[index] = tuple(
                replace(m, edtf=self._defined.get(m.edtf or "", m.edtf))
                for m in said
                if not any(_claims(t, m) for t in taken)
            )
        return self._cache[index]

    @cached_property
    def _defined(self) -> dict[str, str]:
        return reports.defined(self.outline, self.today)

    def in_sentence(self, index: int, sentence: Span) -> list[Moment]:
        return [m for m in self.moments(index) if sentence.start <= m.span.start < sentence.end]

    def two_ends(self, index: int, sentence: Span) -> tuple[Moment, Moment] | None:
        """« entre le premier et le deuxième trimestre 2025 », « entre fin 2023 et fin 2024 »: the two times compared."""
        text = self.outline.blocks[index].text
        for first, second in pairwise(self.in_sentence(index, sentence)):
            between = fold(text[first.span.end : second.span.start])
            lead = fold(text[max(0, first.span.start - 9) : first.span.start + 6])
            if first.plain and second.plain and between == " et " and _BETWEEN.search(lead):
                return first, second
        return None

    def sentence_before(self, index: int, sentence: Span) -> Span | None:
        text = self.outline.blocks[index].text
        return next((span for span in reversed(sentences(text)) if span.end <= sentence.start), None)

    def said_before(self, index: int, sentence: Span) -> Moment | None:
        there = self.sentence_before(index, sentence)
        said = self.in_sentence(index, there) if there else []
        return next((m for m in said if m.edtf and m.role is Role.PERIOD and not m.baseline), None)

    def is_compared(self, index: int, moment: Moment) -> bool:
        """Whether a time belongs to a figure that another is compared with: « contre 47 % en 2019 »."""
        text = self.outline.blocks[index].text
        zone = zone_at(text, sentence_at(text, moment.span.start), moment.span.start)
        return is_comparison(text, zone)

    def up_to_now(self, since: str) -> str:
        """« depuis le 1er janvier 2022 »: up to the day of the release; « depuis 2022 » stays open."""
        return f"{since}/{self.today.isoformat()}" if self.today and len(since) == 10 else f"{since}/.."


def when(block: Block, moment: Moment, edtf: str | None = None) -> When:
    """A date, the moment's own where no other is given, with the words of its block that say it."""
    resolved = moment.resolved or moment.role is Role.PRIOR
    return When(edtf or moment.edtf or "", moment.span.of(block.text), (RESOLVED,) if resolved else ())


def _claims(taken: Span, moment: Moment) -> bool:
    """Whether a figure or a name holds the digits of the moment: « 2 000 logements » is no year."""
    return (
        taken.overlaps(moment.span) and moment.role is not Role.LAPSE and (moment.bare or taken.contains(moment.span))
    )
