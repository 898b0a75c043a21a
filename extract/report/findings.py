"""Findings as text, JSON, and what GitHub, GitLab, SARIF viewers and JUnit readers take."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TextIO
from xml.sax.saxutils import escape, quoteattr

from extract import __version__
from extract.check.finding import Finding, Severity
from extract.check.rules import rules
from extract.report.terminal import printable

Writer = Callable[[Sequence[str], Sequence[Finding], TextIO], None]
SUMMARY = "GITHUB_STEP_SUMMARY"  # the file that GitHub shows under a job


def line_of(finding: Finding) -> str:
    """`file:line: path: message [rule, severity, column]`."""
    tail = f"[{finding.rule}, {finding.severity.word}, column {finding.column}]"
    return printable(f"{finding.file}:{finding.line}: {finding.path or 'file'}: {finding.message} {tail}")


def as_text(files: Sequence[str], findings: Sequence[Finding], out: TextIO) -> None:
    for finding in findings:
        print(line_of(finding), file=out)


def as_json(files: Sequence[str], findings: Sequence[Finding], out: TextIO) -> None:
    rows = [
        {
            "file": f.file,
            "line": f.line,
            "column": f.column,
            "path": f.path,
            "rule": f.rule,
            "severity": f.severity.word,
            "message": f.message,
        }
        for f in findings
    ]
    _dump({"files": len(files), "findings": rows}, out)


def as_github(files: Sequence[str], findings: Sequence[Finding], out: TextIO) -> None:
    """Workflow commands, the most severe first, since GitHub shows ten; all of them go to the step's summary."""
    word = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
    ordered = sorted(findings, key=lambda f: -f.severity)
    for f in ordered:
        message = printable(f"{f.path}: {f.message}" if f.path else f.message)
        place = f"file={_property(f.file)},line={f.line},col={f.column},title={_property(f.rule)}"
        print(f"::{word[f.severity]} {place}::{_escaped(message)}", file=out)
    if os.environ.get(SUMMARY):
        with Path(os.environ[SUMMARY]).open("a", encoding="utf-8") as summary:
            summary.write(_summary(files, ordered))


def _summary(files: Sequence[str], findings: Sequence[Finding]) -> str:
    count = Counter(f.severity.word for f in findings)
    said = ", ".join(f"{n} {word}{'s' if n > 1 else ''}" for word, n in count.items()) or "nothing to correct"
    lines = ["## extract check", "", f"{len(files)} record{'s' if len(files) != 1 else ''}: {said}.", ""]
    if findings:
        lines += ["| severity | file | line | where | what | rule |", "|---|---|---:|---|---|---|"]
    for f in findings:
        cells = (f.severity.word, f.file, str(f.line), f.path, f.message, f.rule)
        lines.append("| " + " | ".join(printable(c).replace("|", "\\|").replace("<", "&lt;") for c in cells) + " |")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def as_gitlab(files: Sequence[str], findings: Sequence[Finding], out: TextIO) -> None:
    """GitLab's Code Quality report."""
    severity = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}
    rows = [
        {
            "description": f"{f.path}: {f.message}" if f.path else f.message,
            "check_name": f.rule,
            "fingerprint": _fingerprint(f, n),
            "severity": severity[f.severity],
            "location": {"path": f.file, "lines": {"begin": f.line}},
        }
        for f, n in _numbered(findings)
    ]
    _dump(rows, out)


def as_sarif(files: Sequence[str], findings: Sequence[Finding], out: TextIO) -> None:
    """SARIF 2.1.0."""
    names = list(rules())
    level = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
    described = [
        {
            "id": rule.name,
            "shortDescription": {"text": rule.asks},
            "fullDescription": {"text": rule.why},
            "help": {"text": rule.page, "markdown": rule.page},
            "defaultConfiguration": {"level": level[rule.severity]},
        }
        for rule in rules().values()
    ]
    results = [
        {
            "ruleId": f.rule,
            "ruleIndex": names.index(f.rule),
            "level": level[f.severity],
            "message": {"text": f.message},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": Path(f.file).as_posix().replace(" ", "%20")},
                        "region": {"startLine": f.line, "startColumn": f.column},
                    },
                    "logicalLocations": [{"fullyQualifiedName": f.path}],
                }
            ],
            "partialFingerprints": {"extract/v1": _fingerprint(f, n)},
        }
        for f, n in _numbered(findings)
    ]
    driver = {"name": "extract", "version": __version__, "rules": described}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    _dump({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}, out)


def as_junit(files: Sequence[str], findings: Sequence[Finding], out: TextIO) -> None:
    """JUnit XML: a test case a file, its findings one failure."""
    by_file: defaultdict[str, list[Finding]] = defaultdict(list)
    for f in findings:
        by_file[f.file].append(f)
    names = list(dict.fromkeys([*files, *by_file]))
    failed = sum(any(f.severity is Severity.ERROR for f in by_file[name]) for name in names)
    print('<?xml version="1.0" encoding="UTF-8"?>', file=out)
    print(f'<testsuites><testsuite name="extract check" tests="{len(names)}" failures="{failed}" errors="0">', file=out)
    for name in names:
        found = by_file[name]
        body = escape("\n".join(map(line_of, found)))
        errors = sum(f.severity is Severity.ERROR for f in found)
        inner = f"<failure message={quoteattr(f'{errors} errors')}>{body}</failure>" if errors else ""
        inner = inner or (f"<system-out>{body}</system-out>" if found else "")
        print(f'<testcase classname="extract.check" name={quoteattr(printable(name))}>{inner}</testcase>', file=out)
    print("</testsuite></testsuites>", file=out)


def _numbered(findings: Sequence[Finding]) -> list[tuple[Finding, int]]:
    """Findings that say the same of the same place are told apart by their number."""
    seen: Counter[tuple[str, str, str, str]] = Counter()
    out = []
    for f in findings:
        key = (f.file, f.path, f.rule, f.message)
        out.append((f, seen[key]))
        seen[key] += 1
    return out


def _fingerprint(finding: Finding, number: int) -> str:
    """The same for the same fault after lines were added above it."""
    words = "\0".join((finding.file, finding.path, finding.rule, finding.message, str(number)))
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:32]


def _dump(value: Any, out: TextIO) -> None:
    json.dump(value, out, ensure_ascii=False, indent=2)
    out.write("\n")


FORMATS: dict[str, Writer] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
    "sarif": as_sarif,
    "junit": as_junit,
}
