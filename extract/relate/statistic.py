"""Which statistic a figure is where its own clause does not say: its measure does, its table, or its label."""

from __future__ import annotations

from extract import regex
from extract.blocks import Block
from extract.find.quantity import Kind, Quantity, Statistic
from extract.lexicon.gazetteer import gazetteer
from extract.relate.folding import fold
from extract.relate.scene import About
from extract.relate.words import either

_SAID: tuple[tuple[Statistic, regex.Pattern[str]], ...] = (
    (Statistic.MEDIAN, regex.compile(r"\bmédian(?:e|es|s)?\b")),
    (Statistic.MEAN, regex.compile(r"\bmoyen(?:ne)?\b(?! (?:terme|âge|orient))")),
    (Statistic.MAXIMUM, regex.compile(r"\b(?:maximal(?:e|es)?|maximum|pic|pointe)\b(?! de vitesse)")),
    (Statistic.MINIMUM, regex.compile(r"\b(?:minimal(?:e|es)?|minimum)\b")),
)
"""Words of a measure: « délai moyen », « prix médian », « pointe de consommation »."""
_MEAN_OF = regex.compile(rf"\bmoyenne (?:{either('wider_adjectives')})\s?\((?:[\w'’ ]{{1,10}} )?$")
"""« supérieur à la moyenne nationale (6,5 %) »"""
_NO_MEASURE = {Kind.RANK, Kind.COUNT, Kind.FRACTION, Kind.MULTIPLIER}


def statistic_of(block: Block, quantity: Quantity, about: About) -> Statistic | None:
    """What find read beside the figure, else what its brackets, its property or its table's labels say."""
    if quantity.statistic is not None:
        return quantity.statistic
    if block.cell is not None:
        labels = (*block.cell.row, *block.cell.column, block.cell.caption)
        return next((s for label in labels if (s := _in(label))), None)
    if _MEAN_OF.search(fold(block.text[max(0, quantity.span.start - 60) : quantity.span.start])):
        return Statistic.MEAN
    if quantity.kind in _NO_MEASURE and about.entity is not None:
        return None
    return _in(about.property or "") if not gazetteer().named(about.property or "") else None


def _in(words: str) -> Statistic | None:
    plain = fold(words)
    return next((statistic for statistic, shape in _SAID if shape.search(plain)), None)
