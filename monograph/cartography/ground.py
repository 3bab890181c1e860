"""Positions on the earth -> points of the sheet (pt from its upper left corner), and the geometry files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyproj import CRS, Geod, Transformer
from shapely.geometry import box, shape

from monograph.cartography.specification import Position, SheetRecord

OURS = Path(__file__).resolve().parents[2] / "assets" / "geodata"
POINTS_PER_METRE = 72 / 0.0254
EARTH = Geod(ellps="WGS84")


class Ground:
    """The projection of one sheet. ``points_per_metre`` is pt on paper for a metre on the ground."""

    def __init__(self, sheet: SheetRecord) -> None:
        p = sheet.projection
        crs = CRS.from_proj4(
            f"+proj=lcc +lat_1={p.lat_1} +lat_2={p.lat_2} +lon_0={p.lon_0} +lat_0={p.lat_0} +datum=WGS84 +units=m"
        )
        self._transform = Transformer.from_crs(4326, crs, always_xy=True)
        self.points_per_metre = POINTS_PER_METRE / sheet.scale
        self.width, self.height = sheet.size.width, sheet.size.height
        self._centre = self._transform.transform(*sheet.center)
        self.frame = box(0, 0, self.width, self.height)

    def point(self, longitude: float, latitude: float) -> Position:
        """The point of a position."""
        x, y = self._transform.transform(longitude, latitude)
        return (
            (x - self._centre[0]) * self.points_per_metre + self.width / 2,
            self.height / 2 - (y - self._centre[1]) * self.points_per_metre,
        )

    def position(self, x: float, y: float) -> Position:
        """The position (longitude, latitude) of a point."""
        east = (x - self.width / 2) / self.points_per_metre + self._centre[0]
        north = (self.height / 2 - y) / self.points_per_metre + self._centre[1]
        longitude, latitude = self._transform.transform(east, north, direction="INVERSE")
        return float(longitude), float(latitude)

    def positions(self, x: Any, y: Any) -> tuple[Any, Any]:
        """Longitudes and latitudes of many points."""
        east = (x - self.width / 2) / self.points_per_metre + self._centre[0]
        north = (self.height / 2 - y) / self.points_per_metre + self._centre[1]
        longitude, latitude = self._transform.transform(east, north, direction="INVERSE")
        return longitude, latitude

    def drawn(self, geometry: Any, tolerance: float = 0.15) -> Any:
        """A geometry in degrees as the sheet shows it: projected, clipped to the frame, simplified (pt)."""

        def project(a: np.ndarray) -> np.ndarray:
            x, y = self._transform.transform(a[:, 0], a[:, 1])
            return np.column_stack([
                (x - self._centre[0]) * self.points_per_metre + self.width / 2,
                self.height / 2 - (y - self._centre[1]) * self.points_per_metre,
            ])  # fmt: skip

        made = shapely.transform(shapely.segmentize(geometry, 0.05), project)
        if not made.is_valid:
            made = shapely.make_valid(made)
        return made.intersection(self.frame).simplify(tolerance)


class GeometryError(Exception):
    """A geometry file that is missing or broken; ``layer`` is the number of the layer that needs it, -1 unknown."""

    layer = -1


def find_file(name: str, folder: Path) -> Path:
    """The GeoJSON file ``name``: beside the sheets of the book, else in ``assets/geodata``."""
    for place in (folder / "maps", OURS):
        path = place / f"{name}.geojson"
        if path.is_file() and path.resolve().is_relative_to(place.resolve()):
            return path
    raise GeometryError(f"there is no {name}.geojson in maps/ or assets/geodata/")


@lru_cache(maxsize=64)
def _collection(path: Path) -> tuple[tuple[dict[str, Any], Any], ...]:
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        return tuple((f.get("properties") or {}, shape(f["geometry"])) for f in features)
    except (ValueError, KeyError, TypeError, AttributeError, shapely.errors.ShapelyError) as error:
        raise GeometryError(f"{path.name} is no GeoJSON collection") from error


def features(name: str, folder: Path) -> Iterator[tuple[dict[str, Any], Any]]:
    """(properties, geometry) of every feature of a file. Raises ``GeometryError``."""
    yield from _collection(find_file(name, folder))
