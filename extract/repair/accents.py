"""Accents of damaged pages: for each word, what the context expects times what this document's damage does.

The damage is a channel: for each accented letter, how often it was kept, lost its accent, or was read as é. Its rates
are estimated on the document itself by expectation and maximisation, so that a page whose é survive keeps its é.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from extract.lexicon.candidates import ONE_ACCENT, candidates
from extract.lexicon.chooser import chooser
from extract.lexicon.context import EDGE, PAD, sight
from extract.lexicon.tokens import TOKEN
from extract.lexicon.words import entry, skeleton
from extract.repair.capitals import shouted
from extract.repair.channel import estimate
from extract.repair.coined import coined_name, coined_word
from extract.repair.draft import Draft, recase
from extract.repair.leanings import auxiliary, leaning
from extract.repair.outcomes import WIDTH, outcomes, slots
from extract.repair.tables import tables
from extract.text import Edit, Span

THRESHOLD = 0.5
UNUSED, UNHEARD = 0.5, 0.02  # occurrences granted to a form of the dictionary that was never met, and to any other
FOREIGN = 0.03  # how likely a word with a capital is a name or of another language: « Special », « Regulus »
LEAST_COINED, LEAST_NAME = 5, 3  # letters that a word, or a name, whose accents are guessed must have more than
ACUTE_READ = 0.08  # share of words with an é from which on it was read throughout
TEMPER = 0.8  # exponent on the chooser's probabilities, which are a little too sure
FLOOR = 1e-4
MARKS_BEHIND, MARKS_BEFORE = frozenset("+)/.&"), frozenset("./&+")  # of a letter that is no word


class Option(NamedTuple):
    """A form that a printed word may stand for, in its case, and what would have become of each accented letter."""

    printed: str
    form: str
    slots: bytes


class Word(NamedTuple):
    """What a printed word may stand for: its options, itself first; those that the context chooses between; and where
    there are none to choose between, how likely each is."""

    options: tuple[Option, ...]
    forms: tuple[str, ...]  # of its options
    slots: bytes  # of its options
    chosen: tuple[str, ...]
    order: tuple[int, ...]  # where the form of each option stands among the chosen; -1: the word itself does not
    odd: float  # how likely the word itself is then
    prior: tuple[float, ...]
    settled: bool  # whether what follows may leave no choice


class Place(NamedTuple):
    """A word in its place, and how likely its context finds each option."""

    start: int
    token: str
    word: Word
    prior: tuple[float, ...]


def accents(draft: Draft) -> Iterator[Edit]:
    places = _places(draft)
    if not any(len(p.word.options) > 1 for p in places):
        return
    sizes = np.array([len(p.prior) for p in places])
    first = np.cumsum(sizes) - sizes
    prior = np.array([share for p in places for share in p.prior])
    table = np.frombuffer(b"".join([p.word.slots for p in places]), np.uint8).reshape(-1, WIDTH).astype(np.int64)
    owner = np.repeat(np.arange(len(places)), sizes)
    weights = estimate(prior, table, owner, first)
    total = np.add.reduceat(weights, first)
    best = np.maximum.reduceat(weights, first)
    for i in np.flatnonzero((best > weights[first]) & (best > THRESHOLD * total)).tolist():
        place = places[i]
        winner = int(weights[first[i] : first[i] + sizes[i]].argmax())
        after, share = place.word.options[winner].printed, float(best[i] / total[i])
        yield Edit(place.start, place.start + len(place.token), place.token, after, "accent", round(share, 4))


def _places(draft: Draft) -> list[Place]:
    """The words of damaged pages that have, or could have, an accent. A blank line ends the context."""
    tokens, starts = _tokens(draft)
    loud = shouted(draft.text, tokens, starts)
    said = [token.lower() if heard else token for token, heard in zip(tokens, loud, strict=True)]
    words = {token: word_of(token) for token in set(tokens)}
    found: list[Place] = []
    leaning_at: list[tuple[int, tuple[float, ...]]] = []
    asked: list[int] = []  # the numbers of those whose context is asked, and of their tokens
    at: list[int] = []
    for i, token in enumerate(tokens):
        word = words[token]
        if word is None or (len(token) > 1 and token.isupper() and not loud[i]):
            continue
        start = starts[i]
        if len(word.options) > 1:
            end = start + len(token)
            if _bound(draft.text, start, end) or draft.guarded(start, end) or _letter(tokens, i):
                continue
            sure = _settled(draft.text, start, end) if word.settled else None
            if token == "a" and auxiliary(tokens, i):
                sure = token
            if sure:
                prior = tuple(1.0 - FLOOR if o.form == sure else FLOOR for o in word.options)
                if max(prior) > 0.5:
                    found.append(Place(start, token, word, prior))
                    continue
            if word.chosen:
                asked.append(len(found))
                at.append(i)
            before = "" if token[0].isupper() and _new_line(draft.text, start) else said[i - 1]
            if lean := leaning(before, said[i], word.forms):
                leaning_at.append((len(found), lean))
        found.append(Place(start, token, word, word.prior))
    acute = sum("é" in token for token in tokens) > ACUTE_READ * len(tokens)
    if asked:
        forms = [found[n].word.chosen for n in asked]
        for n, chosen in zip(asked, chooser().probabilities(sight(said, acute), at, forms), strict=True):
            found[n] = found[n]._replace(prior=_priors(found[n].word, chosen))
    for n, lean in leaning_at:
        found[n] = found[n]._replace(prior=_leant(found[n].prior, lean))
    return found


def _leant(prior: tuple[float, ...], lean: tuple[float, ...]) -> tuple[float, ...]:
    """The prior of a word some of whose forms are less likely; what they lose goes to the others but the word itself."""
    own, *others = (p * less for p, less in zip(prior, lean, strict=True))
    gain = sum(prior[1:]) / sum(others) if 1.0 in lean[1:] else 1.0
    return own, *(p * gain for p in others)


def _tokens(draft: Draft) -> tuple[list[str], list[int]]:
    """The tokens of damaged pages with their offsets, `PAD` edges around each paragraph."""
    tokens, starts = [EDGE] * PAD, [0] * PAD
    for page in draft.damaged:
        for paragraph in _paragraphs(draft.text, page):
            found = list(TOKEN.finditer(draft.text, paragraph.start, paragraph.end))
            tokens += [match[0] for match in found]
            starts += [match.start() for match in found]
            tokens += [EDGE] * PAD
            starts += [0] * PAD
    return tokens, starts


def _paragraphs(text: str, page: Span) -> Iterator[Span]:
    at = page.start
    while (cut := text.find("\n\n", at, page.end)) >= 0:
        yield Span(at, cut)
        at = cut + 2
    yield Span(at, page.end)


def _settled(text: str, start: int, end: int) -> str | None:
    """The form of a small word where what follows it leaves no choice."""
    for form, after in tables().settled.get(skeleton(text[start:end].lower()), ()):
        if after.match(text, end):
            return form
    return None


def _bound(text: str, start: int, end: int) -> bool:
    """Whether a token is part of something else: « h6pital », or a mark: « a) », « A+ », « S.A. »."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if before.isdigit() or after.isdigit():
        return True
    return end - start == 1 and (after in MARKS_BEHIND or before in MARKS_BEFORE)


