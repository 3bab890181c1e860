"""Bars divided by shares, with the sum of their parts below. Lengths in pt from the upper left corner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shapely.geometry import box

from monograph.cartography.legend import wrapped
from monograph.cartography.paths import hatching, path_data
from monograph.charts.specification import ShareBar, SharesRecord

BAR, STEP, LINE, SIZE = 17.0, 11.5, 9.5, 7.5
FILLS = ("shade", "hatch", "tint", "hatch-back")
"""What a part is filled with, in order: each is known by its texture, without colour."""


@dataclass(frozen=True)
class Words:
    """A line of text at (x, y of the base line); ``style`` is roman, bold or italic."""

    x: float
    y: float
    text: str
    style: str = "roman"
    anchor: str = "start"


@dataclass(frozen=True)
class Area:
    """A rectangle; ``fill`` is one of ``FILLS``, ``hatch`` path data of its lines."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    hatch: str


@dataclass(frozen=True)
class Shares:
    """A figure with everything placed. ``boxes`` are papers under words that stand on a texture."""

    width: float
    height: float
    areas: tuple[Area, ...]
    words: tuple[Words, ...]
    boxes: tuple[tuple[float, float, float, float], ...]


def amount(value: float, unit: str, about: bool) -> str:
    """A number with its unit: "about 4,425 km²"; figures in groups of three, never apart from the unit."""
    number = f"{value:,.1f}".removesuffix(".0")
    return f"{'about ' if about else ''}{number}\u00a0{unit}"


def percent(value: float, total: float) -> str:
    """A share in whole per cent."""
    return f"{value / total * 100:.0f}%"


def sum_words(bar: ShareBar, unit: str) -> str:
    """The sum of a bar: "4,425 + 3,275 = about 7,700 km²"; with a rest, as the subtraction it comes from."""
    values = bar.values()
    numbers = [f"{value:,.1f}".removesuffix(".0") for value in values]
    total = f"{bar.total:,.1f}".removesuffix(".0")
    about = "about " if bar.about else ""
    rest = next((n for n, part in enumerate(bar.parts) if part.rest), None)
    if rest is None:
        return f"{' + '.join(numbers)} = {about}{total}\u00a0{unit}"
    others = [number for n, number in enumerate(numbers) if n != rest]
    return f"{about}{total} − {' − '.join(others)} = {about}{numbers[rest]}\u00a0{unit}"


def part_words(bar: ShareBar, unit: str) -> list[str]:
    """What each part is: "to Armenia: about 4,425 km² (57%)"."""
    return [
        f"{part.label}: {amount(value, unit, part.about)} ({percent(value, bar.total)})"
        for part, value in zip(bar.parts, bar.values(), strict=True)
    ]


def lay_out(record: SharesRecord, width: float) -> Shares:
    """The bars one below the other, each with its parts named and its sum."""
    areas: list[Area] = []
    words: list[Words] = []
    papers: list[tuple[float, float, float, float]] = []
    y = 2.0
    for bar in record.bars:
        y = _lines(words, bar.label, 0, y, width, "bold")
        _segments(bar, y, width, areas, words, papers)
        y += BAR + 4
        for fill, text in zip(FILLS, part_words(bar, record.unit), strict=False):
            areas.append(_area(0.4, y + 1.4, 12, 7, fill))
            y = _lines(words, text, 17, y, width, "roman")
        y = _lines(words, sum_words(bar, record.unit), 17, y, width, "italic") + 7
    y = _lines(words, record.source_line, 0, y - 3, width, "roman") if record.source_line else y - 7
    return Shares(width, round(y + 2), tuple(areas), tuple(words), tuple(papers))


def _segments(bar: ShareBar, y: float, width: float, areas: list[Area], words: list[Words], papers: list[Any]) -> None:
    x, room = 0.4, width - 0.8
    for fill, value in zip(FILLS, bar.values(), strict=False):
        wide = room * value / bar.total
        areas.append(_area(x, y, wide, BAR, fill))
        if wide > 30:
            middle = x + wide / 2
            papers.append((middle - 12, y + BAR / 2 - 5.5, 24, 11))
            words.append(Words(middle, y + BAR / 2 + 2.7, percent(value, bar.total), anchor="middle"))
        x += wide


def _area(x: float, y: float, width: float, height: float, fill: str) -> Area:
    angle = {"hatch": -45.0, "hatch-back": 45.0}.get(fill)
    lines = path_data(hatching(box(x, y, x + width, y + height), 3.4, angle)) if angle else ""
    return Area(round(x, 1), round(y, 1), round(width, 1), round(height, 1), fill, lines)


def _lines(words: list[Words], text: str, x: float, y: float, width: float, style: str) -> float:
    lines: Sequence[str] = wrapped(text, width - x - (2 if style == "roman" else 8)) if text else ()
    for number, line in enumerate(lines):
        words.append(Words(x, y + 8 + number * LINE, line, style))
    return y + STEP + LINE * (len(lines) - 1) if lines else y
