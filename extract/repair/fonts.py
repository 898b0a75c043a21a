"""What fonts with a wrong character map leave behind: lost and shortened ligatures, one letter read as another.

Three kinds of damage, from texts of real releases:
- a sign for each lost ligature: « Age\ufffdph », « o\ufffdre »;
- ligatures cut to their first letter: « confrmés », « Afn », « mobilisaton »;
- a letter swapped all through one font: « qfotidiens … évolftion » (u read as f), « difusss » (é read as s).
Only words that the dictionary lacks are changed, and only into words that it has, but for lost signs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import prod
from typing import NamedTuple

from extract.lexicon.ligatures import SIGNS, between, is_name
from extract.lexicon.words import GAP, LETTERS, RUN, Standing, entries, entry, fitting, skeleton, unusual_runs
from extract.repair.draft import Draft, recase, replace
from extract.repair.tables import tables
from extract.text import Edit, Span

LOST = "\ufffd"
LOST_WORD = re.compile(rf"[^\W\d_]*(?:{LOST}+[^\W\d_]*)+")
WORD = re.compile(r"(?<![\w.@/-])[^\W\d_]{2,}(?![\w@/])")
OTHERS_LOST = dict.fromkeys("féèêëàâçîïôùûœÉÀ", 0.001) | {"'": 0.0005, "’": 0.0005}
MAX_LOST = 4  # lost signs in one word
SHORTENED = ("fi", "ff", "fl", "ffi", "ffl")  # cut to f
RARER = {"t": ("ti", "tt")}  # ligatures of few fonts: they need witnesses like a swapped letter
CERTAIN_ALONE = 20.0  # occurrences in our counts that let a short word stand in for « Afn » ; a long one needs none
LONG = 6
ALONE_FF = 100.0  # the same for « ofre », which may also be a slip of the pen
WITNESSES = 3  # words of different beginnings that prove a swapped letter, or a shortened « ti »
USUAL = 0.02  # share of the lost signs from which a loss of no ligature explains a capitalised word
LISTED = 1.0  # occurrences granted to a listed name
STEM = 3  # letters of a word's beginning
WINDOW = 6000  # characters in which they have to stand
SHARE = 0.4  # of the unknown words with that letter that the swap must explain
LEAST_SWAPPED = 2.0  # occurrences in our counts of a word that proves a swap
MAX_SWAPS = 4  # of one letter in one word


class Reading(NamedTuple):
    """A known word that a word with lost signs may be, what was lost, and how much speaks for the word."""

    text: str
    lost: tuple[str, ...]
    value: float

    def weight(self, shares: dict[str, float]) -> float:
        """How likely the word is, by how often each sign was lost."""
        return prod(shares[sign] for sign in self.lost) * self.value


def lost_signs(draft: Draft) -> Iterator[Edit]:
    """Fill U+FFFD: ligatures first, then what else explains the words of this document, by the dictionary."""
    if LOST not in draft.text:
        return
    found = [m for m in draft.matches(LOST_WORD) if m.group().strip(LOST)]
    spoken = Counter(w.lower() for w in WORD.findall(draft.text))
    readings = {word: _readings(word, spoken) for word in dict.fromkeys(m.group() for m in found)}
    shares = _estimate([readings[m.group()] for m in found])
    filled = {word: _fill(word, known, shares) for word, known in readings.items()}
    for match in found:
        if best := filled[match.group()]:
            yield replace(match, best[0], "lost_ligature", best[1])


def _at_first() -> dict[str, float]:
    """How often each string is lost, before the document says more."""
    return {**tables().ligatures, **OTHERS_LOST}


def _estimate(words: list[list[Reading]]) -> dict[str, float]:
    """How often each string was lost in this document, by two rounds of expectation and maximisation."""
    shares = _at_first()
    for _ in range(2):
        seen: dict[str, float] = defaultdict(float)
        for readings in words:
            weights = [reading.weight(shares) for reading in readings]
            total = sum(weights)
            for reading, weight in zip(readings, weights, strict=True):
                for sign in reading.lost:
                    seen[sign] += weight / total
        everything = sum(seen.values()) + 5.0
        shares = {sign: (seen[sign] + 5.0 * share) / everything for sign, share in shares.items()}
    return shares


def _readings(word: str, spoken: Counter[str]) -> list[Reading]:
    """The known words that a word with lost signs may be."""
    parts = re.split(f"{LOST}+", word)
    if len(parts) - 1 > MAX_LOST:
        return []
    beam: list[tuple[str, tuple[str, ...]]] = [(parts[0], ())]
    for part in parts[1:]:
        beam = [(text + sign + part, (*lost, sign)) for text, lost in beam for sign in _at_first()]
    return [Reading(text, lost, value) for text, lost in beam if (value := _value(text.lower(), spoken)) > 0]


def _value(word: str, spoken: Counter[str]) -> float:
    """How much speaks for a word: its frequency, its mentions in this document; less where its accents differ."""
    if "'" in word or "’" in word:
        head, tail = re.split("['’]", word, maxsplit=1)
        return _value(tail, spoken) if head in ELIDED else 0.0
    mentions = spoken.get(word, 0)
    if found := entry(word):
        return found.count + 0.05 + 3.0 * mentions
    return 3.0 * mentions + LISTED * is_name(word)


ELIDED = frozenset("l d n s j c m t qu jusqu lorsqu puisqu".split())


def _fill(word: str, readings: list[Reading], shares: dict[str, float]) -> tuple[str, float] | None:
    """The likeliest reading of a word with lost signs; where no word fits, the likeliest ligature by its letters."""
    if word[0].isupper():  # a name rather than a word that lost what this document hardly ever loses
        readings = [r for r in readings if _is_named(r.text) or all(s in SIGNS or shares[s] >= USUAL for s in r.lost)]
    if readings:
        ranked = [(reading.weight(shares), reading.text) for reading in readings]
        weight, text = max(ranked)
        return text, round(weight / sum(weight for weight, _ in ranked), 4)
    parts = re.split(f"{LOST}+", word)
    if len(word) < 4 or len(parts) - 1 > MAX_LOST:
        return None
    text, certainty = parts[0], 1.0
    for part in parts[1:]:
        odds = between(text, part)
        best = max(odds, key=lambda sign: (odds[sign], sign))
        text, certainty = text + best + part, certainty * odds[best]
    return text, round(certainty, 4)


def _is_named(word: str) -> bool:
    found = entry(word)
    return found is not None and Standing.NAME in found.standing


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that the lexicon lacks, in lower case, with its places."""

    word: str
    places: tuple[Span, ...]
    common: bool  # never written with a capital, so hardly a name


