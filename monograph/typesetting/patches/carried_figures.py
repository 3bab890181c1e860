"""A figure that does not fit goes to the head of the next page, and the text goes on in the room it leaves.

WeasyPrint 70.0 breaks the page before an unbreakable block (``layout/block.py::_in_flow_layout``) and knows no
floats to the head of a page (CSS Page Floats, ``float: top``). A figure here is a ``figure`` that stands between
the paragraphs of a section; of two that wait the first comes first, and none waits beyond the end of its section.
Behind a figure or a table the text goes on upon the grid of lines.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import Any, NamedTuple

from weasyprint.layout import block, page

from monograph.typesetting.patches.wrapping import Call, Wrap

LEAST_LINES = 3
"""Lines of text that must find room below a figure at the head of a page; else it has the page to itself."""


class Placed(NamedTuple):
    """What ``_in_flow_layout`` returns."""

    abort: bool
    stop: bool
    resume_at: Any
    position_y: float
    adjoining_margins: list[float]
    next_page: Any
    new_children: list[Any]
    max_lines: Any


@dataclass
class Waiting:
    """``figures``: page number -> (section element, index in it, figure) that shall stand at its head, in order.

    ``stood``: page number -> ids of the boxes that stand at its head. ``heights`` are those of figures once measured;
    ``top`` and ``height`` those of the text block of the page (all in px).
    """

    figures: dict[int, list[tuple[Any, int, Any]]] = field(default_factory=dict)
    stood: dict[int, set[int]] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    top: float = 0
    height: float = inf


def waiting_of(context: Any) -> Waiting:
    """What waits in the document that is laid out."""
    if not hasattr(context, "waiting_figures"):
        context.waiting_figures = Waiting()
    found: Waiting = context.waiting_figures
    return found


def block_level_layout(
    stock: Any, context: Any, box: Any, bottom_space: float, skip_stack: Any, containing_block: Any, *rest: Any,
    **named: Any,
) -> Any:  # fmt: skip
    """Each time that a page is laid out anew, nothing yet stands at its head or waits for the next one."""
    if box.element_tag == "html":
        waiting = waiting_of(context)
        waiting.figures.pop(context.current_page + 1, None)
        waiting.stood.pop(context.current_page, None)
        waiting.top, waiting.height = box.position_y, containing_block.height
        if not box.children:  # a page without text: what waits for its head waits on
            waiting.figures[context.current_page + 1] = list(waiting.figures.get(context.current_page, ()))
    return stock(context, box, bottom_space, skip_stack, containing_block, *rest, **named)


def in_flow_layout(
    stock: Any, context: Any, box: Any, index: int, child: Any, new_children: list[Any], page_is_empty: bool,
    absolute_boxes: Any, fixed_boxes: Any, adjoining_margins: list[float], bottom_space: float, position_y: float,
    skip_stack: Any, first_letter: Any, first_line: Any, discard: bool, next_page: Any, max_lines: Any,
) -> Any:  # fmt: skip
    """One block of a section; before the first one on a page, the figures that wait for its head."""

    def lay_out(at: int, what: Any, now: Placed, skip: Any = None) -> Placed:
        what.position_x, what.position_y = box.content_box_x(), now.position_y
        made = stock(
            context, box, at, what, now.new_children, page_is_empty, absolute_boxes, fixed_boxes,
            now.adjoining_margins, bottom_space, now.position_y, skip, first_letter, first_line, discard,
            now.next_page, now.max_lines,
        )  # fmt: skip
        return Placed(*made)

    now = Placed(False, False, None, position_y, adjoining_margins, next_page, new_children, max_lines)
    if box.element_tag != "section":
        return lay_out(index, child, now, skip_stack)
    waiting, number, leading = waiting_of(context), context.current_page, box.style["line_height"].value
    following = waiting.figures.setdefault(number + 1, [])
    heads = [] if new_children else [f for f in waiting.figures.get(number, []) if f[0] is box.element]
    for item in heads:
        if following or not _fits(context, box, item[2], bottom_space, now):  # notes that run on may fill the page
            following.append(item)
            continue
        now = _on_grid(lay_out(item[1], item[2], now), waiting.top, leading)
        _stand(now.new_children[-1])
        waiting.stood.setdefault(number, set()).add(id(item[2]))
    if now.new_children and heads and _room(context, bottom_space, now) < LEAST_LINES * leading:
        return now._replace(stop=True, resume_at={index: skip_stack})

    if any(id(child) in stood for stood in waiting.stood.values()):
        return now
    mine = [item for item in following if item[0] is box.element]
    if mine and child is box.children[-1] and child.element_tag.endswith("::after"):
        return now._replace(stop=True, resume_at={index: None})
    begun = now.new_children or not page_is_empty
    if begun and _floats(context, box, child) and (mine or not _fits(context, box, child, bottom_space, now)):
        if all(item[2] is not child for item in mine):
            following.append((box.element, index, child))
        return now
    made = lay_out(index, child, now, skip_stack)
    if now.new_children and heads and skip_stack is not None and (made.abort or made.resume_at == {index: None}):
        return now._replace(stop=True, resume_at={index: skip_stack})
    if made.stop or made.abort or child.element_tag not in ("figure", "table"):
        return made
    return _on_grid(made, waiting.top, leading)


def _floats(context: Any, box: Any, child: Any) -> bool:
    """Whether a block is a figure that may leave its place: no taller than a page, with no wish for one, no notes."""
    style = child.style
    if child.element_tag != "figure" or style["page"] != box.style["page"]:
        return False
    free = style["break_before"] == style["break_after"] == "auto"
    if not free or any(getattr(inner, "footnote", None) for inner in child.descendants()):
        return False
    return _height(context, box, child) <= waiting_of(context).height


def _fits(context: Any, box: Any, figure: Any, bottom_space: float, now: Placed) -> bool:
    """Whether a figure finds room below what stands on the page."""
    block.resolve_percentages(figure, box)
    margin = block.collapse_margin([*now.adjoining_margins, figure.margin_top]) if now.new_children else 0
    return not context.overflows_page(bottom_space, now.position_y + margin + _height(context, box, figure))


def _height(context: Any, box: Any, figure: Any) -> float:
    heights = waiting_of(context).heights
    if id(figure) not in heights:
        trial = block.block_level_layout(context, figure, -inf, None, box, True, [], [], [])[0]
        heights[id(figure)] = trial.border_height()
    return heights[id(figure)]


def _room(context: Any, bottom_space: float, now: Placed) -> float:
    return float(context.page_bottom - bottom_space - now.position_y - block.collapse_margin(now.adjoining_margins))


def _stand(figure: Any) -> None:
    """Mark a figure that stands at the head of a page; no page may be broken right behind it."""
    figure.carried = True
    figure.style = figure.style.copy()
    figure.style["break_after"] = "avoid"


def _on_grid(made: Placed, top: float, leading: float) -> Placed:
    """Room below a figure or table, so that the next line stands on the grid of the page."""
    more = -(made.position_y + block.collapse_margin(made.adjoining_margins) - top) % leading
    return made if leading - more < 0.01 else made._replace(position_y=made.position_y + more)


WRAPS = (
    Wrap(page, "block_level_layout", "c1301dde9284e245", block_level_layout),
    Wrap(block, "_in_flow_layout", "c2537262836dd981", in_flow_layout),
    Call(block, "block_level_layout", "c1301dde9284e245"),
    Call(block, "collapse_margin", "c91ad56f81717b09"),
)
