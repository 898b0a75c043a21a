"""Ids from the content: the same on every run, and telling whether a person has changed what they stand on.

An id is eight hexadecimal digits of what the thing is (the quote, the quantity and the page of a claim; the file and
the first page of a release) and four of how it was written down. Where the four no longer fit, a person corrected it.
"""

from __future__ import annotations

import hashlib
import json
import re
from decimal import Decimal
from typing import Any

from extract.records import Claim, Record, ReleaseHead

LINKS = {"id", "compared_to", "part_of", "reviewed"}  # not sealed: they name other claims, or are a person's mark
IDENTITY = re.compile(r"[cr]-[0-9a-f]{8}(?P<seal>[0-9a-f]{4})(?:-\d+)?")


def identity(*parts: object) -> str:
    """Eight digits of what something is, whatever its spacing."""
    return _digits(" ".join(" ".join(map(str, parts)).split()), 8)


def claim_id(claim: Claim, identity: str, repeat: int = 1) -> str:
    """The id of a claim; the second claim of the same words on a page is `…-2`."""
    return f"c-{identity}{_seal(claim)}" + (f"-{repeat}" if repeat > 1 else "")


def head_id(head: ReleaseHead, identity: str) -> str:
    return f"r-{identity}{_seal(head)}"


def is_untouched(record: Claim | ReleaseHead) -> bool:
    """Whether it stands as it was extracted."""
    found = IDENTITY.fullmatch(record.id or "")
    return found is not None and found["seal"] == _seal(record)


def _seal(record: Record) -> str:
    return _digits(json.dumps(_plain(record), ensure_ascii=False, sort_keys=True), 4)


def _plain(value: Any) -> Any:
    """What a value comes to in a file: an absent key, an empty list and `None` are one, and so are 5 and 5.0."""
    if isinstance(value, Record):
        pairs = ((name, getattr(value, name)) for name in type(value).model_fields if name not in LINKS)
        return {name: _plain(field) for name, field in pairs if field is not None and field != ()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, (Decimal, float, int)):
        return f"{Decimal(str(value)).normalize():f}"
    return str(value)


def _digits(text: str, count: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:count]
