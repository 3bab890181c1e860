"""No note is lost, doubled, early or under the text; and the gate sees it when one is."""

from __future__ import annotations

import pytest
import weasyprint

from monograph.model import FormattedNote, Location
from monograph.problems import Problems
from monograph.typesetting import patches
from monograph.typesetting.galleys import NoteReport
from monograph.typesetting.gate import Shown, judge, letters
from monograph.typesetting.note_problems import tell
from tests.layout.pages import laid, nasty, note, stock_notes, words


def book(notes: int, length: int) -> str:
    """Paragraphs with a note each."""
    return "".join(
        f'<p id="p{i}">{words(12, i)}{note(f"n{i}", i, words(length + i % 7, i))} {words(14 + i % 5, i)}</p>'
        for i in range(notes)
    )


def wrong(report: NoteReport) -> tuple[tuple[str, ...], ...]:
    """What no book may have."""
    return report.lost, report.doubled, report.early, report.disordered, report.crowded


@pytest.mark.parametrize("length", [3, 14, 30])
def test_every_note_is_set_once_on_or_after_the_page_of_its_call(length: int) -> None:
    """Notes of all lengths come through."""
    assert wrong(laid(book(40, length), [f"n{i}" for i in range(40)]).report) == ((),) * 5


@pytest.mark.parametrize("seed", [1, 24, 53])
def test_notes_that_the_stock_layout_loses_are_kept(seed: int) -> None:
    """WeasyPrint alone loses the notes of a line that it keeps by pushing others away; the gate sees it."""
    body, wanted, css = nasty(seed)
    assert wrong(laid(body, wanted, css).report) == ((),) * 5
    with stock_notes():
        assert laid(body, wanted, css).report.lost


def shown(*parts: tuple[int, str] | tuple[int, str, int]) -> list[Shown]:
    """Parts of a note: page, letters, lines (three if not given)."""
    return [Shown(part[0], part[1], part[2] if len(part) == 3 else 3) for part in parts]


def test_the_gate_knows_what_went_wrong() -> None:
    """A note on two pages in a row is split, not doubled; letters that are not there or there twice are seen."""
    found = {
        "early": shown((0, "abc")),
        "twice": shown((1, "abcabc")),
        "cut": shown((1, "ab")),
        "garbled": shown((1, "acb")),
        "split": shown((1, "ab", 2), (2, "c", 2)),
        "thin": shown((1, "ab", 3), (2, "c", 1)),
        "apart": shown((1, "ab"), (3, "c")),
        "well": shown((1, "abc")),
        "late": shown((2, "abc")),
    }
    calls = {"lost": 1, "split": 1, "early": 1} | dict.fromkeys(found, 1)
    report = judge(dict.fromkeys([*found, "lost"], "abc"), found, calls, ["well"])
    assert report.lost == ("lost", "cut", "garbled")
    assert report.doubled == ("twice", "apart")
    assert report.early == report.disordered == ("early",)
    assert report.late == ("late",)
    assert report.split == ("split", "thin", "apart")
    assert report.thin == ("thin",)
    assert report.crowded == ("well",)


def test_a_note_without_its_call_is_lost() -> None:
    """The gate counts calls as well as notes."""
    assert judge({"n": "a"}, {"n": shown((0, "a"))}, {}).lost == ("n",)


def test_letters_are_all_but_spaces_and_hyphens() -> None:
    """What a line may bring or take away does not count."""
    assert letters("co\u00adop-\ner\u2010a\u200btion ") == "cooperation"


def formatted(number: int) -> FormattedNote:
    """A note of the apparatus."""
    return FormattedNote(f"n{number}", "s", "", str(number), (), (), (), Location("one.md", number))


def test_what_is_wrong_with_notes_is_told_at_their_place() -> None:
    """Lost and doubled ones are errors; late ones are counted, and told where they are many."""
    notes = {f"n{i}": formatted(i) for i in range(1, 101)}
    problems = Problems()
    told = tell([NoteReport(lost=("n7",), late=("n8",)), NoteReport(late=("n9",), split=("n9",))], notes, problems)
    assert [(p.code, p.location.line, p.message) for p in problems] == [
        ("note-lost", 7, "note 7 is not, or not whole, on any page")
    ]
    assert told == {"split": 1, "late": 2, "thin": 0}
    tell([NoteReport(late=("n1", "n2", "n3"))], notes, many := Problems())
    assert [(p.code, p.location.line) for p in many] == [("note-late", 1), ("note-late", 2), ("note-late", 3)]


def test_patches_stand_aside_for_another_weasyprint(monkeypatch: pytest.MonkeyPatch) -> None:
    """With another version nothing is wrapped, and the names of the patches are told."""
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    patches.install.cache_clear()
    try:
        told: list[str] = []
        monkeypatch.setattr(patches.LOGGER, "warning", lambda message, *values: told.append(message % values))
        names = [patch.__name__.rpartition(".")[2] for patch in patches.PATCHES]
        assert list(patches.install()) == names
        assert len(told) == 1
        assert all(name in told[0] for name in names)
    finally:
        patches.install.cache_clear()


def test_patches_fit_the_pinned_weasyprint() -> None:
    """The functions they wrap are those they were written for."""
    for patch in patches.PATCHES:
        assert patches.fits(patch), patch.__name__


def test_a_patch_does_not_fit_another_source(monkeypatch: pytest.MonkeyPatch) -> None:
    """One function that differs is enough to leave the whole patch out."""
    patch = patches.split_notes
    assert patches.fits(patch)
    monkeypatch.setattr(patch.WRAPS[3], "stock", test_patches_fit_the_pinned_weasyprint)
    assert not patches.fits(patch)
