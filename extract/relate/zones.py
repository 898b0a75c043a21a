"""Sentences and what they enclose: parentheses and comparisons, in which times and places hold only for themselves."""

from __future__ import annotations

from functools import lru_cache

from extract import regex
from extract.relate.folding import fold
from extract.relate.words import either
from extract.text import Span

_END = regex.compile(rf"(?<=[.!?…][»\")]?)(?<!\b(?:{either('abbreviations')})\.)\s+(?=[\p{{Lu}}\d«“\"(+•-])")
_PARENTHESIS = regex.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_COMPARISON = regex.compile(
    r"\b(?:(?:contre|après une?|là où|quand l[ae]|quand les|quand il|quand ils|quand elle|quand celui|quand celle"
    r"|alors que|tandis que|pendant que)(?!\w)|après [+-]? ?\d|au lieu d[e']|tandis qu'|alors qu')"
)
_CLOSE = regex.compile(r",\s|[;:)]|\.(?:\s|$)|\bsoit\b")

AIMING = either("aiming_forms")
"""Verbs that open a clause of aims: « exploite 340 MW et vise 600 MW d'ici 2028 »."""

BREAK = regex.compile(
    r"[;:»]|(?<!\d),(?!\d)|,\s|\b(?:contre|mais|tandis|alors qu|quand|soit|dont|puis)\b"
    rf"|\bet (?:{AIMING})\b"
    rf"|\bet (?:a|ont|est|sont|sera|seront|en|de|qui|que|n'|se|s'|{either('verbs_after_et')})\b"
)
"""What parts a quantity from a time or a place further on."""

STRONG = regex.compile(
    r"\b(?:mais|tandis|alors qu|quand|puis)\b"
    rf"|\bet (?:a|ont|est|sont|sera|seront|n'|se|s'|{either('strong_verbs_after_et')})\b"
)
"""What parts it from one before."""


@lru_cache(maxsize=256)
def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a block, in order and without the blanks between."""
    starts, ends = [0], []
    for m in _END.finditer(text):
        ends.append(m.start())
        starts.append(m.end())
    return tuple(Span(a, b) for a, b in zip(starts, [*ends, len(text)], strict=True))


def sentence_at(text: str, at: int) -> Span:
    for span in sentences(text):
        if at < span.end:
            return span
    return sentences(text)[-1]


@lru_cache(maxsize=256)
def zones(text: str, sentence: Span) -> tuple[Span, ...]:
    """The parentheses and comparisons of a sentence (« contre 47 % en 2019 »), smaller ones first."""
    plain = fold(text)
    out = [Span(*m.span()) for m in _PARENTHESIS.finditer(plain, sentence.start, sentence.end)]
    for m in _COMPARISON.finditer(plain, sentence.start, sentence.end):
        close = _CLOSE.search(plain, m.end(), sentence.end)
        paren = plain.find(" (", m.end(), sentence.end)
        end = close.start() if close else sentence.end
        out.append(Span(m.start(), min(end, paren) if paren > 0 else end))
    return tuple(sorted(out, key=len))


def zone_at(text: str, sentence: Span, at: int) -> Span:
    """The smallest zone around a place; the sentence itself where there is none."""
    return next((z for z in zones(text, sentence) if z.start <= at < z.end), sentence)


def is_comparison(text: str, zone: Span) -> bool:
    """Whether a zone sets its figures against the ones before (« contre 47 % en 2019 »)."""
    return fold(text[zone.start : zone.start + 12]).startswith(("contre", "au lieu d", "après", "là où", "alors qu"))


def breaks(text: str, start: int, end: int) -> bool:
    """Whether what stands between keeps a quantity from a time or place after it.

    An insertion between two commas is no break: « 12 agents, dont 5 femmes, ont été recrutés en 2024 ».
    """
    between = _PARENTHESIS.sub("", fold(text[start:end]))
    commas = len(regex.findall(r",\s", between))
    if regex.search(r",\s(?:qui|où|dont|lequel|laquelle)\b[^,]*$", between):
        return True
    if commas and commas % 2 == 0:
        between = regex.sub(r",\s[^,;:]*(?:,(?=\d)[^,;:]*)*,\s", " ", between)
    elif commas == 1:  # « réduire d'un tiers, d'ici 2027, »
        between = regex.sub(r",\s(?:d'ici(?: à)?|à l'horizon(?: de)?|depuis|dès|avant)?\s*$", "", between)
    return BREAK.search(between) is not None


def parts(text: str, start: int, end: int) -> bool:
    """Whether what stands between keeps a quantity from a time or place before it."""
    return STRONG.search(fold(text[start:end])) is not None


def around(text: str, sentence: Span, span: Span) -> str:
    """The part of the sentence around a quantity, between its commas and semicolons, folded."""
    plain = fold(text)
    start = max(
        (m.end() for m in regex.finditer(r",\s(?!à (?:\w+ de )?$)|;", plain[sentence.start : span.start])), default=0
    )
    stop = regex.search(r",\s|;", plain[span.end : sentence.end])
    return plain[sentence.start + start : span.end + stop.start() if stop else sentence.end]
