"""What is kept is found again whole, or not at all."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from monograph.store import ABANDONED, Store, cache_folder, digest


def test_what_was_put_is_got(tmp_path: Path) -> None:
    """By its key alone."""
    store = Store(tmp_path)
    store.put(digest("a"), b"content")
    assert store.get(digest("a")) == b"content"
    assert store.get(digest("b")) is None


@pytest.mark.parametrize("damage", [b"", b"%PDF", b"\x00" * 4000])
def test_an_entry_of_something_else_is_not_found(tmp_path: Path, damage: bytes) -> None:
    """Empty, foreign, or of another program; and what is put next is found."""
    store, key = Store(tmp_path), digest("a")
    store.put(key, b"content")
    path = next(p for p in tmp_path.rglob("*") if p.is_file())
    path.write_bytes(damage)
    assert store.get(key) is None
    store.put(key, b"content")
    assert store.get(key) == b"content"


def test_a_torn_or_changed_entry_is_not_found(tmp_path: Path) -> None:
    """Every byte counts, and the length."""
    store, key = Store(tmp_path), digest("a")
    store.put(key, b"content")
    path = next(p for p in tmp_path.rglob("*") if p.is_file())
    whole = path.read_bytes()
    for torn in (whole[:-1], whole + b"x", whole[:-1] + b"T", whole[:10] + b"x" + whole[11:]):
        path.write_bytes(torn)
        assert store.get(key) is None


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    """No fault: the cache is a convenience."""
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file" / "cache")
    store.put(digest("a"), b"content")
    assert store.get(digest("a")) is None
    store.prune()


def test_what_was_used_last_stays(tmp_path: Path) -> None:
    """Beyond the limit the oldest go; reading counts as use."""
    store = Store(tmp_path, limit=2500)
    for number, name in enumerate("abc"):
        store.put(digest(name), b"x" * 1000)
        path = tmp_path / digest(name)[:2] / digest(name)
        os.utime(path, (number, number))
    assert store.get(digest("a"))
    store.prune()
    assert [bool(store.get(digest(name))) for name in "abc"] == [True, False, True]


def test_files_of_killed_builds_are_taken_away(tmp_path: Path) -> None:
    """Those that are old enough to belong to nobody."""
    folder = tmp_path / "ab"
    folder.mkdir()
    old, new = folder / ".new-old", folder / ".new-new"
    old.write_bytes(b"x")
    new.write_bytes(b"x")
    os.utime(old, (time.time() - ABANDONED - 10,) * 2)
    Store(tmp_path).prune()
    assert (old.exists(), new.exists()) == (False, True)


def test_a_digest_knows_where_its_parts_end() -> None:
    """Two parts are not one."""
    assert digest("ab", "c") != digest("a", "bc") != digest("abc")
    assert digest("ä") == digest("ä".encode())


def test_the_cache_may_stand_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A variable names another folder."""
    monkeypatch.delenv("MONOGRAPH_CACHE", raising=False)
    assert cache_folder().name == ".cache"
    monkeypatch.setenv("MONOGRAPH_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
