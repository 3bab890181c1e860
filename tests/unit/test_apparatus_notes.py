"""Notes: which there are, how they are numbered, and what becomes of a citation in each place."""

from __future__ import annotations

import gc

from apparatus_samples import (
    AUTHOR_DATE,
    HERE,
    IBID,
    MINUTES,
    NOTES,
    SOURCES,
    book,
    call,
    citation,
    cite,
    marked,
    note,
    paragraph,
    person,
    section,
    source,
    text,
)

from bench.citations import compared
from monograph.apparatus import compile_apparatus
from monograph.apparatus.notes import note_mark
from monograph.apparatus.reading import section_inlines
from monograph.model import (
    Apparatus,
    BlockQuote,
    Book,
    Cell,
    Division,
    Event,
    Figure,
    Heading,
    List,
    ListItem,
    NoteSeries,
    Table,
)
from monograph.problems import Problems


def compiled(made: Book) -> Apparatus:
    """The apparatus of a book without errors."""
    problems = Problems()
    apparatus = compile_apparatus(made, problems)
    assert not problems.errors
    return apparatus


def printed(apparatus: Apparatus, identifier: str = "one") -> list[str]:
    """The notes of a section as "1 words" or "ed 1 words"."""
    return [
        f"{note.series} {note.number} ".lstrip() + " / ".join(marked(p.children) for p in note.paragraphs)
        for note in apparatus.notes[identifier]
    ]


def test_a_bare_citation_is_a_note() -> None:
    """A citation in the text becomes a note with an id made of its own, and a call under the citation's id."""
    made = compiled(book(section("one", paragraph("p1", text("So."), citation("c1", cite("doe", "12"))))))
    (found,) = made.notes["one"]
    assert (found.id, found.number, found.calls, found.keys) == ("c1-note", "1", ("c1",), ("doe",))
    assert printed(made) == ["1 {Jane Doe, *Roads of the Highland: A Study* (Nowhere Press, 1990), 12}."]
    assert made.calls["c1"].note == "c1-note"
    assert made.citations == {}


def test_numbers_by_series_and_second_calls() -> None:
    """Each series counts from 1; a second call of a note repeats its number."""
    notes = (note("a", (text("one"),)), note("b", (text("two"),)), note("e", (text("editor"),), series="ed"))
    body = paragraph("p1", call("k1", "b"), call("k2", "e"), citation("c1", "doe"), call("k3", "b"), call("k4", "a"))
    made = compiled(book(section("one", body, notes=notes), section("two", paragraph("q1", citation("c2", "doe")))))
    assert [line[:7] for line in printed(made)] == ["1 Two.", "ed 1 Ed", "2 {Jane", "3 One."]
    assert {name: found.number for name, found in made.calls.items()} == dict(
        k1="1", k2="1", c1="2", k3="1", k4="3", c2="1"
    )
    assert made.notes["one"][0].calls == ("k1", "k3")
    assert made.calls["k2"].series == "ed"


def test_reading_order() -> None:
    """Notes are numbered as one reads: heading, quotation, list, table (caption, head, cells), figure, division."""
    runs = iter("abcdefghij")

    def words() -> tuple[object, ...]:
        return (text(next(runs)),)

    blocks = (
        Heading("h", 2, words(), HERE),  # type: ignore[arg-type]
        BlockQuote("q", (paragraph("q1", *words()),), HERE),  # type: ignore[arg-type]
        List("l", (ListItem("l1", (paragraph("l1p", *words()),)),), 0, HERE),  # type: ignore[arg-type]
        Table(caption=words(), id="t", head=(Cell("r0", words()),), rows=((Cell("r1", words()),),), location=HERE),  # type: ignore[arg-type]
        Figure("f", "x.png", "x", words(), HERE),  # type: ignore[arg-type]
        Division("d", "verse", (paragraph("d1", *words()),), HERE),  # type: ignore[arg-type]
    )
    one = section("one", *blocks)
    assert "".join(marked(run) for run in section_inlines(one, book(one))) == "Oneabcdefgh"


