"""Lines and areas of a map as SVG path data: what is written, what is left out."""

import itertools
import math

import pytest
from shapely.geometry import LineString, MultiLineString, Polygon, box

from monograph.cartography.paths import apart, hatching, path_data, pieces, short, sleepers, without_crumbs


@pytest.mark.parametrize(
    ("value", "text"), [(1.0, "1"), (1.25, "1.2"), (-0.04, "0"), (-0.06, "-0.1"), (10.0, "10"), (0.0, "0")]
)
def test_lengths_have_one_decimal(value: float, text: str) -> None:
    """A length is written to a tenth of a point, without a needless zero or minus."""
    assert short(value) == text


def test_an_area_with_a_hole_is_closed_twice() -> None:
    """Outline and hole are both closed subpaths."""
    ring = Polygon([(0, 0), (9, 0), (9, 9), (0, 9)], [[(3, 3), (6, 3), (6, 6)]])
    assert path_data(ring) == "M0,0L9,0L9,9L0,9L0,0ZM3,3L6,3L6,6L3,3Z"


def test_what_has_no_length_is_not_drawn() -> None:
    """Points and empty shapes give no path."""
    assert path_data(LineString()) == path_data(LineString([(0, 0), (1, 1)]).centroid) == ""


def test_hatching_keeps_its_distance() -> None:
    """Lines of a hatch are evenly apart and inside the area."""
    area = box(0, 0, 40, 40)
    lines = hatching(area, 4, 0)
    levels = sorted(line.coords[0][1] for line in lines.geoms)
    assert [round(b - a, 6) for a, b in itertools.pairwise(levels)] == [4.0] * (len(levels) - 1)
    assert area.buffer(1e-6).contains(lines)


def test_sleepers_stand_square_on_the_line() -> None:
    """A railway of 20 pt has a sleeper each 5 pt, across the line."""
    drawn = sleepers(LineString([(0, 0), (20, 0)]), 5, 1.5)
    line, *across = drawn.geoms
    assert line.length == 20
    assert [s.coords[0][0] for s in across] == [2.5, 7.5, 12.5, 17.5]
    assert all(math.isclose(s.length, 3) and s.coords[0][0] == s.coords[1][0] for s in across)


def test_a_later_railway_is_broken() -> None:
    """With a dash the line is drawn only round each sleeper."""
    drawn = sleepers(LineString([(0, 0), (20, 0)]), 5, 1.5, 3)
    assert math.isclose(sum(g.length for g in drawn.geoms if g.coords[0][1] == g.coords[1][1]), 12)


def test_enclaves_and_crumbs_are_left_out() -> None:
    """Short pieces and small rings of a boundary go, long pieces stay."""
    crumb, line = LineString([(0, 0), (5, 0)]), LineString([(0, 9), (50, 9)])
    ring = box(20, 20, 25, 25).exterior
    assert without_crumbs(MultiLineString([crumb, line, LineString(ring)]), 9, 60).equals(MultiLineString([line]))


def test_a_boundary_crosses_a_river_and_leaves_it_the_line() -> None:
    """Where a boundary only crosses a river it stays; where it runs along it, the river is the line."""
    river = LineString([(0, 0), (100, 0)])
    crossing, along = LineString([(50, -30), (50, 30)]), LineString([(0, 1), (60, 1), (60, 40)])
    assert math.isclose(apart(crossing, river, 3).length, 60)
    kept = apart(along, river, 3)
    assert kept.bounds[1] >= 2.9
    assert kept.length > 35


def test_pieces_make_up_the_line() -> None:
    """A line in pieces has no gap and its whole length."""
    line = LineString([(x, x % 3) for x in range(40)])
    parts = pieces(line, 12)
    assert max(len(p.coords) for p in parts) == 12
    assert all(a.coords[-1] == b.coords[0] for a, b in itertools.pairwise(parts))
    assert math.isclose(sum(p.length for p in parts), line.length)
