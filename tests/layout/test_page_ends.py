"""How pages end is seen: the layout keeps headings with their text, and what it cannot keep is told."""

from __future__ import annotations

import pytest
from weasyprint.formatting_structure import boxes

from monograph.typesetting.boxes import page_box
from monograph.typesetting.page_ends import page_ends
from tests.layout.pages import laid, words

FIGURE = '<figure style="height: {}pt; margin: 0; break-inside: avoid"></figure>'
LINES = 3
KEEP = "h2 { break-after: avoid }"


def heading_at(lines: int, css: str) -> tuple[int, ...]:
    """Pages of a text with a heading after so many lines that ends with it."""
    body = f"<p>{'word<br/>' * lines}</p><h2>Heading</h2><p>{words(90)}</p>"
    return laid(body, (), css + "p { orphans: 1; widows: 1 }").ends.stranded


def test_a_heading_at_the_foot_is_seen() -> None:
    """Without the rule that keeps it, a heading may be the last of a page, or have one line under it."""
    assert any(heading_at(lines, "") for lines in range(6, 16))


@pytest.mark.parametrize("lines", range(6, 16))
def test_a_heading_takes_two_lines_along(lines: int) -> None:
    """With the rules of the book none is left at the foot."""
    body = f"<p>{'word<br/>' * lines}</p><h2>Heading</h2><p>{words(90)}</p>"
    assert laid(body, (), KEEP).ends.stranded == ()


def test_a_line_alone_under_a_figure_is_seen() -> None:
    """One line of text at the foot, under a figure."""
    body = f"<p>{words(9)}</p>{FIGURE.format(130)}<p>One line.</p>{FIGURE.format(100)}<p>End.</p>"
    assert laid(body).ends.single == (0,)


def test_a_short_page_is_told_with_its_room() -> None:
    """A figure that does not fit leaves the page before it short, by the lines that would still fit."""
    body = f"<p>{'word<br/>' * LINES}</p>{FIGURE.format(150)}<p>{words(90)}</p>"
    made = laid(body)
    (page, room), *others = made.ends.short
    assert (page, others) == (0, [])
    assert room == (160 - 12 * LINES) // 12
    assert page_ends(made.document.pages) == made.ends


def test_pages_of_text_are_full() -> None:
    """Text alone leaves no page short by more than a line."""
    assert laid("".join(f"<p>{words(37 + i, i)}</p>" for i in range(30))).ends.short == ()


def test_a_running_head_as_wide_as_its_text_is_one_line() -> None:
    """The box of a head is as wide as the text measured in one piece; its words by themselves are a trace wider."""
    head = "font: 9.5pt 'Monograph Serif'; font-variant-caps: all-small-caps; letter-spacing: .08em"
    for text in ("Between Baku and Erivan", "A District of the Empire", "The Agreement that Failed", "Tatev and To"):
        made = laid(f"<p>{words(300)}</p>", (), f"@page {{ @top-center {{ content: '{text}'; {head} }} }}")
        margin = next(b for b in page_box(made.document.pages[1]).children if isinstance(b, boxes.MarginBox))
        assert sum(isinstance(box, boxes.LineBox) for box in margin.descendants()) == 1
