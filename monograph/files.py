"""Output appears whole or not at all: written beside its place, flushed to the disk, then moved there."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

STAGING = ".building-"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old content or the new, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


@dataclass
class Stage:
    """A folder in which output is made; ``moved`` are the files that reached their place, with their sizes in bytes."""

    folder: Path
    keep: bool = True
    moved: dict[Path, int] = field(default_factory=dict)


@contextlib.contextmanager
def staged(out: Path) -> Iterator[Stage]:
    """A folder inside ``out``; when the block ends well, all its files are moved into ``out``.

    What is in ``out`` stays as it is until then, and for good where the block fails or says ``keep = False``.
    Folders that killed builds left behind are taken away.
    """
    out.mkdir(parents=True, exist_ok=True)
    _clear_abandoned(out)
    with tempfile.TemporaryDirectory(dir=out, prefix=f"{STAGING}{os.getpid()}-") as name:
        stage = Stage(Path(name))
        yield stage
        files = sorted(p for p in stage.folder.rglob("*") if p.is_file()) if stage.keep else []
        for file in files:
            _flush(file)
        for file in files:
            place = out / file.relative_to(stage.folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            stage.moved[place] = file.stat().st_size
            os.replace(file, place)


def _flush(file: Path) -> None:
    with open(file, "rb") as handle:
        os.fsync(handle.fileno())


def _clear_abandoned(out: Path) -> None:
    for folder in out.glob(f"{STAGING}*"):
        process = folder.name.removeprefix(STAGING).partition("-")[0]
        if process.isdigit() and not _alive(int(process)):
            shutil.rmtree(folder, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
