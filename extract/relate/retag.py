"""What the words around a figure tell of its neighbours, where the tagger took them for something else."""

from __future__ import annotations

from extract.grammar import Tag
from extract.grammar.classes import UNKNOWN, classes
from extract.relate.word import Word
from extract.relate.words import words as listed

SUBJECTS, CLITICS = {"il", "elle", "ils", "elles", "on"}, {"ne", "n'", "en", "y", "se", "s'", "le", "la", "les"}
AT = {"à", "au", "aux"}
FIXED = {"issu": Tag.PART, "issus": Tag.PART, "issues": Tag.PART, "forma": Tag.ADJ}
"""« issus de 124 pays », « chiffre d'affaires pro forma »"""
QUALIFYING = {"moyenne", "moyennes", "courant", "net", "brut"}
"""« durée moyenne de séjour », « résultat courant », « revenu net »: behind a noun neither verb nor adverb."""
FINITE_FORMS, NOUN_FORMS = set("fF"), set("nN")  # the dictionary's classes


def retagged(words: list[Word]) -> list[Word]:
    """The words of a sentence with the tags that only a figure or the lack of a verb can tell."""
    tags = [_told(words, i) for i in range(len(words))]
    words = [word if tag is None else word.tagged(tag) for word, tag in zip(words, tags, strict=True)]
    if _heads_label(words):
        words[0] = words[0].tagged(Tag.NOUN)
    verbless = False
    for i, word in enumerate(words):
        if i == 0 or words[i - 1].low == ":":  # « L'équipe compte 22 médecins : cinq postes restent vacants »
            end = next((j for j in range(i, len(words)) if words[j].low == ":"), len(words))
            verbless = not any(w.tag in (Tag.VERB, Tag.AUX) and w.low != "soit" for w in words[i:end])
        if word.quantity is not None or word.tag not in (Tag.NOUN, Tag.ADJ) or word.low in QUALIFYING:
            continue
        kind = classes(word.low)
        finite = not FINITE_FORMS.isdisjoint(kind)
        rare = verbless and kind == UNKNOWN and word.low.endswith("ent") and _has_object_before(words, i)
        if rare or (
            finite
            and (
                (verbless and _may_be_verb(words, i))
                or _begins_clause(words, i)
                or _after_share(words, i)
                or _gives_them(words, i)
            )
        ):
            words[i] = word.tagged(Tag.VERB)
            if words[i - 1].low == "leur":
                words[i - 1] = words[i - 1].tagged(Tag.PRON)
            verbless = False
    return words


def _told(words: list[Word], i: int) -> Tag | None:
    """What its neighbours tell that a word is, None where they tell nothing else than the tagger."""
    low, tag = words[i].low, words[i].tag
    if low in FIXED:
        return FIXED[low]
    if _qualifies(words, i):
        return Tag.ADJ
    if tag is Tag.PART:
        return Tag.NOUN if _is_counted(words, i) else Tag.VERB if _has_pronoun(words, i) else None
    if tag is Tag.VERB:
        return Tag.NOUN if _is_complement(words, i) else Tag.PART if _is_passive(words, i) else None
    if low == "dure" and _precedes_figure(words, i):
        return Tag.VERB  # « Une session dure 48 minutes »
    if low == "grâce" and i + 1 < len(words) and words[i + 1].low in AT:
        return Tag.ADP
    return None


def _qualifies(words: list[Word], i: int) -> bool:
    """« revenu net », « bracelets anti-rapprochement »"""
    able = words[i].low in QUALIFYING or words[i].low.startswith("anti-")
    return able and i > 0 and words[i - 1].tag in (Tag.NOUN, Tag.ADJ)


def _is_passive(words: list[Word], i: int) -> bool:
    """« Chaque kilowattheure produit est vendu… »: no verb right before « est »."""
    if words[i].tag is not Tag.VERB or i + 1 == len(words) or words[i + 1].low not in ("est", "sont"):
        return False
    return i > 0 and words[i - 1].tag is Tag.NOUN and "P" in classes(words[i].low)


def _precedes_figure(words: list[Word], i: int) -> bool:
    return i + 1 < len(words) and words[i + 1].quantity is not None


