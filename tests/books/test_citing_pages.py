"""The bundled book's bibliography: the pages that it names in print are those of the notes that the ePub names."""

from __future__ import annotations

import json
import re
import zipfile

import pypdfium2
from lxml import etree

from tests.books.built import Bundled


def printed(bundled: Bundled) -> list[set[str]]:
    """The pages behind each "Cited on" of the PDF, in order; a range as all of its pages."""
    with pypdfium2.PdfDocument(bundled.pdf) as pdf:
        text = " ".join(page.get_textpage().get_text_range() for page in pdf)
    found = []
    for told in re.findall(r"Cited\s+on\s+pp?\.\s+([\divxlc,–\s]+?)\.", text):
        pages: set[str] = set()
        for part in re.sub(r"\s", "", told).split(","):
            first, _, last = part.partition("–")
            pages |= {str(n) for n in range(int(first), int(last) + 1)} if last else {first}
        found.append(pages)
    return found


def noted(bundled: Bundled) -> list[list[str]]:
    """The ids of the notes that each entry of the ePub links back to, in order."""
    with zipfile.ZipFile(bundled.epub) as epub:
        name = next(name for name in epub.namelist() if name.endswith("/bibliography.xhtml"))
        tree = etree.fromstring(epub.read(name))
    spans = tree.iterfind('.//{*}span[@class="cited-in"]')
    return [[a.get("href", "").partition("#")[2] for a in span.iterfind("{*}a")] for span in spans]


def test_the_pages_of_the_bibliography_are_those_of_its_notes(bundled: Bundled) -> None:
    """Entry by entry, each page once; no entry of a cited source is without them."""
    page_of = json.loads(bundled.pages.read_text(encoding="utf-8"))["page_of"]
    wanted = [{page_of[note] for note in notes} for notes in noted(bundled)]
    assert len(wanted) > 50
    assert printed(bundled) == wanted


def test_every_source_of_a_note_leads_to_its_entry_and_back(bundled: Bundled) -> None:
    """In the ePub: whatever note links to an entry, that entry links to the note; no link stands in a link."""
    links: dict[str, set[str]] = {}
    with zipfile.ZipFile(bundled.epub) as epub:
        trees = [etree.fromstring(epub.read(n)) for n in epub.namelist() if n.endswith(".xhtml")]
    for tree in trees:
        assert not tree.findall(".//{*}a//{*}a")
        for note in tree.iterfind('.//{*}div[@role="doc-footnote"]'):
            for link in note.iterfind('.//{*}a[@class="source"]'):
                links.setdefault(link.get("href", "").partition("#")[2], set()).add(str(note.get("id")))
    back: dict[str, set[str]] = {}
    for tree in trees:
        for entry in tree.iterfind('.//{*}ul[@class="entries"]/{*}li'):
            cited = {a.get("href", "").partition("#")[2] for a in entry.iterfind('{*}span[@class="cited-in"]/{*}a')}
            back[str(entry.get("id"))] = cited
    assert links
    assert {key: notes for key, notes in back.items() if notes} == links
