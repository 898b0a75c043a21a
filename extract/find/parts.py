"""Steps for parts and multiples: « un patient sur deux », « deux tiers », « une demi-heure », « multiplié par trois »."""

from __future__ import annotations

from decimal import Decimal

from extract.find import ledger
from extract.find.draft import Draft, Drop, Reading
from extract.find.numeral import Numeral, quotient
from extract.find.quantity import Bound, Direction, Kind, Reason
from extract.find.tables import compiled, names, unit_words
from extract.text import Span

WORD = r"(?:[^\W\d_]+['-])*[^\W\d_]+"
ONE_IN = rf"(?P<noun>(?: {WORD}){{0,5}}?(?: de (?:moins|plus) de \d{{1,2}} ans)?) sur (?:les )?"
FOLD = r"(?r)\b(?P<verb>(?P<up>multipli)|(?P<down>divis))\w* (?:presque |quasiment |environ |à peu près )?par (?:plus de |près de |presque |environ |quelque )?"
INSIDE = frozenset(("de", "d", "des", "du", "la", "l", "à", "en", "nos", "nous"))  # small words inside a noun phrase
THEM = ("d'entre eux", "d'entre elles", "d'entre nous")
TIMES = r" fois (?P<half>et demie )?(?:(?P<up>plus|supérieure?s?|mieux|davantage)|(?P<down>moins|inférieure?s?))(?! souvent que)"
TIMES_LEVEL = r" fois (?=le |la |les |l'|son |sa |leur |ce |celui |celle )"


def times_sign(reading: Reading, index: int) -> Draft | None:
    """« x2,5 », « x 3 »; not « 4 x 100 m » nor « 20 x 30 cm »."""
    n = reading.numerals[index]
    if not n.figures:
        return None
    after = reading.line.plain[n.end : n.end + 2]
    if after[:1] == "x" and not after[1:].isalnum() and not n.ordinal:
        return Draft(n.start, n.end + 1, n.value, Kind.MULTIPLIER, "1")  # « 2,3x l’EBITDA »
    if "x" not in reading.line.plain[max(0, n.start - 2) : n.start]:
        return None
    last = reading.last
    if last and last.kind is Kind.MEASUREMENT and reading.line.low[last.span.end : n.start].strip() == "x":
        return None  # « 2,0 cm x 3 cm »
    if m := compiled(r"(?r)(?<![^\W_]|[\d%€$)] )x ?").match(reading.line.plain, max(0, n.start - 4), n.start):
        return Draft(m.start(), n.end, n.value, Kind.MULTIPLIER, "1", direction=Direction.UP)
    return None


def multiplier(reading: Reading, index: int) -> Draft | None:
    n, low = reading.at(index)
    if n.multiplier:
        if compiled(r"(?r)\b(?:se |s'y )").match(low, max(0, n.start - 4), n.start):
            return None  # « se double d'un »
        more = compiled(r"(?r)\bplus que ").match(low, max(0, n.start - 9), n.start)
        bound = Bound.MORE_THAN if more else None
        return Draft(n.start, n.end, n.value, Kind.MULTIPLIER, "1", direction=Direction.UP, bound=bound)
    left = max(reading.floor, n.start - 50)
    if n.parts is None and " par " in low[left : n.start] and (m := compiled(FOLD).match(low, left, n.start)):
        direction = Direction.UP if m["up"] else Direction.DOWN
        return Draft(m.start(), n.end, n.value, Kind.MULTIPLIER, "1", direction=direction)
    last = reading.last
    if (
        (
            last
            and last.kind is Kind.MULTIPLIER
            and (m := compiled(r"(?r)\bpar ").match(low, max(0, n.start - 4), n.start))
        )
        and " par " in low[last.span.start : last.span.end]
        and not compiled(r"[.!?;] ").search(low, last.span.end, n.start)
    ):
        return Draft(m.start(), n.end, n.value, Kind.MULTIPLIER, "1", direction=last.direction)
    if several := _several_times(reading, index):
        return several
    if n.ordinal or not low.startswith(" fois", n.end):
        return None
    if (m := compiled(TIMES).match(low, n.end)) and (not n.one or m["half"]):
        value = n.value + Decimal("0.5") if m["half"] else n.value
        return Draft(
            n.start, m.end(), value, Kind.MULTIPLIER, "1", direction=Direction.UP if m["up"] else Direction.DOWN
        )
    if not n.one and (m := compiled(TIMES_LEVEL).match(low, n.end)):
        return Draft(n.start, m.end() - 1, n.value, Kind.MULTIPLIER, "1")
    if n.decimals and not low.startswith((" par ", "/"), n.end + 5):  # « un ratio de 2,16 fois »
        return Draft(n.start, n.end + 5, n.value, Kind.MULTIPLIER, "1")
    return None


def _several_times(reading: Reading, index: int) -> Draft | None:
    """« 2 à 3 fois plus »."""
    n, low = reading.at(index)
    other = reading.numerals[index + 1] if index + 1 < len(reading.numerals) else None
    if other is None or n.one or low[n.end : other.start] not in (" à ", " ou "):
        return None
    m = compiled(TIMES).match(low, other.end)
    if m is None or n.value >= other.value:
        return None
    way = Direction.UP if m["up"] else Direction.DOWN
    return Draft(n.start, m.end(), n.value, Kind.MULTIPLIER, "1", upper=other.value, ranged=True, direction=way)


