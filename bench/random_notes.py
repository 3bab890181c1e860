"""The random books of the tests, as WeasyPrint sets their notes and split, in turn in one process."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext

from monograph.typesetting.patches import install
from tests.layout.note_room import needless_pages
from tests.layout.pages import laid, stock_notes
from tests.layout.random_notes import random_book

WAYS: dict[str, Callable[[], AbstractContextManager[None]]] = {"stock notes": stock_notes, "split": nullcontext}
COUNTED = ("lost", "doubled", "disordered", "crowded", "late", "split")
COLUMNS = ("pages", "notes", *COUNTED, "over 70 % for nothing", "cpu_s")


def measure_random(seeds: Iterable[int]) -> dict[str, dict[str, float]]:
    """For each way what became of the notes of the books of these seeds, and the seconds of the layout."""
    install()
    found: dict[str, dict[str, float]] = {way: dict.fromkeys(COLUMNS, 0) for way in WAYS}
    for seed in seeds:
        book = random_book(seed)
        for way, patched in WAYS.items():
            record = found[way]
            with patched():
                began = time.process_time()
                made = laid(book.body, list(book.notes), book.css)
                record["cpu_s"] += time.process_time() - began
            record["pages"] += made.length
            record["notes"] += len(book.notes)
            record["over 70 % for nothing"] += len(needless_pages(made.document.pages))
            for name in COUNTED:
                record[name] += len(getattr(made.report, name))
    for record in found.values():
        record["cpu_s"] = round(record["cpu_s"], 1)
    return found
