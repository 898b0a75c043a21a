"""write: a `Release` becomes YAML, byte-stable and atomic; YAML becomes a `Release`."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from io import StringIO
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from extract.errors import OutputError
from extract.records import Release

HEADER = "# yaml-language-server: $schema={schema}\n"
SCHEMA = "https://extract.example/schemas/release.schema.json"
FLOW = {"at", "place", "period", "baseline"}  # mappings that stand on one line
FLOW_ROWS = {"ignored", "repairs", "page_origins"}  # lists whose rows stand on one line
KEPT_EMPTY = {"claims", "ignored", "repairs", "warnings"}


def to_yaml(release: Release, schema: str = SCHEMA) -> str:
    """The YAML text of a release: keys in the order of the models, the same bytes for the same release."""
    out = StringIO()
    _emitter().dump(_node(release), out)
    return HEADER.format(schema=schema) + out.getvalue()


def _emitter() -> YAML:
    yaml = YAML()
    yaml.width = 1_000_000
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=2, offset=0)
    return yaml


def _node(value: Any, key: str = "") -> Any:
    if isinstance(value, BaseModel):
        node = CommentedMap()
        for name in type(value).model_fields:
            field = getattr(value, name)
            if (field is None or field == ()) and name not in KEPT_EMPTY:
                continue
            if _is_default(value, name, field):
                continue
            node[name] = _node(field, name)
        if key in FLOW or key in FLOW_ROWS:
            node.fa.set_flow_style()
        return node
    if isinstance(value, (tuple, list)):
        row_key = key if key in FLOW_ROWS else ""
        seq = CommentedSeq(_node(item, row_key) for item in value)
        if not any(isinstance(item, BaseModel) for item in value):
            seq.fa.set_flow_style()
        return seq
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return _plain_number(value)
    if isinstance(value, str):
        return DoubleQuotedScalarString(value) if key not in PLAIN else value
    return value


PLAIN = {"id", "sha256", "media_type", "language", "rule", "flags", "compared_to", "part_of"}


def _is_default(model: BaseModel, name: str, value: Any) -> bool:
    return (name, value) == ("probability", 1.0)


def _plain_number(value: Decimal) -> int | float | Decimal:
    return int(value) if value == value.to_integral_value() else float(value)


def write_yaml(release: Release, path: Path, schema: str = SCHEMA) -> None:
    """Write the YAML beside its final name, then move it there: never a half-written file."""
    write_atomically(path, to_yaml(release, schema))


def write_atomically(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
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


def from_yaml(text: str) -> Release:
    """Read a record back. Raises ruamel's YAMLError or pydantic's ValidationError."""
    data = YAML(typ="safe", pure=True).load(text)
    if not isinstance(data, Mapping):
        raise ValueError("the file holds no mapping")
    return Release.model_validate(data)
