"""The strut of a style is looked up once, not once a line.

WeasyPrint 70.0, ``text/line_break.py::strut``: it keeps its results, but builds the key anew from fourteen properties
each time. What it returns is the same.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import inline

from monograph.typesetting.patches.wrapping import Wrap


def strut(stock: Any, style: Any) -> Any:
    """Line height and baseline of a style (px)."""
    known = style.__dict__.get("known_strut")
    if known is None:
        known = style.known_strut = stock(style)
    return known


WRAPS = (Wrap(inline, "strut", "b57885b70dd08efe", strut),)
