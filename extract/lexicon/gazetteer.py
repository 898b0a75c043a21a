"""The names of places: regions, departments, communes, intercommunal bodies, countries, and areas without a code."""

from __future__ import annotations

import lzma
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from extract import regex
from extract.lexicon.tables import table


@dataclass(frozen=True, slots=True)
class Entry:
    """A place: its code without level is the COG's or ISO's; `parent` is the code of what holds it."""

    code: str
    name: str
    parent: str = ""
    people: int = 0

    @property
    def level(self) -> str:
        return self.code.split("-", 1)[0]


RANK = {"REG": 0, "PAYS": 1, "DEP": 2, "MONDE": 3, "COM": 4, "EPCI": 5, "AREA": 6}
ARTICLE = regex.compile(r"^(?:la |le |les |l')")
_BODY = regex.compile(r"métropole|agglo|communauté|^grand ", regex.IGNORECASE)


BARE = str.maketrans(
    dict(zip("àáâãäåçèéêëìíîïñòóôõöùúûüýÿ’-‑\u00a0", "aaaaaaceeeeiiiinooooouuuuyy'   ", strict=True))
    | {"œ": "oe", "æ": "ae"}
)


@lru_cache(maxsize=4_000)
def key(name: str) -> str:
    """Lower case, without accents, hyphens as spaces: how names are compared."""
    return name.lower().translate(BARE)


@dataclass(frozen=True)
class Gazetteer:
    by_code: dict[str, Entry]
    by_key: dict[str, tuple[Entry, ...]]
    starts: frozenset[str]  # the first words of all names

    def named(self, name: str) -> tuple[Entry, ...]:
        """The places of that name, larger kinds and towns first."""
        return self.by_key.get(key(name), ())

    def small(self, name: str) -> tuple[Entry, ...]:
        """The smaller communes of exactly that name."""
        found, at = [], -1
        whole = _communes()
        while (at := whole.find(f"\n{name}\t", at + 1)) >= 0:
            _, code, people = whole[at + 1 : whole.index("\n", at + 1)].split("\t")
            held = code[:3] if code.startswith(("97", "98")) else code[:2]
            found.append(Entry(f"COM-{code}", name, f"DEP-{held}", int(people)))
        return tuple(sorted(found, key=lambda e: (-e.people, e.code)))

    def within(self, entry: Entry, code: str) -> bool:
        """Whether a place lies in (or is) the one with that code."""
        at: Entry | None = entry
        while at is not None:
            if at.code == code:
                return True
            at = self.by_code.get(at.parent)
        return False

    def region(self, code: str | None) -> Entry | None:
        """The region that holds a place."""
        at = self.by_code.get(code or "")
        while at is not None and at.level != "REG":
            at = self.by_code.get(at.parent)
        return at


@cache
def _communes() -> str:
    """The smaller communes, a line each: decompressed at the first name that is not among the others."""
    packed = files("extract.lexicon").joinpath("data/communes.tsv.xz").read_bytes()
    return lzma.decompress(packed).decode().replace("’", "'")


@cache
def gazetteer() -> Gazetteer:
    """All places, read once."""
    words = table("territories")
    by_code: dict[str, Entry] = {}
    by_key: dict[str, list[Entry]] = {}
    for line in files("extract.lexicon").joinpath("data/places.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        code, name, parent, people = line.split("\t")
        small = int(people) < 100_000 or name == "Sud"  # of La Réunion, « Université de Bretagne Sud »
        if code.startswith("EPCI") and not _BODY.search(name) and small:
            continue  # they are named like anything: « Terres du Soleil »
        entry = by_code[code] = Entry(code, name, parent, int(people))
        whole = key(name)
        by_key.setdefault(whole, []).append(entry)
        if whole.startswith("l") and entry.level in {"REG", "COM"} and (article := ARTICLE.match(whole)):
            by_key.setdefault(whole[article.end() :], []).append(entry)  # « au Havre », « l'île de la Réunion »
    for name in words["areas"]["names"]:
        area = by_code[f"AREA-{name}"] = Entry(f"AREA-{name}", name)
        by_key.setdefault(key(name), []).append(area)
    for alias, code in words["aliases"].items():
        by_key.setdefault(key(alias), []).insert(0, by_code[code])
    ordered = {k: tuple(sorted(v, key=_order) if len(v) > 1 else v) for k, v in by_key.items()}
    return Gazetteer(by_code, ordered, frozenset(k.split()[0] for k in ordered))


def _order(entry: Entry) -> tuple[int, int, str]:
    return RANK[entry.level], -entry.people, entry.code
