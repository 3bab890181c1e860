"""The program pandoc: which one is taken, and what is said when there is none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from apparatus_samples import book, citation, paragraph, section

from monograph.apparatus import compile_apparatus
from monograph.pandoc import MINIMUM, PandocMissingError, find_pandoc
from monograph.problems import Problems


def program(folder: Path, words: str) -> Path:
    """A program called pandoc that says its version and nothing else."""
    path = folder / "pandoc"
    path.write_text(f"#!/bin/sh\necho '{words}'\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_the_packed_one() -> None:
    """With nothing on the path the pandoc of the Python package is taken."""
    found = find_pandoc({"PATH": ""})
    assert found.version >= MINIMUM
    assert "pypandoc" in found.path


def test_one_on_the_path_comes_first(tmp_path: Path) -> None:
    """A pandoc on the path that is new enough is taken; one that is too old is passed over."""
    path = program(tmp_path, "pandoc 99.1")
    assert find_pandoc({"PATH": str(tmp_path)}).path == str(path)
    program(tmp_path, "pandoc 2.17.1.1")
    assert "pypandoc" in find_pandoc({"PATH": str(tmp_path)}).path


def test_a_chosen_one_is_the_only_one(tmp_path: Path) -> None:
    """``PANDOC`` names the one to take: where it is too old or does not answer, no other is taken silently."""
    path = program(tmp_path, "pandoc 3.9.0.1")
    assert find_pandoc({"PANDOC": str(path)}).version == (3, 9)
    program(tmp_path, "pandoc 3.8.3")
    with pytest.raises(PandocMissingError, match=r"is 3\.8"):
        find_pandoc({"PANDOC": str(path), "PATH": os.environ["PATH"]})
    with pytest.raises(PandocMissingError, match="does not answer"):
        find_pandoc({"PANDOC": str(tmp_path / "none")})


def test_no_pandoc_is_a_problem_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A book that cites cannot be made without pandoc; the problem names the three ways to have one."""
    monkeypatch.setattr("monograph.apparatus.citeproc.find_pandoc", lambda: find_pandoc({"PANDOC": "/nonexistent"}))
    problems = Problems()
    compile_apparatus(book(section("one", paragraph("p", citation("c", "doe")))), problems)
    (problem,) = problems.errors
    assert (problem.code, problem.location.path) == ("pandoc-missing", "book.yaml")
    for way in ("install pandoc 3.9", "PANDOC", "pypandoc-binary"):
        assert way in problem.hint
