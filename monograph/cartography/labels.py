"""Places names on a sheet so that none covers another, a symbol, or the frame.

Points: the eight positions of Imhof (*Positioning Names on Maps*, 1975), the cheapest first. Rivers: letters
along a smooth curve beside the line. What stands already is an obstacle to what comes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import LineString, Point, box

from monograph.cartography.lettering import Lettering, lettering

Spots = list[tuple[float, float, float]]

SIDES = ("NE", "E", "SE", "NW", "W", "SW", "N", "S")
MARGIN = 3.0
"""Room in pt that a label keeps from the frame."""


@dataclass(frozen=True)
class Obstacle:
    """Something a label should not cover; ``hard`` things it must not."""

    shape: Any
    weight: float
    hard: bool = False


@dataclass(frozen=True)
class Label:
    """A placed name: its letters' spots (x, y, turn in radians) and the area they cover."""

    text: str
    style: str
    size: float
    spots: tuple[tuple[float, float, float], ...]
    hull: Any
    kind: str
    spacing: float = 0.0

    @property
    def straight(self) -> bool:
        """Whether the name stands on a level line."""
        return all(turn == 0 for _, _, turn in self.spots)


def around(
    text: str, style: str, size: float, point: tuple[float, float], gap: float, sides: Sequence[str]
) -> Iterator[Label]:
    """The label at each of the sides of a point, ``gap`` pt away from it."""
    face, (x, y) = lettering(style), point
    width, rise, slant = face.width(text, size), size * 0.68, gap * 0.75
    corners = {
        "E": (x + gap, y + size * 0.25), "W": (x - gap - width, y + size * 0.25),
        "NE": (x + slant, y - slant * 0.8), "NW": (x - slant - width, y - slant * 0.8),
        "SE": (x + slant, y + slant * 0.8 + rise), "SW": (x - slant - width, y + slant * 0.8 + rise),
        "N": (x - width / 2, y - gap), "S": (x - width / 2, y + gap + rise),
    }  # fmt: skip
    for side in sides:
        left, base = corners[side]
        hull = box(left - 0.8, base - rise - 0.8, left + width + 0.8, base + size * 0.22)
        yield Label(text, style, size, tuple(face.line(text, size, left, base)), hull, "place")


def centred(text: str, style: str, size: float, spacing: float, point: tuple[float, float], kind: str) -> Label:
    """A name centred on a point, in spaced letters."""
    face = lettering(style)
    width = face.width(text, size, spacing)
    left, base = point[0] - width / 2, point[1] + size * 0.34
    hull = box(left - 1, base - size * 0.72, left + width + 1, base + size * 0.22)
    return Label(text, style, size, tuple(face.line(text, size, left, base, spacing)), hull, kind, spacing)


def cheapest(candidates: Iterator[Label], obstacles: Sequence[Obstacle], frame: Any) -> Label | None:
    """The candidate that covers least, earlier ones preferred; None where each covers a hard obstacle or the frame."""
    best: tuple[float, Label] | None = None
    tree = shapely.STRtree([o.shape for o in obstacles])
    for rank, label in enumerate(candidates):
        if not frame.buffer(-MARGIN).contains(label.hull):
            continue
        met = [obstacles[i] for i in tree.query(label.hull, predicate="intersects")]
        if any(o.hard and label.hull.intersection(o.shape).area > 0.01 for o in met):
            continue
        covered = sum(8 * o.weight * label.hull.intersection(o.shape).area / label.hull.area for o in met)
        cost = 0.6 * rank + covered
        if best is None or cost < best[0]:
            best = (cost, label)
    return best[1] if best else None


def along(text: str, style: str, size: float, spacing: float, line: Any, near: tuple[float, float]) -> Iterator[Label]:
    """Names beside a line, on quadratic curves fitted to it, best first: near ``near``, little bent, on either side."""
    face = lettering(style)
    width = face.width(text, size, spacing)
    parts = [g for g in getattr(line, "geoms", [line]) if g.length > width + 4]
    if not parts:
        return
    point = Point(near)
    part = min(parts, key=lambda g: g.distance(point))
    middle = part.project(point)
    found = []
    for shift in range(-72, 73, 6):
        begin = middle + shift - width / 2
        if begin < 0 or begin + width > part.length:
            continue
        fitted = _curve(part, begin, width)
        if fitted is None:
            continue
        for side in (-1, 1):
            spots, hull = _on_curve(face, text, size, spacing, fitted, side)
            cost = fitted.unrest * 0.5 + fitted.bend * 1.2 + abs(shift) * 0.03 + (0.8 if side > 0 else 0)
            found.append((cost, Label(text, style, size, tuple(spots), hull, "water", spacing)))
    yield from (label for _, label in sorted(found, key=lambda pair: pair[0]))


@dataclass(frozen=True)
class _Fit:
    """A quadratic through a stretch of line, in a frame turned along it."""

    start: Any
    turn: Any
    polynomial: Any
    above: float
    below: float
    length: float
    unrest: float
    bend: float


def _curve(part: LineString, begin: float, width: float) -> _Fit | None:
    stretch = np.array([part.interpolate(d).coords[0] for d in np.linspace(begin, begin + width, 25)])
    if stretch[-1, 0] < stretch[0, 0]:
        stretch = stretch[::-1]
    angle = math.atan2(*(stretch[-1] - stretch[0])[::-1])
    if abs(math.degrees(angle)) > 75:
        return None
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    flat = (stretch - stretch[0]) @ turn.T
    polynomial = np.polyfit(flat[:, 0], flat[:, 1], 2)
    rest = flat[:, 1] - np.polyval(polynomial, flat[:, 0])
    return _Fit(stretch[0], turn, polynomial, float(rest.min()), float(rest.max()), float(flat[-1, 0]),
                float(abs(rest).max()), float(abs(polynomial[0]) * width))  # fmt: skip


def _on_curve(face: Lettering, text: str, size: float, spacing: float, fit: _Fit, side: int) -> tuple[Spots, Any]:
    offset = fit.above - 1.8 - size * 0.12 if side < 0 else fit.below + 1.8 + size * 0.62
    x = np.linspace(-6, fit.length + 6, 80)
    curve = LineString(np.column_stack([x, np.polyval(fit.polynomial, x) + offset]) @ fit.turn + fit.start)
    width = face.width(text, size, spacing)
    at, spots = max(0.0, (curve.length - width) / 2), []
    for _, advance in face.letters(text):
        here, there = curve.interpolate(at), curve.interpolate(at + advance * size + 0.05)
        spots.append((here.x, here.y, math.atan2(there.y - here.y, there.x - here.x)))
        at += advance * size + spacing
    middle = [(x + math.sin(t) * size * 0.3, y - math.cos(t) * size * 0.3) for x, y, t in spots]
    last = face.letters(text)[-1][1] * size
    x_end, y_end, t_end = spots[-1]
    middle.append(
        (
            x_end + math.cos(t_end) * last + math.sin(t_end) * size * 0.3,
            y_end + math.sin(t_end) * last - math.cos(t_end) * size * 0.3,
        )
    )
    return spots, LineString(middle).buffer(size * 0.46, cap_style="flat")
