"""What a map sheet must say: the keys of ``maps/<id>.yaml``. Lengths in pt, positions in degrees (longitude first)."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator, model_validator

Placement = Literal["flow", "page", "half", "landscape", "spread"]
"""In the text where it fits, on a page of its own, within half a page, turned, or over two facing pages."""

ROOM: Mapping[str, tuple[int, int]] = {
    "flow": (306, 440), "page": (306, 440), "half": (306, 190), "landscape": (486, 240), "spread": (728, 420),
}  # fmt: skip
"""Placement -> the widest and highest sheet in pt; the text block has 306 by 504, a spread runs through the fold."""

Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Position = tuple[Longitude, Latitude]
Word = Annotated[str, BeforeValidator(lambda v: str(v) if isinstance(v, int | float) else v)]
Side = Literal["NE", "E", "SE", "NW", "W", "SW", "N", "S"]
Certainty = Literal["surveyed", "coarse", "proxy", "approx", "disputed"]
Style = Literal["plain", "tint", "hatch", "hatch-back", "cross", "modern", "railway", "railway-later", "road"]
Width = Annotated[float, Field(ge=0.25, le=4)]
STYLES: Mapping[str, tuple[Style, ...]] = {
    "area": ("plain", "tint", "hatch", "hatch-back", "cross"),
    "boundary": ("plain", "modern"),
    "route": ("plain", "railway", "railway-later", "road"),
}
"""Kind of layer -> how it may look; the others have one look."""


class Keys(BaseModel):
    """A part of a specification in which every key is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Size(Keys):
    """The drawn sheet without its legend, in pt; ``ROOM`` says how large it can be where it is placed."""

    width: int = Field(ge=120)
    height: int = Field(ge=120)


class Projection(Keys):
    """Lambert conformal conic, with two standard parallels."""

    lat_1: Latitude
    lat_2: Latitude
    lon_0: Longitude
    lat_0: Latitude


class Graticule(Keys):
    """Ticks at the frame every ``step`` degrees, with figures every ``label_step``."""

    step: float = Field(ge=0.05)
    label_step: float = Field(ge=0.05)


class Layer(Keys):
    """Geometry from a GeoJSON file beside the sheet or in ``assets/geodata``; relief from a GeoTIFF beside the sheet.

    ``names`` chooses features by name, ``levels`` by level, with the width of their line in pt. A later boundary is
    not drawn where it runs on an earlier one.
    """

    kind: Literal["relief", "sea", "lakes", "rivers", "area", "boundary", "route"]
    file: str
    names: tuple[str, ...] = ()
    levels: dict[str, Width] = Field(default_factory=dict)
    style: Style = "plain"
    width: Width = 0.5
    certainty: Certainty | Literal[""] = ""
    method: str = ""
    source: str = ""
    valid: Word = ""
    legend: str = ""

    @model_validator(mode="after")
    def _styled(self) -> Layer:
        fit = STYLES.get(self.kind, ("plain",))
        if self.style not in fit:
            raise ValueError(f"{self.kind} cannot look “{self.style}”, only {', '.join(fit)}")
        if self.certainty == "disputed" and self.style == "tint":
            raise ValueError("a disputed area is hatched, for whichever side; a tint would give it to one")
        return self


class Movement(Keys):
    """A way that people took, with an arrow: ``by`` are gazetteer ids or positions; a documented ``date`` (EDTF)."""

    by: tuple[str | Position, ...] = Field(min_length=2)
    label: str = ""
    date: Word = ""
    style: Literal["march", "flight"] = "march"
    width: Width = 1.4
    certainty: Certainty | Literal[""] = ""
    method: str = ""
    source: str = ""
    legend: str = ""


class PlaceLabel(Keys):
    """A place of the gazetteer: ``rank`` 1 to 4 sets the size; ``symbol`` by its kind unless told."""

    ref: str
    rank: int = Field(3, ge=1, le=4)
    label: str = ""
    pos: Side | Literal[""] = ""
    symbol: Literal["", "city", "town", "village", "station", "monastery", "none"] = ""


class AreaLabel(Keys):
    """The name of a land, in spaced capitals, turned clockwise by ``angle`` degrees."""

    text: str
    at: Position
    size: float = Field(9, ge=7.5, le=24)
    spacing: float = 3
    angle: float = Field(0, ge=-90, le=90)


class WaterLabel(Keys):
    """The name of a river (along ``river``, a name or level of its layer, near ``near``) or of a lake (at ``at``)."""

    text: str
    river: Word = ""
    near: Position | None = None
    at: Position | None = None
    size: float = Field(7.5, ge=7.5, le=24)
    spacing: float = 0.5


class ScaleBar(Keys):
    """Kilometres to mark, from 0; versts below."""

    km: tuple[int, ...] = Field(default=(0, 20, 40), min_length=2)
    versts: bool = True

    @field_validator("km")
    @classmethod
    def _rising(cls, km: tuple[int, ...]) -> tuple[int, ...]:
        if km[0] != 0 or any(a >= b for a, b in itertools.pairwise(km)):
            raise ValueError("kilometres begin at 0 and rise")
        return km


class LocatorPoint(Keys):
    """A town in the locator."""

    label: str
    at: Position
    anchor: Literal["start", "middle", "end"] = "middle"


class Locator(Keys):
    """A small map that shows where the sheet lies; ``extent`` is west, south, east, north."""

    extent: tuple[Longitude, Latitude, Longitude, Latitude]
    corner: Literal["NE", "SE", "NW", "SW"] = "SE"
    points: tuple[LocatorPoint, ...] = ()


class SheetRecord(Keys):
    """One map."""

    title: str
    caption: str
    alt: str
    valid: Word
    placement: Placement = "flow"
    size: Size
    projection: Projection
    center: Position
    scale: int = Field(ge=10_000)
    layers: tuple[Layer, ...] = Field(min_length=1)
    places: tuple[PlaceLabel, ...] = ()
    area_labels: tuple[AreaLabel, ...] = ()
    water_labels: tuple[WaterLabel, ...] = ()
    movements: tuple[Movement, ...] = ()
    graticule: Graticule | None = None
    scale_bar: ScaleBar = ScaleBar()
    locator: Locator | None = None
    legend_notes: tuple[str, ...] = ()
    source_line: str = ""
    sources: tuple[str, ...] = ()

    @field_validator("size")
    @classmethod
    def _fits(cls, size: Size, read: ValidationInfo) -> Size:
        placement = read.data.get("placement", "flow")
        width, height = ROOM[placement]
        if size.width > width or size.height > height:
            raise ValueError(f"is too large: a map placed “{placement}” has {width:g} × {height:g} pt")
        return size
