"""A word of a clause, with its tag and the quantity that it stands for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extract.grammar import Tag, Token
from extract.text import Span


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a clause; `quantity` numbers the block's quantity that it stands for."""

    token: Token
    quantity: int | None = None

    @property
    def low(self) -> str:
        return self.token.low

    @property
    def tag(self) -> Tag:
        return self.token.tag

    @property
    def span(self) -> Span:
        return self.token.span

    def tagged(self, tag: Tag) -> Word:
        """The same word with another tag."""
        return Word(replace(self.token, tag=tag), self.quantity)
