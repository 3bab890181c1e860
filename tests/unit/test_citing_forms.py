"""How the book says that it is cited: by the engine of its notes, in three styles, with its printed pages."""

from __future__ import annotations

import dataclasses

import pytest

from monograph.citing import forms
from monograph.citing.forms import citing_forms, formatted, shown_styles, style_of
from monograph.citing.records import book_record
from monograph.model import Book, Contributor, Location, Metadata, Section, Settings, Text
from monograph.problems import Problems
from monograph.rendering import plain_text
from monograph.rendering.citing import with_pages
from monograph.store import Store

HERE = Location("book.yaml", 1, 1)
METADATA = Metadata(
    slug="hills", title="The Hills", subtitle="A Study, 1920–1921", contributors=(Contributor("Doe", "Jane"),), language="en",
    date="2026-11-24", publisher="Nowhere Press", edition="First edition",
)  # fmt: skip


def section(name, title, kind="chapter", matter="body", path="x.md"):
    """A part of the book."""
    return Section(name, kind, matter, (Text(title, HERE),), title, HERE, path=path)


BOOK = Book(
    METADATA,
    Settings(),
    (
        section("one", "Why a Road?"),
        section("two", "The Bridge"),
        section("cite", "How to cite", "how-to-cite", "back", ""),
    ),
)


@pytest.fixture
def store(tmp_path):
    """An empty cache."""
    return Store(tmp_path)


def told(book, store):
    """Style -> (book, chapter two on pages 101 to 108)."""
    problems = Problems()
    found = citing_forms(book, problems, store)
    assert list(problems) == []
    pages = {"one": "1", "one-end": "99", "two": "101", "two-end": "108"}
    return {
        form.name: (plain_text(form.book), plain_text(with_pages(form.chapters["two"], "two", pages, "en")))
        for form in found
    }


def test_the_book_is_cited_in_three_styles(store):
    """No letter behind the year though all records are of one author and year; a first edition is not told; pages stand."""
    assert told(BOOK, store) == {
        "chicago-notes-bibliography": (
            "Doe, Jane. The Hills: A Study, 1920–1921. Nowhere Press, 2026.",
            "Doe, Jane. “The Bridge.” In The Hills: A Study, 1920–1921. Nowhere Press, 2026.",
        ),
        "chicago-author-date": (
            "Doe, Jane. 2026. The Hills: A Study, 1920–1921. Nowhere Press.",
            "Doe, Jane. 2026. “The Bridge.” In The Hills: A Study, 1920–1921. Nowhere Press.",
        ),
        "mhra-notes": (
            "Doe, Jane, The Hills: A Study, 1920–1921 (Nowhere Press, 2026)",
            "Doe, Jane, ‘The Bridge’, in The Hills: A Study, 1920–1921 (Nowhere Press, 2026), pp. 101–8",
        ),
    }


def test_a_chapter_of_one_page_has_one_number():
    """And pages that are not known yet stand as zeros."""
    forms_ = (Text("pp. 770001–980002.", HERE),)
    assert plain_text(with_pages(forms_, "a", {"a": "7", "a-end": "7"}, "en")) == "pp. 7."
    assert plain_text(with_pages(forms_, "a", {}, "en")) == "pp. 000."


def test_the_styles_are_chosen(store):
    """The book's own first, then those of how_to_cite; without such a part only the book's own."""
    chosen = dataclasses.replace(BOOK, settings=Settings(style="mhra-notes", how_to_cite=("gost-r-7-0-5-2008",)))
    assert shown_styles(chosen) == ["mhra-notes", "gost-r-7-0-5-2008"]
    assert shown_styles(dataclasses.replace(BOOK, settings=Settings(style="mhra-notes"))) == [
        "mhra-notes", "chicago-notes-bibliography", "chicago-author-date",
    ]  # fmt: skip
    alone = dataclasses.replace(BOOK, sections=BOOK.sections[:2])
    assert [form.name for form in citing_forms(alone, Problems(), store)] == ["chicago-notes-bibliography"]


def test_a_style_that_is_not_there_is_told(store):
    """The others stand."""
    problems = Problems()
    missing = dataclasses.replace(BOOK, settings=Settings(how_to_cite=("no-such-style", "mhra-notes")))
    found = citing_forms(missing, problems, store)
    assert [form.name for form in found] == ["chicago-notes-bibliography", "mhra-notes"]
    assert [problem.code for problem in problems] == ["style-missing"]


def test_the_engine_is_asked_once(store, monkeypatch):
    """A second build takes what was kept; another title is asked for anew."""
    first = told(BOOK, store)
    asked = []
    monkeypatch.setattr(forms, "format_citations", lambda *a: asked.append(a) or pytest.fail("asked again"))
    assert told(BOOK, store) == first
    with pytest.raises(pytest.fail.Exception):
        told(dataclasses.replace(BOOK, metadata=dataclasses.replace(METADATA, title="Other")), store)


@pytest.mark.parametrize(
    ("style", "note", "short"),
    [
        (
            "chicago-notes-bibliography",
            "Jane Doe, The Hills: A Study, 1920–1921 (Nowhere Press, 2026), 47n3.",
            "Doe, Hills, 47n3.",
        ),
        ("chicago-author-date", "(Doe 2026, 47n3)", "(Doe 2026, 47n3)"),
    ],
)
def test_notes_are_finished_as_in_the_book(style, note, short):
    """With a capital and a stop in a note style, in parentheses in the other."""
    found = formatted([book_record(METADATA)], style_of(BOOK, style, Problems()), "", "47n3")["hills"]
    assert (plain_text(found.note), plain_text(found.short)) == (note, short)


def test_the_package_of_the_epub_bears_a_citation_and_the_doi():
    """Dublin Core: a bibliographic citation, and the DOI beside the identifier of the ePub itself."""
    from ebooklib import epub

    from monograph.editions.epub_package.metadata import describe

    package = epub.EpubBook()
    metadata = dataclasses.replace(METADATA, identifiers={"doi": "10.1000/x"})
    describe(package, dataclasses.replace(BOOK, metadata=metadata), [], "")
    found = {
        (attributes or {}).get("property", name): value
        for fields in package.metadata.values()
        for name, values in fields.items()
        for value, attributes in values
    }
    assert found["dcterms:bibliographicCitation"] == "Jane Doe. The Hills: A Study, 1920–1921. Nowhere Press, 2026."
    identifiers = [value for fields in package.metadata.values() for value, _ in fields.get("identifier", [])]
    assert "https://doi.org/10.1000/x" in identifiers and len(identifiers) == 2
