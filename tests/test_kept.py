"""What is kept from run to run is the same as what is made anew, and nothing depends on its being kept."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from extract import regex
from extract.kept import Store

ROOT = Path(__file__).parents[1]
KEY = ("sum", 1, ("a", "b"))
PATTERNS = (r"(?r)(?<![\w-])(?P<hedge>près de|plus de) ", r"(?i)\p{Lu}\p{Ll}+", r"\bmai\b|[^\W\d_]{3}(?=,)")
TEXTS = ("près de 40 écoles", "PLUS DE 3", "en mai 2024", "")


def never() -> bytes:
    raise AssertionError("made again")


def test_what_was_made_is_read_back(tmp_path: Path) -> None:
    store = Store(tmp_path / "folder" / "data")
    assert store.get(KEY, lambda: b"made") == b"made"
    assert store.get(KEY, never) == b"made"
    store.write()
    assert Store(store.path).get(KEY, never) == b"made"
    assert [path.name for path in store.path.parent.iterdir()] == ["data"]


def test_all_that_a_result_is_made_from_is_its_key(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    store.get(KEY, lambda: b"made")
    assert store.get((*KEY, "more"), lambda: b"another") == b"another"


@pytest.mark.parametrize("content", [b"", b"no data", b"\xfb\x00", b"i\x01\x00\x00\x00"])
def test_a_damaged_file_costs_time_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "data"
    path.write_bytes(content)
    store = Store(path)
    assert store.get(KEY, lambda: b"made") == b"made"
    store.write()
    assert path.read_bytes() != content


def test_a_folder_that_cannot_be_written_costs_time_alone(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store = Store(tmp_path / "file" / "data")
    assert store.get(KEY, lambda: b"made") == b"made"
    store.write()


@pytest.mark.parametrize("text", PATTERNS)
def test_a_pattern_reads_back_as_it_was_compiled(text: str) -> None:
    new = regex.once(text)
    kept = pickle.loads(pickle.dumps(new))
    assert (kept.pattern, kept.flags, kept.groupindex) == (new.pattern, new.flags, new.groupindex)
    for line in TEXTS:
        assert [m.span() for m in kept.finditer(line)] == [m.span() for m in new.finditer(line)]


def test_word_lists_are_part_of_a_pattern() -> None:
    assert regex.compile(r"\L<w>", w=["mai"]).search("juin") is None
    assert regex.compile(r"\L<w>", w=["juin"]).search("juin")


def test_every_room_keeps_its_patterns_and_tables() -> None:
    direct = re.compile(r"^\s*(?:import|from) (?:regex|tomllib)\b", re.MULTILINE)
    found = {path.name for path in (ROOT / "extract").rglob("*.py") if direct.search(path.read_text(encoding="utf-8"))}
    assert found == {"regex.py", "toml.py", "ligatures.py"}  # the last is a builder's
