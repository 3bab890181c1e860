"""Laid-out pages -> how they end: short ones, headings without their text, lines alone under a figure (stage 4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import strut

from monograph.typesetting.boxes import page_box, text_area, text_end
from monograph.typesetting.galleys import PageEnds
from monograph.typesetting.register import levels

LEAST_LINES = 2
"""Of the text that must stand under a heading."""
CLOSE = 0.01
HEADINGS = ("h1", "h2", "h3", "h4")
SOLID = ("figure", "table")


@dataclass(frozen=True)
class Piece:
    """What stands on a page, from the top: a heading, a figure or table, or the lines of one block of text."""

    kind: str
    element: Any
    lines: int


def page_ends(pages: Sequence[Any]) -> PageEnds:
    """Judge every page of a unit but its last; pages are told by their index, room in lines of the text."""
    pieces = [list(_pieces(page_box(page).children[0])) for page in pages]
    found = range(len(pages) - 1)
    return PageEnds(
        rooms=tuple(_room(pages[n]) if pieces[n] else 0 for n in found),
        stranded=tuple(n for n in found if _stranded(pieces[n])),
        single=tuple(n for n in found if _single(pieces[n])),
        levels=levels(pages),
    )


def _room(page: Any) -> int:
    """How many lines of the text would fit between its end and what stands under it."""
    body = next((child for child in page_box(page).children[0].children if child.element_tag == "body"), None)
    height, _ = strut((body or page_box(page).children[0]).style)
    return int((text_area(page)[1] - text_end(page)) / height + CLOSE)


def _pieces(box: Any) -> Iterator[Piece]:
    if not isinstance(box, boxes.ParentBox):
        return
    tag = (box.element_tag or "").rpartition("}")[2]
    lines = sum(isinstance(child, boxes.LineBox) for child in box.children)
    if tag in SOLID and isinstance(box, boxes.BlockBox):
        yield Piece("solid", box.element, 0)
    elif tag in HEADINGS and isinstance(box, boxes.BlockBox):
        yield Piece("heading", box.element, lines)
    elif lines:
        yield Piece("text", box.element, lines)
    else:
        for child in box.children:
            if isinstance(child, boxes.Box) and child.is_in_normal_flow():
                yield from _pieces(child)


def _stranded(pieces: list[Piece]) -> bool:
    """Whether a heading is the last of a page, or has one line of its text under it."""
    if not pieces:
        return False
    if pieces[-1].kind == "heading":
        return True
    last = pieces[-1]
    return len(pieces) > 1 and pieces[-2].kind == "heading" and last.kind == "text" and last.lines < LEAST_LINES


def _single(pieces: list[Piece]) -> bool:
    """Whether the last of a page is one line under a figure or table."""
    return [piece.kind for piece in pieces[-2:]] == ["solid", "text"] and pieces[-1].lines == 1
