"""Addresses of the web in notes and entries: readable, short in notes, always links."""

from __future__ import annotations

import pytest
from apparatus_samples import book, citation, marked, paragraph, section, source

from monograph.apparatus import compile_apparatus
from monograph.apparatus.addresses import READABLE, host, readable
from monograph.problems import Problems
from monograph.typesetting.fonts import missing

WIKI = "https://hy.wikipedia.org/wiki/%D4%B6%D5%A1%D5%B6%D5%A3%D5%A5%D5%A6%D5%B8%D6%82%D6%80"
WEB = source("web", "webpage", title="Զանգեզուր", container_title="Wikipedia", issued="n.d.", URL=WIKI, language="hy")
ARTICLE = source("article", "article-journal", title="Roads", container_title="Review", volume="2", DOI="10.1000/182")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (WIKI, "https://hy.wikipedia.org/wiki/Զանգեզուր"),
        ("https://a.org/%D0%9D%D0%B0%20%D0%B3?q=%2F", "https://a.org/На%20г?q=%2F"),
        ("https://a.org/%FF%E9", "https://a.org/%FF%E9"),
        ("https://a.org/%E4%B8%AD", "https://a.org/%E4%B8%AD"),
        ("https://a.org/100%", "https://a.org/100%"),
    ],
)
def test_letters_of_an_address_are_readable(url: str, shown: str) -> None:
    """Encoded letters become letters; blanks, slashes, broken codes and letters without a glyph stay encoded."""
    assert readable(url) == shown


def test_readable_letters_have_glyphs() -> None:
    """Whatever an address shows in plain can be printed."""
    letters = "".join(chr(code) for code in range(0x1F00) if READABLE.match(chr(code)) and chr(code).isalpha())
    assert len(letters) > 700
    assert not missing(letters)


def test_host_is_without_www() -> None:
    """The name that readers know a site by."""
    assert host("http://www.aniarc.am/2019/08/10/") == "aniarc.am"


def told(urls: str, *parts: str) -> tuple[list[str], list[str]]:
    """The notes and the entries of a book that cites a page and an article; ``parts`` are its parts at the back."""
    body = paragraph("p", citation("c1", "web"), citation("c2", "article"))
    sections = [section("one", body), *(section(kind, kind=kind) for kind in parts)]
    made = compile_apparatus(book(*sections, sources=(WEB, ARTICLE), urls=urls), Problems())
    notes = [marked(n.paragraphs[0].children) for n in made.notes["one"]]
    return notes, [marked(entry.children) for group in made.bibliography for entry in group.entries]


def test_a_note_names_the_host_and_the_entry_the_whole_address() -> None:
    """Both are links to the page; a DOI stays whole."""
    notes, entries = told("host", "bibliography")
    assert notes == [
        "{“Զանգեզուր,” Wikipedia, <hy.wikipedia.org>}.",
        "{“Roads,” *Review* 2 (1990), <https://doi.org/10.1000/182>}.",
    ]
    assert entries[1] == "Wikipedia. “Զանգեզուր.” <https://hy.wikipedia.org/wiki/Զանգեզուր>."


def test_a_note_holds_the_address_always_or_never() -> None:
    """As ``book.yaml`` wants it."""
    assert told("always", "bibliography")[0][0] == (
        "{“Զանգեզուր,” Wikipedia, <https://hy.wikipedia.org/wiki/Զանգեզուր>}."
    )
    assert told("never", "bibliography")[0] == ["{“Զանգեզուր,” Wikipedia}.", "{“Roads,” *Review* 2 (1990)}."]


def test_without_a_bibliography_the_note_keeps_the_address() -> None:
    """No address of a source is lost to the reader."""
    assert "wiki/Զանգեզուր" in told("host")[0][0]
    assert "10.1000/182" in told("never")[0][1]


def test_a_host_that_is_named_is_not_said_again() -> None:
    """A site called by its host is the link itself."""
    page = source(
        "page", "webpage", title="Roads", container_title="Roads.org (mirror)", issued="n.d.", URL="https://roads.org/a"
    )
    body = section("one", paragraph("p", citation("c1", "page")))
    made = compile_apparatus(book(body, section("b", kind="bibliography"), sources=(page,)), Problems())
    assert marked(made.notes["one"][0].paragraphs[0].children) == "{“Roads,” <Roads.org> (mirror)}."
