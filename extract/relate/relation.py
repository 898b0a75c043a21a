"""What relating gives: what each quantity is about."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.find.quantity import Quantity, Statistic


@dataclass(frozen=True, slots=True)
class When:
    """An EDTF date or interval, the words that say it, and whether it was inherited or resolved."""

    edtf: str
    text: str | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Where:
    """A place by its usual French name and its code (`REG-04`, `DEP-80`, `COM-29019`, `PAYS-FR`)."""

    name: str
    code: str | None = None
    text: str | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What the release says of itself; `date` is ISO 8601."""

    title: str | None = None
    date: str | None = None
    issuers: tuple[str, ...] = ()
    place: Where | None = None
    contacts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A quantity with its slots; `block` indexes the outline, `compared_to` and `part_of` other relations."""

    block: int
    quantity: Quantity
    entity: str | None = None
    property: str | None = None
    period: When | None = None
    baseline: When | None = None
    place: Where | None = None
    status: str | None = None
    statistic: Statistic | None = None
    compared_to: int | None = None
    part_of: int | None = None
    flags: tuple[str, ...] = field(default=())
