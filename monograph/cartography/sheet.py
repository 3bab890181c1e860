"""A map specification and the gazetteer -> everything on the sheet in its place, before it has a look."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import LineString, Point, box

from monograph.cartography.furniture import Bar, Inset, Tick, fold, inset, scale_bar, ticks
from monograph.cartography.ground import GeometryError, Ground, features
from monograph.cartography.labels import SIDES, Label, Obstacle, along, around, centred, cheapest, shifted, stacked
from monograph.cartography.legend import LEFT, LegendRow, layer_rows, note_rows, place_rows
from monograph.cartography.lettering import LetterError
from monograph.cartography.paths import apart, hatching, pieces, smooth
from monograph.cartography.relief import Elevation, cover, read_elevation
from monograph.cartography.signs import HATCH, SIGNS, arrow, line_role, railway, sign_of
from monograph.cartography.specification import (
    AreaLabel,
    Layer,
    Movement,
    PlaceLabel,
    Position,
    SheetRecord,
    WaterLabel,
)
from monograph.chronology.dates import date_words, read_date
from monograph.model import Place

SIZES = {1: 9.5, 2: 8.75, 3: 8.0, 4: 7.5}
ON_RIVER, ON_LINE = 3500.0, 1.2
"""How near a boundary runs to a river (metres) or to an earlier boundary (pt) before it is left out."""

ROOM = 24.0
"""Width of the north arrow's corner, in pt."""

SLIM = 230
"""Sheets narrower than this (pt) have their legend in one column and their locator below the map."""

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
    """A sheet with everything placed; lengths in pt.

    ``view`` is what is shown of it, from the left and how wide; no kilometres, no bar; ``arrow_x`` below 0, no arrow.
    """

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
    arrow_x: float = 0.0
    view: tuple[int, int] = (0, 0)
    relief: Elevation | None = None
    halos: list[str] | None = None
    obstacles: list[Obstacle] = field(default_factory=list)


def compose(sheet: SheetRecord, places: Mapping[str, Place], folder: Path, report: Report) -> Composed:
    """Everything in its place. What cannot be placed is reported and left out. Raises ``GeometryError``."""
    return Composer(sheet, places, folder, report).composed()


