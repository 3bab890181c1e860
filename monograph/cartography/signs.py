"""What stands for what: the sign of a place, the line of a layer. The sheet and its legend take them from here."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shapely.geometry import Polygon
from shapely.ops import substring

from monograph.cartography.paths import sleepers
from monograph.cartography.specification import Layer
from monograph.model import Place


@dataclass(frozen=True)
class Sign:
    """A sign that fits in a circle of ``radius`` pt, and its word in the legend."""

    radius: float
    word: str


SIGNS: Mapping[str, Sign] = {
    "city": Sign(3.0, "city"),
    "town": Sign(2.4, "town"),
    "village": Sign(1.5, "village"),
    "station": Sign(2.4, "station"),
    "monastery": Sign(2.9, "monastery"),
}
"""In the order of the legend."""

HATCH = {"hatch": ((4.2, -45),), "hatch-back": ((4.2, 45),), "cross": ((5.0, -45), (5.0, 45))}
"""Style of an area -> (distance in pt, angle in degrees) of its lines."""


def sign_of(place: Place) -> str:
    """The sign of a place by the last word of its kind ("railway station"), a village's where it has none."""
    word = place.kind.rpartition(" ")[2]
    return word if word in SIGNS else "village"


def line_role(layer: Layer) -> str:
    """What a look gives an ink to: small rivers by hand are lighter, a line without style looks as sure as it is."""
    if layer.kind == "rivers":
        return "river-approx" if layer.certainty == "approx" else "river"
    return layer.style if layer.style != "plain" else f"line-{layer.certainty}"


def arrow(line: Any, width: float) -> tuple[Any, Any]:
    """The shaft and the head of a movement along a line, ``width`` pt wide; the head ends where the line does."""
    size = 2.5 + 2.2 * width
    tip, back = line.interpolate(line.length), line.interpolate(max(line.length - size, 0))
    dx, dy = tip.x - back.x, tip.y - back.y
    length = math.hypot(dx, dy) or 1.0
    half = size * 0.42 / length
    head = Polygon([(tip.x, tip.y), (back.x - dy * half, back.y + dx * half), (back.x + dy * half, back.y - dx * half)])
    return substring(line, 0, max(line.length - size * 0.8, 0)), head


def railway(line: Any, later: bool = False) -> Any:
    """The line and its sleepers; broken where it was built ``later`` than the sheet begins."""
    return sleepers(line, 5.0, 1.5, 3.2 if later else 0)
