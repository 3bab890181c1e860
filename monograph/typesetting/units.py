"""One part of the book, laid out by itself."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from lxml import etree
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from monograph.typesetting.access import BookFetcher
from monograph.typesetting.complaints import complaints
from monograph.typesetting.galleys import NoteReport, PageEnds, Unit
from monograph.typesetting.gate import check_notes, note_letters
from monograph.typesetting.lines.figures import SetLine
from monograph.typesetting.lines.measures import set_lines
from monograph.typesetting.page_ends import page_ends
from monograph.typesetting.pagemap import UNCOUNTED, UnitMap, map_unit
from monograph.typesetting.patches import install

VARIANT = "pdf/ua-1"
FONT_FILES = (".otf", ".ttf", ".woff", ".woff2", ".otc", ".ttc")


@dataclass
class LaidOut:
    """A unit's pages. ``html`` is the document they were made from; ``messages`` what the layout complained of,
    ``files`` what it read.
    """

    html: str
    document: Any
    map: UnitMap
    report: NoteReport
    ends: PageEnds
    messages: tuple[str, ...]
    files: dict[str, str]

    def set_lines(self) -> tuple[SetLine, ...]:
        """Every line of justified text, as it was set."""
        return tuple(set_lines(self.document.pages))

    @property
    def length(self) -> int:
        """Number of pages."""
        return len(self.document.pages)


class Fonts:
    """The faces that style sheets name, as the layout keeps them. ``files``: the font files read, path -> SHA-256."""

    def __init__(self) -> None:
        self.configuration = FontConfiguration()
        self.files: dict[str, str] = {}

    def note(self, files: Mapping[str, str]) -> dict[str, str]:
        """Files that one unit read, with the fonts that earlier units had read for it."""
        self.files.update((path, digest) for path, digest in files.items() if Path(path).suffix in FONT_FILES)
        return {**self.files, **files}

    def part(self) -> None:
        """After a fork: put the faces that are new from now on where no other process looks for its own.

        WeasyPrint copies every face into a folder of the configuration, under a name by which it knows it again.
        """
        own = self.configuration._folder / str(os.getpid())
        own.mkdir()
        for face in own.parent.iterdir():
            if face.is_file():
                (own / face.name).touch()
        self.configuration._folder = own


_shared: list[tuple[Fonts, tempfile.TemporaryDirectory[str]]] = []


def share_fonts() -> None:
    """Keep fonts, and the words shaped in them, from unit to unit, here and in processes forked from this one.

    For the time of one build: a font file that changes meanwhile would not be seen.
    """
    fonts, folder = Fonts(), tempfile.TemporaryDirectory(prefix="monograph-", ignore_cleanup_errors=True)
    fonts.configuration._folder = Path(folder.name)
    _shared[:] = [(fonts, folder)]


def part_fonts() -> None:
    """What a process does that was forked from one that shares its fonts, or that was begun anew."""
    if _shared:
        _shared[0][0].part()
    else:
        share_fonts()


def forget_fonts() -> None:
    """Share fonts no longer; their copies are gone."""
    for _, folder in _shared:
        folder.cleanup()
    _shared.clear()


def lay_out(unit: Unit, html: str, folder: Path, marks: frozenset[str]) -> LaidOut:
    """Lay out one HTML document with ``folder`` as its base; raises ``OutsideError`` for a file outside of the book."""
    install()
    with complaints() as messages:
        fetcher, fonts = BookFetcher(folder), _shared[0][0] if _shared else Fonts()
        source = read(html, folder.resolve().as_uri() + "/", fetcher)
        document = source.render(pdf_variant=VARIANT, pdf_tags=True, font_config=fonts.configuration)
    body = etree.fromstring(html[html.index("<body") : html.index("</body>") + len("</body>")])
    return LaidOut(
        html,
        document,
        map_unit(document.pages, body, marks),
        check_notes(document.pages, note_letters(body, unit.notes, UNCOUNTED), UNCOUNTED),
        page_ends(document.pages),
        tuple(messages),
        fonts.note(fetcher.files),
    )


def read(html: str, base: str, fetcher: BookFetcher) -> HTML:
    """A document whose body is XML, which is read ten times as fast as HTML; ``base`` is its address."""
    start, end = html.index("<body"), html.index("</body>") + len("</body>")
    source = HTML(string=html[:start] + html[end:], base_url=base, url_fetcher=fetcher)
    root = source.etree_element
    root.remove(root.find("body"))
    root.append(ElementTree.fromstring(html[start:end]))
    source.wrapper_element = type(source.wrapper_element).from_html_root(root, content_language=None)
    return source
