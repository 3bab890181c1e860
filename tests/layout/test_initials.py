"""A letter of two lines at the opening of a chapter: the paragraph beside it is planned as a whole like any other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from weasyprint.formatting_structure import boxes

from monograph.editions.pdf import GREEDY
from monograph.model import Design
from monograph.rendering.documents import chosen_styles, print_styles
from monograph.typesetting.boxes import page_box
from monograph.typesetting.galleys import Unit
from monograph.typesetting.lines.figures import figures
from monograph.typesetting.lines.measures import set_lines
from monograph.typesetting.lines.planning import Plan
from monograph.typesetting.units import LaidOut, lay_out
from tests.layout.pages import laid, note, words
from tests.layout.test_lines import letters_of, lines, texts
from tests.layout.test_typography import structure, targets

OPENING = (
    '<p id="p0" class="opening"><span class="lead-in"><span class="initial">{}</span>{}</span> {} '
    '<a href="#p1">{}</a>{} {}</p><p id="p1">{}</p>'
)


def chapter(letter: str = "T", start: int = 0, length: int = 60) -> str:
    """The body of a chapter that opens with a large letter, a link and a note."""
    parts = (letter, words(3, start), words(length, start), words(1, 4), note("n0", 1, words(20)), words(20), words(70))
    return '<section class="chapter body"><h1>Title</h1>' + OPENING.format(*parts) + "</section>"


def opened(body: str, css: str = "", design: Design | None = None) -> LaidOut:
    """The body in the style of the book, opened by a large letter."""
    style = print_styles() + chosen_styles(design or Design(opening="drop-cap")) + css
    html = f'<html lang="en"><head><title>t</title><style>{style}</style></head><body>{body}</body></html>'
    return lay_out(Unit("u", "arabic", True, ("n0",)), html, Path(__file__).parent, frozenset())


def opening_lines(made: LaidOut) -> list[Any]:
    """The lines of the first paragraph."""
    return [line for block, line in lines(made) if block.element.get("id") == "p0"]


def initial(line: Any) -> Any:
    """The large letter of a line, as it was laid out."""
    return next(box for box in line.descendants() if isinstance(box, boxes.BlockBox))


@pytest.mark.parametrize(("letter", "start"), [("T", 0), ("“A", 5), ("W", 9), ("I", 13)])
def test_no_paragraph_beside_a_letter_is_broken_greedily(letter: str, start: int) -> None:
    """Every letter is there, in order, with the tags, links and notes of greedy lines; both lines end at the margin."""
    composed, greedy = opened(chapter(letter, start)), opened(chapter(letter, start), GREEDY)
    told = figures(set_lines(composed.document.pages))
    assert (told.greedy, told.unfilled, told.overfull) == (0, 0, 0)
    assert figures(set_lines(greedy.document.pages)).greedy == told.paragraphs
    assert letters_of(composed) == letters_of(greedy)
    assert composed.map.unread == []
    assert structure(composed) == structure(greedy)
    assert targets(composed) == targets(greedy)
    assert composed.report == greedy.report
    found = opening_lines(composed)
    assert len(found) > 4
    plan = found[0].composed
    assert isinstance(plan, Plan) and plan.beside.lines == 2
    edges = [texts(line)[-1 if n else 1].position_x for n, line in enumerate(found)]
    left = page_box(composed.document.pages[0]).content_box_x()
    assert edges[0] == pytest.approx(left + plan.beside.width, abs=1)
    firsts = [texts(line)[0].position_x for line in found[1:]]
    assert firsts[0] == pytest.approx(left + plan.beside.width, abs=1)
    assert max(firsts[1:]) <= left + 0.01


@pytest.mark.parametrize("size", [9, 10.5, 12])
@pytest.mark.parametrize("trim", ["6x9", "A5"])
def test_the_letter_stands_on_the_second_line_and_is_as_high_as_the_first(size: float, trim: str) -> None:
    """Its base is on their baseline, and its top where the capitals of the first line end, by a thirtieth of the size."""
    made = opened(chapter(), "", Design(opening="drop-cap", size=size, trim=trim))
    first, second = opening_lines(made)[:2]
    line = next(box for box in initial(first).descendants() if isinstance(box, boxes.LineBox))
    base = line.position_y + line.baseline
    em = first.style["font_size"]
    assert base == pytest.approx(second.position_y + second.baseline, abs=em / 30)
    font = TTFont(next(path for path in made.files if path.endswith("R.otf")))
    capital = font["OS/2"].sCapHeight / font["head"].unitsPerEm
    top = base - capital * line.style["font_size"]
    assert top == pytest.approx(first.position_y + first.baseline - capital * em, abs=em / 30)


def test_other_floats_are_left_to_weasyprint() -> None:
    """One within the text, one at the right, one too wide."""
    for css in (".initial { float: right }", ".initial { width: 80% }"):
        assert figures(set_lines(opened(chapter(), css).document.pages)).greedy == 1
    body = f"<p>{words(20)} <span style='float: left'>word</span> {words(40)}</p>"
    assert figures(set_lines(laid(body).document.pages)).greedy == 1


def test_a_short_paragraph_beside_its_letter() -> None:
    """One of one line: what follows stands beside the letter still, and nothing is lost."""
    body = chapter("T", 0, 2).replace(note("n0", 1, words(20)), "").replace(words(20) + "</p>", "</p>")
    composed, greedy = opened(body), opened(body, GREEDY)
    assert letters_of(composed) == letters_of(greedy)
