"""Measures and outlines map lettering with the very font files that set it. Sizes and widths in pt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import uharfbuzz
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from monograph.typesetting.fonts import FACES, Face

PLAIN_LETTERS = {feature: False for feature in ("liga", "clig", "dlig", "hlig", "calt")}
"""One glyph a letter: positions are given letter by letter."""


class LetterError(ValueError):
    """A text that the map face cannot set."""


Style = str
"""``roman``, ``italic`` or ``bold`` of the map face."""

FAMILY = "Monograph Sans"


def _file(style: Style) -> Face:
    weight, slant = (700 if style == "bold" else 400), ("italic" if style == "italic" else "normal")
    return next(f for f in FACES if (f.family, f.weight, f.style) == (FAMILY, weight, slant))


class Lettering:
    """One face of the map."""

    def __init__(self, style: Style) -> None:
        path = _file(style).path
        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
        self._font, self._em = uharfbuzz.Font(face), face.upem
        self._outlines = TTFont(path, lazy=True)
        self._glyphs, self._order = self._outlines.getGlyphSet(), self._outlines.getGlyphOrder()
        self._shaped: dict[str, list[tuple[str, float]]] = {}
        self._drawn: dict[str, RecordingPen] = {}

    def letters(self, text: str) -> list[tuple[str, float]]:
        """(glyph, advance in em) of each letter. Raises ``LetterError`` where the face lacks one."""
        if text not in self._shaped:
            self._shaped[text] = self._shape(text) if text else []
        return self._shaped[text]

    def _shape(self, text: str) -> list[tuple[str, float]]:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._font, buffer, PLAIN_LETTERS)
        shaped = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        found = [(self._order[i.codepoint], p.x_advance / self._em) for i, p in shaped]
        if len(found) != len(text) or any(glyph == ".notdef" for glyph, _ in found):
            raise LetterError(f"the map face cannot set “{text}” letter by letter")
        return found

    def width(self, text: str, size: float, spacing: float = 0) -> float:
        """Width of a line, with ``spacing`` between letters."""
        return sum(advance for _, advance in self.letters(text)) * size + spacing * max(len(text) - 1, 0)

    def outline(self, text: str, size: float, spots: Sequence[tuple[float, float, float]]) -> str:
        """SVG path data of the letters, each at (x, y, turn in radians), to a tenth of a point."""
        parts, scale = [], size / self._em
        for (glyph, _), (x, y, turn) in zip(self.letters(text), spots, strict=True):
            cos, sin = math.cos(turn) * scale, math.sin(turn) * scale
            pen = SVGPathPen(self._glyphs, ntos=lambda v: f"{v:.1f}".removesuffix(".0"))
            self._outline(glyph).replay(TransformPen(pen, (cos, sin, sin, -cos, x, y)))
            parts.append(pen.getCommands())
        return "".join(parts)

    def _outline(self, glyph: str) -> RecordingPen:
        if glyph not in self._drawn:
            self._drawn[glyph] = RecordingPen()
            self._glyphs[glyph].draw(self._drawn[glyph])
        return self._drawn[glyph]

    def line(self, text: str, size: float, x: float, y: float, spacing: float = 0) -> list[tuple[float, float, float]]:
        """The spots of letters on a straight level line that begins at (x, y)."""
        spots = []
        for _, advance in self.letters(text):
            spots.append((x, y, 0.0))
            x += advance * size + spacing
        return spots


@cache
def lettering(style: Style) -> Lettering:
    """The face of a style, loaded once."""
    return Lettering(style)
