"""The page on citing is a manuscript that works, and prints what the page says."""

from __future__ import annotations

import re
from pathlib import Path

from monograph.apparatus import compile_apparatus
from monograph.apparatus.inlines import plain_text
from monograph.apparatus.styles import ASSETS
from monograph.manuscript import read_book
from monograph.manuscript.citations import LABELS
from monograph.manuscript.settings import BookRecord, NotesRecord
from monograph.problems import Problems


def blocks(root: Path) -> dict[str, str]:
    """The named blocks of the page."""
    page = (root / "docs" / "citing.md").read_text(encoding="utf-8")
    return {name: text for name, text in re.findall(r"^```\w+ (\S+)\n(.*?)^```$", page, re.S | re.M)}


def test_the_manuscript_of_the_page_prints_what_the_page_says(root: Path, tmp_path: Path) -> None:
    """No problem is found, and the notes are those at the end."""
    found = blocks(root)
    for name in ("book.yaml", "references.yaml", "one.md"):
        (tmp_path / name).write_text(found[name], encoding="utf-8")
    problems = Problems()
    made = compile_apparatus(read_book(tmp_path, problems), problems)
    assert not len(problems), list(problems)
    notes = [f"{note.number} {plain_text(note.paragraphs[0].children)}" for note in made.notes["one"]]
    assert notes == found["notes"].splitlines()


def test_the_page_names_every_setting_style_and_locator(root: Path) -> None:
    """What can be chosen stands on the page, and what stands there can be chosen."""
    page = (root / "docs" / "citing.md").read_text(encoding="utf-8")
    for name in NotesRecord.model_fields:
        assert f"`notes: {name}`" in page
    assert {"style", "references", "notes"} <= BookRecord.model_fields.keys()
    for file in ASSETS.glob("*.csl"):
        assert f"`{file.stem}`" in page or file.stem.endswith("-subsequent-ibid")
    assert {label for label in LABELS if f"`{label}.`" not in page} == {"nn", "fols", "chap", "docs"}
