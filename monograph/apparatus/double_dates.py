"""Stage 2: a day by both calendars, as documents of the years before 1918 and after give it (Chicago Manual, 9.35)."""

from __future__ import annotations

from monograph.apparatus.terms import TERMS
from monograph.chronology.dates import read_date

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
"""Months as they stand behind a day; those of languages that CSL lacks are in ``terms``."""


def double_date(new: str, old: str, language: str, day_first: bool = False) -> str:
    """A day New Style with the day Old Style before it: "19 January (1 February) 1918"; empty where one is no day.

    In American English "January 19 (February 1), 1918", unless ``day_first``; a year that differs stands in both.
    A language whose months are not known here gets figures: "19.1 (1.2) 1918".
    """
    days = [span.begin for span in (read_date(old), read_date(new)) if span and span.begin == span.end]
    if len(days) < 2 or not all(day and day.precision == "day" for day in days):
        return ""
    main = language.partition("-")[0].lower()
    month_first = language == "en-US" and not day_first
    months, parts = MONTHS.get(main, "").split(), []
    for day in days:
        assert day is not None
        date = day.first
        month = months[date.month - 1] if months else TERMS.get(main, {}).get((f"month-{date.month:02}", ""), "")
        numeral = f"{date.day}.{date.month}"
        named = f"{month} {date.day}" if month_first else f"{date.day} {month}"
        parts.append((named if month else numeral, date.year))
    (before, first), (after, last) = parts
    comma = "," if month_first else ""
    if first != last:
        return f"{before}{comma} {first} ({after}{comma} {last})"
    return f"{before} ({after}){comma} {last}"
