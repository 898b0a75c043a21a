"""Weights in sixteen levels, two a byte: tables that load fast.

A file is compressed by zlib (lzma would take five times as long to read): the sixteen levels as 32-bit floats, then the
number of each weight's level, the lower half of a byte first.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEVELS = 16
ROUNDS = 20  # of finding the levels

Floats = NDArray[np.float32]


def pack(weights: Floats, least: float) -> bytes:
    """The file of weights (an even number of them), with the levels that fit them best (Lloyd's algorithm).

    Weights smaller than `least` are dropped: there are many, and they say little.
    """
    weights = np.where(np.abs(weights) < least, 0, weights)
    used = weights[weights != 0]
    levels = np.sort(np.append(np.quantile(used, np.linspace(0.002, 0.998, LEVELS - 1)), 0.0))
    for _ in range(ROUNDS):
        nearest = np.searchsorted((levels[1:] + levels[:-1]) / 2, used)
        sums = np.bincount(nearest, weights=used, minlength=LEVELS)
        counts = np.bincount(nearest, minlength=LEVELS)
        levels = np.where((counts > 0) & (levels != 0), sums / np.maximum(counts, 1), levels)
    levels = levels.astype("<f4")
    numbers = np.searchsorted((levels[1:] + levels[:-1]) / 2, weights).astype(np.uint8)
    return zlib.compress(levels.tobytes() + (numbers[::2] | numbers[1::2] << 4).tobytes(), 9)


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of a file, spelt out only where they are asked for: a byte each in memory."""

    levels: Floats
    numbers: NDArray[np.uint8]

    def __getitem__(self, index: NDArray[np.int64]) -> Floats:
        return self.levels[self.numbers[index]]


def unpack(data: bytes) -> Weights:
    """The weights of a file."""
    data = zlib.decompress(data)
    pairs = np.frombuffer(data, np.uint8, offset=4 * LEVELS)
    numbers = np.empty(2 * len(pairs), np.uint8)
    numbers[::2], numbers[1::2] = pairs & 15, pairs >> 4
    return Weights(np.frombuffer(data, "<f4", LEVELS).astype(np.float32), numbers)
