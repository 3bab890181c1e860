"""Movements: an arrow along the places it passes, with its date; and what an arrow must say."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from shapely.geometry import LineString

from monograph.cartography.checks import check_map
from monograph.cartography.drawing import describe, draw
from monograph.cartography.ground import Ground
from monograph.cartography.paths import smooth
from monograph.cartography.signs import arrow
from monograph.cartography.specification import SheetRecord
from monograph.manuscript import read_book
from monograph.model import Book, Location, MapSheet
from monograph.problems import Problems
from tests.draw.sheets import clashes

CONTENT = Path(__file__).resolve().parents[2] / "content"
MARCH = {"by": ["goris", [46.3, 39.3], "kapan"], "label": "2nd company", "date": "1920-11-18", "certainty": "approx",
         "method": "by hand", "source": "a report", "legend": "march (approximate)"}  # fmt: skip


@pytest.fixture(scope="module")
def book() -> Book:
    """The bundled book, for its gazetteer."""
    return read_book(CONTENT, Problems())


def sheet(*movements: dict[str, object]) -> MapSheet:
    """A sheet of Zangezur with movements."""
    spec = {
        "title": "Zangezur", "caption": "", "alt": "Zangezur.", "valid": "1920", "size": {"width": 306, "height": 306},
        "center": [46.3, 39.4], "scale": 1_200_000, "scale_bar": {"km": [0, 10]},
        "projection": {"lat_1": 39.0, "lat_2": 39.8, "lon_0": 46.3, "lat_0": 39.4},
        "layers": [{"kind": "rivers", "file": "rivers", "levels": {"2": 1.0}, "certainty": "surveyed",
                    "method": "clipped", "source": "GSHHG"}],
        "places": [{"ref": ref} for ref in ("goris", "kapan", "tatev", "meghri")], "movements": movements,
    }  # fmt: skip
    record = SheetRecord.model_validate(spec).model_dump()
    return MapSheet("map-m", "Zangezur", "", "Zangezur.", record, Location("maps/map-m.yaml", 1),
                    {"movements.0": Location("maps/map-m.yaml", 20, 3)})  # fmt: skip


def told(book: Book, *movements: dict[str, object]) -> list[str]:
    """The problems of a sheet with movements."""
    problems = Problems()
    check_map(sheet(*movements), book.places, frozenset(), CONTENT, problems)
    return [f"{p.location.line} {p.code}" for p in problems]


def test_an_arrow_is_drawn_and_dated(book: Book) -> None:
    """Shaft and head from the first place to the last, its words free of others, in legend and description."""
    assert told(book, MARCH) == []
    svg = draw(sheet(MARCH), book.places, CONTENT, "print")
    root = etree.fromstring(svg.encode())
    [label] = [t for t in root.iter("{*}text") if "map-movement" in t.get("class")]
    assert label.text == "2nd company, 18 November 1920"
    assert [len(root.findall(f".//{{*}}path[@class='ink-{role}']")) for role in ("march", "arrow")] == [2, 2]
    assert clashes(svg, 306, 306) == []
    words = describe(sheet(MARCH), {p.id: p for p in book.places})
    assert "Movement: 2nd company, 18 November 1920, by Goris, Kapan." in words


def test_the_head_ends_at_the_last_place(book: Book) -> None:
    """The tip is where the place is, the shaft stops short of it, a curve keeps its ends."""
    ground, places = Ground(SheetRecord.model_validate(sheet(MARCH).spec)), {p.id: p for p in book.places}
    ends = [ground.point(places[p].longitude, places[p].latitude) for p in ("goris", "kapan")]
    line = smooth(LineString([ends[0], ground.point(46.3, 39.3), ends[1]]))
    assert [line.coords[0], line.coords[-1]] == [pytest.approx(end) for end in ends]
    shaft, head = arrow(line, 1.4)
    assert head.exterior.coords[0] == pytest.approx(ends[1])
    assert shaft.length == pytest.approx(line.length - (2.5 + 2.2 * 1.4) * 0.8)


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"certainty": ""}, ["20 map-certainty-missing"]),
        ({"source": ""}, ["20 map-certainty-missing"]),
        ({"legend": ""}, ["20 map-approx-unsaid", "20 map-legend-missing"]),
        ({"legend": "march"}, ["20 map-approx-unsaid"]),
        ({"date": "1921-02-29"}, ["20 date-unreadable"]),
        ({"by": ["goris", "nowhere"]}, ["20 map-place-unknown"]),
        ({"by": ["goris", "khok"]}, ["20 map-place-unlocated"]),
        ({"by": ["goris", "baku"]}, ["20 map-place-outside"]),
    ],
)
def test_an_arrow_is_a_claim(change: dict[str, object], codes: list[str], book: Book) -> None:
    """It must say how sure it is, after what, when, and go by places that are located and on the sheet."""
    assert told(book, MARCH | change) == codes