def swapped_letters(draft: Draft) -> Iterator[Edit]:
    """Shortened ligatures and swapped letters, learnt in each stretch of about two pages."""
    for window in _windows(draft):
        unknown = _unknown(draft, window)
        if not unknown:
            continue
        swaps = _learn([u.word for u in unknown if u.common])
        found = {u.word: best for u in unknown if (best := _decode(u.word, swaps))}
        short = {word for word, best in found.items() if best[1] == "short_ligature"}
        for u in unknown:
            if (best := found.get(u.word)) and (u.word not in short or _certain(u.word, best[0], len(short))):
                for place in u.places:
                    before = place.of(draft.text)
                    after = recase(best[0], before)
                    yield Edit(place.start, place.end, before, after, best[1], 0.95)


def _windows(draft: Draft) -> Iterator[Span]:
    for page in draft.pages:
        at = page.start
        while page.end - at > 2 * WINDOW:
            cut = draft.text.find("\n", at + WINDOW, at + 2 * WINDOW)
            cut = cut + 1 if cut >= 0 else at + WINDOW
            yield Span(at, cut)
            at = cut
        yield Span(at, page.end)


def _unknown(draft: Draft, window: Span) -> list[Unknown]:
    places: dict[str, list[Span]] = defaultdict(list)
    for word in filter(_strange, draft.said(window)):
        for match in _standing(draft.text, word, window):
            if not draft.guarded(*match.span()):
                places[word.lower()].append(Span(*match.span()))
    return [
        Unknown(word, tuple(spans), all(draft.text[s.start].islower() for s in spans)) for word, spans in places.items()
    ]


def _standing(text: str, word: str, window: Span) -> Iterator[re.Match[str]]:
    """Where `WORD` matches a word. Few words are looked for, so that this is faster than to match them all."""
    at = text.find(word, window.start, window.end)
    while at >= 0:
        if (match := WORD.match(text, at, window.end)) and match.group() == word:
            yield match
        at = text.find(word, at + len(word), window.end)


@lru_cache(maxsize=65536)
def _strange(word: str) -> bool:
    """Whether a word in lower case or with one capital is no known form, nor one with other accents."""
    low = word.lower()
    if low in tables().joined:  # « fle » is rather île
        return False
    return (word[1:].islower()) and not any(e.valid or e.count > 3 for e in entries(skeleton(low)))


def _learn(words: list[str]) -> tuple[tuple[str, str], ...]:
    """The swaps (read letter or letters -> true ones) that explain several unknown words and most of those they touch."""
    open_words, swaps = [w for w in words if len(w) >= 3], list[tuple[str, str]]()
    votes = _votes(open_words)
    explained: set[str] = set()
    while votes:
        pair = max(votes, key=lambda p: (len(votes[p] - explained), p))
        gain = votes.pop(pair) - explained
        if len(gain) < WITNESSES:
            break
        if not _witnessed(gain):
            continue
        read, true = pair
        touched = [w for w in open_words if read in w and w not in explained]
        if len(gain) >= SHARE * len(touched) and read not in (r for r, _ in swaps):
            swaps.append(pair)
            swaps += [(read, other) for other in RARER.get(read, ()) if true in RARER[read] and other != true]
            explained |= gain
    return tuple(swaps)


