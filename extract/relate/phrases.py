"""Noun phrases and predicates in a clause, by the tags of its words."""

from __future__ import annotations

from extract.grammar import Tag
from extract.relate.clause import Clause
from extract.relate.word import Word
from extract.relate.words import words as listed

OF = {"de", "d'", "du", "des"}
AT = {"à", "au", "aux", "en"}
DEFINITE = {"le", "la", "les", "l'"}
LOCATING = {"en", "à", "au", "aux", "dans", "par", "chez", "sur", "sous"}
CLITICS = listed("clitics")
STOPPERS = listed("stoppers")
FINITE = (Tag.VERB, Tag.AUX)
VERBAL = (Tag.VERB, Tag.AUX, Tag.INF, Tag.PART, Tag.GER)
NAMES = (Tag.NOUN, Tag.PROPN)
LONGEST = 16  # words of a phrase


def noun_phrase_end(clause: Clause, start: int) -> int:
    """Where the noun phrase that begins at `start` ends; `start` itself where none begins."""
    words, n = clause.words, len(clause.words)
    i = start
    while i < n and words[i].tag in (Tag.DET, Tag.ADJ, Tag.ADV, Tag.NUM) and words[i].quantity is None:
        i += 1
    if i >= n or words[i].quantity is not None:
        return _adjective_head(words, start, i)
    if words[i].tag not in NAMES and not (words[i].tag is Tag.PART and _nominal(words, i)):
        return _adjective_head(words, start, i)
    i += 1
    while i < n and i - start < LONGEST:
        step = _tail(words, i)
        if not step:
            break
        i += step
    return i


def _adjective_head(words: tuple[Word, ...], start: int, i: int) -> int:
    """« 70 % des libéraux »: an adjective alone, after an article, is the noun."""
    return i if i > start and words[i - 1].tag is Tag.ADJ else start


def _nominal(words: tuple[Word, ...], i: int) -> bool:
    """« 31 tués », « 12 blessés »: a participle right after a numeral or an article."""
    return i > 0 and (words[i - 1].quantity is not None or words[i - 1].tag in (Tag.DET, Tag.ADP))


def _tail(words: tuple[Word, ...], i: int) -> int:
    """How many words at `i` still belong to the noun phrase before."""
    word, rest = words[i], words[i + 1 : i + 4]
    if word.quantity is not None or measures(words, i) or word.low.startswith("représentati"):
        return 0  # « 1 005 personnes représentatives de la population »
    if word.tag in (Tag.ADJ, Tag.PROPN, Tag.NOUN):
        return 1
    if word.tag is Tag.ADV and rest and rest[0].tag is Tag.ADJ:
        return 2
    if word.tag is Tag.PART:
        if word.low in listed("adjectival_participles"):
            return 1
        return 1 if rest and (rest[0].tag in FINITE or rest[0].low in ("qui", "de", "et")) else 0
    if word.low in OF and rest and rest[0].tag is Tag.INF and (len(rest) < 2 or rest[1].tag in FINITE):
        return 2  # « 15 permis de conduire »
    if word.low in OF or word.low == "sans":
        return _complement(rest)
    if word.low in AT and rest and not rest[0].text[:1].isupper():
        return _complement(rest) if word.low != "en" or rest[0].tag is Tag.NOUN else 0
    if word.low in ("et", "ou") and rest and rest[0].low in ("plus", "moins"):
        return 2
    apart = word.span.start - words[i - 1].span.end > 2  # « 1 500 licenciés [en 2028] et l'organisation… »
    if word.low == "et" and rest and (apart or rest[0].low in ("un", "une")):
        return 0  # « deux expositions et un budget »
    if word.low == "et" and rest and rest[0].tag is Tag.DET and _tells_another(words, i + 1):
        return 0  # « 900 emplois et la Charente-Maritime 300 », « les semences et le solde pour… »
    if word.low in ("et", "ou", "&") and rest:
        linked = rest[0].low in OF and words[i - 2].low in OF  # « postes d'infirmiers et d'aides-soignants »
        return _complement(rest[1:]) + 1 if linked and _complement(rest[1:]) else _complement(rest)
    return 0


def _tells_another(words: tuple[Word, ...], i: int) -> bool:
    """Whether the noun phrase whose article stands at `i` is no second noun of the one before, but has a figure of its own."""
    if i + 1 >= len(words) or words[i + 1].tag not in NAMES:
        return False
    if words[i + 1].low in listed("rest_nouns"):
        return True
    behind = words[i + 2 : i + 4]
    return any(w.quantity is not None and all(v.low in OF for v in behind[:n]) for n, w in enumerate(behind))


