"""A note is laid out once: the height of the notes of a page is the sum of what each of them takes.

WeasyPrint 70.0, ``LayoutContext._update_footnote_area``: whenever a note comes or goes, all notes of the page are
laid out again to know their height, and once more when the page is done. Where notes are lines and nothing else (no
margins, no height given to the area), the heights of their lines, which ``split_notes`` has anyway, say the same, and
notes that stand on the page whole are moved there as they were measured. Anything else is left to the stock functions.
"""

from __future__ import annotations

from math import inf
from typing import Any

from weasyprint import layout
from weasyprint.formatting_structure import boxes
from weasyprint.layout import page

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
    whole = all(_is_whole(context, note) for note in shown)
    area.children, area.height = [_Whole(context, note) for note in shown] if whole else shown, height
    context.page_bottom -= area.margin_height()
    return False


def block_level_layout(stock: Any, context: Any, box: Any, *values: Any, **named: Any) -> Any:
    """Lay out a box; an area whose notes are all laid out already gets them."""
    notes = box.children if isinstance(box, boxes.FootnoteAreaBox) else ()
    if not notes or type(notes[0]) is not _Whole:
        return stock(context, box, *values, **named)
    box.children = []
    made, *rest = stock(context, box, *values, **named)
    x, y = made.content_box_x(), made.content_box_y()
    for note in notes:
        laid = note.measured.laid.deepcopy()
        laid.translate(x - laid.position_x, y - laid.position_y)
        made.children.append(laid)
        y += laid.height
    made.height = y - made.content_box_y()
    return made, *rest


class _Whole(boxes.BlockLevelBox):  # type: ignore[misc]  # weasyprint has no types
    """A note of the area that stands on its page as it was measured."""

    def __init__(self, context: Any, note: Any) -> None:
        super().__init__(note.element_tag, note.style, note.element)
        self.measured = page_notes(context).measured(context, note)


def _is_whole(context: Any, note: Any) -> bool:
    notes = page_notes(context)
    measured = notes.measured(context, note)
    return measured.laid is not None and notes.part(context, note) == (0, len(measured.lines))


def _adds_up(area: Any) -> bool:
    """Whether the area is as high as its notes, and its edges have lengths."""
    return bool(
        area.style["height"] == "auto"
        and area.min_height == 0
        and area.max_height == inf
        and "auto" not in (area.margin_top, area.margin_bottom)
    )


WRAPS = (
    Wrap(layout.LayoutContext, "_update_footnote_area", "2e317e4b066fb80c", update_footnote_area),
    Wrap(page, "block_level_layout", "c1301dde9284e245", block_level_layout),
)
