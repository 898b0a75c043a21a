"""What stands around a quantity: its hedge, its direction, its statistic, and how far its words reach."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from extract import regex
from extract.find.line import Line, fold, word_before, word_behind
from extract.find.quantity import Bound, Direction, Statistic
from extract.find.tables import DE, LE, alternation, compiled, quick, table
from extract.text import Span

HEDGE_WINDOW, CHANGE_WINDOW, CLAUSE_WINDOW = 70, 110, 130
MOST_WORDS = 1 << 14  # neighbours of numbers that are remembered
BOUNDS = (Bound.AT_MOST, Bound.AT_LEAST, Bound.LESS_THAN, Bound.MORE_THAN, Bound.NEARLY, Bound.ABOUT)
# Between a word of change and its quantity: « hausse (de la fréquentation en moyenne) de », at most eight words without a stop.
BETWEEN = r"(?: (?!à |contre |est |sont |a |ont |qui |que )[^\s.;:!?,()«»]+|, (?:elles?|ils?|lui|eux),){0,8}?"
STOP = regex.compile(r"[.;!?](?= |$)|[()]| (?:et|mais|tandis que|alors que|quand|contre) ")
# « le reste à vivre médian des ménages, une fois payés le loyer et les charges, s’établit à »
INSERTED = r", [^,.;:!?()]{1,80},(?= (?:s'établ|s'élèv|attein|est |était |ressor|représent|culmin))"
ONE_NOUN = r"(?: (?:de |d')(?!son |sa |leur ))? ?[^\W\d_]+"
MEAN_AFTER = r"(?:(?: [^\W\d_]+){0,3}) \(?en moyenne\b|(?: (?:de |d')(?!la |les? )[^\W\d_]+)? moyen(?:ne)?\b(?! terme)| de moyenne\b"
NEXT_FIGURE = r" (?:de |d'|à |près de |plus de |moins de |environ )?(?!(?:19|20)\d\d\b)\d"  # « donnent en moyenne 4 heures »: the mean is that one
STATISTIC_STEMS = ("moye", "médian", "maxim", "minim", "pic ", "record ", "pointe ", "culmin", " plus ")
LESS_OF = r" (?:de |d')?[^\W\d_]+ en (?:(?P<up>plus)|moins)(?! d)\b"  # « 11 % de tués en moins »
MORE_OF = r" (?:de |d')[^\W\d_]+ (?:supplémentaires?|additionnel(?:le)?s?)\b"
NOUNS_BETWEEN = r"(?P<one> (?!de |d')[^\W\d_]+)(?P<two> (?!de |d')[^\W\d_]+)?(?: (?!de |d')[^\W\d_]+){0,2}"
END_OF_MORE = r" (?:de (?:plus|moins) qu|(?:de|en) (?:plus|moins)(?: \(| et | en (?:un|une|deux|trois|quatre|cinq|six|dix|\d+) | sur (?:un|le|la|trois) |[.,;)]|$))"  # « 28 tués en moins. »
LEVEL = rf"(?:(?:(?:qui |en )?(?:atteint|atteignant|est de|était de|a été de|sera de|s'élève à|s'établit à|s'établissant à|ressort à|culmine à|représente)|:) (?:d')?{LE})"
# « a reculé de 2 100 en 2022 à 1 450 en 2025 »: two levels, no change by the first
TO_LEVEL = r"(?: [^\W\d_]+){0,3} (?:en|fin|début|au|à) (?:[^\W\d_]+ ){0,3}(?:19|20)\d\d,? à (?:(?:près|plus|moins) d[e'] ?|environ |quelque )?\d"
EN = r"(?: en moyenne| en un an| sur un an| environ| encore| même| ainsi| globalement| respectivement| par an| chacun)?"


@dataclass(slots=True)
class Modifiers:
    bound: Bound
    direction: Direction | None
    statistic: Statistic | None
    extent: Span


@cache
def _before() -> tuple[tuple[Bound, regex.Pattern[str]], ...]:
    rows = table("modifiers")["before"]
    return tuple((b, regex.compile(r"(?r)(?<![\w-])" + alternation(rows[b]))) for b in BOUNDS)


@cache
def _after() -> tuple[tuple[Bound, regex.Pattern[str]], ...]:
    rows = table("modifiers")["after"]
    return tuple((Bound(b), regex.compile(alternation(rows[b]) + r"(?![^\W_])")) for b in rows)


@cache
def _between() -> regex.Pattern[str]:
    return regex.compile(r"(?r)(?<![\w-])" + alternation(table("modifiers")["between"]["before"]))


@cache
def _changes(direction: Direction) -> tuple[regex.Pattern[str], ...]:
    """Patterns of one direction: before « de », as a verb with its object, as a noun with a verb of level; after the quantity."""
    rows = table("changes")
    by = regex.compile(
        rf"(?r)(?<![^\W_]){alternation(rows['by'][direction])}(?![^\W_]){BETWEEN}(?: que)?{EN} (?:{DE}|comprise?s? |pouvant aller |allant |estimée?s? à |évaluée?s? à ){LE}"
    )
    of = regex.compile(rf"(?r)(?<![^\W_]){alternation(rows['of'][direction])}(?: que)?{EN} {LE}")
    after = regex.compile(rf" {alternation(rows['after'][direction])}(?![^\W_])")
    noun = regex.compile(rf"(?r)(?<![^\W_]){alternation(rows['noun'][direction])}(?![^\W_]){BETWEEN} ?{LEVEL}")
    return by, of, noun, after


# -- the patterns that a word may end or begin: a number's neighbour is one of few words, most of which end no pattern ------


@lru_cache(maxsize=MOST_WORDS)
def _hedges_ending(word: str) -> tuple[tuple[Bound, regex.Pattern[str]], ...]:
    return tuple((b, p) for b, p in _before() if p.match(word, partial=True))


@lru_cache(maxsize=MOST_WORDS)
def _hedges_beginning(word: str) -> tuple[tuple[Bound, regex.Pattern[str]], ...]:
    return tuple((b, p) for b, p in _after() if p.match(word, partial=True))


@lru_cache(maxsize=MOST_WORDS)
def _changes_ending(word: str) -> tuple[tuple[Direction, regex.Pattern[str]], ...]:
    return tuple((d, p) for d in Direction for p in _changes(d)[:3] if p.match(word, partial=True))


@lru_cache(maxsize=MOST_WORDS)
def _changes_beginning(word: str) -> frozenset[Direction]:
    return frozenset(d for d in Direction if _changes(d)[3].match(word, partial=True))


@cache
def _statistics() -> tuple[tuple[Statistic, regex.Pattern[str]], ...]:
    rows = table("modifiers")["statistic"]
    return tuple((Statistic(s), regex.compile(rf"(?<![^\W_]){alternation(rows[s])}(?![^\W_])")) for s in rows)


def modifiers(line: Line, span: Span, floor: int, clause: int, ceiling: int, ranged: bool, counts: bool) -> Modifiers:
    """The modifiers of the quantity at `span`, between `floor` and `ceiling`, its neighbours' edges (`clause`: the last quantity's); `ranged`: « 3 à 4 », `counts`: it counts nouns."""
    start, end = span.start, span.end
    bound, start = _hedge_before(line, start, floor)
    if bound is None:
        bound, end = _hedge_after(line, end, ceiling)
    if ranged:
        if m := _between().match(line.low, max(floor, start - HEDGE_WINDOW), start):
            start = m.start()
        bound = Bound.BETWEEN
    direction, start, end = _direction(line, span, start, end, clause, ceiling, counts)
    statistic = _statistic(line, start, end, clause, ceiling)
    return Modifiers(bound or Bound.EXACTLY, direction, statistic, Span(start, end))


def hedge_before(text: str) -> Bound | None:
    """The hedge that the end of a text puts on the number that would follow it."""
    return _hedge_before(fold(text), len(text), 0)[0]


def _hedge_before(line: Line, start: int, floor: int) -> tuple[Bound | None, int]:
    """The hedge that ends at `start`, the longest of all rows."""
    found: tuple[int, Bound] | None = None
    for bound, pattern in _hedges_ending(word_before(line.low, start, floor)):
        m = pattern.match(line.low, max(floor, start - HEDGE_WINDOW), start)
        if m and (found is None or m.start() < found[0]):
            found = m.start(), bound
    if (
        found
        and line.low[found[0] : start].startswith("autour")
        and not compiled(r"\d[\d ]+\d|\d\d|\w{5}").match(line.low, start)
        and not compiled(r"\d+(?:,\d+)? ?[%€]").match(line.low, start)
    ):
        return None, start  # « s’articule autour de trois axes »
    return (found[1], found[0]) if found else (None, start)


def _hedge_after(line: Line, end: int, ceiling: int) -> tuple[Bound | None, int]:
    """The hedge that follows, also behind one noun: « 7 000 environ », « 7 000 naissances environ », « 50 salariés ou plus »."""
    noun = quick(ONE_NOUN).match(line.low, end, ceiling)
    for at in (end, noun.end()) if noun else (end,):
        for bound, pattern in _hedges_beginning(word_behind(line.low, at)):
            if m := pattern.match(line.low, at, ceiling):
                return bound, m.end() if at == end else end
    return None, end


def _direction(
    line: Line, span: Span, start: int, end: int, clause: int, ceiling: int, counts: bool
) -> tuple[Direction | None, int, int]:
    sign = line.plain[span.start : span.start + 1]
    if sign in "+-" and sign:
        return (Direction.UP if sign == "+" else Direction.DOWN), start, end
    if found := _change_after(line, start, end, ceiling, counts):
        return found[0], start, found[1]
    left = max(clause, start - CHANGE_WINDOW)
    best: tuple[int, Direction] | None = None
    for direction, pattern in _changes_ending(word_before(line.low, start, left)):
        m = pattern.match(line.low, left, start)
        if m and (best is None or m.start() > best[0]):
            best = m.start(), direction
    if best is None or (" à " in line.low[end : end + 60] and compiled(TO_LEVEL).match(line.low, end)):
        return None, start, end
    if counts and line.low[best[0] : start].rstrip().endswith(":"):
        return None, start, end  # « tire la croissance : 52 300 joueuses »
    return best[1], best[0], end


def _change_after(line: Line, start: int, end: int, ceiling: int, counts: bool) -> tuple[Direction, int] | None:
    """The direction said behind the quantity, and where its words end: « 9 points de plus », « 45 agents de plus qu’en 2023 »."""
    ahead = " en " in line.low[end : end + 40]
    if ahead and (of := compiled(LESS_OF).match(line.low, end, max(end, ceiling))):
        return (Direction.UP if of["up"] else Direction.DOWN), end
    if line.low[end - 1 : end] == "%" and compiled(MORE_OF).match(line.low, end, max(end, ceiling)):
        return Direction.UP, end  # « 4 % de trains supplémentaires »
    noun = quick(NOUNS_BETWEEN).match(line.low, end, ceiling) if counts else None
    for direction in (Direction.UP, Direction.DOWN):
        after = _changes(direction)[3]
        if direction in _changes_beginning(word_behind(line.low, end)) and (
            m := after.match(line.low, end, max(end, ceiling))
        ):
            return direction, m.end()
        for at in (noun.end("one"), noun.end("two"), noun.end()) if noun else ():
            if at < 0 or direction not in _changes_beginning(word_behind(line.low, at)):
                continue
            found = after.match(line.low, at, max(at, ceiling))
            if found and compiled(END_OF_MORE).match(line.low, at):
                return direction, end
            if found and found.group().startswith((" supplém", " additionnel")):
                return direction, end
    return None


def _statistic(line: Line, start: int, end: int, floor: int, ceiling: int) -> Statistic | None:
    """A statistic word in the clause that leads to the quantity, or right behind it."""
    left = line.low[max(floor, start - CLAUSE_WINDOW) : end]
    ahead = "moyen" in line.low[end : end + 60]
    m = compiled(MEAN_AFTER).match(line.low, end, min(ceiling, end + 60)) if ahead else None
    mean_after = m is not None and not compiled(NEXT_FIGURE).match(line.low, m.end())
    if not any(stem in left for stem in STATISTIC_STEMS):
        return Statistic.MEAN if mean_after else None
    if ", " in left:
        left = compiled(INSERTED).sub("", left)
    stops = [m.end() for m in STOP.finditer(left, 0, max(0, len(left) - (end - start)))]
    clause = left[stops[-1] :] if stops else left
    for statistic, pattern in _statistics():
        if pattern.search(clause):
            return statistic
    return Statistic.MEAN if mean_after else None
