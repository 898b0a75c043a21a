"""Records of older schema versions become records of the current one, with their comments."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from extract.comments import carry_over
from extract.errors import InputError
from extract.load import load
from extract.records import SCHEMA_VERSION, Release
from extract.write import schema_for, to_yaml, write_atomically


def migrate(text: str, schema: str) -> str:
    """The text of the record in the current version; the text itself where it is current.

    Raises YamlError where it is no YAML, pydantic's ValidationError where it is no record even then, ValueError where
    its version is unknown.
    """
    data = load(text)
    version = _version(data)
    if version == SCHEMA_VERSION:
        return text
    if version not in STEPS:
        raise ValueError(f"schema version {version} is unknown to this program")
    while version < SCHEMA_VERSION:
        STEPS[version](data)
        version += 1
        data["schema_version"] = version
    return carry_over(text, to_yaml(Release.model_validate(data), schema))


def migrate_file(path: Path) -> bool:
    """Migrate a file in place; gives whether it changed. Raises InputError where that cannot be done."""
    try:
        text = path.read_text(encoding="utf-8")
        lifted = migrate(text, schema_for(path))
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "check the path") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise InputError(
            str(path), f"is no record even when lifted ({where}: {first['msg']})", "correct it first"
        ) from error
    except ValueError as error:
        raise InputError(str(path), f"cannot be lifted ({error})", "correct it first") from error
    if lifted == text:
        return False
    write_atomically(path, lifted)
    return True


def _version(data: Any) -> int:
    """Records without a version are of the time before there was one."""
    if not isinstance(data, dict):
        raise ValueError("this is no record")
    version = data.get("schema_version", 0)
    if not isinstance(version, int):
        raise ValueError(f"schema version {version!r} is no number")
    return version


def _wrap_dates_and_places(data: dict[str, Any]) -> None:
    """0 → 1: dates and places stood as plain texts, the issuer as one."""
    head = data.setdefault("release", {})
    if isinstance(head.get("place"), str):
        head["place"] = {"name": head["place"]}
    if isinstance(head.get("issuer"), str):
        head["issuers"] = [head.pop("issuer")]
    for claim in data.get("claims", ()):
        for name, key in (("period", "edtf"), ("baseline", "edtf"), ("place", "name")):
            if isinstance(claim.get(name), (str, int)):
                claim[name] = {key: str(claim[name])}


STEPS: dict[int, Callable[[dict[str, Any]], None]] = {0: _wrap_dates_and_places}
