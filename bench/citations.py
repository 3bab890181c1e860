"""The citations of a long book beside pandoc alone on the same citations: 1,000 notes, 300 sources, 20 chapters."""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from monograph.apparatus import compile_apparatus
from monograph.apparatus.citeproc import prepared
from monograph.apparatus.sources import csl_item
from monograph.apparatus.styles import ASSETS
from monograph.model import Book, Citation, Cite, Inline, Location, Metadata, Paragraph, Section, Settings, Source, Text
from monograph.pandoc import find_pandoc
from monograph.problems import Problems

NOTES, SOURCES, CHAPTERS = 1000, 300, 20
STYLE = "chicago-notes-bibliography"
HERE = Location("bench.md", 1, 1)


@dataclass(frozen=True)
class Times:
    """Seconds of one run, elapsed and of the processor, its children's with them."""

    wall: float
    cpu: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this bench."""
    parser.add_argument("--repeat", default=5, type=int, help="runs of each, of which the median counts (5)")


def run(options: argparse.Namespace) -> int:
    """Measure both in turn and print a table."""
    ours, alone = compared(options.repeat)
    lines = (
        f"{NOTES} notes over {SOURCES} sources in {CHAPTERS} chapters, median of {options.repeat}\n",
        "| | wall s | CPU s |\n|---|---|---|",
        f"| this program, citations to finished notes | {ours.wall:.2f} | {ours.cpu:.2f} |",
        f"| pandoc alone, Markdown to its JSON | {alone.wall:.2f} | {alone.cpu:.2f} |",
        f"| ratio | {ours.wall / alone.wall:.2f} | {ours.cpu / alone.cpu:.2f} |\n",
    )
    sys.stdout.write("\n".join(lines))
    return 0


def compared(repeat: int) -> tuple[Times, Times]:
    """The median times of this program and of pandoc alone, run in turn ``repeat`` times."""
    book = long_book()
    with tempfile.TemporaryDirectory() as name:
        command = pandoc_alone(book, Path(name))
        pairs = [
            (_timed(lambda: _compile(book)), _timed(lambda: subprocess.run(command, check=True, capture_output=True)))
            for _ in range(repeat)
        ]
    return _median([ours for ours, _ in pairs]), _median([alone for _, alone in pairs])


def long_book() -> Book:
    """Chapters of bare citations with pages: every source in several chapters, many twice in a row."""
    sources = tuple(
        Source(
            f"s{i}",
            "book" if i % 3 else "article-journal",
            {
                "title": f"Roads of the East {i}: A History",
                "author": [{"family": f"Name{i % 90}", "given": "Ann"}],
                "issued": str(1900 + i % 90),
                "language": "en",
            }
            | ({"publisher": "Press"} if i % 3 else {"container-title": "Review", "volume": str(i)}),
            "",
            Location("references.yaml", i + 1, 1),
        )
        for i in range(SOURCES)
    )
    sections = []
    for chapter in range(CHAPTERS):
        runs: list[Inline] = []
        for number in range(NOTES // CHAPTERS):
            key = f"s{(chapter * 7 + (number - number % 2) ** 2 + chapter * number) % SOURCES}"
            cites = (Cite(key, HERE, "page", str(number + 1)),)
            runs += [Text("Words. ", HERE), Citation(f"s{chapter}-c{number}", cites, HERE)]
        body = Paragraph(f"s{chapter}-p", tuple(runs), HERE)
        sections.append(
            Section(f"s{chapter}", "chapter", "body", (Text("Chapter", HERE),), "Chapter", HERE, blocks=(body,))
        )
    last = Section("bibliography", "bibliography", "back", (Text("Bibliography", HERE),), "", HERE)
    metadata = Metadata("bench", "Bench", "", (), "en", "2026-01-01")
    return Book(metadata, Settings(style=STYLE), (*sections, last), sources=sources)


def pandoc_alone(book: Book, folder: Path) -> list[str]:
    """The command that formats the same citations, linked and in full once a chapter; its files go into ``folder``."""
    items = [prepared(csl_item(source)) for source in book.sources]
    (folder / "items.json").write_text(json.dumps(items), encoding="utf-8")
    text = []
    for section in book.sections:
        text.append("# Chapter {.reset-citation-positions}\n")
        for block in section.blocks:
            for node in block.children if isinstance(block, Paragraph) else ():
                if isinstance(node, Citation):
                    text.append(f"Words. [@{node.cites[0].key}, p. {node.cites[0].locator}]\n")
    (folder / "book.md").write_text("\n".join(text), encoding="utf-8")
    style = str(ASSETS / f"{STYLE}.csl")
    return [find_pandoc().path, "--citeproc", "--csl", style, "--bibliography", str(folder / "items.json"),
            "--metadata", "link-citations=true", "--to", "json", "--output", str(folder / "out.json"),
            str(folder / "book.md")]  # fmt: skip


def _compile(book: Book) -> None:
    problems = Problems()
    made = compile_apparatus(book, problems)
    assert sum(map(len, made.notes.values())) == NOTES
    assert not problems.errors


def _timed(work: Callable[[], object]) -> Times:
    before, began = _processor(), time.perf_counter()
    work()
    return Times(time.perf_counter() - began, _processor() - before)


def _processor() -> float:
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds))


def _median(times: list[Times]) -> Times:
    return Times(statistics.median(t.wall for t in times), statistics.median(t.cpu for t in times))
