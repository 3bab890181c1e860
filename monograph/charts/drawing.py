"""A figure of ``figures/<id>.yaml`` -> one SVG: presentation attributes, text as text, ids that begin with its id."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2

from monograph.cartography.lettering import FAMILY, LetterError
from monograph.cartography.looks import LOOKS
from monograph.cartography.narrow import NARROW
from monograph.cartography.paths import short
from monograph.charts import shares, strip
from monograph.charts.specification import RECORDS, SharesRecord, StripRecord
from monograph.chronology.dates import date_words, read_date
from monograph.model import Chart, Event, Location
from monograph.problems import Problems, nearest

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "charts"
KEY = (
    ("diamond", "exact day"), ("about", "about this day"), ("period", "period"),
    ("approximate", "approximate or incomplete date"),
)  # fmt: skip
"""Kind of mark -> its words in the key of a strip, where such a mark is shown."""


def draw(chart: Chart, events: Mapping[str, Event], look: str, width: int = 0) -> str:
    """One figure as SVG in a look of ``looks.LOOKS``; ``width`` (units) makes it narrower than its file says.

    The figure has passed ``check_charts``.
    """
    record = RECORDS[chart.kind].model_validate(chart.spec)
    wide = min(width or record.width, record.width)
    made = _laid_out(record, events, wide)
    return _template(chart.kind).render(
        id=chart.id + (f"-{width}" if width else ""), record=record, made=made, look=LOOKS[look], family=FAMILY,
        key=KEY, size=strip.SIZE, figure=strip.FIGURE,
    )  # fmt: skip


def _laid_out(record: StripRecord | SharesRecord, events: Mapping[str, Event], width: float) -> Any:
    if isinstance(record, StripRecord):
        return strip.lay_out(record, events, width)
    return shares.lay_out(record, width)


@lru_cache(maxsize=4)
def _template(kind: str) -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )  # fmt: skip
    environment.filters["short"] = short
    return environment.get_template(f"{kind}.svg.j2")


def describe(chart: Chart, events: Mapping[str, Event]) -> str:
    """What the figure shows, in words."""
    record = RECORDS[chart.kind].model_validate(chart.spec)
    if isinstance(record, SharesRecord):
        parts = []
        for bar in record.bars:
            told = "; ".join([*shares.part_words(bar, record.unit), shares.sum_words(bar, record.unit)])
            parts.append(f"{bar.label}: {told}." if bar.label else f"{told}.")
        return " ".join([f"{record.title}.", *parts])
    lanes = [
        f"{lane.title}: {'; '.join(_told(events[i.ref], i.label) for i in lane.events if i.ref in events)}."
        for lane in record.lanes
    ]
    return " ".join([f"{record.title}.", *lanes])


def _told(event: Event, label: str) -> str:
    return f"{date_words(event.date)}, {label or event.label}{' (sources disagree)' if event.contested else ''}"


def check_chart(chart: Chart, events: Mapping[str, Event], problems: Problems) -> None:
    """Every problem of a figure: its events exist, lie in its range and find room in both widths."""
    record = RECORDS[chart.kind].model_validate(chart.spec)
    try:
        if isinstance(record, StripRecord):
            _check_strip(chart, record, events, problems)
        else:
            shares.lay_out(record, record.width)
    except LetterError as error:
        problems.add("character-missing", str(error), chart.location)


def _check_strip(chart: Chart, record: StripRecord, events: Mapping[str, Event], problems: Problems) -> None:
    span = read_date(record.range)
    if span is None or span.begin is None or span.end is None:
        message, hint = f"“{record.range}” is no range of dates", 'as in "1920-09/1920-12"'
        problems.add("date-unreadable", message, _place(chart, "range"), hint)
        return
    where: dict[str, Location] = {}
    for number, lane in enumerate(record.lanes):
        for index, item in enumerate(lane.events):
            place = _place(chart, f"lanes.{number}.events.{index}", f"lanes.{number}")
            where[item.ref] = place
            if item.ref not in events:
                message = f"no event has the id “{item.ref}”"
                problems.add("record-unknown", message, place, nearest(item.ref, events))
    for width in (record.width, NARROW):
        made = strip.lay_out(record, events, width)
        for ref in made.outside:
            message = f"the event {ref} of {events[ref].date} lies outside the range {record.range} of the figure"
            problems.add("chart-event-outside", message, where[ref], "a wider range, or without the event")
        for ref in made.long:
            message = f"the label of {ref} finds no room in the figure"
            problems.add("chart-label-long", message, where[ref], "{ref: …, label: shorter words}")


def _place(chart: Chart, *paths: str) -> Location:
    return next((chart.places[path] for path in paths if path in chart.places), chart.location)
