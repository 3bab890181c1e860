"""Reads laid-out pages: the only module that touches WeasyPrint's private box tree (version pinned, tested)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes


@dataclass(frozen=True)
class Run:
    """A piece of text on a page. ``ids`` are those of the elements around it, innermost first."""

    text: str
    ids: tuple[str, ...]


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
            yield from _runs(child, ids, uncounted)


def note_ids(page: Any) -> list[str]:
    """Ids of the notes (or parts of notes) at the foot of a page, in order."""
    areas = (child for child in page_box(page).children if isinstance(child, boxes.FootnoteAreaBox))
    return [note.element.get("id") for area in areas for note in area.children]


def call_ids(page: Any) -> list[str]:
    """Ids of the notes that are called on a page, in order."""
    return [
        box.element.get("id")
        for box in page_box(page).descendants()
        if isinstance(box, boxes.TextBox) and (box.element_tag or "").endswith("::footnote-call")
    ]