def test_prose_and_citations_of_a_note_meet() -> None:
    """Within prose a citation is in its place, without parentheses, and no mark is printed twice."""
    inside = (text("see "), citation("c1", cite("poe", "4")), text("; but "), citation("c2", "minutes"), text("."))
    made = compiled(
        book(section("one", paragraph("p1", call("k1", "a")), notes=(note("a", inside, (text("Second"),)),)))
    )
    assert printed(made) == [
        "1 See {Ann Poe, “Why Bridges? A Question,” *Review of Roads* 4 (2001): 4}; but "
        "{“Minutes of the Meeting,” June 3, 1921}. / Second."
    ]
    assert made.notes["one"][0].keys == ("poe", "minutes")


def test_author_in_the_text() -> None:
    """``@key [p. 3]`` names the authors in the text and leaves them out of the note; a title stands for no author."""
    three = source("three", author=[person(n, "A.") for n in ("Doe", "Roe", "Poe")], title="Trio", publisher="Press")
    four = source("four", editor=[person(n, "A.") for n in ("Doe", "Roe", "Poe", "Coe")], title="Four", publisher="P")
    body = [
        citation(f"c{i}", cite(key, "3"), in_text=True) for i, key in enumerate(("doe", "three", "four", "minutes"))
    ]
    made = compiled(book(section("one", paragraph("p1", *body)), sources=(*SOURCES, three, four)))
    names = ["Doe", "Doe, Roe, and Poe", "Doe et al.", "“Minutes of the Meeting”"]
    assert [marked(words) for words in made.citations.values()] == names
    assert printed(made)[0] == "1 {*Roads of the Highland: A Study* (Nowhere Press, 1990), 3}."
    assert printed(made)[3].startswith("4 {“Minutes of the Meeting,” June 3, 1921")


def test_author_in_the_prose_of_a_note() -> None:
    """In a note the names come first and then the citation without them, never "Doe, ibid."."""
    prose = (text("as "), citation("c2", cite("doe", "4"), in_text=True), text(" says"))
    one = section("one", paragraph("p1", citation("c1", "doe"), call("k1", "a")), notes=(note("a", prose),))
    made = compiled(book(one, style=NOTES, ibid="style"))
    assert printed(made)[1] == "2 As Doe, {*Roads of the Highland*, 4} says."


def test_author_date_style() -> None:
    """In an author-date style a citation stays in the text in parentheses, and in a note keeps them."""
    notes = (note("a", (text("see "), citation("c3", "roe"))),)
    body = paragraph(
        "p1", citation("c1", cite("doe", "12")), citation("c2", cite("doe", "3"), in_text=True), call("k1", "a")
    )
    made = compiled(book(section("one", body, notes=notes), style=AUTHOR_DATE))
    assert {name: marked(words) for name, words in made.citations.items()} == {
        "c1": "({Doe 1990, 12})",
        "c2": "Doe ({1990, 3})",
    }
    assert printed(made) == ["1 See ({Roe 1995})."]
    assert [entry.cited_at for group in made.bibliography for entry in group.entries] == [("c1", "c2"), ("a",)]


def test_full_form_by_chapter_or_book() -> None:
    """A source is full again in the next chapter, unless the book wants it full once."""
    sections = [section(name, paragraph(f"{name}-p1", citation(f"{name}-c1", "roe"))) for name in ("one", "two")]
    assert printed(compiled(book(*sections)), "two") == ["1 {Richard Roe, *Rivers* (Nowhere Press, 1995)}."]
    assert printed(compiled(book(*sections, full_form="book")), "two") == ["1 {Roe, *Rivers*}."]


