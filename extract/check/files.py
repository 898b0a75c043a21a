"""Records on disk become findings, file by file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.check.finding import Finding
from extract.check.record import check_text
from extract.check.rules import rules
from extract.errors import InputError
from extract.jobs import RECORD_SUFFIXES


@dataclass(frozen=True, slots=True)
class Options:
    """Which rules count, and whether the sources are looked at: beside the records, or in a folder of their own."""

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    with_source: bool = False
    sources: Path | None = None

    def wants(self, finding: Finding) -> bool:
        return finding.rule not in self.ignore and (not self.select or finding.rule in self.select)


def check_paths(paths: Sequence[Path], options: Options = Options()) -> Iterator[tuple[str, list[Finding]]]:
    """Every record of files and folders with its findings, in order; one record is held in memory at a time.

    Raises InputError where one cannot be read or a folder holds no record.
    """
    for path in paths:
        files = records_in(path) if path.is_dir() else [path]
        if not files:
            raise InputError(str(path), "holds no YAML file", "give records or a folder with them")
        for file in files:
            yield str(file), [finding for finding in check_file(file, options) if options.wants(finding)]


def check_file(path: Path, options: Options = Options()) -> list[Finding]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            str(path), f"cannot be read ({error.strerror})", "check the path and its permissions"
        ) from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        message = f"the byte 0x{data[error.start]:02x} is no UTF-8: save the file as UTF-8"
        return [Finding(str(path), line, column, "", "encoding", rules()["encoding"].severity, message)]
    sources = (options.sources or path.parent) if options.with_source or options.sources else None
    return check_text(str(path), text, sources)


def records_in(folder: Path) -> list[Path]:
    """The YAML files of a folder and its folders, hidden ones apart."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in RECORD_SUFFIXES
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.is_file()
    )
