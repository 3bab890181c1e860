"""Around ``LayoutContext``: a note that does not fit is shortened, or refused as before."""

from __future__ import annotations

from math import inf
from typing import Any

from monograph.typesetting.patches.split_notes.limits import SharedLineLimit
from monograph.typesetting.patches.split_notes.page_notes import page_notes
from monograph.typesetting.patches.split_notes.rule import set_continued_rule


class MoveParagraph(Exception):  # noqa: N818 (a way out of the layout, no error)
    """The paragraph in work must go to the next page."""


def layout_footnote(stock: Any, context: Any, note: Any) -> bool:
    """Add a note to the page; True if it has no place there, and then it must be reported."""
    notes = page_notes(context)
    if context.in_column:
        return bool(stock(context, note))
    notes.refused = note
    if notes.running is not None or context.reported_footnotes:  # notes stand in order: this one waits too
        context.footnotes.remove(note)
        context.current_page_footnotes.append(note)
        if not (notes.limits and notes.stand_together(context, note, notes.limits[-1])):
            return True
        notes.refused = None
        return False
    if not notes.limits and id(note) in notes.first and not context.current_page_footnotes:
        set_continued_rule(context, notes.html)
    overflow = stock(context, note)
    if overflow and context.current_footnote_area.max_height < inf:
        return True
    if notes.limits:
        line = notes.limits[-1]
        kept = notes.keep(context, SharedLineLimit(line)) or (not line.movable and notes.keep(context, line))
    else:
        limit = notes.page_limits[-1 if len(context.current_page_footnotes) > 1 else 0]
        kept = limit.excess(context) <= 0 or notes.keep(context, notes.page_limits[-1])
    if kept:
        notes.refused = None
    return not kept


def unlayout_footnote(stock: Any, context: Any, note: Any) -> None:
    """Take a note off the page, whole, since its call is taken off."""
    notes = page_notes(context)
    notes.rejoin(note)
    notes.hopeless = [other for other in notes.hopeless if other is not note]
    stock(context, note)


def report_footnote(stock: Any, context: Any, note: Any) -> None:
    """Send a note on to the next page. To make room for a line that must be kept, notes are shortened first.

    Where that is not enough the paragraph is moved: a note is late only if no text stands before its call.
    """
    notes = page_notes(context)
    if notes.limits and note is not notes.refused and not context.in_column:
        line = notes.limits[-1]
        by_line = note.style["footnote_policy"] == "line"
        if by_line and not line.page_is_empty and line.has_notes(context):
            raise MoveParagraph  # a note that is cut is the last of its page: those of this line would be late
        line.shortened = True
        if notes.shorten(context, line):
            return
        if (by_line or id(note) in notes.carried) and not line.page_is_empty:
            raise MoveParagraph
    notes.rejoin(note)
    stock(context, note)


def update_footnote_area(stock: Any, context: Any) -> bool:
    """Measure the area; the stock one keeps its margins when its last note is gone."""
    overflow = bool(stock(context))
    area = context.current_footnote_area
    if not area.children and not context.in_column:
        context.page_bottom += area.margin_height()
        area.height = "auto"
    return overflow
