"""AdaGrad for log-linear models over a table of hashed features: softmax over the options of each instance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.lexicon.levels import Floats

INITIAL = 1.0  # of the squared gradients: a rare feature moves by its gradient, not by a full step

Ints = NDArray[np.int64]


class Descent:
    """Weights on their way. `live` marks the features that may move at all."""

    def __init__(self, size: int, live: Floats | None = None) -> None:
        self.weights: Floats = np.zeros(size, np.float32)
        self._live: Floats = np.ones(size, np.float32) if live is None else live
        self._squares: Floats = np.full(size, INITIAL, np.float32)
        self._gradients: Floats = np.zeros(size, np.float32)

    def step(self, features: Ints, truth: Ints, count: Floats, rate: float, kept: Floats | None = None) -> int:
        """Learn from some instances and say how many were right before.

        `features` are (instances, options, features), `truth` the number of each right option, `count` what each instance
        counts; `kept` (instances, 1, features), where given, scales features at random.
        """
        weights = self.weights
        seen = weights[features] if kept is None else weights[features] * kept
        scores = seen.sum(axis=2)
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        gradient = odds / odds.sum(axis=1, keepdims=True)
        gradient[np.arange(len(truth)), truth] -= 1.0
        gradient *= count[:, None]
        spread = np.broadcast_to(gradient[:, :, None], features.shape) if kept is None else gradient[:, :, None] * kept
        flat, change = features.ravel(), spread.ravel()
        np.add.at(self._gradients, flat, change)
        np.add.at(self._squares, flat, change * change)
        weights[flat] -= rate * self._live[flat] * self._gradients[flat] / np.sqrt(self._squares[flat])
        self._gradients[flat] = 0.0
        return int((scores.argmax(axis=1) == truth).sum())
