"""Where each printed page begins: to the letter."""

from __future__ import annotations

from lxml import etree

from monograph.typesetting.pagemap import block_texts, fold, map_unit, page_starts
from tests.layout.pages import laid, note, words


def body_of(html: str) -> etree._Element:
    """The tree of a test body."""
    return etree.fromstring(html[html.index("<body") : html.index("</body>") + 7])


def test_every_page_begins_where_the_map_says() -> None:
    """Hyphenation, notes, lists and tables with repeated heads: every letter of every page is accounted for."""
    rows = "".join(f'<tr><td id="d{i}">{i} May</td><td id="e{i}">{words(9, i)}</td></tr>' for i in range(30))
    body = (
        "".join(f'<h2 id="h{i}">Heading {i}</h2><p id="p{i}">{words(60, i)}{note(f"n{i}", i, words(20))} <em>{words(9)}</em></p>'
                for i in range(8))
        + '<ol><li id="l1">one</li><li id="l2">' + words(50) + "</li></ol>"
        + f'<table><thead><tr><th id="th1">Date</th><th id="th2">Event</th></tr></thead><tbody>{rows}</tbody></table>'
    )  # fmt: skip
    made = laid(body, [f"n{i}" for i in range(8)])
    assert made.map.unread == []
    assert len(made.map.starts) == made.length > 8
    texts = block_texts(body_of(made.html), frozenset())
    for page, start in zip(made.document.pages, made.map.starts, strict=True):
        assert start is not None
        heads = () if start[0].startswith("th") else ("Date", "Event")  # repeated on the pages that follow
        shown = [b for b in page._page_box.descendants() if getattr(b, "text", "").strip() and in_body(b)]
        first = next(b for b in shown if b.text not in heads)
        assert texts[start[0]].startswith(fold(first.text).rstrip("-\u2010"), start[1])


def in_body(box: object) -> bool:
    """Whether a text box stands in the flow."""
    return "::" not in (getattr(box, "element_tag", "") or "")


def test_marks_inside_a_text_are_no_blocks() -> None:
    """A span with an id does not begin a count of its own, and has a page."""
    body = f'<p id="p1">{words(60)} <span id="m1">{words(50)}</span> {words(40)}</p>'
    made = laid(body, marks=frozenset({"m1"}))
    assert {s[0] for s in made.map.starts if s} == {"p1"}
    assert made.map.first_page["m1"] in (0, 1)


def test_case_and_ligatures_count_one_for_one() -> None:
    """Folding never changes the number of letters."""
    for text in ("İstanbul", "ﬁrst", "Ǆ", "straße", "ԵՐԵՎԱՆ"):
        assert len(fold(text)) == len(text)


def test_a_page_without_text_begins_where_the_next_one_does() -> None:
    """Blank pages and pages of pictures have a place too."""
    starts = page_starts(["1", "2", "3"], [("a", 0), None, ("b", 4)])
    assert [(s.label, s.block, s.offset) for s in starts] == [("1", "a", 0), ("2", "b", 4), ("3", "b", 4)]


def test_text_that_the_source_does_not_hold_is_told() -> None:
    """A page that shows other letters than the manuscript never passes."""
    made = laid(f'<p id="p1">{words(10)}</p>')
    other = body_of(made.html.replace("commission", "committee"))
    assert map_unit(made.document.pages, other, frozenset()).unread
