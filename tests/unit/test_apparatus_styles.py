"""Citation styles: where they are found, what is refused, and what the copy for a book changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from apparatus_samples import HERE, IBID, NOTES, book, citation, marked, paragraph, person, section, source

from monograph.apparatus import compile_apparatus
from monograph.apparatus.styles import ASSETS, Style, find_style, read_style
from monograph.model import Location
from monograph.problems import Problem, Problems

STYLE = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" {}><info><title>T</title>{}</info>{}</style>'
LAYOUT = '<citation><layout><text variable="title"/></layout></citation>'


def found(folder: Path | str, **settings: str) -> tuple[Style | None, list[Problem]]:
    """The style of a book in a folder, and the problems on the way."""
    problems = Problems()
    return find_style(book(folder=str(folder), **settings), problems), list(problems)


def test_the_book_folder_comes_first(tmp_path: Path) -> None:
    """A style beside book.yaml is taken before one of the same name that comes with the program."""
    (tmp_path / f"{NOTES}.csl").write_text(STYLE.format('class="in-text"', "", LAYOUT), encoding="utf-8")
    style, problems = found(tmp_path, style=NOTES)
    assert style
    assert not style.notes
    assert not problems
    style, _ = found("", style=f"{NOTES}.csl")
    assert style
    assert style.notes


def test_missing_style(tmp_path: Path) -> None:
    """An unknown name is told with the nearest one; a path is never read."""
    _, (problem,) = found(tmp_path, style="chicago-note-bibliography")
    assert (problem.code, problem.location.path) == ("style-missing", "book.yaml")
    assert problem.hint == "did you mean “chicago-notes-bibliography”?"
    _, (problem,) = found(tmp_path, style=f"../csl/{NOTES}")
    assert problem.code == "style-missing"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<style", "is no XML"),
        ("<html/>", "is not a citation style"),
        (STYLE.format("", "", "<citation/>"), "is not a citation style"),
        (
            STYLE.format("", '<link rel="independent-parent" href="http://x.org/styles/iop-numeric"/>', ""),
            "“iop-numeric”",
        ),
    ],
)
def test_broken_style(tmp_path: Path, text: str, words: str) -> None:
    """What is not an independent style is refused with its file; a dependent one names its parent."""
    (tmp_path / "mine.csl").write_text(text, encoding="utf-8")
    _, (problem,) = found(tmp_path, style="mine")
    assert (problem.code, problem.location) == ("style-broken", Location("mine.csl", 1))
    assert words in problem.message


def test_style_that_the_engine_refuses(tmp_path: Path) -> None:
    """What only the engine notices is a problem of the manuscript too, not a fault of the program."""
    wrong = STYLE.format('class="note"', "", '<citation><layout><text macro="none"/></layout></citation>')
    (tmp_path / "mine.csl").write_text(wrong, encoding="utf-8")
    problems = Problems()
    made = book(section("one", paragraph("p", citation("c", "doe"))), folder=str(tmp_path), style="mine")
    compile_apparatus(made, problems)
    assert "style-broken" in [problem.code for problem in problems]


def test_entities_are_not_read(tmp_path: Path) -> None:
    """A style cannot read a file of the machine."""
    (tmp_path / "secret").write_text("SECRET", encoding="utf-8")
    entity = f'<!DOCTYPE style [<!ENTITY e SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    text = entity + STYLE.format("", "", LAYOUT.replace("<layout>", "<layout>&e;"))
    (tmp_path / "mine.csl").write_text(text, encoding="utf-8")
    style, _ = found(tmp_path, style="mine")
    assert style is None or "SECRET" not in style.xml


@pytest.mark.parametrize(
    ("name", "language", "spoken", "inside"),
    [
        (NOTES, "en", "en-US", True),
        (NOTES, "en-GB", "en-GB", False),
        ("mhra-notes", "en", "en-GB", False),
        ("gost-r-7-0-5-2008", "ru", "ru-RU", False),
        (NOTES, "az", "az", False),
    ],
)
def test_language_and_stop(name: str, language: str, spoken: str, inside: bool) -> None:
    """A language without region takes that of the style; only American English sets the stop within quotation marks."""
    style = read_style(ASSETS / f"{name}.csl", language, False, HERE, Problems())
    assert style
    assert (style.language, style.stop_inside) == (spoken, inside)


def test_ibid_variant() -> None:
    """``ibid: style`` takes the variant with ibid.; ``never`` takes its branches out of a style that has them."""
    assert found("", style=NOTES, ibid="style")[0].name == IBID  # type: ignore[union-attr]
    never, _ = found("", style=IBID)
    assert never
    assert 'position="ibid"' not in never.xml
    assert 'position="ibid"' in (ASSETS / f"{IBID}.csl").read_text(encoding="utf-8")


ONLY_IBID = """<citation><layout><choose><if position="ibid"><text term="ibid"/></if>
<else><text variable="title"/></else></choose></layout></citation>"""


def test_ibid_branch_alone(tmp_path: Path) -> None:
    """Where nothing but an else is left after the branch for ibid., the else is printed."""
    (tmp_path / "mine.csl").write_text(STYLE.format('class="note"', "", ONLY_IBID), encoding="utf-8")
    body = paragraph("p", citation("c1", "roe"), citation("c2", "roe"))
    problems = Problems()
    made = compile_apparatus(book(section("one", body), folder=str(tmp_path), style="mine"), problems)
    assert [marked(note.paragraphs[0].children) for note in made.notes["one"]] == ["{Rivers}.", "{Rivers}."]


DATED = [
    source("letter", "document", title="Letter", URL="https://example.org", issued="1920-08-10"),
    source("report", "document", title="Report", URL="https://example.org", issued="1920-08"),
    source("talks", "document", title="Talks", URL="https://example.org", issued="1921-04-26/1921-04-27"),
    source("order", "document", title="Order", URL="https://example.org", issued="1918-02-01", old_style="1918-01-19"),
    source("page", "webpage", title="Page", URL="https://example.org", accessed="2026-01-31", issued="n.d."),
]


@pytest.mark.parametrize("style", [NOTES, IBID, f"{NOTES}-classic"])
def test_days_before_their_months(style: str) -> None:
    """``dates: day-first`` in notes and entries, days of access among them; quotation marks stay American."""

    def printed(dates: str) -> tuple[list[str], list[str]]:
        body = paragraph("p", *(citation(f"c{s.key}", s.key) for s in DATED))
        made = compile_apparatus(book(section("one", body), sources=DATED, style=style, dates=dates), Problems())
        entries = [marked(entry.children) for group in made.bibliography for entry in group.entries]
        return [marked(note.paragraphs[0].children) for note in made.notes["one"]], entries

    notes, entries = printed("day-first")
    before, listed = printed("style")
    told = ["10 August 1920", "August 1920", "26–27 April 1921", "19 January (1 February) 1918", "31 January 2026"]
    american = [
        "August 10, 1920",
        "August 1920",
        "April 26–27, 1921",
        "January 19 (February 1), 1918",
        "January 31, 2026",
    ]
    assert [words in note for words, note in zip(told, notes, strict=True)] == [True] * 5, notes
    assert [words in " ".join(entries) for words in told] == [True] * 5, entries
    assert [note.replace(day, words) for words, day, note in zip(told, american, before, strict=True)] == notes
    assert [any(day in entry for entry in listed) for day in american] == [True] * 5, listed
    assert notes[0].startswith("{“Letter,” 10 August 1920")


def test_dash_is_set_per_group() -> None:
    """The dash for a repeated author is taken from the copy, so that it never crosses a group."""
    style = read_style(ASSETS / f"{NOTES}-classic.csl", "en", False, HERE, Problems())
    assert style
    assert style.dash == "———"
    assert "subsequent-author" not in style.xml


@pytest.mark.parametrize("path", sorted(ASSETS.glob("*.csl")), ids=lambda path: path.stem)
def test_every_vendored_style_formats(path: Path) -> None:
    """Each style that comes with the program prints a book, cited twice, with an entry."""
    body = paragraph("p", citation("c1", "doe"), citation("c2", "doe"))
    problems = Problems()
    item = source("doe", author=[person("Doe", "Jane")], title="Roads", publisher="Press", publisher_place="Town")
    made = compile_apparatus(book(section("one", body), sources=(item,), style=path.stem), problems)
    assert not len(problems)
    words = [*made.citations.values(), *(note.paragraphs[0].children for note in made.notes["one"])]
    assert len(words) == 2
    assert all("Doe" in marked(inlines) for inlines in words)
    (group,) = made.bibliography
    assert marked(group.entries[0].children).startswith("Doe")
