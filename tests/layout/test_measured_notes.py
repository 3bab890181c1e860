"""The sum of measured heights makes the same pages as laying all notes out again and again."""

from __future__ import annotations

from typing import Any

import pytest

from monograph.typesetting.boxes import note_parts, page_box, text_area
from monograph.typesetting.lines import paragraphs
from monograph.typesetting.patches import measured_notes
from monograph.typesetting.patches.split_notes.measuring import Measured
from monograph.typesetting.patches.split_notes.page_notes import PageNotes
from tests.layout.pages import laid, note, words
from tests.layout.random_notes import random_book


def pages(seed: int) -> list[tuple[Any, ...]]:
    """Each page of a random book: where the text must end, its notes with their lines, the place of every text."""
    book = random_book(seed)
    made = laid(book.body, list(book.notes), book.css)
    return [
        (
            round(text_area(page)[1], 6),
            tuple((part.note, part.lines, part.text) for part in note_parts(page, frozenset())),
            tuple(
                (box.text, round(box.position_x, 6), round(box.position_y, 6))
                for box in page_box(page).descendants()
                if getattr(box, "text", None)
            ),
        )
        for page in made.document.pages
    ]


@pytest.mark.parametrize("seed", range(8))
def test_heights_that_are_added_up_give_the_same_pages(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """To a millionth of a pixel, with margins between notes or without."""
    with_sums = pages(seed)
    added = []
    monkeypatch.setattr(measured_notes, "_adds_up", lambda area: added.append(area))  # it never does
    assert pages(seed) == with_sums
    assert added


@pytest.mark.parametrize(
    ("css", "plain"), [("", True), (".note { margin-bottom: 3pt }", False), (".b { margin-top: 2pt }", False)]
)
def test_only_notes_of_lines_alone_are_added_up(css: str, plain: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Margins between notes, or between the paragraphs of a note, are left to the stock layout."""
    asked = set()
    measured = PageNotes.measured

    def told(self: PageNotes, context: Any, note: Any) -> Measured:
        found = measured(self, context, note)
        asked.add(found.plain)
        return found

    monkeypatch.setattr(PageNotes, "measured", told)
    inner = f"<em>{words(20)}</em> {words(9)}<span class='b' style='display: block'>{words(30)}</span>"
    laid(f"<p>{words(9)}{note('n', 1, inner)}</p>", ["n"], css)
    assert asked == {plain}


def test_a_note_that_stands_whole_on_its_page_is_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its lines are placed when it is measured, and moved to their place."""
    placed: list[str] = []
    place = paragraphs.place_line

    def counted(plan: Any, number: int, *rest: Any) -> Any:
        placed.append(plan.text)
        return place(plan, number, *rest)

    monkeypatch.setattr(paragraphs, "place_line", counted)
    made = laid(f"<p>{words(9)}{note('n', 1, words(30, 2))} {words(3)}{note('m', 2, 'A short one.')}</p>", ["n", "m"])
    [parts] = [note_parts(page, frozenset()) for page in made.document.pages]
    assert [part.note for part in parts] == ["n", "m"] and parts[0].lines > 1
    assert sum("A short one" in text for text in placed) == 1
    assert sum(words(5, 2) in text and words(9) not in text for text in placed) == parts[0].lines
