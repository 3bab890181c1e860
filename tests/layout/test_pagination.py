"""Pages get the right numbers, and the rounds come to an end."""

from __future__ import annotations

from collections.abc import Mapping

from monograph.typesetting.galleys import Unit
from monograph.typesetting.pagemap import page_label
from monograph.typesetting.pagination import BLANK, Pages
from tests.layout.pages import page, paginate, paginated, words

TWO_PAGES = "".join(f"<p>{words(30)}</p>" for _ in range(5))


def test_units_that_open_recto_get_a_blank_page_before_them() -> None:
    """A chapter of odd length is followed by an empty left-hand page."""
    units = [Unit("one", "arabic", True), Unit("two", "arabic", True), Unit("three", "arabic", False)]
    made = paginated(units, {k: f'<h1 id="{k}">T</h1><p>{words(20)}</p>' for k in ("one", "two", "three")})
    assert [(s.key, s.label) for s in made.sheets] == [("one", "1"), ("", "2"), ("two", "3"), ("three", "4")]


def test_front_matter_is_roman_and_ends_on_a_left_hand_page() -> None:
    """The text begins on page 1, a right-hand page."""
    units = [Unit("front", "roman", True), Unit("body", "arabic", True)]
    made = paginated(units, {k: f'<h1 id="{k}">T</h1>' for k in ("front", "body")})
    assert [s.label for s in made.sheets] == ["i", "ii", "1"]


def test_quoted_pages_are_those_of_the_pages_made() -> None:
    """The contents, laid out last, name the page on which a chapter begins."""
    bodies = {
        "front": '<p id="front">see {two}</p>',
        "one": f'<h1 id="one">T</h1>{TWO_PAGES}',
        "two": '<h1 id="two">T</h1>',
    }
    units = [Unit("front", "roman", True), Unit("one", "arabic", True), Unit("two", "arabic", True)]
    made = paginated(units, bodies, quote="front")
    assert made.page_of["two"] == "3"
    assert made.units["front"].plan.quoted["two"] == "3"
    assert made.swinging == ()


def test_only_units_that_changed_are_laid_out_again() -> None:
    """A reference forward needs a second round for its own unit alone."""
    bodies = {"one": '<h1 id="one">T</h1><p>see {two}</p>', "two": f'<h1 id="two">T</h1><p>{words(20)}</p>'}
    made = paginated([Unit("one", "arabic", True), Unit("two", "arabic", True)], bodies, quote="one")
    assert (made.rounds, made.laid_out) == (2, 4)  # one, the blank page, two; then one again


def test_a_reference_that_never_settles_is_named() -> None:
    """A page number whose own width moves its target back and forth stops the build by name."""
    line = f"<p>{words(40)}</p>"

    def body(pages: Mapping[str, str]) -> str:
        filler = line * (1 if pages.get("target") == "2" else 4)
        return f'<h1 id="one">T</h1>{filler}<p id="target">here</p>'

    def document(key: str, first: int, numbering: str, pages: Mapping[str, str]) -> str:
        return page("<div></div>" if key == BLANK else body(pages), first)

    made = paginate([Unit("one", "arabic", True)], document)
    assert made.swinging == (("target", "one"),)


def test_folios_are_roman_in_small_letters() -> None:
    """Labels of front matter."""
    assert [page_label(n, "roman") for n in (1, 4, 9, 14, 40, 49)] == ["i", "iv", "ix", "xiv", "xl", "xlix"]


def test_a_page_is_known_by_its_unit_or_expected_where_it_was() -> None:
    """A unit whose beginning is not known says nothing of its pages."""
    homes = {"a": ("one", 2), "b": ("two", 0)}
    pages = Pages(homes, {"one": 5}, {"one": "roman", "two": "arabic"}, {"a": "9", "b": "40", "c": "41"})
    assert dict(pages) == {"a": "vii", "b": "40", "c": "41"}
    assert "d" not in pages and len(pages) == 3


def test_what_quotes_much_waits_for_the_rest() -> None:
    """On a first build a list of sources is set once, the contents twice: their length says where the preface stands."""
    chapters = [f"c{number}" for number in range(13)]
    quotes = {"contents": ["preface", *chapters, "list"], "list": ["preface", *chapters]}

    def document(key: str, first: int, numbering: str, pages: Mapping[str, str]) -> str:
        quoted = [pages.get(identifier, "000") for identifier in quotes.get(key, ())]
        return page(f'<p id="{key}">{" ".join(quoted)} {words(9)}</p>' if key else "<div></div>", first)

    units = [Unit("contents", "roman", True), Unit("preface", "roman", True)]
    units += [Unit(key, "arabic", False) for key in (*chapters, "list")]
    made = paginate(units, document)
    assert made.swinging == ()
    assert made.laid_out == len(units) + len(["contents", "blank page"])
    assert made.units["list"].plan.quoted == {"preface": "iii", **{key: str(n) for n, key in enumerate(chapters, 1)}}
