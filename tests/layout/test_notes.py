"""No note is lost, doubled or early; and the gate sees it when one is."""

from __future__ import annotations

import pytest
import weasyprint
from weasyprint.layout import block

from monograph.typesetting import patches
from monograph.typesetting.gate import judge
from tests.layout.pages import laid, nasty, note, words


def book(notes: int, length: int) -> str:
    """Paragraphs with a note each."""
    return "".join(
        f'<p id="p{i}">{words(12, i)}{note(f"n{i}", i, words(length + i % 7, i))} {words(14 + i % 5, i)}</p>'
        for i in range(notes)
    )


@pytest.mark.parametrize("length", [3, 14, 30])
def test_every_note_is_set_once_on_or_after_the_page_of_its_call(length: int) -> None:
    """Notes of all lengths come through."""
    report = laid(book(40, length), [f"n{i}" for i in range(40)]).report
    assert (report.lost, report.doubled, report.early) == ((), (), ())


@pytest.mark.parametrize("seed", [1, 2, 7])
def test_the_patch_saves_notes_that_the_layout_loses(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it a line kept by pushing notes away loses its own notes; with it none is lost, doubled or early."""
    body, wanted, css = nasty(seed)
    whole = laid(body, wanted, css).report
    monkeypatch.setattr(block, "_linebox_layout", patches.kept_notes.WRAPS[0].stock)
    assert laid(body, wanted, css).report.lost
    assert (whole.lost, whole.doubled, whole.early) == ((), (), ())


def test_the_gate_knows_what_went_wrong() -> None:
    """Lost, doubled, early, late; a note on two pages in a row is split, not doubled."""
    report = judge(
        ["lost", "doubled", "early", "late", "split", "well"],
        {"doubled": [1, 3], "early": [0], "late": [2], "split": [1, 2], "well": [1]},
        {"lost": 1, "doubled": 1, "early": 1, "late": 1, "split": 1, "well": 1},
    )
    assert (report.lost, report.doubled, report.early, report.late) == (("lost",), ("doubled",), ("early",), ("late",))


def test_a_note_without_its_call_is_lost() -> None:
    """The gate counts calls as well as notes."""
    assert judge(["n"], {"n": [0]}, {}).lost == ("n",)


def test_patches_stand_aside_for_another_weasyprint(monkeypatch: pytest.MonkeyPatch) -> None:
    """With another version nothing is wrapped, and the names of the patches are told."""
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    patches.install.cache_clear()
    try:
        with pytest.MonkeyPatch.context() as quiet:
            told: list[str] = []
            quiet.setattr(patches.LOGGER, "warning", lambda message, *values: told.append(message % values))
            assert patches.install() == ("composed_lines", "kept_notes")
            assert "kept_notes" in told[0]
    finally:
        patches.install.cache_clear()


def test_patches_fit_the_pinned_weasyprint() -> None:
    """The functions they wrap are those they were written for."""
    for patch in patches.PATCHES:
        assert patches.fits(patch), patch.__name__
