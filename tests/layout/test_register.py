"""Lines of facing pages stand level, and where they do not it is seen."""

from __future__ import annotations

import pytest
from weasyprint import HTML

from monograph.rendering.documents import print_styles
from monograph.typesetting.page_figures import TOLERANCE, full_spreads, spreads_apart
from monograph.typesetting.register import levels

WORDS = "Enough words to fill a line of the book and to go on in the next one. " * 9


def uneven(between: str) -> float:
    """By how many pt the lines of a chapter stand off the grid, with something between its paragraphs."""
    body = f"<p>{WORDS}</p><p>{WORDS}</p>{between}<p>{WORDS}</p>" * 6
    html = f"<style>{print_styles()}</style><body><section class='chapter body'>{body}</section></body>"
    found = levels(HTML(string=html).render().pages)
    assert len(found) >= 5
    return max(high for lines, _, high in found if lines) - min(low for lines, low, _ in found if lines)


@pytest.mark.parametrize(
    "between",
    [
        "",
        "<h2>Heading</h2>",
        "<h3>Heading</h3>",
        "<blockquote><p>Quoted words.</p></blockquote>",
        "<ul><li><p>One</p></li><li><p>Two</p></li></ul>",
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>",
        "<table><caption>Table 1. A</caption><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>",
        "<hr/>",
        "<div class='verse'><p>One line<br/>and another</p></div>",
        "<div class='document'><p>A paper.</p></div>",
    ],
)
def test_text_goes_on_level_behind_everything(between: str) -> None:
    """Every vertical space is a whole number of lines."""
    assert uneven(between) <= TOLERANCE


def test_a_space_that_is_no_line_is_noticed() -> None:
    """Half a line between paragraphs puts the pages out of register."""
    assert uneven("<div style='height:5pt'></div>") > TOLERANCE


def test_only_full_spreads_count() -> None:
    """A spread with a short page is left out; lines are compared across both pages, from the first left-hand one."""
    pages = [
        ("1", (9, 0.0, 4.0)),
        ("2", (30, 0.0, 0.0)),
        ("3", (31, 0.0, 0.3)),
        ("4", (30, 0.0, 2.0)),
        ("5", (3, 0.0, 0.0)),
    ]
    assert full_spreads(pages) == [("2", 0.3)]


def test_facing_pages_that_end_apart_are_told() -> None:
    """By more than a line; the last page of a part faces nothing."""
    pages = [("1", 9), ("2", 0), ("3", 2), ("4", 1), ("5", 2), ("6", 4), ("7", None), ("8", 3), ("9", 1)]
    assert spreads_apart(pages) == ["2", "8"]
