"""Old Style days, against convertdate, which is not ours."""

from __future__ import annotations

import datetime as dt

import pytest
from convertdate import julian

from monograph.chronology.calendars import new_style


@pytest.mark.parametrize("year", [1699, 1700, 1701, 1812, 1867, 1899, 1900, 1901, 1917, 1920, 2000])
def test_every_day_of_a_year_is_converted_as_elsewhere(year: int) -> None:
    """Each Julian day of a year falls on the Gregorian day that another library gives."""
    for month in range(1, 13):
        for day in range(1, julian.month_length(year, month) + 1):
            assert new_style(year, month, day) == dt.date(*julian.to_gregorian(year, month, day)), (month, day)


def test_the_october_revolution_fell_in_november() -> None:
    """25 October 1917 Old Style is 7 November."""
    assert new_style(1917, 10, 25) == dt.date(1917, 11, 7)
