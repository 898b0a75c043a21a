"""A word on a page before the page has an order: what the text layer and Tesseract both give to the layout."""

from __future__ import annotations

from dataclasses import dataclass

from extract.read.document import Box, Origin


@dataclass(frozen=True, slots=True)
class Token:
    """A run of ink without space. `base` is the height of its base line, `lead` the space printed before it on its line (a no-break space is kept);
    `angle` is the direction of its line in degrees, counter-clockwise, a multiple of 90."""

    text: str
    box: Box
    size: float
    base: float
    bold: bool = False
    font: str | None = None
    lead: str = " "
    angle: int = 0
    origin: Origin = Origin.TEXT_LAYER
    confidence: float | None = None
    doubt: str | None = None
    line: int | None = None  # the line that Tesseract put it in
    hidden: bool = False  # drawn in the invisible text mode, as the text layer of a scan is

    @property
    def width(self) -> float:
        return self.box[2] - self.box[0]

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]

    @property
    def middle(self) -> float:
        return (self.box[1] + self.box[3]) / 2
