"""Sets units in as many processes as there are cores, unless the cache has them already.

A galley is kept under the digest of all that it depends on: the document with its style and every page number that
it quotes, what is asked of it, the program and the libraries; and it is used again only while each file that the
layout read is still the same.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.metadata
import multiprocessing
import os
import platform
import re
import sys
import threading
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from functools import cache
from pathlib import Path
from types import TracebackType

from monograph.environment import LIBRARIES
from monograph.store import Store, digest
from monograph.typesetting.galleys import Galley, Unit, from_bytes, to_bytes
from monograph.typesetting.loading import load_weasyprint

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


@cache
def _digest_of(path: str) -> str:
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return ""


def cores() -> int:
    """How many processes may run at once on this machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Press:
    """Sets units. ``folder`` is what their addresses are relative to, ``marks`` ids that are no blocks.

    ``jobs`` is the number of processes, 0 = one for each core; ``laid_out`` and ``cached`` count units. Use it in a
    ``with`` block: its processes end with the block, and when this process dies.
    """

    def __init__(self, folder: Path, marks: frozenset[str], store: Store, jobs: int = 0) -> None:
        self.folder, self.marks, self.store, self.jobs = folder, marks, store, jobs or cores()
        self.laid_out = self.cached = 0
        self._executor: Executor | None = None

    def __enter__(self) -> Press:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._executor:
            from monograph.typesetting.units import forget_fonts

            self._executor.shutdown(wait=True, cancel_futures=True)
            forget_fonts()

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
        if any(_digest_of(path) != known for path, known in galley.files.items()):
            return None
        self.cached += 1
        return galley

    def submit(self, unit: Unit, html: str) -> Future[Galley]:
        """Begin to set a unit. The future raises ``UnreadableError`` for an address that may not be read."""
        load_weasyprint()
        from monograph.typesetting.setting import prepare, set_unit

        if self._executor is None:
            prepare(html, self.folder)  # before processes are forked: none of them has to do it again
            self._executor = _executor(self.jobs)
        self.laid_out += 1
        return self._executor.submit(set_unit, unit, html, self.folder, self.marks)

    def keep(self, key: str, galley: Galley) -> None:
        """Put a galley into the cache."""
        self.store.put(key, to_bytes(galley))


class _HereExecutor(Executor):
    """Does at once what it is asked."""

    def submit(self, function, /, *values, **named):  # type: ignore[no-untyped-def]
        future: Future[object] = Future()
        try:
            future.set_result(function(*values, **named))
        except Exception as error:
            future.set_exception(error)
        return future


def _executor(jobs: int) -> Executor:
    if jobs == 1:
        return _HereExecutor()
    kind = "fork" if sys.platform == "linux" else "spawn"
    return ProcessPoolExecutor(jobs, multiprocessing.get_context(kind), _start_worker, (os.getpid(),))


def _start_worker(parent: int) -> None:
    from monograph.typesetting.setting import start_worker

    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    start_worker()


def _end_with(parent: int) -> None:
    """A killed build leaves nobody behind."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
