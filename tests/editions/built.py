"""A small and a long book, each built once for all tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.books.synthetic import write_synthetic_book
from tests.editions.epub_samples import write_small_book

ALL = "pdf,epub,kindle,cite"


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
    def kindle(self) -> Path:
        """The e-reader edition for Kindle."""
        return self.out / f"{self.slug}-kindle.epub"

    @property
    def labels(self) -> list[str]:
        """The folios of the printed edition, in order."""
        return [start["label"] for start in json.loads(self.pages.read_text(encoding="utf-8"))["starts"]]

    @property
    def seconds(self) -> dict[str, float]:
        """What each stage of the build took."""
        report = json.loads((self.out / f"{self.slug}-report.json").read_text(encoding="utf-8"))
        return dict(report["seconds"])

    @property
    def pages(self) -> Path:
        """The page map."""
        return self.out / f"{self.slug}-pages.json"


def made(root: Path, source: Path, out: Path, slug: str) -> Built:
    """Build a manuscript with every edition, with nothing kept from other builds."""
    command = [sys.executable, str(root / "build.py"), str(source), "--edition", ALL, "--out", str(out)]
    environment = {**os.environ, "MONOGRAPH_CACHE": str(out.parent / "cache")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return Built(source, out, slug)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Built:
    """The small book: one of everything."""
    folder = tmp_path_factory.mktemp("small")
    return made(root, write_small_book(folder / "book"), folder / "dist", "a-small-book")


@pytest.fixture(scope="session")
def synthetic(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Built:
    """The synthetic book of some three hundred pages."""
    folder = tmp_path_factory.mktemp("synthetic")
    return made(root, write_synthetic_book(folder / "book"), folder / "dist", "a-long-synthetic-book")
