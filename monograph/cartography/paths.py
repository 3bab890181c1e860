"""Shapes -> SVG path data, to a tenth of a point."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString
from shapely.ops import substring


def path_data(shape: Any) -> str:
    """Path data of lines and polygons; points and empty shapes have none."""
    if shape.is_empty or shape.geom_type == "Point":
        return ""
    if hasattr(shape, "geoms"):
        return "".join(path_data(part) for part in shape.geoms)
    if shape.geom_type == "Polygon":
        return "".join(path_data(ring) + "Z" for ring in (shape.exterior, *shape.interiors))
    return "M" + "L".join(f"{short(x)},{short(y)}" for x, y in shape.coords)


def short(value: float) -> str:
    """A length to a tenth of a point, without a needless ".0" or sign."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def without_crumbs(lines: Any, least: float, islet: float) -> Any:
    """Lines without pieces shorter than ``least`` pt and closed rings shorter than ``islet`` pt (enclaves)."""
    return MultiLineString([g for g in _lines(lines) if g.length >= (islet if g.is_closed else least)])


def sleepers(line: Any, step: float, half: float, dash: float = 0) -> Any:
    """A railway: the line and short strokes across it, every ``step`` pt, ``half`` pt to either side.

    With ``dash``, only so many pt of the line round each stroke.
    """
    parts = [g for g in getattr(line, "geoms", [line]) if g.length > 0]
    along, across = [] if dash else list(parts), []
    for part in parts:
        for at in np.arange(step / 2, part.length, step):
            before, here, after = (part.interpolate(at + d) for d in (-0.5, 0, 0.5))
            length = math.hypot(after.x - before.x, after.y - before.y) or 1.0
            dx, dy = (after.x - before.x) / length * half, (after.y - before.y) / length * half
            across.append(LineString([(here.x - dy, here.y + dx), (here.x + dy, here.y - dx)]))
            along += [substring(part, at - dash / 2, at + dash / 2)] if dash else []
    return MultiLineString([*along, *across])


def smooth(line: Any, rounds: int = 4) -> Any:
    """A line without corners: each is cut at a quarter (Chaikin, 1974); the ends stay."""
    points = np.array(line.coords)
    for _ in range(rounds if len(points) > 2 else 0):
        a, b = points[:-1], points[1:]
        cut = np.stack([0.75 * a + 0.25 * b, 0.25 * a + 0.75 * b], axis=1).reshape(-1, 2)
        points = np.vstack([points[:1], cut[1:-1], points[-1:]])
    return LineString(points)


def pieces(lines: Any, points: int) -> list[LineString]:
    """The lines in pieces of at most ``points`` points; each begins where the one before ends."""
    found = []
    for part in getattr(lines, "geoms", [lines]):
        if "Line" in part.geom_type:
            coords = part.coords
            found += [LineString(coords[n : n + points]) for n in range(0, len(coords) - 1, points - 1)]
    return found


def apart(lines: Any, others: Any, reach: float) -> Any:
    """Lines without the stretches that run within ``reach`` pt of others; where they only meet or cross, they stay."""
    near = lines.intersection(others.buffer(reach))
    short = [g for g in _lines(near) if g.length <= 3.5 * reach]
    kept = shapely.union_all([lines.difference(others.buffer(reach)), *short])
    return without_crumbs(kept, max(9.0, 4 * reach), 60)


def _lines(shape: Any) -> list[Any]:
    merged = shapely.line_merge(shape) if shape.geom_type == "MultiLineString" else shape
    return [g for g in getattr(merged, "geoms", [merged]) if "Line" in g.geom_type]


def hatching(area: Any, step: float, angle: float) -> Any:
    """Parallel lines in an area, ``step`` pt apart, at ``angle`` degrees: no pattern, so widths hold in print."""
    x0, y0, x1, y1 = area.bounds
    cx, cy, reach = (x0 + x1) / 2, (y0 + y1) / 2, math.hypot(x1 - x0, y1 - y0) / 2
    dx, dy = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    lines = [
        ((cx - dy * o - dx * reach, cy + dx * o - dy * reach), (cx - dy * o + dx * reach, cy + dx * o + dy * reach))
        for o in np.arange(-reach, reach, step)
    ]
    return MultiLineString(lines).intersection(area)
