"""Notes of the synthetic book as WeasyPrint sets them, split, and split with kept heights; random books."""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.engine import ROOT, write_book
from bench.measuring import measure
from bench.synthetic import chapters_for, synthetic_book

SYSTEMS = {"stock notes": ("split_notes", "measured_notes"), "split": ("measured_notes",), "split, laid out once": ()}
"""Name -> patches that are left out; the others are in all of them."""

COLUMNS = ("pages", "notes", "lost", "doubled", "crowded", "late", "split", "cpu_s")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this bench."""
    parser.add_argument("--pages", default=300, type=int, help="size, in pages (300)")
    parser.add_argument("--repeat", default=3, type=int, help="runs of each in turn, of which the median counts (3)")
    parser.add_argument("--books", default=60, type=int, help="number of random books (60)")
    parser.add_argument("--json", type=Path, help="write the records to this file")


def run(options: argparse.Namespace) -> int:
    """Measure, print a table, write the records."""
    from bench.random_notes import COLUMNS as RANDOM_COLUMNS  # with the tests, whose tools not every machine has
    from bench.random_notes import measure_random

    seconds: dict[str, list[float]] = {name: [] for name in SYSTEMS}
    records = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        write_book(folder / "book", synthetic_book(chapters_for(options.pages)))
        for _ in range(options.repeat):
            for system, left_out in SYSTEMS.items():
                command = [sys.executable, "-m", "bench.set_notes", str(folder / "book" / "units.json"), *left_out]
                records[system] = json.loads(measure(command, folder, ROOT).said.splitlines()[-1])
                seconds[system].append(records[system]["cpu_s"])
    for system, record in records.items():
        record["cpu_s"] = round(statistics.median(seconds[system]), 1)
    chance = measure_random(range(options.books))
    _table(COLUMNS, records)
    _table(RANDOM_COLUMNS, chance)
    if options.json:
        told = {"synthetic": records, "random": chance}
        options.json.write_text(json.dumps(told, indent=1) + "\n")
    return 0


def _table(columns: Sequence[str], records: Mapping[str, Mapping[str, float]]) -> None:
    first = next(iter(records.values()))["cpu_s"]
    print("| notes | " + " | ".join(columns) + " | to the first |\n|" + "---|" * (len(columns) + 2))
    for system, record in records.items():
        cells = [str(record[column]) for column in columns]
        print(f"| {system} | {' | '.join(cells)} | {record['cpu_s'] / first:.2f} |")
