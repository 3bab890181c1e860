"""Shapes -> SVG path data, to a tenth of a point."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from shapely.geometry import LineString, MultiLineString


def path_data(shape: Any) -> str:
    """Path data of lines and polygons; points and empty shapes have none."""
    if shape.is_empty or shape.geom_type == "Point":
        return ""
    if hasattr(shape, "geoms"):
        return "".join(path_data(part) for part in shape.geoms)
    if shape.geom_type == "Polygon":
        return "".join(path_data(ring) + "Z" for ring in (shape.exterior, *shape.interiors))
    return "M" + "L".join(f"{_short(x)},{_short(y)}" for x, y in shape.coords)


def _short(value: float) -> str:
    return (
        f"{value:.1f}".removesuffix(".0").replace("-0", "0") if abs(value) < 0.05 else f"{value:.1f}".removesuffix(".0")
    )


def softened(line: Any) -> Any:
    """A line drawn by hand without its corners (Chaikin's corner cutting, twice); its ends stay."""
    if line.geom_type == "MultiLineString":
        return MultiLineString([softened(part) for part in line.geoms])
    if line.geom_type != "LineString" or line.is_empty:
        return line
    points = np.array(line.coords)
    for _ in range(2):
        near, far = points[:-1] * 0.75 + points[1:] * 0.25, points[:-1] * 0.25 + points[1:] * 0.75
        cut = np.stack([near, far], axis=1).reshape(-1, 2)
        points = np.vstack([points[:1], cut[1:-1], points[-1:]])
    return LineString(points)


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
