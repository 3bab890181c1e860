"""One construct a case, both editions of each: ``<case>/chapter.md`` becomes ``<case>/expected/``.

A case is a manuscript folder; what it leaves out (``book.yaml``) is added here. Renew the expected
files with ``--update-golden`` and read the difference.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from monograph.apparatus import compile_apparatus
from monograph.manuscript import read_book
from monograph.problems import Problems
from monograph.rendering import render_sections

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/chapter.md"))
EXPECTED = {"print": "print.html", "epub": "epub.xhtml"}
BOOK = """\
title: The Book
authors: [{literal: An Author}]
language: en
date: 2026-01-31
contents:
  body: [chapter.md]
"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50"></svg>'


def sections_of(case, folder):
    """The rendered sections of a case: edition -> section id -> XHTML."""
    shutil.copytree(case, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected"))
    if not (folder / "book.yaml").exists():
        (folder / "book.yaml").write_text(BOOK, encoding="utf-8")
    problems = Problems()
    book = read_book(folder, problems)
    apparatus = compile_apparatus(book, problems)
    assert list(problems) == []
    pages = dict.fromkeys([*apparatus.targets, *apparatus.citations], "7")
    return {
        edition: render_sections(
            book,
            apparatus,
            edition,
            pages,
            lambda id: f"#{id}",
            {drawn.id: DRAWING for drawn in (*book.maps, *book.charts)},
            {drawn.id: "What it shows." for drawn in (*book.maps, *book.charts)},
        )
        for edition in EXPECTED
    }


def parsed(html):
    """The tree of rendered sections; fails where they are not well-formed."""
    return ElementTree.fromstring(f'<html xmlns:epub="http://www.idpf.org/2007/ops">{html}</html>')


CALLS = {"doc-noteref", "doc-backlink"}


def words_by_id(tree):
    """Element id -> its words without those of elements that have an id, note calls and back links; no blanks."""
    words = {}

    def collect(element, owner):
        if element.get("role") in CALLS or element.tag == "summary":
            return
        owner = element.get("id", owner)
        words.setdefault(owner, []).append(element.text or "")
        for child in element:
            collect(child, owner)
            words[owner].append(child.tail or "")

    collect(tree, "")
    joined = {id: re.sub(r"\s", "", "".join(parts)) for id, parts in words.items()}
    return {id: text for id, text in joined.items() if text}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_both_editions_are_as_expected(case, tmp_path, update_golden):
    """Each edition's XHTML is the one that was read and kept, and is well-formed."""
    for edition, sections in sections_of(case, tmp_path).items():
        made = "\n".join(sections.values()) + "\n"
        parsed(made)
        expected = case / "expected" / EXPECTED[edition]
        if update_golden:
            expected.parent.mkdir(exist_ok=True)
            expected.write_text(made, encoding="utf-8")
        assert made == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_both_editions_have_the_same_words(case, tmp_path):
    """Block by block, by id, the editions say the same; the ePub adds headings of notes and map descriptions.

    Where a source is cited is told by page in print and by note in the ePub, in an element of its own.
    """
    own = re.compile(r"-notes(-\w+)?-title$|-description$|^ref-.*-cited(-on)?$")
    words = {}
    for edition, sections in sections_of(case, tmp_path).items():
        found = words_by_id(parsed("".join(sections.values())))
        words[edition] = {id: text for id, text in found.items() if not own.search(id)}
    assert words["epub"] == words["print"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_ids_are_unique_and_links_arrive(case, tmp_path):
    """No id stands twice in an edition, every link within it has its target, and no link stands in a link."""
    for sections in sections_of(case, tmp_path).values():
        tree = parsed("".join(sections.values()))
        ids = [element.get("id") for element in tree.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        links = [element.get("href") for element in tree.iter("a")]
        assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
        assert not tree.findall(".//a//a")
