"""A text as words and signs with their spans."""

from __future__ import annotations

from dataclasses import dataclass

from extract import regex
from extract.grammar.tagger import Tag, tag
from extract.text import Span

WORD = regex.compile(
    r"(?:aujourd['’]hui|presqu['’]île|quelqu['’]une?s?|d['’](?:abord|ailleurs|ores))\b"
    r"|\p{L}{1,6}['’](?=\p{L}|\Z)"  # elided: l' d' qu' jusqu'
    r"|\p{L}+(?:[-‑](?:[dl]['’])?[\p{L}\d]+)*\d*"
    r"|\d+(?:[ \u00a0\u202f.,]?\d+)*(?:er|re|e|ème|nde?)?\b"
    r"|\d+"
    r"|[^\w\s]",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign; `low` is its lower-case form with a straight apostrophe."""

    span: Span
    text: str
    low: str
    tag: Tag


def tokenise(text: str, atoms: tuple[tuple[Span, str], ...] = ()) -> tuple[Token, ...]:
    """The tokens of a text. Each atom (a span and the word to tag it as) stays one token, tagged `NUM`.

    A text in capitals throughout (« LES BUS TRANSPORTENT… ») is tagged like one in small letters.
    """
    spans: list[tuple[Span, str | None]] = []
    at = 0
    for span, like in (*sorted(atoms), (Span(len(text), len(text)), None)):
        spans += [(Span(*m.span()), None) for m in WORD.finditer(text, at, span.start)]
        if like is not None:
            spans.append((span, like))
        at = max(at, span.end)
    words = [text[span.start : span.end] for span, _ in spans]
    heard = [word.lower() for word in words] if text.isupper() else words
    tags = tag([like or word for word, (_, like) in zip(heard, spans, strict=True)])
    return tuple(
        Token(span, word, word.lower().replace("’", "'"), Tag.NUM if like else found)
        for (span, like), word, found in zip(spans, words, tags, strict=True)
    )
