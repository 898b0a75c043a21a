"""Every form of a Hunspell dictionary with its morphology.

Written for Dicollecte's French dictionary (Debian `hunspell-fr`, MPL 2.0): two-letter flags, `po:` (part of speech,
mood, person) and `is:` (gender, number) fields on both words and affixes. Elided prefixes (« l' », « qu' ») are left
out: an elided article is a word of its own here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NEED_AFFIX, FORBIDDEN = "()", "{}"
FIELD = re.compile(r"[ \t]+(?=[a-z]{2}:)")


@dataclass(frozen=True, slots=True)
class Form:
    """One inflected form: « confirmée », of « confirmer », po (v1_itnq__a, ppas, adj), is (fem, sg)."""

    form: str
    lemma: str
    po: tuple[str, ...]
    inflection: tuple[str, ...]  # the `is:` tags: mas fem epi sg pl inv


@dataclass(frozen=True, slots=True)
class Affix:
    strip: str
    add: str
    flags: tuple[str, ...]
    po: tuple[str, ...]
    inflection: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Class:
    """The affixes of one flag, grouped by the pattern that the stem has to match."""

    suffix: bool
    rows: tuple[tuple[re.Pattern[str], tuple[Affix, ...]], ...]


def expand(dic: Path, aff: Path) -> Iterator[Form]:
    """Every form of every entry, in the order of the dictionary; a form may come more than once, with other tags."""
    classes = read_affixes(aff)
    with dic.open(encoding="utf-8") as lines:
        next(lines)  # the count of entries
        for line in lines:
            head, *fields = FIELD.split(line.strip())
            word, _, flags = head.partition("/")
            po, inflection = _tags(fields)
            if word and FORBIDDEN not in (pairs := _pairs(flags)):
                yield from _forms(word, word, pairs, po, inflection, classes)


def read_affixes(aff: Path) -> dict[str, _Class]:
    """The affix classes of an `.aff` file by flag, elisions left out."""
    rows: dict[str, dict[str, list[Affix]]] = defaultdict(lambda: defaultdict(list))
    suffix: dict[str, bool] = {}
    for line in aff.read_text(encoding="utf-8").splitlines():
        part = line.split()
        if len(part) < 5 or part[0] not in ("SFX", "PFX"):
            continue
        add, _, flags = part[3].partition("/")
        if part[0] == "PFX" and "'" in add:
            continue
        flag, is_suffix = part[1], part[0] == "SFX"
        suffix[flag] = is_suffix
        pattern = f"(?:{part[4]})$" if is_suffix else part[4]
        po, inflection = _tags(part[5:])
        affix = Affix(part[2].replace("0", ""), "" if add == "0" else add, _pairs(flags), po, inflection)
        rows[flag][pattern].append(affix)
    return {
        flag: _Class(suffix[flag], tuple((re.compile(p), tuple(affixes)) for p, affixes in by_pattern.items()))
        for flag, by_pattern in rows.items()
    }


def _forms(
    word: str,
    lemma: str,
    flags: tuple[str, ...],
    po: tuple[str, ...],
    inflection: tuple[str, ...],
    classes: dict[str, _Class],
) -> Iterator[Form]:
    if NEED_AFFIX not in flags:
        yield Form(word, lemma, po, inflection)
    for flag in flags:
        if not (affixes := classes.get(flag)):
            continue
        for pattern, rows in affixes.rows:
            if not (pattern.search(word) if affixes.suffix else pattern.match(word)):
                continue
            for affix in rows:
                if affixes.suffix:
                    made = word[: len(word) - len(affix.strip)] + affix.add
                else:
                    made = affix.add + word[len(affix.strip) :]
                tags = inflection + affix.inflection
                yield from _forms(made, lemma, affix.flags, po + affix.po, tags, classes)


def _tags(fields: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The values of the `po:` and of the `is:` fields."""
    po = tuple(f[3:] for f in fields if f.startswith("po:"))
    return po, tuple(f[3:] for f in fields if f.startswith("is:"))


def _pairs(flags: str) -> tuple[str, ...]:
    return tuple(flags[i : i + 2] for i in range(0, len(flags), 2))