def measures(words: tuple[Word, ...], i: int) -> bool:
    """Whether a complement at `i` says another figure: « 62 éoliennes [d'une puissance totale de 186 MW] »."""
    if words[i].low not in (*OF, "pour", "avec") or i + 2 >= len(words) or words[i + 1].low not in ("un", "une"):
        return False
    behind = next((w for w in words[i + 3 :] if w.tag is not Tag.ADJ and w.low not in OF), None)
    return words[i + 2].low in listed("indicator_nouns") and behind is not None and behind.quantity is not None


def _complement(rest: tuple[Word, ...]) -> int:
    """Preposition or conjunction plus the noun that it brings: 2 to 4 words, 0 where no noun comes."""
    for i, word in enumerate(rest):
        if word.quantity is not None:
            return 0
        if word.tag in NAMES:
            return i + 2
        if word.tag not in (Tag.DET, Tag.ADJ, Tag.NUM):
            return 0
    return 0


def noun_phrase_start(clause: Clause, end: int) -> int:
    """Where the noun phrase that ends before `end` begins; `end` itself where none ends there."""
    words = clause.words
    i = end
    while i > 0 and end - i < LONGEST:
        word = words[i - 1]
        if word.quantity is not None or (word.low == "et" and i < end and words[i].low in ("un", "une")):
            break
        if word.tag is Tag.NOUN and i < end and words[i].low in ("un", "une"):
            break  # « vise pour l'exercice [une marge opérationnelle] »
        if (
            word.tag in (Tag.NOUN, Tag.PROPN, Tag.ADJ, Tag.DET, Tag.NUM)
            or word.low in OF | {"&"}
            or (word.tag is Tag.PART and not _is_predicate(words, i - 1))
            or (
                i < end
                and (word.low in AT or word.low in ("et", "ou", "par", "sur", "contre"))
                and i > 1
                and words[i - 2].tag in (*NAMES, Tag.ADJ, Tag.PART)
            )
        ):
            i -= 1
        else:
            break
    if i > 0 and words[i - 1].quantity is not None:  # « 25 postes et [la rénovation] »
        i = next((j for j in range(end - 1, i, -1) if words[j].tag is Tag.DET and words[j - 1].low == "et"), i)
    while i < end and (words[i].tag in (Tag.DET, Tag.ADP, Tag.CONJ) or words[i].low in OF):
        i += 1
    aged = 1 < i < end - 1 and words[i].text.isdigit() and words[i + 1].low == "ans"  # « les moins de 35 ans »
    return i - 2 if aged and words[i - 1].low == "de" and words[i - 2].low in ("moins", "plus") else i


def _is_predicate(words: tuple[Word, ...], participle: int) -> bool:
    """« est soutenue », « est particulièrement soutenue »: no participle of a noun."""
    before = participle - 1
    while before > 0 and words[before].tag is Tag.ADV:
        before -= 1
    return before >= 0 and words[before].tag in FINITE


def predicate_end(clause: Clause, start: int) -> int:
    """Where the predicate that begins with the verb at `start` ends."""
    words, n = clause.words, len(clause.words)
    i = start + 1
    while i < n:
        word = words[i]
        if word.tag is Tag.PUNCT and word.low not in ("'", "’", "-", "/", "&"):
            break
        beyond = i > start + 1 or words[start].tag is Tag.PART
        if word.low in STOPPERS or (beyond and _names_place(words, i)):
            break
        if word.quantity is not None and i > start + 1:
            return _before_figure(words, start, i)
        if word.tag is Tag.CONJ and (i + 1 >= n or words[i + 1].quantity is not None or _new_clause(words, i + 1)):
            break
        i += 1
    return i


def _names_place(words: tuple[Word, ...], i: int) -> bool:
    """« en Bretagne », « dans le département du Var »: where, which is another slot."""
    if words[i].low not in ("à", "au", "aux", "en", "dans", "sur"):
        return False
    after = i + 2 if i + 1 < len(words) and words[i + 1].tag is Tag.DET else i + 1
    if after >= len(words):
        return False
    named = words[after].text[:1].isupper() and words[after].tag in NAMES
    return words[after].low in listed("territory_nouns") or (named and words[i].low != "sur")


