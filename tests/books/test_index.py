"""The index of the bundled book: every number is the page of the words it leads to, in print and in the ePub."""

from __future__ import annotations

import json
import unicodedata
import zipfile
from dataclasses import dataclass

import pypdfium2
import pytest
from lxml import etree

from tests.books.built import SLUG, Bundled
from tests.books.test_bundled import letters, printed_pages

TYPE = "{http://www.idpf.org/2007/ops}type"
ONE_EDITION = {"doc-noteref", "doc-backlink", "doc-pagebreak"}


@dataclass(frozen=True)
class Locator:
    """A number of the index: the page label it stands for, and the address to which it leads."""

    heading: str
    page: str
    note: str
    href: str
    plate: bool


def documents(bundled: Bundled) -> dict[str, etree._Element]:
    """The documents of the ePub by file name."""
    with zipfile.ZipFile(bundled.epub) as archive:
        names = [n for n in archive.namelist() if n.endswith(".xhtml")]
        return {n.rpartition("/")[2]: etree.fromstring(archive.read(n)) for n in names}


def locators(index: etree._Element) -> list[Locator]:
    """Every number of the index; the second number of a range is written out."""
    found: list[Locator] = []
    for entry in index.iterfind(f".//*[@{TYPE}='index-entry']"):
        heading = str(next(iter(entry.itertext())))
        before = ""
        for link in entry.iterfind(f".//*[@{TYPE}='index-locator']"):
            text = link.text or ""
            previous = link.getprevious()
            if previous is not None and (previous.tail or "") == "–":
                page, _, note = before.partition("n")
                note = text if note else ""
                page = page if note else page[: max(0, len(page) - len(text))] + text
            else:
                page, _, note = text.replace("nn", "n").partition("n")
            before = text
            parent = link.getparent()
            plate = parent is not None and etree.QName(parent).localname == "em"
            found.append(Locator(heading, page, note, link.get("href", ""), plate))
    return found


def words(element: etree._Element) -> str:
    """The letters of an element without what only the ePub says."""
    parts = [element.text or ""]
    for child in element:
        if child.get("role") not in ONE_EDITION:
            parts.append(words(child))
        parts.append(child.tail or "")
    return letters("".join(parts))


def begins(text: str, page: str, following: str) -> bool:
    """Whether a text stands on a page, or begins at its end and goes on overleaf."""
    cuts = range(1, len(text))
    return text in page or any(text[:k] in page and text[k:] in following for k in cuts)


@pytest.fixture(scope="module")
def found(bundled: Bundled) -> list[Locator]:
    """The numbers of the index."""
    return locators(documents(bundled)["index.xhtml"])


def test_the_index_is_a_real_one(found: list[Locator]) -> None:
    """Persons, places and subjects; pages, notes and maps."""
    assert len({locator.heading for locator in found}) >= 80
    assert len(found) >= 150
    assert any(locator.note for locator in found) and any(locator.plate for locator in found)


def test_every_number_is_the_page_of_the_words_it_leads_to(bundled: Bundled, found: list[Locator]) -> None:
    """Each link lands on an element whose words stand on the PDF page of that number: all of them."""
    trees, pages = documents(bundled), printed_pages(bundled.inside)
    labels = [str(start["label"]) for start in bundled.starts]
    wrong = []
    for locator in found:
        file, _, identifier = locator.href.partition("#")
        target = trees[file].find(f".//*[@id='{identifier}']") if identifier else trees[file].find(".//{*}section")
        assert target is not None, locator
        caption = target.find("{*}figcaption")
        text = words(caption if caption is not None else target)
        at = labels.index(locator.page)
        following = pages[at + 1] if at + 1 < len(pages) else ""
        if not text or not begins(text, pages[at], following):
            wrong.append((locator, text[:40]))
    assert wrong == []


def test_notes_are_those_that_are_named(bundled: Bundled, found: list[Locator]) -> None:
    """A locator “28n3” leads into the note with that number."""
    trees = documents(bundled)
    for locator in (one for one in found if one.note):
        file, _, identifier = locator.href.partition("#")
        element = trees[file].find(f".//*[@id='{identifier}']")
        while element is not None and element.get("role") != "doc-footnote":
            element = element.getparent()
        assert element is not None
        back = element.find(".//*[@role='doc-backlink']")
        assert back is not None and (back.text or "").rstrip(".") == locator.note


def signs(text: str) -> str:
    """Letters and figures."""
    return "".join(c for c in unicodedata.normalize("NFC", text).casefold() if c.isalnum())


def test_print_and_epub_have_the_same_index(bundled: Bundled) -> None:
    """Letter by letter and figure by figure, through both columns of every page."""
    page_of = json.loads((bundled.out / f"{SLUG}-pages.json").read_text(encoding="utf-8"))["page_of"]
    labels = [str(start["label"]) for start in bundled.starts]
    first, last = labels.index(page_of["index"]), labels.index(page_of["how-to-cite"])
    pdf = pypdfium2.PdfDocument(bundled.inside)
    block = {"left": 20, "bottom": 66, "right": 412, "top": 648 - 67}
    printed = "".join(signs(str(pdf[n].get_textpage().get_text_bounded(**block))) for n in range(first, last))
    section = documents(bundled)["index.xhtml"].find(".//{*}section")
    assert section is not None
    assert printed == signs("".join(map(str, section.itertext())))


def test_a_number_that_is_one_page_off_is_noticed(bundled: Bundled, found: list[Locator]) -> None:
    """The comparison above fails for a page before the right one, unless the same words stand there too."""
    trees, pages = documents(bundled), printed_pages(bundled.inside)
    labels = [str(start["label"]) for start in bundled.starts]
    noticed = 0
    for locator in found:
        file, _, identifier = locator.href.partition("#")
        element = trees[file].find(f".//*[@id='{identifier}']")
        text = words(element) if element is not None else ""
        at = labels.index(locator.page)
        noticed += bool(text) and not locator.plate and not begins(text, pages[at - 1], "")
    assert noticed > len([one for one in found if not one.plate]) * 0.8
