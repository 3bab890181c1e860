"""Sections and print documents, from literal models."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from monograph.model import (
    Apparatus,
    Book,
    Call,
    Entry,
    EntryGroup,
    FormattedNote,
    Location,
    MapFigure,
    MapSheet,
    Metadata,
    NoteCall,
    Paragraph,
    Section,
    Settings,
    Target,
    Term,
    Text,
)
from monograph.rendering import print_document, render_sections
from monograph.rendering.appendices import citing_sections, identifier_words, on_pages, page_runs, terms_of
from monograph.rendering.documents import print_styles

HERE = Location("chapter.md", 1, 1)
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><text>A &amp; B</text></svg>'


def words(text):
    """Inlines of one run of text."""
    return (Text(text, HERE),)


def note(section, number):
    """A note of one paragraph."""
    id = f"{section}-fn-{number}"
    text = Paragraph(f"{id}-p1", words("Text."), HERE)
    return FormattedNote(id, section, "", str(number), (text,), (f"{section}-call{number}",), ("smith",), HERE)


def section(id, kind="chapter", matter="body", title="", **fields):
    """A section titled like its id."""
    return Section(id, kind, matter, words(title or id), title or id, HERE, **fields)


@pytest.fixture
def book():
    """Two chapters, a map, and the parts that list them."""
    chapter = section(
        "one",
        title='Quotes " & <signs>',
        blocks=(
            Paragraph("one-p1", (*words("Text."), NoteCall("one-call1", "one-fn-1", HERE)), HERE),
            MapFigure("map-a", "sheet", HERE),
        ),
    )
    sections = (
        section("contents", "contents", "front"),
        section("map-list", "map-list", "front"),
        chapter,
        section("two"),
        section("bibliography", "bibliography", "back"),
    )
    sheet = MapSheet("sheet", "The South", "Source: none.", "alt", {}, HERE)
    return Book(Metadata("b", "The Book", "", (), "en", "2026"), Settings(), sections, maps=(sheet,))


@pytest.fixture
def apparatus():
    """Notes of both chapters that cite one source."""
    notes = {"one": (note("one", 1), note("one", 2)), "two": (note("two", 1),)}
    calls = {call: Call(call, n.id, n.number) for group in notes.values() for n in group for call in n.calls}
    entry = Entry("ref-smith", "smith", words("Smith."), ("one-fn-1", "one-fn-2", "two-fn-1"))
    targets = {
        "one": Target("one", "chapter", "chapter 1", "one"),
        "map-a": Target("map-a", "map", "map 1", "one", (Text("The South", HERE),)),
    }
    groups = (EntryGroup("works", "Works", "", (entry,)),)
    return Apparatus({"one": "1", "two": ""}, notes, calls, {}, groups, targets, ())


def rendered(book, apparatus, edition, **pages):
    """Section id -> parsed XHTML."""
    made = render_sections(
        book,
        apparatus,
        edition,
        pages,
        lambda id: f"#{id}",
        {"sheet": DRAWING},
        {"sheet": "In words."},
        lambda p: f"../{p}",
    )
    return {
        id: ElementTree.fromstring(f'<html xmlns:epub="http://www.idpf.org/2007/ops">{html}</html>')
        for id, html in made.items()
    }


def text(tree, id):
    """The words of an element."""
    return re.sub(r"\s+", " ", "".join(tree.find(f".//*[@id='{id}']").itertext())).strip()


def test_contents_give_pages_as_text(book, apparatus):
    """A known page is printed, an unknown one is held open with zeros; what is not listed is left out."""
    contents = rendered(book, apparatus, "print", one="47")["contents"]
    assert text(contents, "contents-one") == '1 Quotes " & <signs> 47'
    assert text(contents, "contents-two") == "two 000"
    assert contents.find(".//*[@id='contents-contents']") is None


def test_maps_are_listed_and_set(book, apparatus):
    """The list and the caption name a map alike; only the ePub carries its description."""
    for edition in ("print", "epub"):
        sections = rendered(book, apparatus, edition, **{"map-a": "5"})
        assert text(sections["map-list"], "map-list-map-a") == "1 The South 5"
        assert text(sections["one"], "map-a-caption") == "Map 1. The South. Source: none."
        assert (sections["one"].find(".//*[@id='map-a-description']") is not None) == (edition == "epub")


def test_a_printed_note_stands_at_its_call(book, apparatus):
    """Inside the paragraph and in phrasing content only, or the paragraph would end there."""
    paragraph = rendered(book, apparatus, "print")["one"].find(".//*[@id='one-p1']")
    inside = {element.tag for element in paragraph.iter()} - {"p"}
    assert inside == {"span"}
    assert paragraph.find("span[@role]").attrib == {
        "id": "one-fn-1",
        "class": "note",
        "role": "doc-footnote",
        "data-number": "1",
        "data-digits": "1",
    }


def test_a_linked_note_has_call_and_way_back(book, apparatus):
    """The ePub's call has no child element, and the note begins with number and link."""
    chapter = rendered(book, apparatus, "epub")["one"]
    call = chapter.find(".//*[@id='one-call1']")
    assert (list(call), call.text, call.get("href")) == ([], "1", "#one-fn-1")
    back = chapter.find(".//*[@id='one-fn-1']/p/a")
    assert (back.text, back.get("href")) == ("1.", "#one-call1")


