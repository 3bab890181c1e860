"""The validators of the book trade have nothing to say of any book: EPUBCheck and Ace by DAISY."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.editions.built import Built
from tests.editions.test_epub import epubcheck
from tests.reader.ace import violations
from tests.reader.defects import DEFECTS, planted
from tests.reader.test_reader import ace

__all__ = ["ace"]

WHOLE = ["bundled.epub", "bundled.kindle", "synthetic.epub"]


@pytest.fixture
def file(request: pytest.FixtureRequest) -> Path:
    """One e-book of one of the three books."""
    book, edition = request.param.split(".")
    path: Path = getattr(request.getfixturevalue(book), edition)
    return path


@pytest.mark.java
@pytest.mark.parametrize("file", ["small.epub", "small.kindle", *WHOLE], indirect=True)
def test_epubcheck_finds_nothing(file: Path) -> None:
    """EPUBCheck 5.3 with warnings as failures."""
    done = epubcheck(file)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.browser
@pytest.mark.usefixtures("ace")
@pytest.mark.parametrize("file", WHOLE, indirect=True)
def test_ace_finds_nothing(file: Path, tmp_path: Path) -> None:
    """Ace: no violation."""
    assert violations(file, tmp_path / "ace") == []


@pytest.mark.browser
@pytest.mark.usefixtures("ace")
@pytest.mark.parametrize("name", ["no accessibility metadata", "faint text"])
def test_ace_really_looks(small: Built, tmp_path: Path, name: str) -> None:
    """A spoilt book is told; a report that says nothing would pass for a sound one."""
    assert len(violations(planted(DEFECTS[name], small.epub, tmp_path), tmp_path / "ace")) >= 4
