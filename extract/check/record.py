"""One file's text becomes findings: first the YAML, then the shape, then what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path as Folder

from extract.check.agreement import agreement
from extract.check.codes import codes
from extract.check.finding import Finding, Path, Problem, dotted
from extract.check.links import links
from extract.check.places import places
from extract.check.positions import positions
from extract.check.rules import rules
from extract.check.shape import shape
from extract.check.values import own_words
from extract.load import Fault, Loaded, YamlError, read
from extract.records import Release

BLINDING = {"alias", "tag", "yaml-key"}  # what stands there is not known
MISREAD = {"value", "share", "fraction", "direction", "range"}
AT_KEY = {"unknown-key", "empty-value"}  # the key itself is what is wrong


def _claims(record: Release) -> Iterator[Problem]:
    for index, claim in enumerate(record.claims):
        if claim.reviewed != "rejected":
            for problem in own_words(claim):
                yield Problem(problem.rule, ("claims", index, *problem.path), problem.message)


def check_text(file: str, text: str, sources: Folder | None = None) -> list[Finding]:
    """The findings of a record, in the order of its lines; against its source where the source's folder is given."""
    try:
        loaded = read(text)
    except YamlError as error:
        return [_fault(file, error.fault)]
    findings = [_fault(file, fault) for fault in loaded.faults]
    problems = list(_problems(loaded, sources))
    if problems:
        where = positions(text)
        findings += [_finding(file, problem, where.find) for problem in problems]
    return sorted(findings, key=lambda f: (f.line, f.column, f.rule))


def _problems(loaded: Loaded, sources: Folder | None) -> Iterator[Problem]:
    """Each step trusts the one before: a record out of shape is not read, a misread value not added up."""
    if any(fault.rule in BLINDING for fault in loaded.faults):
        return
    problems = list(shape(loaded.data))
    if not problems:
        record = Release.model_validate(loaded.data)
        for check in (links, codes, places, _claims):
            problems += check(record)
        if not any(problem.rule in MISREAD for problem in problems):
            problems += agreement(record)
        if sources is not None:
            from extract.check.provenance import provenance

            problems += provenance(record, sources)
    yield from problems


def _fault(file: str, fault: Fault) -> Finding:
    return Finding(file, fault.line, fault.column, "", fault.rule, rules()[fault.rule].severity, fault.message)


def _finding(file: str, problem: Problem, find: Callable[[Path, bool], tuple[int, int]]) -> Finding:
    line, column = find(problem.path, problem.rule in AT_KEY)
    severity = rules()[problem.rule].severity
    return Finding(file, line, column, dotted(problem.path), problem.rule, severity, problem.message)
