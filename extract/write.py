"""write: a `Release` becomes YAML, byte-stable and atomic; YAML becomes a `Release`."""

from __future__ import annotations

import os
import re
import tempfile
from decimal import Decimal
from enum import Enum
from io import StringIO
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from extract.errors import InputError, OutputError
from extract.load import load, resolve
from extract.locks import PART, claim
from extract.records import Release

HEADER = "# yaml-language-server: $schema={schema}\n"
SCHEMA = "schemas/release.schema.json"  # relative to the record
FLOW = {"at", "place", "period", "baseline"}  # mappings that stand on one line
FLOW_ROWS = {"ignored", "repairs", "page_origins"}  # lists whose rows stand on one line
ALWAYS = {"claims", "ignored", "repairs", "warnings"}  # written even when empty
PLAIN = {"id", "sha256", "media_type", "language", "rule", "flags", "compared_to", "part_of"}  # without quotes
WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./+-]*")
LONG = 2**31 - 1  # no line is ever folded


def to_yaml(release: Release, schema: str = SCHEMA) -> str:
    """The YAML text of a release: keys in the order of the models, the same bytes for the same release.

    `schema` is what editors read: a path relative to the record, or an address.
    """
    out = StringIO()
    _emitter().dump(_node(release), out)
    return HEADER.format(schema=schema) + out.getvalue()


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


class _Representer(RoundTripRepresenter):
    """Numbers as a person writes them: exact, never in powers of ten."""

    def decimal(self, value: Decimal) -> Any:
        tag = "int" if value == value.to_integral_value() else "float"
        return self.represent_scalar(f"tag:yaml.org,2002:{tag}", plain(value))

    def number(self, value: float) -> Any:
        text = f"{Decimal(repr(value)):f}"
        return self.represent_scalar("tag:yaml.org,2002:float", text if "." in text else f"{text}.0")


_Representer.add_representer(Decimal, _Representer.decimal)
_Representer.add_representer(float, _Representer.number)


def plain(value: Decimal) -> str:
    """A number without exponent and without zeros that say nothing."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _emitter() -> YAML:
    yaml = YAML()
    yaml.Representer = _Representer
    yaml.width = LONG
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=2, offset=0)
    return yaml


def _node(value: Any, key: str = "") -> Any:
    if isinstance(value, BaseModel):
        node = CommentedMap()
        for name in type(value).model_fields:
            field = getattr(value, name)
            if _is_written(name, field):
                node[name] = _node(field, name)
        if key in FLOW or key in FLOW_ROWS:
            node.fa.set_flow_style()
        return node
    if isinstance(value, tuple):
        row_key = key if key in FLOW_ROWS or key in PLAIN else ""
        seq = CommentedSeq(_node(item, row_key) for item in value)
        if not any(isinstance(item, BaseModel) for item in value):
            seq.fa.set_flow_style()
        return seq
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        safe = key in PLAIN and WORD.fullmatch(value) and resolve(value) == (value, False)
        return value if safe else DoubleQuotedScalarString(value)
    return value


def _is_written(name: str, value: Any) -> bool:
    if value is None or value == ():
        return name in ALWAYS
    return (name, value) != ("probability", 1.0)


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
    return Release.model_validate(load(text))
