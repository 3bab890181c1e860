"""A note is measured once: the height of the notes of a page is the sum of what each of them takes.

WeasyPrint 70.0, ``LayoutContext._update_footnote_area``: whenever a note comes or goes, all notes of the page are
laid out again to know their height. Where notes are lines and nothing else (no margins, no height given to the area),
the heights of their lines, which ``split_notes`` has anyway, say the same. Anything else is left to the stock function.
The area that is printed is always laid out as a whole.
"""

from __future__ import annotations

from math import inf
from typing import Any

from weasyprint import layout

from monograph.typesetting.patches.split_notes.page_notes import page_notes
from monograph.typesetting.patches.wrapping import Wrap


def update_footnote_area(stock: Any, context: Any) -> bool:
    """Set the height of the note area and the bottom of the page; True where the notes do not fit into the area."""
    area, notes = context.current_footnote_area, page_notes(context)
    shown = context.current_page_footnotes
    if not shown or context.in_column or not _adds_up(area):
        return bool(stock(context))
    height = 0.0
    for note in shown:
        measured = notes.measured(context, note)
        if not measured.plain:
            return bool(stock(context))
        height += measured.height(*notes.part(context, note))
    if area.height != "auto":
        context.page_bottom += area.margin_height()
    area.children, area.height = shown, height
    context.page_bottom -= area.margin_height()
    return False


def _adds_up(area: Any) -> bool:
    """Whether the area is as high as its notes, and its edges have lengths."""
    return bool(
        area.style["height"] == "auto"
        and area.min_height == 0
        and area.max_height == inf
        and "auto" not in (area.margin_top, area.margin_bottom)
    )


WRAPS = (Wrap(layout.LayoutContext, "_update_footnote_area", "2e317e4b066fb80c", update_footnote_area),)
