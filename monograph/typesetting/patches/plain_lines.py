"""Lines of composed words that have nothing behind or around them are painted at once.

WeasyPrint 70.0: before a page is painted, all its boxes get their backgrounds
(``layout/background.py::layout_box_backgrounds``), are copied, and those taken out that are painted by themselves
(``stacking.py::_dispatch_children``); every box of a line is asked for background, border and mask
(``draw/__init__.py::draw_inline_level``) and for its outline (``draw/border.py::draw_outline``). A line of text boxes
whose styles know of nothing like that goes past all this; what is written is the same.
"""

from __future__ import annotations

from typing import Any

import weasyprint.draw as draw
from weasyprint import stacking
from weasyprint.draw import border
from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.layout import background

from monograph.typesetting.boxes import line_texts
from monograph.typesetting.patches.bare_boxes import is_bare
from monograph.typesetting.patches.wrapping import Swap

EDGES = ("border_top_width", "border_right_width", "border_bottom_width", "border_left_width", "outline_width")


def dispatch_children(stock: Any) -> Any:
    """The function that leaves a plain line as it is."""

    def plain_or_not(box: Any, *rest: Any) -> Any:
        return box if is_plain(box) else stock(box, *rest)

    return plain_or_not


def draw_inline_level(stock: Any) -> Any:
    """The function that draws the words of a plain line, and leaves all else."""

    def plain_or_not(stream: Any, page: Any, box: Any, *rest: Any) -> None:
        if not is_plain(box):
            stock(stream, page, box, *rest)
            return
        for text in line_texts(box):
            with stream.marked(text, "Span"):
                draw.draw_text(stream, text, 0, "clip", "none")

    return plain_or_not


def draw_outline(stock: Any) -> Any:
    """The function that passes over plain lines."""

    def plain_or_not(stream: Any, box: Any) -> None:
        if not is_plain(box):
            stock(stream, box)

    return plain_or_not


def layout_box_backgrounds(stock: Any) -> Any:
    """The function that passes over plain lines."""

    def plain_or_not(page: Any, box: Any, *rest: Any, **named: Any) -> None:
        if not is_plain(box):
            stock(page, box, *rest, **named)

    return plain_or_not


def is_plain(box: Any) -> bool:
    """Whether a box is a line of composed words of which nothing else is drawn."""
    if type(box) is not LineBox or "composed" not in box.__dict__:
        return False
    plain: bool | None = box.__dict__.get("plain")
    if plain is None:
        plain = box.plain = _is_plain(box)
    return plain


def _is_plain(box: Any) -> bool:
    style = box.style
    plain = style.__dict__.get("is_plain")
    if plain is None:
        plain = style.is_plain = _draws_nothing(style)
    if not plain:
        return False
    for child in box.children:
        kind = type(child)
        if not ((kind is TextBox and "words" in child.__dict__) or kind is InlineBox) or not _is_plain(child):
            return False
    return True


def _draws_nothing(style: Any) -> bool:
    """Whether boxes of a style stand in the flow with nothing of their own to be seen, but for text."""
    return (
        is_bare(style)
        and style["position"] == "static"
        and style["float"] == "none"
        and style["opacity"] == 1
        and not style["transform"]
        and style["overflow"] == "visible"
        and not any(style[edge] for edge in EDGES)
    )


WRAPS = (
    Swap(background, "layout_box_backgrounds", "617a870678c82755", layout_box_backgrounds),
    Swap(stacking, "_dispatch_children", "664961378e41dc05", dispatch_children),
    Swap(draw, "draw_inline_level", "068162a401d00efd", draw_inline_level),
    Swap(draw, "draw_outline", "c98afcef4e21d301", draw_outline),
    Swap(border, "draw_outline", "c98afcef4e21d301", draw_outline),
)
