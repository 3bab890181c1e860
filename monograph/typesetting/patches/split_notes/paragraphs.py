"""Around the layout of a paragraph: remember where its text stands, and set the notes of every line that is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.layout import block

from monograph.typesetting.patches.split_notes.limits import LineLimit
from monograph.typesetting.patches.split_notes.page_notes import page_notes
from monograph.typesetting.patches.split_notes.paragraph_ends import end_paragraph
from monograph.typesetting.patches.split_notes.waiting import MoveParagraph


def iter_line_boxes(stock: Any, context: Any, *values: Any) -> Iterator[tuple[Any, Any]]:
    """The lines of a paragraph, noted as they are made."""
    lines, notes = stock(context, *values), page_notes(context)
    if notes.measuring or not notes.limits:
        yield from lines
        return
    made = notes.limits[-1].lines
    for item in lines:
        made.append(item)
        yield item


def linebox_layout(
    stock: Any,
    context: Any,
    box: Any,
    index: int,
    child: Any,
    new_children: list[Any],
    page_is_empty: bool,
    absolute_boxes: list[Any],
    fixed_boxes: list[Any],
    adjoining_margins: list[float],
    bottom_space: float,
    position_y: float,
    *rest: Any,
) -> Any:
    """Lay out a paragraph; its last value in and out is how many lines may still be set."""
    notes = page_notes(context)
    values: tuple[Any, ...] = (context, box, index, child, new_children, page_is_empty, absolute_boxes, fixed_boxes)
    values += (adjoining_margins, bottom_space, position_y, *rest)
    if notes.measuring:
        return stock(*values)
    line = LineLimit(box, new_children, page_is_empty, bottom_space)
    notes.limits.append(line)
    try:
        result = stock(*values)
        if line.shortened and not result[0]:
            _set_own_notes(context, line, result[4])
        if (result[0] or result[1]) and rest[-1] is None:
            return end_paragraph(context, line, index, result)
        return result
    except MoveParagraph:
        for made, _ in line.lines:
            block.remove_placeholders(context, made.children, absolute_boxes, fixed_boxes)
        del new_children[line.first :]
        return True, False, None, position_y, [], rest[-1]
    finally:
        notes.limits.pop()


def _set_own_notes(context: Any, line: LineLimit, new_notes: list[Any]) -> None:
    """Lay out the notes of a line that was kept by shortening others: the stock layout leaves it without them."""
    line.whole = True
    for kept in line.kept[line.first :]:
        for note in [box.footnote for box in kept.descendants()]:
            if note is not None and note in context.footnotes:
                new_notes.append(note)
                if context.layout_footnote(note):
                    context.report_footnote(note)
