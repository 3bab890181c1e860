"""Laid-out pages -> do the lines of facing pages stand level? Printers call it register (stage 4).

Lines of the text are those that have the leading and the size of the text; notes, tables, captions and headings have
their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes

from monograph.typesetting.boxes import page_box

POINT = 0.75
"""pt in a CSS pixel."""

TOLERANCE = 0.1
"""pt by which lines may differ and still stand level."""

APART = (boxes.FootnoteAreaBox, boxes.MarginBox, boxes.TableBox)


def baselines(page: Any) -> tuple[float, ...]:
    """The baselines of the lines of text on a page, in pt from the upper edge of the text block."""
    root = page_box(page).children[0]
    top = page_box(page).content_box_y()
    size, leading = root.style["font_size"], root.style["line_height"].value
    return tuple(
        round((line.position_y + line.baseline - top) * POINT, 3)
        for line in _lines(root)
        if abs(line.height - leading) < 0.01 and line.style["font_size"] == size
    )


def _lines(box: Any) -> Iterator[Any]:
    if isinstance(box, boxes.LineBox):
        yield box
    elif not isinstance(box, APART):
        for child in getattr(box, "children", ()) or ():
            if isinstance(child, boxes.Box):
                yield from _lines(child)


def level_share(pages: Sequence[tuple[float, ...]], leading: float, full: int) -> float:
    """The share of spreads whose lines stand level, of those of which both pages have at least ``full`` lines.

    ``pages`` begin with a left-hand page; 1 where no spread is full.
    """
    spreads = [pair for pair in zip(pages[::2], pages[1::2], strict=False) if all(len(lines) >= full for lines in pair)]
    level = [_offsets(left + right, leading) <= TOLERANCE for left, right in spreads]
    return sum(level) / len(level) if level else 1.0


def _offsets(lines: Sequence[float], leading: float) -> float:
    """How far lines stand off one grid, in pt."""
    off = [(line - lines[0] + leading / 2) % leading for line in lines]
    return max(off) - min(off)
