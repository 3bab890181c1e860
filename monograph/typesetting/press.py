"""Sets units in as many processes as there are cores, unless the cache has them already.

A galley is kept under the digest of all that it depends on: the document with its style and every page number that
it quotes, what is asked of it, the program and the libraries; and it is used again only while each file that the
layout read is still the same.
"""

from __future__ import annotations

import ctypes
import importlib.metadata
import platform
import re
from concurrent.futures import Future
from functools import cache
from pathlib import Path
from types import TracebackType

from monograph.environment import LIBRARIES
from monograph.store import Store, digest
from monograph.typesetting.galleys import Galley, Unit, from_bytes, to_bytes
from monograph.typesetting.workers import Workers, digest_of

PACKAGES = ("weasyprint", "pydyf", "pyphen", "tinycss2", "tinyhtml5", "cssselect2", "fonttools", "pillow", "lxml")
CODE = Path(__file__).resolve().parent
ID = re.compile(r'\bid="([^"]+)"')


@cache
def program() -> str:
    """A digest of this room's code and of the libraries that decide how a page looks."""
    parts = [platform.python_version(), *(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)]
    parts += [system_version(names, "pango_version_string") for names in LIBRARIES if "pango-" in names[0]]
    for path in sorted(CODE.rglob("*.py")):
        parts += [path.relative_to(CODE).as_posix(), path.read_text(encoding="utf-8")]
    return digest(*parts)


def system_version(names: tuple[str, ...], function: str) -> str:
    """What a system library says of its version, under the first of its names; empty where it says nothing."""
    for name in names:
        try:
            ask = getattr(ctypes.CDLL(name), function)
        except (OSError, AttributeError):
            continue
        ask.restype = ctypes.c_char_p
        return bytes(ask() or b"").decode()
    return ""


class Press:
    """Sets units of one build. ``folder`` is what their addresses are relative to, ``marks`` ids that are no blocks.

    ``workers`` are processes that are kept; where there are none, ``jobs`` of them start and end with this press, which
    is used in a ``with`` block. ``laid_out`` and ``cached`` count units.
    """

    def __init__(
        self, folder: Path, marks: frozenset[str], store: Store, jobs: int = 0, workers: Workers | None = None
    ) -> None:
        self.folder, self.marks, self.store = folder, marks, store
        self.workers, self._kept = workers or Workers(jobs), workers is not None
        self.laid_out = self.cached = 0
        self._digests: dict[str, str] = {}

    def __enter__(self) -> Press:
        self.workers.renew()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if not self._kept:
            self.workers.close()

    @property
    def jobs(self) -> int:
        """How many units are set at once."""
        return self.workers.jobs

    def key(self, unit: Unit, html: str) -> str:
        """The name of a unit's galley in the cache."""
        marks = sorted(self.marks.intersection(ID.findall(html))) if self.marks else []
        return digest(program(), unit.key, html, "\n".join(unit.notes), "\n".join(marks))

    def recall(self, key: str) -> Galley | None:
        """The galley of a key, if it is in the cache and what it read has not changed."""
        content = self.store.get(key)
        if content is None:
            return None
        try:
            galley = from_bytes(content)
        except (ValueError, KeyError, TypeError):
            return None
        if any(self._digest(path) != known for path, known in galley.files.items()):
            return None
        self.cached += 1
        return galley

    def _digest(self, path: str) -> str:
        if path not in self._digests:
            self._digests[path] = digest_of(path)
        return self._digests[path]

    def submit(self, unit: Unit, html: str) -> Future[Galley]:
        """Begin to set a unit. The future raises ``UnreadableError`` for an address that may not be read."""
        self.laid_out += 1
        return self.workers.submit(unit, html, self.folder, self.marks)

    def keep(self, key: str, galley: Galley) -> None:
        """Put a galley into the cache."""
        self.workers.note(galley.files)
        self.store.put(key, to_bytes(galley))
