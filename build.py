#!/usr/bin/env python3
"""A manuscript folder becomes a book: `python3 build.py [build|check|watch|cite|test]`. The pipeline, top to bottom."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from monograph import environment, faults
from monograph.arguments import arguments
from monograph.editions import EDITIONS, USUAL

ROOT = Path(__file__).resolve().parent
BUILT, PROBLEMS, USAGE, FAULT = 0, 1, 2, 3
OBJECTS = 100_000  # made before garbage is looked for: a build makes many and lets few go


def make(folder: Path, names: Sequence[str], out: Path | None, jobs: int, **wishes: Any) -> int:
    """Read, compile, write the editions named. One error-level problem, and nothing is written."""
    from monograph.apparatus import compile_apparatus
    from monograph.console import Terminal
    from monograph.drawings import draw_book
    from monograph.editions import Making, write_editions
    from monograph.files import staged
    from monograph.manuscript import read_book
    from monograph.problems import Problems
    from monograph.report import counts, write_report

    began = time.perf_counter()
    terminal, problems = Terminal(folder), Problems()
    book = read_book(folder, problems)
    read = time.perf_counter()
    apparatus = compile_apparatus(book, problems)
    compiled = time.perf_counter()
    drawings = draw_book(book, problems)
    seconds = {"manuscript": read - began, "apparatus": compiled - read, "drawings": time.perf_counter() - compiled}
    if out is None or problems.errors:
        terminal.problems(problems)
        return PROBLEMS if problems.errors else BUILT

    with staged(out) as stage, terminal.progress("setting pages") as progress:
        making = Making(book, apparatus, stage.folder, problems, drawings, jobs, progress, seconds=seconds, **wishes)
        write_editions(names, making)
        write_report(making, time.perf_counter() - began)
        stage.keep = not problems.errors
    if problems:
        terminal.problems(problems)
    if problems.errors:
        return PROBLEMS
    pages = len(making.page_map.starts) if making.page_map else 0
    terminal.remarks(making.remarks)
    terminal.summary(stage.moved, {"pages": pages} | counts(book, apparatus), time.perf_counter() - began)
    return BUILT


def watch(given: argparse.Namespace, building: Callable[..., int]) -> int:
    """Build, and again whenever the manuscript changes, until somebody stops it."""
    from monograph.watching import keep_building

    keep_building(building, given.book, given.out, given.jobs)
    return BUILT


def test(options: Sequence[str]) -> int:
    """Run the tests with pytest's own options."""
    import pytest

    os.chdir(ROOT)  # where pytest looks for its settings
    return int(pytest.main(list(options)))


def cite(given: argparse.Namespace) -> int:
    """Tell how a passage is cited and where it stands in each edition."""
    from monograph.citing.command import answer
    from monograph.console import Terminal
    from monograph.problems import Problems

    problems = Problems()
    told = answer(given.book, given.out, given.passage, given.style, given.format, problems)
    if told is None:
        Terminal(given.book).problems(problems)
        return PROBLEMS
    print(told.text, file=sys.stdout if told.found else sys.stderr)
    return BUILT if told.found else PROBLEMS


def main(words: list[str]) -> int:
    """Run one command; the exit status is 0 built, 1 problems in the manuscript, 2 wrong usage, 3 a fault."""
    environment.require_python()
    given = arguments(words, ROOT / "content", EDITIONS, USUAL)
    try:
        environment.prepare(testing=given.command == "test")
        if given.command == "test":
            return test(given.options)
        gc.set_threshold(OBJECTS)
        if given.command == "check":
            return make(given.book, (), None, 0)
        if given.command == "cite":
            return cite(given)
        wishes = {"page_list": not given.no_pages, "typography": given.typography, "greedy": given.greedy}
        building = partial(make, given.book, given.editions, given.out, given.jobs, **wishes)
        return watch(given, building) if given.command == "watch" else building()
    except KeyboardInterrupt:
        print("stopped; the last book is as it was", file=sys.stderr)
    except Exception:
        faults.tell()
    return FAULT


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
