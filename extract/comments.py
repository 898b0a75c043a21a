"""Comments of a YAML text: found with what they stand at, and put into another text at the same things."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import yaml

from extract.load import events

EDITOR = "# yaml-language-server:"
Path = tuple[str, ...]
END: Path = ("",)


@dataclass(frozen=True, slots=True)
class Comment:
    """`path` is what the comment stands above, or beside on the same line."""

    path: Path
    text: str
    beside: bool


def carry_over(old: str, new: str) -> str:
    """The new text with the comments of the old one. One whose place is gone stands at the end."""
    comments = comments_of(old)
    if not comments:
        return new
    above: defaultdict[Path, list[str]] = defaultdict(list)
    beside: dict[Path, str] = {}
    for comment in comments:
        if comment.beside:
            beside[comment.path] = comment.text
        else:
            above[comment.path].append(comment.text)
    anchors = _anchors(new)
    out: list[str] = []
    for number, line in enumerate(new.removesuffix("\n").split("\n")):
        path = anchors.get(number)
        if path is not None:
            indent = line[: len(line) - len(line.lstrip(" "))]
            out += [indent + text for text in above.pop(path, ())]
            if path in beside:
                line += "  " + beside.pop(path)
        out.append(line)
    out += above.pop(END, [])
    out += [text for texts in above.values() for text in texts]
    out += list(beside.values())
    return "\n".join(out) + "\n"


def comments_of(text: str) -> list[Comment]:
    """Every comment of a text but the line for editors, in order."""
    anchors, scalars = _anchors(text), _scalars(text)
    out: list[Comment] = []
    pending: list[str] = []
    index = 0
    for number, line in enumerate(text.split("\n")):
        at = _comment_start(line, index, scalars)
        index += len(line) + 1
        path = anchors.get(number)
        if path is not None:
            out += [Comment(path, comment, False) for comment in pending]
            pending = []
        if at is None:
            continue
        comment = line[at:].rstrip()
        if path is not None:
            out.append(Comment(path, comment, True))
        elif not comment.startswith(EDITOR):
            pending.append(comment)
    return out + [Comment(END, comment, False) for comment in pending]


def _comment_start(line: str, index: int, scalars: list[tuple[int, int]]) -> int | None:
    """Where a comment begins in a line whose first character is at `index`."""
    at = line.find("#")
    while at >= 0:
        outside = not any(start <= index + at < end for start, end in scalars)
        if outside and (at == 0 or line[at - 1] in " \t"):
            return at
        at = line.find("#", at + 1)
    return None


def _scalars(text: str) -> list[tuple[int, int]]:
    """Spans of the scalars that hold a `#`; nothing else can hide one."""
    get, out = events(text), []
    while not isinstance(event := get(), yaml.StreamEndEvent):
        if isinstance(event, yaml.ScalarEvent) and "#" in event.value:
            start: Any = event.start_mark
            end: Any = event.end_mark
            out.append((start.index, end.index))
    return out


def _anchors(text: str) -> dict[int, Path]:
    """For lines (from 0) the path of the first thing that begins there; items of lists go by their name."""
    get = events(text)
    get()
    anchors: dict[int, Path] = {}
    if isinstance(get(), yaml.DocumentStartEvent):
        _walk(get, get(), (), anchors)
    return anchors


def _walk(get: Any, event: Any, path: Path, anchors: dict[int, Path]) -> Any:
    """Record the lines of a node; gives its data, scalars as written."""
    if isinstance(event, yaml.MappingStartEvent):
        out: dict[str, Any] = {}
        while not isinstance(key := get(), yaml.MappingEndEvent):
            name = str(getattr(key, "value", ""))
            anchors.setdefault(key.start_mark.line, (*path, name))
            out[name] = _walk(get, get(), (*path, name), anchors)
        return out
    if isinstance(event, yaml.SequenceStartEvent):
        seen: defaultdict[str, int] = defaultdict(int)
        while not isinstance(item := get(), yaml.SequenceEndEvent):
            inner: dict[int, Path] = {}
            data = _walk(get, item, (), inner)
            name = _name(data)
            seen[name] += 1
            here = (*path, f"{name}#{seen[name]}")
            anchors.setdefault(item.start_mark.line, here)
            for line, rest in inner.items():
                anchors.setdefault(line, (*here, *rest))
        return []
    return getattr(event, "value", "")


def _name(data: Any) -> str:
    """What an item goes by: a claim by the first digits of its id, others by their words."""
    if not isinstance(data, dict):
        return str(data)
    if "id" in data:
        return str(data["id"])[:10]
    return "|".join(str(data.get(key, "")) for key in ("text", "before", "after"))
