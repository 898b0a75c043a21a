"""The record of one release: the one authority on what comes out. The JSON Schema is generated from these models."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from extract.find.quantity import Bound, Direction, Kind, Reason, Statistic
from extract.read.document import Origin

SCHEMA_VERSION = 1
REQUIRED = ("schema_version", "source", "release", "claims")  # of a file; in Python two of them have defaults
LONGEST = 12  # decimals; more are the quotient of a fraction


def _exact(value: object) -> object:
    """YAML gives floats; their shortest decimal form is what the file says. A third is kept to four decimals."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise ValueError("a number is expected: digits with a decimal point, without quotes, spaces or unit")
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    endless = number.is_finite() and isinstance(places := number.as_tuple().exponent, int) and places < -LONGEST
    return round(number, 4).normalize() if endless else number


Number = Annotated[Decimal, BeforeValidator(_exact), Field(allow_inf_nan=False), WithJsonSchema({"type": "number"})]
Code = Field(strict=False)  # an enum is written as its code
Row = Field(strict=False)  # a tuple is written as a list
Lines = Annotated[tuple[str, ...], Row]


class Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class At(Record):
    """Where something stands: offsets in characters of the text as read, and a box on its page."""

    page: int = Field(ge=1, description="Page, from 1", examples=[1])
    start: int = Field(
        ge=0, description="First character, counted in the text as read (`extract text --raw`)", examples=[812]
    )
    end: int = Field(ge=0, description="Character after the last one, counted alike", examples=[818])
    box: Annotated[tuple[float, float, float, float], Row] | None = Field(
        None,
        description="x0, top, x1, bottom in PDF points from the page's top left; absent where the file has no pages",
        examples=[[72.0, 310.5, 104.2, 322.1]],
    )

    @model_validator(mode="after")
    def _ordered(self) -> At:
        if self.end < self.start:
            raise ValueError(f"end {self.end} lies before start {self.start}: swap or correct them")
        return self


class Period(Record):
    """When a claim holds, or what a change is measured against."""

    edtf: str = Field(
        min_length=1,
        description="EDTF (ISO 8601-2) date or interval; « fin 2024 » is 2024-12-31",
        examples=["2025-12-31", "2025-01/2025-06"],
    )
    text: str | None = Field(None, description="The words of the release that say it", examples=["À fin décembre 2025"])


class Place(Record):
    """Where a claim holds."""

    name: str = Field(min_length=1, description="The usual French name", examples=["La Réunion"])
    code: str | None = Field(
        None,
        description="Level and code: REG, DEP, COM with the INSEE COG code, PAYS with ISO 3166",
        examples=["REG-04", "DEP-80", "COM-29019", "PAYS-FR"],
    )
    text: str | None = Field(None, description="The words of the release that say it", examples=["À La Réunion"])


class Status(StrEnum):
    """Whether a claim is an aim rather than a fact."""

    TARGET = "target"


