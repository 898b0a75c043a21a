"""A sentence as entity and property are read from it: words and quantities, without hedges, dates and asides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract import regex
from extract.find.quantity import Kind, Quantity
from extract.grammar import Tag, tokenise
from extract.grammar.classes import classes
from extract.relate.folding import lower
from extract.relate.retag import retagged
from extract.relate.word import Word
from extract.relate.words import adverbials, month_names, weekday_names, words
from extract.text import Span

MONTH = rf"(?:{month_names()})"
DAY = rf"(?:{weekday_names()})"
YEAR = r"(?:19|20)\d\d(?:\s?[-/–]\s?(?:(?:19|20)\d\d|\d\d))?"
PART = r"(?:(?:premier|deuxième|troisième|quatrième|dernier|second|1er|[234]e)\s*(?:trimestre|semestre|(?=\s+et\s+le\s))|t[1-4]|s[12])"
DATE = rf"(?:(?:\d{{1,2}}(?:er)?\s+(?:au|et|-|–)\s+)?(?:{DAY}\s+)?\d{{1,2}}(?:er)?\s+{MONTH}(?:\s+{YEAR})?|{DAY}\s+\d{{1,2}}(?:er)?(?=\s+(?:et|au)\b|\W)|{MONTH}\s+{YEAR}|{PART}(?:\s+(?:de\s+)?{YEAR})?|(?:été|hiver|printemps|automne)\s+{YEAR}|{MONTH}|{YEAR})"
LINK = (
    r"(?:en|fin|début|mi|depuis|dès|d['’]ici(?:\s+(?:à|la))?|à\s+l['’]horizon|pour|au|du|le|la|les|l['’]|jusqu['’](?:en|au|à)|entre|et"
    r"|de|d['’]|courant|à\s+(?:compter|partir)\s+d[eu]|par\s+rapport\s+(?:à|au)|qu['’](?:en|au|à)|au\s+titre\s+de|au\s+cours\s+d[eu]"
    r"|à|sur|durant|pendant|année(?:\s+(?:scolaire|universitaire))?|exercice|saison|mois|seule|à\s+l['’]issue\s+de|au\s+terme\s+d[eu]|à\s+la\s+fin\s+d[eu]|lors\s+d[eu]|clos\s+le|janvier\s+à)"
)
ADJUNCT = re.compile(
    rf"\b(?=\w)(?:(?:{LINK}[\s-]*){{0,5}}(?<![^\W_]){DATE}(?![^\W_])"
    r"|(?:que\s+|qu['’])?(?:l['’]|cette\s+|chaque\s+|l['’]autre\s+)(?:an(?:née)?)(?:-là|\s+(?:derni(?:er|ère)|précédente?|passée?|écoulée?|prochaine?))?\b(?!\s+(?:de|d['’]))"
    r"|(?:en|sur|depuis|après|d['’]ici|il\s+y\s+a)\s+(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\d+)\s+(?:ans?|mois|semaines?|jours?|années?|heures?)\b"
    r"|depuis\s+(?:le|la|l['’]|son|sa|leur)\s*(?:début|lancement|création|ouverture|apparition|origine|entrée\s+en\s+vigueur)(?:\s+(?:de\s+(?:la\s+|l['’])?|du\s+|des\s+|d['’])[^\W\d_]+)?"
    r"|(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\d+)\s+(?:ans?|années?|mois|semaines?|jours?)\s+(?:plus\s+tôt|auparavant|avant|après)"
    r"|(?:(?:au\s+cours|lors)\s+d(?:es|e\s+ces)|(?:sur|dans|durant|pendant)\s+(?:les|ces|ses)|ces)\s+(?:(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|\d+)\s+)?(?:derniers|dernières|prochains|prochaines)\s+(?:(?:deux|trois|quatre|cinq|six|dix|douze|\d+)\s+)?(?:ans|années|mois|semaines|jours|heures)"
    r"|(?:à\s+|au\s+cours\s+de\s+|pendant\s+|durant\s+)?la\s+même\s+(?:année|saison|période|date|semaine|époque)(?!\s+(?:de|que)\b)"
    r"|(?:entre|sur)\s+ces\s+deux\s+(?:dates|périodes|années|saisons|éditions)"
    r"|ce(?:t|tte)?\s+(?:été|hiver|printemps|automne|semaine|mois|matin|soir|week-end)(?:-ci)?(?!\s+d[eu]\b)"
    r"|(?:l['’]|le\s+|la\s+|au\s+)(?:été|hiver|printemps|automne|mois|trimestre|semestre|saison|semaine)\s+(?:prochaine?|derni(?:er|ère)|passée?)"
    r"|(?<=(?:ont|est)\s)au\s+nombre\s+d[e'’](?=\s|\d)"
    r"|à\s+la\s+rentrée(?:\s+(?:scolaire|universitaire))?|(?:à|dès|pour)\s+la\s+(?:prochaine\s+rentrée|rentrée\s+prochaine)"
    r"|(?:à|sur)\s+(?:périmètre|champ|structure|données|taux\s+de\s+change|cours|changes?|base|surface|méthode)(?:\s+et\s+[^\W\d_]+){0,3}\s+(?:constant|comparable)e?s?"
    rf"|(?!de\s+plus\s+de\b|à\s+partir\s+de\s+[^\W\d])(?:{regex.trie(adverbials())}))\b"
    r"|,\s*(?:lui|elle|eux|elles)\s*,|[±≈~]"
)
"""Of a text in lower case: to look for both cases takes half as long again; `re` is three times as fast on it."""
AGES = regex.compile(r"(?:(?:plus|moins) de )?\d+(?:\s?(?:[-–]|à|et)\s?\d+)? ans(?: (?:et|ou) (?:plus|moins))?")
NOUN_WITH_LINK = regex.compile(r"(?:\bdes\s+|\bdu\s+|\bde\s+)?(?P<noun>\p{L}{4,})\s+(?:de\s+|d['’])?")
NOTE_MARK = regex.compile(r"(?<=\p{Ll}{5})\d\b")  # « marge nette4 »: the number of a note that lost its place
SENTENCE_END = {".", "!", "?", "…", ";"}
QUOTES = {"«", "»", "“", "”", '"'}
LIKE = {Kind.COUNT: "12", Kind.RANK: "premier", Kind.FRACTION: "12"}  # the word that a quantity is tagged as


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of a sentence or of a parenthesis in it.

    `outer` is the sentence around a parenthesis and `gap` the index there of the word before it.
    """

    text: str
    words: tuple[Word, ...]
    outer: Clause | None = None
    gap: int = -1
    prior: tuple[Word, ...] = ()  # the sentence before, where it holds no figure

    def of(self, start: int, end: int) -> str | None:
        """The words from `start` up to `end`, as they are written, without what stands between them; None if none."""
        out: list[str] = []
        last: Word | None = None
        for word in self.words[start:end]:
            between = self.text[last.span.end : word.span.start] if last else ""
            out += ["" if last and not between else " " if last else "", word.text]
            last = word
        said = regex.sub(r"\s+", " ", "".join(out)).strip()
        return NOTE_MARK.sub("", said) or None

    def index(self, quantity: int) -> int:
        """Where the block's quantity of this number stands. Raises StopIteration where it does not."""
        return next(i for i, w in enumerate(self.words) if w.quantity == quantity)


