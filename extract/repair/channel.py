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
CAPITALS = np.array([letter.isupper() for letter in ACCENTED])
ACUTE_ONES = np.array([letter == "é" for letter in ACCENTED])
ON_E = np.array([skeleton(letter) in "eE" and letter not in "éÉ" for letter in ACCENTED])
BARE_SHARE, ACUTE_SHARE = np.where(ON_E, 0.5, 0.9), np.where(ON_E, 0.5, 0.0)  # of what is not kept
ACUTE_LOST = 0.0005
PRINTED_SO = np.array([1.0, 0.0, 0.0, 0.0])


def _maximise(seen: Floats) -> Floats:
    """The rates (letters, outcomes) by what was seen; rarer letters are drawn towards their pool."""
    lost, kept = seen[POOLED, 1:].sum(), seen[POOLED, KEPT].sum()
    pool = (lost + 0.01) / (lost + kept + 2.0)
    base = np.where(ACUTE_ONES, ACUTE_LOST, np.where(CAPITALS, 0.9 * pool, pool))
    prior = np.stack([1 - base, base * BARE_SHARE, base * ACUTE_SHARE + 1e-7, np.full(len(ACCENTED), 1e-6)], axis=1)
    if pool < CAPITALS_KEPT:
        printed = np.outer(21 * seen.sum(axis=1) + 20, PRINTED_SO)
        seen = np.where(CAPITALS[:, None], printed, seen)
    rates: Floats = (seen + STRENGTH * prior) / (seen.sum(axis=1, keepdims=True) + STRENGTH)
    return rates
