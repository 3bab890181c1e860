"""Libraries beside ``references.yaml``: what people have, read without loss of case, and told where it is broken."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from monograph.manuscript.libraries import Libraries, read_libraries
from monograph.manuscript.libraries.conversion import converted
from monograph.manuscript.libraries.entries import TypedEntry
from monograph.manuscript.libraries.languages import language_tag, seems_english
from monograph.model import Location, Source
from monograph.pandoc import find_pandoc
from monograph.problems import Problems

BIB = """@string{ucp = "University of California Press"}

@book{hov,
  author = {Hovannisian, Richard G. and others},
  title = {The Republic of Armenia: From the London to the Sèvres},
  publisher = ucp,
  address = "Berkeley and Los Angeles",
  year = 1996,
  volume = {3},
  callnumber = {DK 687}
}

@thesis{saparov, author = {Saparov, Ars{\\`e}ne}, title = "From \\emph{Conflict} to Autonomy in the {Caucasus}",
  institution = {Smith and Sons}, year = {2007}, type = {phdthesis}}
@misc{minutes, title = {Minutes of the Bureau}, date = {1921-07-05}, entrysubtype = {minutes}}
@article{ru, author = {Петров, И. И.}, title = {Зангезур в 1920 году}, journal = {Вопросы истории}, year = {1961},
  pages = {190--196}, langid = {russian}}
@article{hov, title = {Again}, year = {2000}}
@article{broken, title = {No closing, year = {1999}
@article{last, title = {After All}, journal = {J}, year = {2000}}
"""

RIS = """TY  - BOOK
ID  - galichian
AU  - Galichian, Rouben
TI  - Clash of Histories in the South Caucasus
PY  - 2012/03/04/
CY  - London
PB  - Bennett
CN  - shelf 7
LA  - en
U1  - a field of one's own
ER  -

TY  - JOUR
AU  - Doe, Jane
TI  - A Road
PY  - 1990
ER  -

a stray line
TY  - JOUR
TI  - Without an End
"""

ITEMS = [
    {
        "id": "http://zotero.org/users/1/items/AB",
        "citation-key": "doe2020",
        "type": "book",
        "title": "A <i>Great</i> Book of Roads",
        "issued": {"date-parts": [["2020", "5"]]},
        "note": "group: documents\noriginal-date: 1920\nA remark.",
        "language": "English",
        "accessRights": "open",
    },
    {"id": "fr", "type": "book", "title": "Cahiers du monde russe", "issued": {"date-parts": [[1990]]}},
    {"type": "book", "title": "Without an id"},
]


def read(folder: Path, name: str, text: str, *known: Source) -> tuple[Libraries, list[str]]:
    """The libraries of one file, and all problems as lines."""
    (folder / name).write_text(text, encoding="utf-8")
    problems = Problems()
    made = read_libraries(folder, [(name, "works", Location("book.yaml", 3))], known, "en", problems)
    made.tell(made.sources.keys(), problems)
    return made, [f"{p.location.line} {p.code}: {p.message}" for p in problems]


def test_a_bib_file_keeps_what_was_typed(tmp_path: Path) -> None:
    """Case of titles, publishers with "and", macros, dates, names in Cyrillic; a type that is unknown is a document."""
    made, _ = read(tmp_path, "a.bib", BIB)
    fields = {key: source.fields for key, source in made.sources.items()}
    assert list(fields) == ["hov", "saparov", "minutes", "ru", "last"]
    assert fields["hov"]["title"] == "The Republic of Armenia: From the London to the Sèvres"
    assert fields["hov"]["publisher"] == "University of California Press"
    assert fields["hov"]["publisher-place"] == "Berkeley and Los Angeles"
    assert fields["hov"]["author"] == [{"family": "Hovannisian", "given": "Richard G."}]
    assert "title-short" not in fields["hov"]
    assert fields["saparov"]["title"] == "From <i>Conflict</i> to Autonomy in the Caucasus"
    assert fields["saparov"]["publisher"] == "Smith and Sons"
    assert fields["saparov"]["author"] == [{"family": "Saparov", "given": "Arsène"}]
    assert made.sources["minutes"].type == "document"
    assert fields["ru"]["language"] == "ru-RU"
    assert fields["ru"]["author"] == [{"family": "Петров", "given": "И. И."}]
    assert {source.group for source in made.sources.values()} == {"works"}
    assert made.sources["ru"].location == Location("a.bib", 16, 1)


def test_a_bib_file_tells_what_is_wrong(tmp_path: Path) -> None:
    """Doubled and broken entries and lost fields, each with its line; the others are read."""
    _, told = read(tmp_path, "a.bib", BIB)
    assert told == [
        "3 import-lossy: “and others” of “hov” cannot be kept: a citation names all authors",
        "10 import-lossy: the field “callnumber” of “hov” is not read",
        "18 source-duplicate: the source “hov” is already there",
        "19 import-broken: the entry “broken” cannot be read: Unexpected block start: @article. "
        "Was still looking for field-value closing }",
    ]


def test_an_entry_that_pandoc_refuses_spoils_no_other() -> None:
    """The one at fault is named, the others are there."""
    typed = [TypedEntry(key, line, f"@book{{{key}, title = {{{key} road}}}}\n") for line, key in enumerate("abc", 1)]
    typed[1] = TypedEntry("b", 2, "@book{b, title = {}")
    problems = Problems()
    made = converted(typed, "", "biblatex", "a.bib", find_pandoc(), problems)
    assert [(entry.key, entry.line, entry.item["title"]) for entry in made] == [("a", 1, "A road"), ("c", 3, "C road")]
    (told,) = problems
    assert (told.code, told.location.line) == ("import-broken", 2)
    assert told.message == "“b” cannot be read: unexpected end of input"


def test_a_ris_file(tmp_path: Path) -> None:
    """Records with and without a key; what the converter leaves out is kept; a field without a place is told."""
    made, told = read(tmp_path, "a.ris", RIS)
    assert list(made.sources) == ["galichian", "Doe_1990"]
    fields = made.sources["galichian"].fields
    assert fields["title"] == "Clash of Histories in the South Caucasus"
    assert fields["issued"] == {"date-parts": [[2012, 3, 4]]}
    assert (fields["publisher-place"], fields["call-number"]) == ("London", "shelf 7")
    assert told == [
        "10 import-lossy: the field “u1” of “galichian” is not read",
        "19 import-broken: “a stray line” stands in no record",
        "20 import-broken: a record does not end",
    ]


def test_a_json_file(tmp_path: Path) -> None:
    """Zotero's keys, markup in titles, variables in the note; each item has its line."""
    made, told = read(tmp_path, "a.json", json.dumps(ITEMS, indent=1))
    source = made.sources["doe2020"]
    assert source.fields["title"] == "A <i>Great</i> Book of Roads"
    assert (source.fields["original-date"], source.fields["note"]) == ("1920", "A remark.")
    assert (source.group, made.sources["fr"].group) == ("documents", "works")
    assert source.fields["language"] == "en"
    assert [line.partition(" ")[2] for line in told] == [
        "import-lossy: the field “accessRights” of “doe2020” is not read",
        "source-language-missing: the source “fr” does not say its language",
        "import-broken: an item has no id",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"a": 1}', "1 import-broken: the file is not a list of items"),
        ('[{"id": "a",}]', "1 import-broken: this is no JSON: "),
        ('[\n{"id": "a", "title": "A", "language": "en"},\n{"id": ]', "3 import-broken: this is no JSON: "),
        ('[{"id": "a", "title": "A", "language": "en"}', "1 import-broken: the list of items does not end"),
        ("[3]", "1 import-broken: “3” is not an item"),
    ],
)
def test_a_broken_json_file(tmp_path: Path, text: str, told: str) -> None:
    """Where it breaks, and what stands before it is read."""
    assert read(tmp_path, "a.json", text)[1][0].startswith(told)


def test_what_nothing_cites_is_not_told(tmp_path: Path) -> None:
    """Of a large library only the entries that the book uses are looked at."""
    (tmp_path / "a.bib").write_text("@book{a, title = {Cahiers du monde russe et soviétique}}", encoding="utf-8")
    problems = Problems()
    made = read_libraries(tmp_path, [("a.bib", "", Location("book.yaml"))], (), "en", problems)
    made.tell((), problems)
    assert not len(problems)
    made.tell({"a"}, problems)
    assert [p.code for p in problems] == ["source-language-missing"]


def test_a_key_stands_once_in_all_files(tmp_path: Path) -> None:
    """An entry whose key ``references.yaml`` has is told with the place of the first."""
    known = Source("a", "book", {}, "", Location("references.yaml", 7, 3))
    made, told = read(tmp_path, "a.bib", "@book{a, title = {A}}\n@book{b(c, title = {B}}", known)
    assert not made.sources
    assert told == [
        "1 source-duplicate: the source “a” is already there",
        "2 id-invalid: “b(c” cannot be cited as a key",
    ]


@pytest.mark.parametrize(
    ("given", "tag"),
    [
        ("English", "en"),
        ("rus", "ru"),
        ("ru-RU", "ru-RU"),
        ("hy", "hy"),
        ("Klingonese", ""),
        ("", ""),
        ("en_US", "en-US"),
    ],
)
def test_languages_by_any_name(given: str, tag: str) -> None:
    """Names, codes of three letters and tags become tags."""
    assert language_tag(given) == tag


@pytest.mark.parametrize(
    ("title", "english"),
    [
        ("The Struggle for Transcaucasia, 1917–1921", True),
        ("From London to Sèvres", True),
        ("Black Garden", True),
        ("Nagornyi Karabakh v mezhdunarodnom prave i politike", False),
        ("Зангезур в 1920 году", False),
        ("İstiklâl Harbimiz", False),
        ("Cahiers du monde russe et soviétique", False),
        ("1920", False),
    ],
)
def test_titles_that_pass_for_english(title: str, english: bool) -> None:
    """An entry without a language is taken for English only where its title may be."""
    assert seems_english(title) is english
