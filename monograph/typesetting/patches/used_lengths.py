"""Lengths without percentages are worked out once a style, not once a box.

WeasyPrint 70.0, ``layout/percent.py::resolve_percentages``: twenty lengths of every box are looked up again each time
that the box is laid out, though only percentages depend on the box around it. What is set is the same.
"""

from __future__ import annotations

import sys
from math import inf
from typing import Any

import weasyprint.css as css
from weasyprint.layout import percent

from monograph.typesetting.patches.wrapping import Swap

SIDES = ("left", "right", "top", "bottom")
LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in SIDES),
    *(f"{limit}{axis}" for limit in ("", "min_", "max_") for axis in ("width", "height")),
)
BORDERS = tuple(f"border_{side}_width" for side in SIDES)
ZERO: dict[str, Any] = {
    **dict.fromkeys((*LENGTHS, *BORDERS), 0),
    "width": "auto",
    "height": "auto",
    "max_width": inf,
    "max_height": inf,
}
"""Of a box without a style of its own."""


def used_lengths(style: Any) -> dict[str, Any] | None:
    """Attribute of a box -> used length (px), or None where one depends on the box around it."""
    if style["border_collapse"] == "collapse" or style["box_sizing"] != "content-box":
        return None
    if type(style) is css.AnonymousStyle and style.keys().isdisjoint(LENGTHS) and not any(style[b] for b in BORDERS):
        return ZERO
    found: dict[str, Any] = {border: style[border] for border in BORDERS}
    for name in LENGTHS:
        value = style[name]
        if value == "auto":
            found[name] = 0 if name.startswith("min") else "auto"
        elif getattr(value, "unit", None) == "px":
            found[name] = value.value
        else:
            return None
    return found


def resolve_percentages(stock: Any) -> Any:
    """The function that sets the known lengths of a box's style, and leaves percentages to WeasyPrint."""

    def set_lengths(box: Any, containing_block: Any) -> None:
        style = box.style
        known = style.__dict__.get("used_lengths", style)
        if known is style:
            known = style.used_lengths = used_lengths(style)
        if known is None:
            stock(box, containing_block)
        else:
            box.__dict__.update(known)

    return set_lengths


HOLDERS = tuple(
    module
    for name, module in sorted(sys.modules.items())
    if name.startswith("weasyprint.layout")
    and getattr(module, "resolve_percentages", None) is percent.resolve_percentages
)
"""Modules that import the function by its name."""

WRAPS = tuple(Swap(module, "resolve_percentages", "71673078096fcf87", resolve_percentages) for module in HOLDERS)
