"""What is done already, as the records themselves tell it: there is no other memory that could disagree with them."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from extract import made_by
from extract.batch.settings import Settings
from extract.jobs import Job

HEAD = re.compile(
    rb"^source:\n(?:  (?!sha256|extractor).*\n)*?  sha256: ([0-9a-f]{64})\n  extractor: \"(extract [^\"\n]*)\"\n", re.M
)
TAIL = re.compile(rb"^warnings:", re.M)


def is_unchanged(job: Job, settings: Settings) -> bool:
    """Whether the records of a file are there, whole, and made from this content by this version and these options.

    A record that is written otherwise than `write` does counts as missing: its file is read again, and merged with it.
    """
    wanted: tuple[str, str] | None = None
    for target in (job.target, job.numbered(1)):
        made = _made(target)
        if made is not None:
            wanted = wanted or (_sha256(job.source), made_by(settings.reading))
            if made == wanted:
                return True
    return False


def _made(record: Path) -> tuple[str, str] | None:
    """The content and the extractor that a record names, None where there is no whole record."""
    try:
        data = record.read_bytes()
    except OSError:
        return None
    head = HEAD.search(data, 0, 4096)
    if head is None or TAIL.search(data) is None or not data.endswith(b"\n"):
        return None
    return head[1].decode(), head[2].decode()


def _sha256(source: Path) -> str:
    try:
        with source.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
