"""A cache on the disk: content by the digest of everything it was made from. Losing any of it costs time, nothing else.

An entry is written beside its place and moved there whole, and bears its own checksum: what a killed build, a full
disk, another program or another build at the same time left behind is not found rather than wrong.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import time
from pathlib import Path

MAGIC = b"monograph cache 1\n"
LIMIT = 400_000_000
"""Bytes that may stay, the most recently used first."""

ABANDONED = 3600.0
"""Seconds after which a file that was never moved to its place belongs to nobody."""


def cache_folder() -> Path:
    """``$MONOGRAPH_CACHE`` if it is set, else ``.cache`` beside the program."""
    return Path(os.environ.get("MONOGRAPH_CACHE") or Path(__file__).resolve().parents[1] / ".cache")


def digest(*parts: str | bytes) -> str:
    """SHA-256 of the parts; where one ends and the next begins counts."""
    found = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        found.update(len(content).to_bytes(8, "big"))
        found.update(content)
    return found.hexdigest()


class Store:
    """Entries in ``folder``, which need not exist and may be unwritable. Safe for many builds at once."""

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self.folder, self.limit = folder, limit

    def get(self, key: str) -> bytes | None:
        """The content kept under a key, None where there is none that is whole."""
        path = self._path(key)
        try:
            content = path.read_bytes()
        except OSError:
            return None
        head = len(MAGIC) + 32
        if content[: len(MAGIC)] != MAGIC or hashlib.sha256(content[head:]).digest() != content[len(MAGIC) : head]:
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return content[head:]

    def put(self, key: str, content: bytes) -> None:
        """Keep content under a key; where the disk does not allow it, nothing is kept."""
        path, name = self._path(key), ""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            with os.fdopen(handle, "wb") as file:
                file.write(MAGIC + hashlib.sha256(content).digest())
                file.write(content)
            os.replace(name, path)
        except OSError:
            if name:
                with contextlib.suppress(OSError):
                    os.unlink(name)

    def prune(self) -> None:
        """Take away what was not used for longest, until the rest fits the limit, and files left by killed builds."""
        files = []
        for path in self.folder.glob("??/*"):
            with contextlib.suppress(OSError):
                state = path.stat()
                if path.name.startswith(".new-"):
                    if time.time() - state.st_mtime > ABANDONED:
                        path.unlink()
                else:
                    files.append((state.st_mtime, state.st_size, path))
        kept = 0
        for _, size, path in sorted(files, reverse=True):
            kept += size
            if kept > self.limit:
                with contextlib.suppress(OSError):
                    path.unlink()

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key
