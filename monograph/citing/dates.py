"""CSL dates in the forms that other formats ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def year_month_day(date: Mapping[str, Any]) -> tuple[str, str, str]:
    """Year, month and day in digits, each empty where it is not known; a date in words stands for the year."""
    if "literal" in date:
        return str(date["literal"]), "", ""
    parts = [f"{int(part):02}" for part in (date.get("date-parts") or [[]])[0]]
    year, month, day = [*parts, "", "", ""][:3]
    return year, month, day


def edtf(date: Mapping[str, Any]) -> str:
    """The date as EDTF: "1920-12-02", "1918/1921", "1920~"; empty for one in words."""
    points = ["-".join(f"{int(part):02}" for part in point) for point in date.get("date-parts") or ()]
    circa = "~" if date.get("circa") else ""
    return "/".join(f"{point}{circa}" for point in points if point)
