"""Old Style: days of the Julian calendar, named as the Russian Empire named them until 1918."""

from __future__ import annotations

import datetime as dt


def new_style(year: int, month: int, day: int) -> dt.date:
    """The day of the Gregorian calendar that the Julian calendar calls by these numbers (year from 1583).

    A century year that the Gregorian calendar does not leap (1700, 1800, 1900) adds a day to the difference after
    its Julian 29 February, for which there is no ``datetime.date``: the day is counted from 1 March on.
    """
    before = (month, day) < (3, 1)
    counted = year - 1 if before else year
    difference = counted // 100 - counted // 400 - 2
    if (month, day) == (2, 29):
        return dt.date(year, 2, 28) + dt.timedelta(days=1 + difference)
    return dt.date(year, month, day) + dt.timedelta(days=difference)
