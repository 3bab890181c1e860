"""A small book for the edition tests, as a folder of files: one of everything."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

BOOK = """
title: A Small Book
subtitle: With Notes
language: en
authors: [{family: Doe, given: Jane}]
date: 2026-01-02
contents:
  front: [half-title, title-page, imprint, contents, map-list, front/preface.md]
  body: [one.md, two.md]
  back: [chronology, persons, gazetteer, glossary, bibliography]
bibliography: [{group: all, title: Sources}]
"""
SOURCES = """
- {id: smith, type: book, title: "A Study: Of Things", author: [{family: Smith, given: Ann}], issued: 1999, publisher: Press, language: en, group: all}
- {id: roe, type: article-journal, title: Another, author: [{family: Roe, given: Lee}], issued: 2001, container-title: Journal, language: en, group: all}
"""
EVENTS = """
- {id: E1, date: "1920-08-10", label: Agreement, text: "It is *signed*.", sources: [smith], contested: "One account has the 11th."}
- {id: E2, date: "1920-09", label: War, text: It begins., sources: [roe]}
"""
PERSONS = """
- {id: nora, name: Nora Day, sort: "Day, Nora", born: "1890", names: [{text: Նորա, lang: hy}], sources: [smith]}
"""
PLACES = """
- {id: goris, name: Goris, kind: town, lat: 39.51, lon: 46.34, coord_source: GeoNames 174895, verified: true, modern: Goris, names: [{text: Գորիս, lang: hy}]}
"""
TERMS = """
- {id: verst, term: verst, def: "A measure of length, 1.0668 km."}
"""
MAP = """
title: The road
caption: The road past Goris.
alt: A road and the town of Goris.
valid: "1920"
size: {width: 160, height: 160}
projection: {lat_1: 39.2, lat_2: 39.8, lon_0: 46.3, lat_0: 39.5}
center: [46.3, 39.5]
scale: 1500000
layers:
- {kind: rivers, file: river, certainty: surveyed, method: clipped, source: own work}
places:
- {ref: goris, rank: 2}
scale_bar: {km: [0, 10, 20]}
"""
PICTURES = """
::: {.map #map-road}
:::

![A cart.](cart.png){#cart alt="A cart on a road"}

See [](#map-road).
"""
RIVER = '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[46.2,39.2],[46.3,39.6],[46.5,39.8]]}}]}'
SENTENCE = "The commission met on the fourth day and heard both delegations before it drew up its protocol of record. "


def write_small_book(folder: Path) -> Path:
    """Write the manuscript into ``folder``: notes, tables, foreign words, a map, a picture and every kind of record."""
    (folder / "front").mkdir(parents=True)
    (folder / "book.yaml").write_text(BOOK, encoding="utf-8")
    (folder / "references.yaml").write_text(SOURCES, encoding="utf-8")
    for name, records in (("timeline", EVENTS), ("persons", PERSONS), ("places", PLACES), ("glossary", TERMS)):
        (folder / f"{name}.yaml").write_text(records, encoding="utf-8")
    (folder / "maps").mkdir()
    (folder / "maps/map-road.yaml").write_text(MAP, encoding="utf-8")
    (folder / "maps/river.geojson").write_text(RIVER, encoding="utf-8")
    Image.new("RGB", (60, 40), "#7a3b2e").save(folder / "cart.png")
    (folder / "front/preface.md").write_text(
        f"---\ntitle: Preface\nkind: preface\n---\n{SENTENCE * 30}\n", encoding="utf-8"
    )
    (folder / "one.md").write_text(chapter("One", "two"), encoding="utf-8")
    (folder / "two.md").write_text(chapter("Two", "one") + PICTURES, encoding="utf-8")
    return folder


def chapter(title: str, other: str) -> str:
    """A chapter of a few pages."""
    paragraphs = "\n\n".join(
        f"{SENTENCE * 3}A call here.[^{i}] And *words in italics* with [Զանգեզուր]{{lang=hy}} {SENTENCE * 4}[@roe, p. {i}]"
        for i in range(1, 9)
    )
    notes = "\n\n".join(f"[^{i}]: See [@smith, {i}]. {SENTENCE}" for i in range(1, 9))
    table = "| A | B |\n|---|---|\n| 1 | 2 |\n\n: A table {#table-" + title.lower() + "}"
    return f"---\ntitle: {title}\n---\n{paragraphs}\n\n## A heading\n\n> {SENTENCE * 2}\n\n{table}\n\nSee [](#{other}) and [](#table-{title.lower()}){{.page}}.\n\n{notes}\n"
