"""The bundled book as it is cited: pages of chapters, words over page breaks, catalogue files that readers accept."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import onixcheck
import pymarc
import pytest
import rispy
import yaml
from lxml import etree

from monograph.apparatus import compile_apparatus
from monograph.citing.command import kept_page_map
from monograph.citing.passages import Finder
from monograph.editions.pdf import inline_ids
from monograph.manuscript import read_book
from monograph.manuscript.checks import nodes
from monograph.model import Apparatus, Book, PageMap, Span
from monograph.problems import Problems
from tests.books.built import SLUG, Bundled
from tests.books.test_bundled import letters, printed_pages


@pytest.fixture(scope="module")
def compiled(root: Path) -> tuple[Book, Apparatus]:
    """The manuscript, read and compiled."""
    problems = Problems()
    book = read_book(root / "content", problems)
    return book, compile_apparatus(book, problems)


@pytest.fixture(scope="module")
def page_map(bundled: Bundled, compiled: tuple[Book, Apparatus]) -> PageMap:
    """The page map of the build, found to be that of the manuscript."""
    found = kept_page_map(compiled[0], bundled.out)
    assert found is not None
    return found


def records(bundled: Bundled, name: str) -> list[dict[str, object]]:
    """The CSL items of a file in ``cite/``."""
    return list(json.loads((bundled.out / "cite" / name).read_text(encoding="utf-8")))


def test_chapters_have_the_pages_they_fill(bundled: Bundled, page_map: PageMap) -> None:
    """The range of every record begins on the page with the chapter's title and ends on that of its last word."""
    pages, labels = printed_pages(bundled.inside), [start.label for start in page_map.starts]
    chapters = records(bundled, f"{SLUG}-chapters.json")
    assert len(chapters) >= 8
    for chapter in chapters:
        section = str(chapter["id"]).removeprefix(f"{SLUG}-")
        first, _, last = str(chapter["page"]).partition("-")
        assert (first, last or first) == (page_map.page_of[section], page_map.page_of[f"{section}-end"])
        assert letters(str(chapter["title"])) in pages[labels.index(first)]
        assert pages[labels.index(last or first)]


def test_every_mark_has_a_page(compiled: tuple[Book, Apparatus], page_map: PageMap) -> None:
    """The page map knows where each marked word stands."""
    marks = [
        node.id for section in compiled[0].sections for node in nodes(section) if isinstance(node, Span) and node.marks
    ]
    assert len(marks) > 100
    assert [mark for mark in marks if mark not in page_map.page_of] == []


def test_words_over_every_page_break_are_found(
    bundled: Bundled, compiled: tuple[Book, Apparatus], page_map: PageMap
) -> None:
    """The last letters of a page and the first of the next are found together, on both pages; the PDF has them there."""
    book, apparatus = compiled
    finder, pages = Finder(book, apparatus, page_map, inline_ids(book)), printed_pages(bundled.inside)
    tried, starts = 0, page_map.starts
    words = [
        n
        for n, s in enumerate(starts)
        if (s.block, s.offset) not in [(a.block, a.offset) for a in starts[n + 1 : n + 2]]
    ]
    for earlier, number in itertools.pairwise(words):  # a page filled by a map has no words
        start = starts[number]
        section = finder.places.get(start.block, (None,))[0]
        if section is None or not section.path or start.offset < 20:
            continue
        text = finder.texts[section.id][start.block]
        before, after = text[start.offset - 20 : start.offset], text[start.offset : start.offset + 20]
        found = finder.find(before + after)
        labels = (starts[earlier].label, start.label)
        assert labels in [(p.first, p.last) for p in found], before + "|" + after
        assert letters(before) in pages[earlier] and letters(after) in pages[number]
        tried += 1
    assert tried >= 40


def test_readers_of_each_format_accept_the_files(bundled: Bundled) -> None:
    """ONIX by its schemas, MARC, RIS, the citation file; all name the same title."""
    cite = bundled.out / "cite"
    title = str(records(bundled, f"{SLUG}.json")[0]["title"])
    assert [m.message for m in onixcheck.validate(str(cite / f"{SLUG}-onix.xml"))] == []
    (marc,) = pymarc.parse_xml_to_array(str(cite / f"{SLUG}-marc.xml"))
    assert letters(str(marc.title)) == letters(title)
    with (cite / f"{SLUG}-bibliography.ris").open(encoding="utf-8", newline="") as file:
        listed = rispy.load(file)
    assert [item["id"] for item in listed] == [record["id"] for record in records(bundled, f"{SLUG}-bibliography.json")]
    assert (
        yaml.safe_load((bundled.out / "CITATION.cff").read_text(encoding="utf-8"))["preferred-citation"]["title"]
        == title
    )
    page = etree.HTML((cite / "index.html").read_text(encoding="utf-8"))
    assert page.find(".//meta[@name='citation_title']").get("content") == title
    for link in page.iter("a"):
        assert (cite / str(link.get("href"))).resolve().is_file(), link.get("href")
