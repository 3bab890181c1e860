"""What Kindle is sent: pictures for drawings, plain style sheets, contents of two levels; all else as in the ePub."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from lxml import etree
from PIL import Image

from tests.editions.built import Built
from tests.editions.structure import findings, read


@pytest.fixture
def book(request: pytest.FixtureRequest) -> Any:
    """A book with maps."""
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("book", ["small", "bundled"], indirect=True)
def test_drawings_are_pictures_with_words(book: Any) -> None:
    """No SVG at all; every map and figure is a PNG of 1600 px or more that says what it shows."""
    drawn = 0
    with zipfile.ZipFile(book.kindle) as archive:
        for name, document in read(book.kindle)[0].items():
            assert document.find(".//{http://www.w3.org/2000/svg}svg") is None, name
            for figure in document.iterfind(".//{*}figure"):
                if {"map", "chart"} & set((figure.get("class") or "").split()):
                    pictures = figure.findall(".//{*}img")
                    assert len(pictures) == 1, name
                    assert len(pictures[0].get("alt", "")) > 20
                    path = "EPUB/" + (pictures[0].get("src") or "").removeprefix("../")
                    assert Image.open(io.BytesIO(archive.read(path))).width >= 1600
                    drawn += 1
        assert not [n for n in archive.namelist() if n.endswith(".svg")]
    figures = [f for d in read(book.epub)[0].values() for f in d.iterfind(".//{*}figure")]
    assert drawn == sum(bool({"map", "chart"} & set((f.get("class") or "").split())) for f in figures) > 0


@pytest.mark.parametrize("book", ["small", "bundled"], indirect=True)
def test_style_sheets_are_plain(book: Any) -> None:
    """No variables, no container queries, and no doubled hyphen in a comment."""
    with zipfile.ZipFile(book.kindle) as archive:
        css = archive.read("EPUB/css/book.css").decode()
    assert not re.search(r"var\(|--[a-z]|@container|container-type", css)
    with zipfile.ZipFile(book.epub) as archive:
        assert "@container" in archive.read("EPUB/css/book.css").decode()


@pytest.mark.parametrize("book", ["small", "bundled"], indirect=True)
def test_contents_have_two_levels(book: Any) -> None:
    """The NCX nests once at most."""
    ncx = read(book.kindle)[2]
    assert ncx.find(".//{*}navPoint") is not None
    assert ncx.find(".//{*}navPoint/{*}navPoint/{*}navPoint") is None


def test_it_is_as_whole_as_the_epub(small: Built) -> None:
    """Notes, pages, languages, tables; the text of both files is the same."""
    assert list(findings(small.kindle, small.labels)) == []
    texts = [{name: _text(document) for name, document in read(path)[0].items()} for path in (small.epub, small.kindle)]
    assert texts[0] == texts[1]


def _text(document: etree._Element) -> str:
    for drawing in list(document.iter("{http://www.w3.org/2000/svg}svg")):
        for part in list(drawing.iter(etree.Element)):
            part.text = part.tail = None
    return "".join("".join(map(str, document.itertext())).split())
