"""Places names on a sheet so that none covers another, a symbol, or the frame.

Points: the eight positions of Imhof (*Positioning Names on Maps*, 1975), the cheapest first. Rivers: letters
along a smooth curve beside the line. What stands already is an obstacle to what comes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from shapely.affinity import rotate, translate
from shapely.geometry import LineString, Point, box

from monograph.cartography.lettering import Lettering, lettering

Spots = list[tuple[float, float, float]]

SIDES = ("NE", "E", "SE", "NW", "W", "SW", "N", "S")
MARGIN = 3.0
"""Room in pt that a label keeps from the frame."""

RISE, DEPTH, DESCENDING = 0.7, 0.22, set("gjpqyçşţģ,;()/QJ")
"""Height of ascenders and depth of descenders in em, and the letters that have them."""


@dataclass(frozen=True)
class Obstacle:
    """Something a label should not cover; ``hard`` things it must not."""

    shape: Any
    weight: float
    hard: bool = False


@dataclass(frozen=True)
class Label:
    """A placed name: its letters' spots (x, y, turn in radians) and the area they cover; ``rows`` of several lines."""

    text: str
    style: str
    size: float
    spots: tuple[tuple[float, float, float], ...]
    hull: Any
    kind: str
    spacing: float = 0.0
    rows: tuple[Label, ...] = ()

    @property
    def straight(self) -> bool:
        """Whether the name stands on a level line."""
        return all(turn == 0 for _, _, turn in self.spots)


def around(
    text: str, style: str, size: float, point: tuple[float, float], radius: float, sides: Sequence[str]
) -> Iterator[Label]:
    """The label at each of the sides of a sign of ``radius`` pt."""
    face, (x, y) = lettering(style), point
    width, rise, depth = face.width(text, size), size * RISE, _depth(text, size)
    level, gap, slant, drop = y + size * 0.25, radius + 1.8, radius * 0.71 + 1.2, radius * 0.71 + 0.8
    corners = {
        "E": (x + gap, level), "W": (x - gap - width, level),
        "NE": (x + slant, y - drop - depth), "NW": (x - slant - width, y - drop - depth),
        "SE": (x + slant, y + drop + rise), "SW": (x - slant - width, y + drop + rise),
        "N": (x - width / 2, y - gap - depth), "S": (x - width / 2, y + gap + rise),
    }  # fmt: skip
    for side in sides:
        left, base = corners[side]
        hull = box(left - 0.8, base - rise - 0.6, left + width + 0.8, base + depth + 0.6)
        yield Label(text, style, size, tuple(face.line(text, size, left, base)), hull, "place")


def _depth(text: str, size: float) -> float:
    return size * DEPTH if DESCENDING & set(text) else 0.0


def centred(
    text: str, style: str, size: float, spacing: float, point: tuple[float, float], kind: str, angle: float = 0
) -> Label:
    """A name centred on a point, in spaced letters, turned clockwise by ``angle`` degrees."""
    face, turn = lettering(style), math.radians(angle)
    width = face.width(text, size, spacing)
    left, base = point[0] - width / 2, point[1] + size * 0.34
    hull = box(left - 1, base - size * RISE - 1, left + width + 1, base + _depth(text, size) + 1)
    spots = face.line(text, size, left, base, spacing)
    if angle:
        (px, py), cos, sin = point, math.cos(turn), math.sin(turn)
        spots = [
            (px + (x - px) * cos - (y - py) * sin, py + (x - px) * sin + (y - py) * cos, turn) for x, y, _ in spots
        ]
    return Label(text, style, size, tuple(spots), rotate(hull, angle, origin=point), kind, spacing)


def stacked(
    text: str, style: str, size: float, spacing: float, point: tuple[float, float], kind: str, angle: float = 0
) -> Label:
    """A name of one or more lines (parted by line breaks), centred on a point."""
    lines, turn = text.split("\n"), math.radians(angle)
    if len(lines) == 1:
        return centred(text, style, size, spacing, point, kind, angle)
    rows = []
    for number, line in enumerate(lines):
        down = (number - (len(lines) - 1) / 2) * size * 1.15
        spot = (point[0] - down * math.sin(turn), point[1] + down * math.cos(turn))
        rows.append(centred(line, style, size, spacing, spot, kind, angle))
    return Label(text, style, size, (), shapely.union_all([r.hull for r in rows]), kind, spacing, tuple(rows))


def shifted(label: Label, dx: float, dy: float) -> Label:
    """A label elsewhere on the sheet."""
    spots = tuple((x + dx, y + dy, turn) for x, y, turn in label.spots)
    rows = tuple(shifted(row, dx, dy) for row in label.rows)
    return replace(label, spots=spots, rows=rows, hull=translate(label.hull, dx, dy))


def cheapest(candidates: Iterable[Label], obstacles: Sequence[Obstacle], frame: Any, reluctance: float) -> Label | None:
    """The candidate that covers least; None where each covers a hard obstacle or the frame.

    Earlier ones are preferred: each step down the list costs ``reluctance``.
    """
    best: tuple[float, Label] | None = None
    shapes = np.array([o.shape for o in obstacles])
    weights, hard = np.array([o.weight for o in obstacles]), np.array([o.hard for o in obstacles], bool)
    tree, inside = shapely.STRtree(shapes), frame.buffer(-MARGIN)
    for rank, label in enumerate(candidates):
        if best and reluctance * rank >= best[0]:
            break  # no later one can be cheaper
        if not inside.contains(label.hull):
            continue
        met = np.sort(tree.query(label.hull, predicate="intersects"))
        firm = met[hard[met]]
        if (_common(label.hull, shapes[firm]) > 0.01).any():
            continue
        soft = met[~hard[met]]
        covered = float(weights[soft] @ _common(label.hull, shapes[soft])) + float(
            weights[firm] @ _common(label.hull, shapes[firm])
        )
        cost = reluctance * rank + 8 * covered / label.hull.area
        if best is None or cost < best[0]:
            best = (cost, label)
    return best[1] if best else None


def _common(hull: Any, shapes: Any) -> Any:
    """The area that a hull has in common with each of some shapes; cut with straight edges, which is quick."""
    if not len(shapes):
        return np.zeros(0)
    bounds = hull.bounds
    if hull.area > 0.999 * (bounds[2] - bounds[0]) * (bounds[3] - bounds[1]):
        return shapely.area(shapely.clip_by_rect(shapes, *bounds))
    return shapely.area(shapely.intersection(hull, shapes))


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
    return spots, LineString(middle).buffer(size * 0.46)
