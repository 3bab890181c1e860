"""Defects planted in a finished ePub, one at a time: most of them no validator sees."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from tests.reader.reading_system import NIGHT, PHONE, Screen


@dataclass(frozen=True)
class Defect:
    """What is changed (a pattern in a file of the package), and what must then be found.

    ``structure`` and ``reader`` are words of a finding of the structure test and of the reading system,
    empty where that one cannot see the defect.
    """

    file: str
    pattern: str
    replacement: str
    structure: str = ""
    reader: str = ""
    screen: Screen = PHONE


DEFECTS: dict[str, Defect] = {
    "viewBox in lower case": Defect("two.xhtml", "viewBox", "viewbox", "whole view box", "no view box"),
    "map without name": Defect("two.xhtml", ' aria-labelledby="map-road[^"]*"', "", "map without a name", "has no name"),
    "page-list label wrong": Defect("nav.xhtml", ">2</a>", ">7</a>", "page breaks, page list", "page 7 leads to 2"),
    "page missing in page-list": Defect(
        "nav.xhtml", r'<li><a href="[^"]*#page_2">2</a></li>', "", "page breaks, page list", "page list and page breaks"
    ),
    "no page-list": Defect(
        "nav.xhtml", '<nav epub:type="page-list".*?</nav>', "", "page breaks, page list", "page list and page breaks"
    ),
    "page break missing": Defect(
        "one.xhtml", '<span [^>]*id="page_2"[^>]*></span>', "", "page breaks, page list", "not the printed pages"
    ),
    "note without back link": Defect(
        "one.xhtml", ' epub:type="backlink" role="doc-backlink"', "", "is not two-way", "leads not back"
    ),
    "back link to another call": Defect(
        "one.xhtml", 'href="#one-call2"', 'href="#one-call1"', "is not two-way", "leads not back"
    ),
    "dead note link": Defect("one.xhtml", 'href="#one-fn-2"', 'href="#one-fn-99"', "goes nowhere", "note 3 is not there"),
    "note without text": Defect(
        "one.xhtml", '(<div id="one-fn-1"[^>]*>).*?</div>', r"\1</div>", "is not two-way", "pops up as"
    ),
    "no pageBreakSource": Defect("content.opf", '<meta property="pageBreakSource".*?</meta>', "", "no pageBreakSource"),
    "no accessibility metadata": Defect("content.opf", '<meta property="schema:.*?</meta>', "", "no schema:accessMode"),
    "claimed feature absent": Defect("cover.xhtml", ' alt="[^"]*"', ' alt=""', "alternativeText"),
    "image without alt": Defect("two.xhtml", ' alt="[^"]*"', "", "picture without words"),
    "faint text": Defect("book.css", r"\bp \{", "p { color: #999;", "", "faint on a light page"),
    "faint text in dark mode": Defect(
        "book.css", r"\Z", "@media (prefers-color-scheme: dark) { p { color: #444 } }", "", "faint on a dark page", NIGHT
    ),
    "language mark lost": Defect("one.xhtml", ' lang="hy" xml:lang="hy"', "", "in a text marked en"),
    "table without th": Defect("chronology.xhtml", "<(/?)th\\b", r"<\1td", "table without heads"),
    "contents entry missing": Defect(
        "nav.xhtml", '<li id="contents-glossary"><a href="glossary.xhtml">Glossary</a></li>', "", "missing in the contents"
    ),
    "contents entry dead": Defect("nav.xhtml", 'href="two.xhtml"', 'href="two.xhtml#gone"', "goes nowhere", "leads nowhere"),
    "landmark dead": Defect(
        "nav.xhtml", 'epub:type="bodymatter" href="[^"]*"', 'epub:type="bodymatter" href="one.xhtml#gone"',
        "goes nowhere", "landmarks: ",
    ),
    "table too wide": Defect("book.css", r"\Z", "table { min-width: 60em }", "", "wide in a column"),
    "map with small letters": Defect("book.css", r"\Z", "svg text { font-size: 5px !important }", "", " px"),
    "character without glyph": Defect("one.xhtml", "The commission", "The ꙮ commission", "no font has"),
}  # fmt: skip


def planted(defect: Defect, book: Path, folder: Path) -> Path:
    """A copy of ``book`` with one defect. Raises ``ValueError`` where there is nothing to spoil."""
    path, done = folder / "spoilt.epub", False
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(path, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename.endswith("/" + defect.file):
                spoilt = re.sub(defect.pattern, defect.replacement, content.decode(), flags=re.DOTALL).encode()
                done, content = spoilt != content, spoilt
            new.writestr(info, content)
    if not done:
        raise ValueError(f"nothing in {defect.file} is {defect.pattern}")
    return path
