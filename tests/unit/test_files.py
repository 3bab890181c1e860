"""Output appears whole or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from monograph.files import STAGING, staged, write_whole


def test_write_whole_replaces_the_content(tmp_path: Path) -> None:
    """The file holds the new bytes, can be read by others, and nothing else is left in the folder."""
    path = tmp_path / "new" / "book.pdf"
    write_whole(path, b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert list(path.parent.iterdir()) == [path]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk fails the old content stands, and no temporary file is left."""
    path = tmp_path / "book.pdf"
    write_whole(path, b"old")

    def fail(handle: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_staged_files_are_moved_at_the_end(tmp_path: Path) -> None:
    """Nothing is in its place before the block ends; then all of it is, with sizes, beside what stood there."""
    (tmp_path / "other.txt").write_text("mine")
    with staged(tmp_path) as stage:
        (stage.folder / "cite").mkdir()
        (stage.folder / "cite" / "book.bib").write_bytes(b"12345")
        assert not (tmp_path / "cite").exists()
    assert stage.moved == {tmp_path / "cite" / "book.bib": 5}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["cite", "other.txt"]


@pytest.mark.parametrize("ending", ["exception", "interrupt", "keep"])
def test_a_failed_build_leaves_the_last_good_output(tmp_path: Path, ending: str) -> None:
    """An exception, Ctrl-C or ``keep = False`` leaves the old book as it was and no other trace."""
    book = tmp_path / "book.pdf"
    book.write_bytes(b"old")

    def build() -> None:
        with staged(tmp_path) as stage:
            (stage.folder / "book.pdf").write_bytes(b"new")
            stage.keep = ending != "keep"
            if ending != "keep":
                raise {"exception": ValueError, "interrupt": KeyboardInterrupt}[ending]

    if ending == "keep":
        build()
    else:
        with pytest.raises((ValueError, KeyboardInterrupt)):
            build()
    assert book.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [book]


def test_what_a_killed_build_left_is_taken_away(tmp_path: Path) -> None:
    """A killed process leaves its folder; the next build removes it, but not that of a build still running."""
    code = (
        "import os, signal, sys; from pathlib import Path; from monograph.files import staged\n"
        "with staged(Path(sys.argv[1])) as stage:\n"
        "    (stage.folder / 'book.pdf').write_bytes(b'half'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=Path(__file__).resolve().parents[2])
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(STAGING)
    running = tmp_path / f"{STAGING}{os.getpid()}-other"
    running.mkdir()
    with staged(tmp_path):
        assert not left.exists()
    assert list(tmp_path.iterdir()) == [running]
