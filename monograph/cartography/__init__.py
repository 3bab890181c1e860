"""Maps from data: a specification and the gazetteer become one SVG for print and one for screens."""

from monograph.cartography.checks import check_map, check_maps
from monograph.cartography.drawing import describe_maps, draw_maps, river_lines

__all__ = ["check_map", "check_maps", "describe_maps", "draw_maps", "river_lines"]
