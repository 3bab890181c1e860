"""The gate reads laid-out pages: a fault planted in their boxes is told, each kind by its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from weasyprint.formatting_structure import boxes

from monograph.typesetting.boxes import note_areas
from monograph.typesetting.galleys import NoteReport
from monograph.typesetting.gate import check_notes, letters
from tests.layout.pages import laid, note, words

LENGTHS = (6, 8, 7, 9, 150, 6, 8, 7, 9, 8)
"""Words of the notes; one is split."""
SPLIT = "n4"
KINDS = ("lost", "doubled", "early", "disordered", "crowded", "late", "thin")


def area_of(pages: Sequence[Any], name: str) -> Any:
    """The first area that shows a note or a part of it."""
    areas = (area for page in pages for area in note_areas(page))
    return next(area for area in areas if any(child.element.get("id") == name for child in area.children))


def move(pages: Sequence[Any], name: str, by: int) -> None:
    """Take a note from its page to the end of one before, or to the head of one after."""
    areas = [area for page in pages for area in note_areas(page)]
    number = areas.index(area_of(pages, name))
    moved = next(child for child in areas[number].children if child.element.get("id") == name)
    areas[number].children = [child for child in areas[number].children if child is not moved]
    other = areas[number + by]
    other.children = [*other.children, moved] if by < 0 else [moved, *other.children]


def lose(pages: Sequence[Any]) -> str:
    """A note that is on no page."""
    area = area_of(pages, "n1")
    area.children = [child for child in area.children if child.element.get("id") != "n1"]
    return "n1"


def double(pages: Sequence[Any]) -> str:
    """A note that is twice on its page."""
    area = area_of(pages, "n9")
    area.children = [*area.children, area.children[-1]]
    return "n9"


def hasten(pages: Sequence[Any]) -> str:
    """The first note of the second page on the first."""
    name: str = note_areas(pages[1])[0].children[0].element.get("id")
    move(pages, name, -1)
    return name


def swap(pages: Sequence[Any]) -> str:
    """Two notes of a page in the wrong order."""
    area = area_of(pages, "n0")
    area.children = [area.children[1], area.children[0], *area.children[2:]]
    return "n1"


def lift(pages: Sequence[Any]) -> str:
    """Notes that stand on the last line of the text."""
    area = area_of(pages, "n0")
    area.position_y -= 300
    return "n0"


def delay(pages: Sequence[Any]) -> str:
    """The last note of the first page on the second."""
    name: str = note_areas(pages[0])[0].children[-1].element.get("id")
    move(pages, name, 1)
    return name


def thin_out(pages: Sequence[Any]) -> str:
    """One line of a split note on its first page, all others on the next."""

    def lines(part: Any) -> Any:
        return next(b for b in [part, *part.descendants()] if b.children and isinstance(b.children[0], boxes.LineBox))

    parts = [lines(c) for page in pages for a in note_areas(page) for c in a.children if c.element.get("id") == SPLIT]
    head, tail = parts
    tail.children = [*head.children[1:], *tail.children]
    head.children = head.children[:1]
    return SPLIT


FAULTS: dict[str, Callable[[Sequence[Any]], str]] = dict(
    zip(KINDS, (lose, double, hasten, swap, lift, delay, thin_out), strict=True)
)


def book() -> tuple[Sequence[Any], dict[str, str]]:
    """The pages of a book, and the letters of its notes."""
    names = [f"n{i}" for i in range(len(LENGTHS))]
    texts = {name: words(length, i) for i, (name, length) in enumerate(zip(names, LENGTHS, strict=True))}
    body = "".join(f"<p>{words(26, i)}{note(name, i, texts[name])} {words(9)}</p>" for i, name in enumerate(names))
    return laid(body, names).document.pages, {name: letters(text) for name, text in texts.items()}


def told(report: NoteReport) -> dict[str, tuple[str, ...]]:
    """What a report says of each kind of fault."""
    return {kind: getattr(report, kind) for kind in KINDS}


def test_a_book_without_faults_has_none() -> None:
    """One note is split, and all is well."""
    pages, expected = book()
    report = check_notes(pages, expected, frozenset())
    assert report.split == (SPLIT,)
    assert told(report) == dict.fromkeys(KINDS, ())


@pytest.mark.parametrize("kind", KINDS)
def test_a_planted_fault_is_told(kind: str) -> None:
    """Each by its name, at its note."""
    pages, expected = book()
    name = FAULTS[kind](pages)
    found = {kind: notes for kind, notes in told(check_notes(pages, expected, frozenset())).items() if notes}
    if kind == "doubled":  # its second part is one line
        assert found.pop("thin") == (name,)
    assert found == {kind: (name,)}
