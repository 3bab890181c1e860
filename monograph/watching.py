"""A book that is built again whenever a file of its folder changes, and shown in a browser: `build.py watch`."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from monograph import faults
from monograph.console import Terminal
from monograph.preview import Preview
from monograph.typesetting.workers import Workers

PAUSE = 0.2
"""Seconds between two looks at the files; what changes from one to the next is still being written."""

Seen = dict[str, tuple[int, int]]
"""Path -> when it was changed (ns), and its size (bytes)."""


def keep_building(building: Callable[..., int], folder: Path, out: Path, jobs: int) -> None:
    """Call ``building`` now and at each change, until Ctrl-C or SIGTERM; ``workers``, its processes, are kept."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt), Workers(jobs) as workers, Preview(out) as preview:
        for _ in changes(folder, out):
            try:
                building(workers=workers)
            except Exception:
                faults.tell()
                workers.close()
            preview.renew()
            Terminal(folder).remarks([f"{preview.address} shows the book; Ctrl-C ends this"])


def changes(folder: Path, out: Path) -> Iterator[None]:
    """Comes back at once, and then whenever a file of ``folder`` has changed, also while the caller was at work.

    What is hidden, and what lies in ``out``, does not count.
    """
    known = seen(folder, out)
    yield
    while True:
        time.sleep(PAUSE)
        now = seen(folder, out)
        if now != known:
            while now != (now := _later(folder, out)):
                pass
            known = now
            yield


def seen(folder: Path, out: Path) -> Seen:
    """The files as they are now; those that come and go meanwhile are left out."""
    found: Seen = {}
    waiting, away = [os.fspath(folder)], os.path.realpath(out)
    while waiting:
        try:
            entries = list(os.scandir(waiting.pop()))
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith(".") or entry.name.endswith("~"):
                continue
            try:
                if entry.is_dir():
                    waiting += [entry.path] * (os.path.realpath(entry.path) != away)
                else:
                    state = entry.stat()
                    found[entry.path] = state.st_mtime_ns, state.st_size
            except OSError:
                continue
    return found


def _later(folder: Path, out: Path) -> Seen:
    time.sleep(PAUSE)
    return seen(folder, out)
