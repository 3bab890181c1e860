"""Units are set once, kept, and set again only when something that they depend on has changed."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pypdfium2
import pytest

from monograph.store import Store
from monograph.typesetting import press, setting
from monograph.typesetting.galleys import Unit, UnreadableError, from_bytes, to_bytes
from monograph.typesetting.pagination import BLANK, Pagination, Paginator
from monograph.typesetting.press import Press
from monograph.typesetting.workers import Workers
from tests.layout.pages import NOWHERE, page, paginate, words
from tests.layout.random_books import bound, random_book

ROOT = Path(__file__).resolve().parents[2]
UNITS = [Unit(key, "arabic", True) for key in ("one", "two", "three")]
TWO_PAGES = "".join(f"<p>{words(30)}</p>" for _ in range(5))


def texts(content: bytes) -> list[str]:
    """The text of each page."""
    return [str(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(content)]


def run(bodies: Mapping[str, str], store: Store, folder: Path) -> Pagination:
    """Three chapters set with a cache."""

    def document(key: str, first: int, numbering: str, pages: Mapping[str, str]) -> str:
        return page("<div></div>" if key == BLANK else bodies[key], first)

    with Press(folder, frozenset(), store, 1) as working:
        return Paginator(UNITS, document, working, lambda done, of: None).run()


def test_a_second_build_sets_nothing(tmp_path: Path) -> None:
    """Everything comes from the cache, in one round."""
    bodies = {unit.key: f'<h1 id="{unit.key}">T</h1>{TWO_PAGES}' for unit in UNITS}
    store = Store(tmp_path / "cache")
    first, again = run(bodies, store, tmp_path), run(bodies, store, tmp_path)
    assert first.laid_out >= 3
    assert (again.laid_out, again.rounds) == (0, 1)
    assert again.sheets == first.sheets and again.page_of == first.page_of


def test_one_changed_word_sets_one_unit(tmp_path: Path) -> None:
    """The others stay."""
    bodies = {unit.key: f'<h1 id="{unit.key}">T</h1>{TWO_PAGES}' for unit in UNITS}
    store = Store(tmp_path / "cache")
    run(bodies, store, tmp_path)
    assert run({**bodies, "two": bodies["two"].replace("commission", "Commission")}, store, tmp_path).laid_out == 1


def test_a_chapter_that_grows_sets_no_other_and_moves_their_folios(tmp_path: Path) -> None:
    """Two pages more at the beginning: one unit is laid out, and the later ones bear new numbers."""
    book, store = random_book(4), Store(tmp_path / "cache")
    for unit in book.units:  # nothing quotes a page, and all open on the right
        book.bodies[unit.key] = f'<h1 id="{unit.key}">T</h1>{TWO_PAGES}'
    book.units = [Unit(unit.key, "arabic", True) for unit in book.units]
    before, _ = bound(book, store)
    first = book.units[0].key
    book.bodies[first] += TWO_PAGES * 2
    after, content = bound(book, store)
    assert after.laid_out == 1
    assert len(after.sheets) > len(before.sheets)
    assert after.units["u1"].galley == before.units["u1"].galley
    for sheet, text in zip(after.sheets, texts(content), strict=True):
        assert sheet.key == BLANK or sheet.label in text.split()


@pytest.mark.parametrize(
    "style", ["p::after { content: counter(page) }", "@page { @bottom-left { content: 'p. ' counter(page) } }"]
)
def test_a_style_that_counts_pages_itself_binds_a_unit_to_its_place(style: str) -> None:
    """Its numbers are right all the same: it is set again where its first page moves."""
    bodies = {"one": TWO_PAGES, "two": "<p>x</p>", "three": "<p>y</p>"}

    def document(key: str, first: int, numbering: str, pages: Mapping[str, str]) -> str:
        return page("<div></div>" if key == BLANK else bodies[key], first, style * (key == "three"))

    made = paginate(UNITS, document)
    first = next(int(sheet.label) for sheet in made.sheets if sheet.key == "three")
    assert made.galley("three").folios is None
    assert made.units["three"].plan.first == first > 2


def test_a_changed_picture_is_seen(tmp_path: Path) -> None:
    """The document is the same; the file that it shows is not."""
    picture = tmp_path / "p.svg"
    circle = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><circle cx="9" cy="9" r="{}"/></svg>'
    picture.write_text(circle.format(3))
    bodies = dict.fromkeys(("one", "two", "three"), "<p>x</p>") | {"two": '<img src="p.svg" alt="A circle"/>'}
    store = Store(tmp_path / "cache")
    run(bodies, store, tmp_path)
    assert run(bodies, store, tmp_path).laid_out == 0
    picture.write_text(circle.format(7))
    assert run(bodies, store, tmp_path).laid_out == 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_workers_that_are_kept_see_what_has_changed(tmp_path: Path, jobs: int) -> None:
    """Three builds by the same processes: text, then a sheet that the style imports and that a process had read."""
    sheet, store = tmp_path / "more.css", Store(tmp_path / "cache")
    sheet.write_text("p { color: #800 }", encoding="utf-8")
    style, bodies = '@import "more.css";', dict.fromkeys(("one", "two", "three"), "<p>x</p>")

    def document(key: str, first: int, numbering: str, pages: Mapping[str, str]) -> str:
        return page("<div></div>" if key == BLANK else bodies[key], first).replace("<style>", f"<style>{style}")

    def build() -> Pagination:
        with Press(tmp_path, frozenset(), store, workers=workers) as working:
            return Paginator(UNITS, document, working, lambda done, of: None).run()

    with Workers(jobs) as workers:
        first = build()
        executor = workers._executor
        bodies["two"] = "<p>y</p>"
        second = build()
        assert second.laid_out == 1
        assert workers._executor is executor
        sheet.write_text("p { color: #008 }", encoding="utf-8")
        third = build()
        assert third.laid_out >= len(UNITS)
        assert workers._executor is not executor
    drawn = [made.galley("one").pdf for made in (first, second, third)]
    assert drawn[0] == drawn[1] != drawn[2]


def test_another_program_finds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new version of this room or of a library sets everything anew."""
    bodies = dict.fromkeys(("one", "two", "three"), "<p>x</p>")
    store = Store(tmp_path / "cache")
    made = run(bodies, store, tmp_path).laid_out
    monkeypatch.setattr(press, "program", lambda: "another")
    assert run(bodies, store, tmp_path).laid_out == made


