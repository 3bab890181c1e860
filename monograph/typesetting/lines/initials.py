"""A float with which a paragraph begins, such as a letter of two lines: set first, and then known to the breaker."""

from __future__ import annotations

from math import ceil
from typing import Any

from weasyprint.formatting_structure.boxes import BlockBox, InlineBox
from weasyprint.layout.float import float_layout
from weasyprint.text.line_break import strut

from monograph.typesetting.lines.breaking import NOTHING, Beside
from monograph.typesetting.lines.shapes import LeftError

WIDEST = 0.5
"""Of the measure, that a float may take."""
CLOSE = 0.001
"""A float that is lower than a line by less stands above it, as a share of the line."""


def initial_of(box: Any) -> Any | None:
    """The left float with which a line box or inline box begins, if it does."""
    first = box.children[0] if box.children else None
    if isinstance(first, InlineBox):
        return initial_of(first)
    return first if isinstance(first, BlockBox) and first.style["float"] == "left" else None


def stand(
    context: Any, linebox: Any, container: Any, y: float, absolute_boxes: Any, fixed_boxes: Any, bottom_space: float
) -> Any | None:
    """Set the float of a paragraph whose first line has its top at ``y`` (px), as WeasyPrint would; None if none."""
    initial = initial_of(linebox)
    if initial is None:
        return None
    initial.position_x, initial.position_y = container.content_box_x(), y
    laid, rest = float_layout(context, initial, container, absolute_boxes, fixed_boxes, bottom_space, None)
    if rest is not None or (laid.position_x, laid.position_y) != (container.content_box_x(), y):
        take_away(context, laid)
        return None
    return laid


def take_away(context: Any, laid: Any | None) -> None:
    """Forget a float, which is set anew by whoever sets the paragraph."""
    if laid is not None:
        context.excluded_shapes.remove(laid)


def room_of(laid: Any | None, linebox: Any, container: Any) -> Beside:
    """How many lines of a paragraph stand beside its float; raises ``LeftError`` where there is no room for them."""
    if laid is None:
        if initial_of(linebox) is not None:
            raise LeftError("float")
        return NOTHING
    width = laid.margin_width()
    if width > WIDEST * container.width:
        raise LeftError("float")
    return Beside(ceil(laid.margin_height() / strut(linebox.style)[0] - CLOSE), width)
