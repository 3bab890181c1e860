"""A sheet for a narrow screen: the same ground on less paper, composed anew, with the names that find room.

Nothing is only made smaller: letters keep their size, so they are large against the land, and are placed again with
every check. What finds no room is left out with its sign, the least important first; the description of the map
names every place.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from monograph.cartography.ground import Ground
from monograph.cartography.sheet import Composed, Composer
from monograph.cartography.specification import Position, SheetRecord
from monograph.model import Place

NARROW = 164
"""Width in units: on 288 CSS px (a phone of 320 with its margins) letters of 7.5 units are 13 px high."""

Part = tuple[str, int]
"""A list of the specification and a number in it: ("places", 3)."""

WEIGHT = {"water_labels": 5.0, "area_labels": 2.5, "movements": 1.5}
"""How soon a name gives way; that of a place by its rank, 1 to 4."""

REACH = 60.0
"""How far from a name that finds no room, in units, a less important one gives way to it."""


def composed_narrow(
    sheet: SheetRecord, places: Mapping[str, Place], folder: Path, width: int = NARROW
) -> tuple[SheetRecord, Composed]:
    """The sheet with what it still names, and everything in its place. Raises ``GeometryError``."""
    small = narrowed(sheet, width)
    lost: list[Part] = []

    def note(code: str, message: str, path: tuple[str | int, ...]) -> None:
        if len(path) == 2 and path[0] != "layers":
            lost.append((str(path[0]), int(path[1])))

    composer = Composer(small, places, folder, note)
    composer.draw_ground()
    while True:
        lost.clear()
        made = composer.named(small)
        if not lost:
            return small, made
        small = _without(small, _victims(small, lost, places, composer.ground))


def _weight(sheet: SheetRecord, part: Part) -> float:
    return WEIGHT.get(part[0]) or sheet.places[part[1]].rank


def _victims(sheet: SheetRecord, lost: Sequence[Part], places: Mapping[str, Place], ground: Ground) -> set[Part]:
    """What gives way to the lost names, the most important first: one in each neighbourhood of the sheet."""
    chosen: list[Position] = []
    found = set()
    for part in sorted(lost, key=lambda part: (_weight(sheet, part), part)):
        here = _spot(sheet, part, places, ground)
        if all(math.dist(here, other) > REACH for other in chosen):
            chosen.append(here)
            found.add(_victim(sheet, part, places, ground))
    return found


def _victim(sheet: SheetRecord, lost: Part, places: Mapping[str, Place], ground: Ground) -> Part:
    """What gives way: the least important name near the lost one, or the lost one itself."""
    here = _spot(sheet, lost, places, ground)
    parts = [(field, n) for field in ("places", *WEIGHT) for n in range(len(getattr(sheet, field)))]
    lesser = [part for part in parts if _weight(sheet, part) > _weight(sheet, lost)]
    near = [(math.dist(here, _spot(sheet, part, places, ground)), part) for part in lesser]
    within = [(-_weight(sheet, part), distance, part) for distance, part in near if distance < REACH]
    return min(within)[2] if within else lost


def _spot(sheet: SheetRecord, part: Part, places: Mapping[str, Place], ground: Ground) -> Position:
    field, number = part
    item = getattr(sheet, field)[number]
    if field == "places":
        place = places[item.ref]
        assert place.latitude is not None  # told by the check of the sheet
        assert place.longitude is not None
        return ground.point(place.longitude, place.latitude)
    if field == "movements":
        middle = item.by[len(item.by) // 2]
        if isinstance(middle, str):
            middle = (places[middle].longitude or 0.0, places[middle].latitude or 0.0)
        return ground.point(*middle)
    return ground.point(*(item.at or item.near))


def narrowed(sheet: SheetRecord, width: int) -> SheetRecord:
    """The same extent on a sheet ``width`` units wide; hints for names on the large sheet do not hold here."""
    if width >= sheet.size.width:
        return sheet
    share = width / sheet.size.width
    return sheet.model_copy(
        update={
            "size": sheet.size.model_copy(update={"width": width, "height": round(sheet.size.height * share)}),
            "scale": round(sheet.scale / share),
            "placement": "flow",
            "places": tuple(place.model_copy(update={"pos": ""}) for place in sheet.places),
            "area_labels": tuple(
                area.model_copy(update={"size": max(7.5, min(area.size, 9) - 0.5), "spacing": area.spacing * share})
                for area in sheet.area_labels
            ),
            "water_labels": tuple(
                water.model_copy(update={"size": 7.5, "spacing": water.spacing * share}) for water in sheet.water_labels
            ),
        }
    )


def _without(sheet: SheetRecord, parts: set[Part]) -> SheetRecord:
    kept = {
        field: tuple(item for n, item in enumerate(getattr(sheet, field)) if (field, n) not in parts)
        for field in ("places", *WEIGHT)
    }
    return sheet.model_copy(update=kept)
