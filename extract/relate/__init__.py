"""relate: what each quantity is about, when, where, against what."""

from __future__ import annotations

from extract.blocks import Outline
from extract.find.quantity import Found
from extract.relate.comparison import Baselines, links
from extract.relate.entity import Subjects
from extract.relate.period import Calendar
from extract.relate.place import Atlas
from extract.relate.relation import Head, Relation, When, Where
from extract.relate.release import release_head
from extract.relate.statistic import statistic_of
from extract.relate.status import status_of

__all__ = ["Head", "Relation", "When", "Where", "relate", "release_head"]


def relate(outline: Outline, head: Head, found: tuple[Found, ...]) -> tuple[Relation, ...]:
    """One relation for each quantity, in the order of the text; `found` runs along the outline's blocks."""
    subjects = Subjects(outline.blocks, head, found).all()
    calendar, atlas = Calendar(outline, head, found), Atlas(outline, head, found)
    baselines = Baselines(outline, found, calendar)
    placed = [(index, quantity) for index, numbers in enumerate(found) for quantity in numbers.quantities]
    compared, part = links(outline, placed)
    relations = []
    for at, ((index, quantity), about) in enumerate(zip(placed, subjects, strict=True)):
        period = calendar.period(index, quantity)
        relations.append(
            Relation(
                index,
                quantity,
                about.entity,
                about.property,
                period=period,
                baseline=baselines.baseline(index, quantity, period),
                place=atlas.place(index, quantity),
                status=(
                    None
                    if calendar.end_of_pair(index, quantity) == 0  # « passer de 6 000 à 9 000 »: where it stands today
                    else status_of(outline, index, quantity, period, calendar.times.today)
                ),
                statistic=statistic_of(outline.blocks[index], quantity, about),
                compared_to=compared.get(at),
                part_of=part.get(at),
            )
        )
    return tuple(relations)
