"""Figures from data: nothing touches, nothing leaves the frame, whatever the events; the sums are right."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pydantic import ValidationError

from monograph.cartography.lettering import lettering
from monograph.cartography.narrow import NARROW
from monograph.charts import check_chart, describe, draw
from monograph.charts.drawing import KEY
from monograph.charts.shares import amount, sum_words
from monograph.charts.specification import ShareBar, SharesRecord, StripRecord
from monograph.charts.strip import FIGURE, SIZE, Strip, lay_out
from monograph.manuscript import read_book
from monograph.model import Book, Event, Location
from monograph.problems import Problems

CONTENT = Path(__file__).resolve().parents[2] / "content"
CHARTS = sorted(path.stem for path in (CONTENT / "figures").glob("*.yaml"))
HERE = Location("timeline.yaml", 1)
WORDS = "Armistice of the Red Army at Goris and Shusha with the delegates from Baku".split()


@pytest.fixture(scope="module")
def book() -> Book:
    """The bundled book."""
    return read_book(CONTENT, Problems())


def record(range_: str, *lanes: list[str]) -> StripRecord:
    """A strip with these events in lanes."""
    listed = [{"title": f"Lane {n}", "events": events} for n, events in enumerate(lanes, 1)]
    return StripRecord.model_validate(
        {"kind": "timeline", "title": "T", "alt": "A", "range": range_, "lanes": listed, "old_style": True}
    )


def inked(strip: Strip) -> list[tuple[str, tuple[float, float, float, float]]]:
    """The boxes of everything in the strip: lane titles, marks, days, lines of labels, measured with the font."""
    face, found = lettering("roman"), []
    for lane in strip.lanes:
        title = lettering("bold").width(lane.title, SIZE)
        found.append((lane.title, (4, lane.y + 4, 4 + title, lane.y + 9.4)))
        for m in lane.marks:
            reach = 2.4 if m.kind in ("diamond", "about") else 0
            found.append((f"{m.id} mark", (m.x - reach, m.y - 2.4, m.x2 + reach, m.y + 2.4)))
            if m.day:
                left, base, day = m.day
                found.append((f"{m.id} day", (left, base - FIGURE * 0.65, left + face.width(day, FIGURE), base)))
            for left, base, line in m.lines:
                box = (left, base - SIZE * 0.7, left + face.width(line, SIZE), base + SIZE * 0.2)
                found.append((f"{m.id} {line}", box))
    return found


def faults(strip: Strip) -> list[str]:
    """Things that touch, or leave the frame."""
    boxes = inked(strip)
    found = [
        f"{name} leaves the frame"
        for name, (a, b, c, d) in boxes
        if a < 0 or c > strip.width or b < strip.top or d > strip.bottom
    ]
    for (one, p), (other, q) in itertools.combinations(boxes, 2):
        if p[0] < q[2] and q[0] < p[2] and p[1] < q[3] and q[1] < p[3]:
            found.append(f"{one} meets {other}")
    return found


def date_text(day: int, length: int, form: int) -> str:
    """A date of 1920 or 1921 in one of the forms that events have."""
    month, first = day // 28 % 12 + 1, day % 28 + 1
    year = 1920 + day // 336
    later = month % 12 + 1
    after = year + (month == 12)
    return (
        f"{year}-{month:02}-{first:02}",
        f"{year}-{month:02}-{first:02}~",
        f"{year}-{month:02}",
        f"{year}-{month:02}-{first:02}/{after}-{later:02}-{length:02}",
        f"{year}-{month:02}-{first:02}/..",
        f"../{year}-{month:02}-{first:02}",
    )[form]


events_of = st.lists(
    st.tuples(st.integers(0, 500), st.integers(1, 28), st.integers(0, 5), st.integers(1, 9), st.booleans()), max_size=25
)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(events_of, st.sampled_from([NARROW, 220, 306]))
def test_whatever_the_events_nothing_touches(given: list[tuple[int, int, int, int, bool]], width: int) -> None:
    """Marks and labels of random events lie in the frame and apart; none is lost."""
    events = {
        f"T{n}": Event(f"T{n}", date_text(day, length, form), " ".join(WORDS[:words]), (), HERE,
                       contested="So X; Y differs." if doubt else "")
        for n, (day, length, form, words, doubt) in enumerate(given)
    }  # fmt: skip
    lanes = [[f"T{n}" for n in range(start, len(given), 2)] for start in (0, 1)]
    strip = lay_out(record("1920/1921", *(lane for lane in lanes if lane)) if given else record("1920/1921", ["T0"]),
                    events, width)  # fmt: skip
    assert faults(strip) == []
    assert sum(len(lane.marks) for lane in strip.lanes) + len(strip.outside) == len(given)
    assert strip.long == []


def test_a_label_on_another_would_be_seen() -> None:
    """The measure sees two labels on one spot, and one that leaves the frame."""
    events = {"T1": Event("T1", "1920-03-01", "Armistice", (), HERE), "T2": Event("T2", "1920-03-02", "Kars", (), HERE)}
    strip = lay_out(record("1920", ["T1"], ["T2"]), events, 306)
    first, second = strip.lanes
    strip.lanes = [first, type(second)(second.title, second.y, second.height, first.marks)]
    assert any("meets" in fault for fault in faults(strip))
    strip.width = 40
    assert any("leaves" in fault for fault in faults(strip))


def test_a_mark_says_how_sure_its_date_is() -> None:
    """A day is a diamond, a doubted day an open one, named ends a bar, the rest dashed; open ends have arrows."""
    dates = ["1920-03-01", "1920-03-01?", "1920-03-01/1920-04-01", "1920-03", "1920-03~/1920-04", "1920-03-01/.."]
    events = {f"T{n}": Event(f"T{n}", date, "A", (), HERE) for n, date in enumerate(dates)}
    [lane] = lay_out(record("1920", list(events)), events, 306).lanes
    marks = {m.id: m for m in lane.marks}
    kinds = ["diamond", "about", "period", "approximate", "approximate", "period"]
    assert [marks[f"T{n}"].kind for n in range(6)] == kinds
    assert {kind for kind, _ in KEY} == set(kinds)
    assert [marks[f"T{n}"].arrows for n in range(6)] == ["", "", "", "", "", "e"]
    assert marks["T5"].x2 == pytest.approx(302.5)


def test_a_day_stands_where_it_falls() -> None:
    """The middle of a leap year's 2 July is the middle of the strip, and Old Style firsts lie 13 days on."""
    events = {"T1": Event("T1", "1920-07-01", "A", (), HERE)}
    strip = lay_out(record("1920", ["T1"]), events, 306)
    [mark] = strip.lanes[0].marks
    assert mark.x == pytest.approx(3.5 + 299 * 182.5 / 366)
    assert strip.old[1] == pytest.approx(3.5 + 299 * (31 + 13) / 366)


