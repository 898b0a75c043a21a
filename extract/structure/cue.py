"""Signs in the words of a line or block: what tells a date line, a letterhead, a contact, a note, a bullet."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import Any

from extract import regex, toml

BULLETS = "•◦▪▫■□●○‣⁃·∙➢➔➤►▶→✓✔✗★☑❖♦⮚\uf000-\uf0ff"
BULLET = regex.compile(
    rf"(?P<glyph>[{BULLETS}])(?:\s?[{BULLETS}])*[\s_]*(?=\S)"  # these are never anything else
    r"|(?P<glyph>[*+°¢])_\s?(?=[^\s\d]|\d)"  # a dot that OCR ran into the word after it
    r"|(?P<glyph>[-–—*>o§¢])[ \t\u00a0\u202f]+(?=[^\s\d]|\d[\d\s\u00a0\u202f,.]*[\p{L}€%])"
)
NUMBERING = regex.compile(
    r"(?P<number>(?:\d{1,2}|[IVX]{1,4}|[a-hA-H])\s?[.)/]|\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}\s?[°–-])\s+(?=[«“\"(]?\p{L})"
)
NOTE_MARK = regex.compile(r"(?:[(⁽][\d¹²³⁴⁵⁶⁷⁸⁹*a-c]{1,2}[)⁾]|[¹²³⁴⁵⁶⁷⁸⁹]|\*{1,3})\s*(?=[\p{L}«\d])")
PAGE_NUMBER = regex.compile(
    r"[-–—|]?\s*(?:page|p\.)?\s*[-–—|]?\s*\d{1,3}(?:\s*(?:/|sur|de)\s*\d{1,3})?\s*[-–—|]?", regex.I
)
LABELLED_PAGE = regex.compile(
    r"(?:page|p\.)\s*\d{1,3}(?:\s*(?:/|sur|de)\s*\d{1,3})?|[-–—]?\s*\d{1,3}\s*/\s*\d{1,3}\s*[-–—]?|[-–—]\s*\d{1,3}\s*[-–—]",
    regex.I,
)
EMAIL_OR_SITE = regex.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|https?://|www\.", regex.I)
PHONE = regex.compile(
    r"(?<!\d)(?:(?:\+33|0033|0)\s?[\s(.]?\d(?:[\s\u00a0\u202f.\-/]?\d\d){4}|0\s?8\d\d(?:[\s\u00a0\u202f.]?\d{3}){2})(?!\d)"
)
POSTCODE = regex.compile(r"\b(?:CS|BP|B\. ?P\.|TSA)\s?\d{2,6}\b|\b\d{5}\s+\p{Lu}[\p{L}’' -]+|\bcedex\b", regex.I)
OWN_LINE = regex.compile(r"(?:tel|telephone|fax|mel|courriel|e-?mail|site(?: internet)?|adresse(?: postale)?)\b\.?\s*:")
SENTENCE_END = regex.compile(r"[.!?…](?:\s?[»”\"])?[)\]]?(?:[¹²³⁴⁵⁶⁷⁸⁹*]|\s?[(⁽]\d[)⁾])?$")
INNER_STOP = regex.compile(r"(?<![\p{Lu}\d]|\b\p{L}{1,3})[.!?](?:\s?[»”])?\s+[\p{Lu}«]")
FIGURE = regex.compile(
    r"(?:(?:plus|moins|près) d[e’'] ?|environ |\+ de )?[~≈<>±+\-–−x×(]?\s?\d[\d\s\u00a0\u202f.,]*"
    r"(?:\s?(?:%|€|M€|k€|Mds?€|Mds?|M|millions?(?: d[’']euros)?|milliards?(?: d[’']euros)?|pts?|points?|ans|jours?|h|km|ha|t|MW|GWh|°C))?\)?",
    regex.I,
)
PARTED = regex.compile(r"\s+[–—|-]\s+")
WORD = regex.compile(r"\p{L}{3,}")
YEARS = regex.compile(r"(?:19|20)\d\d(?:\s?[-–/]\s?(?:19|20)?\d\d)?")


def words() -> dict[str, Any]:
    """The table `words.toml`."""
    return toml.table("extract.structure", "words")


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """Lower case, no accents, straight apostrophes, single spaces: the form in which words are compared."""
    text = unicodedata.normalize("NFD", text.lower().replace("’", "'"))
    return " ".join("".join(c for c in text if not unicodedata.combining(c)).split())


@cache
def _any(table: str, key: str) -> str:
    found = sorted((plain(word) for word in words()[table][key]), key=len, reverse=True)
    return "(?:" + "|".join(regex.escape(word).replace(r"\ ", r"\s+") for word in found) + ")"


@cache
def _letterhead() -> regex.Pattern[str]:
    names = _any("letterhead", "names")
    tail = r"(?:\s*[-–—:|/]?\s*(?:n\s?°?\s?\d.*|[\p{L}\d' .,:°/()–—-]{0,60}))?"
    return regex.compile(rf"(?:[^.:]{{2,60}}\s[-–—|•]\s)?{names}{tail}|[^.:]{{2,60}}\scommuniques? de presse\b{tail}")


@cache
def _body() -> regex.Pattern[str]:
    return regex.compile(rf"(?:[^:\d,;]{{2,40}}\s[-–—]\s)?{_any('letterhead', 'bodies')}\b[^:\d,;]*")


@cache
def _dateline() -> regex.Pattern[str]:
    day = rf"(?:{_any('dateline', 'weekdays')}\s+)?(?:\d{{1,2}}(?:\s?er)?\s+)?{_any('dateline', 'months')}\s+(?:19|20)\d\d"
    date = rf"(?:{day}|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:19|20)?\d\d)"
    place = r"(?:(?!(?:depuis|jusqu|au|du|en|des|avant|apres|pour|entre|dans|sur|ce|le)\b)(?:fait\s+)?(?:a\s+)?\p{L}[\p{L}'-]*(?:\s+[\p{L}'-]+){0,4}(?:\s*\([^)]*\))?(?:,\s*|\s+(?=le\b)))?"
    publish = r"(?:(?:publie|mis en ligne|communique|date)\s*(?:le)?\s*:?\s*)?"
    tail = r"(?:\s*(?:[,–—-]|a|\()\s*[^.]{0,40})?[.,]?"
    return regex.compile(rf"{publish}{place}(?:le\s+|ce\s+)?{date}{tail}")


def is_letterhead(text: str) -> bool:
    """« COMMUNIQUÉ DE PRESSE », « Communiqué de presse n°2/2026 », « Sous embargo jusqu’au… »."""
    return len(text) < 110 and bool(_letterhead().fullmatch(plain(text).rstrip(" .:")))


@cache
def _day_line() -> regex.Pattern[str]:
    months = _any("dateline", "months")
    return regex.compile(
        rf"(?:point|bulletin|bilan|situation|semaine)\b[^.:!?]{{0,40}}\b{months}\s+(?:19|20)\d\d\b.{{0,12}}"
    )


def tells_day(text: str) -> bool:
    """« POINT DE SITUATION DU 22 NOVEMBRE 2025 À 17 H »: when a bulletin holds, not what it is about."""
    return bool(_day_line().fullmatch(plain(text)))


@cache
def _titling() -> regex.Pattern[str]:
    return regex.compile(rf"{_any('letterhead', 'titles')}\s+\S.*")


def names_itself(text: str) -> bool:
    """A letterhead that is the title too: « BULLETIN D’INFORMATION N° 3 COVID-19 »."""
    return is_letterhead(text) and bool(_titling().fullmatch(plain(text)))


def is_body(text: str) -> bool:
    """The name of a body alone, as it stands in letterheads: « PRÉFET DE LA SOMME », « Agence de l’eau Adour »."""
    return len(text.split()) < 13 and bool(_body().fullmatch(plain(text)))


def is_dateline(text: str) -> bool:
    """« Saint-Denis, le 5 juin 2025 », « Amiens, le 16/01/2025 », « Lundi 2 mars 2020 à 19h », « Publié le 2/3/20 à 19h »."""
    if len(text) < 140 and _published().match(plain(text)):
        return True
    if text[:1].islower() and (text.endswith(".") or not _weekday().match(plain(text))):
        return False
    return len(text) < 100 and bool(_dateline().fullmatch(plain(text)))


@cache
def _weekday() -> regex.Pattern[str]:
    return regex.compile(rf"{_any('dateline', 'weekdays')}\b")


@cache
def _series() -> regex.Pattern[str]:
    months = _any("dateline", "months")
    return regex.compile(rf"[^.:!?]{{2,60}}\s[·•|–—-]\s(?:{months}\s+)?(?:19|20)\d\d\s[·•|–—-]\sn\s?°\s?\d+")


def is_series(text: str) -> bool:
    """« Insee Analyses Corse · Mars 2024 · n° 12 »: the series and number of a publication, no title."""
    return len(text) < 100 and bool(_series().fullmatch(plain(text)))


@cache
def _published() -> regex.Pattern[str]:
    day = rf"(?:{_any('dateline', 'weekdays')}\s+)?\d{{1,2}}(?:\s?er)?\s+{_any('dateline', 'months')}\s+(?:19|20)\d\d"
    date = rf"(?:{day}|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:20)?\d\d)"
    return regex.compile(
        rf"(?:(?:actualite|article|communique|information)s?\s+)?(?:publiee?|mise? en ligne|postee?)\s+(?:par [^.:]{{2,40}}\s)?le\s*:?\s*{date}[^.!?]{{0,70}}$"
    )


@cache
def _contact_heading() -> regex.Pattern[str]:
    return regex.compile(rf"{_any('contact', 'headings')}(?:\s+\p{{L}}+)?\s*:?")


@cache
def _contact_label() -> regex.Pattern[str]:
    return regex.compile(rf"\b{_any('contact', 'labels')}\b\.?\s*:?")


@cache
def _labelled() -> regex.Pattern[str]:
    return regex.compile(rf"{_any('contact', 'labels')}\b\.?\s*:|(?:tel|fax|port|mobile)\b\.?\s+[\d+(]")


@cache
def _contact_start() -> regex.Pattern[str]:
    return regex.compile(rf"{_any('contact', 'headings')}\s*:")


def is_contact_heading(text: str) -> bool:
    return len(text) < 60 and bool(_contact_heading().fullmatch(plain(text)))


def is_labelled(text: str, alone: bool = False) -> bool:
    """Begins with « Tél : », « Courriel : », « Contact presse : » or the like; `alone`: with one that has its own line."""
    return bool((OWN_LINE if alone else _labelled()).match(plain(text)))


def is_contact(text: str) -> bool:
    """A telephone number, mail or postal address with little else around it."""
    reached = [EMAIL_OR_SITE.search(text), PHONE.search(text), POSTCODE.search(text)]
    if not any(reached) or len(text) > 400:
        return False
    if _contact_start().match(plain(text)):
        return True
    bare = _contact_label().sub(
        " ", plain(PHONE.sub(" ", POSTCODE.sub(" ", regex.sub(r"\S*(?:@|www\.|https?://)\S*", " ", text))))
    )
    prose = len(regex.findall(r"\p{L}{2,}", bare))
    return prose <= (12 if sum(map(bool, reached)) > 1 else 8) and not INNER_STOP.search(text)


@cache
def _about() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?P<heading>{_any('about', 'headings')}(?:\s+d(?:e|es|u|')(?:(?!\s[–—-]\s)[^.:])*)?)\s*(?P<text>[.:–—-].*)?"
    )


def is_about(text: str) -> bool:
    """The heading of a section about the issuer: « À propos », « À propos de Tellanor : »."""
    found = _about().fullmatch(plain(text)) if len(text) < 120 else None
    return found is not None and len(found["text"] or "") < 2


@cache
def _in_short() -> regex.Pattern[str]:
    return regex.compile(rf"[^.:;]{{2,60}} {_any('in_short', 'endings')}\s*:?")


def is_in_short(text: str) -> bool:
    """The heading of a section that sums up a body: « Solunéa en bref : »."""
    return len(text) < 80 and _in_short().fullmatch(plain(text)) is not None


def tells_about(text: str) -> bool:
    """A paragraph about the issuer that begins with its heading: « À propos. L’agence emploie… »."""
    found = _about().match(plain(text))
    return found is not None and len(found["text"] or "") > 20


@cache
def _note() -> regex.Pattern[str]:
    return regex.compile(rf"\(?{_any('note', 'labels')}\s*(?:\d|:|–).*", regex.S)


def is_note(text: str) -> bool:
    """« (1) Résultat opérationnel… », « * Un cluster est… », « Source : Insee »."""
    return bool(NOTE_MARK.match(text)) or bool(_note().fullmatch(plain(text)))


@cache
def _caption() -> regex.Pattern[str]:
    return regex.compile(rf"\(?{_any('caption', 'words')}\b\s*(?:\d|:|n).*")


@cache
def _unit() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?:^|[\s(,])(?:en|montants en|chiffres en|donnees en)\s+(?:[\p{{L}}']+\s+){{0,2}}{_any('caption', 'units')}(?!\p{{L}})"
    )


def is_caption(text: str) -> bool:
    return len(text) < 200 and bool(_caption().fullmatch(plain(text)))


def states_unit(text: str) -> bool:
    """A note that scales a table: « (en millions d’euros) »."""
    return len(text) < 160 and not text.endswith(".") and bool(_unit().search(plain(text)))


def is_page_number(text: str) -> bool:
    return bool(PAGE_NUMBER.fullmatch(text))


def is_figure(text: str) -> bool:
    """A number that stands alone, with its sign, scale word or unit: « 71 », « 11,4 M€ », « plus de 7 900 »."""
    return len(text) < 40 and bool(FIGURE.fullmatch(text.strip()))


def is_noise(text: str) -> bool:
    """No word of two letters, and no lone figure either: what is left of a logo."""
    return len(text) < 60 and not regex.search(r"(?<!\p{L})\p{L}{2,}(?!\p{L})", text) and not is_figure(text)


def is_address(text: str) -> bool:
    """Begins with a telephone number, a mail or web address: what a colon announces in « Renseignements : / 0 800… »."""
    return bool(EMAIL_OR_SITE.match(text) or PHONE.match(text))


def ends_sentence(text: str) -> bool:
    return bool(SENTENCE_END.search(text))


def opens_list(text: str) -> bool:
    """Ends in a colon."""
    return text.rstrip().endswith(":")


def is_prose(text: str) -> bool:
    """Reads as one or more whole sentences."""
    return ends_sentence(text) and (len(text.split()) > 8 or bool(INNER_STOP.search(text)))


def starts_lower(text: str) -> bool:
    """Begins like the rest of a sentence (a web or mail address does not)."""
    if EMAIL_OR_SITE.match(text):
        return False
    letter = regex.search(r"[\p{L}\d]", text.lstrip("(«“\"’'")[:2])
    return letter is not None and letter.group().islower()


@cache
def _open_words() -> frozenset[str]:
    return frozenset(plain(word) for word in words()["open"]["words"])


def breaks_off(text: str) -> bool:
    """Ends in the middle of a sentence: in a comma, a hyphen, or a word that asks for another."""
    last = plain(text.split()[-1]) if text.split() else ""
    return last.endswith((",", "-", "(", "'")) or last in _open_words()
