"""A person's work in an existing record is carried over into a new extraction of the same release.

Kept are claims that bear a `reviewed` mark, claims and the head where a person changed a field (their id no longer
fits), and comments. All else is what the new extraction says.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extract.errors import OutputError
from extract.identity import IDENTITY, is_untouched
from extract.records import Claim, Release, Reviewed
from extract.write import SCHEMA, from_yaml, to_yaml

COMPARED = ("value", "upper", "kind", "unit", "bound", "direction", "entity", "property", "period", "place", "baseline")


@dataclass(frozen=True, slots=True)
class Merged:
    """The text of the record, and what a person should know: each disagreement in one line."""

    text: str
    release: Release
    disagreements: tuple[str, ...]


def merge_file(path: Path, new: Release, schema: str = SCHEMA) -> Merged:
    """Merge with the record at `path`, if there is one. Raises OutputError where that file is no valid record."""
    try:
        old = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return Merged(to_yaml(new, schema), new, ())
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(str(path), f"cannot be read ({error})", "move it away") from error
    if not old.strip():
        return Merged(to_yaml(new, schema), new, ())
    try:
        _refuse_another(path, from_yaml(old), new)
        return merge(old, new, schema)
    except ValueError as error:
        raise OutputError(
            str(path),
            "stands there already and is no valid record, so it is left alone",
            "`extract check` says what is wrong; correct it or move it away",
        ) from error


def _refuse_another(path: Path, old: Release, new: Release) -> None:
    """A record of another file is overwritten only where nobody worked on it."""
    same = (old.source.file, old.source.first_page) == (new.source.file, new.source.first_page)
    if not same and old.source.sha256 != new.source.sha256 and any(map(_is_kept, old.claims)):
        raise OutputError(str(path), f"holds the reviewed record of {old.source.file}", "choose another place with -o")


def _is_kept(claim: Claim) -> bool:
    return claim.reviewed is not None or not is_untouched(claim)


def merge(old_text: str, new: Release, schema: str = SCHEMA) -> Merged:
    """Raises YamlError or ValidationError, both of them ValueErrors, where the old text is no valid record."""
    from extract.comments import carry_over  # PyYAML is needed only where a record stands already

    old = from_yaml(old_text)
    notes: list[str] = []
    claims = _claims(old.claims, new.claims, notes)
    head = new.release
    if old.release.id is not None and not is_untouched(old.release):
        head = old.release
        for name in ("title", "date", "issuers", "place"):
            if getattr(head, name) != getattr(new.release, name):
                notes.append(f"release: {name} kept as corrected; extraction reads {_say(getattr(new.release, name))}")
    merged = new.model_copy(update={"release": head, "claims": claims, "warnings": (*new.warnings, *notes)})
    return Merged(carry_over(old_text, to_yaml(merged, schema)), merged, tuple(notes))


def _claims(old: tuple[Claim, ...], new: tuple[Claim, ...], notes: list[str]) -> tuple[Claim, ...]:
    """The new claims, those that a person worked on in their old form; kept ones that are found no more stay too."""
    kept = [claim for claim in old if _is_kept(claim)]
    partner = _pair(kept, new)
    out: list[Claim] = []
    for index, claim in enumerate(new):
        mine = partner.get(index)
        if mine is None:
            out.append(claim)
            continue
        out.append(mine)
        if mine.reviewed is not Reviewed.REJECTED:
            notes += [
                f"{mine.id}: {name} {_say(getattr(mine, name))} kept as {mine.reviewed or 'corrected'}; "
                f"extraction reads {_say(getattr(claim, name))}"
                for name in COMPARED
                if getattr(mine, name) != getattr(claim, name)
            ]
    paired = {id(claim) for claim in partner.values()}
    for claim in kept:
        if id(claim) not in paired:
            at = next((i for i, other in enumerate(out) if other.at.start > claim.at.start), len(out))
            out.insert(at, claim)
            if claim.reviewed is not Reviewed.REJECTED:
                notes.append(f"{claim.id}: « {claim.quantity} » kept as {claim.reviewed or 'corrected'}; not extracted")
    return _relinked(out, new)


def _pair(kept: list[Claim], new: tuple[Claim, ...]) -> dict[int, Claim]:
    """For indices of `new` the kept claim that is the same one: same id, else same place, else same words."""
    pairs: dict[int, Claim] = {}
    rest = list(kept)
    for same in (
        lambda a, b: a.id == b.id,
        lambda a, b: (a.at.page, a.at.start, a.at.end) == (b.at.page, b.at.start, b.at.end),
        lambda a, b: _identity(a) == _identity(b),
    ):
        for claim in list(rest):
            found = next((i for i, other in enumerate(new) if i not in pairs and same(claim, other)), None)
            if found is not None:
                pairs[found] = claim
                rest.remove(claim)
    return pairs


def _identity(claim: Claim) -> tuple[str, str]:
    """The first eight digits of an id and its number, or the whole of one that was made by hand."""
    if IDENTITY.fullmatch(claim.id) is None:
        return claim.id, ""
    return claim.id[:10], claim.id[14:]


def _relinked(claims: list[Claim], new: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Links to a new claim lead to the kept one in its stead; a link to nothing goes."""
    names = {claim.id for claim in claims}
    stead = {_identity(claim): claim.id for claim in claims}
    there = {claim.id: stead.get(_identity(claim)) for claim in new}
    out = []
    for claim in claims:
        links = {name: getattr(claim, name) for name in ("compared_to", "part_of")}
        mended = {name: to if to in names else there.get(to) for name, to in links.items() if to is not None}
        out.append(claim.model_copy(update=mended) if any(links[n] != to for n, to in mended.items()) else claim)
    return tuple(out)


def _say(value: object) -> str:
    said = getattr(value, "edtf", None) or getattr(value, "name", None) or value
    return "nothing" if said in (None, ()) else str(said)
