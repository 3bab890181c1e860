"""The geometry that is shipped: no lake of a later time, no river into nothing, every file with its licence."""

import json
from pathlib import Path

import pytest
import shapely
from shapely.geometry import Point, shape

from monograph.cartography.ground import GeometryError, features, find_file

GEODATA = Path(__file__).resolve().parents[2] / "assets" / "geodata"
MOUTHS = {"Vorotan": "rivers", "Hakari": "Vorotan", "Okhchi": "rivers", "Arpa": "rivers", "Terter": "rivers"}


def lines() -> dict[str, object]:
    """Our own lines by name."""
    return {properties["name"]: line for properties, line in features("lines", GEODATA)}


@pytest.mark.parametrize("name", sorted(path.name for path in GEODATA.glob("*.geojson")))
def test_each_file_is_named_with_its_licence(name: str) -> None:
    """The README tells where every file comes from."""
    assert f"`{name}`" in (GEODATA / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(GEODATA.glob("*.geojson")), ids=lambda p: p.stem)
def test_geometry_is_sound(path: Path) -> None:
    """Each file is a collection of valid shapes in the region, in degrees."""
    for item in json.loads(path.read_text(encoding="utf-8"))["features"]:
        west, south, east, north = shape(item["geometry"]).bounds
        assert 35 < west < east < 56
        assert 33 < south < north < 48


@pytest.mark.parametrize("place", [(46.8, 40.9), (47.0, 40.8), (45.35, 39.13)])
def test_reservoirs_of_later_times_are_left_out(place: tuple[float, float]) -> None:
    """The reservoirs of Mingachevir (1953) and on the Araxes (1971) are no lakes of 1920."""
    assert not any(lake.buffer(0.02).contains(Point(place)) for _, lake in features("lakes", GEODATA))


@pytest.mark.parametrize("name", MOUTHS)
def test_small_rivers_end_on_the_river_they_flow_into(name: str) -> None:
    """A mouth is on the bigger river, within 30 m, and the river does not run on beyond it."""
    river = lines()[name]
    mouth = MOUTHS[name]
    other = lines()[mouth] if mouth != "rivers" else shapely.union_all([g for _, g in features("rivers", GEODATA)])
    end = Point(river.coords[-1])
    assert other.distance(end) < 0.0003
    assert other.distance(Point(river.coords[0])) > 0.05


def test_what_is_not_there_is_told() -> None:
    """A missing file and one that leaves its folder are geometry errors."""
    for name in ("nowhere", "../../pyproject", "../fonts/x"):
        with pytest.raises(GeometryError, match="there is no"):
            find_file(name, GEODATA)


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    """A file that is no GeoJSON collection is an error with its name."""
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "road.geojson").write_text('{"features": [{}]}', encoding="utf-8")
    with pytest.raises(GeometryError, match=r"road\.geojson"):
        list(features("road", tmp_path))


def test_kapan_lies_inside_todays_armenia() -> None:
    """The small-scale boundary is mended where it ran over the town: 2 km and more lie between them."""
    armenia = next(g for properties, g in features("states-modern", GEODATA) if properties["name"] == "Armenia")
    assert armenia.contains(Point(46.4068, 39.2076).buffer(0.02))
