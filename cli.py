"""The commands. This room alone prints and exits."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.arguments import File, Lang, Ocr, Output, Pages, Paths, Records
from extract.batch import flags
from extract.default_command import DefaultGroup
from extract.errors import ExitCode, ExtractError, InternalError

if TYPE_CHECKING:
    from extract.batch.settings import Settings
    from extract.jobs import Choice, Job
    from extract.read import Document, ReadOptions
    from extract.records import Release

app = typer.Typer(
    cls=DefaultGroup,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Numeric claims of French press releases as validated YAML.\n\n"
    "`extract release.pdf` is short for `extract run release.pdf`; `./check` names a file called check.",
)
STREAM = Path("-")
REPORT = "please report it; --debug shows where it happened"


def _version(wanted: bool) -> None:
    if wanted:
        from extract import __version__

        print(f"extract {__version__}")
        raise typer.Exit


@app.callback()
def group(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say it.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an internal error happened.")] = False,
) -> None:
    pass


@app.command()
def run(
    ctx: typer.Context,
    paths: Paths,
    output: Output = None,
    recursive: flags.Recursive = False,
    include: flags.Include = None,
    exclude: flags.Exclude = None,
    force: flags.Force = False,
    jobs: flags.Jobs = 0,
    fail_fast: flags.FailFast = False,
    max_failures: flags.MaxFailures = 0,
    report: flags.Report = None,
    watch: flags.Watch = False,
    dask: flags.Dask = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no table.")] = False,
    pages: Pages = "",
    lang: Lang = "fra",
    ocr: Ocr = "auto",
    timeout: flags.Timeout = 300.0,
    max_memory: flags.MaxMemory = "2GB",
    max_pages: flags.MaxPages = 1000,
    max_pixels: flags.MaxPixels = 120_000_000,
    max_bytes: flags.MaxBytes = "400MB",
) -> None:
    """Write the numeric claims of releases as YAML beside them. The default command."""
    from extract.batch.settings import Limits, Settings
    from extract.jobs import Choice, plan, releases_in
    from extract.report.follow import follow

    reading = replace(
        _options(pages, lang, ocr), max_pages=max_pages, max_pixels=max_pixels, max_bytes=flags.size(max_bytes)
    )
    if STREAM in paths or output == STREAM:
        _stream(paths, output, reading)
        return
    choice = Choice(recursive, tuple(include or ()), tuple(exclude or ()))
    if watch and not all(path.is_dir() for path in paths):
        raise typer.BadParameter("--watch looks at folders")
    alone = len(paths) == 1 and dask is None and not paths[0].is_dir()
    settings = Settings(
        reading,
        Limits(timeout, flags.size(max_memory)),
        workers=jobs,
        force=force or alone,  # who names one file wants to see it read
        max_failures=1 if fail_fast else max_failures,
        show=alone and not quiet,
        debug=ctx.find_root().params["debug"],
        fork=True,
    )
    told = partial(follow, alone=alone, quiet=quiet, report=report, debug=settings.debug)
    if dask is not None:
        from extract.batch.cluster import plan_urls, run_on_cluster

        remote = plan_urls(paths, output, choice)
        code = told([job.source for job in remote], lambda _: run_on_cluster(dask, remote, settings))
    else:
        from extract.batch.run import run_batch

        found = plan(paths, output, choice) if not watch or any(releases_in(path, choice) for path in paths) else ()
        code = told([job.source for job in found], lambda seen: run_batch(found, settings, seen))
        if watch and code is not ExitCode.INTERRUPTED:
            code = _attend(paths, output, choice, settings, quiet, {job.source for job in found})
    if code:
        raise typer.Exit(code)


def _attend(
    paths: list[Path], output: Path | None, choice: Choice, settings: Settings, quiet: bool, known: set[Path]
) -> ExitCode:
    """Read what comes into folders until the process is told to end, which is its ordinary end."""
    from extract.batch.run import run_batch
    from extract.batch.watch import arrivals, settle
    from extract.jobs import plan, releases_in
    from extract.report.follow import follow, stoppable

    with suppress(KeyboardInterrupt), stoppable():
        for changed in arrivals(paths, choice.recursive):
            if not any(releases_in(path, choice) for path in paths):
                continue
            jobs = [
                job for job in plan(paths, output, choice) if job.source not in known or job.source.resolve() in changed
            ]
            if jobs:
                settle(job.source for job in jobs)
                known |= {job.source for job in jobs}
                run = partial(run_batch, jobs, settings)
                if follow([job.source for job in jobs], run, quiet=quiet) is ExitCode.INTERRUPTED:
                    break
    return ExitCode.OK


def _write(job: Job, releases: tuple[Release, ...]) -> None:
    from extract.merge import merge_file
    from extract.write import schema_for, write_atomically

    for release, target in zip(releases, job.targets(len(releases)), strict=True):
        merged = merge_file(target, release, schema_for(target))
        write_atomically(target, merged.text)
        for line in merged.disagreements:
            _say(f"{target}: {line}")


def _stream(paths: list[Path], output: Path | None, options: ReadOptions) -> None:
    """Standard input, standard output, or both."""
    from extract.write import to_yaml

    if len(paths) > 1 or (paths != [STREAM] and paths[0].is_dir()):
        raise typer.BadParameter("- takes one release at a time")
    releases = _guarded(lambda: _releases(paths[0], options), paths[0])
    if output in (None, STREAM):
        sys.stdout.write("---\n".join(to_yaml(release) for release in releases))
        return
    from extract.jobs import Job, is_folder

    assert output is not None
    _write(Job(STREAM, output / "stdin.yaml" if is_folder(output) else output), releases)


def _releases(path: Path, options: ReadOptions) -> tuple[Release, ...]:
    from extract.pipeline import releases_of

    return releases_of(_read(path, options), options)


@app.command()
def text(
    path: File,
    raw: Annotated[bool, typer.Option("--raw", help="As it was read, before any repair.")] = False,
    boxes: Annotated[bool, typer.Option("--boxes", help="Print each word with its place as JSON lines.")] = False,
    pages: Pages = "",
    lang: Lang = "fra",
    ocr: Ocr = "auto",
) -> None:
    """Print the repaired text of a release, or the text as read."""
    from extract.repair import repair
    from extract.text import Text

    document = _read(path, _options(pages, lang, ocr))
    for warning in document.warnings:
        _say(f"{path}: {warning}")
    if boxes:
        from extract.report.texts import print_words

        print_words(document, sys.stdout)
        return
    sys.stdout.write(document.raw if raw else repair(Text(document.raw)).repaired)


def _read(path: Path, options: ReadOptions | None = None) -> Document:
    from extract.read import read_bytes, read_file

    if path == STREAM:
        return read_bytes("stdin", sys.stdin.buffer.read(), options)
    return read_file(path, options)


def _options(pages: str, lang: str, ocr: str) -> ReadOptions:
    from extract.read import OcrMode, ReadOptions

    return ReadOptions(languages=lang, ocr=OcrMode(ocr), pages=pages)


@app.command()
def repair(
    path: File,
    diff: Annotated[bool, typer.Option("--diff", help="Show each change in its line.")] = False,
    edits: Annotated[bool, typer.Option("--edits", help="Print the changes as JSON lines.")] = False,
) -> None:
    """Print the repaired text of a release, and what repair changed."""
    from extract.repair import repair as repair_text
    from extract.report import texts
    from extract.text import Text

    done = repair_text(Text(_read(path).raw))
    if edits:
        texts.print_edits(done, sys.stdout)
    elif diff:
        texts.show_diff(done, sys.stdout)
    else:
        sys.stdout.write(done.repaired)


@app.command()
def quantities(
    words: Annotated[str, typer.Argument(help="A text, or - for standard input.")],
) -> None:
    """Print the quantities of a text as JSON lines, and the numbers that are none with their reason."""
    from extract.find import find, with_ones
    from extract.report.texts import print_quantities

    text = sys.stdin.read().removesuffix("\n") if words == "-" else words
    print_quantities(with_ones(text, find(text)), sys.stdout)


@app.command()
def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Records, or folders of them; this folder if none.")
    ] = None,
    source: Annotated[bool, typer.Option("--source", help="Also compare with the source beside each record.")] = False,
    sources: Annotated[Path | None, typer.Option(help="The folder of the sources, where they are not beside.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings and notes fail too.")] = False,
    select: Annotated[list[str] | None, typer.Option(help="Only these rules (names, with commas between).")] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="All rules but these.")] = None,
    output_format: Annotated[str, typer.Option(help="text, json, github, gitlab, sarif or junit.")] = "text",
    explain: Annotated[str | None, typer.Option(metavar="RULE", help="Say what a rule asks for, and why.")] = None,
) -> None:
    """Check records: YAML, schema, codes, arithmetic and, with --source, where they are from."""
    from extract.check import Options, Severity, check_paths, rules
    from extract.report.findings import FORMATS

    if explain is not None:
        print(rules()[_one_of(explain, rules(), "rule")].page, end="")
        return
    write = FORMATS[_one_of(output_format, FORMATS, "format")]
    chosen, left_out = (
        frozenset(_one_of(name, rules(), "rule") for words in given or () for name in words.split(","))
        for given in (select, ignore)
    )
    streamed = output_format == "text"
    files, findings, worst = [], [], Severity.NOTE - 1
    for file, found in check_paths(paths or [Path()], Options(chosen, left_out, source, sources)):
        files.append(file)
        worst = max([worst, *(finding.severity for finding in found)])
        if streamed:
            write([file], found, sys.stdout)
        else:
            findings += found
    if not streamed:
        write(files, findings, sys.stdout)
    if worst >= (Severity.NOTE if strict else Severity.ERROR):
        raise typer.Exit(ExitCode.FINDINGS)


def _one_of(word: str, known: Iterable[str], what: str) -> str:
    """A name that the program knows, or a usage error with the nearest one."""
    from difflib import get_close_matches

    names = list(known)
    if word not in names:
        close = get_close_matches(word, names, n=1)
        raise typer.BadParameter(f"no {what} is called {word!r}" + (f": did you mean {close[0]!r}?" if close else ""))
    return word


@app.command()
def diff(before: Path, after: Path) -> None:
    """Compare two records claim by claim; exit code 1 where they differ."""
    from extract.report.difference import show_difference

    if show_difference((str(before), str(after)), _record(before), _record(after), sys.stdout):
        raise typer.Exit(ExitCode.FINDINGS)


def _record(path: Path) -> Release:
    from extract.write import read_record

    return read_record(path)


@app.command()
def migrate(paths: Records) -> None:
    """Lift records of an older schema version to the current one, in place."""
    from extract.check.files import records_in
    from extract.check.migrate import migrate_file

    for path in paths:
        for file in records_in(path) if path.is_dir() else [path]:
            if migrate_file(file):
                print(f"{file}: lifted")


@app.command()
def schema(output: Output = None) -> None:
    """Print the JSON Schema of a record, or write it."""
    from extract.schema import schema_text
    from extract.write import write_atomically

    if output in (None, STREAM):
        sys.stdout.write(schema_text())
    else:
        assert output is not None
        write_atomically(output / "release.schema.json" if output.is_dir() else output, schema_text())


def _complain(error: ExtractError) -> None:
    _say(str(error))


def _say(line: str) -> None:
    """One line on standard error."""
    from extract.report.terminal import printable

    print(f"extract: {' '.join(printable(line).split())}", file=sys.stderr)


def _guarded(work: Callable[[], tuple[Release, ...]], path: Path) -> tuple[Release, ...]:
    """What a defect raises becomes an error like any other, so that it harms one file alone."""
    try:
        return work()
    except (ExtractError, MemoryError, RecursionError):
        raise
    except Exception as error:
        raise InternalError(str(path), f"internal error ({type(error).__name__}: {error})", REPORT) from error


def main() -> None:
    """Run the command of this process's arguments; errors become one line and an exit code."""
    debug = "--debug" in sys.argv
    try:
        app(_hoist(sys.argv[1:]), prog_name="extract")
    except ExtractError as error:
        _leave_if_interrupted(error)
        if debug and error.code is ExitCode.INTERNAL:
            raise
        _complain(error)
        raise SystemExit(int(error.code)) from None
    except Exception as error:
        _leave_if_interrupted(error)
        if debug:
            raise
        _complain(InternalError("extract", f"internal error ({type(error).__name__}: {error})", REPORT))
        raise SystemExit(int(ExitCode.INTERNAL)) from None


def _leave_if_interrupted(error: BaseException) -> None:
    """An interruption that meets the making of a class while a module is loaded arrives as the cause of another error."""
    cause = error.__cause__
    while cause is not None:
        if isinstance(cause, KeyboardInterrupt):
            raise SystemExit(int(ExitCode.INTERRUPTED)) from None
        cause = cause.__cause__


def _hoist(words: list[str]) -> list[str]:
    """`--debug` may stand anywhere before `--`."""
    end = words.index("--") if "--" in words else len(words)
    if "--debug" not in words[:end]:
        return words
    return ["--debug", *(w for w in words[:end] if w != "--debug"), *words[end:]]
