"""A small book with a map in each place that a map can have, set in pages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from monograph.apparatus import compile_apparatus
from monograph.drawings import draw_book
from monograph.editions import Making, pdf
from monograph.manuscript import read_book
from monograph.problems import Problems

BOOK = """\
title: The Road
authors: [{literal: An Author}]
language: en
date: 2026-01-31
contents: {front: [map-list], body: [road.md]}
"""
WORDS = "The road from Goris goes down to the Araxes, and the people of the valley walk it in spring. " * 5
SIZES = {"half": (306, 150), "page": (306, 400), "landscape": (486, 200), "spread": (728, 330)}


def sheet(placement: str) -> dict[str, Any]:
    """The specification of a map in one of its places; its names stand all over it."""
    width, height = SIZES[placement]
    scale = round(330_000 / (width * 0.0254 / 72) / 1000) * 1000
    return {
        "title": f"The {placement} map", "caption": "With a caption.", "alt": "A map.", "valid": "1920",
        "placement": placement, "size": {"width": width, "height": height}, "center": [46.1, 39.55], "scale": scale,
        "projection": {"lat_1": 38.9, "lat_2": 40.2, "lon_0": 46.1, "lat_0": 39.5},
        "layers": [
            {"kind": "rivers", "file": "rivers", "levels": {"2": 1.0}, "certainty": "surveyed", "method": "clipped",
             "source": "GSHHG"},
            {"kind": "boundary", "file": "states-modern", "style": "modern", "certainty": "coarse", "method": "clipped",
             "source": "Natural Earth", "valid": "1991/..", "legend": "present-day boundary (coarse)"},
        ],
        "graticule": {"step": 0.5, "label_step": 0.5},
        "places": [{"ref": ref} for ref in PLACES], "scale_bar": {"km": [0, 20, 40]},
    }  # fmt: skip


PLACES = ("goris", "tatev", "kapan", "shusha", "nakhchivan", "sisian", "lachin", "jebrail")


@dataclass(frozen=True)
class Placed:
    """The PDF, its page map (id -> label) and what was wrong."""

    pdf: Path
    page_of: dict[str, str]
    problems: list[str]


def placed_book(folder: Path, gazetteer: Path, out: Path) -> Placed:
    """The book, laid out: text, then each map between two paragraphs."""
    (folder / "maps").mkdir(parents=True)
    (folder / "book.yaml").write_text(BOOK, encoding="utf-8")
    places = yaml.safe_load(gazetteer.read_text(encoding="utf-8"))
    kept = [{k: v for k, v in p.items() if k != "sources"} for p in places if p["id"] in PLACES]
    (folder / "places.yaml").write_text(yaml.safe_dump(kept, allow_unicode=True), encoding="utf-8")
    text = ["---\ntitle: The Road\n---\n", WORDS]
    for placement in SIZES:
        (folder / "maps" / f"map-{placement}.yaml").write_text(yaml.safe_dump(sheet(placement)), encoding="utf-8")
        text += [f"::: {{.map #map-{placement}}}\n:::", WORDS, WORDS]
    (folder / "road.md").write_text("\n\n".join(text) + "\n", encoding="utf-8")
    problems = Problems()
    book = read_book(folder, problems)
    making = Making(book, compile_apparatus(book, problems), out, problems, draw_book(book, problems), jobs=1)
    out.mkdir()
    pdf.write(making)
    slug = book.metadata.slug
    pages = json.loads((out / f"{slug}-pages.json").read_text(encoding="utf-8")) if not problems.errors else {}
    return Placed(out / f"{slug}.pdf", pages.get("page_of", {}), [f"{p.code}: {p.message}" for p in problems])
