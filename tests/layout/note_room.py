"""How much of its page the notes take, and whether fewer could: judged on laid-out pages, without asking the layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes

from monograph.typesetting.boxes import note_areas, page_box, text_end
from monograph.typesetting.units import LaidOut

SHARE = 0.7
"""Of a page, for several notes together."""
LEAST_LINES = 2
"""Of a note on each side of a cut, and of a paragraph on each side of a page's end."""
CLOSE = 0.01
HEADINGS = ("h1", "h2")


def opening_calls(page: Any) -> list[str]:
    """The notes called where a page begins, in what cannot go to the next: a row, or two lines with headings above."""
    found: list[str] = []
    for box in page_box(page).children[0].descendants():
        lines = [child for child in getattr(box, "children", ()) if isinstance(child, boxes.LineBox)]
        if isinstance(box, boxes.TableRowBox) and not found:
            return _calls(box)
        if isinstance(box, boxes.BlockBox) and lines and not box.element_tag.endswith("::marker"):
            found += [note for line in lines[:LEAST_LINES] for note in _calls(line)]
            if box.element_tag not in HEADINGS:
                break
    return found


def needless_pages(pages: Sequence[Any]) -> list[int]:
    """Pages on which several notes take more than their share though they need not.

    They need it where no less would show the notes called by the lines that the page must begin with, and where the
    last page would be followed by one with nothing but their rest. A page without text needs it where the next
    text calls notes at once, so that it cannot begin before those of this page end.
    """
    found = []
    for number, page in enumerate(pages):
        area, limit = next(iter(note_areas(page)), None), SHARE * page_box(page).height
        if area is None or len(area.children) == 1 or area.margin_height() <= limit + CLOSE:
            continue
        following = next((later for later in pages[number + 1 :] if has_text(later)), None)
        if not has_text(page):
            needed = following is None or bool(opening_calls(following))
        else:
            needed = number == len(pages) - 1 or _least(page, area) > limit
        if not needed:
            found.append(number)
    return found


def needless_lateness(made: LaidOut) -> list[str]:
    """Late notes that are not called behind another in what their page begins with, nor in a line that no page could
    show with the notes called before them and two of their lines.
    """
    pages = made.document.pages
    opening = {note for page in pages for note in opening_calls(page)[1:]}
    heights: dict[str, list[float]] = {}
    for note in (note for page in pages for area in note_areas(page) for note in area.children):
        lines = [box.height for box in note.descendants() if isinstance(box, boxes.LineBox)]
        heights[note.element.get("id")] = heights.get(note.element.get("id"), []) + lines
    hopeless = set()
    for page in pages:
        edges = max((area.margin_height() - area.height for area in note_areas(page)), default=0)
        for line in page_box(page).children[0].descendants():
            if isinstance(line, boxes.LineBox):
                above = line.height + edges
                for note in _calls(line):
                    own = heights[note]
                    if above + sum(own[: LEAST_LINES if len(own) >= 2 * LEAST_LINES else None]) > page_box(page).height:
                        hopeless.add(note)
                    above += sum(own)
    return [note for note in made.report.late if note not in opening | hopeless]


def emptiness(pages: Sequence[Any]) -> Iterator[float]:
    """For each page without text but with notes, and more text to come: the share of the page that stays empty."""
    last = max(number for number, page in enumerate(pages) if has_text(page))
    for page in pages[:last]:
        if not has_text(page) and note_areas(page):
            yield 1 - note_areas(page)[0].margin_height() / page_box(page).height


def has_text(page: Any) -> bool:
    """Whether lines of the text or a figure stand on a page."""
    return text_end(page) > 0


def _calls(box: Any) -> list[str]:
    inner = [text for text in box.descendants() if isinstance(text, boxes.TextBox)]
    return [text.element.get("id") for text in inner if (text.element_tag or "").endswith("::footnote-call")]


def _least(page: Any, area: Any) -> float:
    """The least height of the notes of a page: those before the last that it must show, and two lines of that (px)."""
    called = opening_calls(page)
    must = [note for note in area.children if note.element.get("id") in called] or area.children[:1]
    before = area.children[: area.children.index(must[-1])]
    lines = [box.height for box in must[-1].descendants() if isinstance(box, boxes.LineBox)]
    splits = len(lines) >= 2 * LEAST_LINES
    spared = sum(lines[LEAST_LINES:]) if splits else 0
    own = area.margin_height() - area.height
    return float(own + sum(note.margin_height() for note in [*before, must[-1]]) - spared)
