"""The command `cite`: a passage is found by page, name, id or words, and told with its place in each edition."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from monograph.apparatus import compile_apparatus
from monograph.citing.command import answer, kept_page_map
from monograph.citing.passages import Finder
from monograph.editions.pdf import inline_ids
from monograph.manuscript import read_book
from monograph.model import PageMap, PageStart
from monograph.problems import Problems
from monograph.report import input_digests

FILES = {
    "book.yaml": """
title: The Road
subtitle: A History
authors: [{family: Doe, given: Jane}]
language: en
date: 2026-01-31
publisher: Press
contents:
  front: [preface.md]
  body: [road.md, rail.md]
""",
    "references.yaml": """
- {id: smith, type: book, title: Roads of the East, author: [{family: Smith, given: John}], issued: "1931", publisher: Press, language: en}
""",
    "preface.md": "---\ntitle: Preface\nkind: preface\n---\nTo the reader.\n",
    "road.md": """---
title: The Road
---
The road was built in 1920 by the *commission of both* governments.[^1] Nobody knew "how far" it ran — or why.

It ended at Goris. Here the commis\u00adsioners met again.[^2]

| Place | Men |
|---|---|
| Goris | 12 |

: The men {#table-men}

[^1]: So says [@smith, p. 12], who had seen it.
[^2]: The same words as elsewhere.
""",
    "rail.md": "---\ntitle: The Rail\n---\nThe same words stand here: it ended at Goris.\n\nA last paragraph.[^1]\n\n[^1]: A note on rails.\n",
}  # fmt: skip
FIRST = "Theroadwasbuiltin1920bythe"
"""The letters of the first page of the first chapter."""

PAGES = PageMap(
    starts=(
        PageStart("i", "preface-title", 0), PageStart("1", "road-title", 0), PageStart("2", "road-p1", len(FIRST) + 6),
        PageStart("3", "road-p2", 25), PageStart("4", "rail-title", 0), PageStart("5", "rail-title", 0),
    ),
    page_of={
        "preface": "i", "road": "1", "road-title": "1", "road-p1": "1", "road-p2": "2", "table-men": "3", "rail": "5",
        "rail-title": "5", "rail-p1": "5", "rail-p2": "5", "road-fn-1": "2", "road-fn-1-1": "2", "road-fn-2": "3",
        "road-fn-2-1": "3", "rail-fn-1": "5", "rail-fn-1-1": "5",
    },
    source="",
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The manuscript."""
    made = tmp_path_factory.mktemp("road")
    for name, text in FILES.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def finder(folder):
    """Finds passages of the manuscript on pages that are told by hand."""
    problems = Problems()
    book = read_book(folder, problems)
    apparatus = compile_apparatus(book, problems)
    assert list(problems) == []
    return Finder(book, apparatus, PAGES, inline_ids(book))


@pytest.mark.parametrize(
    ("asked", "target", "pages"),
    [
        ("p. 2", "road-p1", ("2", "2")),
        ("2", "road-p1", ("2", "2")),
        ("page 3", "road-p2", ("3", "3")),
        ("pp. 1-3", "road-title", ("1", "3")),
        ("i", "preface-title", ("i", "i")),
        ("chapter 1", "road", ("1", "3")),
        ("Ch. 2", "rail", ("5", "5")),
        ("the rail", "rail", ("5", "5")),
        ("note 2 to chapter 1", "road-fn-2", ("3", "3")),
        ("n. 1, ch. 2", "rail-fn-1", ("5", "5")),
        ("2n1", "road-fn-1", ("2", "2")),
        ("table 1", "table-men", ("3", "3")),
        ("road-p2", "road-p2", ("2", "3")),
        ("1.2", "road-p2", ("2", "3")),
        ("The road was built", "road-p1", ("1", "1")),
        ("commission of both governments", "road-p1", ("1", "2")),  # emphasis and a page break
        ("how far", "road-p1", ("2", "2")),
        ("governments.1 Nobody knew “how far” it ran", "road-p1", ("2", "2")),  # the call of a note was copied
        ("governments. Nobody knew", "road-p1", ("2", "2")),  # it was not
        ("it ran - or why. It ended at Goris", "road-p1", ("2", "2")),  # two paragraphs
        ("Here the com-\nmissioners met", "road-p2", ("2", "3")),  # a hyphen at the end of a line, a page break
        ("who had seen it", "road-fn-1-1", ("2", "2")),
    ],
)
def test_a_passage_is_found(finder, asked, target, pages):
    """Pages, names, ids and words lead to the right block and to the pages that bear them."""
    found = finder.find(asked)
    assert (found[0].target, (found[0].first, found[0].last)) == (target, pages)


def test_words_that_stand_twice_are_told_twice(finder):
    """Both places, in the order of the book; a note counts too."""
    assert [(p.target, p.first) for p in finder.find("ended at Goris")] == [("road-p2", "2"), ("rail-p1", "5")]
    assert [(p.target, p.note) for p in finder.find("the same words")] == [("road-fn-2-1", "2"), ("rail-p1", "")]


def test_what_is_not_there_is_not_found(finder):
    """No page, chapter, note or words of that kind."""
    for asked in ("p. 99", "chapter 9", "note 9 to chapter 1", "map 1", "road-p99", "no such words", "…"):
        assert finder.find(asked) == []


# ------------------------------------------------------------------------ the command


def keep(folder, out):
    """A page map of a build of the manuscript as it stands."""
    import dataclasses

    out.mkdir()
    (out / "the-road-pages.json").write_text(json.dumps(dataclasses.asdict(PAGES)), encoding="utf-8")
    (out / "the-road-report.json").write_text(json.dumps({"inputs": input_digests(folder)}), encoding="utf-8")


def told(folder, out, asked, style="", form=""):
    """What the command tells."""
    problems = Problems()
    made = answer(folder, out, asked, style, form, problems)
    assert list(problems) == []
    return made


def test_a_citation_is_told_with_its_place_in_each_edition(folder, tmp_path):
    """Full, short, entry, page, sheet, file of the e-book, line of the manuscript."""
    keep(folder, tmp_path / "dist")
    lines = told(folder, tmp_path / "dist", "commission of both governments").text.splitlines()
    assert lines == [
        "“commission of both governments. Nobody knew “how far” it ran — or …”",
        "Full       Jane Doe, The Road: A History (Press, 2026), 1–2.",
        "Short      Doe, Road, 1–2.",
        "Entry      Doe, Jane. The Road: A History. Press, 2026.",
        "Place      chapter 1, “The Road”",
        "Print      pp. 1–2 (sheet 2 of the PDF)",
        "E-book     text/road.xhtml#road-p1 (printed page: #page_1)",
        "Manuscript road.md:4",
        "Id         road-p1",
    ]


@pytest.mark.parametrize(
    ("asked", "style", "full"),
    [
        ("note 2 to chapter 1", "", "Jane Doe, The Road: A History (Press, 2026), 3n2."),
        ("table 1", "", "Jane Doe, The Road: A History (Press, 2026), 3, table 1."),
        ("p. 2", "chicago-author-date", "(Doe 2026, 2)"),
        ("p. 2", "mhra-notes", "Jane Doe, The Road: A History (Press, 2026), p. 2."),
        ("chapter 1", "mhra-notes", "Jane Doe, ‘The Road’, in The Road: A History (Press, 2026), pp. 1–3."),
    ],
)
def test_each_kind_of_passage_in_each_style(folder, tmp_path, asked, style, full):
    """Notes as 3n2, tables by name, chapters by their own title; the words of the style asked for."""
    keep(folder, tmp_path / "dist")
    text = told(folder, tmp_path / "dist", asked, style).text
    assert f"Full       {full}" in text.splitlines()


def test_a_record_is_told_for_a_reference_manager(folder, tmp_path):
    """The chapter of the passage in three formats; the book where there is no chapter."""
    keep(folder, tmp_path / "dist")
    out = tmp_path / "dist"
    assert json.loads(told(folder, out, "p. 2", form="csl-json").text)[0]["page"] == "1-3"
    assert "booktitle  = {{The Road: A History}}" in told(folder, out, "road-p2", form="bibtex").text
    assert told(folder, out, "i", form="ris").text.startswith("TY  - BOOK")


def test_pages_of_another_text_are_not_taken(folder, tmp_path):
    """A manuscript that was changed since the build is laid out anew; what was kept is then no answer."""
    changed = tmp_path / "book"
    shutil.copytree(folder, changed)
    keep(folder, tmp_path / "dist")
    book = read_book(changed, Problems())
    assert kept_page_map(book, tmp_path / "dist") is not None
    (changed / "road.md").write_text(FILES["road.md"] + "\nMore.\n", encoding="utf-8")
    assert kept_page_map(read_book(changed, Problems()), tmp_path / "dist") is None
    text = told(changed, tmp_path / "dist", "The road was built").text
    assert "p. 1 (sheet 3 of the PDF)" in text  # two front pages and the first of the text


def test_a_manuscript_with_problems_is_not_cited(folder, tmp_path):
    """Its problems are told instead; so is a style that is not there."""
    broken = tmp_path / "book"
    shutil.copytree(folder, broken)
    (broken / "road.md").write_text(FILES["road.md"].replace("[^2]:", "[^3]:"), encoding="utf-8")
    problems = Problems()
    assert answer(broken, tmp_path, "p. 1", "", "", problems) is None
    assert {p.code for p in problems} == {"note-missing", "note-unused"}
    problems = Problems()
    assert answer(folder, tmp_path, "p. 1", "no-such-style", "", problems) is None
    assert [p.code for p in problems] == ["style-missing"]


def test_the_command_line(folder, tmp_path, root: Path):
    """Found: 0, told on standard output. Not found: 1, told what may be asked for on standard error."""
    keep(folder, tmp_path / "dist")

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(root / "build.py"), "cite", *words, str(folder), "--out", str(tmp_path / "dist")]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    found, missing = run("p. 2"), run("no such words")
    assert (found.returncode, found.stderr) == (0, "") and "Id         road-p1" in found.stdout
    assert (missing.returncode, missing.stdout) == (1, "") and "ask for “p. 47”" in missing.stderr


def test_a_cover_counts_among_the_sheets_of_the_pdf(folder, tmp_path):
    """With a cover the second page of the book is the fourth of the file."""
    covered = tmp_path / "book"
    shutil.copytree(folder, covered)
    (covered / "book.yaml").write_text(FILES["book.yaml"] + "design: {cover: true}\n", encoding="utf-8")
    keep(covered, tmp_path / "dist")
    assert "Print      p. 1 (sheet 4 of the PDF)" in told(covered, tmp_path / "dist", "The road was built").text
