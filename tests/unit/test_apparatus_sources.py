"""Sources: what the engine is given for each, and what can be wrong with them as a whole."""

from __future__ import annotations

from typing import Any

import pytest
from apparatus_samples import DOE, MINUTES, ROE, book, citation, paragraph, person, section, source

from monograph.apparatus.sources import check_sources, csl_date, csl_item, names_in_text, short_title
from monograph.model import BibliographyGroup, Event, Location
from monograph.problems import Problems


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1920", {"date-parts": [[1920]]}),
        (1920, {"date-parts": [[1920]]}),
        ("1920-12", {"date-parts": [[1920, 12]]}),
        ("1920-12-02", {"date-parts": [[1920, 12, 2]]}),
        ("1918/1921", {"date-parts": [[1918], [1921]]}),
        ("1920~", {"date-parts": [[1920]], "circa": True}),
        ("1920?", {"date-parts": [[1920]], "circa": True}),
        ("192X", {"literal": "1920s"}),
        ("1920/..", {"literal": "1920–"}),
        ("spring 1920", {"literal": "spring 1920"}),
        ("n.d.", {}),
        ({"date-parts": [[1]]}, {"date-parts": [[1]]}),
    ],
)
def test_dates(text: object, wanted: dict[str, Any]) -> None:
    """EDTF becomes CSL's parts; words stay words; an undated source has no date."""
    assert csl_date(text) == wanted


@pytest.mark.parametrize(
    ("title", "language", "wanted"),
    [
        ("The Republic of Armenia: A Study", "en", "Republic of Armenia"),
        ("A Theory", "en-GB", "Theory"),
        ("The Republic", "fr", "The Republic"),
        ("Anatolia", "en", "Anatolia"),
        ("Why Autonomy? The Making", "en", "Why Autonomy? The Making"),
    ],
)
def test_short_titles(title: str, language: str, wanted: str) -> None:
    """A repeated citation has no subtitle, and in English no article."""
    assert short_title(title, language) == wanted


def test_archive_units() -> None:
    """Repository, place and units of an archive are composed as Soviet archives are cited."""
    units = {"fond": 64, "opis": "1", "delo": "1", "list": "77–79"}
    item = csl_item(
        source("a", "document", title="Minutes", archive={"repository": "RGASPI", "place": "Moscow", **units})
    )
    assert (item["archive"], item["archive-place"], item["archive_location"]) == (
        "RGASPI",
        "Moscow",
        "f. 64, op. 1, d. 1, ll. 77–79",
    )


def test_archive_boxes() -> None:
    """A collection with box and folder keeps its name apart."""
    item = csl_item(
        source("a", "document", title="Letter", archive={"repository": "Lib", "collection": "Papers", "box": 3})
    )
    assert (item["archive_collection"], item["archive_location"]) == ("Papers", "box 3")


def test_translated_title() -> None:
    """The translation stands in brackets in the full title, never in the short one; upright only where titles slant."""
    book_item = csl_item(source("a", title="Harbimiz", title_translated="Our War", language="tr"))
    assert (book_item["title"], book_item["title-short"]) == ("Harbimiz <i>[Our War]</i>", "Harbimiz")
    article = csl_item(source("a", "article-journal", title="Harbimiz", title_translated="Our War", language="tr"))
    assert article["title"] == "Harbimiz [Our War]"


def test_only_csl_variables_are_sent() -> None:
    """Our own keys stay here, numbers become text, empty fields go."""
    item = csl_item(source("a", title="T", transliteration="LC", volume=4, publisher=""))
    assert item == {"id": "a", "type": "book", "language": "en", "title": "T", "title-short": "T", "volume": "4",
                    "issued": {"date-parts": [[1990]]}}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "count", "wanted"),
    [
        ("en", 2, "Doe and Roe"),
        ("en", 3, "Doe, Roe, and van Poe"),
        ("ru", 3, "Doe, Roe и van Poe"),
        ("de", 4, "Doe u. a."),
    ],
)
def test_names_in_text(language: str, count: int, wanted: str) -> None:
    """Names are joined in the language of the book; more than three become one and others."""
    names = [
        person("Doe", "J."),
        {"literal": "Roe"},
        {"family": "Poe", "non-dropping-particle": "van"},
        person("Coe", "C."),
    ]
    assert names_in_text(source("a", author=names[:count]), language) == wanted


def found(*args: Any, **more: Any) -> list[tuple[str, str, Location]]:
    """Problems of the sources of a book."""
    problems = Problems()
    cited = more.pop("cited", ())
    check_sources(book(*args, **more), cited, problems)
    return [(p.code, p.hint, p.location) for p in problems]


def test_unknown_group() -> None:
    """A source in no group of book.yaml would not be printed: an error at the record, with the nearest group."""
    groups = (BibliographyGroup("documents", "Documents"), BibliographyGroup("studies", "Studies"))
    wrong = (source("a", group="document"), source("b", group=""), source("c", group="studies"))
    hints = [(code, hint) for code, hint, _ in found(sources=wrong, groups=groups, cited=("a", "b", "c"))]
    assert hints == [
        ("source-group-unknown", "did you mean “documents”?"),
        ("source-group-unknown", "groups are documents, studies"),
    ]
    assert found(sources=wrong, cited=("a", "b", "c")) == []


def test_unused_source() -> None:
    """A source is used by a citation, a record or as further reading; else there is a warning at its record."""
    event = Event("T1", "1921", "Event", (), DOE.location, sources=("roe",))
    listed = source("more", further=True)
    problems = found(sources=(DOE, ROE, MINUTES, listed), events=(event,), cited=("doe",))
    assert [(code, place) for code, _, place in problems] == [("source-unused", MINUTES.location)]


def test_a_citation_in_the_text_is_a_use() -> None:
    """Through the whole stage, what is cited is not reported."""
    from monograph.apparatus import compile_apparatus

    problems = Problems()
    compile_apparatus(book(section("one", paragraph("p", citation("c", "doe"))), sources=(DOE, ROE)), problems)
    assert [p.message for p in problems] == ["the source “roe” is never cited"]
