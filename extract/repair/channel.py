"""The channel of damage: how often each accented letter of a document was kept, lost its accent, or was read as another.

A rate is kept for each letter and outcome, all in one vector; the last slot is 1 and stands for no letter, so that
each option of a word is a row of slot numbers and its likelihood the product of their rates.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.lexicon.words import skeleton
from extract.repair.outcomes import ACCENTED, KEPT, NOTHING, OUTCOMES, WIDTH

ROUNDS = 5

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def estimate(prior: Floats, table: Ints, owner: Ints, first: Ints) -> Floats:
    """The weight of each option, its prior times its likelihood, after some rounds of expectation and maximisation.

    `table` has a row of slots for each option, `owner` the number of its word, `first` each word's first option.
    """
    rates = np.append(np.tile([0.5, 0.35, 0.15, 0.001], len(ACCENTED)), 1.0)
    for _ in range(ROUNDS):
        weights = prior * rates[table].prod(axis=1)
        total = np.add.reduceat(weights, first)
        shares = weights / np.where(total > 0, total, 1.0)[owner]
        seen: Floats = np.bincount(table.ravel(), weights=np.repeat(shares, WIDTH), minlength=NOTHING + 1).astype(
            np.float64
        )
        rates = np.append(_maximise(seen[:NOTHING].reshape(-1, OUTCOMES)).ravel(), 1.0)
    final: Floats = prior * rates[table].prod(axis=1)
    return final


POOLED = [ACCENTED.index(letter) for letter in "àâèêçîôùû"]
STRENGTH = 2.0  # observations that the prior of a letter is worth
CAPITALS_KEPT = 0.2  # below this share of lost rarer accents, capitals are bare because they were printed so


def _maximise(seen: Floats) -> Floats:
    """The rates (letters, outcomes) by what was seen; rarer letters are drawn towards their pool."""
    lost, kept = seen[POOLED, 1:].sum(), seen[POOLED, KEPT].sum()
    pool = (lost + 0.01) / (lost + kept + 2.0)
    rates = np.empty_like(seen)
    for i, letter in enumerate(ACCENTED):
        counts = seen[i]
        on_e = skeleton(letter) in "eE" and letter not in "éÉ"
        base = 0.0005 if letter == "é" else pool * 0.9 if letter.isupper() else pool
        bare, acute = (0.5, 0.5) if on_e else (0.9, 0.0)
        prior = np.array([1 - base, base * bare, base * acute + 1e-7, 1e-6])
        if letter.isupper() and pool < CAPITALS_KEPT:
            counts = np.array([21 * counts.sum() + 20, 0.0, 0.0, 0.0])
        rates[i] = (counts + STRENGTH * prior) / (counts.sum() + STRENGTH)
    return rates
