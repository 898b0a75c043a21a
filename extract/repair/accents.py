"""Accents of damaged pages: for each word, what the context expects times what this document's damage does.

The damage is a channel: for each accented letter, how often it was kept, lost its accent, or was read as é. Its rates
are estimated on the document itself by expectation and maximisation, so that a page whose é survive keeps its é.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extract.lexicon.chooser import PAD, candidates, chooser, sight
from extract.lexicon.tokens import TOKEN
from extract.lexicon.words import entry, skeleton
from extract.repair.coined import coined
from extract.repair.draft import Draft, recase
from extract.repair.tables import tables
from extract.text import Edit, Span

ACCENTED = "àâéèêëçîïôùûüœÀÂÉÈÊËÇÎÏÔÙÛŒ"
KEPT, BARE, ACUTE, OTHER = range(4)  # what became of an accented letter; ACUTE: another accent on e was read as é
ROUNDS = 5
SAMPLE = 4000  # words that the rates are estimated on
THRESHOLD = 0.5
UNUSED, UNHEARD = 0.5, 0.02  # occurrences granted to a form of the dictionary that was never met, and to any other
LEAST_COINED = 5  # letters of a word whose accents are guessed from its parts
TEMPER = 0.8  # exponent on the chooser's probabilities, which are a little too sure
FLOOR = 1e-4

Rates = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Option:
    """A form that a printed word may stand for, in its case, and what would have become of each accented letter."""

    printed: str
    form: str
    outcomes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A word in its place with its options and how likely its context finds each."""

    span: Span
    options: tuple[Option, ...]
    prior: tuple[float, ...]


