"""Relief: a GeoTIFF is read, laid on the sheet and shaded from the north-west; what cannot be read is told."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from monograph.cartography.checks import check_map
from monograph.cartography.drawing import draw
from monograph.cartography.ground import GeometryError, Ground
from monograph.cartography.relief import read_elevation, shaded
from monograph.cartography.specification import SheetRecord
from monograph.model import Location, MapSheet, Place
from monograph.problems import Problems

SPEC = {
    "title": "A hill", "caption": "", "alt": "A hill.", "valid": "1920", "size": {"width": 240, "height": 160},
    "center": [46.0, 39.5], "scale": 1_500_000, "projection": {"lat_1": 39.2, "lat_2": 39.8, "lon_0": 46, "lat_0": 39.5},
    "layers": [{"kind": "relief", "file": "hill", "certainty": "surveyed", "method": "shaded", "source": "a model"}],
    "places": [{"ref": "goris"}], "scale_bar": {"km": [0, 10]},
}  # fmt: skip
GORIS = Place("goris", "Goris", "town", Location("places.yaml"), 39.51, 46.1, "GeoNames 174895", True)


def geotiff(path: Path, heights: np.ndarray, west: float = 44.0, north: float = 41.0, step: float = 0.02,
            projected: bool = False, bare: bool = False) -> None:  # fmt: skip
    """Write a GeoTIFF of one band."""
    tags = ImageFileDirectory_v2()
    if not bare:
        tags[33550] = (step, step, 0.0)
        tags[33922] = (0.0, 0.0, 0.0, west, north, 0.0)
        tags[34735] = (1, 1, 0, 1, 1024, 0, 1, 1 if projected else 2)
        for tag, kind in ((33550, 12), (33922, 12), (34735, 3)):
            tags.tagtype[tag] = kind
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(heights).save(path, tiffinfo=tags)


def cone(kind: type = np.float32) -> np.ndarray:
    """A hill of 3,000 m in the middle of 4° by 3°."""
    y, x = np.mgrid[0:150, 0:200]
    return np.clip(3000 - 60 * np.hypot(x - 100, y - 75), 0, None).astype(kind)


def sheet() -> MapSheet:
    """The sheet of the hill."""
    spec = SheetRecord.model_validate(SPEC).model_dump()
    return MapSheet("map-hill", "A hill", "", "A hill.", spec, Location("maps/map-hill.yaml", 1))


def problems_of(folder: Path) -> list[str]:
    """What the check of the sheet tells."""
    problems = Problems()
    check_map(sheet(), [GORIS], frozenset(), folder, problems)
    return [f"{p.code}: {p.message}" for p in problems]


@pytest.mark.parametrize("kind", [np.float32, np.uint16, np.int32])
def test_heights_are_read_where_they_are(kind: type, tmp_path: Path) -> None:
    """Corner, pixel and heights of a model of whole numbers or fractions."""
    geotiff(tmp_path / "maps" / "hill.tif", cone(kind))
    elevation = read_elevation("hill", tmp_path)
    assert (elevation.west, elevation.north, elevation.step) == (44.0, 41.0, (0.02, 0.02))
    assert elevation.heights.shape == (150, 200)
    assert elevation.heights[75, 100] == 3000


def test_light_falls_from_the_north_west(tmp_path: Path) -> None:
    """The slope to the south-east is dark, the one to the north-west bare paper, and no shade is over a quarter."""
    geotiff(tmp_path / "maps" / "hill.tif", cone())
    ground = Ground(SheetRecord.model_validate(SPEC))
    address = shaded(read_elevation("hill", tmp_path), ground, "#ffffff", "#000000")
    assert address == shaded(read_elevation("hill", tmp_path), ground, "#ffffff", "#000000")
    picture = Image.open(io.BytesIO(base64.b64decode(address.removeprefix("data:image/png;base64,"))))
    grey = np.asarray(picture.convert("L")).astype(int)
    assert grey.shape == (round(160 / 72 * 200), round(240 / 72 * 200))
    x, y = (round(v * 200 / 72) for v in ground.point(46.0, 39.5))
    assert grey[y + 40, x + 40] < grey[y + 40, x - 40] <= grey[y - 40, x - 40]
    assert grey[y - 40, x - 40] == 255
    assert grey.min() >= 190


def test_relief_lies_under_everything(tmp_path: Path) -> None:
    """The picture is the first thing in the frame; the sheet has no other problem."""
    geotiff(tmp_path / "maps" / "hill.tif", cone())
    assert problems_of(tmp_path) == []
    svg = draw(sheet(), [GORIS], tmp_path, "print")
    inside = svg[svg.index("clip-path=") :]
    assert re.search(r"<(\w+)", inside[inside.index(">") :])[1] == "image"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"bare": True}, "no GeoTIFF of one band"),
        ({"projected": True}, "is projected"),
        ({"west": 20.0}, "does not cover the sheet"),
    ],
)
def test_a_model_that_cannot_be_used_is_told(options: dict[str, object], told: str, tmp_path: Path) -> None:
    """Without a corner, projected, or elsewhere: a located problem, and no crash."""
    geotiff(tmp_path / "maps" / "hill.tif", cone(), **options)  # type: ignore[arg-type]
    [problem] = problems_of(tmp_path)
    assert problem.startswith("map-data-missing: ")
    assert told in problem


def test_a_missing_or_broken_model_is_told(tmp_path: Path) -> None:
    """No file, and a file that is no picture."""
    assert problems_of(tmp_path) == ["map-data-missing: there is no hill.tif in maps/"]
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "hill.tif").write_bytes(b"no picture")
    assert "cannot be read" in problems_of(tmp_path)[0]
    with pytest.raises(GeometryError):
        read_elevation("hill", tmp_path)