def one_in(reading: Reading, index: int) -> Draft | Drop | None:
    """« un patient sur deux », « 9 dossiers sur 10 », « 3 sur 4 »."""
    n, low = reading.at(index)
    if n.decimals or n.scale != 1 or n.parts or n.value == 0 or " sur " not in low[n.end : n.end + 120]:
        return None
    for at, other in enumerate(reading.numerals[index + 1 : index + 3], index + 1):
        m = compiled(ONE_IN).fullmatch(low, n.end, other.start)
        if m is None or other.decimals or other.parts or other.value < n.value or other.value < 2:
            continue
        noun = m["noun"].strip()
        unit = reading.measure(at)
        if unit is not None or noun in ("points", "ans", "jours", "mois", "heures", "km"):
            return None
        following = reading.noun_after(other.end)
        if (
            not n.one
            and following
            and following.endswith(("s", "x"))
            and other.value not in (10, 100, 1000)
            and not noun
        ):
            return None
        if (
            not n.one
            and noun
            and following
            and following.endswith(("s", "x"))
            and other.value not in (2, 3, 4, 5, 10, 100)
        ):
            return None
        noun_alone = compiled(r" de (?:moins|plus) de \d+ ans$").sub(
            "", noun
        )  # « 61 enfants de moins de 3 ans sur 100 »
        words = noun_alone.removeprefix("car").replace("'", " ").split()  # « un car sur quatre »
        often = noun == "fois" and not n.one  # « huit fois sur dix »
        if any(w in names("function") and w not in INSIDE for w in words) and noun not in THEM and not often:
            return None
        if n.one and noun in names("recurring"):
            return Drop(Span(n.start, other.end), Reason.PERIOD)  # « un dimanche sur deux »
        where = Span(m.start("noun") + 1, m.end("noun")) if noun else None
        return Draft(
            n.start,
            other.end,
            quotient(int(n.value), int(other.value)),
            Kind.FRACTION,
            "1",
            noun=where,
            parts=(int(n.value), int(other.value)),
        )
    return None


def and_half(reading: Reading, index: int) -> Draft | None:
    """« deux mandats et demi »: the half of a noun that is no unit."""
    n, low = reading.at(index)
    if n.decimals or n.ordinal or n.parts or n.multiplier or n.scale != 1 or " demi" not in low[n.end : n.end + 40]:
        return None
    m = compiled(r" (?P<noun>[^\W\d_]{3,}) et (?:une? )?demie?(?![\w-])").match(low, n.end)
    if m is None or m["noun"] in names("function") or unit_words().get(m["noun"]):
        return None
    return Draft(n.start, m.end(), n.value + quotient(1, 2), Kind.COUNT, "1", noun=Span(*m.span("noun")), exact=True)


def fraction(reading: Reading, index: int) -> Draft | Drop | None:
    """« un quart », « deux tiers », « moitié », « 1/3 »; not « un quart d'heure », « un tiers de confiance », « demi-tarif »."""
    n, low = reading.at(index)
    if n.parts is None:
        return None
    if part := _part_of_unit(low, n):
        return part
    if low[n.end : n.end + 1] == "-" or compiled(
        r" (?:de finale|d'heure|de confiance|lieux?|payant|de siècle|douzaine|de seconde|de tour|de soupir|temps)\b"
    ).match(low, n.end):
        return Drop(Span(n.start, n.end), Reason.NAME, n.value)
    if n.parts == (1, 3) and not n.figures and _person(low, n):
        return Drop(Span(n.start, n.end), Reason.NAME, n.value)
    if n.figures and "/" in low[n.start : n.end]:
        bottom = n.parts[1]
        label = ledger.label(reading.line, n, bare=True)
        if label or (bottom > 12 and bottom not in (100, 1000)):
            return Drop(Span(n.start, n.end), label or Reason.SCORE, Decimal(n.parts[0]) / bottom)
    compared = (
        compiled(r" (?:(?P<less>moins)|(?P<more>plus))\b").match(low, n.end)
        if low[n.start : n.end] == "moitié"
        else None
    )
    direction = (
        (Direction.DOWN if compared["less"] else Direction.UP) if compared else None
    )  # « moitié moins qu’en 2020 »
    return Draft(n.start, n.end, n.value, Kind.FRACTION, "1", parts=n.parts, direction=direction)


def _person(low: str, n: Numeral) -> bool:
    """Whether « un tiers » is someone else: « le compte d’un tiers », « un tiers qui », not « en recul d’un tiers »."""
    if compiled(r" (?:de|d'|des|du)\b").match(low, n.end):
        return False
    behind = compiled(
        r" (?:peut|doit|qui|dont|identifi|désign|mandat|autoris|indépend|extern|digne|financ|détent|saisi)"
    )
    before = compiled(
        r"(?r)\b(?:par |chez |avec |(?:auprès|compte|celui|part|présence|intervention|responsabilité|aide|fait|profit|bénéfice|domicile) d')"
    )
    return behind.match(low, n.end) is not None or before.match(low, 0, n.start) is not None


def _part_of_unit(low: str, n: Numeral) -> Draft | None:
    """« une demi-heure », « un quart de point », « trois quarts d’heure »; « un quart de siècle » is a figure of speech."""
    m = compiled(rf"(?:-| d'| de |{' ' if n.figures else '(?<=demie?) '})(?P<word>[^\W\d_]+)\b").match(low, n.end)
    unit = unit_words().get(m["word"]) if m else None
    if m is None or unit is None or unit.kind not in (Kind.DURATION, Kind.MEASUREMENT, Kind.POINTS):
        return None
    if (m["word"].endswith("s") and n.parts and n.parts[1] != 2) or m["word"] in ("siècle", "seconde", "pied"):
        return None
    top, bottom = n.parts or (0, 1)
    value = n.value if n.value * bottom == top else Decimal(top) / bottom
    return Draft(n.start, m.end(), value * unit.factor, unit.kind, unit.code)