def clauses(text: str, quantities: Sequence[Quantity]) -> tuple[Clause, ...]:
    """The clause of each quantity of a block, in their order. Sentences without a figure cost no more than their tags."""
    if not quantities:
        return ()
    atoms = tuple((q.span, LIKE.get(q.kind, "%")) for q in quantities)
    numbers = {q.span.start: i for i, q in enumerate(quantities)}
    tokens = [Word.of(token, numbers.get(token.span.start)) for token in tokenise(text, atoms)]
    hedges = [
        hedge
        for q in quantities
        for hedge in (*_hedges(text, q), Span(q.span.end, q.extent.end))
        if hedge.start < hedge.end
    ]
    adjuncts = _adjuncts(text, quantities)
    made: dict[int, Clause] = {}
    prior: list[Word] = []
    for sentence in _sentences(tokens):
        if all(w.quantity is None for w in sentence):
            prior = sentence
            continue
        kept = [w for w in sentence if w.quantity is not None or not (_hidden(w, hedges, adjuncts) or w.low in QUOTES)]
        _parse(text, retagged(_without_idle_commas(kept)), made, tuple(prior))
        prior = []
    return tuple(made[i] for i in range(len(quantities)))


def _adjuncts(text: str, quantities: Sequence[Quantity]) -> list[Span]:
    """Dates and other words that say when or how, not what."""
    spans = (Span(*m.span()) for m in ADJUNCT.finditer(lower(text)) if AGES.match(text, m.start()) is None)
    return [span for span in spans if not any(q.span.overlaps(span) for q in quantities)]


