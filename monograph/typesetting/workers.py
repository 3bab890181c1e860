"""The processes that set units: for one build, or kept for the next ones of the same book."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from pathlib import Path
from types import TracebackType

from monograph.typesetting.galleys import Galley, Unit
from monograph.typesetting.loading import load_weasyprint


def cores() -> int:
    """How many processes may run at once on this machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers:
    """As many processes as ``jobs`` says, 0 = one for each core; with one, units are set in this process.

    They start with the first unit, and keep style sheets and fonts from unit to unit. Use it in a ``with`` block: they
    end with the block, and when this process dies.
    """

    def __init__(self, jobs: int = 0) -> None:
        self.jobs = jobs or cores()
        self._executor: Executor | None = None
        self._read: dict[str, str] = {}

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def submit(self, unit: Unit, html: str, folder: Path, marks: frozenset[str]) -> Future[Galley]:
        """Begin to set a unit. The future raises ``UnreadableError`` for an address that may not be read."""
        load_weasyprint()
        from monograph.typesetting.setting import prepare, set_unit

        if self._executor is None:
            prepare(html)  # before processes are forked: none of them has to do it again
            self._executor = _executor(self.jobs)
        return self._executor.submit(set_unit, unit, html, folder, marks)

    def note(self, files: Mapping[str, str]) -> None:
        """Files that a unit was set from, path -> SHA-256: some of them are kept."""
        self._read.update(files)

    def renew(self) -> None:
        """When another build begins: where a file that was kept has changed, all processes end."""
        if any(digest_of(path) != known for path, known in self._read.items()):
            self.close()

    def close(self) -> None:
        """End the processes; the next unit starts others."""
        if self._executor is not None:
            from monograph.typesetting.units import forget_fonts

            self._executor.shutdown(wait=True, cancel_futures=True)
            forget_fonts()
        self._executor = None
        self._read.clear()


def digest_of(path: str) -> str:
    """SHA-256 of a file; empty where there is none."""
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return ""


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

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who stops the build stops its processes
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    start_worker()


def _end_with(parent: int) -> None:
    """A killed build leaves nobody behind."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
