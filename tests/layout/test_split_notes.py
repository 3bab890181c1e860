"""A note that does not fit is split: at least two lines on each side, its rest at the head of the next page's notes."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from monograph.typesetting.boxes import call_ids, note_areas, note_parts, page_box, text_area, text_end
from monograph.typesetting.patches.split_notes import paragraphs
from monograph.typesetting.units import LaidOut
from tests.layout.note_room import SHARE, emptiness, has_text, needless_lateness, needless_pages
from tests.layout.pages import laid, note, words

CONTINUED = "@page continued { @footnote { border-top: 3pt dotted; padding-top: 2pt } }"
FOLIO = "@page { @bottom-center { content: counter(page) } } @page:blank { @bottom-center { content: none } }"
LINE = 16
"""Of the text, 12 pt, in px."""


def parts(made: LaidOut) -> list[list[tuple[str, int]]]:
    """For each page: the notes at its foot and how many lines of each."""
    return [[(part.note, part.lines) for part in note_parts(page, frozenset())] for page in made.document.pages]


def rules(made: LaidOut) -> list[str]:
    """The kind of rule over the notes of each page that has notes."""
    return [area.style["border_top_style"] for page in made.document.pages for area in note_areas(page)]


def free_lines(page: Any) -> float:
    """How many lines would fit between text and notes."""
    return (text_area(page)[1] - text_end(page)) / LINE


def long_note(length: int, before: int = 60, after: int = 200) -> LaidOut:
    """A page with a note of so many words, among others."""
    body = (
        f'<p id="p">{words(before)}{note("long", 1, words(length))} {words(after)}{note("next", 2, words(4))} end</p>'
    )
    return laid(body, ["long", "next"], CONTINUED)


def test_a_note_that_does_not_fit_is_split() -> None:
    """It begins under its call, at least two lines stand on each side, and no room is left between."""
    made = long_note(90)
    assert parts(made)[0][0][0] == parts(made)[1][0][0] == "long"
    assert min(lines for page in parts(made) for _, lines in page if _ == "long") >= 2
    assert made.report.split == ("long",)
    assert made.report.late == ()
    assert all(free_lines(page) < 1 for page in made.document.pages[:-1])


def test_a_split_leaves_the_letters_whole_and_the_lines_as_they_were() -> None:
    """The rest goes on where the head ended: the lines are those of the note set alone."""
    alone = laid(f"<p>a{note('long', 1, words(90))}</p>", ["long"], "@page { size: 240pt 400pt }")
    made = long_note(90)
    assert made.map.unread == []
    assert sum(lines for page in parts(made) for name, lines in page if name == "long") == parts(alone)[0][0][1]


def test_the_rest_of_a_note_has_another_rule() -> None:
    """``@page continued`` styles the area of a page that begins with the rest of a note, and no other."""
    assert rules(long_note(90)) == ["solid", "dotted", "solid"]


def test_a_note_longer_than_a_page_runs_on_and_leaves_room_to_the_text() -> None:
    """Where text can stand, notes of the page before take no more than 70 % of the page."""
    made = long_note(420, after=400)
    pages = [number for number, page in enumerate(parts(made)) if any(name == "long" for name, _ in page)]
    assert len(pages) >= 4
    for page in (made.document.pages[number] for number in pages[1:-1]):
        top, end = text_area(page)
        assert 0.3 - 0.1 <= (end - top) / page_box(page).height <= 0.45
        assert free_lines(page) < 1


def dense_notes(long: int, before: int = 45, short: str = "") -> LaidOut:
    """A note of so many words, before it perhaps a short one, and behind it one after every five words of the text."""
    names = [f"n{i}" for i in range(1, 40)]
    dense = " ".join(f"{words(5, i)}{note(name, i, words(4, i))}" for i, name in enumerate(names, 1))
    first = f"{note('short', 0, short)} {words(6)}" if short else ""
    body = f'<p id="p">{words(before)}{first}{note("long", 0, words(long))} {dense}</p>'
    return laid(body, [*(["short"] if short else []), "long", *names], CONTINUED + FOLIO)


def test_text_waits_for_the_end_of_a_note_that_runs_on() -> None:
    """A page that would begin with a call whose note cannot begin on it is left to the notes, and filled by them."""
    made = dense_notes(330)
    assert made.report.late == ()
    assert [has_text(page) for page in made.document.pages[:4]] == [True, False, True, True]
    assert max(emptiness(made.document.pages)) < 0.1
    assert rules(made)[:4] == ["solid", "dotted", "dotted", "solid"]
    assert made.map.starts[1] is None
    assert page_box(made.document.pages[1]).page_type.blank is False


def test_a_line_whose_notes_no_page_could_show_stays() -> None:
    """On the next page the second of them would be late as well, and this one would be nearly empty."""
    text = f"{words(12)}{note('long', 1, words(330))}{note('next', 2, words(4))} {words(200)}"
    made = laid(f'<p id="p">{text}</p>', ["long", "next"])
    assert dict(made.report.calls) == {"long": 0, "next": 0}
    assert parts(made)[0][0][0] == "long"
    assert made.report.late == ("next",)
    assert needless_lateness(made) == []


def test_notes_of_the_line_that_a_page_begins_with_begin_there() -> None:
    """The first of them takes more than its share, so that no other is late."""
    calls = note("long", 1, words(198)) + note("next", 2, words(60))
    text = f'<p id="p">{words(4)}{calls} {words(300)}</p>'
    made = laid(text, ["long", "next"], "@page { size: 240pt 300pt }")
    first, second = parts(made)[0]
    assert (first[0], second[0]) == ("long", "next")
    assert [name for name, _ in parts(made)[1]] == ["next"]
    assert note_areas(made.document.pages[0])[0].margin_height() > SHARE * page_box(made.document.pages[0]).height
    assert (made.report.late, needless_pages(made.document.pages)) == ((), [])


def test_several_notes_leave_the_text_its_share() -> None:
    """Also where the text ended above it, since the next line calls a note that must wait: the last note is cut."""
    cut = 0
    for long in range(96, 160, 8):
        made = dense_notes(long, 15, "a short one")
        assert needless_pages(made.document.pages) == []
        cut += [name for name, _ in parts(made)[0]] == ["short", "long"] and "long" in made.report.split
    assert cut > 3


def test_notes_left_at_the_end_stand_on_pages_like_the_others() -> None:
    """A page of notes alone is not blank: it bears its folio; it has no text, and the map begins it where the next begins."""
    made = laid(f'<p id="p">{words(4)}{note("long", 1, words(500))}</p>', ["long"], CONTINUED + FOLIO)
    assert made.length >= 3
    assert made.map.starts[1:] == [None] * (made.length - 1)
    assert all(page_box(page).page_type.blank is False for page in made.document.pages)
    folios = Counter(
        box.text
        for page in made.document.pages
        for box in page_box(page).descendants()
        if getattr(box, "text", "").isdigit()
    )
    assert {str(number) for number in range(1, made.length + 1)} <= set(folios)


def test_a_short_note_is_not_split() -> None:
    """Three lines stay together: two on each side are four."""
    for before in range(40, 90):
        made = long_note(22, before)
        assert made.report.split == ()
        assert made.report.late == ()


def test_several_notes_of_a_line_share_the_page() -> None:
    """All begin on the page of their calls; only the last is cut."""
    calls = "".join(note(f"n{i}", i, words(14, i)) for i in range(3)) + note("last", 3, words(60))
    made = laid(f"<p>{words(30)}{calls} {words(300)}</p>", ["n0", "n1", "n2", "last"], CONTINUED)
    first = next(number for number, page in enumerate(made.document.pages) if call_ids(page))
    assert [name for name, _ in parts(made)[first]] == ["n0", "n1", "n2", "last"]
    assert made.report.split == ("last",)
    assert made.report.late == ()


def test_a_split_note_of_several_paragraphs_is_cut_in_any_of_them() -> None:
    """Paragraphs of notes are blocks; the cut may fall into the first, the second, or between."""
    css = CONTINUED + ".second { display: block; text-indent: 10pt }"
    cuts = set()
    for before in range(30, 120, 6):
        inner = f'<span id="a">{words(40)}</span><span class="second" id="b">{words(45)}</span>'
        made = laid(f'<p id="p">{words(before)}{note("n", 1, inner)} {words(200)}</p>', ["n"], css)
        assert (made.report.lost, made.map.unread, made.report.thin) == ((), [], ())
        cuts |= {lines for page in parts(made) for _, lines in page}
    assert len(cuts) > 3


def short_lines(before: int) -> int:
    """How many lines pages are short of, in a text whose paragraphs end with a call of a note that can be split."""
    texts = [f"<p>{words(25 + i, i)}{note(f'n{i}', i, words(42, i))} {words(before)}</p>" for i in range(9)]
    made = laid("".join(texts), [f"n{i}" for i in range(9)])
    assert (made.report.lost, made.report.crowded, made.report.disordered, made.report.thin) == ((), (), (), ())
    return sum(room for _, room in made.ends.short)


def test_a_paragraph_ends_on_its_page_where_notes_can_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its last lines go to the next page together, with their notes, only where no note can be split for them."""
    befores = range(1, 30, 3)
    made = [short_lines(before) for before in befores]
    monkeypatch.setattr(paragraphs, "end_paragraph", lambda context, line, index, result: result)
    plain = [short_lines(before) for before in befores]
    assert sum(made) < sum(plain)
