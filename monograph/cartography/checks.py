"""Would the map look surer than its data? Every reason why a sheet must not be drawn, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from pyproj.exceptions import ProjError

from monograph.cartography.furniture import bar_error, scale_bar
from monograph.cartography.ground import GeometryError, Ground
from monograph.cartography.legend import SIZE as LEGEND_SIZE
from monograph.cartography.lettering import LetterError, lettering
from monograph.cartography.sheet import Composed, compose
from monograph.cartography.specification import Layer, Movement, SheetRecord
from monograph.chronology.dates import read_date
from monograph.model import Location, MapSheet, Place
from monograph.problems import Problems, nearest

Report = Callable[..., None]
"""``report(code, message, path into the specification = (), hint = "")``."""

LONGEST_ALT = 150
SAID = {"approx": "approx", "proxy": "proxy"}
WIDEST_BAR_ERROR = 0.005
HIGHEST: Mapping[str, int] = {"flow": 460, "page": 460, "half": 240, "landscape": 280, "spread": 460}
"""Placement -> the highest sheet with its legend, in pt, that leaves room for the caption."""


def check_map(
    map_sheet: MapSheet, places: Iterable[Place], sources: frozenset[str], folder: Path, problems: Problems
) -> Composed | None:
    """Add every problem of one sheet. Returns it with everything in its place, None where it cannot be laid out."""
    sheet = SheetRecord.model_validate(map_sheet.spec)
    gazetteer = {place.id: place for place in places}

    def report(code: str, message: str, path: tuple[str | int, ...] = (), hint: str = "") -> None:
        problems.add(code, message, _place(map_sheet, path), hint)

    if len(sheet.alt) > LONGEST_ALT:
        report(
            "map-alt-long",
            f"the alternative text has {len(sheet.alt)} characters, at most {LONGEST_ALT} are read well",
            ("alt",),
        )
    span = read_date(sheet.valid)
    if span is None:
        report("date-unreadable", f"“{sheet.valid}” is not a date", ("valid",))
    for key in sheet.sources:
        if key not in sources:
            report("citation-unknown", f"no source has the key “{key}”", ("sources",), nearest(key, sources))
    last = span.last.year if span else 9999
    for index, layer in enumerate(sheet.layers):
        _check_layer(layer, index, last, report)
    for index, movement in enumerate(sheet.movements):
        _check_movement(movement, index, gazetteer, report)
    for index, label in enumerate(sheet.places):
        place = gazetteer.get(label.ref)
        if place is None:
            report(
                "map-place-unknown",
                f"the gazetteer has no place “{label.ref}”",
                ("places", index),
                nearest(label.ref, gazetteer),
            )
        elif place.latitude is None:
            report("map-place-unlocated", f"{place.name} has no position", ("places", index), "name it in legend_notes")
        elif not place.located and label.symbol != "none":
            report(
                "map-place-unlocated",
                f"the position of {place.name} is not verified: it may have a name, no sign",
                ("places", index),
                "symbol: none",
            )
    return _check_drawing(sheet, gazetteer, folder, report)


def _check_drawing(sheet: SheetRecord, gazetteer: Mapping[str, Place], folder: Path, report: Report) -> Composed | None:
    """What shows itself only when the sheet is laid out."""
    try:
        ground = Ground(sheet)
        if bar_error(sheet, ground) > WIDEST_BAR_ERROR:
            message, hint = "the scale bar would be more than 0.5 % wrong", "standard parallels nearer to the sheet"
            report("map-invalid", message, ("projection",), hint)
        if scale_bar(sheet, ground).kilometres[-1][0] > sheet.size.width - 40:
            report("map-invalid", "the scale bar is longer than the sheet is wide", ("scale_bar",), "km: [0, …]")
        made = compose(sheet, gazetteer, folder, report)
        highest = HIGHEST[sheet.placement]
        if made.height + made.foot > highest:
            message = f"the sheet and its legend are {made.height + made.foot} pt high, the page has room for {highest}"
            report("map-invalid", message, ("size",), "a lower sheet or a shorter legend")
        for row in (*made.rows, *made.notes):
            if row.x + row.indent + max(lettering("roman").width(line, LEGEND_SIZE) for line in row.lines) > made.width:
                message = f"the legend “{' '.join(row.lines)}” is wider than the sheet"
                report("map-invalid", message, ("size",), "a wider sheet or shorter words")
        return made
    except GeometryError as error:
        report("map-data-missing", str(error), ("layers", error.layer) if error.layer >= 0 else ("locator",))
    except LetterError as error:  # in the legend or at the locator
        report("character-missing", str(error))
    except ProjError as error:
        report("map-invalid", f"the projection cannot be used: {error}", ("projection",))
    return None


def _check_layer(layer: Layer, index: int, last_year: int, report: Report) -> None:
    path = ("layers", index)
    for key in ("certainty", "method", "source"):
        if not getattr(layer, key):
            report("map-certainty-missing", f"the layer {layer.file} does not give its {key}", path, f"{key}: …")
    if layer.kind in ("area", "boundary", "route") and not layer.legend:
        report("map-legend-missing", f"the layer {layer.file} has no legend", path, "legend: …")
    word = SAID.get(layer.certainty)
    if word and word not in layer.legend.lower():
        report(
            "map-approx-unsaid",
            f"the layer {layer.file} is {layer.certainty}, and its legend does not say so",
            path,
            f"legend: … ({'approximate' if word == 'approx' else word})",
        )
    begins = read_date(layer.valid) if layer.valid else None
    if layer.valid and begins is None:
        report("date-unreadable", f"“{layer.valid}” is not a date", path)
    if (
        begins
        and begins.first.year > last_year
        and "modern" not in layer.legend.lower()
        and "present-day" not in layer.legend.lower()
    ):
        report(
            "map-anachronism",
            f"the layer {layer.file} begins in {begins.first.year}, after the map ends",
            path,
            "call it modern or present-day in the legend",
        )


def _check_movement(movement: Movement, index: int, gazetteer: Mapping[str, Place], report: Report) -> None:
    """An arrow is a claim: it says how sure it is, after what, when, and passes places of known position."""
    path = ("movements", index)
    for key in ("certainty", "method", "source"):
        if not getattr(movement, key):
            report("map-certainty-missing", f"the movement “{movement.label}” does not give its {key}", path)
    if not movement.legend:
        report("map-legend-missing", f"the movement “{movement.label}” has no legend", path, "legend: …")
    if movement.certainty == "approx" and "approx" not in movement.legend.lower():
        message = f"the movement “{movement.label}” is approx, and its legend does not say so"
        report("map-approx-unsaid", message, path, "legend: … (approximate)")
    if movement.date and read_date(movement.date) is None:
        report("date-unreadable", f"“{movement.date}” is not a date", path)
    for name in (point for point in movement.by if isinstance(point, str)):
        if name not in gazetteer:
            report("map-place-unknown", f"the gazetteer has no place “{name}”", path, nearest(name, gazetteer))
        elif gazetteer[name].latitude is None:
            report("map-place-unlocated", f"{gazetteer[name].name} has no position", path)


def _place(map_sheet: MapSheet, path: tuple[str | int, ...]) -> Location:
    for length in range(len(path), 0, -1):
        found = map_sheet.places.get(".".join(map(str, path[:length])))
        if found:
            return found
    return map_sheet.location
