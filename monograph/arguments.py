"""The command line: what may be written behind `build.py`. Standard library only: it is read before anything else."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

COMMANDS = {
    "build": "make the book",
    "check": "list every problem of the manuscript; write nothing",
    "watch": "make the book again whenever the manuscript changes, and show it in a browser",
    "cite": "cite a page, a chapter, a note, a map, a paragraph or words of the text",
    "test": "run the tests; options go to pytest",
}
RECORDS = ("bibtex", "ris", "csl-json")


def arguments(
    words: Sequence[str], manuscript: Path, editions: Mapping[str, str], usual: Sequence[str]
) -> argparse.Namespace:
    """The words of the command line, read; `build` is meant where no command is named. Ends with 2 on wrong usage.

    ``manuscript`` is the folder that is built where none is named, ``editions`` what can be made and ``usual`` what
    is made unless the words say otherwise; of these the first is what a person watches.
    """
    if not words or (words[0] not in COMMANDS and words[0] not in ("-h", "--help")):
        words = ["build", *words]
    if words[0] == "test":
        return argparse.Namespace(command="test", options=list(words[1:]))
    parser = argparse.ArgumentParser("build.py", description="A manuscript folder becomes a book.")
    commands = parser.add_subparsers(dest="command", required=True, metavar=" | ".join(COMMANDS))
    made = {name: commands.add_parser(name, help=told, add_help=name != "test") for name, told in COMMANDS.items()}
    made["cite"].add_argument(
        "passage", help='as in "p. 47", "chapter 4", "note 12 to chapter 4", "map 2", an id, words'
    )
    for name in ("build", "check", "watch", "cite"):
        made[name].add_argument("book", nargs="?", default=manuscript, type=Path, help="manuscript folder (content)")
    for name in ("build", "watch", "cite"):
        made[name].add_argument("--out", default="dist", type=Path, help="folder for the output (dist)")
    for build, wanted in ((made["build"], usual), (made["watch"], usual[:1])):
        build.add_argument("--edition", default=",".join(wanted), help=f"of {','.join(editions)} (%(default)s)")
        build.add_argument("--typography", action="store_true", help="also a PDF with loose and tight lines tinted")
        build.add_argument("--greedy", action="store_true", help="break lines one by one, as WeasyPrint itself does")
        build.add_argument("--no-pages", action="store_true", help="leave the printed pages out of e-books")
        build.add_argument("--jobs", default=0, type=int, help="processes that set pages (one for each core)")
    cite = made["cite"]
    cite.add_argument("--style", default="", help="a citation style (the book's own)")
    cite.add_argument("--format", default="", choices=RECORDS, help="a record for a reference manager instead of words")
    given = parser.parse_args(words)
    if not given.book.is_dir():
        parser.error(f"there is no folder {given.book}")
    if given.command in ("build", "watch"):
        given.editions = [name.strip() for name in given.edition.split(",") if name.strip()]
        if given.out.exists() and not given.out.is_dir():
            parser.error(f"{given.out} is not a folder")
        unknown = sorted(set(given.editions) - set(editions))
        if unknown or not given.editions:
            parser.error(f"no edition is called {', '.join(unknown) or 'nothing'}: there are {', '.join(editions)}")
    return given
