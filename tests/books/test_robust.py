"""Whatever happens to a build, the last book stays whole and the next build is right: kills, full disks, company."""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from monograph.store import MAGIC
from tests.editions.epub_samples import write_small_book

SLUG = "a-small-book"
DYING = """
import os, sys
sys.path.insert(0, {root!r})
import {module} as module
stock, calls = module.{name}, []
def dying(*values, **named):
    calls.append(values)
    if {when}:
        os.kill(os.getpid(), 9)
    return stock(*values, **named)
module.{name} = dying
import build
sys.exit(build.main({words!r}))
"""
STAGES = {
    "reading": ("monograph.manuscript", "read_book", "True"),
    "notes and citations": ("monograph.apparatus", "compile_apparatus", "True"),
    "setting": ("monograph.typesetting.pagination", "Paginator._place", "len(calls) == 4"),
    "keeping a template": ("monograph.store", "os.replace", "'cache' in str(values[1]) and len(calls) == 3"),
    "keeping a unit": ("monograph.typesetting.press", "Press.keep", "len(calls) == 3"),
    "binding": ("monograph.typesetting.binding", "bind", "True"),
    "the e-book": ("monograph.editions.epub", "write", "True"),
    "the report": ("monograph.report", "write_report", "True"),
    "moving": (
        "monograph.files",
        "os.replace",
        "'dist' in str(values[1]) and len([c for c in calls if 'dist' in str(c[1])]) == 2",
    ),
}
"""Stage -> (module, function, when its process is killed: before the call that makes this true)."""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The manuscript."""
    return write_small_book(tmp_path_factory.mktemp("robust") / "book")


@pytest.fixture(scope="module")
def right(book: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of an undisturbed build."""
    folder = tmp_path_factory.mktemp("right")
    done = run(root, book, folder / "dist", folder / "cache")
    assert done.returncode == 0, done.stderr
    return files(folder / "dist")


