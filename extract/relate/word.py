"""A word of a clause, with its tag and the quantity that it stands for."""

from __future__ import annotations

from typing import NamedTuple

from extract.grammar import Tag, Token
from extract.text import Span


class Word(NamedTuple):
    """A word of a clause; `quantity` numbers the block's quantity that it stands for.

    A tuple, for the words of a release are looked at a hundred times each.
    """

    low: str
    tag: Tag
    span: Span
    text: str
    quantity: int | None = None

    @classmethod
    def of(cls, token: Token, quantity: int | None) -> Word:
        return cls(token.low, token.tag, token.span, token.text, quantity)

    def tagged(self, tag: Tag) -> Word:
        """The same word with another tag."""
        return self._replace(tag=tag)
