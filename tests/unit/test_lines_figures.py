"""The figures of typography, from lines that are written down."""

from __future__ import annotations

from typing import Any

import pytest

from monograph.typesetting.lines.figures import SetLine, figures, white_above
from monograph.typesetting.lines.telling import closing

LINE = SetLine(
    kind="text", page=0, x=0, y=0, height=13, first=False, last=False, left=0, right=300, measure=300, looseness=1.0,
    rivers=0, hyphen=False, composed=True, top=False, bottom=False,
)  # fmt: skip


def paragraph(*changes: dict[str, Any]) -> list[SetLine]:
    """Lines that differ from the plain one as told; the first and the last know that they are."""
    lines = [LINE._replace(**change) for change in changes]
    lines[0] = lines[0]._replace(first=True, top=True)
    lines[-1] = lines[-1]._replace(last=True, bottom=True)
    return lines


def test_inner_lines_are_judged_by_their_spaces() -> None:
    """Shares, mean and deviation leave out the last line and lines without a space."""
    told = figures(paragraph(*({"looseness": v} for v in (1.0, 1.6, 2.2, None, 9.0))))
    assert (told.lines, told.paragraphs) == (5, 1)
    assert told.mean == pytest.approx(1.6)
    assert told.deviation == pytest.approx(0.4899, abs=1e-4)
    assert (told.over_1_5, told.over_2) == (pytest.approx(2 / 3), pytest.approx(1 / 3))
    assert (told.loosest, told.tightest) == (2.2, 1.0)
    assert told.neighbours == pytest.approx(0.6)


def test_three_hyphens_in_a_row_are_one_run() -> None:
    """Two are none; a run does not go on over a paragraph."""
    hyphen, plain = {"hyphen": True}, {}
    assert figures(paragraph(hyphen, hyphen, hyphen, hyphen, plain)).hyphen_runs == 1
    assert figures(paragraph(hyphen, hyphen, plain, hyphen, plain)).hyphen_runs == 0
    assert figures([*paragraph(plain, hyphen, hyphen), *paragraph(hyphen, plain)]).hyphen_runs == 0
    assert figures(paragraph(hyphen, hyphen, hyphen, hyphen, plain)).hyphenated == 1.0


def test_short_widowed_and_overfull_lines_are_counted() -> None:
    """A last line of a tenth; one alone at the head or foot of a page; one beyond the margin, one short of it."""
    assert figures(paragraph({}, {"right": 30})).short_last == 1
    assert figures(paragraph({"right": 30})).short_last == 0
    assert figures(paragraph({}, {}, {"page": 1, "top": True})).widows == 1
    assert figures(paragraph({"bottom": True}, {"page": 1, "top": True}, {"page": 1})).orphans == 1
    told = figures(paragraph({"right": 306}, {"right": 280}, {}))
    assert (told.overfull, told.unfilled) == (1, 1)
    assert figures(paragraph({}, {"composed": False})).greedy == 1


def test_white_that_runs_through_four_lines_is_a_river() -> None:
    """Each space must lie under the one before by half; the fourth line makes it a river, the fifth no second one."""
    chains, counts = (), []
    for x in (50.0, 51.0, 52.5, 53.0, 54.0, 80.0):
        chains, count = white_above(chains, [(x, x + 3), (x + 100, x + 103)] if x == 50 else [(x, x + 3)])
        counts.append(count)
    assert counts == [0, 0, 0, 1, 0, 0]


def test_the_closing_line_names_only_what_is_there() -> None:
    """No widows, no word of widows."""
    text, note = figures(paragraph({}, {})).rounded(), figures([]).rounded()
    assert closing({"text": text, "note": note}, 0) == (
        "lines: 0.0% loose in the text, 0.0% in the notes, 0.0% hyphenated"
    )
    text["widows"] = 2
    assert closing({"text": text, "note": note}, 3).endswith("2 widows and orphans, 3 short pages")
