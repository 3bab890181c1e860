"""The chronology: events in order, with dates in words and sources in short form."""

from __future__ import annotations

import dataclasses

from apparatus_samples import AUTHOR_DATE, HERE, NOTES, book, call, citation, marked, note, paragraph, section, text

from monograph.apparatus import compile_apparatus
from monograph.model import Apparatus, Event, Span
from monograph.problems import Problems


def event(name: str, date: str, *sources: str, **more: object) -> Event:
    """An event of a date with sources."""
    return Event(name, date, name, (), HERE, sources=sources, **more)  # type: ignore[arg-type]


EVENTS = (
    event("later", "1921-06", "roe", "doe"),
    event("first", "1920-08-10", "doe", old_style="1920-07-28"),
    event("same", "1921-06", "doe", see=("poe", "roe")),
    event("only-see", "1922", see=("poe",)),
    event("none", "1923~"),
)


def compiled(**settings: object) -> Apparatus:
    """The apparatus of a book with a chapter and a chronology."""
    marks = Span((text("the treaty"),), HERE, id="s1", marks=(("event", "first"), ("person", "x")))
    inside = Span((text("it"),), HERE, id="s2", marks=(("event", "first"),))
    one = section("one", paragraph("p", marks, citation("c", "roe"), call("k", "fn")), notes=(note("fn", (inside,)),))
    made = book(one, section("chronology", kind="chronology"), events=EVENTS, **settings)  # type: ignore[arg-type]
    return compile_apparatus(made, Problems())


def test_rows_in_order_of_date() -> None:
    """Rows are numbered in order of date, events of one date as the author has them."""
    rows = compiled().events
    assert [(row.number, row.id) for row in rows] == [
        (1, "event-first"), (2, "event-later"), (3, "event-same"), (4, "event-only-see"), (5, "event-none"),
    ]  # fmt: skip
    assert [row.date for row in rows] == ["10 August 1920", "June 1921", "June 1921", "1922", "about 1923"]
    assert (rows[0].old_style, rows[0].datetime, rows[4].datetime) == ("28 July 1920", "1920-08-10", "")


def test_sources_are_short() -> None:
    """Sources are short from the first row and never ibid.; works only referred to stand behind "see"."""
    wanted = [
        "{Doe, *Roads of the Highland*}.",
        "{Roe, *Rivers*}; {Doe, *Roads of the Highland*}.",
        "{Doe, *Roads of the Highland*}; see {Poe, “Why Bridges?”}; {Roe, *Rivers*}.",
        "See {Poe, “Why Bridges?”}",
        "",
    ]
    assert [marked(row.sources) for row in compiled().events] == wanted
    assert [marked(row.sources) for row in compiled(style=NOTES, ibid="style").events] == wanted


def test_sources_in_author_date_style() -> None:
    """In an author-date style the cell has no parentheses."""
    rows = compiled(style=AUTHOR_DATE).events
    assert [marked(row.sources) for row in rows][1:3] == [
        "{Roe 1995}; {Doe 1990}.",
        "{Doe 1990}; see {Poe 2001}; {Roe 1995}.",
    ]


def test_a_cell_ends_as_a_note_does() -> None:
    """The stop of a cell stands within quotation marks where the style sets it there, and outside where not."""
    minutes = dataclasses.replace(EVENTS[0], sources=("minutes",))
    for language, words in (("en", "{“Minutes of the Meeting.”}"), ("en-GB", "{‘Minutes of the Meeting’}.")):
        made = book(section("chronology", kind="chronology"), events=(minutes,), language=language)
        (row,) = compile_apparatus(made, Problems()).events
        assert marked(row.sources) == words


def test_chapters_are_not_shortened() -> None:
    """What the chronology cites leaves the notes of the chapters as they are."""
    (found, _) = compiled().notes["one"]
    assert marked(found.paragraphs[0].children) == "{Richard Roe, *Rivers* (Nowhere Press, 1995)}."


def test_mentions() -> None:
    """A row names the spans of text and notes that are marked with its event."""
    rows = compiled().events
    assert [row.mentions for row in rows] == [("s1", "s2"), (), (), (), ()]


def test_unreadable_date_stays_as_it_is() -> None:
    """A date that was reported as unreadable is last and printed as written."""
    made = book(section("chronology", kind="chronology"), events=(event("bad", "soon"), event("good", "1920")))
    rows = compile_apparatus(made, Problems()).events
    assert [(row.event.id, row.date) for row in rows] == [("good", "1920"), ("bad", "soon")]


def test_no_chronology_no_sources() -> None:
    """Without the part in the book its rows have no formatted sources."""
    made = compile_apparatus(book(events=EVENTS), Problems())
    assert len(made.events) == 5
    assert not any(row.sources for row in made.events)
