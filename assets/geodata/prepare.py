"""Makes the GeoJSON files of this folder again, clipped to the southern Caucasus, from two public sources.

    python prepare.py WORLD_ATLAS GSHHG

WORLD_ATLAS is the unpacked npm package world-atlas 2.0.2 (Natural Earth 4.1.0, public domain); GSHHG the folder
``usr/share/gmt-gshhg`` of Debian's gmt-gshhg-full 2.3.7 (LGPL-3.0-or-later). Needs netCDF4, numpy and shapely,
which the book itself does not need in this form. Coordinates: WGS 84, degrees, four decimals (about 10 m).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import netCDF4
import numpy as np
import shapely
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box, mapping

HERE = Path(__file__).resolve().parent
REGION = box(42.0, 37.0, 51.3, 43.6)
WIDER = box(36.0, 34.0, 55.5, 47.0)
MADE_LATER = {"Mingachevir reservoir, 1953": (46.8, 40.9), "Aras reservoir, 1971": (45.35, 39.13)}
"""Lakes of today that did not exist in 1921, by a point inside each (longitude, latitude)."""


OVER_KAPAN = box(46.39, 39.14, 46.43, 39.22)
"""Here the small-scale boundary of Armenia bulges to 200 m from the centre of Kapan: by our judgement its points go."""


def mended(state: Any) -> Any:
    """A state without the points of ``OVER_KAPAN``, so that the town lies on its side of the line."""
    if not state.intersects(OVER_KAPAN):
        return state
    parts = [p for p in shapely.get_parts(state) if p.geom_type == "Polygon"]
    shells = [[c for c in p.exterior.coords if not OVER_KAPAN.contains(Point(c))] for p in parts]
    return MultiPolygon([Polygon(s, p.interiors) for s, p in zip(shells, parts, strict=True)])


def topojson(path: Path, name: str) -> Iterator[tuple[dict[str, Any], Any]]:
    """(properties, geometry) of one object; arcs are delta-coded integers on a grid."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    scale, move = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + move for arc in topology["arcs"]]

    def ring(numbers: list[int]) -> np.ndarray:
        parts = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
        return np.vstack([parts[0], *(part[1:] for part in parts[1:])])

    def polygon(rings: list[list[int]]) -> Polygon | None:
        made = [r for r in map(ring, rings) if len(r) >= 4]  # the grid leaves islets of three points
        return Polygon(made[0], made[1:]) if made else None

    top = topology["objects"][name]
    for item in top.get("geometries", [top]):
        parts = item["arcs"] if item["type"] == "MultiPolygon" else [item["arcs"]]
        yield item.get("properties", {}), shapely.make_valid(MultiPolygon([p for p in map(polygon, parts) if p]))


def segments(path: Path, area: Any) -> Iterator[tuple[int, int, LineString]]:
    """(level, id, line) of each segment of a binned GSHHG file; bins are one degree wide."""
    v = netCDF4.Dataset(path).variables
    first, count = v["Id_of_first_segment_in_a_bin"][:], v["N_segments_in_a_bin"][:]
    start = v["Id_of_first_point_in_a_segment"][:]
    if "N_points_for_a_segment" in v:  # rivers
        length, level = v["N_points_for_a_segment"][:], v["Hierarchial_level_of_a_segment"][:]
        identifier = np.arange(len(length))
    else:  # shores: length and level share one integer
        packed = v["Embedded_npts_levels_exit_entry_for_a_segment"][:]
        length, level, identifier = packed >> 9, (packed >> 6) & 7, v["Id_of_GSHHS_ID"][:]
    dx, dy = v["Relative_longitude_from_SW_corner_of_bin"], v["Relative_latitude_from_SW_corner_of_bin"]
    west, south, east, north = (int(b // 1) for b in area.bounds)
    for lon in range(west, east + 1):
        for lat in range(south, north + 1):
            cell = (89 - lat) * 360 + lon
            for k in range(int(first[cell]), int(first[cell]) + int(count[cell])):
                part = slice(int(start[k]), int(start[k]) + int(length[k]))
                x = np.asarray(dx[part]).astype("u2") / 65535 + lon
                y = np.asarray(dy[part]).astype("u2") / 65535 + lat
                if len(x) > 1:
                    yield int(level[k]), int(identifier[k]), LineString(np.column_stack([x, y]).round(5))


def save(name: str, features: list[tuple[dict[str, Any], Any]], tolerance: float) -> None:
    """Write one collection, simplified by ``tolerance`` degrees."""
    items = []
    for properties, geometry in features:
        shape = shapely.transform(geometry.simplify(tolerance), lambda a: a.round(4))
        if not shape.is_empty:
            items.append({"type": "Feature", "properties": properties, "geometry": mapping(shape)})
    collection = {"type": "FeatureCollection", "features": items}
    (HERE / f"{name}.geojson").write_text(json.dumps(collection, separators=(",", ":")) + "\n", encoding="utf-8")


def lakes(gshhg: Path) -> list[tuple[dict[str, Any], Any]]:
    """Lakes over about 15 km² that were there in 1921."""
    shores: dict[int, list[LineString]] = {}
    for level, identifier, line in segments(gshhg / "binned_GSHHS_f.nc", WIDER):
        if level == 2:
            shores.setdefault(identifier, []).append(line)
    found = []
    for identifier, parts in sorted(shores.items()):
        for polygon in shapely.polygonize(parts).geoms:
            later = any(polygon.buffer(0.05).contains(Point(p)) for p in MADE_LATER.values())
            if polygon.intersects(REGION) and 0.0015 < polygon.area < 5 and not later:
                found.append(({"id": identifier}, polygon.intersection(REGION)))
    return found


def rivers(gshhg: Path) -> list[tuple[dict[str, Any], Any]]:
    """Rivers by hierarchical level; GSHHG gives them no names."""
    found: dict[int, list[LineString]] = {}
    for level, _, line in segments(gshhg / "binned_river_f.nc", REGION):
        found.setdefault(level, []).append(line)
    return [
        ({"level": level}, shapely.line_merge(shapely.union_all(parts).intersection(REGION)))
        for level, parts in sorted(found.items())
    ]


def main(atlas: Path, gshhg: Path) -> None:
    """Write every file."""
    land = [shape for _, shape in topojson(atlas / "land-10m.json", "land")]
    save("land", [({}, shape.intersection(REGION)) for shape in land], 0.0005)
    save("land-wide", [({}, shape.intersection(WIDER)) for shape in land], 0.02)
    countries = topojson(atlas / "countries-10m.json", "countries")
    states = [({"name": p["name"]}, mended(s.intersection(REGION))) for p, s in countries if s.intersects(REGION)]
    save("states-modern", states, 0.0005)
    save("lakes", lakes(gshhg), 0.002)
    save("rivers", rivers(gshhg), 0.001)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
