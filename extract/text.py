"""The shared vocabulary of the stages: spans, edits, and a repaired text that knows the way back to the raw one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of character offsets, `start <= end`."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def shift(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Edit:
    """One change to a text: `text[start:end] == before` became `after`.

    `rule` names the pass that made it, `probability` (0 to 1) how sure it is.
    """

    start: int
    end: int
    before: str
    after: str
    rule: str
    probability: float = 1.0


@dataclass(frozen=True)
class Text:
    """A text as it was read (`raw`), the edits made to it in raw offsets, and what came out (`repaired`)."""

    raw: str
    edits: tuple[Edit, ...] = field(default=())

    @cached_property
    def repaired(self) -> str:
        return _substitute(self.raw, self.edits)

    @cached_property
    def _starts(self) -> list[tuple[int, int, int, int]]:
        """Each edit as (raw start, raw end, repaired start, repaired end), in order."""
        rows, delta = [], 0
        for e in self.edits:
            start = e.start + delta
            rows.append((e.start, e.end, start, start + len(e.after)))
            delta += len(e.after) - (e.end - e.start)
        return rows

    @cached_property
    def _raw_keys(self) -> list[int]:
        return [row[0] for row in self._starts]

    @cached_property
    def _repaired_keys(self) -> list[int]:
        return [row[2] for row in self._starts]

    def to_raw(self, span: Span) -> Span:
        """The smallest raw span whose repair covers `span` of the repaired text."""
        return Span(
            self._back(span.start, left=True), max(self._back(span.end, left=False), self._back(span.start, True))
        )

    def to_repaired(self, span: Span) -> Span:
        """The smallest repaired span that covers what became of `span` of the raw text."""
        return Span(
            self._forth(span.start, left=True), max(self._forth(span.end, False), self._forth(span.start, True))
        )

    def _back(self, at: int, left: bool) -> int:
        return _cross(self._starts, self._repaired_keys, at, left, (2, 3, 0, 1))

    def _forth(self, at: int, left: bool) -> int:
        return _cross(self._starts, self._raw_keys, at, left, (0, 1, 2, 3))

    def apply(self, edits: Iterable[Edit]) -> Text:
        """This text with further edits, given in offsets of `repaired`; overlapping changes become one edit.

        Raises ValueError where an edit's `before` is not what stands there or two of the new edits overlap.
        """
        new = sorted((e for e in edits if e.before != e.after), key=lambda e: (e.start, e.end))
        if not new:
            return self
        _verify(self.repaired, new)
        return Text(self.raw, tuple(_compose(self, new)))


def _substitute(text: str, edits: Iterable[Edit]) -> str:
    out, at = [], 0
    for e in edits:
        out += [text[at : e.start], e.after]
        at = e.end
    return "".join(out) + text[at:]


def _verify(text: str, edits: list[Edit]) -> None:
    at = 0
    for e in edits:
        if e.start < at:
            raise ValueError(f"edits overlap at {e.start}: {e.before!r}")
        if text[e.start : e.end] != e.before:
            raise ValueError(f"edit at {e.start} expects {e.before!r}, found {text[e.start : e.end]!r}")
        at = e.end


def _cross(rows: list[tuple[int, int, int, int]], keys: list[int], at: int, left: bool, cols: tuple[int, ...]) -> int:
    """Carry an offset over the edits; inside an edit of equal length one to one, else to its near or far end."""
    a, b, c, d = cols
    i = (bisect_right(keys, at) if left else bisect_left(keys, at)) - 1
    if i < 0:
        return at
    row = rows[i]
    if at >= row[b]:
        return row[d] + at - row[b]
    if row[b] - row[a] == row[d] - row[c]:
        return row[c] + at - row[a]
    return row[c] if left else row[d]


def _compose(text: Text, new: list[Edit]) -> list[Edit]:
    """Merge the earlier edits with new ones (in repaired offsets) into one ordered list in raw offsets.

    Where old and new edits overlap or touch, they become one edit from the raw to the final form.
    """
    items = [(row[2], row[3], False, e) for row, e in zip(text._starts, text.edits, strict=True)]
    items += [(e.start, e.end, True, e) for e in new]
    items.sort(key=lambda item: item[:3])
    done: list[Edit] = []
    delta = 0  # raw offset minus repaired offset, before the knot at hand
    for knot in _knots(items):
        low, high = knot[0][0], max(item[1] for item in knot)
        start = low + delta
        delta += sum((e.end - e.start) - len(e.after) for _, _, is_new, e in knot if not is_new)
        end = high + delta
        if len(knot) == 1:
            e = knot[0][3]
            done.append(Edit(start, end, e.before, e.after, e.rule, e.probability))
            continue
        fresh = [Edit(e.start - low, e.end - low, e.before, e.after, "") for _, _, is_new, e in knot if is_new]
        before, after = text.raw[start:end], _substitute(text.repaired[low:high], fresh)
        if before != after:
            rules = dict.fromkeys(rule for *_, e in knot for rule in e.rule.split("+"))
            done.append(Edit(start, end, before, after, "+".join(rules), min(e.probability for *_, e in knot)))
    return done


def _knots(items: list[tuple[int, int, bool, Edit]]) -> Iterable[list[tuple[int, int, bool, Edit]]]:
    """Groups of edits that overlap, or that touch where an old one meets a new one."""
    knot: list[tuple[int, int, bool, Edit]] = []
    high = 0
    for item in items:
        touches = item[0] == high and any(item[2] != other[2] for other in knot)
        if knot and not (item[0] < high or touches):
            yield knot
            knot = []
        high = max(high, item[1]) if knot else item[1]
        knot.append(item)
    if knot:
        yield knot
