"""Figures from data: a time strip of events, bars of shares; one SVG for print, two widths for screens."""

from monograph.charts.drawing import check_chart, describe, draw

__all__ = ["check_chart", "describe", "draw"]
