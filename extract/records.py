"""The record of one release: the one authority on what comes out. The JSON Schema is generated from these models."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from extract.find.quantity import Bound, Direction, Kind, Reason, Statistic
from extract.read.document import Origin

SCHEMA_VERSION = 1


def _exact(value: object) -> object:
    """YAML gives floats; their shortest decimal form is what the file says."""
    if isinstance(value, bool):
        raise ValueError("a number is expected, not true or false")
    return Decimal(repr(value)) if isinstance(value, float) else value


Number = Annotated[Decimal, BeforeValidator(_exact), Field(allow_inf_nan=False)]


class Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class At(Record):
    """Where something stands: offsets in characters of the raw text, and a box on its page."""

    page: int = Field(ge=1, description="Page, from 1", examples=[1])
    start: int = Field(
        ge=0, description="First character, counted in the text as read (`extract text --raw`)", examples=[812]
    )
    end: int = Field(ge=0, description="Character after the last one", examples=[818])
    box: tuple[float, float, float, float] | None = Field(
        None,
        description="x0, top, x1, bottom in PDF points from the page's top left",
        examples=[[72.0, 310.5, 104.2, 322.1]],
    )

    @model_validator(mode="after")
    def _ordered(self) -> At:
        if self.end < self.start:
            raise ValueError(f"end {self.end} lies before start {self.start}")
        return self


class Period(Record):
    """When a claim holds, or what a change is measured against."""

    edtf: str = Field(description="EDTF (ISO 8601-2) date or interval", examples=["2025-12-31", "2020/2024"])
    text: str | None = Field(None, description="The words that say it", examples=["À fin décembre 2025"])


class Place(Record):
    """Where a claim holds."""

    name: str = Field(description="The usual French name", examples=["La Réunion"])
    code: str | None = Field(
        None,
        description="Level and INSEE (COG) or ISO 3166 code",
        examples=["REG-04", "DEP-80", "COM-29019", "PAYS-FR"],
    )
    text: str | None = Field(None, description="The words that say it", examples=["À La Réunion"])


class Status(StrEnum):
    TARGET = "target"


class Reviewed(StrEnum):
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CORRECTED = "corrected"


class Claim(Record):
    """A quantity that the release asserts about the world."""

    id: str = Field(
        pattern=r"^c-[0-9a-f]{6,16}(-\d+)?$",
        description="From the content: survives a re-run and a reordering",
        examples=["c-5f3a91"],
    )
    quote: str = Field(description="The sentence or line around the quantity, from the repaired text")
    quantity: str = Field(min_length=1, description="The words of the quantity alone", examples=["27,5 %"])
    value: Number = Field(description="The number, scaled", examples=[27.5])
    upper: Number | None = Field(None, description="Upper end of a range")
    numerator: int | None = Field(None, description="Of a fraction: « 2 » in « deux tiers »")
    denominator: int | None = Field(None, ge=1, description="Of a fraction: « 3 » in « deux tiers »")
    kind: Kind = Field(description="What sort of quantity")
    unit: str = Field(
        min_length=1,
        description="UCUM or ISO 4217 code, else the French noun; `1` for counts",
        examples=["%", "EUR", "d"],
    )
    bound: Bound = Field(Bound.EXACTLY, description="How the number is hedged")
    statistic: Statistic | None = None
    direction: Direction | None = Field(None, description="For a change")
    entity: str | None = Field(
        None, description="Who or what is counted or measured", examples=["médecins généralistes"]
    )
    property: str | None = Field(
        None, description="What is said of it, or which indicator", examples=["taux d’activation"]
    )
    period: Period | None = None
    baseline: Period | None = None
    place: Place | None = None
    status: Status | None = None
    compared_to: str | None = Field(None, description="id of the claim that this one is set against")
    part_of: str | None = Field(None, description="id of the claim that holds the total")
    at: At
    source_quote: str | None = Field(None, description="The quote as read, only where repair changed it")
    flags: tuple[str, ...] = Field(
        (), description="What a person should look at", examples=[["repaired", "inherited_place"]]
    )
    reviewed: Reviewed | None = Field(None, description="A person's mark: never overwritten")


class IgnoredNumber(Record):
    """A number of the text that is no claim, and why."""

    text: str
    reason: Reason
    at: At


class Repair(Record):
    """One change made to the text."""

    before: str
    after: str
    rule: str
    probability: float = Field(1.0, ge=0, le=1)
    at: At


class PageSource(Record):
    page: int = Field(ge=1)
    origin: Origin
    unexplained: float | None = Field(
        None, ge=0, le=1, description="Share of the text-like ink that the text layer does not explain"
    )


class Source(Record):
    file: str = Field(
        min_length=1, description="Name beside the YAML, never an absolute path", examples=["bilan-2025.pdf"]
    )
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    media_type: str = Field(examples=["application/pdf"])
    pages: int = Field(ge=1)
    first_page: int | None = Field(
        None, ge=1, description="Where several releases share a file: the first page of this one"
    )
    last_page: int | None = Field(None, ge=1)
    origin: Origin
    page_origins: tuple[PageSource, ...] = ()


class ReleaseHead(Record):
    title: str | None = None
    date: str | None = Field(None, pattern=r"^\d{4}-\d{2}-\d{2}$", examples=["2026-03-17"])
    issuers: tuple[str, ...] = ()
    place: Place | None = None
    language: Literal["fr"] = "fr"
    contacts: tuple[str, ...] = ()


class Release(Record):
    """One press release with every number in it: claims, and what is none."""

    schema_version: Literal[1] = 1
    source: Source
    release: ReleaseHead
    claims: tuple[Claim, ...] = ()
    ignored: tuple[IgnoredNumber, ...] = ()
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[str, ...] = ()
