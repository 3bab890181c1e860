"""What stands round the map: ticks, scale bar, locator. Its boxes are reserved before any name is placed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyproj import CRS, Transformer
from shapely.geometry import LineString, Polygon, box

from monograph.cartography.ground import EARTH, Ground, features
from monograph.cartography.lettering import lettering
from monograph.cartography.paths import path_data
from monograph.cartography.specification import Locator, SheetRecord

VERST = 1066.8
"""Metres in a verst of 500 sazhen."""

LOCATOR_WIDTH = 74.0
TICK_SIZE, FIGURE_WIDTH = 6.5, 24.0


GUTTER = 14.0
"""Half the width in pt of the strip along the fold that names, signs and figures keep clear of."""


def fold(width: float, height: float) -> Any:
    """The strip along the fold of a sheet."""
    return box(width / 2 - GUTTER, 0, width / 2 + GUTTER, height)


@dataclass(frozen=True)
class Tick:
    """A stroke at the frame from (x, y) to (x2, y2), and its figure at (text_x, text_y) or none."""

    x: float
    y: float
    x2: float
    y2: float
    text: str
    side: str
    text_x: float
    text_y: float

    @property
    def figure(self) -> Any:
        """The room that the figure takes."""
        left = self.text_x - (FIGURE_WIDTH / 2 if self.side == "b" else 0)
        return box(left, self.text_y - TICK_SIZE, left + FIGURE_WIDTH, self.text_y + 2)


def ticks(sheet: SheetRecord, ground: Ground) -> list[Tick]:
    """Ticks where meridians and parallels meet the frame; figures below and left."""
    graticule = sheet.graticule
    if graticule is None:
        return []
    found = []
    corners = [ground.position(x, y) for x in (0, ground.width) for y in (0, ground.height)]
    for axis, sides in ((0, "bt"), (1, "lr")):
        low, high = min(c[axis] for c in corners) - 1, max(c[axis] for c in corners) + 1
        other = [c[1 - axis] for c in corners]
        across = np.linspace(min(other) - 1, max(other) + 1, 61)
        for value in np.arange(math.ceil(low / graticule.step) * graticule.step, high, graticule.step):
            line = LineString([ground.point(*((value, o) if axis == 0 else (o, value))) for o in across])
            found += _frame_ticks(line, sides, float(value), graticule.label_step, axis, ground)
    return found


def _frame_ticks(
    line: LineString, sides: str, value: float, label_step: float, axis: int, ground: Ground
) -> list[Tick]:
    w, h = ground.width, ground.height
    edges = {"b": ((0, h), (w, h)), "t": ((0, 0), (w, 0)), "l": ((0, 0), (0, h)), "r": ((w, 0), (w, h))}
    steps = {"b": (0, -1), "t": (0, 1), "l": (1, 0), "r": (-1, 0)}
    major = abs(value / label_step - round(value / label_step)) < 1e-6
    length, found = (4.0 if major else 2.4), []
    for side in sides:
        meeting = line.intersection(LineString(edges[side]))
        if meeting.geom_type != "Point":
            continue
        dx, dy = steps[side]
        inside = 12 < (meeting.x if axis == 0 else meeting.y) < (w if axis == 0 else h) - 12
        text = f"{value:g}°{'EN'[axis]}" if major and side in "bl" and inside else ""
        at = (meeting.x, h - 5.5) if side == "b" else (6.0, meeting.y + 2.2)
        found.append(Tick(meeting.x, meeting.y, meeting.x + dx * length, meeting.y + dy * length, text, side, *at))
    return found


@dataclass(frozen=True)
class Bar:
    """Marks of a scale bar: (distance in pt, figure), kilometres above and versts below."""

    kilometres: tuple[tuple[float, int], ...]
    versts: tuple[tuple[float, int], ...]

    def figures(self, unit: str) -> list[tuple[float, str]]:
        """(distance, figure) of the marks of ``km`` or ``versts`` that have room: the ends, then those between."""
        marks = self.kilometres if unit == "km" else self.versts
        face = lettering("roman")
        found: list[tuple[float, str]] = []
        texts = [(at, f"{n} {unit}" if at == marks[-1][0] else f"{n}") for at, n in marks]
        for at, text in [texts[0], texts[-1], *texts[1:-1]]:
            half = face.width(text, TICK_SIZE) / 2
            if all(abs(at - other) >= half + face.width(words, TICK_SIZE) / 2 + 2 for other, words in found):
                found.append((at, text))
        return sorted(found)


def scale_bar(sheet: SheetRecord, ground: Ground) -> Bar:
    """The bar; see ``bar_error`` for how far it is from the truth."""
    km = sheet.scale_bar.km
    metre = ground.points_per_metre
    versts = tuple((n * VERST * metre, n) for n in km) if sheet.scale_bar.versts else ()
    return Bar(tuple((n * 1000 * metre, n) for n in km), versts)


def bar_error(sheet: SheetRecord, ground: Ground) -> float:
    """Share by which the drawn bar differs from the geodesic of that length through the middle of the sheet."""
    metres = sheet.scale_bar.km[-1] * 1000
    longitude, latitude = sheet.center
    east, north, _ = EARTH.fwd(longitude, latitude, 90, metres)
    drawn = math.dist(ground.point(longitude, latitude), ground.point(east, north))
    return abs(drawn / (metres * ground.points_per_metre) - 1)


@dataclass(frozen=True)
class Inset:
    """The locator: its place on the sheet (pt), and path data within it."""

    x: float
    y: float
    width: float
    height: float
    land: str
    lakes: str
    frame: str
    points: tuple[tuple[float, float, str, str], ...]

    @property
    def box(self) -> Any:
        """The room it takes, with a little air."""
        return box(self.x - 4, self.y - 4, self.x + self.width + 4, self.y + self.height + 4)


def inset(locator: Locator, ground: Ground, folder: Path) -> Inset:
    """The small map that shows where the sheet lies."""
    west, south, east, north = locator.extent
    crs = CRS.from_proj4(
        f"+proj=lcc +lat_1={south + 1} +lat_2={north - 1} +lon_0={(west + east) / 2} +lat_0={(south + north) / 2}"
    )
    transform = Transformer.from_crs(4326, crs, always_xy=True)
    left, right = transform.transform(west, north)[0], transform.transform(east, north)[0]
    scale, top = LOCATOR_WIDTH / (right - left), transform.transform((west + east) / 2, north)[1]
    height = round((top - transform.transform(west, south)[1]) * scale * 0.97, 1)

    def project(a: np.ndarray) -> np.ndarray:
        x, y = transform.transform(a[:, 0], a[:, 1])
        return np.column_stack([(x - left) * scale, (top - y) * scale])

    def drawn(shape: Any) -> str:
        made = shapely.make_valid(shapely.transform(shapely.segmentize(shape, 0.1), project))
        return path_data(made.intersection(box(0, 0, LOCATOR_WIDTH, height)).simplify(0.25))

    corners = [(0, 0), (ground.width, 0), (ground.width, ground.height), (0, ground.height)]
    points = tuple((*project(np.array([p.at]))[0].round(1).tolist(), p.label, p.anchor) for p in locator.points)
    return Inset(
        5 if "W" in locator.corner else ground.width - LOCATOR_WIDTH - 5,
        5 if "N" in locator.corner else ground.height - height - 5,
        LOCATOR_WIDTH,
        height,
        "".join(drawn(shape) for _, shape in features("land-wide", folder)),
        "".join(drawn(shape) for _, shape in features("lakes", folder) if shape.area > 0.1),
        drawn(Polygon([ground.position(*c) for c in corners])),
        points,
    )
