"""EDTF dates (ISO 8601-2, levels 0 and 1), read strictly and told in words.

``edtf`` accepts 29 February 1921, an interval that ends before it begins and an empty end that
silently means ten years; all of these are refused here. Dates are New Style and never recomputed.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import warnings
from dataclasses import dataclass
from functools import cache
from typing import Literal

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # pyparsing's deprecations, raised while edtf builds its grammar
    from edtf import EDTFParseException, parse_edtf

Precision = Literal["day", "month", "year", "decade"]

_DAY = r"\d{4}(-\d\d(-\d\d)?)?[?~%]?"
PLAIN = re.compile(f"{_DAY}(/{_DAY})?")
"""What needs no grammar to be known for a date or an interval."""

POINT = re.compile(r"(?P<year>\d{3}[\dX])(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<mark>[?~%]?)")


@dataclass(frozen=True)
class Point:
    """One end of a span. ``mark`` is ``?`` (uncertain), ``~`` (approximate), ``%`` (both) or empty."""

    first: dt.date
    last: dt.date
    precision: Precision
    mark: str = ""


@dataclass(frozen=True)
class Span:
    """A date or interval. ``begin`` or ``end`` is None where the interval is open on that side."""

    begin: Point | None
    end: Point | None

    @property
    def first(self) -> dt.date:
        """The earliest day, without padding for uncertainty."""
        return self.begin.first if self.begin else dt.date.min

    @property
    def last(self) -> dt.date:
        """The latest day, without padding for uncertainty."""
        return self.end.last if self.end else dt.date.max

    @property
    def exact(self) -> bool:
        """Whether the span is one day that nobody doubts."""
        return self.first == self.last and not (self.begin and self.begin.mark)

    @property
    def sort_key(self) -> tuple[dt.date, dt.date, str]:
        """Order of first day, then a shorter span before a longer, a certain one before a doubtful."""
        return self.first, self.last, self.begin.mark if self.begin else ""


@cache
def read_date(text: str) -> Span | None:
    """The span of an EDTF text, or None if it is no date of the calendar (or of a kind not used for events)."""
    ends = text.split("/")
    if len(ends) > 2 or ends == ["..", ".."] or not _accepted(text):
        return None
    points = [None if end == ".." else _point(end) for end in ends]
    if any(p is None and end != ".." for p, end in zip(points, ends, strict=True)):
        return None
    begin, end = points[0], points[-1]
    if begin and end and (begin.first > end.first or begin.last > end.last):
        return None
    return Span(begin, end)


def _accepted(text: str) -> bool:
    if PLAIN.fullmatch(text):
        return True
    try:
        parse_edtf(text)
    except (EDTFParseException, ValueError, TypeError):
        return False
    return True


def _point(text: str) -> Point | None:
    match = POINT.fullmatch(text)
    if not match:
        return None
    year, month, day, mark = match.group("year", "month", "day", "mark")
    try:
        if year.endswith("X"):
            decade = int(year[:3]) * 10
            span = dt.date(decade, 1, 1), dt.date(decade + 9, 12, 31)
            return None if month else Point(*span, "decade", mark)
        if day:
            exact = dt.date(int(year), int(month), int(day))
            return Point(exact, exact, "day", mark)
        if month:
            last = calendar.monthrange(int(year), int(month))[1]
            return Point(dt.date(int(year), int(month), 1), dt.date(int(year), int(month), last), "month", mark)
        return Point(dt.date(int(year), 1, 1), dt.date(int(year), 12, 31), "year", mark)
    except ValueError:
        return None


def date_words(text: str) -> str:
    """The date in English words, as a table prints it: "10 August 1920", "5–7 June 1919", "about July 1918".

    An uncertain date ends in "(?)". Raises ``ValueError`` for a text that ``read_date`` refuses.
    """
    span = read_date(text)
    if span is None:
        raise ValueError(f"not a date: {text}")
    if span.begin and span.end and span.begin == span.end:
        return _marked(_words(span.begin), span.begin.mark)
    if span.begin is None or span.end is None:
        known = span.begin or span.end
        assert known is not None  # both ends open is refused by read_date
        return ("from " if span.begin else "until ") + _marked(_words(known), known.mark)
    begin, end = _interval(span.begin, span.end)
    return _marked(begin, span.begin.mark) + "–" + _marked(end, span.end.mark)


def machine_date(text: str) -> str:
    """The value of ``<time datetime>``: a single undoubted day, month or year, else an empty string."""
    return text if re.fullmatch(r"\d{4}(-\d\d){0,2}", text) and read_date(text) else ""


def _marked(words: str, mark: str) -> str:
    about = "about " if mark in ("~", "%") else ""
    return about + words + (" (?)" if mark in ("?", "%") else "")


def _words(point: Point) -> str:
    if point.precision == "decade":
        return f"{point.first.year}s"
    month = calendar.month_name[point.first.month]
    return {
        "day": f"{point.first.day} {month} {point.first.year}",
        "month": f"{month} {point.first.year}",
        "year": f"{point.first.year}",
    }[point.precision]


def _interval(begin: Point, end: Point) -> tuple[str, str]:
    """Both ends without what they share: 5 and 7 June 1919; July and August 1919; 1867 and 68."""
    a, b = begin.first, end.first
    if begin.precision == end.precision and not begin.mark and not end.mark:
        if begin.precision == "year" and a.year // 100 == b.year // 100:
            return f"{a.year}", f"{b.year % 100:02}"
        if begin.precision == "day" and (a.year, a.month) == (b.year, b.month):
            return f"{a.day}", _words(end)
        if begin.precision in ("day", "month") and a.year == b.year:
            return _words(begin).removesuffix(f" {a.year}"), _words(end)
    return _words(begin), _words(end)
