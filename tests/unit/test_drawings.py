"""Maps and figures are drawn once: from the cache while nothing has changed that they are made from."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from monograph import cartography, charts, drawings
from monograph.drawings import draw_book
from monograph.manuscript import read_book
from monograph.model import Book
from monograph.problems import Problems

CONTENT = Path(__file__).resolve().parents[2] / "content"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Book:
    """The bundled book with one map, drawn once into a cache of its own."""
    monkeypatch.setenv("MONOGRAPH_CACHE", str(tmp_path / "cache"))
    book = read_book(CONTENT, Problems())
    book = replace(book, maps=tuple(s for s in book.maps if s.id == "map-tatev-1921"))
    assert draw_book(book, Problems()).printed
    return book


def drawn(book: Book, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is drawn anew when the book is drawn again."""
    found: list[str] = []
    check_map, check_chart = cartography.check_map, charts.check_chart

    def told_map(sheet, *rest):  # type: ignore[no-untyped-def]
        found.append(sheet.id)
        return check_map(sheet, *rest)

    def told_chart(chart, *rest):  # type: ignore[no-untyped-def]
        found.append(chart.id)
        return check_chart(chart, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(cartography, "check_map", told_map)
        patch.setattr(charts, "check_chart", told_chart)
        draw_book(book, Problems())
    return found


def test_nothing_is_drawn_again(small: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second build takes every drawing from the cache, the same to the letter."""
    assert drawn(small, monkeypatch) == []
    first = draw_book(small, Problems())
    shutil.rmtree(drawings.cache_folder())
    assert draw_book(small, Problems()) == first


def test_a_map_is_drawn_again_when_it_must_be(small: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """A place that moves, a word of the sheet, a file of geometry or the code: each makes a new drawing."""
    moved = tuple(replace(p, longitude=46.35) if p.id == "goris" else p for p in small.places)
    assert drawn(replace(small, places=moved), monkeypatch) == ["map-tatev-1921"]
    other = tuple(replace(p, longitude=46.35) if p.id == "baku" else p for p in small.places)
    assert drawn(replace(small, places=other), monkeypatch) == []
    [sheet] = small.maps
    worded = replace(sheet, spec={**sheet.spec, "source_line": "Other words."})
    assert drawn(replace(small, maps=(worded,)), monkeypatch) == ["map-tatev-1921"]
    monkeypatch.setattr(drawings, "program", lambda: "other code")
    assert "map-tatev-1921" in drawn(small, monkeypatch)


def test_a_figure_is_drawn_again_when_an_event_changes(small: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """The strips follow the dates of the timeline."""
    later = tuple(replace(e, date="1920-10-29") if e.id == "T42" else e for e in small.events)
    assert "fig-autumn-1920" in drawn(replace(small, events=later), monkeypatch)


def test_a_problem_is_told_each_time(small: Book) -> None:
    """What is wrong is not kept: the next build tells it again, and nothing is drawn."""
    [sheet] = small.maps
    label = {**sheet.spec["places"][0], "ref": "nowhere"}  # type: ignore[index]
    wrong = replace(sheet, spec={**sheet.spec, "places": (label,)})
    for _ in range(2):
        problems = Problems()
        assert draw_book(replace(small, maps=(wrong,)), problems).printed == {}
        assert [p.code for p in problems] == ["map-place-unknown"]