def test_ibid_never_begins_a_chapter() -> None:
    """With ibid. and one full form for the book, a chapter still begins with the short form."""
    sections = [
        section(n, paragraph(f"{n}-p1", citation(f"{n}-c1", "roe"), citation(f"{n}-c2", "roe"))) for n in ("one", "two")
    ]
    made = compiled(book(*sections, style=NOTES, ibid="style", full_form="book"))
    assert printed(made, "two") == ["1 {Roe, *Rivers*}.", "2 {Ibid.}"]
    assert printed(compiled(book(*sections, style=IBID)), "one")[1] == "2 {Roe, *Rivers*}."


def test_ibid_not_after_a_note_of_several_groups() -> None:
    """After a note that cites two sources in its prose ibid. would mean either: the short form is printed."""
    prose = (citation("c1", "doe"), text(", and "), citation("c2", "roe"))
    body = paragraph("p1", call("k1", "a"), citation("c3", "roe"))
    made = compiled(book(section("one", body, notes=(note("a", prose),)), ibid="style"))
    assert printed(made)[1] == "2 {Roe, *Rivers*}."


def test_a_broken_citation_leaves_the_rest() -> None:
    """A key that does not exist was reported by the reader; the other notes are still made."""
    body = paragraph("p1", citation("c1", "nobody"), citation("c2", "nobody", "roe"), call("k9", "missing"))
    made = compiled(book(section("one", body)))
    assert printed(made) == ["1 ", "2 {Richard Roe, *Rivers* (Nowhere Press, 1995)}."]


def test_notes_in_the_chronology() -> None:
    """A citation in the text of an event is a note of the chronology."""
    event = Event("T1", "1921", "Event", (text("So."), citation("t1", "roe")), HERE)
    made = compiled(book(section("chronology", kind="chronology"), events=(event,)))
    assert printed(made, "chronology") == ["1 {Richard Roe, *Rivers* (Nowhere Press, 1995)}."]


def test_source_without_entry_is_told() -> None:
    """A style that has no entry for a kind of source says so at the record."""
    problems = Problems()
    compile_apparatus(book(section("one", paragraph("p1", citation("c1", "minutes")))), problems)
    assert [(p.code, p.location) for p in problems if p.code == "source-unprinted"] == [
        ("source-unprinted", MINUTES.location)
    ]


def test_a_thousand_notes_in_three_seconds() -> None:
    """A long book's citations take seconds, and little more than the engine takes alone for the same ones.

    Processor time is measured, so that what else the machine does falls on neither; what other tests left in memory
    is not looked through for garbage.
    """
    gc.collect()
    gc.freeze()
    rounds = [compared(repeat=2) for _ in range(3)]
    gc.unfreeze()
    assert min(ours.cpu for ours, _ in rounds) <= 3
    assert min(ours.cpu / alone.cpu for ours, alone in rounds) <= 1.5


def test_marks_of_a_series() -> None:
    """Numbers, letters or signs; after the last they are doubled."""
    assert [note_mark(n, "numbers") for n in (1, 30)] == ["1", "30"]
    assert [note_mark(n, "letters") for n in (1, 26, 27, 53)] == ["a", "z", "aa", "aaa"]
    assert [note_mark(n, "symbols") for n in (1, 2, 3, 4, 5, 8)] == ["*", "†", "‡", "§", "**", "§§"]


def test_each_series_begins_anew_in_each_chapter() -> None:
    """Author's notes by number, the editor's by letter, both from the first; ids differ though keys are the same."""
    chapters = []
    for name in ("one", "two"):
        calls = [call(f"{name}-k{n}", f"{name}-{id}") for n, id in enumerate(("1", "ed", "2", "ed2"))]
        notes = tuple(
            note(f"{name}-{id}", (text(id),), series="ed" if "ed" in id else "") for id in ("1", "ed", "2", "ed2")
        )
        chapters.append(section(name, paragraph(f"{name}-p", *calls), notes=notes))
    made = compiled(book(*chapters, series=(NoteSeries("ed", "Editor’s notes", "letters"),)))
    assert [[n.number for n in made.notes[name]] for name in ("one", "two")] == [["1", "a", "2", "b"]] * 2
    ids = [n.id for found in made.notes.values() for n in found]
    assert len(ids) == len(set(ids))
