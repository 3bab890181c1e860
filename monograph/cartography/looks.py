"""How a sheet looks in print and on a screen: the same strokes, other inks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Ink:
    """Attributes of a role: colours are hexadecimal; ``dash`` as in SVG, "" = solid."""

    stroke: str = "none"
    fill: str = "none"
    dash: str = ""
    round: bool = False


@dataclass(frozen=True)
class Look:
    """Inks for every role of ``sheet.Stroke``, for letters, paper and water.

    ``shade`` fills a part of a bar, ``faint`` rules a grid.
    """

    paper: str
    ink: str
    quiet: str
    water: str
    water_area: str
    accent: str
    shade: str
    faint: str
    roles: Mapping[str, Ink]


def _look(
    paper: str,
    ink: str,
    quiet: str,
    water: str,
    water_area: str,
    accent: str,
    tint: str,
    small_water: str,
    shade: str,
    faint: str,
) -> Look:
    dots = "0 2.4"
    return Look(paper, ink, quiet, water, water_area, accent, shade, faint, {
        "water-area": Ink(water, water_area),
        "river": Ink(water, round=True),
        "river-approx": Ink(small_water, round=True),
        "tint": Ink(fill=tint),
        "hatch": Ink(accent),
        "march": Ink(accent),
        "flight": Ink(accent, dash="3 2"),
        "arrow": Ink(fill=accent),
        "modern": Ink("#777777", dash="2.2 1.4"),
        "railway": Ink(ink),
        "railway-later": Ink(ink),
        "road": Ink(quiet, dash="1.5 1.5"),
        "line-surveyed": Ink(ink),
        "line-coarse": Ink(ink, dash="4 1.4 0.8 1.4"),
        "line-proxy": Ink(accent, dash="3 1.6"),
        "line-approx": Ink(accent, dash=dots, round=True),
        "line-disputed": Ink(accent, dash="1 1"),
        "line-": Ink(ink),
    })  # fmt: skip


LOOKS: Mapping[str, Look] = {
    "print": _look(
        "#ffffff", "#1a1a1a", "#3d3d3d", "#4d4d4d", "#dcdcdc", "#1a1a1a", "#ededed", "#7a7a7a", "#d0d0d0", "#b5b5b5"
    ),
    "screen": _look(
        "#fbf8f0", "#1a1a1a", "#5a2a20", "#27557a", "#cfe0ec", "#8c2a25", "#f0dfd6", "#6d93ad", "#d8c4a4", "#c2b8a6"
    ),
}
