"""The chapters of the synthetic book, laid out without some patches: `python3 -m bench.set_notes UNITS [PATCH …]`.

Prints as JSON the pages, what became of the notes, and the seconds of the layout.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from bench.as_html import document
from monograph.typesetting import patches
from monograph.typesetting.galleys import Unit
from monograph.typesetting.units import lay_out


def main(source: Path, left_out: list[str]) -> dict[str, float]:
    """Lay out every unit that has notes."""
    kept = tuple(p for p in patches.PATCHES if p.__name__.rpartition(".")[2] not in left_out)
    setattr(patches, "PATCHES", kept)  # noqa: B010 (its type names the very modules)
    found: dict[str, float] = dict.fromkeys(("pages", "notes", "lost", "doubled", "crowded", "late", "split"), 0)
    began = time.process_time()
    for key, numbering, recto, notes, body in json.loads(source.read_text(encoding="utf-8"))["units"]:
        if not notes:
            continue
        laid = lay_out(
            Unit(key, numbering, recto, tuple(notes)), document(body, key, 1, numbering, {}), source.parent, frozenset()
        )
        found["pages"] += laid.length
        found["notes"] += len(notes)
        for name in ("lost", "doubled", "crowded", "late", "split"):
            found[name] += len(getattr(laid.report, name))
    return {**found, "cpu_s": round(time.process_time() - began, 2)}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), sys.argv[2:])))
