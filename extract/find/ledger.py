"""The ledger: numbers that are no claim, each with its reason.

The rows of `ledger_rows` are tried behind one pattern a kind; what needs more than a shape follows as functions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from extract import regex
from extract.find.ledger_rows import ROWS, Row
from extract.find.line import Line
from extract.find.numeral import Numeral
from extract.find.quantity import Reason
from extract.find.tables import compiled, names

REACH = 240  # characters: no row is longer, and a run of digits and commas costs no more than that at each number
NUMBER_SIGN = r"(?r)\b(?:n(?:°|º|os?|°s)|numéros?)[ .:]{0,2}"
PRECEDING_WORD = r"(?r)(?<![\w'])(?P<word>[^\W\d_][\w'.-]*)(?P<sign> n(?:°|º|os?|°s)| numéros?)?[ .:]{1,2}-?"
ITEM = r"(?r)\b(?:aux?|du) (?:\d{1,2}°(?:,| et| ou) )*"
LAW = r"\b(?:articles?|alinéas?|[lrd]\. ?\d|loi n)"
QUOTES = frozenset('«“"')
TITLED = r"(?r)\b(?:projets?|programme|plan|label|opération|dispositif|campagne|concours|initiative|prix|trophée|charte|réseau|collectif|journée|exposition) (?:\w+ )?"
INSIDE_QUOTES = r"(?r)[«“\"](?P<head>[^«»“”\".;!?]{0,30})"


@dataclass(frozen=True, slots=True)
class Door:
    """The rows of one kind as one pattern, a group a row: the first group that matches is the first row to try."""

    pattern: regex.Pattern[str]
    rows: tuple[int, ...]  # their places in ROWS

    def first(self, text: str, start: int, end: int) -> int:
        """The place of the first row that may match; len(ROWS) where none does, as for most numbers."""
        m = self.pattern.match(text, start, end)
        return self.rows[m.lastindex - 1] if m and m.lastindex else len(ROWS)


@cache
def _doors() -> tuple[Door, Door, Door, Door]:
    """Rows go by their shape where their lead is common or none, else by their lead; those that mind capitals apart."""
    return _door(False, False), _door(True, False), _door(False, True), _door(True, True)


def _door(lead: bool, cased: bool) -> Door:
    at = tuple(i for i, row in enumerate(ROWS) if row.cased is cased and lead is _by_lead(row))
    patterns = (ROWS[i].before if lead else ROWS[i].whole for i in at)
    groups = "|".join(f"({p.replace('(?P<s>', '(?:').replace('(?P=s)', '[/.-]')})" for p in patterns)
    return Door(regex.compile(("(?r)" if lead else "") + f"(?:{groups})"), at)


def _by_lead(row: Row) -> bool:
    return bool(row.before) and not row.common


@cache
def _tries() -> tuple[tuple[Row, str, int], ...]:
    """Each row with the pattern of its lead and the number of its door."""
    return tuple((row, "(?r)" + row.before if row.before else "", _by_lead(row) + 2 * row.cased) for row in ROWS)


def row_of(line: Line, n: Numeral) -> tuple[int, Reason] | None:
    """The end and the reason of the first row that matches at a number in figures."""
    at, left, reach = n.start, max(0, n.start - 60), n.start + REACH
    shapes, leads, cased_shapes, cased_leads = _doors()
    first = (
        shapes.first(line.low, at, reach),
        leads.first(line.low, left, at),
        cased_shapes.first(line.plain, at, reach),
        cased_leads.first(line.plain, left, at),
    )
    tries = _tries()
    for place in range(min(first), len(tries)):
        row, lead, door = tries[place]
        if place < first[door]:
            continue
        text = line.plain if row.cased else line.low
        if lead and not compiled(lead).match(text, left, at):
            continue
        if m := compiled(row.whole).match(text, at, reach):
            return max(m.end(), n.end) if n.ordinal else m.end(), row.reason
    return None


def item_of_law(line: Line, n: Numeral) -> int | None:
    """Where « 3° » ends that is no temperature: an item, behind « au » or in words that speak of articles."""
    if n.digits > 2 or n.decimals or not line.low.startswith("°", n.end) or line.low.startswith("°c", n.end):
        return None
    item = compiled(ITEM).match(line.low, 0, n.start) or compiled(LAW).search(
        line.low, max(0, n.start - 300), n.end + 300
    )
    return n.end + 1 if item else None


def glued(line: Line, n: Numeral) -> tuple[int, int, Reason] | None:
    """A number inside a word (« A320 », « CO2 », « Covid-19 », « FR0014002187 », « m2 » alone): start, end, reason."""
    at = n.start
    if at == 0 or not (
        line.low[at - 1].isalpha()
        or (line.low[at - 1] in "-_/" and at > 1 and line.low[at - 2].isalpha())
        or (
            line.plain[at - 1] == "." and compiled(r"(?r)\b[A-Z]{1,3}\.").match(line.plain, max(0, at - 4), at)
        )  # « BA.5 »
    ):
        return None
    head = compiled(r"(?r)[^\W_][\w-]*").match(line.plain, max(0, at - 40), at)
    tail = compiled(r"[\w-]*(?:[./]\d+)*").match(line.plain, n.start)
    start, end = head.start() if head else at, tail.end() if tail else n.end
    word = line.plain[start:end]
    if line.plain[start:at] in ("EUR", "USD", "GBP", "CHF"):
        return None  # « EUR29,99 »
    digits = sum(c.isdigit() for c in word)
    return start, max(end, n.end if not n.spaced else end), Reason.IDENTIFIER if digits >= 6 else Reason.NAME


def label(line: Line, n: Numeral, bare: bool) -> Reason | None:
    """The reason given by the word just before: « article 11 », « axe 2 », « la RN 12 », « n° 7 », « Boeing 737 ».

    `bare`: no plural noun follows that the number could count, so that a noun before it can claim the number.
    """
    sign = compiled(NUMBER_SIGN).match(line.low, max(0, n.start - 12), n.start)
    m = compiled(PRECEDING_WORD).match(line.low, max(0, n.start - 40), n.start)
    if m is None:
        return Reason.NUMBERING if sign else None
    word = m["word"].rstrip(".'")
    word = word.rpartition("'")[2]
    ours = not bare and "nos" in (word, (m["sign"] or "").strip())  # « nos 640 agents », and not « nos 12 et 13 »
    if (m["sign"] or sign) and not ours:
        return Reason.REFERENCE if word in names("reference") else Reason.NUMBERING
    if word in names("address"):
        return Reason.ADDRESS
    if n.spaced or n.scale != 1 or (not bare and word in names("people")):
        return None
    if word in names("reference"):
        return Reason.REFERENCE
    if word in names("numbering"):
        return Reason.NUMBERING
    if word in names("roads") and (len(word) > 2 or line.plain[m.start()].isupper()):
        return Reason.NAME
    return None


def numbered(line: Line, n: Numeral) -> bool:
    """« l’amendement numéro trente-six », « l’article dix-neuf »."""
    return (
        compiled(r"(?r)\b(?:numéros?|articles?|amendements?|n°) ").match(line.low, max(0, n.start - 14), n.start)
        is not None
    )


def quoted_name(line: Line, n: Numeral) -> bool:
    """A short name in quotes that holds the number: « 24 heures sans téléphone », « Atelier 2.0 »."""
    if not QUOTES.intersection(line.plain[max(0, n.start - 34) : n.start]):
        return False
    head = compiled(INSIDE_QUOTES).match(line.plain, max(0, n.start - 34), n.start)
    if head is None:
        return False
    titled = compiled(TITLED).match(line.low, max(0, head.start() - 40), head.start())
    tail = compiled(rf"[^«»“”\".;!?{'' if titled else '%€'}]{{0,40}}[»”\"]").match(line.plain, n.end)
    inside = head["head"].strip()
    short = tail is not None and len(inside) <= 14 and tail.group().strip(' »”"') == ""  # « ville à 30 »
    return tail is not None and (short or not inside or inside[0].isupper()) and "," not in inside
