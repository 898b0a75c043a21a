"""Which francs a release means: those that it names once hold for the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extract.find.quantity import Found

FRANCS = ("CHF", "XPF", "XOF", "XAF")  # ISO 4217; « francs » alone are read as FRF
BARE = "FRF"


def agreed(found: Iterable[Found]) -> tuple[Found, ...]:
    """The finds of a release's blocks with « francs » in the currency that one of them names (« francs CFP », « CHF »)."""
    blocks = tuple(found)
    units = [q.unit.split("/")[0] for block in blocks for q in block.quantities]
    if BARE not in units:
        return blocks
    named = [unit for unit in units if unit in FRANCS]
    if not named:
        return blocks
    meant = max(sorted(set(named)), key=named.count)
    return tuple(
        replace(
            block,
            quantities=tuple(
                replace(q, unit=q.unit.replace(BARE, meant)) if q.unit.startswith(BARE) else q for q in block.quantities
            ),
        )
        for block in blocks
    )
