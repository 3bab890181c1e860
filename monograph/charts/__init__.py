"""Figures from data: a time strip of events, bars of shares; one SVG for print, two widths for screens."""

from monograph.charts.drawing import NARROW, check_charts, describe, draw

__all__ = ["NARROW", "check_charts", "describe", "draw"]
