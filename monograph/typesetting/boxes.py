"""Reads laid-out pages: the only module that touches WeasyPrint's private box tree (version pinned, tested)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes


class Run(NamedTuple):
    """A piece of text on a page. ``ids`` are those of the elements around it, innermost first.

    ``carried``: it belongs to a figure that was carried to the head of the page, before text that it follows.
    """

    text: str
    ids: tuple[str, ...]
    carried: bool = False


def line_texts(line: Any) -> list[Any]:
    """The text boxes of a line, from left to right."""
    found: list[Any] = []
    for child in line.children:
        if isinstance(child, boxes.TextBox):
            found.append(child)
        elif isinstance(child, boxes.ParentBox):
            found += line_texts(child)
    return found


def page_box(page: Any) -> Any:
    """The root box of a laid-out page."""
    return page._page_box


def text_runs(page: Any, uncounted: frozenset[str]) -> Iterator[Run]:
    """The text of a page in box order: body, then notes; without margins, markers, calls and generated text.

    ``uncounted`` are DPUB-ARIA roles whose text belongs to one edition only.
    """
    yield from _runs(page_box(page), (), uncounted)


def _runs(box: Any, ids: tuple[str, ...], uncounted: frozenset[str]) -> Iterator[Run]:
    tag = box.element_tag or ""
    if isinstance(box, boxes.MarginBox) or "::" in tag:
        return
    element = box.element
    if element is not None and not isinstance(element, str):
        if element.get("role") in uncounted:
            return
        identifier = element.get("id")
        if identifier and identifier not in ids[:1]:
            ids = (identifier, *ids)
    if isinstance(box, boxes.TextBox):
        yield Run(box.text, ids)
    for child in getattr(box, "children", ()) or ():
        if isinstance(child, boxes.Box):
            runs = _runs(child, ids, uncounted)
            yield from (run._replace(carried=True) for run in runs) if hasattr(child, "carried") else runs


@dataclass(frozen=True)
class NotePart:
    """What one page shows of a note: its text without the number, and how many lines."""

    note: str
    text: str
    lines: int


def note_parts(page: Any, uncounted: frozenset[str]) -> list[NotePart]:
    """The notes (or parts of notes) at the foot of a page, in order."""
    return [
        NotePart(
            note.element.get("id"),
            "".join(run.text for run in _runs(note, (), uncounted)),
            sum(1 for box in note.descendants() if isinstance(box, boxes.LineBox)),
        )
        for area in note_areas(page)
        for note in area.children
    ]


def note_areas(page: Any) -> list[Any]:
    """The box of the notes of a page, if it has any."""
    return [child for child in page_box(page).children if isinstance(child, boxes.FootnoteAreaBox)]


def note_ids(page: Any) -> list[str]:
    """Ids of the notes (or parts of notes) at the foot of a page, in order."""
    return [note.element.get("id") for area in note_areas(page) for note in area.children]


def call_ids(page: Any) -> list[str]:
    """Ids of the notes that are called on a page, in order."""
    return [
        box.element.get("id")
        for box in page_box(page).descendants()
        if isinstance(box, boxes.TextBox) and (box.element_tag or "").endswith("::footnote-call")
    ]


def text_area(page: Any) -> tuple[float, float]:
    """Where the text of a page begins and where it must end: above the notes or the margin (px from the top)."""
    box = page_box(page)
    top = box.content_box_y()
    return top, min([top + box.height, *(area.position_y for area in note_areas(page))])


def text_end(page: Any) -> float:
    """Where the text of a page ends (px from the top), 0 for a page without any."""
    return body_bottom(page_box(page).children[0])


def body_bottom(box: Any) -> float:
    """Lowest edge of what is drawn in the flow of a laid-out box (px), 0 if nothing is.

    Boxes that run on to the next page are stretched to the end of this one: only lines, pictures and boxes of a
    given height say where the body ends.
    """
    bottom = 0.0
    for child in box.children:
        if not isinstance(child, boxes.Box) or not (child.is_in_normal_flow() or child.is_floated()):
            continue
        if isinstance(child, boxes.LineBox):
            edge = child.position_y + child.height
        elif isinstance(child, boxes.ParentBox) and child.children and child.style["height"] == "auto":
            edge = body_bottom(child)
            if edge and child.padding_bottom != "auto":
                edge += child.padding_bottom + child.border_bottom_width
        else:
            edge = child.border_box_y() + child.border_height()
        bottom = max(bottom, edge)
    return bottom
