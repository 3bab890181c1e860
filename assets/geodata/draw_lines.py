"""Makes ``lines.geojson``: lines drawn by hand between places of known position (GeoNames), and two derived ones.

    python draw_lines.py

Nothing here is surveyed: a bend without a town is a guess. Corners are rounded, and a small river ends on the river it
flows into. Needs ``rivers.geojson`` and ``states-modern.geojson`` of this folder. Longitude, latitude; WGS 84.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import LineString, Point, shape
from shapely.ops import substring

HERE = Path(__file__).resolve().parent
TOLERANCE = 0.0008
"""How far, in degrees, a simplified line may leave the line drawn: about 80 m."""

Points = list[tuple[float, float]]

RIVERS: dict[str, tuple[str, Points]] = {
    "Vorotan": ("rivers", [
        (45.73, 39.81), (45.78, 39.71), (45.86, 39.62), (45.9445, 39.5655), (46.027, 39.518), (46.12, 39.492),
        (46.2, 39.435), (46.265, 39.4), (46.35, 39.42), (46.44, 39.4), (46.52, 39.37), (46.58, 39.34),
        (46.65, 39.27), (46.73, 39.2), (46.8, 39.15)]),
    "Hakari": ("Vorotan", [
        (46.38, 39.88), (46.42, 39.79), (46.5, 39.68), (46.54, 39.627), (46.58, 39.54), (46.63, 39.43),
        (46.65, 39.34), (46.7, 39.24)]),
    "Okhchi": ("rivers", [
        (46.04, 39.16), (46.157, 39.149), (46.26, 39.19), (46.407, 39.204), (46.472, 39.197), (46.55, 39.13),
        (46.66, 39.08), (46.74, 39.035)]),
    "Arpa": ("rivers", [
        (45.68, 39.93), (45.671, 39.82), (45.6, 39.746), (45.469, 39.688), (45.356, 39.734), (45.267, 39.738),
        (45.184, 39.72), (45.08, 39.66), (44.99, 39.545), (44.87, 39.51)]),
    "Nakhchivan-chai": ("rivers", [
        (45.72, 39.54), (45.575, 39.405), (45.5, 39.3), (45.43, 39.2), (45.41, 39.12)]),
    "Terter": ("rivers", [
        (45.87, 39.96), (46.044, 40.105), (46.3, 40.18), (46.55, 40.26), (46.75, 40.31), (46.93, 40.346),
        (47.08, 40.41), (47.3, 40.46)]),
    "Zanga": ("rivers", [
        (44.97, 40.56), (44.77, 40.5), (44.63, 40.35), (44.5, 40.18), (44.47, 40.07), (44.47, 39.97)]),
    "Kura": ("", [(46.3383, 40.9008), (46.55, 40.87), (46.8, 40.81), (47.0214, 40.7742)]),
}  # fmt: skip
"""Name: what it flows into (a river above it, or any of ``rivers.geojson``), and its course downstream.

