"""Laid-out pages -> do the lines of facing pages stand level? Printers call it register (stage 4).

Lines of the text are those that have the leading and the size of the text; notes, tables, captions and headings have
their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import strut

from monograph.typesetting.boxes import page_box

POINT = 0.75
"""pt in a CSS pixel."""

Level = tuple[int, float, float]
"""Lines of text on a page, and how far the highest and the lowest of them stand off the grid of the page, in pt."""

APART = (boxes.FootnoteAreaBox, boxes.MarginBox, boxes.TableBox)


def levels(pages: Sequence[Any]) -> tuple[Level, ...]:
    """The level of every page."""
    return tuple(map(level, pages))


def level(page: Any) -> Level:
    """How the lines of text of a page stand against its grid, whose first line begins with the text block."""
    root = page_box(page).children[0]
    text = next((child for child in root.children if child.element_tag == "body"), root)
    leading, first = strut(text.style)
    top, size = page_box(page).content_box_y(), text.style["font_size"]
    off = [
        (line.position_y + line.baseline - top - first + leading / 2) % leading - leading / 2
        for line in _lines(root)
        if abs(line.height - leading) < 0.01 and line.style["font_size"] == size
    ]
    return (len(off), round(min(off) * POINT, 3), round(max(off) * POINT, 3)) if off else (0, 0.0, 0.0)


def _lines(box: Any) -> Iterator[Any]:
    if isinstance(box, boxes.LineBox):
        yield box
    elif not isinstance(box, APART):
        for child in getattr(box, "children", ()) or ():
            if isinstance(child, boxes.Box):
                yield from _lines(child)
