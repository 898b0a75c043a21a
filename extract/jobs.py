"""Which files are to be read, and what their records are called; one job a file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from extract.errors import InputError, OutputError

SUFFIXES = frozenset(
    ".pdf .txt .text .html .htm .xhtml .docx .png .jpg .jpeg .tif .tiff .bmp .webp .gif .jp2 .pnm .ppm .pgm".split()
)
RECORD_SUFFIXES = frozenset({".yaml", ".yml"})
NUMBER = re.compile(r"-\d+$")


@dataclass(frozen=True, slots=True)
class Job:
    """A file and its record: `target` is the YAML of a file with one release.

    Further releases of the same file are numbered: `bilan-1.yaml`, `bilan-2.yaml`.
    """

    source: Path
    target: Path

    def targets(self, releases: int) -> tuple[Path, ...]:
        return (self.target,) if releases == 1 else tuple(self.numbered(n) for n in range(1, releases + 1))

    def numbered(self, number: int) -> Path:
        stem = self.target.name.removesuffix(self.target.suffix)
        return self.target.with_name(f"{stem}-{number}{self.target.suffix}")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which files of a folder are wanted: globs match the name, or the path from the folder where they have a slash."""

    recursive: bool = False
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def takes(self, path: PurePath) -> bool:
        """Whether a file, by its path from the folder, may be a release and is wanted."""
        if path.suffix.lower() not in SUFFIXES or any(part.startswith(".") for part in path.parts):
            return False
        if self.include and not any(_fits(path, glob) for glob in self.include):
            return False
        return not any(_fits(path, glob) for glob in self.exclude)


def _fits(path: PurePath, glob: str) -> bool:
    return fnmatchcase(path.as_posix() if "/" in glob else path.name, glob)


def plan(paths: Sequence[Path], output: Path | None = None, choice: Choice = Choice()) -> tuple[Job, ...]:
    """The jobs of files and folders, in a fixed order. Raises InputError where there is nothing to do.

    `output` is a folder when it is one already, ends in a slash, has no YAML suffix or must hold several records; a
    folder's tree is mirrored in it.
    """
    jobs: list[Job] = []
    names = Names()
    for path in paths:
        if path.is_dir():
            found = releases_in(path, choice)
            if not found:
                raise InputError(
                    str(path),
                    "holds no release" + (" of that name" if choice.include or choice.exclude else ""),
                    "give a folder with PDF, image, HTML, DOCX or text files"
                    + ("" if choice.recursive else ", or look into its folders with --recursive"),
                )
            jobs += [Job(f, (output / f.parent.relative_to(path) if output else f.parent) / names.of(f)) for f in found]
        elif path.suffix.lower() in RECORD_SUFFIXES:
            raise InputError(str(path), "is a record, not a release", "`extract check` reads records")
        elif output and not is_folder(output):
            jobs.append(Job(path, output))
        else:
            jobs.append(Job(path, (output or path.parent) / names.of(path)))
    if output and len(jobs) > 1 and not is_folder(output):
        raise OutputError(str(output), f"cannot hold the records of {len(jobs)} files", "give a folder with -o")
    if output and is_folder(output):
        _keep_inside(jobs, output)
    return tuple(_apart(dict.fromkeys(jobs)))


def _keep_inside(jobs: Iterable[Job], output: Path) -> None:
    """A link in the output folder must not lead records out of it. Raises OutputError."""
    root = output.resolve()
    for folder in dict.fromkeys(job.target.parent for job in jobs):
        if not folder.resolve().is_relative_to(root):
            raise OutputError(str(folder), f"leads out of {output} by a link", "remove the link, or choose another -o")


def is_folder(output: Path) -> bool:
    return output.is_dir() or output.suffix.lower() not in RECORD_SUFFIXES


def releases_in(folder: Path, choice: Choice = Choice()) -> list[Path]:
    """The files of a folder that may be releases, by their suffix; hidden ones and records are none.

    Links are followed to files of the same folder alone: what a link leads to elsewhere is not the folder's.
    """
    root = folder.resolve()
    return sorted(
        path
        for path in _files(folder, choice.recursive)
        if choice.takes(path.relative_to(folder)) and (not path.is_symlink() or path.resolve().is_relative_to(root))
    )


def _files(folder: Path, recursive: bool) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if recursive and not name.startswith(".")]
        for name in names:
            path = Path(place, name)
            if path.is_file():
                yield path


@dataclass(slots=True)
class Names:
    """The names of records: `bilan.pdf` gives `bilan.yaml`, but `bilan.pdf.yaml` where `bilan.html` or `bilan-2.pdf`
    stands beside it.

    The rule looks at the folder alone, so that neither order nor number of runs changes a name.
    """

    _folders: dict[Path, dict[str, set[str]]] = field(default_factory=dict)

    def of(self, source: Path) -> str:
        if source.parent not in self._folders:
            self._folders[source.parent] = stems(_listed(source.parent))
        return record_name(source.name, self._folders[source.parent])


def _listed(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def stems(names: Iterable[str]) -> dict[str, set[str]]:
    """The files of one folder that may be releases, by each stem that they may claim."""
    out: dict[str, set[str]] = {}
    for name in names:
        path = PurePath(name)
        if path.suffix.lower() in SUFFIXES:
            stem = path.stem.casefold()
            for claimed in {stem, NUMBER.sub("", stem)}:
                out.setdefault(claimed, set()).add(name)
    return out


def record_name(source: str, taken: dict[str, set[str]]) -> str:
    """The name of a file's record, among the files of its folder as `stems` gives them."""
    stem = PurePath(source).stem
    return (source if taken.get(stem.casefold(), set()) - {source} else stem) + ".yaml"


def _apart(jobs: Iterable[Job]) -> Iterable[Job]:
    """Jobs from several folders into one output folder: later ones with a taken name get a number."""
    taken: set[str] = set()
    for job in jobs:
        target, n = job.target, 2
        while str(target).casefold() in taken:
            target = job.target.with_name(f"{job.target.name.removesuffix('.yaml')}.{n}.yaml")
            n += 1
        taken.add(str(target).casefold())
        yield Job(job.source, target)
