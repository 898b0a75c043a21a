"""Trains `spelling.bin` on the dictionary's words, names apart. Half a minute."""

from __future__ import annotations

from collections import defaultdict
from math import log1p

import numpy as np

from extract.lexicon.build.descent import Descent
from extract.lexicon.context import FINITE_CLASSES
from extract.lexicon.levels import Floats, pack
from extract.lexicon.spelling import SIZE, SPELLINGS, contexts, number
from extract.lexicon.words import Standing, class_names, every, skeleton

EPOCHS = 3
BATCH = 2048
RATE = 0.3
SEED = 1
LEAST_LETTERS = 4
LEAST_WEIGHT = 0.01


def train() -> Floats:
    draw = np.random.default_rng(SEED)
    found: dict[str, list[tuple[list[list[int]], int, float]]] = defaultdict(list)
    for entry in every():
        form, key = entry.form, skeleton(entry.form)
        if Standing.COMMON not in entry.standing or len(key) < LEAST_LETTERS or len(key) != len(form):
            continue
        if class_names(entry.word_class) and class_names(entry.word_class) <= FINITE_CLASSES:
            continue  # half the dictionary, all known
        for at, letter in enumerate(key):
            if letter in SPELLINGS and (true := SPELLINGS[letter].find(form[at])) >= 0:
                seen = contexts(key, at)
                numbers = [[number(c, s) for c in seen] for s in SPELLINGS[letter]]
                found[letter].append((numbers, true, (1.0 + log1p(entry.count)) / 4))
    groups = [
        (
            np.array([r for r, _, _ in rows]),
            np.array([t for _, t, _ in rows]),
            np.array([c for *_, c in rows], np.float32),
        )
        for rows in found.values()
    ]
    descent = Descent(SIZE)
    for epoch in range(EPOCHS):
        for features, truth, count in groups:
            order = draw.permutation(len(truth))
            for start in range(0, len(order), BATCH):
                some = order[start : start + BATCH]
                descent.step(features[some], truth[some], count[some], RATE * (1 - epoch / EPOCHS))
    return descent.weights


def build() -> bytes:
    """The bytes of `spelling.bin`."""
    return pack(train(), LEAST_WEIGHT)
