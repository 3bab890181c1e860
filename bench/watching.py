"""What a change takes while `build.py watch` runs: `python3 -m bench.watching BOOK CACHE PDF [JOBS]`.

In one process and with processes that are kept, the book is set as it is cached, then with one note changed, then
with another one changed; the last is measured, from the text to the PDF. Prints seconds and megabytes as JSON.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import sys
import time
from pathlib import Path

from bench.ours import main
from monograph.typesetting.workers import Workers

CHANGES = ("units.json", "watched.json", "watched again.json")


def measured(book: Path, cache: Path, target: Path, jobs: int) -> dict[str, float]:
    """Elapsed and processor seconds of the last change, and the largest size of this process."""
    wall = cpu = 0.0
    with Workers(jobs) as workers:
        for name in CHANGES:
            began, used = time.perf_counter(), _processor()
            main(book / name, cache, target, jobs, workers)
            wall, cpu = time.perf_counter() - began, _processor() - used
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return {"wall": wall, "cpu": cpu, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit}


def _processor() -> float:
    """Processor seconds of this process and of those that it keeps; on systems without ``/proc`` of this one alone."""
    used = time.process_time()
    for process in multiprocessing.active_children():
        stat = Path(f"/proc/{process.pid}/stat")
        if stat.exists():
            fields = stat.read_text(encoding="ascii").rpartition(")")[2].split()
            used += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return used


if __name__ == "__main__":
    words = sys.argv[1:]
    print(json.dumps(measured(Path(words[0]), Path(words[1]), Path(words[2]), int(words[3]) if len(words) > 3 else 0)))