Kura closes the gap that the reservoir of 1953 leaves in river data of today.
"""

RAILWAYS: dict[str, Points] = {
    "Alexandropol–Erivan": [
        (43.846, 40.793), (43.66, 40.6), (43.68, 40.4), (43.72, 40.2), (44.0, 40.1), (44.28, 40.13), (44.46, 40.09),
        (44.51, 40.165)],
    "Erivan–Julfa": [
        (44.46, 40.09), (44.55, 39.95), (44.7, 39.84), (44.87, 39.67), (45.0, 39.54), (45.1, 39.38), (45.25, 39.27),
        (45.4, 39.195), (45.52, 39.1), (45.63, 38.957)],
    "Julfa–Tabriz": [
        (45.63, 38.957), (45.66, 38.86), (45.77, 38.64), (45.73, 38.43), (45.85, 38.2), (46.05, 38.1), (46.28, 38.08)],
    "Tiflis–Alexandropol": [
        (44.834, 41.691), (44.85, 41.5), (44.7, 41.3), (44.66, 41.1), (44.6, 40.95), (44.497, 40.809), (44.27, 40.82),
        (44.0, 40.87), (43.846, 40.793)],
    "Alexandropol–Sarikamish": [(43.846, 40.793), (43.5, 40.7), (43.0855, 40.6), (42.8, 40.45), (42.587, 40.328)],
    "Tiflis–Baku": [
        (44.834, 41.691), (45.05, 41.45), (45.42, 41.12), (45.8, 40.98), (46.36, 40.72), (46.75, 40.65), (47.15, 40.62),
        (47.6, 40.5), (48.15, 40.34), (48.55, 40.12), (48.92, 40.04), (49.4, 39.96), (49.65, 40.3), (49.88, 40.38)],
}  # fmt: skip

PROVINCE: Points = [(45.785, 39.58), (45.75, 39.66), (45.715, 39.76), (45.71, 39.86), (45.74, 39.94)]
PROVINCE_NORTH: Points = [(45.2, 40.62), (44.97, 40.69), (44.78, 40.7), (44.7, 40.82), (44.76, 40.97)]
"""Two stretches of the limit between the provinces of Erivan and Elizavetpol where no line of today follows it."""

BEND_SOUTH, BEND_NORTH = Point(45.8, 40.01), Point(45.42, 40.6)
"""Where the line of today on the Vardenis and Sevan crests is taken up, and left."""

DIVISION = Point(45.79, 39.94), Point(46.5143, 38.8817)
"""The stretch of the line of today that stands in for the division of Zangezur."""


def rounded(points: Points) -> LineString:
    """A line without its corners (Chaikin's corner cutting, three times); its ends stay."""
    cut = np.array(points)
    for _ in range(3):
        near, far = cut[:-1] * 0.75 + cut[1:] * 0.25, cut[:-1] * 0.25 + cut[1:] * 0.75
        cut = np.vstack([cut[:1], np.stack([near, far], axis=1).reshape(-1, 2)[1:-1], cut[-1:]])
    return LineString(cut)


def ending_on(line: LineString, target: Any) -> LineString:
    """The line up to where it first meets ``target``, or led on to the nearest point of it."""
    meeting = line.intersection(target)
    if not meeting.is_empty:
        return substring(line, 0, min(line.project(Point(c)) for c in shapely.get_coordinates(meeting)))
    end = shapely.shortest_line(Point(line.coords[-1]), target).coords[-1]
    return LineString([*line.coords, end])


def between(line: LineString, first: Point, last: Point) -> LineString:
    """The stretch of a line between the points of it that are nearest to two others."""
    return substring(line, *sorted((line.project(first), line.project(last))))


def features_of(name: str) -> list[tuple[dict[str, Any], Any]]:
    """(properties, geometry) of a file of this folder."""
    collection = json.loads((HERE / f"{name}.geojson").read_text(encoding="utf-8"))
    return [(f["properties"], shape(f["geometry"])) for f in collection["features"]]


def rivers(surveyed: Any) -> dict[str, LineString]:
    """Every small river, ending on its mouth."""
    found: dict[str, LineString] = {}
    for name, (mouth, points) in RIVERS.items():
        line = rounded(points).simplify(TOLERANCE)
        found[name] = ending_on(line, found.get(mouth, surveyed)) if mouth else line
    return found


def modern_line(second: str, longest: int) -> LineString:
    """A boundary of today's Armenia with another state; ``longest`` counts its pieces from the longest."""
    states = {p["name"]: g for p, g in features_of("states-modern")}
    shared = shapely.line_merge(states["Armenia"].boundary.intersection(states[second].boundary))
    return sorted((g for g in shared.geoms if g.geom_type == "LineString"), key=lambda g: -g.length)[longest]


def later_railway(surveyed: Any) -> LineString:
    """The line of the 1930s from Horadiz to Julfa: a mile north of the Araxes, which it follows."""
    araxes = max(surveyed.geoms, key=lambda g: g.intersection(Point(46.3, 38.9).buffer(0.3)).length)
    stretch = between(araxes, Point(47.335, 39.4), Point(45.65, 38.95))
    north = max(stretch.offset_curve(0.018), stretch.offset_curve(-0.018), key=lambda g: g.centroid.y)
    points = [p for p in north.simplify(0.004).coords if 45.68 < p[0] < 47.28]
    points = points if points[0][0] > points[-1][0] else points[::-1]
    return LineString([(47.335, 39.45), *points, (45.63, 38.957)])


def province(east: LineString, west: LineString) -> LineString:
    """The limit of the two provinces, from the Araxes northwards."""
    ridge = between(west, Point(46.1363, 38.8632), Point(PROVINCE[0]))
    crest = between(east, BEND_SOUTH, BEND_NORTH)
    parts = (_northwards(ridge), rounded(PROVINCE), _northwards(crest), rounded(PROVINCE_NORTH))
    return LineString([point for part in parts for point in part.coords])


def _northwards(line: LineString) -> LineString:
    return line if line.coords[0][1] < line.coords[-1][1] else line.reverse()


def main() -> None:
    """Write the file beside this script."""
    surveyed = shapely.union_all([g for _, g in features_of("rivers")])
    found = [("river", name, line) for name, line in rivers(surveyed).items()]
    found += [("railway", name, rounded(points)) for name, points in RAILWAYS.items()]
    found += [("railway", "Horadiz–Julfa", later_railway(surveyed))]
    east, west = modern_line("Azerbaijan", 0), modern_line("Azerbaijan", 1)
    found += [("province", "Erivan–Elizavetpol", province(east, west))]
    found += [("division", "Zangezur", between(east, *DIVISION))]
    items = []
    for kind, name, line in found:
        drawn = line if kind == "river" else line.simplify(TOLERANCE)  # a river is simplified before it is joined
        points = [[round(float(x), 4), round(float(y), 4)] for x, y in drawn.coords]
        geometry = {"type": "LineString", "coordinates": points}
        items.append({"type": "Feature", "properties": {"name": name, "kind": kind}, "geometry": geometry})
    text = json.dumps({"type": "FeatureCollection", "features": items}, ensure_ascii=False, separators=(",", ":"))
    (HERE / "lines.geojson").write_text(text.replace('{"type":"Feature",', '\n{"type":"Feature",') + "\n", "utf-8")


if __name__ == "__main__":
    main()
