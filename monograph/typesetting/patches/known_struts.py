"""The strut of a style is looked up once, not once a line.

WeasyPrint 70.0, ``text/line_break.py::strut``: it keeps its results, but builds the key anew from fourteen properties
each time. All of them are inherited, so that an anonymous box, which sets none, has the strut of the box around it.
What it returns is the same.
"""

from __future__ import annotations

from typing import Any

from weasyprint.css import AnonymousStyle
from weasyprint.layout import inline

from monograph.typesetting.patches.wrapping import Swap


def strut(stock: Any) -> Any:
    """The function that knows line height and baseline (px) of a style."""

    def known_strut(style: Any) -> Any:
        known = style.__dict__.get("known_strut")
        if known is None:
            anonymous = type(style) is AnonymousStyle
            known = style.known_strut = known_strut(style.parent_style) if anonymous else stock(style)
        return known

    return known_strut


WRAPS = (Swap(inline, "strut", "b57885b70dd08efe", strut),)
