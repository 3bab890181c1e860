"""Everything that can be wrong, one folder a code: what an author does wrong, and what is then told.

``<code>/`` holds the files that differ from the manuscript in ``base/``, and ``expected.txt``: a line
``file:line:column code: message`` for each problem, its hint indented below. Renew the expected files with
``--update-golden`` and read the difference.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from monograph.apparatus import compile_apparatus
from monograph.drawings import draw_book
from monograph.manuscript import read_book
from monograph.problems import CODES, Problems

HERE = Path(__file__).parent
CASES = sorted(path.parent.name for path in HERE.glob("*/expected.txt"))


def read(folder):
    """What ``build.py check`` finds: stages 1 and 2."""
    problems = Problems()
    compile_apparatus(read_book(folder, problems), problems)
    return problems


def check_drawings(folder):
    """What drawing the maps and figures finds."""
    problems = Problems()
    draw_book(read_book(folder, problems), problems)
    return problems


def check_glyphs(folder):
    """What looking up the letters in the fonts finds."""
    from monograph.typesetting.coverage import check_characters

    problems = Problems()
    book = read_book(folder, problems)
    check_characters(book, compile_apparatus(book, problems), problems)
    return problems


def check_index(folder):
    """What the page numbers of the index show, if every marked place were two pages behind the one before."""
    from monograph.apparatus.indexing.checks import check_locators

    problems = Problems()
    book = read_book(folder, problems)
    apparatus = compile_apparatus(book, problems)
    pages = {target: str(2 * number) for number, target in enumerate(apparatus.targets, 1)}
    check_locators(apparatus.index, pages, book.metadata.language, problems)
    return problems


READ = {"map-unknown", "chart-unknown"}
LATER = dict.fromkeys((c for c in CODES if c.startswith(("map-", "chart-")) and c not in READ), check_drawings)
LATER |= {"character-missing": check_glyphs, "index-locators-many": check_index}
"""Code -> what finds it, for codes that reading and compiling do not."""

LAID_OUT = {"ebook-large", "note-lost", "note-late", "pages-unsettled", "layout-warning"}
"""Codes that only pages can have. Their tests stand with the layout, which must be made to fail."""


def problems_of(folder, code=""):
    """The problems of a manuscript as lines of ``expected.txt``, found by what finds ``code``."""
    lines = []
    for problem in LATER.get(code, read)(folder):
        place = problem.location
        lines.append(f"{place.path}:{place.line}:{place.column} {problem.code}: {problem.message}")
        lines += [f"    {problem.hint}"] if problem.hint else []
    return "".join(f"{line}\n" for line in lines)


def manuscript(code, folder):
    """The manuscript of a case: the base with the files of the case over it."""
    shutil.copytree(HERE / "base", folder, dirs_exist_ok=True)
    shutil.copytree(HERE / code, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    return folder


def test_base_has_no_problem(tmp_path):
    """The manuscript that each case spoils in one place is sound."""
    assert problems_of(manuscript("base", tmp_path)) == ""


@pytest.mark.parametrize("code", CASES)
def test_case_tells_its_problems(code, tmp_path, update_golden, monkeypatch):
    """Each problem of the folder is told at its place, with its way out, and nothing else is."""
    if code == "pandoc-missing":
        monkeypatch.setenv("PANDOC", "no-such-pandoc")
    told = problems_of(manuscript(code, tmp_path), code)
    expected = HERE / code / "expected.txt"
    if update_golden:
        expected.write_text(told, encoding="utf-8")
    assert f" {code}: " in told
    assert told == expected.read_text(encoding="utf-8")


def test_every_code_has_a_case():
    """Nothing can be told that no test tells."""
    assert set(CODES) - set(CASES) - LAID_OUT == set()


def test_every_case_is_a_code():
    """No folder is left over from a code that is gone."""
    folders = {path.name for path in HERE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders - {"base"} <= set(CODES)


def test_check_is_quick(tmp_path):
    """A small manuscript is checked in about a second."""
    folder = manuscript("base", tmp_path)
    read(folder)
    began = time.perf_counter()
    read(folder)
    assert time.perf_counter() - began < 5