def _hedges(text: str, q: Quantity) -> Iterator[Span]:
    """The words of the extent before the figure, apart from nouns that are no hedge, each with its « de ».

    « en recul de [près de] 2 % », « réduction des prélèvements de [plus de] 10 % »
    """
    start, after_noun = q.extent.start, -1
    for m in NOUN_WITH_LINK.finditer(text, start, q.span.start):
        said = set(classes(noun := m["noun"].lower()))
        if noun in words("hedge_nouns"):
            continue
        if said & set("nN") or (said & set("aA") and m.start() == after_noun):  # « croissance [organique] de »
            yield Span(start, m.start())
            start = after_noun = m.end()
    yield Span(start, q.span.start)


def _without_idle_commas(words: list[Word]) -> list[Word]:
    """Commas that set off what was masked say nothing any more."""
    kept: list[Word] = []
    for i, word in enumerate(words):
        if word.low == "," and 0 < i < len(words) - 1 and _is_letter(words[i - 1]) and _is_letter(words[i + 1]):
            continue  # « les catégories A, B et C »
        if word.low == "," and (not kept or kept[-1].low == ","):
            if kept and kept[0].tag is not Tag.ADP:  # after « À Lyon, en 2025, » one comma still parts
                kept.pop()
            continue
        kept.append(word)
    return kept


def _is_letter(word: Word) -> bool:
    return len(word.text) == 1 and word.text.isupper()


def _hidden(word: Word, hedges: list[Span], adjuncts: list[Span]) -> bool:
    """Hedges give way to verbs: what a figure « dépasse » is told by that verb."""
    where = word.span
    for span in adjuncts:
        if span.start <= where.start and where.end <= span.end:
            return True
    for span in hedges:
        if span.start <= where.start and where.end <= span.end:
            return word.tag not in (Tag.VERB, Tag.AUX, Tag.INF, Tag.PART)
    return False


def _sentences(words: list[Word]) -> Iterator[list[Word]]:
    sentence: list[Word] = []
    for i, word in enumerate(words):
        following = words[i + 1].text if i + 1 < len(words) else "A"
        if word.low in SENTENCE_END and (word.low == ";" or not following[0].islower()):
            yield sentence
            sentence = []
        else:
            sentence.append(word)
    yield sentence


def _parse(text: str, words: list[Word], made: dict[int, Clause], prior: tuple[Word, ...]) -> None:
    """Take the parentheses out, each as a clause of its own that knows what is around it and the sentence `prior`."""
    plain: list[Word] = []
    inner: list[tuple[list[Word], int]] = []
    depth = 0
    for word in words:
        if word.low == "(":
            depth += 1
            if depth == 1:
                inner.append(([], len(plain) - 1))
                continue
        if word.low == ")" and depth:
            depth -= 1
            if depth == 0:
                continue
        if depth:
            inner[-1][0].append(word)
        else:
            plain.append(word)
    outer = Clause(text, tuple(plain), prior=prior)
    for clause in (outer, *(Clause(text, tuple(ws), outer, gap) for ws, gap in inner)):
        for word in clause.words:
            if word.quantity is not None:
                made[word.quantity] = clause
