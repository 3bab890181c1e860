"""Sources known through another, and days by both calendars."""

from __future__ import annotations

import dataclasses

import pytest
from apparatus_samples import AUTHOR_DATE, book, citation, cite, marked, paragraph, person, section, source

from monograph.apparatus import compile_apparatus
from monograph.apparatus.double_dates import double_date
from monograph.model import Apparatus
from monograph.problems import Problems

DOE = source("doe", author=[person("Doe", "Jane")], title="The Republic", publisher="Press", issued="1990")
ORDER = dataclasses.replace(
    source(
        "order", "document", title="Order of the Committee", issued="1918-02-01", old_style="1918-01-19", archive="NAA"
    ),
    cited_in=cite("doe", "4:20"),
)


def compiled(*citations, style="chicago-notes-bibliography", parts=("bibliography",)) -> Apparatus:  # type: ignore[no-untyped-def]
    """A chapter of one citation after the other."""
    sections = [section("one", paragraph("p", *citations)), *(section(kind, kind=kind) for kind in parts)]
    problems = Problems()
    made = compile_apparatus(book(*sections, sources=(DOE, ORDER), style=style), problems)
    assert not len(problems), list(problems)
    return made


def notes(made: Apparatus) -> list[str]:
    """The notes in order."""
    return [marked(note.paragraphs[0].children) for note in made.notes["one"]]


def test_a_note_names_the_source_through_which_another_is_known() -> None:
    """In full and short form, behind a comma; what the author already says is not said twice."""
    made = compiled(
        citation("c1", cite("order", "7", label="l.")),
        citation("c2", "order"),
        citation("c3", cite("order"), cite("doe", "5", prefix="as cited in")),
    )
    assert notes(made) == [
        "{“Order of the Committee,” January 19 (February 1), 1918, l. 7, NAA}, "
        "as cited in {Jane Doe, *The Republic* (Press, 1990), 4:20}.",
        "{“Order of the Committee,”} as cited in {Doe, *Republic*, 4:20}.",
        "{“Order of the Committee,”} as cited in {Doe, *Republic*, 5}.",
    ]
    assert [note.keys for note in made.notes["one"]] == [("order", "doe")] * 3


def test_an_entry_names_it_too() -> None:
    """At its end, in short form and linked; the other source has its own entry."""
    entries = [marked(entry.children) for entry in compiled(citation("c1", "order")).bibliography[0].entries]
    assert entries == [
        "Doe, Jane. *The Republic*. Press, 1990.",
        "“Order of the Committee.” January 19 (February 1), 1918. NAA. As cited in {Doe, *Republic*, 4:20}.",
    ]


def test_an_author_date_style_keeps_the_year() -> None:
    """A day by both calendars is no year: the parenthesis has the year, and the other source within it."""
    made = compiled(citation("c1", "order"), style=AUTHOR_DATE)
    assert marked(made.citations["c1"]) == "({“Order of the Committee” 1918}, as cited in {Doe 1990, 4:20})"
    (order,) = [entry for entry in made.bibliography[0].entries if entry.key == "order"]
    assert marked(order.children).endswith("1918. February 1. NAA. As cited in {Doe 1990, 4:20}.")


@pytest.mark.parametrize(
    ("new", "old", "language", "words"),
    [
        ("1918-02-01", "1918-01-19", "en-US", "January 19 (February 1), 1918"),
        ("1918-02-01", "1918-01-19", "en-GB", "19 January (1 February) 1918"),
        ("1918-01-02", "1917-12-20", "en-US", "December 20, 1917 (January 2, 1918)"),
        ("1918-01-02", "1917-12-20", "ru", "20 декабря 1917 (2 января 1918)"),
        ("1918-02-01", "1918-01-19", "az", "19 yanvar (1 fevral) 1918"),
        ("1918-02-01", "1918-01-19", "fr", "19.1 (1.2) 1918"),
        ("1918-02", "1918-01-19", "en-US", ""),
        ("1918-02-01", "", "en-US", ""),
        ("February 1918", "1918-01-19", "en-US", ""),
    ],
)
def test_a_day_by_both_calendars(new: str, old: str, language: str, words: str) -> None:
    """Old Style first, the year once where it is the same; only days have two dates."""
    assert double_date(new, old, language) == words


def test_a_day_by_both_calendars_before_its_month() -> None:
    """In American English too, where the book asks for it."""
    assert double_date("1918-02-01", "1918-01-19", "en-US", True) == "19 January (1 February) 1918"
    assert double_date("1918-01-02", "1917-12-20", "en-US", True) == "20 December 1917 (2 January 1918)"


def test_a_source_without_an_entry_is_known_by_the_other() -> None:
    """No warning that the style prints no entry for it: the other source has one."""
    bare = dataclasses.replace(ORDER, fields={k: v for k, v in ORDER.fields.items() if k != "archive"})
    problems = Problems()
    body = section("one", paragraph("p", citation("c1", "order")))
    made = compile_apparatus(book(body, section("b", kind="bibliography"), sources=(DOE, bare)), problems)
    assert [entry.key for entry in made.bibliography[0].entries] == ["doe"]
    assert not len(problems)
