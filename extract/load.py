"""YAML text becomes plain data, by libyaml's events and the core schema of YAML 1.2.

PyYAML's own constructor follows YAML 1.1 (`no` is false, 12:30 is 750), lets a repeated key win in silence, follows
aliases without end, and takes as long again as the parser; records need none of that.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from extract.scalars import resolve

FORBIDDEN = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DEEPEST = 32  # a record is six levels deep


class Fault(NamedTuple):
    """What is wrong with the YAML itself: `line` and `column` from 1."""

    rule: str
    line: int
    column: int
    message: str


class YamlError(ValueError):
    """The text is no YAML that a record can be written in."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(f"line {fault.line}: {fault.message}")


@dataclass(slots=True)
class Loaded:
    """The data of a text, with every fault that did not keep it from being read."""

    data: Any = None
    faults: list[Fault] = field(default_factory=list)


def load(text: str) -> Any:
    """The data of a YAML text. Raises YamlError where it is faulty."""
    loaded = read(text)
    for fault in loaded.faults:
        if fault.rule != "unquoted":
            raise YamlError(fault)
    return loaded.data


def read(text: str) -> Loaded:
    """The data of a YAML text and its faults. Raises YamlError where it cannot be parsed."""
    try:
        return _Reader(text).read()
    except yaml.MarkedYAMLError as error:
        raise YamlError(_syntax(error, text)) from error
    except yaml.reader.ReaderError as error:
        found = FORBIDDEN.search(text)
        line, column = position(text, found.start() if found else 0)
        said = f"U+{ord(found.group()):04X}" if found else "a character"
        raise YamlError(Fault("yaml-syntax", line, column, f"{said} is not allowed in YAML: remove it")) from error


def position(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of an offset."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def events(text: str) -> Callable[[], Any]:
    """A function that gives the next parsing event of a text."""
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    get: Callable[[], Any] = loader.get_event
    return get


class _Reader:
    def __init__(self, text: str) -> None:
        self._next = events(text)
        self._loaded = Loaded()
        self._depth = 0

    def read(self) -> Loaded:
        self._next()  # the start of the stream
        documents = 0
        while not isinstance(event := self._next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 1:
                    self._loaded.data = self._node(self._next())
                elif documents == 2:
                    self._fault("documents", event, "a second document begins: keep one record a file")
        return self._loaded

    def _node(self, event: Any) -> Any:
        kind = type(event)
        if kind is yaml.AliasEvent:
            self._fault("alias", event, f"*{event.anchor} is an alias: write the value out")
            return None
        if event.anchor is not None:
            self._fault("alias", event, f"&{event.anchor} is an anchor: remove it and write the values out")
        if event.tag is not None and event.tag != "!":
            self._fault("tag", event, f"{event.tag} is a tag: remove it, records are plain data")
        if kind is yaml.ScalarEvent:
            if not event.implicit[0]:
                return event.value
            value, otherwise = resolve(event.value)
            if otherwise:
                self._fault("unquoted", event, f'{event.value} is read otherwise by other tools: write "{event.value}"')
            return value
        self._depth += 1
        if self._depth > DEEPEST:
            raise YamlError(Fault("yaml-syntax", *_of(event), f"more than {DEEPEST} levels deep: no record is"))
        value = self._mapping() if kind is yaml.MappingStartEvent else self._sequence()
        self._depth -= 1
        return value

    def _mapping(self) -> dict[Any, Any]:
        out: dict[Any, Any] = {}
        get, node, end = self._next, self._node, yaml.MappingEndEvent
        while (event := get()).__class__ is not end:
            key = node(event)
            if not isinstance(key, str):
                self._fault("yaml-key", event, "a key must be a word: quote it or correct it")
                key = str(key)
            if key in out:
                self._fault("duplicate-key", event, f"{key!r} stands here a second time: keep one of the two")
                node(get())
                continue
            out[key] = node(get())
        return out

    def _sequence(self) -> list[Any]:
        out: list[Any] = []
        get, node, end = self._next, self._node, yaml.SequenceEndEvent
        while (event := get()).__class__ is not end:
            out.append(node(event))
        return out

    def _fault(self, rule: str, event: Any, message: str) -> None:
        self._loaded.faults.append(Fault(rule, *_of(event), message))


def _of(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _syntax(error: yaml.MarkedYAMLError, text: str) -> Fault:
    """What the parser says, at the line where the fault is: the parser itself stops behind what is left open."""
    mark, context = error.problem_mark or error.context_mark, error.context or ""
    problem = error.problem or str(error)
    opened = any(words in context for words in OPENED)
    if opened and error.context_mark:
        mark = error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    reached = error.problem_mark.line + 1 if error.problem_mark else line
    odd = _odd_quote(text, reached)
    if odd is not None:
        return Fault("yaml-syntax", *odd, 'a double quote has no partner in its line: close it, or write \\" inside')
    advice = next((advice for words, advice in ADVICE if words in problem), "correct the YAML here or just above")
    return Fault("yaml-syntax", line, column, f"{problem}: {advice}")


def _odd_quote(text: str, last: int) -> tuple[int, int] | None:
    """The first line up to `last` whose double quotes do not pair; no text of a record goes over a line's end."""
    for number, line in enumerate(text.split("\n")[:last], 1):
        bare = ESCAPED.sub("  ", line)
        if not bare.lstrip().startswith("#") and bare.count('"') % 2:
            return number, bare.rfind('"') + 1
    return None


OPENED = ("flow sequence", "flow mapping", "simple key", "quoted scalar")
ESCAPED = re.compile(r"\\.")
ADVICE = (
    ("cannot start any token", "indent with spaces, and quote a value that begins with @, ` or %"),
    ("unexpected end of stream", "close the quote or the bracket"),
    ("unknown escape", "in double quotes write \\\\ for a backslash"),
    ("mapping values are not allowed", "quote the value that holds a colon, or correct the indentation"),
    ("could not find expected ':'", "put a colon after the key"),
    ("did not find expected key", "correct the indentation or a missing quote"),
    ("did not find expected '-'", "indent the item like the others"),
    ("did not find expected ',' or", "close the bracket, or add the comma"),
    ("maximum nesting depth", f"no record is more than {DEEPEST} levels deep"),  # a limit of newer releases of libyaml
)
