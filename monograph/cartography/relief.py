"""Relief from an author's elevation model: a GeoTIFF in degrees becomes a shaded picture under the lines of a sheet.

Light falls from the north-west, 45° high; slopes after Horn (*Proceedings of the IEEE* 69, 1981). The picture is pale,
at most a quarter black, so that type on it can be read. None is shipped: terms and scale are the author's to choose.
"""

from __future__ import annotations

import base64
import io
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, UnidentifiedImageError

from monograph.cartography.ground import OURS, GeometryError, Ground

PIXEL_SCALE, TIEPOINT, GEO_KEYS, NO_DATA = 33550, 33922, 34735, 42113
"""Tags of GeoTIFF 1.1 (OGC 19-008r4) and GDAL's tag for a value that means none."""

MODEL_TYPE, GEOGRAPHIC = 1024, 2
RESOLUTION = 200 / 72
"""Pixels of the picture for a pt."""

SOFTENED = 100.0
"""Metres of a pixel at which its slopes have lost half their steepness; heights are raised to make up for it."""

STRONGEST, STEPS = 0.25, 32
"""Share of ink in the deepest shade, and number of greys."""


@dataclass(frozen=True)
class Elevation:
    """Heights in metres, rows from the north; ``west``, ``north`` the corner and ``step`` the pixel in degrees."""

    heights: Any
    west: float
    north: float
    step: tuple[float, float]


def read_elevation(name: str, folder: Path) -> Elevation:
    """The elevation model ``name`` (.tif) beside the sheets. Raises ``GeometryError``."""
    found = [p for p in (folder / "maps" / f"{name}.tif", OURS / f"{name}.tif") if p.is_file()]
    if not found:
        raise GeometryError(f"there is no {name}.tif in maps/")
    try:
        with Image.open(found[0]) as picture:
            tags: Any = getattr(picture, "tag_v2", {})
            scale, tie, keys, none = (tags.get(t) for t in (PIXEL_SCALE, TIEPOINT, GEO_KEYS, NO_DATA))
            heights = np.asarray(picture, dtype=float)
    except (OSError, UnidentifiedImageError, ValueError) as error:
        raise GeometryError(f"{name}.tif cannot be read as a picture of heights") from error
    if heights.ndim != 2 or not scale or not tie:
        raise GeometryError(f"{name}.tif is no GeoTIFF of one band with a corner and a scale")
    model = {keys[n]: keys[n + 3] for n in range(4, len(keys or ()), 4)}
    if model.get(MODEL_TYPE, GEOGRAPHIC) != GEOGRAPHIC:
        raise GeometryError(f"{name}.tif is projected: it must be in degrees of longitude and latitude (EPSG:4326)")
    if none is not None:
        heights = np.where(heights == float(str(none).strip("\0 ")), np.nan, heights)
    column, row, _, west, north = tie[:5]
    return Elevation(heights, west - column * scale[0], north + row * scale[1], (scale[0], scale[1]))


def shaded(elevation: Elevation, ground: Ground, paper: str, ink: str) -> str:
    """The shaded sheet as a ``data:`` address of a PNG. Raises ``GeometryError`` where the model does not cover it."""
    metres = 1 / (ground.points_per_metre * RESOLUTION)
    light = _light(_heights(elevation, ground) * (1 + metres / SOFTENED), metres)
    inked = np.clip(1 - light / math.sin(math.radians(45)), 0, 1) * STRONGEST
    level = np.round(inked / STRONGEST * (STEPS - 1)).astype(np.uint8)
    picture = Image.fromarray(level, mode="P")
    colours = [[int(c[n : n + 2], 16) for n in (1, 3, 5)] for c in (paper, ink)]
    shares = [step / (STEPS - 1) * STRONGEST for step in range(STEPS)]
    picture.putpalette([round(p + (i - p) * share) for share in shares for p, i in zip(*colours, strict=True)])
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


def cover(elevation: Elevation, ground: Ground) -> tuple[Any, Any]:
    """Where the pixels of the sheet lie in the model: (columns, rows). Raises ``GeometryError`` for one outside."""
    columns, rows = (round(v * RESOLUTION) for v in (ground.width, ground.height))
    x, y = np.meshgrid((np.arange(columns) + 0.5) / RESOLUTION, (np.arange(rows) + 0.5) / RESOLUTION)
    longitude, latitude = ground.positions(x, y)
    across = (longitude - elevation.west) / elevation.step[0] - 0.5
    down = (elevation.north - latitude) / elevation.step[1] - 0.5
    height, width = elevation.heights.shape
    if across.min() < -0.5 or down.min() < -0.5 or across.max() > width - 0.5 or down.max() > height - 0.5:
        raise GeometryError("the elevation model does not cover the sheet")
    return across, down


def _heights(elevation: Elevation, ground: Ground) -> Any:
    """Heights at the pixels of the sheet, between the four nearest of the model."""
    height, width = elevation.heights.shape
    across, down = cover(elevation, ground)
    across, down = np.clip(across, 0, width - 1.001), np.clip(down, 0, height - 1.001)
    left, top = across.astype(int), down.astype(int)
    a, b = across - left, down - top
    at = elevation.heights
    upper = at[top, left] * (1 - a) + at[top, left + 1] * a
    lower = at[top + 1, left] * (1 - a) + at[top + 1, left + 1] * a
    made = upper * (1 - b) + lower * b
    return np.where(np.isnan(made), np.nanmin(elevation.heights), made)


def _light(heights: Any, metres: float) -> Any:
    """How much light falls on each pixel, ``metres`` wide: 1 facing the sun, about 0.71 on level ground."""
    h = np.pad(heights, 1, mode="edge")
    east = (h[:-2, 2:] + 2 * h[1:-1, 2:] + h[2:, 2:] - h[:-2, :-2] - 2 * h[1:-1, :-2] - h[2:, :-2]) / (8 * metres)
    south = (h[2:, :-2] + 2 * h[2:, 1:-1] + h[2:, 2:] - h[:-2, :-2] - 2 * h[:-2, 1:-1] - h[:-2, 2:]) / (8 * metres)
    sun = np.array([-1, 1]) / 2**0.5  # where the light comes from: west and north
    height = math.radians(45)
    normal = np.sqrt(1 + east**2 + south**2)
    return np.clip((math.sin(height) - math.cos(height) * (sun[0] * east - sun[1] * south)) / normal, 0, None)