def _new_line(text: str, start: int) -> bool:
    """Whether a word is the first of its line, where a capital says little."""
    return text[start - 1 : start] in ("", "\n") or text[max(0, start - 2) : start] in ("\n ", "\n«")


def _letter(tokens: list[str], i: int) -> bool:
    """Whether a lone capital inside a sentence is a letter: « le bras A de l'étude »."""
    token, before = tokens[i], tokens[i - 1]
    return len(token) == 1 and token.isupper() and before.islower() and before[-1].isalpha()


@lru_cache(maxsize=65536)
def word_of(token: str) -> Word | None:
    """What a word as printed may stand for; None where accents are out of the question."""
    options = options_of(token)
    if not options:
        return None
    own, forms, rows = options[0].form, tuple(o.form for o in options), b"".join(o.slots for o in options)
    if len(options) == 1:
        return Word(options, forms, rows, (), (), 0.0, (1.0,), settled=False)
    chosen = tuple(filter(_in_candidates, forms)) or forms[1:]
    order = tuple(chosen.index(form) if form in chosen else -1 for form in forms)
    odd = 0.0 if own in chosen else _odd_share(own, chosen)
    if own not in chosen and token[0].isupper():
        odd = max(odd, FOREIGN)
    word = Word(options, forms, rows, chosen, order, odd, (1.0,) * len(options), skeleton(own) in tables().settled)
    return word if len(chosen) > 1 else word._replace(chosen=(), prior=_priors(word, [1.0]))


@lru_cache(maxsize=65536)
def options_of(token: str) -> tuple[Option, ...]:
    """The forms that a word as printed may stand for, itself among them; none where accents are out of the question."""
    if not token or not token[0].isalpha():
        return ()
    if token[-1] in "'’" or not (token.islower() or token.isupper() or (token[0].isupper() and token[1:].islower())):
        return ()
    low = token.lower()
    if low in tables().foreign:
        return ()
    key = skeleton(low)
    forms = [e.form for e in candidates(key)]
    if not forms and token[0].isupper() and (name := tables().names.get(key)):
        forms = [name]
    if (
        not forms
        and not token.isupper()
        and len(low) > (LEAST_COINED if token.islower() else LEAST_NAME)
        and (new := (coined_word if token.islower() else coined_name)(low))
    ):
        forms = [new]
    options = []
    for form in forms:
        printed = recase(form, token)
        if form != low and (found := outcomes(printed, token)) is not None:
            options.append(Option(printed, form, slots(found)))
    if not options and token.isascii():
        return ()
    return Option(token, low, slots(outcomes(token, token) or ())), *options


@lru_cache(maxsize=65536)
def _in_candidates(form: str) -> bool:
    return any(e.form == form for e in candidates(skeleton(form)))


def _priors(word: Word, chosen: list[float]) -> tuple[float, ...]:
    """The context's opinion on all options; a form that is no candidate gets what its frequency allows."""
    tempered = [max(p**TEMPER, FLOOR) for p in chosen]
    total = sum(tempered)
    likely = [share / total for share in tempered]
    if word.order[0] < 0:
        likely = [p * (1 - word.odd) for p in likely]
        likely.append(word.odd)
    return tuple([likely[i] for i in word.order])


def _odd_share(own: str, others: tuple[str, ...]) -> float:
    """How likely a form is that the chooser does not offer: an unknown or very rare word beside known ones. « oeuvre »
    and « siége », which the texts also use, say nothing."""
    mine = entry(own)
    old = own.translate(ONE_ACCENT)
    typed = mine is not None and not mine.valid and old in {other.translate(ONE_ACCENT) for other in others}
    weight = (mine.count if mine and not typed else 0.0) + (UNUSED if mine and mine.valid else UNHEARD)
    rivals = 0.0
    for form in others:
        rival = entry(form)  # none for a coined word
        rivals += (rival.count if rival else 0.0) + (UNUSED if rival is None or rival.valid else UNHEARD)
    return min(0.5, weight / (weight + rivals))
