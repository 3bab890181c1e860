"""What ``book.yaml`` may choose of the look: page and type, the opening of a chapter, the form of notes."""

import pytest

from monograph.model import Design, Emphasis, Location, NoteCall, Span, Text
from monograph.rendering.design import TRIMS, design_css, geometry
from monograph.rendering.documents import chosen_styles
from monograph.rendering.openings import led_in

HERE = Location("one.md", 1, 1)


def test_the_standing_design_is_the_theme():
    """The measures of theme.css are those that the geometry gives for 6 × 9 in."""
    page = geometry(Design())
    assert design_css(Design()) == ""
    assert (page.width, page.height, page.lines, page.leading) == (432, 648, 37, 13.5)
    assert page.margins == pytest.approx((68, 67.8, 80.5, 58), abs=0.3)


@pytest.mark.parametrize("trim", TRIMS)
@pytest.mark.parametrize("size", [9, 10.5, 12])
def test_a_page_holds_whole_lines_of_a_readable_length(trim, size):
    """For every trim size: whole lines, 24 to 33 ems wide, at least half an inch at the spine."""
    page = geometry(Design(trim=trim, size=size))
    head, outer, foot, inner = page.margins
    assert page.lines * page.leading == pytest.approx(page.height - head - foot, abs=0.02)
    assert 23 <= (page.width - outer - inner) / size <= 33.01
    assert inner >= 36
    assert inner < outer
    assert head < foot


def test_a_choice_is_a_file_or_the_standing_style():
    """Every choice that differs from the standing one has rules."""
    assert "float: left" in chosen_styles(Design(opening="drop-cap"))
    assert chosen_styles(Design(opening="plain")) != chosen_styles(Design())
    assert "padding-left: 0" in chosen_styles(Design(notes="indented"))
    assert "var(--sans)" in chosen_styles(Design(face="biolinum"))


def text(words):
    """A text node."""
    return Text(words, HERE)


@pytest.mark.parametrize(
    ("inlines", "words"),
    [
        ((text("The paper signed in August"),), "The paper signed"),
        ((text("In "), Emphasis((text("Pravda"),)), text(" of the day before")), "In Pravda of the"),
        ((text("Short"), NoteCall("c", "n", HERE), text(" and more words")), "Short"),
        ((text("Extraordinarily"),), "Extraordinarily"),
        ((NoteCall("c", "n", HERE), text("words that follow")), ""),
        ((Span((text("The article from which this book starts"),), HERE),), "The article from"),
        ((Span((), HERE, id="s"), text("The paper signed in August")), "The paper signed"),
        ((Span((NoteCall("c", "n", HERE), text("words")), HERE), text(" that follow")), ""),
    ],
)
def test_a_lead_in_is_some_whole_words(inlines, words):
    """It ends at a space once it is long enough, and before a note; nothing is lost."""
    made = led_in(inlines)
    first = made[0]
    found = _text(first) if isinstance(first, Span) and "lead-in" in first.classes else ""
    assert found == words
    assert "".join(map(_text, made)) == "".join(map(_text, inlines))


def test_a_mark_stays_with_the_first_of_its_words():
    """A marked passage that is longer than the lead-in is a target once, and all of it keeps its language."""
    mark = Span((text("Les papiers de ce temps"),), HERE, id="s", language="fr", marks=(("index", "papers"),))
    first, rest = led_in((mark,))
    assert [(span.id, span.marks, span.language) for span in (first.children[0], rest)] == [
        ("s", (("index", "papers"),), "fr"),
        ("", (), "fr"),
    ]
    assert (_text(first), _text(rest)) == ("Les papiers de", " ce temps")


def test_an_initial_is_the_first_letter_with_its_quotation_mark():
    """Where the text begins otherwise there is none."""
    made = led_in((text("“The paper” was signed"),), initial=True)
    assert (made[0].children[0].classes, _text(made[0].children[0])) == (("initial",), "“T")
    assert _text(led_in((text("1920 was a year of war"),), initial=True)[0]) == "1920 was a year"
    assert "".join(map(_text, made)) == "“The paper” was signed"


def _text(node):
    return node.text if isinstance(node, Text) else "".join(map(_text, getattr(node, "children", ())))
