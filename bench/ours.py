"""The synthetic book set with this engine in a process of its own: `python3 -m bench.ours UNITS CACHE PDF [JOBS]`.

Reads ``units.json``; writes the PDF; prints what it did as JSON.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from bench.open_pages import closed, whole_page
from monograph.store import Store, digest
from monograph.typesetting.galleys import LINK, About, Numbering, Unit
from monograph.typesetting.pagination import BLANK, Paginator
from monograph.typesetting.press import Press, program
from monograph.typesetting.workers import Workers

ABOUT = About("The Line in the Pastures", ("A. N. Author",), "", (), "en", "2024-01-01")


def main(source: Path, cache: Path, target: Path, jobs: int, workers: Workers | None = None) -> dict[str, object]:
    """Set the book of ``source``, with processes that are kept or with ``jobs`` of its own."""
    gc.set_threshold(100_000)  # as build.py does
    began = time.perf_counter()
    units, bodies = [], {BLANK: '<div class="display"></div>'}
    told = json.loads(source.read_text(encoding="utf-8"))
    for key, numbering, recto, notes, body in told["units"]:
        units.append(Unit(key, numbering, recto, tuple(notes)))
        bodies[key] = body
    store = Store(cache)

    def make(key: str, first: int, numbering: Numbering, pages: Mapping[str, str]) -> str:
        style = told["style"] + told["page styles"][f"{numbering} {first}"] + told["more"]
        return whole_page(closed(bodies[key], pages, LINK), style)

    with Press(source.parent, frozenset(), store, jobs, workers) as press:
        paginator = Paginator(units, make, press, lambda done, of: None)
        made = paginator.run()
    laid_out = time.perf_counter()
    runs = made.runs()
    name = digest("book", program(), repr(ABOUT), *(f"{made.units[key].plan.name} {labels}" for key, labels in runs))
    content = store.get(name)
    if content is None:
        from monograph.typesetting.binding import bind  # as the print edition does: only where there is work for them
        from monograph.typesetting.finishing import finish

        pdf = bind([(made.galley(key), labels) for key, labels in runs], made.opened)
        content = finish(pdf, [sheet.label for sheet in made.sheets], ABOUT)
        store.put(name, content)
    target.write_bytes(content)
    return {
        "pages": len(made.sheets),
        "rounds": made.rounds,
        "laid_out": made.laid_out,
        "swinging": made.swinging,
        "messages": [message for placed in made.units.values() for message in placed.galley.messages],
        "layout_s": round(laid_out - began, 3),
        "binding_s": round(time.perf_counter() - laid_out, 3),
        "map": paginator.map_name(),
    }


if __name__ == "__main__":
    words = sys.argv[1:]
    print(json.dumps(main(Path(words[0]), Path(words[1]), Path(words[2]), int(words[3]) if len(words) > 3 else 0)))