class Composer:
    """Composes one sheet. What cannot be placed is told to ``report`` and left out."""

    def __init__(self, sheet: SheetRecord, places: Mapping[str, Place], folder: Path, report: Report) -> None:
        self.sheet, self.places, self.folder, self.report = sheet, places, folder, report
        self.ground = Ground(sheet)
        width, height = sheet.size.width, sheet.size.height
        self.made = Composed(width, height, 0, arrow_x=width - ROOM / 2 - 1, view=(0, width))
        self.rivers: dict[str, list[Any]] = {}
        self.surveyed: list[Any] = []
        self.boundaries: list[Any] = []
        self.furniture: list[Any] = []
        self.slim = sheet.size.width < SLIM
        self.beside: dict[WaterLabel, list[Label]] = {}

    def composed(self) -> Composed:
        """The whole sheet."""
        self.draw_ground()
        return self.named(self.sheet)

    def draw_ground(self) -> None:
        """Furniture and layers, once."""
        self._furniture()
        for index, layer in enumerate(self.sheet.layers):
            try:
                self._layer(layer, index)
            except GeometryError as error:
                error.layer = index
                raise

    def named(self, sheet: SheetRecord) -> Composed:
        """The ground with the signs, names and legend of a sheet of the same extent; the ground stays as it was."""
        ground, self.sheet = self.made, sheet
        self.made = replace(
            ground, labels=[], symbols=[], rows=[], notes=[], strokes=[*ground.strokes], obstacles=[*ground.obstacles]
        )
        try:
            return self._named()
        finally:
            self.made = ground

    def _named(self) -> Composed:
        points = self._symbols()
        self._movements()
        self._areas()
        self._waters()
        self._place_names(points)
        self._legend()
        return self.made

    # ------------------------------------------------------------- furniture

    def _block(self, shape: Any, weight: float, hard: bool = False) -> None:
        if not shape.is_empty:
            self.made.obstacles.append(Obstacle(shape, weight, hard))

    def _block_lines(self, shape: Any, reach: float, weight: float) -> None:
        """The strip of ``reach`` pt on either side of lines, in short pieces, which are quick to compare with."""
        for piece in pieces(shape, 12):
            self._block(piece.buffer(reach, cap_style="flat"), weight)

    def _furniture(self) -> None:
        self.made.bar = scale_bar(self.sheet, self.ground)
        if self.sheet.locator and self.slim:
            inside = inset(self.sheet.locator, self.ground, self.folder)
            self.made.inset = replace(inside, x=self.made.width - inside.width - 2, y=self.made.height + 9)
        elif self.sheet.locator:
            self.made.inset = inset(self.sheet.locator, self.ground, self.folder)
            self.furniture.append(self.made.inset.box)
            if self.sheet.locator.corner == "NE":
                self.made.arrow_x = ROOM / 2 + 1
        self.furniture.append(box(self.made.arrow_x - ROOM / 2, 0, self.made.arrow_x + ROOM / 2, 32))
        for tick in ticks(self.sheet, self.ground):
            hidden = any(taken.intersects(tick.figure) for taken in self.furniture)
            self.made.ticks.append(replace(tick, text="") if hidden else tick)
            if tick.text and not hidden:
                self._block(tick.figure, 20, hard=True)
        for taken in self.furniture:
            self._block(taken, 20, hard=True)
        if self.sheet.placement == "spread":
            self._block(fold(self.made.width, self.made.height), 20, hard=True)

    # ---------------------------------------------------------------- layers

    def _layer(self, layer: Layer, index: int) -> None:
        if layer.kind == "relief":
            self.made.relief = read_elevation(layer.file, self.folder)
            cover(self.made.relief, self.ground)
            return
        draw = {"sea": self._sea, "lakes": self._lakes, "rivers": self._rivers}.get(layer.kind, self._other)
        draw(layer, index)

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
            self._block_lines(sea.boundary, 0.6, 2)

    def _lakes(self, layer: Layer, index: int) -> None:
        lakes = shapely.union_all([shape for _, shape in self._features(layer, index)])
        if lakes.is_empty:
            return
        self.made.strokes.append(Stroke("water-area", lakes, 0.45))
        self._block_lines(lakes.boundary, 0.8, 2)
        self._block(lakes, 0.8)

    def _rivers(self, layer: Layer, index: int) -> None:
        for name, shape in self._features(layer, index):
            role = line_role(layer)
            self.made.strokes.append(Stroke(role, shape, layer.levels.get(name, layer.width)))
            self.rivers.setdefault(name, []).append(shape)
            if layer.certainty == "surveyed":
                self.surveyed.append(shape)
            self._block_lines(shape, 0.6, 1.2)

    def _other(self, layer: Layer, index: int) -> None:
        shapes = [shape for _, shape in self._features(layer, index)]
        if not shapes:
            return
        if layer.kind == "area":
            self._area(layer, shapely.union_all(shapes))
            return
        lines = shapely.union_all([s.boundary if "Polygon" in s.geom_type else s for s in shapes])
        lines = lines.intersection(self.ground.frame.buffer(-0.3))
        if layer.kind == "boundary":
            lines = self._own_stretches(lines)
        elif "railway" in layer.style:
            lines = railway(lines, layer.style == "railway-later")
        self.made.strokes.append(Stroke(line_role(layer), lines, layer.width))
        self._block_lines(lines, 0.6, 2.5 if layer.kind == "route" else 0.6)

    def _own_stretches(self, lines: Any) -> Any:
        """A boundary without what runs on a surveyed river, the line there, or on an earlier boundary."""
        rivers = shapely.union_all(self.surveyed)
        earlier = shapely.union_all(self.boundaries)
        self.boundaries.append(lines)
        reach = max(3.0, ON_RIVER * self.ground.points_per_metre)
        return apart(apart(lines, rivers, reach), earlier, ON_LINE)

    def _area(self, layer: Layer, area: Any) -> None:
        if layer.style == "tint":
            self.made.strokes.append(Stroke("tint", area))
        for step, angle in HATCH.get(layer.style, ()):
            self.made.strokes.append(Stroke("hatch", hatching(area, step, angle), 0.3))
        edge = area.boundary.intersection(self.ground.frame.buffer(-0.5))
        self.made.strokes.append(Stroke(f"line-{layer.certainty}", edge, max(layer.width, 0.6)))
        self._block_lines(edge, 0.6, 0.6)

    # ------------------------------------------------------------- movements

    def _movements(self) -> None:
        """Ways with arrows, smoothed between what they are known to pass; each with its label and date."""
        for index, movement in enumerate(self.sheet.movements):
            spots = [self._spot(point) for point in movement.by]
            if any(spot is None for spot in spots):
                continue  # told by the check of the specification
            line = smooth(LineString([spot for spot in spots if spot]))
            if not self.ground.frame.contains(line):
                message = "a movement leaves the sheet"
                self.report("map-place-outside", message, ("movements", index))
                continue
            shaft, head = arrow(line, movement.width)
            self.made.strokes += [Stroke(movement.style, shaft, movement.width), Stroke("arrow", head)]
            self._block(head.buffer(1), 8, hard=True)
            self._block_lines(shaft, movement.width, 4)
            words = ", ".join(part for part in (movement.label, _told(movement.date)) if part)
            if words:
                along_it = (line.interpolate(share, normalized=True) for share in (0.5, 0.4, 0.6, 0.3, 0.7))
                tries = (
                    replace(label, kind="movement")
                    for spot in along_it
                    for label in around(words, "italic", 7.5, (spot.x, spot.y), movement.width, ("E", "W", *SIDES))
                )
                self._put(tries, words, ("movements", index), 0.1)

    def _spot(self, point: str | Position) -> Position | None:
        if not isinstance(point, str):
            return self.ground.point(*point)
        place = self.places.get(point)
        if place is None or place.latitude is None or place.longitude is None:
            return None
        return self.ground.point(place.longitude, place.latitude)

    # ----------------------------------------------------------------- names

    def _add(self, label: Label) -> None:
        self.made.labels.append(label)
        self._block(label.hull, 8, hard=True)

    def _areas(self) -> None:
        for index, area in enumerate(self.sheet.area_labels):
            x, y = self.ground.point(*area.at)
            self._put(self._spread(area, (x, y)), area.text, ("area_labels", index), 0.03)

    def _spread(self, area: AreaLabel, point: Position) -> Iterator[Label]:
        """The name of a land where it is wanted, then round about."""
        label = stacked(area.text, "roman", area.size, area.spacing, point, "area", area.angle)
        for dx, dy in _spiral(12, 2.4):
            yield shifted(label, dx, dy)

    def _in_lake(self, water: WaterLabel, point: Position) -> Iterator[Label]:
        label = stacked(water.text, "italic", water.size, water.spacing, point, "lake")
        for dx, dy in _spiral(6, 1):
            yield shifted(label, dx, dy)

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
            kind = label.symbol or sign_of(place)
            if kind != "none" and place.located:
                sign = Point(x, y).buffer(SIGNS[kind].radius)
                if any(sign.intersects(taken) for taken in self.furniture):
                    message = f"{place.name} lies under the locator or the north arrow"
                    self.report("map-place-covered", message, ("places", index))
                    continue
                self.made.symbols.append(Symbol(round(x, 1), round(y, 1), kind))
                self._block(sign, 8, hard=True)
                self._block(sign.buffer(4), 0.8)  # a name near another's sign seems to be its name
            found.append((index, label, place, (x, y)))
        return found

    def _waters(self) -> None:
        for index, water in enumerate(self.sheet.water_labels):
            path = ("water_labels", index)
            if water.river and water.near:
                self._put(self._river_names(water), water.text, path)
            elif water.at:
                x, y = self.ground.point(*water.at)
                self._put(self._in_lake(water, (x, y)), water.text, path, 0.03)

    def _river_names(self, water: WaterLabel) -> Iterator[Label]:
        """The places beside its river, worked out once: the ground stays as it is."""
        if water not in self.beside:
            self.beside[water] = list(self._beside(water))
        return iter(self.beside[water])

    def _beside(self, water: WaterLabel) -> Iterator[Label]:
        line = shapely.line_merge(shapely.union_all(self.rivers.get(water.river, [])))
        assert water.near is not None
        return along(water.text, "italic", water.size, water.spacing, line, self.ground.point(*water.near))

    def _place_names(self, points: Sequence[tuple[int, PlaceLabel, Place, tuple[float, float]]]) -> None:
        for index, label, place, point in sorted(points, key=lambda p: (not p[1].pos, p[1].rank, p[0])):
            style = "bold" if label.rank == 1 else "roman"
            sides = (label.pos,) if label.pos else SIDES
            signed = place.located and label.symbol != "none"
            text, size = label.label or place.name, SIZES[label.rank]
            if signed:
                radius = SIGNS[label.symbol or sign_of(place)].radius
                self._put(around(text, style, size, point, radius, sides), text, ("places", index))
            else:  # a name alone stands where the place is thought to be
                nearby = ((point[0] + dx, point[1] + dy) for dx, dy in _spiral(12, 1.5))
                named = (centred(text, "roman", size, 0, spot, "place") for spot in nearby)
                self._put(named, text, ("places", index), 0.02)

    def _put(self, tries: Iterator[Label], text: str, path: tuple[str | int, ...], reluctance: float = 0.6) -> None:
        try:
            label = cheapest(tries, self.made.obstacles, self.ground.frame, reluctance)
        except LetterError as error:
            self.report("character-missing", str(error), path)
            return
        if label is None:
            self.report("map-label-unplaced", f"“{' '.join(text.split())}” finds no free place", path)
            return
        for row in label.rows or (label,):
            self._add(row)

    # ---------------------------------------------------------------- legend

    def _legend(self) -> None:
        places, left = place_rows({symbol.kind for symbol in self.made.symbols})
        room = self.made.width if self.sheet.placement != "spread" else min(self.made.width // 2 - 8, 306)
        parts: list[Layer | Movement] = [*self.sheet.layers, *self.sheet.movements]
        told = [part for part in parts if part.legend]
        if self.slim:  # one column, the locator beside the signs
            beside = self.made.inset.height + 8 if self.made.inset else 0
            layers, right = layer_rows(told, self.made.width, LEFT, max(left, beside))
        else:
            layers, right = layer_rows(told, room)
        words = [text for text in (*self.sheet.legend_notes, self.sheet.source_line) if text]
        self.made.rows, self.made.bar_y = [*places, *layers], max(left, right) + 8
        self.made.notes, height = note_rows(words, room, self.made.bar_y + 25)
        self.made.foot = round(self.made.bar_y + 30 + height)


def _told(date: str) -> str:
    return date_words(date) if date and read_date(date) else date


def _spiral(reach: float, step: float) -> list[tuple[float, float]]:
    """Offsets from the middle outwards, on a square grid."""
    count = int(reach / step)
    grid = [(x * step, y * step) for x in range(-count, count + 1) for y in range(-count, count + 1)]
    return sorted(grid, key=lambda p: (p[0] ** 2 + p[1] ** 2, p))
