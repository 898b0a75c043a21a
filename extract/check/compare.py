"""Two records claim by claim: a corrected release, a scan against its text layer, an older extraction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from extract.records import Claim, Period, Place, Record, Release
from extract.write import plain

FIELDS = (
    *("quantity", "value", "upper", "kind", "unit", "bound", "statistic", "direction", "entity", "property"),
    *("period", "baseline", "place", "status"),
)
HEAD = ("title", "date", "issuers", "place")


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs, in words: « value 27.5 → 28 »."""

    field: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.field} {self.before or '(none)'} → {self.after or '(none)'}"


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim in both records with its changes, or in one alone; indices in either list."""

    before: int | None
    after: int | None
    changes: tuple[Change, ...] = ()


def head_changes(before: Release, after: Release) -> tuple[Change, ...]:
    return tuple(_changes(before.release, after.release, HEAD))


def compare(before: Sequence[Claim], after: Sequence[Claim]) -> Iterator[Pair]:
    """Every claim of either list once, in the order of the text; equal ones are left out."""
    for i, j in _align(before, after):
        if i is None or j is None:
            yield Pair(i, j)
        elif changes := tuple(_changes(before[i], after[j], FIELDS)):
            yield Pair(i, j, changes)


def _align(before: Sequence[Claim], after: Sequence[Claim]) -> Iterator[tuple[int | None, int | None]]:
    """Equal words pair in order; between two such pairs, neighbours pair where their sentences are alike."""
    matcher = SequenceMatcher(None, [_key(c) for c in before], [_key(c) for c in after], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(range(i1, i2), range(j1, j2), strict=True)
            continue
        left = list(range(j1, j2))
        for i in range(i1, i2):
            j = max(left, key=lambda j: _likeness(before[i], after[j]), default=None)
            if j is None or _likeness(before[i], after[j]) < 0.6:
                yield i, None
                continue
            for skipped in [k for k in left if k < j]:
                yield None, skipped
            left = [k for k in left if k > j]
            yield i, j
        yield from ((None, j) for j in left)


def _key(claim: Claim) -> tuple[str, str]:
    return "".join(claim.quantity.split()).casefold(), f"{claim.value.normalize():f}"


def _likeness(one: Claim, other: Claim) -> float:
    """0 to 1: how alike the sentences are; claims at the same characters are alike whatever they say."""
    if (one.at.start, one.at.end) == (other.at.start, other.at.end) and one.at.end:
        return 1.0
    return SequenceMatcher(None, one.quote, other.quote, autojunk=False).ratio() * (
        1.0 if one.kind is other.kind else 0.8
    )


def _changes(before: Record, after: Record, names: Sequence[str]) -> Iterator[Change]:
    for name in names:
        was, now = say(getattr(before, name)), say(getattr(after, name))
        if " ".join(was.split()) != " ".join(now.split()):
            yield Change(name, was, now)


def say(value: Any) -> str:
    """A field's value in words."""
    if value is None:
        return ""
    if isinstance(value, Period):
        return value.edtf
    if isinstance(value, Place):
        return value.name + (f" ({value.code})" if value.code else "")
    if isinstance(value, tuple):
        return ", ".join(map(say, value))
    return plain(value) if hasattr(value, "as_tuple") else str(value)
