"""A map specification and the gazetteer -> everything on the sheet in its place, before it has a look."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import Point, box

from monograph.cartography.furniture import Bar, Inset, LegendRow, Tick, inset, legend_rows, scale_bar, ticks
from monograph.cartography.ground import Ground, features
from monograph.cartography.labels import SIDES, Label, Obstacle, along, around, centred, cheapest
from monograph.cartography.paths import hatching, softened
from monograph.cartography.specification import Layer, PlaceLabel, SheetRecord, WaterLabel
from monograph.model import Place

SIZES = {1: 9.5, 2: 8.75, 3: 8.0, 4: 7.5}
SYMBOLS = {"city": "city", "town": "town", "village": "village", "monastery": "monastery", "station": "village"}
WORDS = {"city": "city", "town": "town", "village": "village", "monastery": "monastery"}
RADIUS = 2.6
HATCH = {"hatch": ((4.2, -45),), "hatch-back": ((4.2, 45),), "cross": ((5.0, -45), (5.0, 45))}

Report = Callable[[str, str, tuple[str | int, ...]], None]
"""``report(code, message, path into the specification)``."""


@dataclass(frozen=True)
class Stroke:
    """A line or area of the sheet. ``role`` is what a look gives colours to; ``width`` in pt, 0 = filled."""

    role: str
    shape: Any
    width: float = 0.0


@dataclass(frozen=True)
class Symbol:
    """The sign of a place."""

    x: float
    y: float
    kind: str


@dataclass
class Composed:
    """A sheet with everything placed; lengths in pt."""

    width: int
    height: int
    foot: int
    strokes: list[Stroke] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    symbols: list[Symbol] = field(default_factory=list)
    ticks: list[Tick] = field(default_factory=list)
    rows: list[LegendRow] = field(default_factory=list)
    notes: list[LegendRow] = field(default_factory=list)
    bar: Bar = field(default_factory=lambda: Bar((), ()))
    bar_y: float = 0.0
    inset: Inset | None = None
    obstacles: list[Obstacle] = field(default_factory=list)


def compose(sheet: SheetRecord, places: Mapping[str, Place], folder: Path, report: Report) -> Composed:
    """Everything in its place. What cannot be placed is reported and left out. Raises ``GeometryError``."""
    return _Composer(sheet, places, folder, report).composed()


class _Composer:
    def __init__(self, sheet: SheetRecord, places: Mapping[str, Place], folder: Path, report: Report) -> None:
        self.sheet, self.places, self.folder, self.report = sheet, places, folder, report
        self.ground = Ground(sheet)
        self.made = Composed(sheet.size.width, sheet.size.height, 0)
        self.rivers: dict[str, list[Any]] = {}
        self.legend: list[tuple[str, str, str]] = []

    def composed(self) -> Composed:
        self._furniture()
        for index, layer in enumerate(self.sheet.layers):
            self._layer(layer, index)
        self._areas()
        points = self._symbols()
        self._waters()
        self._place_names(points)
        self._legend()
        return self.made

    # ------------------------------------------------------------- furniture

    def _block(self, shape: Any, weight: float, hard: bool = False) -> None:
        if not shape.is_empty:
            self.made.obstacles.append(Obstacle(shape, weight, hard))

    def _furniture(self) -> None:
        self.made.ticks = ticks(self.sheet, self.ground)
        self.made.bar = scale_bar(self.sheet, self.ground)
        if self.sheet.locator:
            self.made.inset = inset(self.sheet.locator, self.ground, self.folder)
            self._block(self.made.inset.box, 20, hard=True)
        self._block(box(self.made.width - 24, 0, self.made.width, 32), 20, hard=True)
        for tick in self.made.ticks:
            if tick.text:
                at = (
                    box(tick.x - 12, tick.y - 13, tick.x + 12, tick.y)
                    if tick.side == "b"
                    else box(0, tick.y - 5, 26, tick.y + 5)
                )
                self._block(at, 20, hard=True)

    # ---------------------------------------------------------------- layers

    def _layer(self, layer: Layer, index: int) -> None:
        draw = {"sea": self._sea, "lakes": self._lakes, "rivers": self._rivers}.get(layer.kind, self._other)
        draw(layer, index)
        if layer.legend:
            self.legend.append((layer.kind, f"{layer.style}-{layer.certainty}", layer.legend))

    def _features(self, layer: Layer, index: int) -> list[tuple[str, Any]]:
        found = [
            (str(p.get("name") or p.get("level") or ""), g)
            for p, g in features(layer.file, self.folder)
            if (not layer.names or p.get("name") in layer.names)
            and (not layer.levels or str(p.get("level")) in layer.levels)
        ]
        drawn = [(name, self.ground.drawn(shape)) for name, shape in found]
        drawn = [(name, shape) for name, shape in drawn if not shape.is_empty]
        if not drawn:
            self.report("map-data-missing", f"{layer.file}.geojson holds nothing for this sheet", ("layers", index))
        return drawn

    def _sea(self, layer: Layer, index: int) -> None:
        land = shapely.union_all([shape for _, shape in self._features(layer, index)])
        sea = self.ground.frame.difference(land)
        if not sea.is_empty:
            self.made.strokes.append(Stroke("water-area", sea, 0.5))
            self._block(sea.boundary.buffer(0.6), 0.6)

    def _lakes(self, layer: Layer, index: int) -> None:
        lakes = shapely.union_all([shape for _, shape in self._features(layer, index)])
        self.made.strokes.append(Stroke("water-area", lakes, 0.45))
        self._block(lakes.boundary.buffer(0.8), 2)
        self._block(lakes, 0.8)

    def _rivers(self, layer: Layer, index: int) -> None:
        for name, shape in self._features(layer, index):
            approximate = layer.certainty == "approx"
            shape = softened(shape) if approximate else shape
            role = "river-approx" if approximate else "river"
            self.made.strokes.append(Stroke(role, shape, layer.levels.get(name, layer.width)))
            self.rivers.setdefault(name, []).append(shape)
            self._block(shape.buffer(0.6), 0.35)

    def _other(self, layer: Layer, index: int) -> None:
        shapes = [shape for _, shape in self._features(layer, index)]
        if not shapes:
            return
        if layer.kind == "area":
            self._area(layer, shapely.union_all(shapes))
            return
        lines = shapely.union_all([s.boundary if "Polygon" in s.geom_type else s for s in shapes])
        inner = self.ground.frame.buffer(-0.3)
        if layer.kind == "boundary":  # where it follows a river, the river is the line
            rivers = [r.buffer(2.5) for parts in self.rivers.values() for r in parts]
            lines = lines.difference(shapely.union_all(rivers)) if rivers else lines
        lines = softened(lines.intersection(inner)) if layer.certainty == "approx" else lines.intersection(inner)
        role = layer.style if layer.style != "plain" else f"line-{layer.certainty}"
        self.made.strokes.append(Stroke(role, lines, layer.width))
        self._block(lines.buffer(0.5), 0.3)

    def _area(self, layer: Layer, area: Any) -> None:
        if layer.style == "tint":
            self.made.strokes.append(Stroke("tint", area))
        for step, angle in HATCH.get(layer.style, ()):
            self.made.strokes.append(Stroke("hatch", hatching(area, step, angle), 0.3))
        edge = area.boundary.intersection(self.ground.frame.buffer(-0.5))
        self.made.strokes.append(Stroke(f"line-{layer.certainty}", edge, max(layer.width, 0.6)))

    # ----------------------------------------------------------------- names

    def _add(self, label: Label) -> None:
        self.made.labels.append(label)
        self._block(label.hull, 8, hard=True)

    def _areas(self) -> None:
        for index, area in enumerate(self.sheet.area_labels):
            x, y = self.ground.point(*area.at)
            nearby = ((x + dx, y + dy) for dx, dy in _spiral(14, 2.5))
            tries = (centred(area.text, "roman", area.size, area.spacing, spot, "area") for spot in nearby)
            self._put(tries, area.text, ("area_labels", index))

    def _symbols(self) -> list[tuple[int, PlaceLabel, Place, tuple[float, float]]]:
        found = []
        for index, label in enumerate(self.sheet.places):
            place = self.places.get(label.ref)
            if place is None or place.latitude is None or place.longitude is None:
                continue  # told by the check of the specification
            x, y = self.ground.point(place.longitude, place.latitude)
            if not self.ground.frame.buffer(-3).contains(Point(x, y)):
                self.report("map-place-outside", f"{place.name} lies outside the sheet", ("places", index))
                continue
            kind = label.symbol or SYMBOLS.get(place.kind, "village")
            if kind != "none" and place.located:
                self.made.symbols.append(Symbol(round(x, 1), round(y, 1), kind))
                self._block(Point(x, y).buffer(RADIUS), 8, hard=True)
            found.append((index, label, place, (x, y)))
        return found

    def _waters(self) -> None:
        for index, water in enumerate(self.sheet.water_labels):
            path = ("water_labels", index)
            if water.river and water.near:
                self._put(self._river_names(water), water.text, path)
            elif water.at:
                x, y = self.ground.point(*water.at)
                lines = water.text.split("\n")
                for row, text in enumerate(lines):
                    spot = (x, y + (row - (len(lines) - 1) / 2) * water.size * 1.15)
                    self._put(iter([centred(text, "italic", water.size, water.spacing, spot, "water")]), text, path)

    def _river_names(self, water: WaterLabel) -> Any:
        line = shapely.line_merge(shapely.union_all(self.rivers.get(water.river, [])))
        assert water.near is not None
        return along(water.text, "italic", water.size, water.spacing, line, self.ground.point(*water.near))

    def _place_names(self, points: Sequence[tuple[int, PlaceLabel, Place, tuple[float, float]]]) -> None:
        for index, label, place, point in sorted(points, key=lambda p: (not p[1].pos, p[1].rank, p[0])):
            style = "bold" if label.rank == 1 else "roman"
            sides = (label.pos,) if label.pos else SIDES
            gap = 4.0 if place.located and label.symbol != "none" else 0.5
            tries = around(label.label or place.name, style, SIZES[label.rank], point, gap, sides)
            self._put(tries, label.label or place.name, ("places", index))

    def _put(self, tries: Any, text: str, path: tuple[str | int, ...]) -> None:
        label = cheapest(tries, self.made.obstacles, self.ground.frame)
        if label is None:
            self.report("map-label-unplaced", f"“{text}” finds no free place", path)
        else:
            self._add(label)

    # ---------------------------------------------------------------- legend

    def _legend(self) -> None:
        kinds = [kind for kind in WORDS if any(s.kind == kind for s in self.made.symbols)]
        signs = [("symbol", kind, WORDS[kind]) for kind in kinds]
        left, left_height = legend_rows(signs, 80)
        right, right_height = legend_rows(self.legend, self.made.width - 92)
        self.made.rows = [*left, *right]
        notes, note_height = legend_rows([("note", "", text) for text in self.sheet.legend_notes], self.made.width + 14)
        top = max(left_height, right_height)
        self.made.bar_y = top + 8
        self.made.notes = [LegendRow(r.kind, r.sign, r.lines, r.y + self.made.bar_y + 25) for r in notes]
        self.made.foot = round(self.made.bar_y + 28 + note_height)


def _spiral(reach: float, step: float) -> list[tuple[float, float]]:
    """Offsets from the middle outwards, on a square grid."""
    count = int(reach / step)
    grid = [(x * step, y * step) for x in range(-count, count + 1) for y in range(-count, count + 1)]
    return sorted(grid, key=lambda p: (p[0] ** 2 + p[1] ** 2, p))