@pytest.mark.parametrize("jobs", [1, 2])
def test_copies_of_fonts_go_with_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    """Each unit has a face of its own besides the common one: all are found, in whatever process, and none is left."""
    copies = tmp_path / "copies"
    copies.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(copies))
    files = {"common": "R", "one": "RI", "two": "RB", "three": "RBI"}

    def face(name: str) -> str:
        source = (ROOT / f"assets/fonts/linux-libertine/LinLibertine_{files[name]}.otf").as_uri()
        return f'@font-face {{ font-family: {name}; src: url("{source}") }}'

    def document(key: str, first: int, numbering: str, pages: Mapping[str, str]) -> str:
        style = face("common") + (f"{face(key)} p {{ font-family: {key}, common }}" if key else "")
        return page("<div></div>" if key == BLANK else f"<p>{words(9)}</p>", first, style)

    with Press(tmp_path, frozenset(), NOWHERE, jobs) as working:
        made = Paginator(UNITS, document, working, lambda done, of: None).run()
        assert list(copies.iterdir())
    assert not list(copies.iterdir())
    for unit in UNITS:
        expected = hashlib.sha256(
            (ROOT / f"assets/fonts/linux-libertine/LinLibertine_{files[unit.key]}.otf").read_bytes()
        )
        assert {use.program for use in made.galley(unit.key).fonts.values()} == {expected.hexdigest()}


def test_more_processes_make_the_same_bytes() -> None:
    """One, two or three."""
    book = random_book(7)
    assert bound(book, NOWHERE, 1)[1] == bound(book, NOWHERE, 2)[1] == bound(book, NOWHERE, 3)[1]


def test_a_galley_is_the_same_from_the_disk() -> None:
    """Every field, and the bytes."""
    made, _ = bound(random_book(5), NOWHERE)
    for placed in made.units.values():
        assert from_bytes(to_bytes(placed.galley)) == placed.galley
    with pytest.raises(ValueError, match="Expecting"):
        from_bytes(b"something else")


def test_a_process_that_dies_is_told_and_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the machine has no memory left."""
    monkeypatch.setattr(setting, "set_unit", _die)
    with pytest.raises(BrokenProcessPool):
        bound(random_book(1), NOWHERE, 2)


def _die(*values: object) -> None:
    os._exit(9)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_address_that_may_not_be_read_is_told_by_name(jobs: int) -> None:
    """From whatever process."""
    book = random_book(1)
    book.bodies["u1"] += '<img src="/etc/passwd" alt="x"/>'
    with pytest.raises(UnreadableError, match="/etc/passwd"):
        bound(book, NOWHERE, jobs)


def test_the_system_says_which_pango_it_has() -> None:
    """And nothing where there is no such library."""
    assert press.system_version(("libpango-1.0.so.0",), "pango_version_string").count(".") == 2
    assert press.system_version(("libnothing.so.0",), "version") == ""
