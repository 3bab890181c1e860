"""Maps on paper and on the screen: ink where the names stand, words that can be searched, renderers that agree."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from lxml import etree
from PIL import Image
from weasyprint import HTML

from monograph.cartography.drawing import draw
from monograph.manuscript import read_book
from monograph.problems import Problems
from monograph.typesetting.fonts import font_face_css
from tests.conftest import needs
from tests.draw.sheets import elements, names

CONTENT = Path(__file__).resolve().parents[2] / "content"
MAPS = sorted(path.stem for path in (CONTENT / "maps").glob("*.yaml"))
DPI = 150


def pdf_of(svg: str) -> bytes:
    """A page as large as the map."""
    _, _, width, height = etree.fromstring(svg.encode()).get("viewBox").split()
    style = f"@page{{size:{width}pt {height}pt;margin:0}}body{{margin:0}}svg{{display:block}}"
    return bytes(HTML(string=f"<style>{font_face_css()}{style}</style>{svg}").write_pdf())


@pytest.fixture(scope="session")
def printed() -> dict[str, tuple[str, bytes]]:
    """Every map of the bundled book as SVG and as a PDF page."""
    book = read_book(CONTENT, Problems())
    sheets = {s.id: draw(s, book.places, CONTENT, "print") for s in book.maps}
    return {name: (svg, pdf_of(svg)) for name, svg in sheets.items()}


def pixels(pdf: bytes, scale: float = DPI / 72) -> np.ndarray:
    """The page by pdfium, as rows × columns × RGB."""
    page = pypdfium2.PdfDocument(pdf)[0]
    return np.asarray(page.render(scale=scale, rev_byteorder=True).to_numpy())[:, :, :3].astype(int)


def patches_that_differ(one: np.ndarray, other: np.ndarray, side: int = 12, tolerance: float = 30) -> int:
    """Of the squares of ``side`` pixels, those whose mean colours differ: edges may fall otherwise, shapes may not."""
    rows, columns = (min(one.shape[n], other.shape[n]) // side * side for n in (0, 1))
    means = [
        picture[:rows, :columns].reshape(rows // side, side, columns // side, side, 3).mean(axis=(1, 3))
        for picture in (one, other)
    ]
    return int((np.abs(means[0] - means[1]).max(axis=2) > tolerance).sum())


@pytest.mark.parametrize("name", MAPS)
def test_every_name_is_inked(name: str, printed: dict[str, tuple[str, bytes]]) -> None:
    """In the box of each name there is ink as dark as its letters."""
    svg, pdf = printed[name]
    page, scale = pixels(pdf).min(axis=2), DPI / 72
    for label in names(svg):
        left, top, right, bottom = (round(v * scale) for v in label.ink.bounds)
        assert page[top:bottom, left:right].min() < 130, label.text


@pytest.mark.parametrize("name", MAPS)
def test_the_printed_page_is_grey(name: str, printed: dict[str, tuple[str, bytes]]) -> None:
    """No pixel of the print map has a colour."""
    page = pixels(printed[name][1])
    assert (page.max(axis=2) - page.min(axis=2)).max() <= 2


@pytest.mark.parametrize("name", MAPS)
def test_names_of_places_can_be_searched(name: str, printed: dict[str, tuple[str, bytes]], tmp_path: Path) -> None:
    """The words of each place's name are in the PDF as often as in the SVG: no word is doubled by a halo."""
    needs("pdftotext")
    svg, pdf = printed[name]
    (tmp_path / "map.pdf").write_bytes(pdf)
    found = subprocess.run(["pdftotext", tmp_path / "map.pdf", "-"], capture_output=True, text=True, check=True).stdout
    counted = Counter(re.findall(r"\w+", found))
    written = Counter(re.findall(r"\w+", " ".join(etree.fromstring(svg.encode()).itertext())))
    head = [e.text for e in etree.fromstring(svg.encode()) if etree.QName(e).localname in ("title", "desc")]
    written.subtract(re.findall(r"\w+", " ".join(head)))
    places = [t.text for t in elements(svg, "text") if "map-place" in t.get("class")]
    assert len(places) > 8
    for word in {w for text in places for w in re.findall(r"\w+", text)}:
        assert counted[word] == written[word], word


@pytest.mark.parametrize("name", MAPS)
def test_poppler_and_pdfium_agree(name: str, printed: dict[str, tuple[str, bytes]], tmp_path: Path) -> None:
    """Two renderers show the same map: nothing relies on what only one of them draws."""
    needs("pdftoppm")
    (tmp_path / "map.pdf").write_bytes(printed[name][1])
    made = subprocess.run(
        ["pdftoppm", "-r", str(DPI), "-singlefile", tmp_path / "map.pdf"], capture_output=True, check=True
    ).stdout
    stream = io.BytesIO(made)
    assert stream.readline().strip() == b"P6"
    width, height = map(int, stream.readline().split())
    stream.readline()
    other = np.frombuffer(stream.read(), np.uint8).reshape(height, width, 3).astype(int)
    page = pixels(printed[name][1])
    assert patches_that_differ(page, other) == 0


@pytest.mark.browser
def test_a_browser_draws_the_screen_map(tmp_path: Path) -> None:
    """Chromium, the kind of engine e-readers have, draws the screen look as print would."""
    needs("chromium")
    book = read_book(CONTENT, Problems())
    svg = draw(book.maps[0], book.places, CONTENT, "screen")
    _, _, width, height = (int(n) for n in etree.fromstring(svg.encode()).get("viewBox").split())
    page = tmp_path / "map.html"
    style = f"{font_face_css()}body{{margin:0}}svg{{display:block;width:{width * 2}px;height:{height * 2}px}}"
    page.write_text(f"<!doctype html><meta charset='utf-8'><style>{style}</style>{svg}", encoding="utf-8")
    shot = tmp_path / "map.png"
    subprocess.run(
        [shutil.which("chromium") or "", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
         f"--screenshot={shot}", f"--window-size={width * 2},{height * 2}", "--virtual-time-budget=2000",
         page.as_uri()],
        capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    seen = np.asarray(Image.open(shot).convert("RGB")).astype(int)
    assert patches_that_differ(seen, pixels(pdf_of(svg), 2)) == 0


def test_a_lost_word_would_be_seen() -> None:
    """The measure that compares renderers sees a name that one of them leaves out."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="90pt" height="30pt" viewBox="0 0 90 30">{}</svg>'
    word = '<text x="10" y="20" font-size="9" font-family="Monograph Sans">Kapan</text>'
    assert patches_that_differ(pixels(pdf_of(svg.format(word))), pixels(pdf_of(svg.format("")))) > 0
