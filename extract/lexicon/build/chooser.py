"""Trains `chooser.xz`: AdaGrad on the ambiguous words of the training lines, weights rounded to one byte.

Deterministic: fixed seed, exact order. About three minutes on one core.
"""

from __future__ import annotations

import lzma
import random
from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.lexicon.build.corpora import CORPORA, lines
from extract.lexicon.chooser import MASK, PAD, Seen, candidates, contexts, form_hashes, sight
from extract.lexicon.tokens import TOKEN
from extract.lexicon.words import skeleton

EPOCHS = 3
BATCH = 1024
RATE = 0.15
INITIAL = 1.0  # of the squared gradients: a rare feature moves by its gradient, not by a full step
SEED = 1
DROPOUT = 0.0  # share of the contexts that a word is trained without, so that no single one is relied on
LEAST_SEEN = 3  # a feature met once in all the training lines says nothing
LEAST_WEIGHT = 0.08  # smaller weights are dropped to keep the file small
LARGEST = 127

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Instances:
    """Ambiguous words with the same number of forms: `hashes` (words, forms, 2), `truth` (words), and where they
    stand in the corpus's `sights`."""

    at: Ints
    hashes: Ints
    truth: Ints


@dataclass(frozen=True, slots=True)
class Corpus:
    """All tokens as columns (word, end3, end2, tag), every line padded, and the instances by number of forms."""

    columns: Ints
    instances: tuple[Instances, ...]


def _training_lines(french: Path) -> Iterator[str]:
    draw = random.Random(SEED)
    for corpus in CORPORA:
        for line in lines(french, corpus):
            if corpus.train == 1.0 or draw.random() < corpus.train:
                yield line


def read(french: Path) -> Corpus:
    flat = array("l")
    found: dict[int, tuple[array[int], array[int], array[int]]] = defaultdict(
        lambda: (array("l"), array("l"), array("l"))
    )
    start = 0
    for line in _training_lines(french):
        tokens = TOKEN.findall(line)
        for s in sight(tokens):
            flat.extend((s.word, s.end3, s.end2, s.tag))
        for i, token in enumerate(tokens):
            if (forms := ambiguous(token)) and (low := token.lower()) in forms:
                at, hashes, truth = found[len(forms)]
                at.append(start + PAD + i)
                truth.append(forms.index(low))
                for form in forms:
                    hashes.extend(form_hashes(form))
        start += len(tokens) + 2 * PAD
    instances = tuple(
        Instances(np.array(at), np.array(hashes).reshape(-1, n, 2), np.array(truth))
        for n, (at, hashes, truth) in sorted(found.items())
    )
    return Corpus(np.array(flat).reshape(-1, 4), instances)


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


def _hashes(corpus: Corpus, at: Ints) -> tuple[Ints, Ints]:
    """The context hashes of some tokens: (words, word templates) and (words, class templates)."""

    def column(offset: int) -> Any:
        rows = corpus.columns[at + offset]
        return Seen(*(rows[:, i] for i in range(4)))  # type: ignore[arg-type]

    word, cls = contexts([column(o) for o in (-1, -2, -3, 1, 2, 3)], column(0))
    return np.stack(word, axis=1), np.stack(cls, axis=1)


def _features(corpus: Corpus, group: Instances, rows: Ints) -> Ints:
    """Feature numbers (words, forms, features) of some instances."""
    word, cls = _hashes(corpus, group.at[rows])
    a, k = group.hashes[rows, :, 0, None], group.hashes[rows, :, 1, None]
    return np.concatenate([word[:, None, :] ^ a, cls[:, None, :] ^ k, a, k], axis=2) & MASK


def _batches(corpus: Corpus, draw: np.random.Generator) -> list[tuple[Instances, Ints]]:
    found = []
    for group in corpus.instances:
        order = draw.permutation(len(group.at))
        found += [(group, order[i : i + BATCH]) for i in range(0, len(order), BATCH)]
    return [found[i] for i in draw.permutation(len(found))]


def train(corpus: Corpus) -> NDArray[np.float32]:
    draw = np.random.default_rng(SEED)
    seen = np.zeros(MASK + 1, np.int32)
    for group, rows in _batches(corpus, draw):
        seen += np.bincount(_features(corpus, group, rows).ravel(), minlength=MASK + 1).astype(np.int32)
    live = (seen >= LEAST_SEEN).astype(np.float32)
    weights, squares = np.zeros(MASK + 1, np.float32), np.full(MASK + 1, INITIAL, np.float32)
    for epoch in range(EPOCHS):
        right = total = 0
        for group, rows in _batches(corpus, draw):
            features = _features(corpus, group, rows)
            kept = (draw.random((len(rows), 1, features.shape[2]), np.float32) >= DROPOUT).astype(np.float32)
            kept[:, :, -2:] = 1.0
            scores = (weights[features] * kept).sum(axis=2)
            odds = np.exp(scores - scores.max(axis=1, keepdims=True))
            gradient = odds / odds.sum(axis=1, keepdims=True)
            truth = group.truth[rows]
            right += int((scores.argmax(axis=1) == truth).sum())
            total += len(rows)
            gradient[np.arange(len(rows)), truth] -= 1.0
            spread = (gradient[:, :, None] * kept).ravel()
            flat = features.ravel()
            touched, place = np.unique(flat, return_inverse=True)
            step = np.bincount(place, weights=spread).astype(np.float32) * live[touched]
            squares[touched] += np.bincount(place, weights=spread * spread).astype(np.float32)
            weights[touched] -= RATE * step / np.sqrt(squares[touched])
        print(f"epoch {epoch}: {right / total:.4%} of {total:,} ambiguous words right", flush=True)
    return weights


def pack(weights: NDArray[np.float32]) -> bytes:
    """A line with the unit of weight, then one byte a weight, 128 for none."""
    kept = np.where(np.abs(weights) < LEAST_WEIGHT, 0, weights)
    unit = float(np.percentile(np.abs(kept[kept != 0]), 99.9)) / LARGEST
    levels = np.clip(np.round(kept / unit), -LARGEST, LARGEST).astype(np.int16) + 128
    return lzma.compress(f"{unit:.6f}\n".encode() + levels.astype(np.uint8).tobytes(), preset=9 | lzma.PRESET_EXTREME)


def build(french: Path) -> bytes:
    """The bytes of `chooser.xz`."""
    return pack(train(read(french)))