def accents(draft: Draft) -> Iterator[Edit]:
    items = [item for page in draft.damaged for item in _items(draft, page)]
    if not items:
        return
    rates = _estimate(items[:: max(1, len(items) // SAMPLE)])
    for item in items:
        if len(item.options) < 2:
            continue
        weights = _weights(item, rates)
        best = max(range(len(weights)), key=weights.__getitem__)
        share = weights[best] / sum(weights)
        before, after = item.span.of(draft.text), item.options[best].printed
        if after != before and share > THRESHOLD:
            yield Edit(item.span.start, item.span.end, before, after, "accent", round(share, 4))


def _items(draft: Draft, page: Span) -> Iterator[Item]:
    """The words of a page that have, or could have, an accent. A blank line ends the context."""
    for paragraph in _paragraphs(draft.text, page):
        matches = list(TOKEN.finditer(draft.text, paragraph.start, paragraph.end))
        tokens = [m.group() for m in matches]
        sights = None
        for i, (match, token) in enumerate(zip(matches, tokens, strict=True)):
            if not token[0].isalpha() or not (options := options_of(token)):
                continue
            span = Span(*match.span())
            if _bound(draft.text, span) or draft.guarded(span.start, span.end):
                continue
            if len(options) == 1:
                yield Item(span, options, (1.0,))
                continue
            if (sure := _settled(draft.text, span)) and any(o.form == sure for o in options):
                yield Item(span, options, tuple(1.0 - FLOOR if o.form == sure else FLOOR for o in options))
                continue
            forms = [o.form for o in options if _in_candidates(o.form)] or [o.form for o in options[1:]]
            if len(forms) > 1:
                sights = sights or sight(tokens)
                chosen = chooser().probabilities(sights, i + PAD, forms)
                tempered = [max(p**TEMPER, FLOOR) for p in chosen]
                likely = {f: t / sum(tempered) for f, t in zip(forms, tempered, strict=True)}
            else:
                likely = dict.fromkeys(forms, 1.0)
            yield Item(span, options, _priors(options, likely))


def _settled(text: str, span: Span) -> str | None:
    """The form of a small word where what follows it leaves no choice."""
    for form, after in tables().settled.get(skeleton(span.of(text).lower()), ()):
        if after.match(text, span.end):
            return form
    return None


def _paragraphs(text: str, page: Span) -> Iterator[Span]:
    at = page.start
    while (cut := text.find("\n\n", at, page.end)) >= 0:
        yield Span(at, cut)
        at = cut + 2
    yield Span(at, page.end)


def _bound(text: str, span: Span) -> bool:
    """Whether a token is part of something else: « h6pital », or a mark: « a) », « A+ », « S.A. »."""
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    if before.isdigit() or after.isdigit():
        return True
    return len(span) == 1 and (after in tuple("+)/.&") or before in tuple("./&+"))


@lru_cache(maxsize=65536)
def options_of(token: str) -> tuple[Option, ...]:
    """The forms that a word as printed may stand for, itself among them; none where accents are out of the question."""
    if token[-1] in "'’" or not (len(token) == 1 or token.islower() or (token[0].isupper() and token[1:].islower())):
        return ()
    low = token.lower()
    if low in tables().foreign:
        return ()
    forms = [e.form for e in candidates(skeleton(low))]
    if not forms and len(low) > LEAST_COINED and (new := coined(low)):
        forms = [new]
    options = [Option(token, low, _outcomes(token, token) or ())]
    for form in forms:
        printed = recase(form, token)
        outcomes = _outcomes(printed, token)
        if form != low and outcomes is not None:
            options.append(Option(printed, form, outcomes))
    if len(options) == 1 and token.isascii():
        return ()
    return tuple(options)


def _outcomes(form: str, read: str) -> tuple[tuple[str, int], ...] | None:
    """What became of each accented letter of a form that was read so; None where it cannot have been read so."""
    if len(form) != len(read):
        return (("œ", BARE),) if form.replace("œ", "oe") == read else None
    found = []
    for true, seen in zip(form, read, strict=True):
        if true == seen:
            if true in ACCENTED:
                found.append((true, KEPT))
        elif true not in ACCENTED:
            return None
        elif seen == skeleton(true):
            found.append((true, BARE))
        elif seen in "éÉ" and skeleton(true) in "eE":
            found.append((true, ACUTE))
        elif seen in ACCENTED:
            found.append((true, OTHER))
        else:
            return None
    return tuple(found)


@lru_cache(maxsize=65536)
def _in_candidates(form: str) -> bool:
    return any(e.form == form for e in candidates(skeleton(form)))


def _priors(options: tuple[Option, ...], likely: dict[str, float]) -> tuple[float, ...]:
    """The context's opinion on all options; a form that is no candidate gets what its frequency allows."""
    own = options[0].form
    if own not in likely:
        share = _odd_share(own, tuple(likely))
        likely = {form: p * (1 - share) for form, p in likely.items()} | {own: share}
    return tuple(likely[o.form] for o in options)


@lru_cache(maxsize=65536)
def _odd_share(own: str, others: tuple[str, ...]) -> float:
    """How likely a form is that the chooser does not offer: an unknown or very rare word beside known ones."""
    mine = entry(own)
    weight = (mine.count if mine else 0.0) + (UNUSED if mine and mine.valid else UNHEARD)
    rivals = 0.0
    for form in others:
        rival = entry(form)  # none for a coined word
        rivals += (rival.count if rival else 0.0) + (UNUSED if rival is None or rival.valid else UNHEARD)
    return min(0.5, weight / (weight + rivals))


def _weights(item: Item, rates: Rates) -> list[float]:
    found = []
    for option, weight in zip(item.options, item.prior, strict=True):
        for letter, outcome in option.outcomes:
            weight *= rates[letter][outcome]
        found.append(weight)
    return found


def _estimate(items: list[Item]) -> Rates:
    """The rates of the channel: expectation and maximisation, rarer letters drawn towards their pool."""
    rates: Rates = {letter: [0.5, 0.35, 0.15, 0.001] for letter in ACCENTED}
    for _ in range(ROUNDS):
        seen = {letter: [0.0] * 4 for letter in ACCENTED}
        for item in items:
            weights = _weights(item, rates)
            total = sum(weights) or 1.0
            for option, weight in zip(item.options, weights, strict=True):
                for letter, outcome in option.outcomes:
                    seen[letter][outcome] += weight / total
        rates = _maximise(seen)
    return rates


POOLED = "àâèêçîôùû"
STRENGTH = 2.0  # observations that the prior of a letter is worth
CAPITALS_KEPT = 0.2  # below this share of lost rarer accents, capitals are bare because they were printed so


def _maximise(seen: dict[str, list[float]]) -> Rates:
    lost = sum(sum(seen[letter][1:]) for letter in POOLED)
    kept = sum(seen[letter][KEPT] for letter in POOLED)
    pool = (lost + 0.01) / (lost + kept + 2.0)
    rates: Rates = {}
    for letter in ACCENTED:
        counts = seen[letter]
        on_e = skeleton(letter) in "eE" and letter not in "éÉ"
        base = 0.0005 if letter == "é" else pool * 0.9 if letter.isupper() else pool
        bare, acute = (0.5, 0.5) if on_e else (0.9, 0.0)
        prior = [1 - base, base * bare, base * acute + 1e-7, 1e-6]
        if letter.isupper() and pool < CAPITALS_KEPT:
            counts = [21 * sum(counts) + 20, 0.0, 0.0, 0.0]
        total = sum(counts) + STRENGTH
        rates[letter] = [(c + STRENGTH * p) / total for c, p in zip(counts, prior, strict=True)]
    return rates
