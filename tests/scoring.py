"""Scores extracted claims against the claims a careful reader wrote down.

A pair of claims matches where value and upper end are equal; pairs keep the order of the text, and of all such
pairings the one counts that has the most pairs and, among those, the most agreeing fields.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

import regex

Claim = Mapping[str, Any]

CORE = {"kind": None, "unit": None, "bound": "exactly", "direction": None}  # with what an absent field stands for
WORDED = ("entity", "property")  # right when half of the content words are shared
CODED = ("period", "place", "baseline", "statistic", "status")  # right when equal in normal form
SLOTS = WORDED + CODED
EMPTY_WORDS = frozenset(
    "a ai ainsi au aux avec avoir ayant ce ces cette d dans de des du elle elles en est et etait ete etre il ils l la le les "
    "leur leurs n ne on ont ou par pas plus pour qu que qui s sa se ses son sont sur un une y".split()
)
WORD = regex.compile(r"[\p{L}\p{N}]+")
ROUNDING = 5e-4  # of the value: « un tiers » is written 0.3333


@dataclass(frozen=True)
class Score:
    """Counts over claims. `present` and `right` count, per slot, the matched pairs where either side fills it."""

    truth: int = 0
    extracted: int = 0
    found: int = 0
    core_right: int = 0
    present: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Score) -> Score:
        return Score(
            self.truth + other.truth,
            self.extracted + other.extracted,
            self.found + other.found,
            self.core_right + other.core_right,
            self.present + other.present,
            self.right + other.right,
        )

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found."""
        return _share(2 * self.found, self.truth + self.extracted)

    @property
    def core(self) -> float:
        """Share of the matched claims whose kind, unit, bound and direction are all right."""
        return _share(self.core_right, self.found)

    @property
    def slots(self) -> float:
        """Share of the slots that either side fills that are right."""
        return _share(self.right.total(), self.present.total())

    def slot(self, name: str) -> float:
        return _share(self.right[name], self.present[name])

    def __str__(self) -> str:
        slots = "  ".join(f"{name} {self.slot(name):.2f}" for name in SLOTS)
        return f"f1 {self.f1:.3f}  core {self.core:.3f}  slots {self.slots:.3f}  ({slots})"


def score(truth: Sequence[Claim], extracted: Sequence[Claim]) -> Score:
    """The score of one release's claims, both sides in the order of the text."""
    pairs = pair(truth, extracted)
    present: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for want, got in pairs:
        for name in SLOTS:
            if normal(want, name) is not None or normal(got, name) is not None:
                present[name] += 1
                right[name] += agrees(name, want, got)
    return Score(len(truth), len(extracted), len(pairs), sum(core_agrees(*p) for p in pairs), present, right)


def total(scores: Iterable[Score]) -> Score:
    return reduce(Score.__add__, scores, Score())


def differences(truth: Sequence[Claim], extracted: Sequence[Claim]) -> list[str]:
    """One line for every claim missed, made up, or wrong in a field: what a person reads when a floor breaks."""
    pairs = pair(truth, extracted)
    lines = []
    for want, got in pairs:
        wrong = [name for name in CORE if normal(want, name) != normal(got, name)]
        wrong += [name for name in SLOTS if not agrees(name, want, got)]
        lines += [f"{want['quantity']}: {n} is {normal(got, n)!r}, not {normal(want, n)!r}" for n in wrong]
    wanted, given = {id(want) for want, _ in pairs}, {id(got) for _, got in pairs}
    lines += [f"{c['quantity']}: missed" for c in truth if id(c) not in wanted]
    return lines + [f"{c['quantity']}: made up" for c in extracted if id(c) not in given]


def pair(truth: Sequence[Claim], extracted: Sequence[Claim]) -> list[tuple[Claim, Claim]]:
    """The best pairing that keeps the order on both sides (a longest common subsequence, weighted by agreement)."""
    weights = [[_weight(want, got) for got in extracted] for want in truth]
    rows = [[0] * (len(extracted) + 1)]
    for row in reversed(weights):
        below, line = rows[-1], [0]
        for j in range(len(extracted) - 1, -1, -1):
            paired = below[j + 1] + row[j] if row[j] else 0
            line.append(max(line[-1], below[j], paired))
        rows.append(line[::-1])
    rows.reverse()
    pairs, i, j = [], 0, 0
    while i < len(truth) and j < len(extracted):
        best = rows[i][j]
        if weights[i][j] and best == rows[i + 1][j + 1] + weights[i][j]:
            pairs.append((truth[i], extracted[j]))
            i, j = i + 1, j + 1
        elif best == rows[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _weight(want: Claim, got: Claim) -> int:
    """0 for no match; else one match outweighs every field, and the core every slot."""
    if not all(same_number(want.get(name), got.get(name)) for name in ("value", "upper")):
        return 0
    return 1000 + 10 * core_agrees(want, got) + sum(agrees(name, want, got) for name in SLOTS)


def same_number(want: object, got: object) -> bool:
    if want is None or got is None:
        return want is got
    a, b = float(str(want)), float(str(got))
    return a == b if a.is_integer() else abs(a - b) <= ROUNDING * max(1.0, abs(a))


def core_agrees(want: Claim, got: Claim) -> bool:
    return all(normal(want, name) == normal(got, name) for name in CORE)


def agrees(name: str, want: Claim, got: Claim) -> bool:
    a, b = normal(want, name), normal(got, name)
    if a is None or b is None or name in CODED:
        return a == b
    mine, yours = content_words(a), content_words(b)
    shared = (mine & yours).total()
    return shared > 0 and 4 * shared >= mine.total() + yours.total()


def normal(claim: Claim, name: str) -> str | None:
    """A field's comparable form: a mapping stands for its EDTF date or its name; codes and names fold case and accents."""
    value = claim.get(name)
    if isinstance(value, Mapping):
        value = value.get("edtf") or value.get("name")
    if value in (None, ""):
        return CORE.get(name)
    return str(value) if name in CORE else fold(str(value))


def fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower().replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def content_words(text: str) -> Counter[str]:
    words = (word for word in WORD.findall(fold(text)) if word not in EMPTY_WORDS)
    return Counter(word[:-1] if len(word) > 3 and word[-1] in "sx" else word for word in words)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 1.0
