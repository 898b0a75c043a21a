"""Where things stand in a YAML text. Made only for files with findings, since it takes as long as reading them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from extract.check.finding import Path
from extract.load import events

Position = tuple[int, int]


@dataclass(slots=True)
class Node:
    """A value with its line and column, from 1, its keys' positions and what it holds."""

    position: Position
    keys: dict[str, Position] = field(default_factory=dict)
    held: dict[int | str, Node] = field(default_factory=dict)

    def find(self, path: Path, at_key: bool = False) -> Position:
        """The position of the value at a path, or of its key; of what is nearest where the path leads nowhere."""
        node, position = self, self.position
        for depth, key in enumerate(path):
            if at_key and depth == len(path) - 1 and key in node.keys:
                return node.keys[str(key)]
            if key not in node.held:
                return position
            node = node.held[key]
            position = node.position
        return position


def positions(text: str) -> Node:
    """The tree of a text that parses."""
    get = events(text)
    get()
    if not isinstance(get(), yaml.DocumentStartEvent):
        return Node((1, 1))
    return _node(get, get())


def _node(get: Any, event: Any) -> Node:
    node = Node((event.start_mark.line + 1, event.start_mark.column + 1))
    if isinstance(event, yaml.MappingStartEvent):
        while not isinstance(key := get(), yaml.MappingEndEvent):
            name = str(getattr(key, "value", ""))
            here = (key.start_mark.line + 1, key.start_mark.column + 1)
            value = _node(get, get())
            if name not in node.keys:
                node.keys[name], node.held[name] = here, value
    elif isinstance(event, yaml.SequenceStartEvent):
        while not isinstance(item := get(), yaml.SequenceEndEvent):
            node.held[len(node.held)] = _node(get, item)
    return node
