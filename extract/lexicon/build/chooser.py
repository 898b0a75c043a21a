"""Trains `chooser.bin`: AdaGrad on the ambiguous words of the training lines, weights rounded to sixteen levels.

The mean of trainings that differ in their order and in what they leave out: what only one of them believes is noise.
Deterministic: fixed seeds, exact order. About ten minutes on one core.
"""

from __future__ import annotations

import random
from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from extract.lexicon.build.corpora import CORPORA, lines
from extract.lexicon.build.descent import Descent
from extract.lexicon.candidates import candidates
from extract.lexicon.chooser import SIZE, form_hashes, numbers
from extract.lexicon.context import EDGE, FORM_HASHES, PAD, WORD_TEMPLATES, Ints, Sight, features, sight
from extract.lexicon.levels import Floats, pack
from extract.lexicon.tokens import TOKEN
from extract.lexicon.words import skeleton

EPOCHS = 3
BATCH = 1024
RATE = 0.1
SEED = 1  # of which lines are read
TRAININGS = (1, 2, 3)  # their seeds
DROPOUT = 0.3  # share of the features that a word is trained without, so that no single one is relied on
STRANGE = 0.3  # share of the words trained as if never met: what is learnt of all words must do for them
LEAST_SEEN = 3  # a feature met less often in all the training lines says nothing
LEAST_WEIGHT = 0.05  # smaller weights are dropped to keep the file small; they say hardly more than noise


@dataclass(frozen=True, slots=True)
class Instances:
    """Ambiguous words with the same number of forms: `hashes` (words, forms, 3), `truth` (words), what each counts, and
    where they stand in the corpus's `sights`."""

    at: Ints
    hashes: Ints
    truth: Ints
    count: Floats


@dataclass(frozen=True, slots=True)
class Corpus:
    """All tokens, every line with its edges, and the instances by number of forms."""

    sights: tuple[Sight, Sight]  # without any accent, and as a reader sees them that knows é
    instances: tuple[Instances, ...]


def _training_lines(french: Path) -> Iterator[tuple[str, float]]:
    """The lines, and what an instance of each counts."""
    draw = random.Random(SEED)
    for corpus in CORPORA:
        for line in lines(french, corpus):
            if draw.random() < corpus.train:
                yield line, max(1.0, corpus.train)


def read(rows: Iterator[tuple[str, float]]) -> Corpus:
    everything = [EDGE] * PAD
    found: dict[int, tuple[array[int], array[int], array[int], array[float]]] = defaultdict(
        lambda: (array("l"), array("l"), array("l"), array("f"))
    )
    for line, counts in rows:
        tokens = TOKEN.findall(line)
        for i, token in enumerate(tokens, len(everything)):
            if (forms := ambiguous(token)) and (low := token.lower()) in forms:
                at, hashes, truth, count = found[len(forms)]
                at.append(i)
                truth.append(forms.index(low))
                count.append(counts)
                for form in forms:
                    hashes.extend(form_hashes(form))
        everything += tokens
        everything += [EDGE] * PAD
    instances = tuple(
        Instances(np.array(at), np.array(hashes).reshape(-1, n, 3), np.array(truth), np.array(count, np.float32))
        for n, (at, hashes, truth, count) in sorted(found.items())
    )
    return Corpus((sight(everything), sight(everything, acute=True)), instances)


def ambiguous(token: str) -> list[str]:
    """The forms between which a token decides; none where its case hides an accent or it has only one."""
    if not token[0].isalpha() or token[-1] in "'’" or (len(token) > 1 and token.isupper()):
        return []
    low = token.lower()
    forms = [e.form for e in candidates(skeleton(low))]
    if len(forms) > 1 and token[0] in "AECIOU" and any(f[0] != low[0] for f in forms):
        return []  # « A », « Etat »: capitals are often printed without their accents
    if any("œ" in f for f in forms):
        forms = [f for f in forms if ("œ" in f) == ("œ" in low)]
    return forms if len(forms) > 1 else []


def _features(corpus: Corpus, group: Instances, rows: Ints, acute: bool) -> Ints:
    """Feature numbers (words, forms, features) of some instances."""
    context = features(corpus.sights[acute], group.at[rows])
    return np.stack([numbers(context, group.hashes[rows, i]) for i in range(group.hashes.shape[1])], axis=1)


def _batches(corpus: Corpus, draw: np.random.Generator) -> list[tuple[Instances, Ints, bool]]:
    """All instances in random order, in batches; a batch is read with its é or without any accent."""
    found = []
    for group in corpus.instances:
        order = draw.permutation(len(group.at))
        found += [(group, order[i : i + BATCH], bool(draw.random() < 0.5)) for i in range(0, len(order), BATCH)]
    return [found[i] for i in draw.permutation(len(found))]


def _kept(draw: np.random.Generator, words: int, templates: int) -> Floats:
    """What training leaves of the features of some words: (words, 1, features), scaled up to make good for the rest."""
    kept = (draw.random((words, 1, templates), np.float32) >= DROPOUT) / np.float32(1 - DROPOUT)
    strange = draw.random(words) < STRANGE
    kept[strange, 0, :WORD_TEMPLATES] = 0.0
    kept[strange, 0, templates - FORM_HASHES] = 0.0
    return kept.astype(np.float32)


def train(corpus: Corpus, seed: int) -> Floats:
    draw = np.random.default_rng(seed)
    seen = np.zeros(SIZE, np.int32)
    for group, rows, acute in _batches(corpus, draw):
        np.add.at(seen, _features(corpus, group, rows, acute).ravel(), 1)
    descent = Descent(SIZE, (seen >= LEAST_SEEN).astype(np.float32))
    for epoch in range(EPOCHS):
        right = total = 0
        for group, rows, acute in _batches(corpus, draw):
            features = _features(corpus, group, rows, acute)
            kept = _kept(draw, len(rows), features.shape[2])
            right += descent.step(features, group.truth[rows], group.count[rows], RATE * (1 - epoch / EPOCHS), kept)
            total += len(rows)
        print(f"epoch {epoch}: {right / total:.4%} of {total:,} ambiguous words right", flush=True)
    return descent.weights


def build(french: Path) -> bytes:
    """The bytes of `chooser.bin`."""
    corpus = read(_training_lines(french))
    return pack(np.mean([train(corpus, seed) for seed in TRAININGS], axis=0, dtype=np.float32), LEAST_WEIGHT)