def _before_figure(words: tuple[Word, ...], start: int, at: int) -> int:
    """Back over the complement that holds another figure: « écoulées [pour une valeur de 41 M€] »."""
    i = at
    while i > start + 1 and words[i - 1].tag in (Tag.ADP, Tag.DET, Tag.NOUN, Tag.ADJ, Tag.ADV):
        i -= 1
        if words[i].tag is Tag.ADP and words[i].low not in OF:
            break
    return i


def _new_clause(words: tuple[Word, ...], i: int) -> bool:
    """A subject of its own follows: « … et la collecte recule »."""
    if words[i].tag in FINITE or words[i].tag is Tag.PART:
        return False
    for word in words[i : i + 8]:
        if word.tag is Tag.PUNCT or word.quantity is not None:
            return False
        if word.tag in FINITE:
            return True
    return False


def next_finite(clause: Clause, start: int, stop: int | None = None) -> int | None:
    """The first finite verb from `start` on, before `stop`."""
    words = clause.words
    return next((i for i in range(start, len(words) if stop is None else stop) if words[i].tag in FINITE), None)


def last_finite(clause: Clause, end: int) -> int | None:
    """The last finite verb before `end`."""
    return next((i for i in range(end - 1, -1, -1) if clause.words[i].tag in FINITE), None)


def finite_after(clause: Clause, start: int) -> int | None:
    """The finite verb of the noun phrase that ends at `start`, over its complements and one aside between commas."""
    words, n = clause.words, len(clause.words)
    if start < n and (words[start].tag is Tag.REL or words[start].low in ("que", "qu'")):
        return _over_relative(words, start)
    i = start
    joined = False
    while i < n:
        word = words[i]
        if word.tag in FINITE:
            return i
        if joined and word.low == "qui" and i + 1 < n and words[i + 1].tag in FINITE:
            return i + 1  # « 5 lits et 20 places qui ont été armés »
        if word.low == "et" and i + 1 < n and words[i + 1].low in ("un", "une"):
            i = noun_phrase_end(clause, i + 1)  # « 12 maisons et une grange ont été détruites »
            return i if i < n and words[i].tag in FINITE else None
        if word.low in ("après", "avant") and i + 1 < n and words[i + 1].tag is Tag.NOUN:
            i += 2  # « 12 retours à domicile après hospitalisation sont… »
            continue
        if (
            word.low == "dont"
            and i + 1 < n
            and (words[i + 1].quantity is not None or words[i + 1].low in ("un", "une"))
        ):
            i += 2  # « 27 décès dont un à domicile ont été répertoriés »
            continue
        if word.low == ",":
            if i + 1 < n and words[i + 1].quantity is not None:
                i += 2
                continue
            closing = next((j for j in range(i + 1, min(i + 16, n)) if words[j].low == ","), None)
            if closing is None or closing + 1 >= n:
                return None
            # « , longs de 12 à 24 m, », « , soit 10,8 % de la population, »
            sized = words[i + 1].low in OF and words[i + 2].low in ("un", "une")  # « , d'un coût de 9,8 M€, »
            told = sized or words[i + 1].low in ("dont", "soit") or words[i + 1].tag in (Tag.ADJ, Tag.PART, Tag.GER)
            if not told and any(w.quantity is not None for w in words[i:closing]):
                return None
            after = closing + 1
            while after < n and words[after].low in CLITICS:
                after += 1
            return after if after < n and words[after].tag in FINITE else None
        if word.tag is Tag.CONJ and i + 1 < n and words[i + 1].quantity is not None:
            joined = True
            i += 2
            continue
        if (
            word.quantity is not None
            or word.tag in (Tag.SUB, Tag.REL, Tag.CONJ, Tag.PUNCT, Tag.INF)
            or word.low in STOPPERS
        ):
            return None
        i += 1
    return None


def _over_relative(words: tuple[Word, ...], start: int) -> int | None:
    """The verb behind a relative clause: « 32 entreprises dont le taux dépasse la moyenne [ont] été rencontrées »."""
    inner = False
    for i in range(start + 1, len(words)):
        word = words[i]
        if word.tag in (Tag.PUNCT, Tag.SUB, Tag.REL, Tag.CONJ) or word.quantity is not None:
            return None
        if word.tag in FINITE and words[i - 1].tag is not Tag.PRON and words[i - 1].low not in CLITICS:
            if inner and words[i - 1].tag is not Tag.AUX:
                return i
            inner = True
        inner = inner or word.tag in FINITE
    return None


