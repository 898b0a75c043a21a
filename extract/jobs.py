"""Which files are to be read, and what their records are called; one job a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.errors import InputError

SUFFIXES = frozenset(
    ".pdf .txt .text .html .htm .xhtml .docx .png .jpg .jpeg .tif .tiff .bmp .webp .gif .jp2 .pnm .ppm .pgm".split()
)
RECORD_SUFFIXES = frozenset({".yaml", ".yml"})


@dataclass(frozen=True, slots=True)
class Job:
    """A file and its record: `target` is the YAML of a file with one release.

    Further releases of the same file are numbered: `bilan-1.yaml`, `bilan-2.yaml`.
    """

    source: Path
    target: Path

    def targets(self, releases: int) -> tuple[Path, ...]:
        if releases == 1:
            return (self.target,)
        stem = self.target.name.removesuffix(self.target.suffix)
        return tuple(self.target.with_name(f"{stem}-{n}{self.target.suffix}") for n in range(1, releases + 1))


def plan(paths: Sequence[Path], output: Path | None = None, recursive: bool = False) -> tuple[Job, ...]:
    """The jobs of files and folders, in a fixed order. Raises InputError where there is nothing to do.

    `output` is a folder when it is one already, ends in a slash, has no YAML suffix or must hold several records; a
    folder's tree is mirrored in it.
    """
    jobs: list[Job] = []
    for path in paths:
        if path.is_dir():
            found = releases_in(path, recursive)
            if not found:
                raise InputError(
                    str(path),
                    "holds no release",
                    "give a folder with PDF, image, HTML, DOCX or text files"
                    + ("" if recursive else ", or look into its folders with --recursive"),
                )
            jobs += [Job(f, (output / f.parent.relative_to(path) if output else f.parent) / name(f)) for f in found]
        elif path.suffix.lower() in RECORD_SUFFIXES:
            raise InputError(str(path), "is a record, not a release", "`extract check` reads records")
        elif output and not is_folder(output):
            jobs.append(Job(path, output))
        else:
            jobs.append(Job(path, (output or path.parent) / name(path)))
    return tuple(_apart(dict.fromkeys(jobs)))


def is_folder(output: Path) -> bool:
    return output.is_dir() or output.suffix.lower() not in RECORD_SUFFIXES


def releases_in(folder: Path, recursive: bool = False) -> list[Path]:
    """The files of a folder that may be releases, by their suffix; hidden ones and records are none."""
    found = folder.rglob("*") if recursive else folder.iterdir()
    return sorted(
        path
        for path in found
        if path.suffix.lower() in SUFFIXES
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.is_file()
    )


def name(source: Path) -> str:
    """`bilan.pdf` gives `bilan.yaml`, but `bilan.pdf.yaml` where `bilan.html` or `bilan-2.pdf` stands beside it.

    The rule looks at the folder alone, so that neither order nor number of runs changes a name.
    """
    numbered = re.compile(re.escape(source.stem) + r"(?:-\d+)?", re.IGNORECASE)
    try:
        rivals = any(
            numbered.fullmatch(other.stem) and other.name != source.name and other.suffix.lower() in SUFFIXES
            for other in source.parent.iterdir()
        )
    except OSError:
        rivals = False
    return (source.name if rivals else source.stem) + ".yaml"


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
