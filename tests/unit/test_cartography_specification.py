"""What a map file may say: wrong keys and values are told with their line."""

from pathlib import Path

import pytest

from monograph.manuscript.maps import read_maps
from monograph.problems import Problems

SHEET = """\
title: The road
caption: The road.
alt: A road.
valid: "1920"
size: {width: 200, height: 200}
projection: {lat_1: 39, lat_2: 40, lon_0: 46, lat_0: 39.5}
center: [46, 39.5]
scale: 2000000
layers:
- {kind: rivers, file: rivers}
"""


def told(folder: Path, text: str) -> list[str]:
    """The problems of one map file."""
    (folder / "maps").mkdir()
    (folder / "maps" / "road.yaml").write_text(text, encoding="utf-8")
    problems = Problems()
    read_maps(folder, problems)
    return [f"{p.location.line}: {p.code}: {p.message}" for p in problems]


def test_a_sheet_is_read(tmp_path: Path) -> None:
    """The least that a sheet must say is enough."""
    assert told(tmp_path, SHEET) == []


def test_title_and_caption_are_set_as_text_is(tmp_path: Path) -> None:
    """Quotation marks and dashes are those of the book's language."""
    (tmp_path / "maps").mkdir()
    written = SHEET.replace("caption: The road.", """caption: 'The "road", 1920--1921, as Baku''s map has it.'""")
    (tmp_path / "maps" / "road.yaml").write_text(written, encoding="utf-8")
    (sheet,) = read_maps(tmp_path, Problems(), "en")
    assert sheet.caption == "The “road”, 1920–1921, as Baku’s map has it."


@pytest.mark.parametrize(
    ("wrong", "right", "expected"),
    [
        ("scale: 2000000", "scael: 2000000", "8: yaml-key-unknown: nothing reads the key “scael”"),
        ("width: 200", "width: 310", "5: yaml-value-invalid: size is too large: a map placed “flow” has 306 × 440 pt"),
        (
            "center: [46, 39.5]",
            "center: [46, 139]",
            "7: yaml-value-invalid: center.1 should be less",
        ),
        ("kind: rivers", "kind: sees", "10: yaml-value-invalid: layers.0.kind should be"),
        ("file: rivers}", "file: rivers, style: hatch}", "10: yaml-value-invalid: layers.0 rivers cannot look “hatch”"),
        ("file: rivers}", "file: rivers, width: 0.1}", "10: yaml-value-invalid: layers.0.width should be greater"),
        ("- {kind: rivers, file: rivers}", "[]", "9: yaml-value-invalid: layers "),
        (
            "scale: 2000000",
            "scale: 2000000\nscale_bar: {km: [10, 20]}",
            "9: yaml-value-invalid: scale_bar.km",
        ),
        ("scale: 2000000", "scale: 2000000\nwater_labels: [{text: A, size: 6}]", "9: yaml-value-invalid: water_labels"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(wrong: str, right: str, expected: str, tmp_path: Path) -> None:
    """Unknown keys, values out of range, strokes and letters too fine for print."""
    text = SHEET.replace("layers:\n" + wrong, "layers: " + right) if right == "[]" else SHEET.replace(wrong, right)
    assert any(line.startswith(expected) for line in told(tmp_path, text)), text
