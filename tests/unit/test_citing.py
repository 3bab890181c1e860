"""Stage 5, cite: what the records say, and that another program reads them back."""

from __future__ import annotations

import dataclasses
import json
import subprocess
from pathlib import Path

import pypandoc
import pytest

from monograph.citing.bibtex import bibtex
from monograph.citing.records import book_record, chapter_records, page_ranges
from monograph.citing.ris import ris
from monograph.editions import Making
from monograph.editions.cite import write
from monograph.model import (
    Apparatus,
    Book,
    Contributor,
    Location,
    Metadata,
    PageMap,
    PageStart,
    Section,
    Settings,
    Text,
)
from monograph.problems import Problems

HERE = Location("book.yaml", 1, 1)
METADATA = Metadata(
    slug="hills",
    title="Hills & Valleys",
    subtitle="A Study of 50% of New York, 1920–1921",
    contributors=(
        Contributor("", "", literal="The Hill and Valley Project"),
        Contributor("Doe", "Jane"),
        Contributor("Նժդեհ", "Գարեգին", role="edt"),
    ),
    language="en",
    date="2026-11-24",
    publisher="Nowhere Press",
    place="Erivan",
    edition="Second edition",
    subjects=("Caucasus, South -- History", "Hills"),
    identifiers={"isbn-print": "978-3-16-148410-0", "doi": "10.1000/a_b"},
)
FULL_TITLE = "Hills & Valleys: A Study of 50% of New York, 1920–1921"


def section(name: str, matter: str = "body", **more: str) -> Section:
    """A written section without text."""
    title = (Text(name.capitalize(), HERE),)
    return Section(name, "chapter", matter, title, "", HERE, path=f"{name}.md", **more)  # type: ignore[arg-type]


SECTIONS = (section("preface", "front"), section("one"), section("two", language="ru"), section("notes", "back"))
PAGES = PageMap(
    starts=(
        PageStart("vii", "preface-p1", 0),
        PageStart("viii", "one-p1", 0),  # blank
        PageStart("1", "one-p1", 0),
        PageStart("2", "one-p1", 700),
        PageStart("3", "one-p4", 12),
        PageStart("4", "two-p1", 0),  # blank
        PageStart("5", "two-p1", 0),
        PageStart("6", "notes-p1", 0),
        PageStart("7", "", 0),
    ),
    page_of={"preface": "vii", "one": "1", "two": "5", "notes": "6"},
    source="",
)
BOOK = Book(METADATA, Settings(), SECTIONS)
NOTHING = Apparatus({}, {}, {}, {}, (), {}, ())


def read_back(text: str, form: str) -> list[dict[str, object]]:
    """What pandoc understands of a file of records, as CSL items."""
    command = [pypandoc.get_pandoc_path(), "--from", form, "--to", "csljson"]
    return json.loads(subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout)  # type: ignore[no-any-return]


@pytest.mark.parametrize("form", ["bibtex", "biblatex"])
def test_pandoc_reads_the_bibtex_back(form: str) -> None:
    """BibTeX keeps authors, editor, title, year, publisher, place, ISBN and DOI, with its special letters."""
    (item,) = read_back(bibtex([book_record(METADATA)]), form)
    assert item["type"] == "book"
    assert item["title"] == FULL_TITLE
    assert item["author"] == [{"literal": "The Hill and Valley Project"}, {"family": "Doe", "given": "Jane"}]
    assert item["editor"] == [{"family": "Նժդեհ", "given": "Գարեգին"}]
    assert item["issued"] == {"date-parts": [[2026, 11, 24]]}
    assert (item["publisher"], item["publisher-place"]) == ("Nowhere Press", "Erivan")
    assert (item["ISBN"], item["DOI"]) == ("978-3-16-148410-0", "10.1000/a_b")


def test_pandoc_reads_the_ris_back() -> None:
    """RIS keeps title, year and authors; a body's name is not divided into given and family name."""
    (item,) = read_back(ris([book_record(METADATA)]), "ris")
    assert item["title"] == FULL_TITLE
    assert item["author"] == [{"family": "The Hill and Valley Project"}, {"family": "Doe", "given": "Jane"}]
    assert item["issued"] == {"date-parts": [[2026]]}


