"""Figures that do not fit stand at the head of the next page; the text fills the page that they left."""

from __future__ import annotations

import random
import re

import pytest
from lxml import etree
from weasyprint import HTML

from monograph.rendering.documents import print_styles
from monograph.typesetting.boxes import text_area, text_end, text_runs
from monograph.typesetting.page_figures import TOLERANCE
from monograph.typesetting.pagemap import map_unit
from monograph.typesetting.patches import install
from monograph.typesetting.register import level

LEADING = 13.5
WORDS = "Enough words to fill a line of the book and to go on in the next one. "


def figure(number: int, height: int) -> str:
    """A map of that height in pt with its caption."""
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg' width='280pt' height='{height}pt' viewBox='0 0 1 1'></svg>"
    return f"<figure id='f{number}'>{drawing}<figcaption id='f{number}-caption'>Map {number}.</figcaption></figure>"


def note(number: int, length: int = 1) -> str:
    """A note at its call."""
    text = WORDS * length
    return f"<span id='n{number}' class='note' role='doc-footnote' data-number='{number}' data-digits='1'>{text}</span>"


def laid_out(blocks: list[str]):
    """(pages, body) of a chapter."""
    install()
    body = f"<body><section id='s' class='chapter body'>{''.join(blocks)}</section></body>"
    html = f"<html><head><style>{print_styles()}</style></head>{body}</html>"
    return HTML(string=html).render().pages, etree.fromstring(body)


def texts(pages):
    """The text of each page."""
    return ["".join(run.text for run in text_runs(page, frozenset())) for page in pages]


def room_left(page) -> float:
    """Empty lines at the foot of a page without notes."""
    return (text_area(page)[1] - text_end(page)) * 0.75 / LEADING


def test_text_goes_on_before_a_figure_that_waits() -> None:
    """The page before the figure is full; the figure stands at the head of the next; nothing is lost or doubled."""
    paragraphs = [f"<p id='p{n}'>({n}) {WORDS * 6}</p>" for n in range(12)]
    pages, body = laid_out([*paragraphs[:4], figure(1, 300), *paragraphs[4:]])
    found = texts(pages)
    assert room_left(pages[0]) < 3
    assert found[1].startswith("Map 1.")
    assert re.findall(r"\((\d+)\)", "".join(found)) == [str(n) for n in range(12)]
    mapped = map_unit(pages, body, frozenset())
    assert mapped.unread == []
    assert mapped.first_page["f1"] == 1
    assert mapped.starts[1] is not None
    assert mapped.starts[1][0].startswith("p")


def test_a_figure_waits_on_where_a_page_is_left_to_notes() -> None:
    """A note fills the page at whose head it should stand, and the text waits too: it stands at the next head."""
    dense = "".join(f"Enough words to {note(n)} " for n in range(2, 30))
    text = f"<p id='p0'>{WORDS * 8}{note(1, 100)} end</p>", figure(1, 300), f"<p id='p1'>{WORDS * 2}{dense}</p>"
    pages, _ = laid_out([*text])
    assert [text_end(page) > 0 for page in pages] == [True, False, True, True]
    assert ["Map 1." in text for text in texts(pages)] == [False, False, True, False]


def test_a_figure_of_a_whole_page_has_it_to_itself() -> None:
    """The paragraph that it interrupts goes on behind it, at the letter where it stopped."""
    paragraphs = [f"<p id='p{n}'>({n}) {WORDS * 9}</p>" for n in range(8)]
    pages, body = laid_out([*paragraphs[:5], figure(1, 455), *paragraphs[5:]])
    found = texts(pages)
    assert "Map 1." in found
    mapped = map_unit(pages, body, frozenset())
    alone = found.index("Map 1.")
    assert mapped.starts[alone] is None
    assert "".join(t for t in found if t != "Map 1.").count("Enough") == 8 * 9


def test_a_figure_at_the_end_of_a_chapter_is_not_lost() -> None:
    """What still waits at the end has a page more."""
    pages, _ = laid_out([f"<p id='p{n}'>{WORDS * 9}</p>" for n in range(4)] + [figure(1, 300), figure(2, 300)])
    found = texts(pages)
    assert [t for t in found if t.startswith("Map")] == ["Map 1.", "Map 2."]


@pytest.mark.parametrize("seed", range(30))
def test_random_chapters_keep_every_word_and_the_order_of_figures(seed: int) -> None:
    """Paragraphs, headings, notes and figures of any height: each word and figure once, in order, lines level."""
    chance = random.Random(seed)
    blocks, words, notes, figures = [], 0, 0, 0
    for number in range(chance.randint(6, 22)):
        count = chance.randint(1, 12)
        calls = ""
        if chance.random() < 0.4:
            notes += 1
            calls = note(notes)
        blocks.append(f"<p id='p{number}'>({number}) {WORDS * count}{calls} end</p>")
        words += count
        if chance.random() < 0.2:
            blocks.append(f"<h2 id='h{number}' data-title='H'>Heading</h2>")
        if chance.random() < 0.35:
            figures += 1
            blocks.append(figure(figures, chance.choice((90, 140, 220, 310, 400, 455))))
    pages, body = laid_out(blocks)
    found = "".join(texts(pages))
    assert [int(n) for n in re.findall(r"\((\d+)\)", found)] == sorted(int(n) for n in re.findall(r"\((\d+)\)", found))
    assert re.findall(r"Map (\d+)\.", found) == [str(n) for n in range(1, figures + 1)]
    assert found.count("Enough") == words + notes
    mapped = map_unit(pages, body, frozenset())
    assert mapped.unread == []
    off = [found[1:] for found in map(level, pages) if found[0]]
    assert max(high for _, high in off) - min(low for low, _ in off) <= TOLERANCE