def verb_after(clause: Clause, start: int) -> int | None:
    """The finite verb or participle that follows at once, over clitics, adverbs and « qui »."""
    words = clause.words
    for i in range(start, min(start + 4, len(words))):
        word = words[i]
        if word.tag in (*FINITE, Tag.PART):
            return i
        if not (word.tag is Tag.ADV or word.low in CLITICS or word.low == "qui" or word.tag is Tag.PRON):
            return None
    return None


def group_start(clause: Clause, verb: int) -> int:
    """The first word of the verb group: « s'appuie », « a été doté »."""
    words = clause.words
    i = verb
    if words[verb].tag is Tag.PART:  # « ont en revanche cédé »
        for j in range(verb - 1, max(-1, verb - 5), -1):
            if words[j].tag is Tag.AUX:
                i = j
                break
            if words[j].tag in (Tag.PUNCT, Tag.DET, Tag.CONJ, Tag.REL) or words[j].quantity is not None:
                break
    while i > 0 and (
        words[i - 1].tag is Tag.AUX
        or (words[i - 1].tag is Tag.PART and words[i].tag in (Tag.PART, Tag.ADV, Tag.INF))  # but « le parc privé est… »
        or (words[i - 1].low in CLITICS and words[i - 1].tag in (Tag.PRON, Tag.ADV))
        or (words[i - 1].tag is Tag.ADV and i > 1 and words[i - 2].tag in (Tag.AUX, Tag.VERB))
        or (words[i - 1].tag is Tag.VERB and words[i].tag in (Tag.INF, Tag.PART))
    ):
        i -= 1
    return i


def subject(clause: Clause, verb: int) -> tuple[int, int] | None:
    """The noun phrase or pronoun before a verb group, as start and end; None where there is none.

    That of an infinitive behind a preposition is that of the finite verb before: « prévoit de recruter et d'investir ».
    """
    words = clause.words
    end = group_start(clause, verb)
    reflexive = words[end].low in ("s'", "se")  # « pour s'établir à »
    if words[verb if reflexive else end].tag is Tag.INF and end > 0 and words[end - 1].tag is Tag.ADP:
        main = last_finite(clause, end)
        return subject(clause, main) if main is not None else None
    if end > 1 and words[end - 1].low == "et" and words[verb].tag in FINITE:
        main = last_finite(clause, end - 1)  # « qui réunit 120 adhérents et représente 90 % des ventes »
        return subject(clause, main) if main is not None else None
    while end > 0 and (
        words[end - 1].tag is Tag.ADV
        or (words[end - 1].low in CLITICS and (words[end - 1].tag is Tag.PRON or words[end - 1].low == "en"))
    ):
        end -= 1
    if end > 0 and words[end - 1].tag is Tag.REL:
        end -= 1
        if end > 0 and words[end - 1].low == ",":
            end -= 1
    elif end > 0 and words[end - 1].low == ",":
        end = _over_aside(words, end)
    if end > 0 and words[end - 1].tag is Tag.PRON:
        return end - 1, end
    if end > 2 and words[end - 1].quantity is not None and words[end - 2].low in OF:
        end -= 2  # « Un don de 100 euros revient à 25 euros »
    start = _clause_start(words, end)
    if start == end or words[start].tag is not Tag.DET or any(w.quantity is not None for w in words[start:end]):
        start = noun_phrase_start(clause, end)
    if end - start > 2 and words[start].tag is Tag.PART and words[start + 1].low in ("par", "de", "d'", "des", "du"):
        start += 2  # « , portées par les centres de données, qui pèsent un quart de l'activité »
    if start + 1 < end and words[start].low in ("seul", "seule", "seuls", "seules") and words[start + 1].tag is Tag.DET:
        start += 1  # « Seules les espèces généralistes progressent »
    while start < end and words[start].tag is Tag.DET:
        start += 1
    return (start, end) if start < end else None


def _clause_start(words: tuple[Word, ...], end: int) -> int:
    """Back to the word after the last comma, verb or conjunction of clauses."""
    i = end
    while i > 0 and words[i - 1].tag not in (Tag.PUNCT, Tag.VERB, Tag.AUX, Tag.SUB, Tag.REL):
        if words[i - 1].tag is Tag.CONJ and i < end and words[i].tag is Tag.DET and words[i - 1].low != "ou":
            break
        i -= 1
    return i


def _over_aside(words: tuple[Word, ...], end: int) -> int:
    """Over « , composé de 12 sites, » back to the comma that opened it; over a lone comma."""
    for i in range(end - 2, 0, -1):
        if words[i].low == ",":
            return i
    return end - 1
