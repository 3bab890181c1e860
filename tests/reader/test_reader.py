"""The ePub as its readers meet it: in a reading system, on four screens, by day and by night, and under Ace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.books.built import Bundled
from tests.conftest import needs
from tests.editions.built import Built
from tests.editions.structure import findings
from tests.reader.ace import ACE
from tests.reader.defects import DEFECTS, planted
from tests.reader.reading_system import (
    FOLIATE,
    NIGHT,
    PHONE,
    SCREENS,
    Screen,
    chromium,
    faults,
    map_faults,
    undrawn,
    walk,
)

INSTALL = "is not installed: `build.py test` installs it where npm is there"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, once for all books."""
    needs("chromium")
    if not FOLIATE.is_dir():
        pytest.skip(f"foliate-js {INSTALL}")
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def ace() -> None:
    """Skip where Ace or what it needs is missing."""
    needs("chromium", "node")
    if not ACE.exists():
        pytest.skip(f"Ace {INSTALL}")


@pytest.mark.browser
@pytest.mark.parametrize("screen", [PHONE, NIGHT], ids=str)
def test_the_small_book_reads_well(small: Built, browser: Browser, screen: Screen) -> None:
    """Contents, pages, landmarks, every note there and back, maps within the screen, nothing faint or cut off."""
    facts = walk(browser, small.epub, screen)
    assert facts["pages"] and facts["notes"] and facts["maps"] and facts["popups"]
    assert list(faults(facts, screen, small.labels)) == []


@pytest.fixture(scope="session")
def walked(bundled: Bundled, browser: Browser) -> Callable[[Screen], dict[str, list[Any]]]:
    """The bundled book as it is met on a screen, walked once for each; on a phone every single note is popped up."""
    return cache(lambda screen: walk(browser, bundled.epub, screen, every_note=screen == PHONE))


@pytest.mark.browser
@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_the_bundled_book_reads_well(
    bundled: Bundled, walked: Callable[[Screen], dict[str, list[Any]]], screen: Screen
) -> None:
    """The same of the whole book; every note pops up with its own words."""
    facts = walked(screen)
    assert list(faults({**facts, "maps": []}, screen, bundled.labels)) == []
    assert len(facts["notes"]) >= int(str(bundled.report["notes"]))
    assert len(facts["popups"]) == (len(facts["notes"]) if screen == PHONE else 1)


@pytest.mark.browser
def test_every_letter_is_in_the_face_in_which_it_is_set(
    bundled: Bundled, walked: Callable[[Screen], dict[str, list[Any]]]
) -> None:
    """Roman, italic and bold, text and drawings: no reading system has to look for a letter elsewhere."""
    facts = walked(PHONE)
    assert {style for _, _, style, _ in facts["letters"]} == {"normal", "italic"}
    assert sum(len(letters) for *_, letters in facts["letters"]) > 150
    assert list(undrawn(facts, bundled.epub)) == []


def test_a_letter_without_a_face_is_noticed(small: Built) -> None:
    """A letter that no font has is told; one of another script is drawn upright in italics too."""
    facts = {"letters": [["Monograph Serif", "400", "italic", "a\ua66e"], ["Monograph Serif", "400", "italic", "Գ"]]}
    assert list(undrawn(facts, small.epub)) == ["Monograph Serif 400 italic has no '\ua66e'"]


@pytest.mark.browser
@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_the_maps_of_the_bundled_book_can_be_read(
    walked: Callable[[Screen], dict[str, list[Any]]], screen: Screen
) -> None:
    """Every map has its name, and no letter on it is under 12 px."""
    maps = walked(screen)["maps"]
    assert maps
    assert list(map_faults(maps)) == []


@pytest.mark.parametrize("name", DEFECTS)
def test_a_planted_defect_is_noticed_in_the_file(small: Built, tmp_path: Path, name: str) -> None:
    """Whatever a defect spoils, the test of structure says so, and says nothing of the sound book."""
    defect = DEFECTS[name]
    found = list(findings(planted(defect, small.epub, tmp_path), small.labels))
    assert any(defect.structure in line for line in found) if defect.structure else found == []
    assert defect.structure or defect.reader


@pytest.mark.browser
@pytest.mark.parametrize("name", [name for name, defect in DEFECTS.items() if defect.reader])
def test_a_planted_defect_is_noticed_in_reading(small: Built, browser: Browser, tmp_path: Path, name: str) -> None:
    """What shows on a screen is noticed there."""
    defect = DEFECTS[name]
    facts = walk(browser, planted(defect, small.epub, tmp_path), defect.screen)
    found = list(faults(facts, defect.screen, small.labels))
    assert any(defect.reader in line for line in found), found