def _witnessed(words: Iterable[str]) -> bool:
    """Whether words are enough to prove a swap."""
    return len({word[:STEM] for word in words}) >= WITNESSES


def _votes(words: list[str]) -> dict[tuple[str, str], set[str]]:
    """The words that each swap makes known ones of, as far as there may be enough of them: to find out takes time."""
    votes: dict[tuple[str, str], set[str]] = {}
    alone = [w for w in words if not any(_count(longer) > 0 for longer in _lengthened(w))]  # no ligature explains them
    bases = {word: "".join((word, *_lengthened(word))) for word in alone}
    for read in dict.fromkeys("".join(bases.values())) if _witnessed(alone) else ():
        touched = [word for word, letters in bases.items() if read in letters]
        found: dict[str, set[str]] = defaultdict(set)
        for number, word in enumerate(touched if _witnessed(touched) else ()):
            if max(map(len, found.values()), default=0) + len(touched) - number < WITNESSES:
                break
            for true in _meant(word, read):
                found[true].add(word)
        votes |= {(read, true): witnesses for true, witnesses in found.items()}
    return votes


@lru_cache(maxsize=16384)
def _meant(word: str, read: str) -> frozenset[str]:
    """What makes a known word of an unknown one in place of a letter, helped by a shortened ligature."""
    found: set[str] = set()
    for base in (word, *_lengthened(word)):
        found.update(_trues(base, read))
        for true in RARER.get(read, ()):
            if any(_count(t) > LEAST_SWAPPED for t in _swap(base, read, true)):
                found.add(true)
    return frozenset(found)


def _trues(base: str, read: str) -> Iterator[str]:
    """The letters that make a known word of an unknown one when they stand where `read` does, at one or more places.

    Looked up without accents, and only where no unusual run of letters is left: most strings fail there.
    """
    key = skeleton(base)
    unusual = unusual_runs(key)
    for chosen in _subsets(base, read):
        if any(not any(i <= c < i + RUN for c in chosen) for i in unusual):
            continue
        gaps = _put(key, chosen, GAP)
        runs = {gaps[i : i + RUN] for c in chosen for i in range(max(0, c - RUN + 1), min(c, len(key) - RUN) + 1)}
        for letter in LETTERS.intersection(*map(fitting, runs)):
            for e in entries(_put(key, chosen, letter)):
                if e.valid and e.count > LEAST_SWAPPED and len(e.form) == len(base):  # not « œuvre » for « oeuvrc »
                    true = e.form[chosen[0]]
                    if true != read and e.form == _put(base, chosen, true):
                        yield true


def _subsets(word: str, read: str) -> Iterator[tuple[int, ...]]:
    """The places of a letter in a word, one, several, all of them."""
    at = [i for i, c in enumerate(word) if c == read][:MAX_SWAPS]
    for n in range(1, len(at) + 1):
        yield from combinations(at, n)


def _put(word: str, places: tuple[int, ...], true: str) -> str:
    for i in reversed(places):
        word = word[:i] + true + word[i + 1 :]
    return word


def _swap(word: str, read: str, true: str) -> Iterator[str]:
    """The word with one letter swapped at one or more of its places."""
    for chosen in _subsets(word, read):
        yield _put(word, chosen, true)


def _lengthened(word: str) -> Iterator[str]:
    """The word with one shortened ligature spelt out."""
    for i, c in enumerate(word):
        if c == "f":
            for true in SHORTENED:
                yield word[:i] + true + word[i + 1 :]


def _count(word: str) -> float:
    found = entry(word)
    return found.count + 0.05 if found and found.valid else 0.0


def _decode(word: str, swaps: tuple[tuple[str, str], ...]) -> tuple[str, str] | None:
    """The known word behind an unknown one, and the rule that found it."""
    bases = [word]
    for read, true in swaps:
        bases += [t for base in list(bases) for t in _swap(base, read, true)]
    options = {t: "swapped_letter" for t in bases if _count(t) > 0 and t != word}
    for base in bases:
        for longer in _lengthened(base):
            if _count(longer) > 0:
                options.setdefault(longer, "short_ligature" if base == word else "swapped_letter")
    if not options:
        return None
    ranked = sorted(options, key=lambda t: (-_count(t), t))
    best, rule = ranked[0], options[ranked[0]]
    if len(ranked) > 1 and _count(ranked[1]) * 3 > _count(best):
        return None
    return best, rule


def _certain(word: str, true: str, witnesses: int) -> bool:
    """Whether a shortened ligature is beyond doubt: by a second one, or by how frequent or long the word is."""
    if true.replace("ff", "f", 1) == word:
        return witnesses > 1 or _count(true) >= ALONE_FF
    return witnesses > 1 or len(word) >= LONG or _count(true) >= CERTAIN_ALONE
