"""Numbers of parts, and what a cross-reference calls them."""

from __future__ import annotations

import dataclasses

import pytest
from apparatus_samples import HERE, book, call, note, paragraph, section, text

from monograph.apparatus import compile_apparatus
from monograph.apparatus.targets import letter, section_numbers
from monograph.model import (
    BibliographyGroup,
    Cell,
    Event,
    Figure,
    Heading,
    MapFigure,
    MapSheet,
    Person,
    Place,
    Span,
    Table,
    Term,
)
from monograph.problems import Problems


@pytest.mark.parametrize(("number", "wanted"), [(1, "A"), (2, "B"), (26, "Z"), (27, "AA"), (53, "BA")])
def test_letters(number: int, wanted: str) -> None:
    """Appendices are lettered, beyond Z with two letters."""
    assert letter(number) == wanted


def test_section_numbers() -> None:
    """Chapters are counted on from an author's own number, appendices lettered, other parts not numbered."""
    made = book(
        section("preface", kind="preface", matter="front"),
        section("a"),
        section("b", number=4),
        section("c"),
        section("end", kind="conclusion", matter="body"),
        section("x", kind="appendix"),
        section("y", kind="appendix"),
        section("glossary", kind="glossary"),
    )
    numbers = section_numbers(made)
    assert numbers == dict(preface="", a="1", b="4", c="5", end="", x="A", y="B", glossary="")


def test_words() -> None:
    """Each thing has the words by which the text names it; what only a page can name has none."""
    span = Span((text("Goris"),), HERE, id="s1", marks=(("place", "goris"),))
    one = section(
        "one",
        Heading("h", 2, (text("The "), Span((text("bargain"),), HERE)), HERE),
        paragraph("p", span, call("k", "fn"), call("k2", "fn2")),
        MapFigure("m1", "sheet", HERE),
        Figure("f1", "x.png", "x", (text("A bridge"),), HERE),
        Figure("ornament", "y.png", "", (), HERE, decorative=True),
        notes=(note("fn", (text("First"),)), note("fn2", (Span((text("x"),), HERE, id="s2"),))),
    )
    table = Table("t1", (Cell("t1-r0c1", ()),), (), (text("Counts"),), HERE)
    two = section("extra", MapFigure("m2", "sheet", HERE), table, Table("t2", (), (), (), HERE), kind="appendix")
    event = Event("T1", "1921", "Treaty", (), HERE)
    sheet = MapSheet("sheet", "The district", "", "", {}, HERE)
    made = book(
        one, two, section("chronology", kind="chronology"), events=(event,), groups=(BibliographyGroup("g", "G"),)
    )
    made = type(made)(**{**vars(made), "maps": (sheet,)})
    targets = compile_apparatus(made, Problems()).targets
    words = {id: (target.kind, target.words) for id, target in targets.items()}
    assert words["one"] == ("chapter", "chapter 1")
    assert words["extra"] == ("appendix", "appendix A")
    assert words["chronology"] == ("chronology", "“Chronology”")
    assert words["h"] == ("heading", "“The bargain”")
    assert (words["m1"], words["m2"]) == (("map", "map 1"), ("map", "map 2"))
    assert (words["f1"], words["ornament"]) == (("figure", "figure 1"), ("figure", ""))
    assert (words["t1"], words["t2"]) == (("table", "table 1"), ("table", ""))
    assert words["fn2"] == ("note", "note 2 to chapter 1")
    assert (words["s1"], words["s2"], words["p"]) == (("span", ""), ("span", ""), ("block", ""))
    assert words["event-T1"] == ("event", "“Treaty”")
    assert targets["s2"].section == "one"
    assert targets["m2"].title == (text("The district"),)
    assert "person-nora" not in words  # no part of the book prints the persons


def test_records_that_are_printed_have_their_names() -> None:
    """A person, place or term is named as its part of the book names it, an event in quotation marks."""
    made = book(*(section(kind, kind=kind) for kind in ("chronology", "persons", "gazetteer", "glossary")))
    made = dataclasses.replace(
        made,
        sections=tuple(dataclasses.replace(s, path="") for s in made.sections),
        events=(Event("T1", "1921", "Treaty", (), HERE),),
        persons=(Person("nora", "Nora Day", "Day, Nora", HERE),),
        places=(Place("goris", "Goris", "town", HERE), Place("hut", "Hut", "hut", HERE, printed=False)),
        terms=(Term("ussr", "USSR", (), HERE, abbreviation=True), Term("revkom", "revkom", (), HERE)),
    )
    targets = compile_apparatus(made, Problems()).targets
    words = {id: (t.kind, t.words, t.section) for id, t in targets.items() if "-" in id}
    assert words == {
        "event-T1": ("event", "“Treaty”", "chronology"),
        "person-nora": ("person", "Nora Day", "persons"),
        "place-goris": ("place", "Goris", "gazetteer"),
        "term-ussr": ("term", "USSR", "glossary"),
        "term-revkom": ("term", "revkom", "glossary"),
    }