def test_pandoc_reads_the_csl_json_back(tmp_path: Path) -> None:
    """CSL-JSON written to the disk is UTF-8 and says the same after pandoc has read it."""
    write(Making(BOOK, NOTHING, tmp_path, Problems()))
    (item,) = read_back((tmp_path / "cite/hills.json").read_text(encoding="utf-8"), "csljson")
    assert (item["title"], item["title-short"]) == (FULL_TITLE, "Hills & Valleys")
    assert item["issued"] == {"date-parts": [[2026, 11, 24]]}
    assert item["author"] == [{"literal": "The Hill and Valley Project"}, {"family": "Doe", "given": "Jane"}]


@pytest.mark.parametrize(
    "title", ["A\\B", "x ~ y ^ z", "50 % of $3 & #1_a", "«Օր» – Ж", "a -- b", "Why? Not: IBM and iPad"]
)
def test_titles_come_through_bibtex_unchanged(title: str) -> None:
    """No letter that TeX treats specially is lost, and no style recases a word."""
    (item,) = read_back(bibtex([book_record(dataclasses.replace(METADATA, title=title, subtitle=""))]), "biblatex")
    assert item["title"] == title


def test_braces_in_a_title_leave_the_bibtex_balanced() -> None:
    """An unbalanced brace in a title does not swallow the fields after it."""
    text = bibtex([book_record(dataclasses.replace(METADATA, title="a } b", subtitle=""))])
    assert r"a \textbraceright{} b" in text
    assert read_back(text, "biblatex")[0]["publisher"] == "Nowhere Press"


def test_ris_is_laid_out_as_its_readers_expect() -> None:
    """Type first, end last, CR LF, one line a keyword though the keyword holds a comma, pages apart."""
    lines = ris(chapter_records(BOOK, PAGES)[:1]).split("\r\n")
    assert lines[0] == "TY  - CHAP"
    assert lines[-3:] == ["ER  - ", "", ""]
    assert {"SP  - 1", "EP  - 3", f"T2  - {FULL_TITLE}", "DA  - 2026/11/24/"} <= set(lines)
    assert "KW  - Caucasus, South -- History" in ris([book_record(METADATA)]).split("\r\n")


def test_page_ranges_leave_out_blank_pages() -> None:
    """A chapter ends on its last page with text, not on the blank one before the next recto."""
    assert [(s.id, pages) for s, pages in page_ranges(SECTIONS, PAGES)] == [
        ("preface", "vii"),
        ("one", "1-3"),
        ("two", "5"),
        ("notes", "6"),
    ]


def test_chapters_name_their_book_and_language() -> None:
    """Only the body's written sections have records; each names its book, pages and its own language."""
    one, two = chapter_records(BOOK, PAGES)
    assert (one["id"], one["type"], one["title"], one["page"]) == ("hills-one", "chapter", "One", "1-3")
    assert one["container-title"] == FULL_TITLE
    assert (one["language"], two["language"]) == ("en", "ru")
    (item,) = read_back(bibtex([one]), "biblatex")
    assert (item["type"], item["container-title"], item["page"]) == ("chapter", FULL_TITLE, "1-3")


@pytest.mark.parametrize(
    ("pages", "files"), [(None, ["hills"]), (PAGES, ["hills", "hills-chapters"])], ids=["no pages", "pages"]
)
def test_written_files(tmp_path: Path, pages: PageMap | None, files: list[str]) -> None:
    """The book in three formats, and its chapters too where the printed pages are known."""
    write(Making(BOOK, NOTHING, tmp_path, Problems(), page_map=pages))
    expected = {f"cite/{stem}.{extension}" for stem in files for extension in ("json", "bib", "ris")}
    expected |= {"CITATION.cff", "cite/index.html", "cite/hills-onix.xml", "cite/hills-marc.xml"}
    assert {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()} == expected


@pytest.mark.parametrize(
    ("date", "issued"),
    [("2026", {"date-parts": [[2026]]}), ("2026-03", {"date-parts": [[2026, 3]]}), ("c. 1920", {"literal": "c. 1920"})],
)
def test_dates_keep_their_precision(date: str, issued: object) -> None:
    """A date known to the year stays a year; one that is no date is given as it stands, in every format."""
    record = book_record(dataclasses.replace(METADATA, date=date))
    assert record["issued"] == issued
    assert ("= mar," in bibtex([record])) == (date == "2026-03")
    assert f"PY  - {date.partition('-')[0]}" in ris([record])
