"""Around the layout of a page: what it takes over, what it hands on, and who gets the room that is left."""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block

from monograph.typesetting.boxes import body_bottom
from monograph.typesetting.patches.split_notes.limits import BodyLimit, SharedLineLimit
from monograph.typesetting.patches.split_notes.page_notes import PageNotes, page_notes
from monograph.typesetting.patches.split_notes.rule import style_as_written


def remake_page(stock: Any, index: int, context: Any, root_box: Any, html: Any) -> Any:
    """Make a page again, or for the first time."""
    page_notes(context).html = html
    return stock(index, context, root_box, html)


def make_page(stock: Any, context: Any, root_box: Any, page_type: Any, resume_at: Any, *rest: Any) -> Any:
    """Make a page; the note that runs on is the first to wait for the next."""
    notes = page_notes(context)
    notes.begin(context.reported_footnotes, has_text=not page_type.blank)
    other = page_type
    if page_type.blank and context.reported_footnotes and resume_at is None:
        other = style_as_written(context, notes.html, page_type)
    made = stock(context, root_box, page_type, resume_at, *rest)
    made[0].page_type = other
    if notes.running is not None:
        context.reported_footnotes.append(notes.running)
        notes.first[id(notes.running)] = notes.stop
    context.reported_footnotes.sort(key=notes.place)
    return made


def block_level_layout(
    stock: Any, context: Any, box: Any, bottom_space: float, skip_stack: Any, *values: Any, **named: Any
) -> Any:
    """Lay out a box. In the note area only the parts of this page are set; after the body the rest is settled."""
    if isinstance(box, boxes.FootnoteAreaBox):
        return stock(context, box, bottom_space, _select_parts(context, box), *values, **named)
    if not box.is_for_root_element:
        return stock(context, box, bottom_space, skip_stack, *values, **named)
    notes, top = page_notes(context), box.position_y
    alone = skip_stack is not None and notes.can_stand_alone(context)
    result = stock(context, box, bottom_space, skip_stack, *values, **named)
    if result[0] is None:
        return result
    _settle(context, notes, result[0], last=result[1] is None)
    if not alone or not notes.late(context):
        return result
    box.position_y = top
    return _without_text(stock, context, result[0], box, bottom_space, skip_stack, *values)


def _without_text(
    stock: Any, context: Any, made: Any, root: Any, bottom_space: float, skip_stack: Any, *values: Any
) -> Any:
    """Take the text off a page that cannot show the notes it calls: those of the page before have it to themselves."""
    containing, is_empty, absolute_boxes, fixed_boxes = values[:4]
    block.remove_placeholders(context, [made], absolute_boxes, fixed_boxes)
    empty = root.copy_with_children([])
    result = stock(context, empty, bottom_space, skip_stack, containing, is_empty, absolute_boxes, fixed_boxes, [])
    _settle(context, page_notes(context), result[0], last=False)
    return result[0], skip_stack, context.page_maker[context.current_page - 1][1], *result[3:]


def _select_parts(context: Any, area: Any) -> Any:
    """Mark the lines to be set of the first and the last note; the position in the area where to begin."""
    notes, shown = page_notes(context), context.current_page_footnotes
    if not shown:
        return None
    first, _ = notes.part(context, shown[0])
    if notes.running is not None:
        start, stop = notes.part(context, notes.running)
        last = area.children[shown.index(notes.running)]
        last.style = last.style.copy()
        last.style["max_lines"] = stop - start
    if first or notes.running is not None:
        area.style = area.style.copy()
        area.style["box_decoration_break"] = "clone"  # the area is whole though its notes are not
    return {0: notes.measured(context, shown[0]).lines[first - 1].after} if first else None


def _settle(context: Any, notes: PageNotes, root: Any, last: bool) -> None:
    """The body is laid out: notes that it runs into give way; else those that wait get the room under it.

    Several notes leave the text its share even where it ended above, but on the ``last`` page if all of them end there.
    """
    shown, waiting = context.current_page_footnotes, context.reported_footnotes
    waiting += [note for note in notes.hopeless if note not in waiting]
    if not (shown or waiting):
        return
    waiting.sort(key=notes.place)
    body = BodyLimit(max(body_bottom(root), context.current_footnote_area.page.content_box_y()))
    if body.excess(context) > 0:
        while shown and not notes.keep(context, body):
            _send_on(context, notes)
        return
    if last and _show_all(context, notes, body):
        return
    shared = SharedLineLimit(body) if root.children else body
    if notes.running is None:
        shown.sort(key=notes.place)
        if len(shown) > 1:
            notes.keep(context, shared)
    else:
        notes.lengthen(context, shared if len(shown) > 1 else body)
    while waiting and notes.running is None:
        shown.append(waiting.pop(0))
        context._update_footnote_area()
        if not notes.keep(context, shared if len(shown) > 1 else body):
            _send_on(context, notes)
            return


def _show_all(context: Any, notes: PageNotes, body: BodyLimit) -> bool:
    """Show all that is left, if it fits; else nothing is changed."""
    shown, waiting, running = context.current_page_footnotes, context.reported_footnotes, notes.running
    number, notes.running = len(shown), None
    shown += waiting
    context._update_footnote_area()
    if body.excess(context) <= 0:
        shown.sort(key=notes.place)
        waiting.clear()
        return True
    del shown[number:]
    notes.running = running
    context._update_footnote_area()
    return False


def _send_on(context: Any, notes: PageNotes) -> None:
    """Hand the last note of the page on to the next."""
    note = context.current_page_footnotes.pop()
    notes.rejoin(note)
    context.reported_footnotes.insert(0, note)
    context._update_footnote_area()
