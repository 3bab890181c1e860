"""The legend under the map: places on the left, layers on the right, what is not drawn below. Lengths in pt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shapely.geometry import LineString, box

from monograph.cartography.lettering import lettering
from monograph.cartography.paths import hatching, path_data
from monograph.cartography.signs import HATCH, SIGNS, arrow, line_role, railway
from monograph.cartography.specification import Layer, Movement

SIZE, STEP, LINE = 7.5, 11.0, 9.5
"""Size of the letters, distance of rows, distance of lines within a row."""

LEFT, INDENT, SWATCH, GAP = 4.0, 12.0, 17.0, 22.0
COLUMN = 92.0
"""Where the column of layers begins; the column of places ends before it."""


@dataclass(frozen=True)
class LegendRow:
    """A place's ``sign`` or a layer's ``swatch`` (role, path data, width) at (x, y), and words from ``indent`` on."""

    x: float
    y: float
    indent: float
    lines: tuple[str, ...]
    sign: str = ""
    swatch: tuple[tuple[str, str, float], ...] = ()


def wrapped(text: str, width: float) -> tuple[str, ...]:
    """A text in lines of at most ``width``; a longer word stands alone."""
    face, lines = lettering("roman"), [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if face.width(longer, SIZE) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return tuple(lines)


def place_rows(kinds: Iterable[str]) -> tuple[list[LegendRow], float]:
    """A row for each kind of sign, and the height of all."""
    shown = [(kind, sign.word) for kind, sign in SIGNS.items() if kind in kinds]
    rows = [LegendRow(LEFT, n * STEP, INDENT, (word,), kind) for n, (kind, word) in enumerate(shown)]
    return rows, len(rows) * STEP


def layer_rows(
    layers: Sequence[Layer | Movement], width: float, left: float = COLUMN, top: float = 0.0
) -> tuple[list[LegendRow], float]:
    """A row for each layer from (left, top) on, its words wrapped to the sheet's ``width``, and where they end."""
    rows, y = [], top
    for layer in layers:
        lines = wrapped(layer.legend, width - left - GAP - 2)
        rows.append(LegendRow(left, y, GAP, lines, swatch=_swatch(layer)))
        y += _height(lines)
    return rows, y


def note_rows(notes: Sequence[str], width: float, top: float) -> tuple[list[LegendRow], float]:
    """The notes, as wide as the sheet, from ``top`` on, and the height of all."""
    rows, y = [], 0.0
    for note in notes:
        lines = wrapped(note, width)
        rows.append(LegendRow(0, top + y, 0, lines))
        y += _height(lines)
    return rows, y


def _height(lines: Sequence[str]) -> float:
    return STEP + LINE * (len(lines) - 1) + (1.5 if len(lines) > 1 else 0)


def _swatch(layer: Layer | Movement) -> tuple[tuple[str, str, float], ...]:
    """The layer as it looks on the map, in a box or along a line before its words."""
    field, line = box(0, -6, SWATCH, 1), LineString([(0, -2.4), (SWATCH, -2.4)])
    if isinstance(layer, Movement):
        shaft, head = arrow(line, layer.width)
        return ((layer.style, path_data(shaft), layer.width), ("arrow", path_data(head), 0.0))
    if layer.kind == "relief":
        return (("tint", path_data(field), 0.0),)
    if layer.kind in ("sea", "lakes"):
        return (("water-area", path_data(field), 0.4),)
    if layer.kind == "area":
        tint = [("tint", path_data(field), 0.0)] if layer.style == "tint" else []
        hatch = [("hatch", path_data(hatching(field, *lines)), 0.3) for lines in HATCH.get(layer.style, ())]
        edge = (f"line-{layer.certainty}", path_data(field.exterior), max(layer.width, 0.6))
        return (*tint, *hatch, edge)
    drawn = railway(line, layer.style == "railway-later") if "railway" in layer.style else line
    return ((line_role(layer), path_data(drawn), layer.width),)
