"""What the appendices say of a record: where it is told of, its maps, its ids, its names in their languages."""

from __future__ import annotations

import pytest

from monograph.apparatus.mentions import mentions_of
from monograph.model import (
    Apparatus,
    Book,
    ChronologyRow,
    Event,
    Location,
    MapFigure,
    MapSheet,
    Metadata,
    NameForm,
    Note,
    Paragraph,
    Person,
    Place,
    Section,
    Settings,
    Span,
    Target,
    Text,
)
from monograph.rendering.languages import by_language, language_name
from monograph.rendering.records import (
    authorities_of,
    coordinates,
    events_with,
    life_dates,
    maps_with,
    mentions_in,
)

HERE = Location("a.md", 1)
PLACE = Place("goris", "Goris", "town", HERE, 39.5111, 46.3417, "GeoNames 174895", True)


def span(identifier: str, *marks: tuple[str, str]) -> Span:
    """A marked span."""
    return Span((Text(identifier, HERE),), HERE, id=identifier, marks=marks)


def chapter(identifier: str, *blocks: object, notes: tuple[Note, ...] = (), path: str = "a.md") -> Section:
    """A section."""
    title = (Text(identifier, HERE),)
    return Section(identifier, "chapter", "body", title, identifier, HERE, path, blocks=blocks, notes=notes)  # type: ignore[arg-type]


def book(*sections: Section, maps: tuple[MapSheet, ...] = ()) -> Book:
    """A book of these sections."""
    return Book(Metadata("b", "B", "", (), "en", "2026-01-01"), Settings(), sections, maps=maps)


def apparatus(targets: dict[str, Target], numbers: dict[str, str], *events: Event) -> Apparatus:
    """An apparatus that knows where things stand."""
    rows = tuple(ChronologyRow(f"event-{e.id}", n, "", "", "", e, (), ()) for n, e in enumerate(events, 1))
    return Apparatus(numbers, {}, {}, {}, (), targets, rows)


def test_mentions_are_read_from_text_and_notes() -> None:
    """Marks of persons, places, events and terms, in reading order; what a generated part prints is none."""
    note = Note("n", "1", "", (Paragraph("np", (span("m3", ("place", "goris")),), HERE),), HERE)
    text = Paragraph("p", (span("m1", ("place", "goris"), ("event", "T1")), span("m2", ("index", "Roads"))), HERE)
    made = Section("gazetteer", "gazetteer", "back", (span("m9", ("place", "goris")),), "", HERE)
    found = mentions_of(book(chapter("one", text, notes=(note,)), made))
    assert found == {"place-goris": ("m1", "m3"), "event-T1": ("m1",)}


def test_mentions_are_told_by_section_and_page() -> None:
    """Pages stand behind their chapter, each once; a chapter without number goes by its title."""
    where = {"a": "one", "b": "one", "c": "one", "d": "preface", "e": "two"}
    targets = {id: Target(id, "span", "", section) for id, section in where.items()}
    targets |= {s: Target(s, "chapter", f"chapter {n}", s) for n, s in enumerate(("one", "two", "preface"), 1)}
    made = apparatus(targets, {"one": "1", "two": "2", "preface": ""})
    parts = (chapter("preface"), chapter("one"), chapter("two"))
    pages = {"a": "5", "b": "5", "c": "7", "d": "ix"}
    found = mentions_in(("d", "a", "b", "c", "e", "gone"), book(*parts), made, pages)
    assert [(m.words, m.pages) for m in found] == [
        ("preface", (("d", "ix"),)),
        ("chapter 1", (("a", "5"), ("c", "7"))),
    ]


def test_maps_with_a_place() -> None:
    """Only sheets that stand in the book and name the place, by their numbers."""
    sheets = tuple(
        MapSheet(n, n, "", "", {"places": [{"ref": ref}]}, HERE)
        for n, ref in (("s1", "goris"), ("s2", "shusha"), ("s3", "goris"), ("s4", "goris"))
    )
    figures = [MapFigure(f"f{n}", f"s{n}", HERE) for n in (1, 2, 3)]
    targets = {f"f{n}": Target(f"f{n}", "map", f"map {n}", "one") for n in (1, 2, 3)}
    made = book(chapter("one", *figures), maps=sheets)
    assert maps_with(PLACE, made, apparatus(targets, {})) == (("f1", "1"), ("f3", "3"))


def test_events_with_a_record() -> None:
    """The numbers of the events that name a place or a person."""
    events = (Event("T1", "1920", "A", (), HERE, places=("goris",)), Event("T2", "1921", "B", (), HERE, persons=("x",)))
    made = apparatus({}, {}, *events)
    assert events_with("place", "goris", made) == (("event-T1", 1),)
    assert events_with("person", "x", made) == (("event-T2", 2),)


def test_authorities_are_addresses() -> None:
    """Ids become words and addresses, in alphabetical order of the files."""
    person = Person("x", "X", "X", HERE, authorities={"wikidata": "Q1394", "viaf": "7393146"})
    assert [(a.words, a.url) for a in authorities_of(person)] == [
        ("VIAF 7393146", "https://viaf.org/viaf/7393146"),
        ("Wikidata Q1394", "https://www.wikidata.org/wiki/Q1394"),
    ]


def test_only_a_verified_position_is_printed() -> None:
    """Degrees to the hundredth with their sides; nothing for a position by eye, or for none."""
    assert coordinates(PLACE) == "39.51°\u00a0N, 46.34°\u00a0E"
    assert coordinates(Place("a", "A", "town", HERE, -33.9, -70.5, "x", True)) == "33.90°\u00a0S, 70.50°\u00a0W"
    assert coordinates(Place("a", "A", "town", HERE, 39.5, 46.3, "by eye")) == ""
    assert coordinates(Place("a", "A", "town", HERE)) == ""


@pytest.mark.parametrize(
    ("born", "died", "words"),
    [
        ("1879?", "1938?", "1879?–1938?"),
        ("1886-01-01", "1955", "1 January 1886–1955"),
        ("1870~", "", "b. about 1870"),
        ("", "1921-02?", "d. February 1921?"),
        ("", "", ""),
    ],
)
def test_life_dates(born: str, died: str, words: str) -> None:
    """Doubtful years keep their question mark; one known year says which it is."""
    assert life_dates(Person("x", "X", "X", HERE, born=born, died=died), "b.", "d.") == words


def test_names_by_language() -> None:
    """Languages in alphabetical order of their names, each with its forms as given; forms of no language last."""
    tags = ["und-Latn", "ru-Latn", "hy", "az", "ru", "hy"]
    forms = [NameForm(f"{tag}{n}", tag) for n, tag in enumerate(tags)]
    assert [(name, [f.text for f in group]) for name, group in by_language(forms, "en")] == [
        ("Armenian", ["hy2", "hy5"]), ("Azerbaijani", ["az3"]), ("Russian", ["ru4"]),
        ("Russian, romanized", ["ru-Latn1"]), ("other forms", ["und-Latn0"]),
    ]  # fmt: skip
    assert language_name("az-Arab", "en") == "Azerbaijani, in Arabic script"
    assert language_name("xx", "de") == "xx"
