"""The small book, built once for all edition tests."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.editions.epub_samples import write_small_book


@dataclass(frozen=True)
class Built:
    """A built book."""

    source: Path
    out: Path
    slug: str

    @property
    def pdf(self) -> Path:
        """The printed edition."""
        return self.out / f"{self.slug}.pdf"

    @property
    def epub(self) -> Path:
        """The e-reader edition."""
        return self.out / f"{self.slug}.epub"

    @property
    def pages(self) -> Path:
        """The page map."""
        return self.out / f"{self.slug}-pages.json"


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Built:
    """The small book with every edition."""
    folder = tmp_path_factory.mktemp("small")
    source, out = write_small_book(folder / "book"), folder / "dist"
    done = subprocess.run(
        [sys.executable, str(root / "build.py"), str(source), "--out", str(out)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Built(source, out, "a-small-book")
