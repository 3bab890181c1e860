"""A plan -> line boxes as WeasyPrint makes them, each text box with its words, its factor and its word space."""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure.boxes import BlockBox, InlineBox, TextBox
from weasyprint.layout import inline

from monograph.typesetting.lines.breaking import GIVEN, HYPHEN, Adjustment, adjustment
from monograph.typesetting.lines.planning import Plan
from monograph.typesetting.lines.shapes import parts


class Composed:
    """Stands where a text box keeps its Pango layout; nothing is laid out again."""

    first_line_direction = 0


COMPOSED = Composed()


def place_line(plan: Plan, number: int, linebox: Any, x: float, y: float, initial: Any = None) -> Any:
    """The line box of one planned line, with its left margin edge at ``x`` and its top at ``y`` (px).

    ``initial`` is the float with which the paragraph begins, laid out, for the line that holds it.
    """
    planned = plan.lines[number]
    last = number == len(plan.lines) - 1
    texts: list[Any] = []
    hyphen = linebox.style["hyphenate_character"] if planned.kind == HYPHEN else ""
    line = linebox.copy_with_children(_cut(plan, plan.box, planned, hyphen, last, texts, initial))
    natural = sum(text.natural for text in texts)
    gaps = sum(text.gaps for text in texts)
    indent = linebox.text_indent if number == 0 else 0
    beside = plan.beside.width if number < plan.beside.lines else 0
    miss = plan.measure - beside + planned.left + planned.right - indent - natural
    x += beside
    fill = Adjustment()
    if plan.align != "justify" and miss < 0 and gaps:
        fill, miss = Adjustment(spacing=max(miss / gaps, -GIVEN * plan.space)), 0.0
    if plan.align == "end":
        x += miss
    elif plan.align == "center":
        x += miss / 2
    elif plan.align == "justify":
        letters = sum(text.letters for text in texts)
        fill = adjustment(miss, natural, gaps, letters, plan.space, last)
    _spread(line, x + indent - planned.left, fill)
    line.position_x = x - planned.left
    line.width += indent
    line.composed = plan
    inline._adjust_line_height(line)
    for text in texts:
        text.__dict__.update(_metrics(text.style))
    _stack(line, y)
    return line


def _cut(plan: Plan, box: Any, line: Any, hyphen: str, last: bool, texts: list[Any], initial: Any = None) -> list[Any]:
    """Copies of the children of a box that lie on the line; the text boxes among them are added to ``texts``."""
    children = []
    for child in box.children:
        if not isinstance(child, TextBox | InlineBox):
            children += [initial] if initial is not None else []
            continue
        first, end = plan.spans[id(child)]
        if first == end:
            if not (line.start <= first < line.resume or (last and first >= line.start)):
                continue
        elif end <= line.start or first >= line.end:
            continue
        if isinstance(child, TextBox):
            start, stop = max(line.start, first), min(line.end, end)
            text = child.text[start - first : stop - first]
            if hyphen and stop == line.end:
                text = text.rstrip("\u00ad") + hyphen
            new = child.copy()
            shaper = child.style.line_shaper
            known = shaper.words
            new.text, new.shaper, new.pango_layout = text, shaper, COMPOSED
            new.words = words = [known.get(part) or shaper[part] for part in parts(text)]
            new.gaps = gaps = len(words) - 1
            natural, letters = gaps * shaper.space, gaps
            for word in words:
                natural += word.width
                letters += word.letters
            new.natural, new.letters = natural, letters
            texts.append(new)
        else:
            new = child.copy_with_children(_cut(plan, child, line, hyphen, last, texts, initial))
        children.append(new)
    return children


def _spread(box: Any, x: float, fill: Adjustment) -> float:
    """Set the boxes from left to right; the right edge."""
    box.position_x = start = x
    for child in box.children:
        if isinstance(child, TextBox):
            child.position_x = x
            child.width = child.natural * fill.factor + child.gaps * fill.spacing + child.letters * fill.tracking
            child.factor, child.justification_spacing, child.tracking = fill
            x += child.width
        elif isinstance(child, InlineBox):
            x = _spread(child, x, fill)
            inline._adjust_line_height(child)
    box.width = x - start
    return x


def _metrics(style: Any) -> dict[str, float]:
    known: dict[str, float] | None = style.__dict__.get("line_metrics")
    if known is None:
        known = style.line_metrics = style.line_shaper.metrics(style)
    return known


def _stack(line: Any, y: float) -> None:
    """Set the line's vertical places, as ``inline.get_next_linebox`` does."""
    found: list[tuple[Any, float, float]] = []
    if _heights(line, 0.0, found):
        top = min(-line.baseline, min((top for _, top, _ in found), default=0.0))
        bottom = max(line.margin_height() - line.baseline, max((bottom for _, _, bottom in found), default=0.0))
        for child, above, _ in found:
            child.position_y = y - top + above
    else:
        bottom, top = inline.line_box_verticality(line)
        for child in line.children:
            child.translate(0, y - top)
    line.baseline, line.height, line.position_y = -top, bottom - top, y
    line.margin_top = line.margin_bottom = 0


def _heights(box: Any, baseline: float, found: list[tuple[Any, float, float]]) -> bool:
    """Tops and bottoms of all that a box holds, if all of it stands on its baseline or a given length above it."""
    for child in box.children:
        if isinstance(child, BlockBox):
            continue  # an initial, which stands already
        align = child.style["vertical_align"]
        if align == "baseline":
            own = baseline
        elif isinstance(align, int | float):
            own = baseline - align
        else:
            return False
        top = own - child.baseline
        if type(child) is TextBox:
            found.append((child, top, top + child.height + child.margin_top + child.margin_bottom))
        else:
            found.append((child, top, top + child.margin_height()))
            if not _heights(child, own, found):
                return False
    return True
