"""A note laid out by itself: where its lines stand, and where the text behind each of them begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import Any

from weasyprint.formatting_structure import boxes, build
from weasyprint.layout.block import block_level_layout

LEVEL = 1e-6
"""Lengths that differ by less are equal (px)."""


@dataclass(frozen=True)
class NoteLine:
    """A line of a note: its edges below the top of the note (px), and where what follows it begins.

    ``after`` is a position in the box tree of the note as the layout hands it on (``skip_stack``); None at the end.
    """

    top: float
    bottom: float
    after: Any


@dataclass(frozen=True)
class Measured:
    """The lines of a note, none where it cannot be cut. ``plain``: lines are all there is to its height.

    ``laid`` is the note as it was laid out, where it holds nothing that is placed by itself.
    """

    lines: tuple[NoteLine, ...]
    plain: bool
    laid: Any = None

    def height(self, first: int, stop: int) -> float:
        """Height of the lines from ``first`` up to ``stop`` (px), if the note is plain."""
        return self.lines[stop - 1].bottom - self.lines[first].top if self.lines else 0


def measure(context: Any, note: Any) -> Measured:
    """Lay a note out, whole and alone, as wide as the notes of the page in work."""
    area = context.current_footnote_area.copy()
    area.children = [note.deepcopy()]
    area = block_level_layout(context, build.create_anonymous_boxes(area), -inf, None, area.page)[0]
    found = None if note.style["footnote_display"] != "block" else _lines(area.children[0], ())
    if not found:
        return Measured((), False)
    top = area.content_box_y()
    lines = [
        NoteLine(line.position_y - top, line.position_y + line.height - top, _after(found, number))
        for number, (line, _) in enumerate(found)
    ]
    [laid] = area.children
    flows = all(isinstance(box, boxes.Box) and box.is_in_normal_flow() for box in _inner(laid))
    return Measured(tuple(lines), _add_up(area, lines), laid if flows else None)


def _inner(box: Any) -> Iterator[Any]:
    """All that a box holds, what only stands for a box among it."""
    for child in box.children:
        yield child
        if isinstance(child, boxes.ParentBox):
            yield from _inner(child)


def _add_up(area: Any, lines: list[NoteLine]) -> bool:
    """Whether the lines follow one another from the top of the area to its end, and no margin goes beyond it."""
    ends = [0.0, *(line.bottom for line in lines)]
    begins = [*(line.top for line in lines), area.height]
    blocks = (box for note in area.children for box in note.descendants() if isinstance(box, boxes.BlockBox))
    return all(abs(end - begin) < LEVEL for end, begin in zip(ends, begins, strict=True)) and all(
        box.margin_top == box.margin_bottom == 0 for box in blocks
    )


def _lines(box: Any, path: tuple[int, ...]) -> list[tuple[Any, tuple[int, ...]]] | None:
    """Every line with the indexes of the blocks around it; None where the note holds more than lines."""
    found = []
    for child in box.children:
        if isinstance(child, boxes.LineBox):
            found.append((child, path))
        elif type(child) is boxes.BlockBox and child.is_in_normal_flow():
            inner = _lines(child, (*path, child.index))
            if inner is None:
                return None
            found += inner
        else:
            return None
    return found


def _after(lines: list[tuple[Any, tuple[int, ...]]], number: int) -> Any:
    line, path = lines[number]
    if line.resume_at is not None:
        return _nested((*path, 0), line.resume_at)
    return None if number + 1 == len(lines) else _nested(lines[number + 1][1], None)


def _nested(path: tuple[int, ...], position: Any) -> Any:
    for index in reversed(path):
        position = {index: position}
    return position
