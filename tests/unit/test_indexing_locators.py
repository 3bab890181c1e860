"""What is printed for the places of a heading, once their pages are known."""

from __future__ import annotations

import pytest

from monograph.apparatus.indexing.locators import printed_locators
from monograph.model import IndexLocator


def printed(*places: str, language: str = "en") -> str:
    """The locators of places told as "12", "12-14", "12!" (principal), "12n3" (note 3) and "12i" (plate), as a line."""
    pages, locators = {}, []
    for number, place in enumerate(places):
        target, until = f"t{number}", ""
        page, _, note = place.partition("n")
        first, dash, last = page.rstrip("!i" if page[0].isdigit() else "!").partition("-")
        pages[target] = first
        if dash:
            until = f"u{number}"
            pages[until] = last
        plate = page[0].isdigit() and page.endswith("i")
        locators.append(IndexLocator(target, until, note, plate, page.endswith("!")))
    made = []
    for at in printed_locators(locators, pages, "000", language):
        text = f"{at.first}–{at.last}" if at.last else at.first
        made.append(f"**{text}**" if at.principal else f"*{text}*" if at.plate else text)
    return ", ".join(made)


@pytest.mark.parametrize(
    ("places", "line"),
    [
        (("12",), "12"),
        (("12", "12"), "12"),
        (("12", "13"), "12, 13"),
        (("12", "13", "14"), "12–14"),
        (("14", "12", "13", "17"), "12–14, 17"),
        (("12-14",), "12–14"),
        (("12-13", "14"), "12–14"),
        (("12-14", "13", "15", "17"), "12–15, 17"),
        (("11", "12-14", "20-22", "21-25"), "11–14, 20–25"),
        (("12-12",), "12"),
        (("101-108", "321-328", "1087-1089"), "101–8, 321–28, 1087–89"),
        (("12", "13!", "14"), "12, **13**, 14"),
        (("12-14", "13!"), "12–14, **13**"),
        (("47n12",), "47n12"),
        (("47n12", "47n13"), "47nn12–13"),
        (("47n12", "47n14"), "47n12, 47n14"),
        (("47n12", "48n13"), "47n12, 48n13"),
        (("47", "47n12", "47i"), "47, *47*, 47n12"),
        (("15i", "15i", "9i"), "*9*, *15*"),
        (("vi", "vii", "viii", "1", "ix"), "vi–ix, 1"),
        (("xii", "1"), "xii, 1"),
        (("47na", "47nb"), "47na, 47nb"),
    ],
)
def test_places_become_numbers(places, line):
    """Singles in a row of three merge, ranges merge with what they touch, principal places stand alone, notes join."""
    assert printed(*places) == line


def test_numbers_lead_to_the_first_and_last_place_of_a_range():
    """Both ends of a range are links; of two mentions on a page the first is taken."""
    pages = {"a": "12", "b": "12", "c": "13", "d": "14", "e": "14"}
    (at,) = printed_locators([IndexLocator(id) for id in "badce"], pages, "000", "en")
    assert (at.first, at.target, at.last, at.last_target) == ("12", "b", "14", "d")


def test_pages_that_are_not_known_yet_stand_once():
    """In the first round of the layout."""
    (at,) = printed_locators([IndexLocator("a"), IndexLocator("b")], {}, "000", "en")
    assert at.first == "000"


def test_other_languages_write_numbers_in_full():
    """Shortening is English custom."""
    assert printed("321-328", language="ru") == "321–328"