def files(out: Path) -> dict[str, bytes]:
    """Everything that was built, without the report, which tells times, and what is still being made."""
    found = {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    return {name: content for name, content in found.items() if "report" not in name and not name.startswith(".")}


def command(root: Path, book: Path, out: Path) -> list[str]:
    """The build's command line."""
    return [sys.executable, str(root / "build.py"), str(book), "--out", str(out)]


def environment(cache: Path) -> dict[str, str]:
    """With a cache of the test's own."""
    return {**os.environ, "MONOGRAPH_CACHE": str(cache)}


def run(root: Path, book: Path, out: Path, cache: Path, **more: object) -> subprocess.CompletedProcess[str]:
    """A build that is left alone."""
    return subprocess.run(
        command(root, book, out), capture_output=True, text=True, check=False, env=environment(cache), **more
    )  # type: ignore[call-overload,no-any-return]


def left_over(cache: Path) -> list[int]:
    """Processes that still work for a build with this cache."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if str(cache).encode() in path.read_bytes() and int(path.parent.name) != os.getpid():
                found.append(int(path.parent.name))
    return found


def sound(cache: Path) -> bool:
    """Whether every entry in its place is whole."""
    entries = [p for p in cache.rglob("*") if p.is_file() and not p.name.startswith(".new-")]
    return bool(entries) and all(p.read_bytes().startswith(MAGIC) for p in entries)


def test_a_build_killed_in_any_stage_harms_nothing(
    book: Path, root: Path, right: dict[str, bytes], tmp_path: Path
) -> None:
    """What was there stays, file by file, until the new file is there whole; no process is left; the next build is right."""
    out, cache = tmp_path / "dist", tmp_path / "cache"
    out.mkdir()
    old = dict.fromkeys(right, b"the last book")
    for stage, (module, name, when) in STAGES.items():
        for path in out.rglob("*"):
            if path.is_file():
                path.unlink()
        for name_of, content in old.items():
            (out / name_of).parent.mkdir(exist_ok=True)
            (out / name_of).write_bytes(content)
        script = DYING.format(root=str(root), module=module, name=name, when=when, words=[str(book), "--out", str(out)])
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=False, env=environment(cache)
        )
        assert done.returncode == -9, (stage, done.stderr)
        after = files(out)
        assert all(after[n] in (old[n], right[n]) for n in old), stage
        assert (sum(after[n] == right[n] for n in old) == 1) == (stage == "moving"), stage
        deadline = time.monotonic() + 10
        while left_over(cache) and time.monotonic() < deadline:
            time.sleep(0.2)
        assert left_over(cache) == [], stage
    assert sound(cache)
    done = run(root, book, out, cache)
    assert done.returncode == 0, done.stderr
    assert files(out) == right
    assert not list(out.glob(".building-*"))


def mounted(folder: Path, size: str) -> bool:
    """Whether a disk of this size could be put there."""
    folder.mkdir()
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    return mount.returncode == 0


@contextlib.contextmanager
def full_disk(folder: Path) -> Iterator[dict[str, object]]:
    """A folder on a disk of 64 kB where root allows it; else no file may be longer than that. What the build is run with."""
    if os.geteuid() == 0 and mounted(folder, "64k"):
        try:
            yield {}
        finally:
            subprocess.run(["umount", str(folder)], check=True)
    else:
        folder.mkdir(exist_ok=True)
        yield {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (64_000, 64_000))}


def test_a_full_disk_leaves_the_last_book(book: Path, root: Path, right: dict[str, bytes], tmp_path: Path) -> None:
    """The build says so and ends with 3; nothing that was there is touched."""
    disk = tmp_path / "disk"
    with full_disk(disk) as limits:
        out = disk / "dist"
        out.mkdir()
        (out / f"{SLUG}.pdf").write_bytes(b"the last book")
        done = run(root, book, out, tmp_path / "cache", **limits)
        assert done.returncode == 3, done.stderr
        assert files(out) == {f"{SLUG}.pdf": b"the last book"}
    done = run(root, book, tmp_path / "dist", tmp_path / "cache")
    assert done.returncode == 0, done.stderr
    assert files(tmp_path / "dist") == right


def test_a_cache_on_a_full_disk_is_no_fault(book: Path, root: Path, right: dict[str, bytes], tmp_path: Path) -> None:
    """Nothing is kept, and the book is made; damage in what was kept is made good."""
    disk = tmp_path / "disk"
    with full_disk(disk) as limits:
        if "preexec_fn" in limits:
            disk.rmdir()
            disk.write_bytes(b"no folder")
        done = run(root, book, tmp_path / "dist", disk / "cache")
        assert done.returncode == 0, done.stderr
        assert files(tmp_path / "dist") == right


def test_a_spoilt_cache_is_made_again(book: Path, root: Path, right: dict[str, bytes], tmp_path: Path) -> None:
    """Entries cut short, changed, or of another program."""
    out, cache = tmp_path / "dist", tmp_path / "cache"
    assert run(root, book, out, cache).returncode == 0
    entries = sorted(p for p in cache.rglob("*") if p.is_file())
    for at, path in enumerate(entries):
        content = path.read_bytes()
        path.write_bytes((content[: len(content) // 2], content[:-1] + b"x", b"another program")[at % 3])
    done = run(root, book, out, cache)
    assert done.returncode == 0, done.stderr
    assert files(out) == right


def test_two_builds_at_once_do_not_harm_each_other(
    book: Path, root: Path, right: dict[str, bytes], tmp_path: Path
) -> None:
    """In one folder, with one cache: both come to their end, and the book is the right one."""
    out, cache = tmp_path / "dist", tmp_path / "cache"
    builds = [
        subprocess.Popen(
            command(root, book, out), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(cache)
        )
        for _ in range(2)
    ]
    ends = [(build.communicate()[1], build.returncode) for build in builds]
    assert [code for _, code in ends] == [0, 0], ends
    assert files(out) == right
    assert sound(cache)
