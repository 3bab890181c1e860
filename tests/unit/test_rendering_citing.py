"""How the book says that it is cited, in both editions."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from monograph.apparatus import compile_apparatus
from monograph.manuscript import read_book
from monograph.model import CitingForm, Emphasis, Location, Text
from monograph.problems import Problems
from monograph.rendering import render_sections

HERE = Location("book.yaml")
BOOK = """
title: The Road
authors: [{family: Doe, given: Jane}]
language: en
date: 2026-01-31
contents: {front: [preface.md], body: [one.md], back: [how-to-cite]}
"""
CHAPTER = (Text("Doe. “One.” In ", HERE), Emphasis((Text("The Road", HERE),)), Text(", pp. 770001–980002.", HERE))
FORMS = tuple(
    CitingForm(name, f"Style {name}", (Text(f"Doe, The Road ({name}).", HERE),), {"one": CHAPTER})
    for name in ("a", "b")
)
PAGES = {"one": "101", "one-end": "108"}


@pytest.fixture
def rendered(tmp_path):
    """Edition -> section id -> words with single blanks, by element id."""
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    (tmp_path / "preface.md").write_text("---\ntitle: Preface\nkind: preface\n---\nTo the reader.\n", encoding="utf-8")
    (tmp_path / "one.md").write_text("---\ntitle: One\n---\nA text.\n", encoding="utf-8")
    problems = Problems()
    book = read_book(tmp_path, problems)
    apparatus = compile_apparatus(book, problems)
    assert list(problems) == []

    def words(edition):
        sections = render_sections(book, apparatus, edition, PAGES, lambda id: f"#{id}", citing=FORMS)
        html = f'<html xmlns:epub="http://www.idpf.org/2007/ops">{"".join(sections.values())}</html>'
        tree = ElementTree.fromstring(html)
        return {e.get("id"): re.sub(r"\s+", " ", "".join(e.itertext())).strip() for e in tree.iter() if e.get("id")}

    return {edition: words(edition) for edition in ("print", "epub")}


def test_both_editions_say_it_in_every_style(rendered):
    """The book, and the first chapter with the pages it fills, under the name of each style."""
    for words in rendered.values():
        for name in "ab":
            assert words[f"how-to-cite-{name}-title"] == f"Style {name}"
            assert words[f"how-to-cite-{name}-book"] == f"The book: Doe, The Road ({name})."
            assert words[f"how-to-cite-{name}-chapter"] == "A chapter: Doe. “One.” In The Road, pp. 101–8."


def test_a_chapter_of_the_epub_ends_in_its_citation(rendered):
    """In the first style, with its printed pages; print says it once for all, and a preface is no chapter."""
    assert rendered["epub"]["one-citation"] == (
        "This chapter: Doe. “One.” In The Road, pp. 101–8. Pages of the printed book: 101–8."
    )
    assert "one-citation" not in rendered["print"] and "preface-citation" not in rendered["epub"]
