"""The bundled book as a reader builds it, made once for all tests that read it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from monograph.typesetting.jacket import PAGES

SLUG = "between-baku-and-erivan"


@dataclass(frozen=True)
class Bundled:
    """The finished files."""

    out: Path

    @property
    def pdf(self) -> Path:
        """The printed edition."""
        return self.out / f"{SLUG}.pdf"

    @property
    def inside(self) -> Path:
        """The printed edition without its cover: one page for each of ``starts``."""
        return self.out.parent / f"{self.out.name}-inside.pdf"

    @property
    def epub(self) -> Path:
        """The e-reader edition."""
        return self.out / f"{SLUG}.epub"

    @property
    def kindle(self) -> Path:
        """The e-reader edition for Kindle."""
        return self.out / f"{SLUG}-kindle.epub"

    @property
    def labels(self) -> list[str]:
        """The folios of the printed edition, in order."""
        return [str(start["label"]) for start in self.starts]

    @property
    def source(self) -> Path:
        """The manuscript."""
        return Path(__file__).resolve().parents[2] / "content"

    @property
    def pages(self) -> Path:
        """The page map."""
        return self.out / f"{SLUG}-pages.json"

    @property
    def report(self) -> dict[str, object]:
        """The build report."""
        return dict(json.loads((self.out / f"{SLUG}-report.json").read_text(encoding="utf-8")))

    @property
    def starts(self) -> list[dict[str, object]]:
        """First words of the printed pages."""
        return list(json.loads((self.out / f"{SLUG}-pages.json").read_text(encoding="utf-8"))["starts"])


def build(root: Path, book: Path, out: Path, seed: str) -> None:
    """Build with every edition, with nothing kept from other builds."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "MONOGRAPH_CACHE": str(out.parent / f"cache-{out.name}")}
    done = subprocess.run(
        [sys.executable, str(root / "build.py"), str(book), "--edition", "pdf,epub,kindle,cite", "--out", str(out)],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def bundled(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Bundled:
    """The book as it stands in ``content/``."""
    out = tmp_path_factory.mktemp("bundled")
    build(root, root / "content", out, "1")
    made = Bundled(out)
    with pikepdf.open(made.pdf) as pdf:
        del pdf.pages[:PAGES]
        pdf.save(made.inside)
    return made
