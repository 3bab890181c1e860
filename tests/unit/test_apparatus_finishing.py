"""The last touches to a note, on literal text."""

from __future__ import annotations

import pytest
from apparatus_samples import HERE, citation, marked, text

from monograph.apparatus.finishing import finished
from monograph.apparatus.inlines import OBJECT, Joined, edited, joined, plain_text
from monograph.model import CitedSource, Code, Emphasis, Inlines, Roman


def note(before: str, group: str, after: str = "", stop_inside: bool = True, language: str = "en") -> str:
    """A note of prose, a formatted group and prose, finished."""
    inlines: Inlines = tuple(text(part) for part in (before, group, after) if part)
    made = Joined(inlines, ((len(before), len(before) + len(group)),))
    return marked(finished(made, language, stop_inside, HERE))


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        (("", "de Waal, Black Garden, 12"), "De Waal, Black Garden, 12."),
        (("", "“minutes of the meeting”"), "“Minutes of the meeting.”"),
        (("", "“Why?”"), "“Why?”"),
        (("", "“Why Bridges?,” 291"), "“Why Bridges?,” 291."),
        (("See ", "Doe, Roads, 4", "."), "See Doe, Roads, 4."),
        (("See ", "Works of J. V.", "."), "See Works of J. V."),
        (("See ", "“Minutes”", ", which say so"), "See “Minutes,” which say so."),
        (("See ", "“Minutes”", "; but no more"), "See “Minutes”; but no more."),
        (("See ", "“Why?”", "."), "See “Why?”"),
        (("See ", "Jun.", ", 3"), "See Jun., 3."),
        (("See ", "Doe,", ", 3"), "See Doe, 3."),
        (("It was so. ", "ibid., 4"), "It was so. Ibid., 4."),
        (("Cf. ", "de Waal, 4"), "Cf. de Waal, 4."),
        (("A remark,", ""), "A remark."),
        (("A remark … ", ""), "A remark …"),
        (("The soldiers’", ""), "The soldiers’."),
        (("he said ‘so’", ""), "He said ‘so.’"),
        (("(as Doe, 4)", ""), "(As Doe, 4)."),
        (("", "https://example.org/a"), "https://example.org/a."),
        (("", "story.example.org, “Roads”"), "story.example.org, “Roads.”"),
        (("", "i.e. so"), "I.e. so."),
        (("", "ნინო, კავკასია"), "ნინო, კავკასია."),
        (("Այդպես է։", ""), "Այդպես է։"),
        (("", ""), ""),
    ],
)
def test_american_note(parts: tuple[str, ...], wanted: str) -> None:
    """A note begins with a capital, ends with one stop, and has no mark twice where prose and citation meet."""
    assert note(*parts) == wanted


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [(("", "‘Minutes’"), "‘Minutes’."), (("See ", "‘Minutes’", ", 3"), "See ‘Minutes’, 3.")],
)
def test_british_note(parts: tuple[str, ...], wanted: str) -> None:
    """Where the style wants it, stop and comma stay outside the quotation marks."""
    assert note(*parts, stop_inside=False) == wanted


def test_azerbaijani_capital() -> None:
    """The capital of i is İ in Azerbaijani and Turkish."""
    assert note("", "ibrahimov, 4", language="az") == "İbrahimov, 4."


def test_paragraph_before_another_keeps_its_colon() -> None:
    """Only the last paragraph of a note must end in a stop."""
    prose = Joined((text("The text runs:"),), ())
    assert marked(finished(prose, "en", True, HERE, ends=False)) == "The text runs:"
    assert marked(finished(prose, "en", True, HERE)) == "The text runs."


def test_marks_keep_their_place_in_the_markup() -> None:
    """Capital and stop are set inside the emphasis and the link in which their letters stand."""
    inlines: Inlines = (CitedSource("doe", (Emphasis((text("roads"),)), text(", “so”"))),)
    assert marked(finished(Joined(inlines, ()), "en", True, HERE)) == "{*Roads*, “so.”}"


def test_emphasis_within_emphasis_turns_roman() -> None:
    """A title put into emphasised prose stands in roman."""
    made = joined((Emphasis((text("see "), citation("c1", "doe"))),), lambda _: (Emphasis((text("Roads"),)),))
    assert made.inlines == (Emphasis((text("see "), Roman((text("Roads"),)))),)
    assert made.groups == ((4, 9),)


def test_edits_by_offset() -> None:
    """An offset counts letters through all markup, one for anything that is no text; what is emptied goes."""
    inlines: Inlines = (text("ab"), Code("x", HERE), Emphasis((text("c"),)), text("d"))
    assert plain_text(inlines) == f"ab{OBJECT}cd"
    assert edited(inlines, {0: "A", 3: "", 4: "d."}) == (text("Ab"), Code("x", HERE), text("d."))