def test_an_entry_names_the_notes_that_cite_it(book, apparatus):
    """Grouped by chapter, in words where the chapter has a number, by title where it has none."""
    lines = citing_sections(apparatus.bibliography[0].entries[0], book, apparatus)
    assert [(line.section, [n.number for n in line.notes]) for line in lines] == [
        ("chapter 1", ["1", "2"]),
        ("two", ["1"]),
    ]
    bibliography = rendered(book, apparatus, "epub")["bibliography"]
    assert text(bibliography, "ref-smith") == "Smith. Cited in chapter 1, notes 1, 2; two, note 1."
    links = [a.get("href") for a in bibliography.iter("a")]
    assert links == ["#one-fn-1", "#one-fn-2", "#two-fn-1"]


def test_a_printed_entry_names_the_pages_that_cite_it(book, apparatus):
    """By page, each a link to its first note; a placeholder as long as the pages are not known."""
    pages = {"one-fn-1": "12", "one-fn-2": "12", "two-fn-1": "47"}
    bibliography = rendered(book, apparatus, "print", **pages)["bibliography"]
    assert text(bibliography, "ref-smith") == "Smith. Cited on pp. 12, 47."
    assert [a.get("href") for a in bibliography.iter("a")] == ["#one-fn-1", "#two-fn-1"]
    unknown = rendered(book, apparatus, "print")["bibliography"]
    assert text(unknown, "ref-smith") == "Smith. Cited on p. 000."


def test_pages_in_a_row_are_a_range():
    """Three pages or more become their first and last; roman pages and pairs stay as they are."""
    pages = dict(zip("abcdefgh", ("xi", "xii", "3", "4", "7", "8", "9", "20"), strict=True))
    runs = ["–".join(label for _, label in run) for run in page_runs("abcdefgh", pages)]
    assert runs == ["xi", "xii", "3", "4", "7–9", "20"]


def test_a_citation_in_the_text_is_told_by_its_page(book, apparatus):
    """In an author-date style an entry of the ePub names the printed pages of the citations in the text."""
    (group,) = apparatus.bibliography
    entry = replace(group.entries[0], cited_at=("one-c1", "one-fn-1"))
    told = replace(apparatus, bibliography=(replace(group, entries=(entry,)),))
    bibliography = rendered(book, told, "epub", **{"one-c1": "5"})["bibliography"]
    assert text(bibliography, "ref-smith") == "Smith. Cited in chapter 1, note 1. Cited on p. 5."


def test_abbreviations_are_in_the_glossary_only_without_a_list_of_their_own(book):
    """Every term is printed once."""
    terms = (Term("b", "b", (), HERE), Term("a", "A", (), HERE, abbreviation=True))
    whole = replace(book, terms=terms)
    apart = replace(whole, sections=(section("abbreviations", "abbreviations", "front"),))
    assert [t.id for t in terms_of(whole, "glossary")] == ["a", "b"]
    assert [t.id for t in terms_of(apart, "glossary")] == ["b"]
    assert [t.id for t in terms_of(apart, "abbreviations")] == ["a"]


def test_pages_and_identifiers_in_words():
    """A page is named once; what has no page is not named."""
    assert on_pages(("a", "b", "c", "d"), {"a": "3", "b": "3", "d": "xii"}) == (("a", "3"), ("d", "xii"))
    assert [identifier_words("isbn-print"), identifier_words("uuid")] == ["ISBN (print)", "UUID"]


@pytest.mark.parametrize("number", [1, 4])
def test_a_print_document_begins_on_its_page(book, apparatus, number):
    """The first page has its number from the caller, an even one falls on a left-hand page."""
    html = print_document("<p>&amp;</p>", book, book.sections[2], number, "roman")
    assert html.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert f"@page:first{{counter-reset:page {number};" in html
    assert ("break-before:left" in html) == (number == 4)
    assert "counter(page, lower-roman)" in html
    assert "<title>Quotes &#34; &amp; &lt;signs&gt;</title>" in html


def test_no_style_asks_for_pages_that_are_not_laid_out():
    """Counters over the whole book would need passes over the whole book and lose notes."""
    assert not re.search(r"target-counter|target-text|counter\(pages\)", print_styles())
