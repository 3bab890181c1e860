"""Events in lanes over months or years: every mark and label in its place. Lengths in pt from the upper left corner.

A label stands beside its mark, in one line or in more, in the first row of its lane where it touches nothing.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from monograph.cartography.legend import wrapped
from monograph.cartography.lettering import lettering
from monograph.charts.specification import Lane, StripRecord
from monograph.chronology.calendars import new_style
from monograph.chronology.dates import Span, read_date
from monograph.model import Event

SIZE, FIGURE, LEADING, ROW = 7.5, 6.5, 8.6, 11.5
"""Size of labels and of figures, distance of lines in a label and of rows."""

HEAD, LANE_HEAD, GAP, DAY_GAP = 25.0, 13.0, 3.0, 2.5
"""Height of the months and of a lane's title; room between things, and after the day."""

DIAMOND, EDGE = 2.4, 3.5
DAGGER = "†"
MOST_LINES, ROWS = 4, 200
ANOTHER_LINE, BELOW = 1.2, 0.6
"""What a second line of a label and a label below its mark cost, in rows that another place is lower."""


@dataclass(frozen=True)
class Mark:
    """An event: a ``diamond`` or ``about`` a day at ``x``; a bar, ``period`` or ``approximate``, from ``x`` to ``x2``.

    ``y`` is its middle, ``arrows`` the sides (``w``, ``e``) on which it runs on.

    ``lines`` are the rows of its label as (x, y of the base line, text), ``day`` stands before the first.
    """

    id: str
    kind: str
    x: float
    x2: float
    y: float
    arrows: str
    lines: tuple[tuple[float, float, str], ...]
    day: tuple[float, float, str] | None
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class PlacedLane:
    """A lane: its title on the base line ``y + 9``, and its marks."""

    title: str
    y: float
    height: float
    marks: tuple[Mark, ...]


@dataclass
class Strip:
    """A strip with everything placed. ``months`` and ``years`` are (x, width, name), ``old`` Julian firsts (x).

    ``outside`` and ``long`` are the events left out: outside the range, or with a label that finds no room.
    """

    width: float
    top: float
    bottom: float
    lanes: list[PlacedLane] = field(default_factory=list)
    months: list[tuple[float, float, str]] = field(default_factory=list)
    years: list[tuple[float, float, str]] = field(default_factory=list)
    old: list[float] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    long: list[str] = field(default_factory=list)


Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Scale:
    """Days -> pt between ``left`` and ``right``."""

    first: dt.date
    last: dt.date
    left: float
    right: float

    def x(self, day: dt.date, after: float = 0) -> float:
        """Where a day begins, ``after`` days later, inside the frame."""
        days = (self.last - self.first).days + 1
        at = self.left + ((day - self.first).days + after) * (self.right - self.left) / days
        return min(max(at, self.left), self.right)


def lay_out(record: StripRecord, events: Mapping[str, Event], width: float) -> Strip:
    """The strip, ``width`` pt wide. Events outside the range and labels that find no room are told and left out."""
    span = read_date(record.range)
    assert span is not None  # told by the check of the figure
    scale = Scale(span.first, span.last, EDGE, width - EDGE)
    strip = Strip(width, HEAD, HEAD)
    _axis(strip, scale, record.old_style)
    for lane in record.lanes:
        marks = tuple(_marks(lane, events, scale, strip))
        lowest = max((mark.box[3] for mark in marks), default=strip.bottom + LANE_HEAD + ROW)
        height = lowest - strip.bottom + 4
        strip.lanes.append(PlacedLane(lane.title, strip.bottom, height, marks))
        strip.bottom += height
    return strip


def _marks(lane: Lane, events: Mapping[str, Event], scale: Scale, strip: Strip) -> Iterator[Mark]:
    known = [(events[item.ref], item.label) for item in lane.events if item.ref in events]
    dated = [(span, event, label) for event, label in known if (span := read_date(event.date))]
    taken: list[Box] = [(0, strip.bottom, 6 + lettering("bold").width(lane.title, SIZE), strip.bottom + LANE_HEAD - 2)]
    for span, event, label in sorted(dated, key=lambda d: (d[0].sort_key, d[1].id)):
        if span.last < scale.first or span.first > scale.last:
            strip.outside.append(event.id)
            continue
        words = (label or event.label) + (DAGGER if event.contested else "")
        placed = _placed(event.id, span, words, scale, strip.bottom, taken)
        if placed is None:
            strip.long.append(event.id)
            continue
        mark, boxes = placed
        taken += boxes
        yield mark


