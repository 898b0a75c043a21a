"""Compiled patterns are the same after they were kept, and nothing depends on their being kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extract import regex
from extract.regex import Store

ROOT = Path(__file__).parents[1]
KEYS = (
    (r"(?r)(?<![\w-])(?P<hedge>près de|plus de) ", 0, ()),
    (r"\p{Lu}\p{Ll}+", int(regex.IGNORECASE), ()),
    (r"\b\L<months>\b", 0, (("months", ("juin", "mai")),)),
)
TEXTS = ("près de 40 écoles", "PLUS DE 3", "en mai 2024", "")


@pytest.mark.parametrize("key", KEYS)
def test_a_kept_pattern_reads_as_a_new_one(tmp_path: Path, key: regex.Key) -> None:
    store = Store(tmp_path / "folder" / "patterns")
    new = store.pattern(key)
    store.write()
    kept = Store(store.path).pattern(key)
    assert (kept.pattern, kept.flags, kept.groupindex) == (new.pattern, new.flags, new.groupindex)
    for text in TEXTS:
        assert [m.span() for m in kept.finditer(text)] == [m.span() for m in new.finditer(text)]


def test_word_lists_are_part_of_a_pattern(tmp_path: Path) -> None:
    store = Store(tmp_path / "patterns")
    assert store.pattern((r"\L<w>", 0, (("w", ("mai",)),))).search("juin") is None
    assert store.pattern((r"\L<w>", 0, (("w", ("juin",)),))).search("juin")


@pytest.mark.parametrize("content", [b"", b"no patterns", b"\xfb\x00", b"i\x01\x00\x00\x00"])
def test_a_damaged_file_costs_time_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "patterns"
    path.write_bytes(content)
    store = Store(path)
    assert store.pattern(KEYS[0]).pattern == KEYS[0][0]
    store.write()
    assert path.read_bytes() != content


def test_a_folder_that_cannot_be_written_costs_time_alone(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store = Store(tmp_path / "file" / "patterns")
    assert store.pattern(KEYS[0])
    store.write()


def test_every_room_keeps_its_patterns() -> None:
    direct = re.compile(r"^\s*(?:import regex|from regex)\b", re.MULTILINE)
    found = {path.name for path in (ROOT / "extract").rglob("*.py") if direct.search(path.read_text(encoding="utf-8"))}
    assert found == {"regex.py"}
