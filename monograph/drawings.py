"""Between stages 2 and 3: everything drawn from data, maps and figures, once for paper and once for screens.

A drawing is kept under the digest of all that it is made from (its file, the places and events it may name, the
geometry, the code, the fonts, the libraries) and not made again while that is the same.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from markupsafe import Markup

from monograph import cartography, charts
from monograph.cartography.narrow import NARROW
from monograph.cartography.sheet import Composed
from monograph.cartography.specification import SheetRecord
from monograph.model import Book, Chart, Drawings, MapSheet
from monograph.problems import Problems
from monograph.store import Store, cache_folder, digest

ROOT = Path(__file__).resolve().parents[1]
MADE_BY = ("monograph/cartography", "monograph/charts", "monograph/chronology", "templates/maps", "templates/charts")
LIBRARIES = ("edtf", "fonttools", "numpy", "pillow", "pyproj", "shapely", "uharfbuzz")
USUAL, BROAD = 306, 360
"""Width in units of the drawing for a usual screen, and the widest sheet that needs no drawing besides its own."""

Drawn = dict[str, str]
"""``printed``, ``screen`` and ``description`` of one map or figure."""


def draw_book(book: Book, problems: Problems) -> Drawings:
    """All maps and figures of a book. With an error among their problems nothing is returned."""
    store = Store(cache_folder() / "drawings", 100_000_000)
    found = {sheet.id: _map(sheet, book, store, problems) for sheet in book.maps}
    found |= {chart.id: _chart(chart, book, store, problems) for chart in book.charts}
    drawn = {id: made for id, made in found.items() if made}
    if problems.errors:
        return Drawings()
    parts = ("printed", "screen", "description")
    return Drawings(*({id: Markup(made[part]) for id, made in drawn.items()} for part in parts))


def _map(sheet: MapSheet, book: Book, store: Store, problems: Problems) -> Drawn | None:
    """One map, from the cache if nothing that it is made from has changed."""
    folder, keys = Path(book.folder), frozenset(source.key for source in book.sources)
    record = SheetRecord.model_validate(sheet.spec)
    named = {label.ref for label in record.places}
    places = [dataclasses.asdict(place) for place in book.places if place.id in named]
    wanted = sorted(keys.intersection(record.sources))
    key = digest("map", program(), sheet.id, _json(sheet.spec), _json(places), _json(wanted), *_files(record, folder))
    kept = _recall(store, key)
    if kept:
        return kept
    before = len(problems)
    made = cartography.check_map(sheet, book.places, keys, folder, problems)
    if made is None or len(problems) != before:
        return None
    printed, wide = _printed(sheet.id, record, made), cartography.svg(sheet.id, record, made, "screen")
    narrow = cartography.draw_narrow(sheet, book.places, folder)
    middle = cartography.draw_narrow(sheet, book.places, folder, USUAL) if made.width > BROAD else ""
    description = cartography.describe(sheet, {place.id: place for place in book.places})
    screen = for_screens(wide, narrow, middle)
    return _keep(store, key, {"printed": printed, "screen": screen, "description": description})


def _printed(identifier: str, record: SheetRecord, made: Composed) -> str:
    """The drawing for paper; of a sheet over two pages a half for each."""
    if record.placement != "spread":
        return cartography.svg(identifier, record, made, "print")
    left, right = cartography.halves(made)
    verso = Markup(cartography.svg(identifier, record, left, "print"))
    recto = Markup(cartography.svg(f"{identifier}-recto", record, right, "print"))
    return Markup('<div class="verso-half">{}</div>\n<div class="recto-half">{}</div>').format(verso, recto)


def _files(record: SheetRecord, folder: Path) -> Iterable[bytes]:
    """The geometry that a sheet is made from; a file that is not there is told by the check."""
    names = [layer.file for layer in record.layers] + ["land-wide", "lakes"]
    for name in dict.fromkeys(names):
        for path in (folder / "maps", cartography.OURS):
            for file in sorted(path.glob(f"{name}.*")):
                yield file.read_bytes()


def _chart(chart: Chart, book: Book, store: Store, problems: Problems) -> Drawn | None:
    """One figure, from the cache if nothing that it is made from has changed."""
    events = {event.id: event for event in book.events}
    dates = [(event.id, event.date, event.label, bool(event.contested)) for event in book.events]
    key = digest("chart", program(), chart.id, chart.kind, _json(chart.spec), _json(dates))
    kept = _recall(store, key)
    if kept:
        return kept
    before = len(problems)
    charts.check_chart(chart, events, problems)
    if len(problems) != before:
        return None
    wide, narrow = (charts.draw(chart, events, "screen", width) for width in (0, NARROW))
    made = {"printed": charts.draw(chart, events, "print"), "screen": for_screens(wide, narrow)}
    return _keep(store, key, made | {"description": charts.describe(chart, events)})


def for_screens(wide: str, narrow: str, middle: str = "") -> str:
    """The drawings; the style sheet shows the one that fits. Where it is not read, the wide one stands alone."""
    forms = [("wide-drawing broad" if middle else "wide-drawing", "", wide)]
    forms += [("middle-drawing", ' hidden="hidden"', middle)] if middle else []
    forms += [("narrow-drawing", ' hidden="hidden"', narrow)]
    return Markup("\n").join(
        Markup('<div class="{}"{}>{}</div>').format(name, Markup(hidden), Markup(svg)) for name, hidden, svg in forms
    )


@cache
def program() -> str:
    """A digest of the code, templates, fonts and libraries that decide how a drawing looks."""
    files = [path for folder in MADE_BY for path in sorted((ROOT / folder).glob("*.*")) if path.suffix != ".pyc"]
    files += sorted((ROOT / "assets" / "fonts").glob("*/LinBiolinum*"))
    return digest(*(path.read_bytes() for path in files), *(version(name) for name in LIBRARIES))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else str(value)


def _recall(store: Store, key: str) -> Drawn | None:
    content = store.get(key)
    return json.loads(content) if content else None


def _keep(store: Store, key: str, made: Mapping[str, str]) -> Drawn:
    drawn = {part: str(words) for part, words in made.items()}
    store.put(key, json.dumps(drawn, ensure_ascii=False).encode())
    return drawn
