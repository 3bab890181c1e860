#!/usr/bin/env python3
"""A manuscript folder becomes a book: `python3 build.py [build|check|test]`. The pipeline, top to bottom."""

from __future__ import annotations

import argparse
import os
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from monograph import environment

ROOT = Path(__file__).resolve().parent
BUILT, PROBLEMS, USAGE, FAULT = 0, 1, 2, 3
COMMANDS = ("build", "check", "test")


def make(folder: Path, names: Sequence[str], out: Path | None, jobs: int, page_list: bool = True) -> int:
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
        making = Making(book, apparatus, stage.folder, problems, drawings, jobs, progress, page_list, seconds=seconds)
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


def test(options: Sequence[str]) -> int:
    """Run the tests with pytest's own options."""
    import pytest

    os.chdir(ROOT)  # where pytest looks for its settings
    return int(pytest.main(list(options)))


def arguments(words: list[str]) -> argparse.Namespace:
    """The command line; `build` is understood where no command is named. Ends with 2 on wrong usage."""
    from monograph.editions import EDITIONS, USUAL

    parser = argparse.ArgumentParser("build.py", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="build | check | test")
    for name, told in (("build", "make the book"), ("check", "list every problem of the manuscript; write nothing")):
        command = commands.add_parser(name, help=told)
        command.add_argument("book", nargs="?", default=ROOT / "content", type=Path, help="manuscript folder (content)")
        if name == "build":
            command.add_argument("--edition", default=",".join(USUAL), help=f"of {','.join(EDITIONS)} (%(default)s)")
            command.add_argument("--no-pages", action="store_true", help="leave the printed pages out of e-books")
            command.add_argument("--out", default="dist", type=Path, help="folder for the output (dist)")
            command.add_argument("--jobs", default=0, type=int, help="processes that set pages (one for each core)")
    commands.add_parser("test", help="run the tests; options go to pytest", add_help=False)
    if not words or (words[0] not in COMMANDS and words[0] not in ("-h", "--help")):
        words = ["build", *words]
    if words[0] == "test":
        return argparse.Namespace(command="test", options=words[1:])
    given = parser.parse_args(words)
    if not given.book.is_dir():
        parser.error(f"there is no folder {given.book}")
    if given.command == "build":
        given.editions = [name.strip() for name in given.edition.split(",") if name.strip()]
        if given.out.exists() and not given.out.is_dir():
            parser.error(f"{given.out} is not a folder")
        unknown = sorted(set(given.editions) - set(EDITIONS))
        if unknown or not given.editions:
            parser.error(f"no edition is called {', '.join(unknown) or 'nothing'}: there are {', '.join(EDITIONS)}")
    return given


def main(words: list[str]) -> int:
    """Run one command; the exit status is 0 built, 1 problems in the manuscript, 2 wrong usage, 3 a fault."""
    environment.require_python()
    given = arguments(words)
    try:
        environment.prepare(testing=given.command == "test")
        if given.command == "test":
            return test(given.options)
        if given.command == "check":
            return make(given.book, (), None, 0)
        return make(given.book, given.editions, given.out, given.jobs, not given.no_pages)
    except KeyboardInterrupt:
        print("stopped; the last book is as it was", file=sys.stderr)
    except Exception:
        traceback.print_exc()
        print("\nThis is a fault of the program or the machine, not of the manuscript.", file=sys.stderr)
    return FAULT


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
