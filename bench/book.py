"""The bundled book laid out and written with this program's patches, and by WeasyPrint as it comes."""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WAYS = ("ours", "WeasyPrint")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this bench."""
    parser.add_argument("--repeat", default=3, type=int, help="runs of each, of which the median counts (3)")


def run(options: argparse.Namespace) -> int:
    """Both ways in turn, each in a process of its own, for the chapters alone and for the whole book."""
    from bench.one_book import documents

    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        source = Path(name, "documents.json")
        source.write_text(json.dumps(documents(ROOT / "content", Path(name))), encoding="utf-8")
        print("| | pages | CPU s | to WeasyPrint |\n|---|---|---|---|")
        for part in ("chapters", "whole book"):
            found: dict[str, list[tuple[int, float]]] = {way: [] for way in WAYS}
            for _ in range(options.repeat):
                for way in WAYS:
                    found[way].append(_measured(way, part, source))
            stock = statistics.median(cpu for _, cpu in found["WeasyPrint"])
            for way in WAYS:
                cpu = statistics.median(cpu for _, cpu in found[way])
                print(f"| {part}, {way} | {found[way][0][0]} | {cpu:.2f} | {cpu / stock:.2f} |", flush=True)
    return 0


def _measured(way: str, part: str, source: Path) -> tuple[int, float]:
    """Pages, and processor time of layout and writing, in seconds."""
    command = [sys.executable, "-m", "bench.one_book", way, part, str(source)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    pages, cpu = said.split()
    return int(pages), float(cpu)
