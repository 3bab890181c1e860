"""The strut of a style is looked up once, not once a line.

WeasyPrint 70.0, ``text/line_break.py::strut``: it keeps its results, but builds the key anew from fourteen properties
each time. What it returns is the same.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import inline

from monograph.typesetting.patches.wrapping import Swap


def strut(stock: Any) -> Any:
    """The function that knows line height and baseline (px) of a style."""

    def known_strut(style: Any) -> Any:
        known = style.__dict__.get("known_strut")
        if known is None:
            known = style.known_strut = stock(style)
        return known

    return known_strut


WRAPS = (Swap(inline, "strut", "b57885b70dd08efe", strut),)
