"""Lines of facing pages stand level, and where they do not it is seen."""

from __future__ import annotations

import pytest
from weasyprint import HTML

from monograph.rendering.documents import print_styles
from monograph.typesetting.register import baselines, level_share

LEADING = 13.5
WORDS = "Enough words to fill a line of the book and to go on in the next one. " * 9


def pages(between: str) -> list[tuple[float, ...]]:
    """Baselines of the pages of a chapter with something between its paragraphs, from the first left-hand page."""
    body = f"<p>{WORDS}</p><p>{WORDS}</p>{between}<p>{WORDS}</p>" * 6
    html = f"<style>{print_styles()}</style><body><section class='chapter body'>{body}</section></body>"
    return [baselines(page) for page in HTML(string=html).render().pages][1:]


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
    made = pages(between)
    assert len(made) >= 4
    assert level_share(made, LEADING, 15) == 1


def test_a_space_that_is_no_line_is_noticed() -> None:
    """Half a line between paragraphs puts the pages out of register."""
    assert level_share(pages("<div style='height:5pt'></div>"), LEADING, 15) < 1


def test_only_full_spreads_count() -> None:
    """A spread with a short page is left out; lines are compared across both pages."""
    left, right = (10.0, 23.5, 37.0), (10.05, 23.55)
    assert level_share([left, right], LEADING, 3) == 1
    assert level_share([left, right], LEADING, 2) == 1
    assert level_share([left, (10.2, 23.7)], LEADING, 2) == 0
