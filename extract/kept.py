"""What takes longer to work out than to read is kept from run to run: compiled patterns, parsed tables.

One release of two pages needs 320 patterns and ten tables; to compile and parse them took 0.3 s of its 0.85 s, to read
them back takes 10 ms. They are kept where Python keeps compiled modules, under the same rules: in `__pycache__` (or
PYTHONPYCACHEPREFIX), not with PYTHONDONTWRITEBYTECODE, not where the folder cannot be written; whoever deletes the file
loses only time. A result is found by all that it was made from, so that nothing kept can be out of date.
"""

from __future__ import annotations

import atexit
import marshal
import os
import sys
from collections.abc import Callable, Hashable
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path

MOST = 4_000  # results that are kept: what is edited leaves its older forms behind, until all begin anew


def kept(key: Hashable, make: Callable[[], bytes]) -> bytes:
    """What `make` gives for a key of plain values, made only where it is not kept."""
    return _store().get(key, make)


def keep() -> None:
    """Write what this process had to make, for the next ones. A process that may be killed calls it in time."""
    if not sys.dont_write_bytecode:
        _store().write()


class Store:
    """Results by their keys, in a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._kept: dict[Hashable, bytes] = {}
        self._new: dict[Hashable, bytes] = {}
        # As with compiled modules: whoever may write there may also change the program.
        with suppress(OSError, EOFError, ValueError, TypeError):
            self._kept = dict(marshal.loads(path.read_bytes()))

    def get(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        found = self._kept.get(key) or self._new.get(key)
        if found is None:
            found = self._new[key] = make()
        return found

    def write(self) -> None:
        if not self._new:
            return
        self._kept, self._new = (self._kept if len(self._kept) < MOST else {}) | self._new, {}
        part = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        with suppress(OSError):
            self.path.parent.mkdir(exist_ok=True)
            part.write_bytes(marshal.dumps(self._kept))
            part.replace(self.path)


@cache
def _store() -> Store:
    atexit.register(keep)
    return Store(Path(cache_from_source(__file__)).with_suffix(".data"))
