"""Records on disk become findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from extract.check.finding import Finding
from extract.errors import InputError
from extract.jobs import RECORD_SUFFIXES
from extract.records import Release


def check_paths(paths: Sequence[Path]) -> Iterator[Finding]:
    """The findings of files and folders. Raises InputError where one cannot be read."""
    for path in records_in(paths):
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(str(path), f"cannot be read ({error})", "check the path and its permissions") from error
        yield from check_text(str(path), text)


def records_in(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix.lower() in RECORD_SUFFIXES and p.is_file())
        else:
            yield path


def check_text(name: str, text: str) -> Iterable[Finding]:
    try:
        data = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return [Finding(name, line, column, "", str(error.problem))]
    try:
        Release.model_validate(data)
    except ValidationError as error:
        return [_finding(name, data, e["loc"], e["msg"]) for e in error.errors()]
    return []


def _finding(name: str, data: Any, loc: tuple[int | str, ...], message: str) -> Finding:
    line, column, path = 0, 0, ""
    for key in loc:
        try:
            line, column = data.lc.key(key) if isinstance(key, str) else data.lc.item(key)
            data = data[key]
        except (KeyError, AttributeError, TypeError, IndexError):
            pass
        path += f"[{key}]" if isinstance(key, int) else f".{key}" if path else key
    return Finding(name, line + 1, column + 1, path, message)
