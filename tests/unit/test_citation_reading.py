"""What stands behind a key: locators by their words, free text, and what cannot be read."""

from __future__ import annotations

import pytest

from monograph.manuscript.citations import read_group, read_locator, unreadable
from monograph.model import Location


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (" p. 12", ("page", "12", "")),
        (" pp. 3--4, 9", ("page", "3–4, 9", "")),
        (" 4:20", ("page", "4:20", "")),
        (" xii", ("page", "xii", "")),
        (" fol. 12r", ("folio", "12r", "")),
        (" l. 78", ("l.", "78", "")),
        (" ll. 7-9", ("ll.", "7–9", "")),
        (" doc. 63, p. 109", ("doc.", "63", "p. 109")),
        (" art. 3", ("article-locator", "3", "")),
        (" vol. 2, p. 4", ("volume", "2", "p. 4")),
        (" n. 5", ("note", "5", "")),
        (" § 5", ("section", "5", "")),
        (" ch. 3, on roads", ("chapter", "3", "on roads")),
        (" 12 ff.", ("", "", "12 ff.")),
        (" 5 May", ("", "", "5 May")),
        (" the map at the end", ("", "", "the map at the end")),
    ],
)
def test_locators(typed: str, read: tuple[str, str, str]) -> None:
    """The label, the numbers and what is free text."""
    assert read_locator(typed) == read


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("p. twelve", "“p. twelve” names no number"),
        ("pp.", "“pp.” names no number"),
        ("pp. 12–", "“pp. 12–” has no end"),
        ("20–12", "“20–12” runs backward"),
        ("pp. 7, 190–120", "“190–120” runs backward"),
        ("pp. 190–96", ""),
        ("p. 12 ff.", ""),
        ("p. [3]", ""),
        ("n. d.", ""),
        ("art. iv and its protocol", ""),
        ("passim", ""),
    ],
)
def test_locators_that_cannot_be_read(typed: str, fault: str) -> None:
    """A word that announces a number wants one; a range runs forward; anything else is free text."""
    (cite,) = read_group(f"@key, {typed}", lambda offset: Location("a.md", 1, offset)) or ()
    assert unreadable(cite) == fault
