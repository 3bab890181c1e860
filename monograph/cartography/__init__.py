"""Maps from data: a specification and the gazetteer become one SVG for print and one for screens."""

from monograph.cartography.checks import check_map
from monograph.cartography.drawing import describe, draw_narrow, river_lines, svg
from monograph.cartography.ground import OURS
from monograph.cartography.spreads import halves

__all__ = ["OURS", "check_map", "describe", "draw_narrow", "halves", "river_lines", "svg"]
