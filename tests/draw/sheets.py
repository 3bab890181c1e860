"""Reads a drawn map again: names and signs where their ink is, measured from the glyphs of the SVG's own text."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from fontTools.pens.boundsPen import BoundsPen
from fontTools.svgLib.path import parse_path
from lxml import etree
from shapely.geometry import Point, box

from monograph.cartography.lettering import lettering
from monograph.model import Book, Location, MapSheet, Place

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Name:
    """A name on the sheet and the boxes of its letters."""

    text: str
    kind: str
    straight: bool
    ink: Any


def elements(svg: str, tag: str) -> Iterator[Any]:
    """The elements of a kind within the frame of the map."""
    frame = next(g for g in etree.fromstring(svg.encode()).iter(f"{SVG}g") if g.get("clip-path"))
    return frame.iter(SVG + tag)


def _numbers(value: str | None) -> list[float]:
    return [float(n) for n in (value or "").split()]


def _letters(text: Any) -> Iterator[Any]:
    style = "bold" if text.get("font-weight") == "bold" else "italic" if text.get("font-style") else "roman"
    face, size, words = lettering(style), float(text.get("font-size")), text.text
    xs, ys, turns = (_numbers(text.get(key)) for key in ("x", "y", "rotate"))
    spots = [(x, y, math.radians(t)) for x, y, t in zip(xs, ys, turns, strict=True)] if turns else []
    spots = spots or face.line(words, size, xs[0], ys[0], float(text.get("letter-spacing") or 0))
    for letter, (x, y, turn) in zip(words, spots, strict=True):
        pen = BoundsPen(None)
        parse_path(face.outline(letter, size, [(0, 0, 0)]), pen)
        if pen.bounds:
            placed = shapely.affinity.rotate(box(*pen.bounds), turn, origin=(0, 0), use_radians=True)
            yield shapely.affinity.translate(placed, x, y)


def names(svg: str) -> list[Name]:
    """Every name on the map."""
    found = []
    for text in elements(svg, "text"):
        kind = text.get("class").split("map-")[-1]
        found.append(Name(text.text, kind, not text.get("rotate"), shapely.union_all(list(_letters(text)))))
    return found


def signs(svg: str) -> list[Any]:
    """Every sign of a place, as the area it covers."""
    found = []
    for circle in elements(svg, "circle"):
        if "map-sign" in circle.get("class", "").split():
            radius = float(circle.get("r")) + float(circle.get("stroke-width") or 0) / 2
            found.append(Point(float(circle.get("cx")), float(circle.get("cy"))).buffer(radius))
    for path in elements(svg, "path"):
        if "map-sign" in path.get("class", "").split():
            pen = BoundsPen(None)
            parse_path(path.get("d"), pen)
            found.append(box(*pen.bounds).buffer(float(path.get("stroke-width")) / 2))
    return found


def clashes(svg: str, width: float, height: float) -> list[str]:
    """Names that meet another name, a sign or the frame."""
    placed, frame = names(svg), box(0, 0, width, height)
    found = [f"{n.text} leaves the frame" for n in placed if not frame.contains(n.ink)]
    for one, other in itertools.combinations(placed, 2):
        if one.ink.intersection(other.ink).area > 0.02:
            found.append(f"{one.text} meets {other.text}")
    for name in placed:
        if any(name.ink.intersection(sign).area > 0.02 for sign in signs(svg)):
            found.append(f"{name.text} covers a sign")
    return found


def chance_sheet(seed: int, places: Mapping[str, Place]) -> dict[str, Any]:
    """A specification of a random sheet of the southern Caucasus, of random places, crowded or empty."""
    r = random.Random(seed)
    refs = r.sample(sorted(p.id for p in places.values() if p.located), r.randint(3, 40))
    longitude, latitude = round(r.uniform(44, 47.5), 2), round(r.uniform(38.8, 41), 2)
    rivers = {"kind": "rivers", "file": "rivers", "levels": {"2": 0.8, "3": 0.6}}
    states = {"kind": "boundary", "file": "states-modern", "style": "modern", "legend": "modern"}
    sure = {"certainty": "surveyed", "method": "clipped", "source": "a source"}
    return {
        "title": "A sheet", "caption": "", "alt": "A sheet", "valid": "1920",
        "size": {"width": r.randint(160, 306), "height": r.randint(160, 400)},
        "projection": {"lat_1": latitude - 0.6, "lat_2": latitude + 0.6, "lon_0": longitude, "lat_0": latitude},
        "center": [longitude, latitude], "scale": r.randint(900_000, 6_000_000),
        "layers": [rivers | sure, states | sure, {"kind": "lakes", "file": "lakes"} | sure],
        "graticule": {"step": 0.5, "label_step": 1},
        "places": [{"ref": ref, "rank": r.randint(1, 4)} for ref in refs],
        "area_labels": [
            {"text": text, "at": [longitude + r.uniform(-1, 1), latitude + r.uniform(-0.5, 0.5)],
             "size": r.choice([8, 10]), "spacing": r.choice([1, 3]), "angle": r.choice([0, 0, 25, -60])}
            for text in r.sample(["ZANGEZUR", "KARABAKH", "NAKHCHIVAN", "DARALAGEZ"], r.randint(0, 4))
        ],
        "water_labels": [{"text": "Araxes", "river": "2", "near": [longitude, latitude]}],
        **({"locator": {"extent": [40, 37, 51, 43.5], "corner": r.choice(["NE", "SE", "NW", "SW"])}}
           if r.random() < 0.5 else {}),
    }  # fmt: skip


def sheet_of(spec: Mapping[str, Any], identifier: str = "map-chance") -> MapSheet:
    """A sheet of a specification."""
    return MapSheet(identifier, spec["title"], spec["caption"], spec["alt"], spec, Location("maps/map-chance.yaml", 1))


def gazetteer(book: Book) -> dict[str, Place]:
    """The places of a book by id."""
    return {place.id: place for place in book.places}
