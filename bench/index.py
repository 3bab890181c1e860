"""How long the index of a book with many marks takes: gathered, checked, sorted and turned into page numbers."""

from __future__ import annotations

import argparse
import random
import time

from monograph.apparatus.indexing import compile_index
from monograph.apparatus.indexing.locators import PrintedLocator, printed_locators
from monograph.model import (
    Book,
    IndexEntry,
    IndexSettings,
    Location,
    Metadata,
    Paragraph,
    Section,
    Settings,
    Span,
    Text,
)
from monograph.problems import Problems

HERE = Location("one.md", 1, 1)
MARKS_ON_A_PAGE = 25


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this bench."""
    parser.add_argument("--marks", default="1000,10000,100000", help="sizes, in marks (1000,10000,100000)")


def run(options: argparse.Namespace) -> int:
    """Measure every size and print a line each."""
    for marks in map(int, options.marks.split(",")):
        book, pages = marked_book(marks)
        began = time.process_time()
        entries = printed_index(book, pages)
        print(f"{marks:>7,} marks, {len(entries):>6,} headings: {time.process_time() - began:.2f} s", flush=True)
    return 0


def printed_index(book: Book, pages: dict[str, str]) -> list[tuple[IndexEntry, tuple[PrintedLocator, ...]]]:
    """Every heading of a book with its page numbers."""
    waiting = [entry for group in compile_index(book, {}, Problems()) for entry in group.entries]
    made = []
    while waiting:
        entry = waiting.pop()
        waiting += entry.children
        made.append((entry, printed_locators(entry.locators, pages, "000", "en")))
    return made


def marked_book(marks: int) -> tuple[Book, dict[str, str]]:
    """A book of many marks under some 1,500 headings, with sub-entries, ranges and principal places, and its pages."""
    r = random.Random(7)
    words = ["".join(r.choice("abdeghiklmnoprstuvz") for _ in range(r.randint(4, 11))) for _ in range(1500)]
    spans: list[Span] = []
    opened: list[str] = []
    for number in range(marks):
        heading, kind = r.choice(words), r.random()
        if kind < 0.4:
            heading += "!of " + r.choice(words[:40])
        if kind > 0.95:
            heading = f"range {number}"
            opened.append(heading)
            spans.append(_mark(number, heading, "from"))
        elif opened and kind > 0.9:
            spans.append(_mark(number, opened.pop(), "to"))
        else:
            spans.append(_mark(number, heading, "principal" if kind < 0.02 else ""))
    spans += [_mark(marks + number, heading, "to") for number, heading in enumerate(opened)]
    blocks = tuple(Paragraph(f"p{n}", tuple(spans[n : n + 10]), HERE) for n in range(0, len(spans), 10))
    sections = (
        Section("one", "chapter", "body", (), "One", HERE, path="one.md", blocks=blocks),
        Section("index", "index", "back", (), "Index", HERE),
    )
    settings = Settings(index=IndexSettings(sub_entries="indented"))
    pages = {span.id: str(1 + number // MARKS_ON_A_PAGE) for number, span in enumerate(spans)}
    return Book(Metadata("book", "Book", "", (), "en", "2026-01-31"), settings, sections), pages


def _mark(number: int, heading: str, reach: str) -> Span:
    return Span((Text("x", HERE),), HERE, f"m{number}", marks=(("index", heading),), reach=reach)  # type: ignore[arg-type]