@pytest.mark.parametrize("name", CHARTS)
def test_bundled_figures_are_sound(name: str, book: Book) -> None:
    """No figure of the book has a problem; letters, strokes and ids are as those of maps."""
    chart, events = next(c for c in book.charts if c.id == name), {e.id: e for e in book.events}
    problems = Problems()
    check_chart(chart, events, problems)
    assert [p.message for p in problems] == []
    for look, width in (("print", 0), ("screen", 0), ("screen", NARROW)):
        svg = draw(chart, events, look, width)
        root = etree.fromstring(svg.encode())
        assert root.get("role") == "img"
        assert re.fullmatch(r"0 0 \d+ \d+", root.get("viewBox"))
        assert all(float(t.get("font-size")) >= 6.5 for t in root.iter("{*}text"))
        assert all(float(t.get("font-size")) >= 7.5 for t in root.iter("{*}text") if t.get("class") == "chart-label")
        strokes = [float(e.get("stroke-width")) for e in root.iter() if e.get("stroke-width")]
        assert min(strokes) >= 0.25
        assert not re.search(r" style=|var\(|nan|inf\b|paint-order", svg)
        if look == "print":
            colours = set(re.findall(r'"(#[0-9a-f]{6})"', svg))
            assert all(c[1:3] == c[3:5] == c[5:7] for c in colours)
    assert len(chart.alt) <= 150


@pytest.mark.parametrize("name", [name for name in CHARTS if name != "fig-area"])
@pytest.mark.parametrize("width", [306, NARROW])
def test_bundled_strips_are_clean(name: str, width: int, book: Book) -> None:
    """In print and on a narrow screen, every event of the bundled strips stands free."""
    chart, events = next(c for c in book.charts if c.id == name), {e.id: e for e in book.events}
    made = StripRecord.model_validate(chart.spec)
    strip = lay_out(made, events, width)
    assert faults(strip) == []
    shown = {mark.id for lane in strip.lanes for mark in lane.marks}
    assert shown == {item.ref for lane in made.lanes for item in lane.events}
    assert all(events[ref].label in describe(chart, events) for ref in shown)


def test_shares_are_worked_out() -> None:
    """A rest is what the parts leave; the sum is printed; parts that do not make the whole are refused."""
    given = {"total": 7700, "about": True, "parts": [{"label": "a", "value": 4425}, {"label": "b", "rest": True}]}
    bar = ShareBar.model_validate(given)
    assert bar.values() == (4425, 3275)
    assert sum_words(bar, "km²") == "about 7,700 − 4,425 = about 3,275\u00a0km²"
    assert amount(4425, "km²", True) == "about 4,425\u00a0km²"
    whole = ShareBar.model_validate({"total": 3, "parts": [{"label": "a", "value": 1}, {"label": "b", "value": 2}]})
    assert sum_words(whole, "ha") == "1 + 2 = 3\u00a0ha"
    with pytest.raises(ValidationError, match="the parts make 3, not 4"):
        ShareBar.model_validate({"total": 4, "parts": [{"label": "a", "value": 1}, {"label": "b", "value": 2}]})
    with pytest.raises(ValidationError, match="leaves nothing of 2"):
        ShareBar.model_validate({"total": 2, "parts": [{"label": "a", "value": 2}, {"label": "b", "rest": True}]})


def test_a_bar_is_as_long_as_its_share(book: Book) -> None:
    """The two parts of the bundled bar are 57 and 43 hundredths of its length, and say so."""
    chart = next(c for c in book.charts if c.id == "fig-area")
    svg = draw(chart, {}, "print")
    widths = [float(w) for w in re.findall(r'd="M[\d.]+,[\d.]+h([\d.]+)v17', svg)]
    assert [round(w / sum(widths), 3) for w in widths] == [0.575, 0.425]
    assert SharesRecord.model_validate(chart.spec).bars[0].values() == (4425, 3275)
    assert "57%" in svg
    assert "43%" in svg
