"""Dates of events: what is read, what is refused, how they are told."""

import datetime as dt

import pytest

from monograph.chronology.dates import date_words, machine_date, read_date


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("1920-08-10", "10 August 1920"),
        ("1919-06-05/1919-06-07", "5–7 June 1919"),
        ("1920-11-30/1920-12-01", "30 November–1 December 1920"),
        ("1919-12/1920-02", "December 1919–February 1920"),
        ("1919-07/1919-08", "July–August 1919"),
        ("1867/1868", "1867–68"),
        ("1899/1901", "1899–1901"),
        ("1918-07~", "about July 1918"),
        ("1920-07-05?", "5 July 1920 (?)"),
        ("1908%", "about 1908 (?)"),
        ("192X", "1920s"),
        ("1920-11-30/..", "from 30 November 1920"),
        ("../1921", "until 1921"),
    ],
)
def test_dates_are_told_in_words(edtf: str, words: str) -> None:
    """Each kind of EDTF date reads as a historian writes it."""
    assert date_words(edtf) == words


@pytest.mark.parametrize(
    "text",
    [
        "1921-02-29",
        "1921-05/1920-03",
        "1920-11-30/",
        "1920-06-1X",
        "1920-13",
        "../..",
        "",
        "May 1920",
        "1920-24",
        "1/2/3",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    """Days outside the calendar, reversed and empty intervals, seasons and words are no dates."""
    assert read_date(text) is None


def test_open_and_doubtful_dates_keep_strict_bounds() -> None:
    """Doubt never widens a span: bounds are the days written."""
    span = read_date("1918-07~")
    assert span is not None
    assert (span.first, span.last, span.exact) == (dt.date(1918, 7, 1), dt.date(1918, 7, 31), False)
    opened = read_date("1920-11-30/..")
    assert opened is not None
    assert opened.end is None


def test_events_sort_by_first_day_then_shorter_first() -> None:
    """Order is by first day; a day stands before the month that begins on it."""
    texts = ["1920-05", "1920-05-01", "1920-05-01?", "1920", "1919-12"]
    spans = {t: read_date(t) for t in texts}
    ordered = sorted(texts, key=lambda t: spans[t].sort_key)  # type: ignore[union-attr]
    assert ordered == ["1919-12", "1920", "1920-05-01", "1920-05-01?", "1920-05"]


def test_machine_dates_are_only_given_for_undoubted_ones() -> None:
    """``<time datetime>`` never claims more than the record."""
    assert machine_date("1920-08-10") == "1920-08-10"
    assert machine_date("1920-08~") == ""
    assert machine_date("1920/1921") == ""
