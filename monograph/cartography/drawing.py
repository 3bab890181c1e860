"""A composed sheet and a look -> one SVG: presentation attributes only, text as text, ids that begin with the map's."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import shapely
from shapely.geometry import box

from monograph.cartography.furniture import TICK_SIZE
from monograph.cartography.ground import EARTH, Ground
from monograph.cartography.labels import Label
from monograph.cartography.lettering import FAMILY, lettering
from monograph.cartography.looks import LOOKS, Look
from monograph.cartography.narrow import NARROW, composed_narrow
from monograph.cartography.paths import path_data, short
from monograph.cartography.relief import shaded
from monograph.cartography.sheet import Composed, compose
from monograph.cartography.specification import SheetRecord
from monograph.chronology.dates import date_words
from monograph.model import Book, MapSheet, Place

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "maps"
WINDS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
SLANT = {"roman": "", "italic": "italic", "bold": ""}


def draw(map_sheet: MapSheet, places: Iterable[Place], folder: Path, look: str) -> str:
    """One sheet as SVG, with a whole-number view box in pt. The sheet has passed ``checks.check_map``."""
    sheet = SheetRecord.model_validate(map_sheet.spec)
    made = compose(sheet, {p.id: p for p in places}, folder, lambda code, message, path: None)
    return svg(map_sheet.id, sheet, made, look)


def draw_narrow(map_sheet: MapSheet, places: Iterable[Place], folder: Path, width: int = NARROW) -> str:
    """One sheet for a narrow screen, see ``narrow``; its ids end in its width."""
    sheet, made = composed_narrow(SheetRecord.model_validate(map_sheet.spec), {p.id: p for p in places}, folder, width)
    return svg(f"{map_sheet.id}-{width}", sheet, made, "screen")


def svg(identifier: str, sheet: SheetRecord, made: Composed, look: str) -> str:
    """A composed sheet in a look, a key of ``looks.LOOKS``: ``print`` or ``screen``."""
    if made.halos is None:
        made.halos = _halos(made)
    return _template().render(
        id=identifier,
        sheet=sheet,
        made=made,
        look=LOOKS[look],
        family=FAMILY,
        strokes=_strokes(made, LOOKS[look]),
        halos=made.halos,
        relief=shaded(made.relief, Ground(sheet), LOOKS[look].paper, LOOKS[look].ink) if made.relief else "",
        texts=[_text(label, LOOKS[look]) for label in made.labels],
    )


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )  # fmt: skip
    environment.filters["short"] = short
    return environment.get_template("sheet.svg.j2")


def _strokes(made: Composed, look: Look) -> list[dict[str, Any]]:
    return [
        {"d": path_data(s.shape), "role": s.role, "ink": look.roles[s.role], "width": s.width}
        for s in made.strokes
        if not s.shape.is_empty
    ]


def _halos(made: Composed) -> list[str]:
    """Outlines under names that cross something, as path data: the layout cannot draw a stroke behind its own fill."""
    lines = shapely.union_all([s.shape.boundary if "Polygon" in s.shape.geom_type else s.shape for s in made.strokes])
    crossing = [label for label in made.labels if label.kind != "lake" and label.hull.intersects(lines)]
    halos = [lettering(label.style).outline(label.text, label.size, label.spots) for label in crossing]
    face = lettering("roman")
    for tick in made.ticks:
        width = face.width(tick.text, TICK_SIZE)
        left = tick.text_x - (width / 2 if tick.side == "b" else 0)
        if tick.text and box(left, tick.text_y - 6, left + width, tick.text_y + 1).intersects(lines):
            spots = face.line(tick.text, TICK_SIZE, left, tick.text_y)
            halos.append(face.outline(tick.text, TICK_SIZE, spots))
    return halos


def _text(label: Label, look: Look) -> dict[str, Any]:
    colour = {"water": look.water, "lake": look.water, "area": look.quiet}.get(label.kind, look.ink)
    spots = label.spots if not label.straight else label.spots[:1]
    return {
        "text": label.text,
        "size": label.size,
        "fill": colour,
        "style": SLANT[label.style],
        "weight": "bold" if label.style == "bold" else "",
        "kind": label.kind,
        "spacing": label.spacing if label.straight else 0,
        "x": " ".join(short(x) for x, _, _ in spots),
        "y": " ".join(short(y) for _, y, _ in spots),
        "rotate": "" if label.straight else " ".join(short(math.degrees(t)) for _, _, t in spots),
    }


def river_lines(book: Book, width: float, height: float) -> str:
    """Path data of the waters of the book's first map, filling ``width`` × ``height`` pt; empty without maps."""
    if not book.maps:
        return ""
    sheet = SheetRecord.model_validate(book.maps[0].spec)
    made = compose(sheet, {p.id: p for p in book.places}, Path(book.folder), lambda code, message, path: None)
    waters = [s.shape for s in made.strokes if s.role in ("river", "river-approx", "water-area")]
    scale = max(width / made.width, height / made.height)
    across, down = (width - made.width * scale) / 2, (height - made.height * scale) / 2
    lines = [shape.boundary if "Polygon" in shape.geom_type else shape for shape in waters]
    return path_data(shapely.transform(shapely.union_all(lines), lambda a: a * scale + (across, down)))


def describe(map_sheet: MapSheet, places: Mapping[str, Place]) -> str:
    """What the sheet shows in words: lands, waters, and each place by distance and bearing from the first."""
    sheet = SheetRecord.model_validate(map_sheet.spec)
    parts = [f"{sheet.title}."]
    if sheet.area_labels:
        lands = [" ".join(area.text.split()).title() for area in sheet.area_labels]
        parts.append(f"Lands named: {', '.join(lands)}.")
    waters = list(dict.fromkeys(w.text.replace("\n", " ") for w in sheet.water_labels))
    if waters:
        parts.append(f"Waters named: {', '.join(waters)}.")
    parts += [layer.legend[:1].upper() + layer.legend[1:] + "." for layer in sheet.layers if layer.legend]
    for movement in sheet.movements:
        by = ", ".join(places[p].name for p in movement.by if isinstance(p, str) and p in places)
        when = f", {date_words(movement.date)}" if movement.date else ""
        parts.append(f"Movement: {movement.label or movement.legend}{when}{f', by {by}' if by else ''}.")
    known = [(label, places[label.ref]) for label in sheet.places if label.ref in places]
    located = [(label.label or p.name, p) for label, p in known if p.latitude is not None]
    if located:
        parts.append(
            f"Places: {'; '.join(_whereabouts(name, p, located[0][0], located[0][1]) for name, p in located)}."
        )
    return " ".join(parts + list(sheet.legend_notes))


def _whereabouts(name: str, place: Place, base_name: str, base: Place) -> str:
    if place.id == base.id:
        return f"{name}, {place.latitude:.2f}° N {place.longitude:.2f}° E"
    bearing, _, metres = EARTH.inv(base.longitude, base.latitude, place.longitude, place.latitude)
    return f"{name}, {metres / 1000:.0f} km {WINDS[round(bearing / 45) % 8]} of {base_name}"
