"""Maps in the places they can have: within half a page, alone on one, turned, and over two facing pages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from monograph.cartography.furniture import GUTTER
from monograph.cartography.narrow import NARROW
from monograph.cartography.sheet import compose
from monograph.cartography.specification import ROOM, SheetRecord
from monograph.cartography.spreads import halves
from monograph.drawings import draw_book
from monograph.manuscript import read_book
from monograph.problems import Problems
from tests.draw.placed import PLACES, Placed, placed_book, sheet

CONTENT = Path(__file__).resolve().parents[2] / "content"


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> Placed:
    """The small book with its four maps."""
    folder = tmp_path_factory.mktemp("placed")
    return placed_book(folder / "book", CONTENT / "places.yaml", folder / "out")


@pytest.fixture(scope="module")
def pages(placed: Placed) -> pypdfium2.PdfDocument:
    """Its pages; the front matter has two."""
    return pypdfium2.PdfDocument(placed.pdf)


def page_of(placed: Placed, pages: pypdfium2.PdfDocument, label: str) -> pypdfium2.PdfPage:
    """A page of the body by its folio."""
    return pages[int(label) + 1]


def words(page: pypdfium2.PdfPage) -> str:
    """The text of a page."""
    return str(page.get_textpage().get_text_range())


def boxes(page: pypdfium2.PdfPage, name: str) -> tuple[float, float, float, float]:
    """(left, bottom, right, top) of the letters of a name on a page."""
    text = page.get_textpage()
    first, count = text.search(name).get_next()
    found = [text.get_charbox(n) for n in range(first, first + count)]
    return min(b[0] for b in found), min(b[1] for b in found), max(b[2] for b in found), max(b[3] for b in found)


def test_nothing_is_wrong(placed: Placed) -> None:
    """Every map has found its place."""
    assert placed.problems == []


def test_half_a_page(placed: Placed, pages: pypdfium2.PdfDocument) -> None:
    """A half map and its legend take no more than half of the page."""
    page = page_of(placed, pages, placed.page_of["map-half"])
    _, bottom, _, _ = boxes(page, "The half map")
    assert page.get_height() - bottom < 0.5 * page.get_height()


def test_a_page_of_its_own(placed: Placed, pages: pypdfium2.PdfDocument) -> None:
    """No line of the text stands with a map that has its own page."""
    page = page_of(placed, pages, placed.page_of["map-page"])
    assert "The page map" in words(page)
    assert "people of the valley" not in words(page)


def test_a_turned_map(placed: Placed, pages: pypdfium2.PdfDocument) -> None:
    """Names and caption of a turned map read upwards, inside the page, alone on it."""
    page = page_of(placed, pages, placed.page_of["map-landscape"])
    assert "people of the valley" not in words(page)
    for name in ("Nakhchivan", "The landscape map"):
        left, bottom, right, top = boxes(page, name)
        assert top - bottom > 2.5 * (right - left)
        assert 30 < left < right < page.get_width() - 30
        assert 30 < bottom < top < page.get_height() - 30


def test_a_spread(placed: Placed, pages: pypdfium2.PdfDocument) -> None:
    """The halves of a spread face each other, each with its own names, and its lines run through the fold."""
    recto = int(placed.page_of["map-spread-caption"])
    assert recto % 2 == 1
    left, right = (page_of(placed, pages, str(n)) for n in (recto - 1, recto))
    on_left = {name for name in ("Nakhchivan", "Sisian", "Shusha", "Jebrail") if name in words(left)}
    assert on_left == {"Nakhchivan", "Sisian"}
    assert all((name in words(right)) != (name in on_left) for name in ("Nakhchivan", "Sisian", "Shusha", "Jebrail"))
    edges = []
    for page, column in ((left, -2), (right, 1)):
        pixels = np.asarray(page.render(scale=3).to_numpy())[:, :, :3].min(axis=2)
        edges.append(np.flatnonzero(pixels[:, column] < 140))
    assert len(edges[0]) >= 2
    assert abs(edges[0].min() - edges[1].min()) <= 2
    assert abs(edges[0].max() - edges[1].max()) <= 2


def test_halves_share_out_everything() -> None:
    """Each name, sign and tick of a spread stands on one half, clear of the fold; the legend on the left."""
    places = {p.id: p for p in read_book(CONTENT, Problems()).places}
    made = compose(SheetRecord.model_validate(sheet("spread")), places, CONTENT, lambda *told: None)
    left, right = halves(made)
    assert [len(x) + len(y) for x, y in ((left.labels, right.labels), (left.symbols, right.symbols))] == [
        len(made.labels), len(made.symbols),
    ]  # fmt: skip
    assert (left.view, right.view) == ((0, 364), (364, 364))
    for label in made.labels:
        begin, _, end, _ = label.hull.bounds
        assert end <= 364 - GUTTER + 0.1 or begin >= 364 + GUTTER - 0.1
    assert right.rows == []
    assert left.rows == made.rows
    assert not right.bar.kilometres


@pytest.mark.parametrize("placement", sorted(ROOM))
def test_a_sheet_too_large_for_its_place_is_refused(placement: str) -> None:
    """The specification says how large a sheet can be where it is placed."""
    width, height = ROOM[placement]
    spec = sheet("half") | {"placement": placement, "size": {"width": width, "height": height}}
    assert SheetRecord.model_validate(spec).size.width == width
    for size in ({"width": width + 1, "height": height}, {"width": width, "height": height + 1}):
        with pytest.raises(ValueError, match="too large"):
            SheetRecord.model_validate(spec | {"size": size})


def test_a_broad_sheet_has_three_drawings_for_screens(placed: Placed, tmp_path: Path) -> None:
    """A turned map is drawn at full width, as a page has it, and for a phone; a usual one in two widths."""
    folder = placed.pdf.parents[1] / "book"
    screen = draw_book(read_book(folder, Problems()), Problems()).screen
    assert screen["map-landscape"].count("<svg") == 3
    assert 'class="middle-drawing" hidden="hidden"' in screen["map-landscape"]
    assert 'viewBox="0 0 306 ' in screen["map-landscape"]
    assert screen["map-page"].count("<svg") == 2
    assert f'viewBox="0 0 {NARROW} ' in screen["map-page"]
    assert len(PLACES) == 8
