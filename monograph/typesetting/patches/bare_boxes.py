"""Boxes without background, border radius or shadow are passed over when backgrounds are laid out.

WeasyPrint 70.0, ``layout/background.py::layout_box_backgrounds``: it looks up twenty values of every box of a page,
nearly all of which are lines of text. What it leaves on such a box is the same.
"""

from __future__ import annotations

from typing import Any

from weasyprint.draw.color import get_color
from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import background

from monograph.typesetting.patches.wrapping import Swap

RADII = tuple(f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left"))
BARE: dict[str, Any] = {**dict.fromkeys(RADII, (0, 0)), "background": None}


def is_bare(style: Any) -> bool:
    """Whether nothing of a box is drawn behind its content, whatever its size."""
    return (
        all((0, "px") in style[radius] for radius in RADII)
        and style["border_image_source"][0] == style["mask_border_source"][0] == "none"
        and all(kind == "none" for kind, _ in style["background_image"])
        and get_color(style, "background_color").alpha == 0
        and not style["box_shadow"]
    )


def layout_box_backgrounds(stock: Any) -> Any:
    """The function that leaves bare boxes bare."""

    def bare_or_not(page: Any, box: Any, *rest: Any, **named: Any) -> None:
        style, real = box.style, isinstance(box, Box)  # a placeholder only points to a box
        bare = style.__dict__.get("is_bare")
        if bare is None:
            bare = style.is_bare = is_bare(style)
        if not (bare and real) or box is page or rest[1:] or named:
            stock(page, box, *rest, **named)
            return
        box.__dict__.update(BARE)
        for child in box.all_children():
            background.layout_box_backgrounds(page, child, *rest)

    return bare_or_not


WRAPS = (Swap(background, "layout_box_backgrounds", "617a870678c82755", layout_box_backgrounds),)
