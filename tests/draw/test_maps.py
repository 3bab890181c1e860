"""Maps as they are drawn: of the bundled book in both looks, and of random sheets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from monograph.cartography.checks import check_map
from monograph.cartography.drawing import describe, draw, draw_narrow
from monograph.cartography.ground import EARTH, Ground
from monograph.cartography.lettering import lettering
from monograph.cartography.specification import SheetRecord
from monograph.manuscript import read_book
from monograph.model import Book
from monograph.problems import Problems
from tests.draw.sheets import chance_sheet, clashes, gazetteer, names, sheet_of, signs

CONTENT = Path(__file__).resolve().parents[2] / "content"
MAPS = sorted(path.stem for path in (CONTENT / "maps").glob("*.yaml"))
LOOKS = ("print", "screen")


@pytest.fixture(scope="session")
def book() -> Book:
    """The bundled book."""
    return read_book(CONTENT, Problems())


@pytest.fixture(scope="session")
def drawn(book: Book) -> dict[tuple[str, str], str]:
    """Every map of the bundled book, by id and look."""
    return {(s.id, look): draw(s, book.places, CONTENT, look) for s in book.maps for look in LOOKS}


def test_there_are_maps_to_look_at(book: Book) -> None:
    """Every file of the maps folder is a sheet of the book."""
    assert [sheet.id for sheet in book.maps] == MAPS
    assert len(MAPS) >= 5


@pytest.mark.parametrize("name", MAPS)
def test_bundled_maps_say_how_sure_they_are(name: str, book: Book) -> None:
    """No map of the book has a problem: every layer tells its certainty, every name has found its place."""
    problems = Problems()
    sheet = next(s for s in book.maps if s.id == name)
    check_map(sheet, book.places, frozenset(s.key for s in book.sources), CONTENT, problems)
    assert [f"{p.code}: {p.message}" for p in problems] == []


@pytest.mark.parametrize("name", MAPS)
def test_no_name_meets_another(name: str, drawn: dict[tuple[str, str], str]) -> None:
    """Measured from the glyphs in the SVG, no name meets a name, a sign or the frame."""
    svg = drawn[name, "print"]
    root = etree.fromstring(svg.encode())
    width = float(root.get("viewBox").split()[2])
    height = float(re.search(r"<clipPath[^>]*><path d=\"M0,0H\d+V(\d+)", svg)[1])
    assert clashes(svg, width, height) == []
    assert len(names(svg)) > 10


@pytest.fixture(scope="session")
def narrow(book: Book) -> dict[str, str]:
    """Every map of the bundled book for a phone."""
    return {s.id: draw_narrow(s, book.places, CONTENT) for s in book.maps}


def frame_of(svg: str) -> tuple[float, float]:
    """Width and height of the map without its legend."""
    width, height = re.search(r"<clipPath[^>]*><path d=\"M0,0H(\d+)V(\d+)", svg).groups()
    return float(width), float(height)


@pytest.mark.parametrize("name", MAPS)
def test_a_phone_has_names_that_can_be_read(name: str, narrow: dict[str, str]) -> None:
    """On 288 CSS px, what 320 leave, names are at least 12 px high, figures 11; no name meets another or is cut off."""
    svg = narrow[name]
    root = etree.fromstring(svg.encode())
    width = float(root.get("viewBox").split()[2])
    for text in root.iter("{*}text"):
        size = float(text.get("font-size")) * 288 / width
        assert size >= (12 if "map-label" in text.get("class") else 11)
    assert clashes(svg, *frame_of(svg)) == []
    assert len(names(svg)) >= 10
    assert all(i.startswith(f"{name}-164-") for i in root.xpath("//@id"))
    face = lettering("roman")
    for text in root.iter("{*}text"):
        if "map-figure" in text.get("class") and not text.get("text-anchor") and "transform" in text.getparent().attrib:
            x = float(re.match(r"translate\(([\d.]+)", text.getparent().get("transform"))[1]) + float(
                text.get("x") or 0
            )
            assert x + face.width(text.text, float(text.get("font-size"))) <= width, text.text


def test_a_phone_keeps_what_the_map_is_about(book: Book, narrow: dict[str, str]) -> None:
    """Lesser names give way to those of the first rank."""
    places = gazetteer(book)
    record = SheetRecord.model_validate(next(s.spec for s in book.maps if s.id == "map-tatev-1921"))
    first = {p.label or places[p.ref].name for p in record.places if p.rank == 1}
    assert first == {"Goris", "Kapan", "Meghri", "Sisian", "Tatev"}
    assert first <= {n.text for n in names(narrow["map-tatev-1921"])}


@pytest.mark.parametrize("name", MAPS)
def test_the_bar_is_as_long_as_it_says(name: str, book: Book, drawn: dict[tuple[str, str], str]) -> None:
    """The drawn bar, laid on the sheet at its centre, spans its kilometres on the ellipsoid within half a per cent."""
    record = SheetRecord.model_validate(next(s.spec for s in book.maps if s.id == name))
    svg = drawn[name, "print"]
    bar = re.search(r'class="paper" d="M0,-1h([\d.]+)v2h-', svg)
    kilometres = int(re.search(r">(\d+) km<", svg)[1])
    ground = Ground(record)
    x, y = ground.point(*record.center)
    ends = [ground.position(x + d * float(bar[1]) / 2, y) for d in (-1, 1)]
    metres = EARTH.inv(*ends[0], *ends[1])[2]
    assert metres == pytest.approx(kilometres * 1000, rel=0.005)
    versts = float(re.findall(r'd="M0,3.5H([\d.]+)"', svg)[0])
    assert versts == pytest.approx(float(bar[1]) * 1.0668, abs=0.06)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", MAPS)
def test_letters_and_strokes_can_be_printed(name: str, look: str, drawn: dict[tuple[str, str], str]) -> None:
    """Names are at least 7.5 pt, figures 6.5, strokes 0.25."""
    root = etree.fromstring(drawn[name, look].encode())
    for text in root.iter("{*}text"):
        assert float(text.get("font-size")) >= (7.5 if "map-label" in text.get("class") else 6.5)
    strokes = [float(e.get("stroke-width")) for e in root.iter() if e.get("stroke-width")]
    assert min(strokes) >= 0.25


@pytest.mark.parametrize("name", MAPS)
def test_print_is_grey(name: str, drawn: dict[tuple[str, str], str]) -> None:
    """The print look has no chroma; the screen look has."""
    colours = {look: set(re.findall(r'"(#[0-9a-f]{6})"', drawn[name, look])) for look in LOOKS}
    assert all(c[1:3] == c[3:5] == c[5:7] for c in colours["print"])
    assert any(c[1:3] != c[3:5] for c in colours["screen"])


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", MAPS)
def test_svg_stands_for_itself(name: str, look: str, drawn: dict[tuple[str, str], str]) -> None:
    """A picture with title and description, ids of its own, a whole-number view box, and only what layouts can draw."""
    svg = drawn[name, look]
    root = etree.fromstring(svg.encode())
    assert root.get("role") == "img"
    assert root.get("aria-labelledby").split() == [f"{name}-title", f"{name}-desc"]
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert all(i.startswith(f"{name}-") for i in ids)
    assert re.fullmatch(r"0 0 \d+ \d+", root.get("viewBox"))
    assert int(root.get("viewBox").split()[2]) <= 306
    assert int(root.get("viewBox").split()[3]) <= 460
    tags = {etree.QName(e).localname for e in root.iter() if isinstance(e.tag, str)}
    assert tags <= {"svg", "title", "desc", "clipPath", "g", "path", "circle", "text"}
    assert not re.search(r" style=|var\(|nan|inf\b|paint-order", svg)


@pytest.mark.parametrize("name", MAPS)
def test_same_input_same_bytes(name: str, book: Book, drawn: dict[tuple[str, str], str]) -> None:
    """Drawing twice gives the same SVG."""
    sheet = next(s for s in book.maps if s.id == name)
    assert draw(sheet, book.places, CONTENT, "print") == drawn[name, "print"]


@pytest.mark.parametrize("name", MAPS)
def test_only_located_places_have_a_sign(name: str, book: Book, drawn: dict[tuple[str, str], str]) -> None:
    """There are as many signs as places of verified position; a name without one has no sign."""
    sheet, places = next(s for s in book.maps if s.id == name), gazetteer(book)
    record = SheetRecord.model_validate(sheet.spec)
    shown = [p for p in record.places if p.symbol != "none"]
    assert all(places[p.ref].located for p in shown)
    assert len(signs(drawn[name, "print"])) == len(shown)


@pytest.mark.parametrize("name", MAPS)
def test_description_names_every_place(name: str, book: Book) -> None:
    """The long description tells each place and what the legend says of the lines."""
    sheet, places = next(s for s in book.maps if s.id == name), gazetteer(book)
    record, words = SheetRecord.model_validate(sheet.spec), describe(sheet, gazetteer(book))
    assert all((p.label or places[p.ref].name) in words for p in record.places)
    assert all(layer.legend.lower() in words.lower() for layer in record.layers)
    assert re.search(r"Goris, 39\.51° N 46\.34° E|\d+ km (north|east|south|west)", words)


@pytest.mark.parametrize("seed", range(200))
def test_random_sheets_are_clean(seed: int, book: Book) -> None:
    """On a random sheet every name is clean or reported; there is nothing between."""
    places = gazetteer(book)
    sheet = sheet_of(SheetRecord.model_validate(chance_sheet(seed, places)).model_dump())
    problems = Problems()
    check_map(sheet, book.places, frozenset(), CONTENT, problems)
    codes = {p.code for p in problems}
    assert codes <= {"map-label-unplaced", "map-place-outside", "map-place-covered", "map-invalid", "map-data-missing"}
    svg = draw(sheet, book.places, CONTENT, "print")
    size = sheet.spec["size"]
    assert clashes(svg, size["width"], size["height"]) == []
    missing = [p for p in problems if p.code == "map-label-unplaced"]
    assert all(p.location.path == "maps/map-chance.yaml" for p in missing)
    wanted = sum(1 for p in sheet.spec["places"]) + len(sheet.spec["area_labels"])
    untold = {"map-label-unplaced", "map-place-outside", "map-place-covered"}
    rows = sum(1 for n in names(svg) if n.kind in ("place", "area"))
    assert rows + sum(p.code in untold and "Araxes" not in p.message for p in problems) >= wanted
    if seed % 10 == 0:
        small = draw_narrow(sheet, book.places, CONTENT)
        assert clashes(small, *frame_of(small)) == []


def test_a_clash_would_be_seen() -> None:
    """The measure that the other tests rely on sees names on a name, on a sign and on the frame."""
    text = '<text class="map-label map-place" x="{}" y="{}" font-size="8">{}</text>'
    words = [(10, 50, "Goris"), (14, 52, "Tatev"), (95, 20, "Shusha"), (60, 80, "Kapan")]
    body = "".join(text.format(*w) for w in words)
    body += '<circle class="map-sign" cx="66" cy="77" r="2"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><g clip-path="url(#f)">{body}</g></svg>'
    assert clashes(svg, 100, 100) == ["Shusha leaves the frame", "Goris meets Tatev", "Kapan covers a sign"]


def test_small_map_is_as_it_was(update_golden: bool, book: Book) -> None:
    """A small sheet of few things, stroke for stroke; a change is renewed with ``--update-golden`` and looked at."""
    spec = {
        "title": "Goris", "caption": "", "alt": "Goris and the Vorotan", "valid": "1920",
        "size": {"width": 220, "height": 120}, "center": [46.3, 39.45], "scale": 1_500_000,
        "projection": {"lat_1": 39.2, "lat_2": 39.8, "lon_0": 46.3, "lat_0": 39.5},
        "layers": [{"kind": "rivers", "file": "lines", "names": ["Vorotan"], "certainty": "approx", "method": "by hand",
                    "source": "own work", "legend": "small rivers (approximate)"}],
        "places": [{"ref": "goris"}, {"ref": "tatev"}], "scale_bar": {"km": [0, 10]},
        "area_labels": [{"text": "ZANGEZUR", "at": [46.3, 39.35], "angle": 20}],
    }  # fmt: skip
    svg = draw(sheet_of(SheetRecord.model_validate(spec).model_dump(), "map-small"), book.places, CONTENT, "print")
    golden = Path(__file__).parent / "golden" / "map-small.svg"
    if update_golden:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(svg, encoding="utf-8")
    assert svg == golden.read_text(encoding="utf-8")
