"""A record against its source: the same file, the same characters, the same claims."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from extract.check.compare import compare
from extract.check.finding import Problem
from extract.errors import InputError
from extract.records import Release
from extract.text import Span, Text


def provenance(record: Release, folder: Path) -> Iterator[Problem]:
    """What no longer fits the source in a folder. Raises ExtractError where the source cannot be read."""
    path = folder / Path(record.source.file).name
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        yield Problem(
            "source-missing",
            ("source", "file"),
            f"no {record.source.file} in {folder}: put it there, or name its folder",
        )
        return
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "check its permissions") from error
    digest = hashlib.sha256(data).hexdigest()
    if digest != record.source.sha256:
        yield Problem(
            "source-changed",
            ("source", "sha256"),
            f"{record.source.file} is another file now (sha256 {digest[:12]}…): extract it again, or bring the old one back",
        )
        return
    from extract.pipeline import releases_of
    from extract.read import read_bytes
    from extract.repair import repair

    document = read_bytes(path.name, data)
    text = repair(Text(document.raw))
    again = _same_release(record, releases_of(document))
    yield from _spans(record, text)
    yield from _quotes(record, text, again)
    if again is not None:
        yield from _drift(record, again)


def _same_release(record: Release, releases: tuple[Release, ...]) -> Release | None:
    first = record.source.first_page or 1
    return next((r for r in releases if (r.source.first_page or 1) == first), releases[0] if releases else None)


def _spans(record: Release, text: Text) -> Iterator[Problem]:
    """`raw[start:end]` is the quantity, as read or as repaired."""
    rows = [("claims", i, c.at, c.quantity) for i, c in enumerate(record.claims)]
    rows += [("ignored", i, n.at, n.text) for i, n in enumerate(record.ignored)]
    rows += [("repairs", i, r.at, r.before) for i, r in enumerate(record.repairs)]
    for name, index, at, words in rows:
        if at.end > len(text.raw):
            yield Problem(
                "span-text",
                (name, index, "at"),
                f"the text as read ends at {len(text.raw)}: `extract text --raw` shows it",
            )
            continue
        span = Span(at.start, at.end)
        readings = {_squeezed(span.of(text.raw)), _squeezed(text.to_repaired(span).of(text.repaired))}
        if _squeezed(words) not in readings:
            yield Problem(
                "span-text",
                (name, index, "at"),
                f"« {' '.join(span.of(text.raw).split())[:60]} » stands there, not « {words} »: correct start and end",
            )


def _quotes(record: Release, text: Text, again: Release | None) -> Iterator[Problem]:
    """The quote stands in the repaired text; a column or a page may break end in its midst."""
    whole = _squeezed(text.repaired)
    known = {_squeezed(claim.quote) for claim in again.claims} if again else set()
    for index, claim in enumerate(record.claims):
        quote = _squeezed(claim.quote)
        if quote not in known and quote not in whole:
            yield Problem(
                "quote-text",
                ("claims", index, "quote"),
                "the quote does not stand in the text: `extract text` shows it",
            )


def _drift(record: Release, again: Release) -> Iterator[Problem]:
    """What extraction says today, apart from reviewed claims."""
    for pair in compare(record.claims, again.claims):
        if pair.before is None:
            assert pair.after is not None
            new = again.claims[pair.after]
            if any(c.reviewed and (c.at.start, c.at.end) == (new.at.start, new.at.end) for c in record.claims):
                continue
            yield Problem(
                "drift", ("claims",), f"extraction also finds « {new.quantity} » in « {new.quote[:80]} »: extract again"
            )
        elif record.claims[pair.before].reviewed is not None:
            continue
        elif pair.after is None:
            claim = record.claims[pair.before]
            yield Problem(
                "drift",
                ("claims", pair.before),
                f"extraction does not find « {claim.quantity} »: extract again, or mark it `reviewed: corrected`",
            )
        else:
            said = "; ".join(map(str, pair.changes))
            field = pair.changes[0].field
            here = getattr(record.claims[pair.before], field) is not None
            yield Problem(
                "drift",
                ("claims", pair.before, field) if here else ("claims", pair.before),
                f"extraction says otherwise: {said}; extract again, or mark it `reviewed: corrected`",
            )


def _squeezed(text: str) -> str:
    return "".join(text.split())