def _placed(
    identifier: str, span: Span, words: str, scale: Scale, top: float, taken: list[Box]
) -> tuple[Mark, list[Box]] | None:
    single = span.first == span.last
    x = scale.x(span.first, 0.5 if single else 0)
    x2 = x if single else max(scale.x(span.last, 1), x + 3)
    sure = "diamond" if span.exact else "about"
    kind = sure if single else "period" if _sure(span) else "approximate"
    arrows = ("w" if span.begin is None or span.first < scale.first else "") + (
        "e" if span.end is None or span.last > scale.last else ""
    )
    reach = DIAMOND if single else 0.0
    day = f"{span.first.day}" if span.exact else ""
    labels = list(_labels(words, day, x - reach, x2 + reach, scale))
    best: tuple[float, tuple[Mark, list[Box]]] | None = None
    for row in range(ROWS):
        if best and row >= best[0]:
            break
        y = top + 1 + ROW * row
        own = (x - reach - 1, y, x2 + reach + 1, y + ROW)
        if _meets(own, taken):
            continue
        for left, down, lines, width in labels:
            box = (left, y + down, left + width, y + down + ROW + LEADING * (len(lines) - 1))
            cost = row + ANOTHER_LINE * (len(lines) - 1) + (BELOW if down else 0)
            if (best is None or cost < best[0]) and not _meets(box, taken):
                best = cost, (_mark(identifier, kind, (x, x2, y + ROW / 2), arrows, day, lines, box), [own, box])
    return best[1] if best else None


def _labels(
    words: str, day: str, begin: float, end: float, scale: Scale
) -> Iterator[tuple[float, float, Sequence[str], float]]:
    """(left, pt below the mark, lines, width): right of the mark, then left, then below, in few lines first."""
    face, before = lettering("roman"), _before(day)
    seen: set[tuple[str, ...]] = set()
    for count in range(1, MOST_LINES + 1):
        lines = _in_lines(words, count)
        if lines in seen:
            continue
        seen.add(lines)
        width = before + max(face.width(line, SIZE) for line in lines)
        if end + GAP + width <= scale.right - 1:
            yield end + GAP, 0, lines, width
        if begin - GAP - width >= scale.left + 1:
            yield begin - GAP - width, 0, lines, width
        if scale.left + 2 + width <= scale.right:
            yield min(max(begin, scale.left + 1), scale.right - 1 - width), ROW - 2, lines, width


def _before(day: str) -> float:
    return lettering("roman").width(day, FIGURE) + DAY_GAP if day else 0.0


def _in_lines(words: str, count: int) -> tuple[str, ...]:
    """The words in at most ``count`` lines of about one length."""
    width = lettering("roman").width(words, SIZE)
    for share in range(100, 220, 10):
        lines = wrapped(words, width / count * share / 100)
        if len(lines) <= count:
            return lines
    return (words,)


def _mark(
    identifier: str, kind: str, at: tuple[float, float, float], arrows: str, day: str, lines: Sequence[str], box: Box
) -> Mark:
    left, top, right, bottom = box
    base = top + ROW / 2 + SIZE * 0.3
    rows = tuple((left + _before(day), base + n * LEADING, line) for n, line in enumerate(lines))
    return Mark(
        identifier, kind, *at, arrows, rows, (left, base, day) if day else None,
        (left, top, right, max(bottom, at[2] + ROW / 2)),
    )  # fmt: skip


def _meets(box: Box, others: list[Box]) -> bool:
    """Whether a box comes nearer than ``GAP`` to another from the side, or touches it from above."""
    left, top, right, bottom = box
    return any(left < o[2] + GAP and o[0] < right + GAP and top < o[3] - 0.01 and o[1] < bottom - 0.01 for o in others)


def _sure(span: Span) -> bool:
    """Whether both ends are named to the day and nobody doubts them."""
    return all(end is None or (end.precision == "day" and not end.mark) for end in (span.begin, span.end))


def _axis(strip: Strip, scale: Scale, old_style: bool) -> None:
    """Months with their names where they are wide enough, else years; firsts of the month, Old Style."""
    months = list(_months(scale.first, scale.last))
    wide = (scale.right - scale.left) / len(months)
    face = lettering("roman")
    full = max(face.width(calendar.month_name[m.month], FIGURE + 1) for m in months) + 4 < wide
    for month in months:
        days = calendar.monthrange(month.year, month.month)[1]
        begin, end = scale.x(month), scale.x(month, days)
        if wide >= 14:
            name = calendar.month_name[month.month] if full else calendar.month_abbr[month.month]
            strip.months.append((begin, end - begin, name))
        first = new_style(month.year, month.month, 1)
        if old_style and scale.first <= first <= scale.last:
            strip.old.append(scale.x(first))
    for year in range(scale.first.year, scale.last.year + 1):
        begin, end = scale.x(dt.date(year, 1, 1)), scale.x(dt.date(year, 12, 31), 1)
        if end - begin >= face.width(f"{year}", SIZE) + 4:
            strip.years.append((begin, end - begin, f"{year}"))


def _months(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = dt.date(month.year + month.month // 12, month.month % 12 + 1, 1)
