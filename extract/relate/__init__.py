"""relate: what each quantity is about, when, where, against what."""

from __future__ import annotations

import regex

from extract.blocks import Outline
from extract.find.quantity import Found
from extract.relate.entity import Subjects
from extract.relate.relation import Head, Relation, When, Where
from extract.relate.release import release_head

__all__ = ["Head", "Relation", "When", "Where", "relate", "release_head"]

YEAR = regex.compile(r"\b[Ee]n (20\d\d|19\d\d)\b")


def relate(outline: Outline, head: Head, found: tuple[Found, ...]) -> tuple[Relation, ...]:
    """One relation for each quantity, in the order of the text; `found` runs along the outline's blocks."""
    relations = []
    subjects = iter(Subjects(outline.blocks, head, found).all())
    for index, (block, numbers) in enumerate(zip(outline.blocks, found, strict=True)):
        year = YEAR.search(block.text)
        for quantity in numbers.quantities:
            period = When(year.group(1), year.group()) if year else None
            about = next(subjects)
            relations.append(Relation(index, quantity, about.entity, about.property, period))
    return tuple(relations)
