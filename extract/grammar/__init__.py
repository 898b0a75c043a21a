"""grammar: the words of a sentence with their parts of speech. Shared vocabulary, like the lexicon."""

from extract.grammar.tagger import Tag, tag
from extract.grammar.tokens import Token, tokenise

__all__ = ["Tag", "Token", "tag", "tokenise"]
