"""Units set apart and bound are the same book as all pages drawn as one document."""

from __future__ import annotations

import subprocess
from dataclasses import fields
from pathlib import Path

import pytest

from monograph.apparatus import compile_apparatus
from monograph.drawings import draw_book
from monograph.editions import Making
from monograph.editions.pdf import Documents, about_of, lay_out, pdf_bytes, units_of
from monograph.manuscript import read_book
from monograph.problems import Problems
from monograph.store import Store
from monograph.typesetting.binding import bind
from monograph.typesetting.finishing import finish
from monograph.typesetting.galleys import Numbering, Unit
from monograph.typesetting.one_document import one_document
from monograph.typesetting.pagination import BLANK
from tests.conftest import needs
from tests.layout.facts import bad_marks, facts
from tests.layout.pages import NOWHERE, note, words
from tests.layout.random_books import ABOUT, RandomBook, bound, random_book, whole


def differences(one: bytes, other: bytes) -> list[str]:
    """The kinds of facts in which two files differ, with the first difference."""
    a, b = facts(one), facts(other)
    found = []
    for name in (f.name for f in fields(a)):
        mine, theirs = getattr(a, name), getattr(b, name)
        if mine != theirs:
            pairs = zip(sorted(mine.items()), sorted(theirs.items())) if name == "places" else zip(mine, theirs)  # noqa: B905
            at, first = next(((i, pair) for i, pair in enumerate(pairs) if pair[0] != pair[1]), (-1, ("", "")))
            found.append(f"{name} {len(mine)} {len(theirs)} at {at}" + ("" if name == "pixels" else f": {first}"))
    return found


@pytest.mark.parametrize("seed", range(20))
def test_a_random_book_is_the_same_both_ways(seed: int) -> None:
    """Text, pixels, links, destinations, outline and tags of every page."""
    book = random_book(seed)
    made, content = bound(book, NOWHERE)
    assert made.swinging == ()
    assert differences(content, whole(book, made)) == []
    assert bad_marks(content) == []


def test_what_was_opened_while_pages_were_set_is_bound_as_well(tmp_path: Path) -> None:
    """A unit that changed is set in another process; meanwhile those that the cache has are opened."""
    book, store = random_book(3), Store(tmp_path)
    bound(book, store, 2)
    book.bodies["u1"] += "<p>One paragraph more.</p>"
    made, content = bound(book, store, 2)
    assert len(made.opened) >= len(book.units) - 1
    runs = [(made.galley(key), labels) for key, labels in made.runs()]
    again = finish(bind(runs, made.opened), [sheet.label for sheet in made.sheets], ABOUT)
    assert again == content
    assert not made.opened


def test_a_page_that_is_left_to_notes_is_the_same_both_ways() -> None:
    """It has its head and folio, and the links to what stands behind it keep their pages."""
    names = ["long", *(f"n{i}" for i in range(1, 30))]
    dense = " ".join(f"{words(5, i)}{note(name, i, words(4, i))}" for i, name in enumerate(names[1:], 1))
    text = f'{words(25)}{note("long", 0, words(330))} {dense} <a id="end">here</a>'
    book = RandomBook([Unit("u", "arabic", True, tuple(names))], {"u": f'<p id="p">{{end}} {text}</p>'})
    made, content = bound(book, NOWHERE)
    starts = made.galley("u").starts
    assert None in starts[1:-1]
    assert starts[-1] is not None
    assert differences(content, whole(book, made)) == []
    assert bad_marks(content) == []


def test_the_comparison_sees_a_word_a_place_and_a_tag(tmp_path: Path) -> None:
    """One word more on a page, and the two books are not the same."""
    book = random_book(3)
    content = bound(book, NOWHERE)[1]
    other = RandomBook(book.units, dict(book.bodies), book.height)
    other.bodies["u2"] = other.bodies["u2"].replace("</h1>", "</h1><p>one word more</p>")
    kinds = {difference.split()[0] for difference in differences(content, bound(other, NOWHERE)[1])}
    assert kinds >= {"texts", "pixels", "places", "tags"}


def test_the_bundled_book_is_the_same_both_ways(root: Path, tmp_path: Path) -> None:
    """The book as it stands in ``content/``, with its maps; and qpdf finds nothing in it."""
    problems = Problems()
    book = read_book(root / "content", problems)
    making = Making(
        book,
        compile_apparatus(book, problems),
        tmp_path,
        problems,
        draw_book(book, problems),
        store=Store(tmp_path / "cache"),
    )
    made = lay_out(making)
    assert made is not None
    content = pdf_bytes(making, made)
    documents, units = Documents(making, "#"), {unit.key: unit for unit in units_of(making)}
    roman, parts = sum(not sheet.label.isdigit() for sheet in made.sheets), []
    for number, sheet in enumerate(made.sheets, 1):
        if sheet.index == 0:
            numbering: Numbering = "arabic" if sheet.label.isdigit() else "roman"
            first = number - (roman if numbering == "arabic" else 0)
            unit = units.get(sheet.key, Unit(BLANK, numbering, False))
            parts.append((unit, documents(sheet.key, first, numbering, made.page_of)))
    labels = [sheet.label for sheet in made.sheets]
    one = finish(one_document(parts, root / "content"), labels, about_of(book))
    assert differences(content, one) == []
    assert bad_marks(content) == []
    needs("qpdf")
    (tmp_path / "book.pdf").write_bytes(content)
    done = subprocess.run(["qpdf", "--check", str(tmp_path / "book.pdf")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
