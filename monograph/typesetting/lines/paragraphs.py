"""The lines of one paragraph, in place of ``weasyprint.layout.inline.iter_line_boxes``, or None: left to WeasyPrint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from weasyprint.layout import inline

from monograph.typesetting.lines.initials import room_of, stand, take_away
from monograph.typesetting.lines.placing import place_line
from monograph.typesetting.lines.planning import Plan, Resume, leaves, make_plan
from monograph.typesetting.lines.shapes import LeftError

ALIGNED = frozenset({"justify", "start", "left", "center", "right", "end"})


def lines_of(
    context: Any,
    linebox: Any,
    position_y: float,
    bottom_space: float,
    skip_stack: Any,
    container: Any,
    absolute_boxes: Any,
    fixed_boxes: Any,
    first_letter_style: Any,
    first_line_style: Any,
) -> Iterator[tuple[Any, Any]] | None:
    """``(line box, resume at)`` of each line from ``skip_stack`` on."""
    if first_letter_style or first_line_style or _beside_float(context, position_y):
        _count(context, linebox, "first letter or first line" if first_letter_style or first_line_style else "float")
        return None
    number, initial = 0, None
    if skip_stack is None:
        inline.resolve_percentages(linebox, container)
        inline.resolve_one_percentage(linebox, "text_indent", container.width)
        initial = stand(context, linebox, container, position_y, absolute_boxes, fixed_boxes, bottom_space)
        plan = _plan(context, linebox, container, initial)
        if plan is None:
            take_away(context, initial)
            return None
    elif isinstance(skip_stack, Resume) and skip_stack.plan.measure == container.width:
        plan, number = skip_stack.plan, skip_stack.line
        if number < plan.beside.lines:
            return None
        inline.resolve_percentages(linebox, container)
        linebox.text_indent = 0
    else:
        return None
    return _lines(plan, number, linebox, container.content_box_x(), position_y, initial)


def _lines(plan: Plan, first: int, linebox: Any, x: float, y: float, initial: Any) -> Iterator[tuple[Any, Any]]:
    linebox.width = linebox.height = 0
    linebox.position_x = x
    for number in range(first, len(plan.lines)):
        line = place_line(plan, number, linebox, x, y, None if number else initial)
        y += line.height
        yield line, plan.resumes[number]
        linebox.text_indent = 0


def _beside_float(context: Any, y: float) -> bool:
    return any(shape.position_y + shape.margin_height() > y for shape in context.excluded_shapes or ())


def _plan(context: Any, linebox: Any, container: Any, initial: Any) -> Plan | None:
    """The plan of a paragraph, made once for its text and measure; None where it is left to WeasyPrint."""
    try:
        _check(linebox)
        found = list(leaves(linebox))
        beside = room_of(initial, linebox, container)
        plans = context.__dict__.setdefault("line_plans", {})
        key = (
            container.width,
            linebox.text_indent,
            beside,
            tuple((b.element, b.element_tag, b.text) for b, _ in found),
        )
        plan = plans.get(key)
        if plan is None or any(id(box) not in plan.spans for box, _ in leaves(plan.box)):  # counters were set anew
            plan = plans[key] = make_plan(linebox, found, container, beside)
    except LeftError as why:
        _count(context, linebox, str(why))
        return None
    return plan  # type: ignore[no-any-return]


def _check(linebox: Any) -> None:
    style = linebox.style
    if any(getattr(token, "value", "") == "greedy" for token in style["__lines"] or ()):
        raise LeftError("asked for")
    align, last = style["text_align_all"], style["text_align_last"]
    if align not in ALIGNED or last not in (("auto", "start", "left") if align == "justify" else ("auto", align)):
        raise LeftError("alignment")
    if style["direction"] != "ltr":
        raise LeftError("right to left")
    if linebox.text_overflow != "clip" or linebox.block_ellipsis != "none":
        raise LeftError("ellipsis")


def _count(context: Any, linebox: Any, why: str) -> None:
    """Remember what was left to WeasyPrint: element -> reason (a paragraph is laid out more than once)."""
    context.__dict__.setdefault("lines_left", {})[linebox.element, linebox.element_tag] = why


def left_out(context: Any) -> Counter[str]:
    """How many paragraphs of a layout were left to WeasyPrint, by reason."""
    return Counter(context.__dict__.get("lines_left", {}).values())
