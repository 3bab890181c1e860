"""Composed lines: no letter lost, none beyond the margin, links and tags as WeasyPrint sets them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
import pytest
from weasyprint.formatting_structure import boxes

from monograph.typesetting.boxes import page_box
from monograph.typesetting.lines.breaking import SLACK
from monograph.typesetting.lines.protrusion import LEFT, RIGHT
from monograph.typesetting.pagemap import block_texts
from monograph.typesetting.units import LaidOut
from tests.layout.pages import laid, words
from tests.layout.paragraphs import paragraphs
from tests.layout.test_page_map import body_of, in_body

UNSEEN = re.compile("[\\s\u00ad\u200b\u2010]")


def lines(made: LaidOut) -> Iterator[tuple[Any, Any]]:
    """Every line of the flow and of the notes, with the block it stands in."""
    for page in made.document.pages:
        for block in page_box(page).descendants():
            if isinstance(block, boxes.BlockBox) and not isinstance(block, boxes.MarginBox):
                yield from ((block, child) for child in block.children if isinstance(child, boxes.LineBox))


def texts(box: Any) -> list[Any]:
    """The text boxes below a box."""
    return [inner for inner in box.descendants() if isinstance(inner, boxes.TextBox) and inner.text]


def letters_of(made: LaidOut) -> dict[str, str]:
    """Id of a block -> its letters as they were set, without added hyphens."""
    found: dict[str, str] = {}
    for block, line in lines(made):
        identifier = block.element.get("id") or ""
        shown = "".join(box.text for box in texts(line) if in_body(box))
        found[identifier] = found.get(identifier, "") + UNSEEN.sub("", shown)
    return found


@pytest.mark.parametrize("seed", range(40))
def test_random_paragraphs_keep_every_letter_within_the_measure(seed: int) -> None:
    """Scripts mixed, markup nested, long words, 40 to 140 mm: no letter lost or doubled, no line beyond what may hang."""
    body, notes, css = paragraphs(seed)
    made = laid(body, notes, css)
    assert made.map.unread == []
    source = {key: UNSEEN.sub("", text) for key, text in block_texts(body_of(made.html), frozenset()).items() if key}
    shown = {key: text.lower() for key, text in letters_of(made).items() if key}
    assert {key: len(text) for key, text in shown.items()} == {key: len(text) for key, text in source.items()}
    assert shown == source
    for block, line in lines(made):
        if not line.__dict__.get("composed"):
            continue
        first, last = texts(line)[0], texts(line)[-1]
        ending, beginning = last.text.rstrip()[-1:], first.text.lstrip()[:1]
        hangs_right = RIGHT.get(ending, 0.0) * last.style["font_size"]
        hangs_left = LEFT.get(beginning, 0.0) * first.style["font_size"]
        slack = 0.01 if block.style["text_align_all"] == "justify" else SLACK + 0.01
        assert last.position_x + last.width <= block.content_box_x() + block.width + hangs_right + slack
        indent = min(0.0, block.style["text_indent"].value)
        assert first.position_x >= block.content_box_x() + indent - hangs_left - 0.01


@pytest.mark.parametrize("seed", range(40, 46))
def test_the_letters_of_the_pdf_are_those_of_the_page(seed: int) -> None:
    """What is copied from the file is what the boxes say, word for word; a hyphen at a line's end is a soft one."""
    body, notes, css = paragraphs(seed)
    made = laid(body, notes, css)
    pdf = pypdfium2.PdfDocument(made.document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True))
    for number, page in enumerate(made.document.pages):
        copied = str(pdf[number].get_textpage().get_text_range())
        boxed = "".join(box.text for _, line in lines(made) for box in texts(line) if _on(page, line))
        assert sorted(_copied(copied)) == sorted(_copied(boxed))


def _on(page: Any, line: Any) -> bool:
    return any(line is inner for inner in page_box(page).descendants())


def _copied(text: str) -> str:
    """Composed letters, without case: a glyph that stands for small and capital letters is copied as one of them."""
    return re.sub("[\\s\u00ad\u200b\u2010\ufffe\x02-]", "", unicodedata.normalize("NFC", text)).casefold()


def test_most_random_paragraphs_are_composed() -> None:
    """Only what holds Hebrew or a glyph that is missing is left to WeasyPrint."""
    composed = left = 0
    for seed in range(5):
        body, notes, css = paragraphs(seed)
        for _, line in lines(laid(body, notes, css)):
            composed += bool(line.__dict__.get("composed"))
            left += not line.__dict__.get("composed")
    assert composed > 2 * left > 0


def test_a_note_call_never_begins_a_line() -> None:
    """Not even behind a space."""
    call = '<span class="note" id="n{0}" data-number="{0}">note</span>'
    body = "<p>" + "".join(f"{words(n % 4 + 1, n)} {call.format(n)} " for n in range(60)) + "</p>"
    made = laid(body, [f"n{n}" for n in range(60)], "@page { size: 200pt 600pt }")
    firsts = [texts(line)[0] for block, line in lines(made) if block.element.tag == "p"]
    assert len(firsts) > 20
    assert not [box for box in firsts if (box.element_tag or "").endswith("::footnote-call")]


def test_thin_and_fixed_spaces_are_kept() -> None:
    """Lines never end at them, and only the no-break space stretches."""
    text = " ".join(f"p.\xa0{n} A.\u2009B.\u202fC" for n in range(60))
    made = laid(f"<p>{text}</p>")
    ends = ["".join(box.text for box in texts(line)).rstrip() for _, line in lines(made)]
    assert not [end for end in ends if end.endswith(("p.", "A.", "B."))]


def sizes(made: LaidOut) -> Sequence[float]:
    """Factor by which the glyphs of each composed text box are widened."""
    return [box.factor for _, line in lines(made) for box in texts(line) if "factor" in box.__dict__]


def test_glyphs_are_widened_by_no_more_than_a_hundredth_and_a_half() -> None:
    """And they are, both ways."""
    factors = sizes(laid("".join(f"<p>{words(70, n)}</p>" for n in range(10))))
    assert 0.985 - 1e-9 <= min(factors) < 1 < max(factors) <= 1.015 + 1e-9


HEAD = """@page { size: 400pt 300pt; @top-left { content: "1" } @top-center {
  content: "Between Baku and Erivan"; font-variant-caps: all-small-caps; letter-spacing: .08em } }
@page:first { @top-center { content: "Between Baku and Erivan" } }"""


def test_a_box_as_wide_as_its_text_holds_it_in_one_line() -> None:
    """Running heads and table cells are measured by WeasyPrint, kerned with their spaces, and filled by us."""
    texts_of = ("To Waver, AV To Away. Tatev Yerevan", "The Treaty of Tatev: A Way Out", "W. A. V. Y. T. F. P.")
    cells = "".join(f'<tr><td id="c{n}">{text}</td><td>x</td></tr>' for n, text in enumerate(texts_of))
    inline = "".join(
        f'<div><div style="display: inline-block; letter-spacing: .08em">{text}</div></div>' for text in texts_of
    )
    made = laid(f'<table style="text-align: left">{cells}</table>{inline}', css=HEAD)
    found = [
        box for page in made.document.pages for box in page_box(page).descendants() if isinstance(box, boxes.LineBox)
    ]
    assert len(found) == 6 + 3 + 3 + 2  # one in each cell, in each box, around each box, and two in the head
