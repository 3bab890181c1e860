"""Paragraphs are broken as a whole, and drawn from the shapes with which they were measured.

WeasyPrint 70.0 breaks greedily and never shrinks a space (its issue 2264). Wrapped are
``layout/inline.py::iter_line_boxes``, which gives the lines of a paragraph, and ``draw/text.py::draw_text``. Both leave
what they do not know to the functions they wrap: a paragraph of ours can be continued by WeasyPrint, since it resumes
at a skip stack of WeasyPrint's own form.
"""

from __future__ import annotations

from typing import Any

import weasyprint.draw as draw
from weasyprint.layout import block, inline
from weasyprint.layout import float as float_module

from monograph.typesetting.lines.drawing import draw_words
from monograph.typesetting.lines.paragraphs import lines_of
from monograph.typesetting.patches.wrapping import Call, Wrap


def iter_line_boxes(stock: Any, context: Any, box: Any, *rest: Any) -> Any:
    """Our lines, or WeasyPrint's where a paragraph is left to it."""
    found = lines_of(context, box, *rest)
    return stock(context, box, *rest) if found is None else found


def draw_text(stock: Any, stream: Any, textbox: Any, *rest: Any) -> None:
    """Composed words are drawn from their shapes, all else by WeasyPrint."""
    if "words" in textbox.__dict__:
        draw_words(stream, textbox)
    else:
        stock(stream, textbox, *rest)


WRAPS = (
    Wrap(block, "iter_line_boxes", "04aec48abfcad809", iter_line_boxes),
    Wrap(draw, "draw_text", "ebaf96239c6ca363", draw_text),
    Call(float_module, "float_layout", "d6c66bc084325f93"),
    Call(inline, "line_box_verticality", "1018aadb3410f89a"),
    Call(inline, "resolve_percentages", "71673078096fcf87"),
    Call(inline, "_adjust_line_height", "822443b08f53654f"),
)
