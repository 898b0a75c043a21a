"""write: a `Release` becomes YAML, byte-stable and atomic; YAML becomes a `Release`."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from extract.errors import InputError, OutputError
from extract.locks import PART, claim
from extract.records import Release
from extract.scalars import resolve

HEADER = "# yaml-language-server: $schema={schema}\n"
SCHEMA = "schemas/release.schema.json"  # relative to the record
FLOW = {"at", "place", "period", "baseline"}  # mappings that stand on one line
FLOW_ROWS = {"ignored", "repairs", "page_origins"}  # lists whose rows stand on one line
ALWAYS = {"claims", "ignored", "repairs", "warnings"}  # written even when empty
PLAIN = {"id", "sha256", "media_type", "language", "rule", "flags", "compared_to", "part_of"}  # without quotes
WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./+-]*")
UNPRINTABLE = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff\U0010ffff]')
ESCAPES = {
    '"': '\\"',
    "\\": "\\\\",
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    "\x85": "\\N",
    "\u2028": "\\L",
    "\u2029": "\\P",
}


def to_yaml(release: Release, schema: str = SCHEMA) -> str:
    """The YAML text of a release: keys in the order of the models, the same bytes for the same release.

    `schema` is what editors read: a path relative to the record, or an address. Written out here and not by a YAML
    library: the format is a fixed one, and ruamel.yaml took 30 ms for what takes one.
    """
    return HEADER.format(schema=schema) + "".join(f"{line}\n" for line in _block(release))


def _block(model: BaseModel) -> Iterator[str]:
    """The lines of a mapping, one key a line."""
    for name, value in _fields(model):
        if isinstance(value, BaseModel) and name not in FLOW:
            yield f"{name}:"
            yield from (f"  {line}" for line in _block(value))
        elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            yield f"{name}:"
            for item in value:
                lines = [_flow(item)] if name in FLOW_ROWS else _block(item)
                yield from (f"{'  ' if n else '- '}{line}" for n, line in enumerate(lines))
        else:
            yield f"{name}: {_inline(value, name)}"


def _flow(model: BaseModel) -> str:
    return "{" + ", ".join(f"{name}: {_inline(value, name)}" for name, value in _fields(model)) + "}"


def _fields(model: BaseModel) -> Iterator[tuple[str, Any]]:
    """What is written of a mapping: no absent values, no empty lists but the four of a record."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        empty = value is None or value == ()
        if name in ALWAYS if empty else (name, value) != ("probability", 1.0):
            yield name, value


def _inline(value: Any, name: str) -> str:
    if isinstance(value, BaseModel):
        return _flow(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(_inline(item, name) for item in value) + "]"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, float):
        text = f"{Decimal(repr(value)):f}"
        return text if "." in text else f"{text}.0"
    if isinstance(value, str):
        safe = name in PLAIN and WORD.fullmatch(value) and resolve(value) == (value, False)
        return value if safe else quoted(value)
    return str(value)


def quoted(text: str) -> str:
    """A double-quoted scalar on one line; what does not print is escaped."""
    return f'"{UNPRINTABLE.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    code = ord(found.group())
    return ESCAPES.get(found.group()) or (
        f"\\x{code:02X}" if code < 256 else f"\\u{code:04X}" if code < 65536 else f"\\U{code:08X}"
    )


def plain(value: Decimal) -> str:
    """A number without exponent and without zeros that say nothing."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def schema_for(target: Path) -> str:
    """Where a record's schema is, relative to the record, so that editors find it without a network.

    The nearest `schemas/release.schema.json` above the record; where there is none, `schemas/` beside it, where
    `extract schema -o` can put one later.
    """
    folder = target.absolute().parent
    for up, above in enumerate((folder, *folder.parents)):
        if (above / SCHEMA).is_file():
            return "../" * up + SCHEMA
    return SCHEMA


def write_yaml(release: Release, path: Path) -> None:
    """Write the YAML beside its final name, then move it there: never a half-written file."""
    write_atomically(path, to_yaml(release, schema_for(path)))


def write_atomically(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=PART, dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                claim(file.fileno())  # so that a batch tells it from one that a killed process left behind
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
                os.chmod(name, 0o666 & ~_umask())
                os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(str(path), f"cannot be written ({error.strerror})", "choose another place with -o") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def read_record(path: Path) -> Release:
    """Raises InputError where the file is missing or no valid record."""
    try:
        return from_yaml(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "check the path") from error
    except ValueError as error:
        raise InputError(str(path), "is no valid record", "`extract check` says what is wrong") from error


def from_yaml(text: str) -> Release:
    """Read a record back. Raises YamlError or pydantic's ValidationError, both of them ValueErrors."""
    from extract.load import load  # PyYAML is needed only where there is something to read

    return Release.model_validate(load(text))
