"""What finding gives: quantities with their arithmetic, and the other numbers with the reason why they are no claim."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from extract.text import Span


class Kind(StrEnum):
    """What sort of quantity it is."""

    COUNT = "count"
    PERCENTAGE = "percentage"
    FRACTION = "fraction"
    RATE = "rate"
    MONEY = "money"
    DURATION = "duration"
    MEASUREMENT = "measurement"
    MULTIPLIER = "multiplier"
    POINTS = "points"
    RANK = "rank"


class Bound(StrEnum):
    """How a number is hedged."""

    EXACTLY = "exactly"
    ABOUT = "about"
    NEARLY = "nearly"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    BETWEEN = "between"


class Statistic(StrEnum):
    """Which statistic a number is, when said."""

    MEAN = "mean"
    MEDIAN = "median"
    MAXIMUM = "maximum"
    MINIMUM = "minimum"


class Direction(StrEnum):
    """The way of a change."""

    UP = "up"
    DOWN = "down"


class Reason(StrEnum):
    """Why a number is no claim. A closed list: a new reason is a new row here, in the docs and in the schema."""

    DATE = "date"
    YEAR = "year"
    TIME = "time"  # hour of the day
    PERIOD = "period"  # a duration that only says when
    AGE = "age"
    NUMBERING = "numbering"  # list, section, edition, page, note
    REFERENCE = "reference"  # article, law, decree, norm, version
    PHONE = "phone"
    ADDRESS = "address"  # postal code, street number, CS, BP
    IDENTIFIER = "identifier"  # SIREN, SIRET, RCS, ISIN, ISSN
    WEB = "web"  # e-mail and web addresses
    CALL_PRICE = "call_price"
    NAME = "name"  # names that contain a number
    SCORE = "score"
    ORDINAL = "ordinal"  # « 2e édition », « 1er trimestre »
    ARTICLE = "article"  # « un », « une » as an article or pronoun
    VAGUE = "vague"  # « au moins un » as a condition, « des milliers »
    POPULATION = "population"  # the base of a rate: « pour 100 000 habitants »
    NOISE = "noise"  # a logo or a smear read as digits
    DOUBTFUL = "doubtful"  # a digit that may be misread
    OTHER = "other"


NOWHERE = Span(0, 0)
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A claim's quantity, with spans in the text that was searched.

    `span` holds the words of the quantity alone; `extent` also its hedge, direction and statistic words; `noun` the
    noun inside it (« un *patient* sur deux », « 5,5 *tués* pour 100 000 habitants »). `value` and `upper` are scaled
    and exact; `numerator` and `denominator` are set for fractions.
    """

    span: Span
    text: str
    value: Decimal
    kind: Kind
    unit: str
    bound: Bound = Bound.EXACTLY
    upper: Decimal | None = None
    direction: Direction | None = None
    statistic: Statistic | None = None
    extent: Span = NOWHERE
    noun: Span | None = None
    numerator: int | None = None
    denominator: int | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ignored:
    """A number that is no claim, with the value, kind, unit and bound it would have had where they are known."""

    span: Span
    text: str
    reason: Reason
    value: Decimal | None = None
    kind: Kind | None = None
    unit: str | None = None
    upper: Decimal | None = None
    bound: Bound | None = None


@dataclass(frozen=True, slots=True)
class Found:
    quantities: tuple[Quantity, ...]
    ignored: tuple[Ignored, ...]