class Reviewed(StrEnum):
    """What a person decided of a claim."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CORRECTED = "corrected"


class Claim(Record):
    """A quantity that the release asserts about the world."""

    id: str = Field(
        pattern=r"^c-[0-9a-f]{6,16}(-\d+)?$",
        description="From the content, so that it survives a re-run and a reordering; no two claims share one",
        examples=["c-5f3a91"],
    )
    quote: str = Field(
        min_length=1,
        description="The sentence or line around the quantity, from the repaired text",
        examples=["soit un taux d’activation de 27,5 %"],
    )
    quantity: str = Field(
        min_length=1, description="The words of the quantity alone, as in the quote", examples=["27,5 %"]
    )
    value: Number = Field(
        description="The number, scaled (« 11,4 millions » is 11400000); fractions to four decimals; its sign is `direction`",
        examples=[27.5, 11400000],
    )
    upper: Number | None = Field(None, description="Upper end of a range, with `bound: between`", examples=[15])
    numerator: int | None = Field(None, ge=0, description="Of a fraction: 2 in « deux tiers »", examples=[2])
    denominator: int | None = Field(None, ge=1, description="Of a fraction: 3 in « deux tiers »", examples=[3])
    kind: Annotated[Kind, Code] = Field(description="What sort of quantity", examples=["percentage"])
    unit: str = Field(
        min_length=1,
        description="UCUM or ISO 4217 code, else the French noun; 1 for counts, fractions, ranks; a rate has a slash",
        examples=["%", "EUR", "d", "1/mo"],
    )
    bound: Annotated[Bound, Code] = Field(Bound.EXACTLY, description="How the number is hedged", examples=["nearly"])
    statistic: Annotated[Statistic, Code] | None = Field(
        None, description="Which statistic, when said", examples=["mean"]
    )
    direction: Annotated[Direction, Code] | None = Field(
        None, description="For a change; absent when the quantity is a level", examples=["up"]
    )
    entity: str | None = Field(
        None,
        min_length=1,
        description="Who or what is counted or measured: the noun phrase",
        examples=["médecins généralistes"],
    )
    property: str | None = Field(
        None,
        min_length=1,
        description="What is said of it, or which indicator",
        examples=["taux d’activation"],
    )
    period: Period | None = Field(None, description="When it holds", examples=[{"edtf": "2025-12-31"}])
    baseline: Period | None = Field(None, description="What a change is measured against", examples=[{"edtf": "2024"}])
    place: Place | None = Field(None, description="Where it holds", examples=[{"name": "La Réunion", "code": "REG-04"}])
    status: Annotated[Status, Code] | None = Field(
        None, description="`target` for an aim or a forecast", examples=["target"]
    )
    compared_to: str | None = Field(
        None, description="id of the claim that this one is set against", examples=["c-19b2e0"]
    )
    part_of: str | None = Field(None, description="id of the claim that holds the total", examples=["c-77aa01"])
    at: At = Field(description="Where the quantity stands", examples=[{"page": 1, "start": 812, "end": 818}])
    source_quote: str | None = Field(
        None,
        description="The quote as read, only where repair changed it",
        examples=["soit un taux d'activation de 27,5 %"],
    )
    flags: Lines = Field((), description="What a person should look at", examples=[["repaired", "inherited_place"]])
    reviewed: Annotated[Reviewed, Code] | None = Field(
        None, description="A person's mark: a claim that bears one is never overwritten", examples=["accepted"]
    )


class IgnoredNumber(Record):
    """A number of the text that is no claim, and why."""

    text: str = Field(min_length=1, description="The number as it stands", examples=["17 mars 2026"])
    reason: Annotated[Reason, Code] = Field(description="Why it is no claim", examples=["date"])
    at: At = Field(description="Where it stands", examples=[{"page": 1, "start": 24, "end": 36}])


class Repair(Record):
    """One change made to the text; it can be undone."""

    before: str = Field(description="The text as read", examples=["aprés"])
    after: str = Field(description="The text as repaired", examples=["après"])
    rule: str = Field(min_length=1, description="Which pass of repair made it", examples=["accent"])
    probability: float = Field(1.0, ge=0, le=1, description="How sure it is; absent when certain", examples=[0.98])
    at: At = Field(description="Where `before` stands", examples=[{"page": 1, "start": 140, "end": 145}])


class PageSource(Record):
    """Where the text of one page is from, where its ink was measured."""

    page: int = Field(ge=1, description="Page, from 1", examples=[2])
    origin: Annotated[Origin, Code] = Field(description="Where its text is from", examples=["ocr"])
    unexplained: float | None = Field(
        None,
        ge=0,
        le=1,
        description="Share of the page's text-like ink that its text layer does not explain",
        examples=[0.07],
    )


class Source(Record):
    """The file that was read."""

    file: str = Field(
        min_length=1, description="Its name, as if beside the record; never a path", examples=["bilan-2025.pdf"]
    )
    sha256: str = Field(
        pattern=r"^[0-9a-f]{64}$",
        description="SHA-256 of its bytes",
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    )
    extractor: str | None = Field(
        None,
        pattern=r"^extract [^\s]+( --.+)?$",
        description="What read it: the version, and the options that differ from the defaults",
        examples=["extract 0.1.0 --ocr never"],
    )
    media_type: str = Field(
        pattern=r"^[a-z]+/[a-z0-9.+-]+$", description="IANA media type", examples=["application/pdf"]
    )
    pages: int = Field(ge=1, description="How many pages it has", examples=[2])
    first_page: int | None = Field(
        None, ge=1, description="Where several releases share the file: the first page of this one", examples=[3]
    )
    last_page: int | None = Field(
        None, ge=1, description="Where several releases share the file: the last page of this one", examples=[4]
    )
    origin: Annotated[Origin, Code] = Field(description="Where its text is from", examples=["text_layer"])
    page_origins: Annotated[tuple[PageSource, ...], Row] = Field(
        (), description="The same page by page, where measured", examples=[[{"page": 1, "origin": "ocr"}]]
    )


class ReleaseHead(Record):
    """What the release says of itself."""

    id: str | None = Field(
        None,
        pattern=r"^r-[0-9a-f]{6,16}$",
        description="From the file and its first page; it also tells whether a person changed this block",
        examples=["r-19b2e0aa01c4"],
    )
    title: str | None = Field(None, description="Its title", examples=["Quatre ans de carnet numérique"])
    date: str | None = Field(
        None, pattern=r"^\d{4}-\d{2}-\d{2}$", description="Its date, ISO 8601", examples=["2026-03-17"]
    )
    issuers: Lines = Field((), description="Who issues it", examples=[["CGSS Réunion", "ARS La Réunion"]])
    place: Place | None = Field(
        None, description="Its territory, or the city of its date line", examples=[{"name": "La Réunion"}]
    )
    language: Literal["fr"] = Field("fr", description="Its language, ISO 639-1", examples=["fr"])
    contacts: Lines = Field((), description="Its press contacts, as printed", examples=[["presse@example.fr"]])


class Release(Record):
    """One press release with every number in it: the claims, and the numbers that are none."""

    model_config = ConfigDict(json_schema_extra={"required": list(REQUIRED)})

    schema_version: Literal[1] = Field(1, description="Version of this schema", examples=[1])
    source: Source = Field(
        description="The file that was read", examples=[{"file": "bilan-2025.pdf", "media_type": "application/pdf"}]
    )
    release: ReleaseHead = Field(
        description="What the release says of itself", examples=[{"title": "Quatre ans de carnet numérique"}]
    )
    claims: Annotated[tuple[Claim, ...], Row] = Field(
        (), description="Every quantity that it asserts, in the order of the text", examples=[[]]
    )
    ignored: Annotated[tuple[IgnoredNumber, ...], Row] = Field(
        (),
        description="Every other number of the text, and why it is no claim",
        examples=[[{"text": "17 mars 2026", "reason": "date", "at": {"page": 1, "start": 24, "end": 36}}]],
    )
    repairs: Annotated[tuple[Repair, ...], Row] = Field(
        (),
        description="Every change made to the text",
        examples=[
            [{"before": "aprés", "after": "après", "rule": "accent", "at": {"page": 1, "start": 140, "end": 145}}]
        ],
    )
    warnings: Lines = Field(
        (), description="What a person should know of this reading", examples=[["page 2 has no readable text"]]
    )
