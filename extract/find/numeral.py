"""A numeral: one number of a line, in figures, in words or mixed, with its exact value."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

LONGEST = 24  # figures of a number; longer runs are no number
# « et quart », « et deux tiers »: numerator and denominator
HALVES = {
    "quart": ("1", "4"),
    "un quart": ("1", "4"),
    "trois quarts": ("3", "4"),
    "3 quarts": ("3", "4"),
    "un tiers": ("1", "3"),
    "deux tiers": ("2", "3"),
}


@dataclass(slots=True)  # not frozen: made for every number, and a frozen one takes three times as long to make
class Numeral:
    """One number. `scale` is its scale word's factor (« millions »), apart from `value`, which already holds it.

    `parts` is numerator and denominator where the numeral is a fraction in itself (« deux tiers », « 1/2 »).
    """

    start: int
    end: int
    value: Decimal
    figures: bool
    scale: Decimal = Decimal(1)
    ordinal: bool = False
    one: bool = False  # « un » or « une » alone
    collective: bool = False  # « une centaine », « un millier »: rounded
    vague: bool = False  # « des milliers », « plusieurs centaines »
    multiplier: bool = False  # « doublé »
    parts: tuple[int, int] | None = None
    spaced: bool = False  # thousands are set apart
    decimals: bool = False
    digits: int = 0  # how many figures are written
    halved: bool = False  # « et demi » is in it


def read_figures(digits: str, sep: str | None) -> Decimal:
    """The value of figures with their separators: `sep` is what sets the thousands apart, if anything does.

    A dot before three figures sets thousands apart (« 1.250 »), except after a zero (« 0.250 »).
    """
    if sep == "." and digits.startswith("0"):
        return Decimal(digits.replace(".", "", digits.count(".") - 1))
    if sep:
        digits = digits.replace(sep, "")
    return Decimal(digits.replace(",", ".").strip())


def quotient(top: int, bottom: int) -> Decimal:
    """A fraction as a decimal, to four places where it does not end (one third is 0.3333); smaller ones keep four figures."""
    exact = Decimal(top) / Decimal(bottom)
    if exact == exact.quantize(Decimal("1e-6")):
        return exact.normalize() if exact != exact.to_integral_value() else exact.quantize(Decimal(1))
    return exact.quantize(Decimal("1e-4")) if exact > Decimal("0.01") else Decimal(f"{exact:.4g}")
