"""find: text becomes quantities, and every other number with the reason why it is no claim."""

from extract.find.currencies import agreed
from extract.find.ones import with_ones
from extract.find.quantities import find
from extract.find.quantity import Bound, Direction, Found, Ignored, Kind, Quantity, Reason, Statistic

__all__ = [
    "Bound",
    "Direction",
    "Found",
    "Ignored",
    "Kind",
    "Quantity",
    "Reason",
    "Statistic",
    "agreed",
    "find",
    "with_ones",
]
