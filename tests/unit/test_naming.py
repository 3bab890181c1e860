"""One form of a name in running text: what is told, and what is not."""

from __future__ import annotations

import pytest

from monograph.manuscript.naming import check_names, names_of
from monograph.model import Book, Location, Metadata, NameForm, Paragraph, Person, Place, Section, Settings, Text
from monograph.problems import Problems

HERE = Location("one.md", 7, 3)
PLACES = (
    Place("kapan", "Kapan", "town", HERE, names=(NameForm("Ghapan", "hy-Latn"), NameForm("Կապան", "hy"))),
    Place("shusha", "Shusha", "town", HERE, names=(NameForm("Stepanakert", "hy-Latn", note="from 1923"),)),
    Place("marsh", "Marsh", "village", HERE),
)
PERSONS = (Person("dro", "Drastamat Kanayan (Dro)", "Kanayan", HERE, variants=("Dro", "Kanaian", "Dro Kanayan")),)


def told(*texts: str) -> list[str]:
    """What is told of paragraphs, with their columns."""
    blocks = tuple(Paragraph(f"p{n}", (Text(text, HERE),), HERE) for n, text in enumerate(texts))
    section = Section("one", "chapter", "body", (), "One", HERE, "one.md", blocks=blocks)
    problems = Problems()
    check_names(Book(Metadata("b", "B", "", (), "en", ""), Settings(), (section,), persons=PERSONS, places=PLACES),
                problems)  # fmt: skip
    return [f"{p.location.line}:{p.location.column} {p.message}" for p in problems]


def test_names_of_a_book() -> None:
    """Other forms are those in Latin letters, without a period of their own, that are no part of a name used."""
    names = names_of(Book(Metadata("b", "B", "", (), "en", ""), Settings(), (), persons=PERSONS, places=PLACES))
    assert names.other == {"Ghapan": "Kapan", "Kanaian": "Drastamat Kanayan (Dro)"}
    assert {"Dro", "Kanayan", "Kapan", "Shusha"} <= names.used


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The road to Ghapan.", ["7:15 “Ghapan” stands here, the book uses “Kapan”"]),
        ("The road to Kafan.", ["7:15 “Kafan” stands here, the book uses “Kapan”"]),
        ("The road to Kapan and the Kapanis.", []),
        ("Kafan opens a sentence and is not known as a name.", []),
        ("They said “Ghapan and «Kafan»” and went on to Kapan.", []),
        ("They said “Ghapan” and went to Ghapan.", ["7:34 “Ghapan” stands here, the book uses “Kapan”"]),
        ("Dro Kanayan, or Dro, at Stepanakert.", []),
        ("The New-Ghapan mine and the Ghapaner.", []),
        ("Three Harsh winters.", []),
    ],
)
def test_forms(text: str, found: list[str]) -> None:
    """Listed forms anywhere, near forms inside a sentence; quotations, derivations and parts of names are free."""
    assert told(text) == found


def test_a_quotation_goes_on_in_the_next_text() -> None:
    """A mark of quotation that closes in another paragraph frees nothing there."""
    assert told("He said “this", "Ghapan is far.") == ["7:3 “Ghapan” stands here, the book uses “Kapan”"]


def test_a_common_word_is_no_name() -> None:
    """A word that the book also writes small is not taken for a name with one letter changed."""
    assert told("The road by March.") == ["7:15 “March” stands here, the book uses “Marsh”"]
    assert told("The road by March.", "They march.") == []