def _is_counted(words: list[Word], i: int) -> bool:
    """« 15 permis de conduire »: no participle, but what is counted."""
    if i == 0 or words[i - 1].quantity is None or words[i].tag is not Tag.PART:
        return False
    return i + 1 < len(words) and words[i + 1].low in ("de", "d'") and bool(NOUN_FORMS & set(classes(words[i].low)))


def _is_complement(words: list[Word], i: int) -> bool:
    """« prunes d'ente »: behind « de » no verb is finite."""
    return i > 0 and words[i].tag is Tag.VERB and words[i - 1].tag is Tag.ADP and words[i - 1].low in ("d'", "de", "du")


def _heads_label(words: list[Word]) -> bool:
    """« Produit net bancaire : 418 M€ »: what a label begins with is no verb where it can be a noun."""
    colon = next((i for i, word in enumerate(words) if word.low == ":"), 0)
    if not 0 < colon < len(words) - 1 or words[colon + 1].quantity is None:
        return False
    first = words[0].low
    able = first in listed("indicator_nouns") or bool(NOUN_FORMS & set(classes(first)))
    return able and words[0].tag in (Tag.VERB, Tag.PART) and words[1].tag is not Tag.DET


def _has_pronoun(words: list[Word], i: int) -> bool:
    """« il atteint », « elle n'en réduit »: what follows its subject is finite."""
    if words[i].tag is not Tag.PART or not FINITE_FORMS & set(classes(words[i].low)):
        return False
    while i > 1 and words[i - 1].low in CLITICS:
        i -= 1
    return i > 0 and words[i - 1].low in SUBJECTS


def _may_be_verb(words: list[Word], i: int) -> bool:
    """« le site compte 12 agents », « le site, au nord, compte 12 agents »; « [en 2025] affiche une baisse »."""
    after = words[i + 1] if i + 1 < len(words) else None
    if i == 0:
        return after is not None and after.tag is Tag.DET and words[0].low == words[0].text
    before = words[i - 1]
    measured = before.quantity is not None and before.text[-1].isalpha()
    if measured and after is not None and (after.tag in (Tag.ADP, Tag.ADV) or after.quantity is not None):
        return after.low not in ("de", "d'", "du", "des")  # « Un don de 100 euros revient à 25 euros »
    if _has_object_before(words, i) and (after is None or after.tag is Tag.PUNCT):
        return True
    named = before.tag in (Tag.NOUN, Tag.PROPN, Tag.ADJ, Tag.PRON, Tag.PART) and before.low not in ("en", "de")
    set_off = before.low == "," and after is not None and (after.quantity is not None or after.tag is Tag.DET)
    return named or set_off


def _after_share(words: list[Word], i: int) -> bool:
    """« un Français sur deux achète du fromage »: the noun stands in the figure, so that its verb follows."""
    if i == 0 or words[i - 1].quantity is None or " sur " not in words[i - 1].text or i + 1 == len(words):
        return False
    return words[i + 1].tag in (Tag.DET, Tag.ADP, Tag.ADV) and words[i + 1].low not in ("de", "d'")


def _has_object_before(words: list[Word], i: int) -> bool:
    """« 1 150 accompagnants les épaulent »"""
    return i > 1 and words[i - 1].low in ("le", "la", "les", "l'") and words[i - 2].tag in (Tag.NOUN, Tag.ADJ)


def _gives_them(words: list[Word], i: int) -> bool:
    """« … et leur verse 2,9 Md€ de prestations »: « leur » behind « et » is no article where a figure follows the verb."""
    if i < 2 or words[i - 1].low != "leur" or words[i - 2].tag is not Tag.CONJ or i + 1 == len(words):
        return False
    return words[i + 1].quantity is not None or words[i + 1].tag is Tag.DET


def _begins_clause(words: list[Word], i: int) -> bool:
    """A word after « et » that cannot be a noun there: « … et dessert un bassin… »."""
    if i == 0 or i + 1 >= len(words) or words[i - 1].tag is not Tag.CONJ:
        return False
    after = words[i + 1]
    if after.tag is Tag.ADP and i + 2 < len(words) and words[i + 2].quantity is not None:
        return True  # « … et dispose de cinq délégations »
    return after.tag is Tag.DET or after.quantity is not None
