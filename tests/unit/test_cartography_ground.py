"""Positions on the sheet, the scale bar, the ticks."""

import math
import random

import pytest

from monograph.cartography.furniture import VERST, bar_error, scale_bar, ticks
from monograph.cartography.ground import EARTH, Ground
from monograph.cartography.specification import SheetRecord

SPEC = {
    "title": "t", "caption": "c", "alt": "a", "valid": "1920", "size": {"width": 300, "height": 280},
    "projection": {"lat_1": 38.9, "lat_2": 40.2, "lon_0": 46.1, "lat_0": 39.5}, "center": [46.1, 39.5],
    "scale": 2_000_000, "graticule": {"step": 0.5, "label_step": 1},
    "layers": [{"kind": "rivers", "file": "rivers"}],
}  # fmt: skip
SHEET = SheetRecord.model_validate(SPEC)
GROUND = Ground(SHEET)


def test_the_middle_of_the_sheet_is_its_centre() -> None:
    """The centre of the specification lies in the middle; north is up and east is right."""
    assert GROUND.point(46.1, 39.5) == pytest.approx((150, 140))
    assert GROUND.point(46.2, 39.5)[0] > 150
    assert GROUND.point(46.1, 39.6)[1] < 140


def test_points_and_positions_are_inverse() -> None:
    """A point taken back to the earth and again to the sheet is the same point."""
    chance = random.Random(1)
    for _ in range(200):
        point = chance.uniform(0, 300), chance.uniform(0, 280)
        assert GROUND.point(*GROUND.position(*point)) == pytest.approx(point, abs=1e-6)


def test_distances_are_true_to_scale() -> None:
    """Goris to Shusha on paper is their distance on the ellipsoid within 0.5 %."""
    goris, shusha = (46.3417, 39.5111), (46.7499, 39.7601)
    metres = EARTH.inv(*goris, *shusha)[2]
    points = math.dist(GROUND.point(*goris), GROUND.point(*shusha))
    assert points / 72 * 0.0254 * 2_000_000 == pytest.approx(metres, rel=0.005)


def test_scale_bar_is_true_in_kilometres_and_versts() -> None:
    """40 km and 40 versts are as long on paper as the scale says, and near to the geodesic."""
    bar = scale_bar(SHEET, GROUND)
    assert bar.kilometres[-1] == (pytest.approx(40_000 / 2_000_000 / 0.0254 * 72), 40)
    assert bar.versts[-1][0] / bar.kilometres[-1][0] == pytest.approx(VERST / 1000)
    assert bar_error(SHEET, GROUND) < 0.005


def test_a_sheet_far_from_its_parallels_has_a_wrong_bar() -> None:
    """With parallels of another latitude the bar would lie, and that is measured."""
    far = SheetRecord.model_validate(SPEC | {"projection": {"lat_1": 50, "lat_2": 60, "lon_0": 46, "lat_0": 39}})
    assert bar_error(far, Ground(far)) > 0.02


def test_ticks_stand_on_the_frame() -> None:
    """Every tick begins on the frame where its meridian or parallel meets it; whole degrees have a figure."""
    found = ticks(SHEET, GROUND)
    assert {t.text for t in found if t.text} == {"45°E", "46°E", "47°E", "39°N", "40°N"}
    for tick in found:
        assert tick.x in (pytest.approx(0), pytest.approx(300)) or tick.y in (pytest.approx(0), pytest.approx(280))
        longitude, latitude = GROUND.position(tick.x, tick.y)
        value = longitude if tick.side in "bt" else latitude
        assert value * 2 == pytest.approx(round(value * 2), abs=1e-3)
