"""The build report: ``<slug>-report.json``, for tools and for those who want to know how a book was made."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import platform
from pathlib import Path

from monograph import __version__
from monograph.editions import Making
from monograph.manuscript.checks import nodes
from monograph.model import Apparatus, Book, Citation, Text
from monograph.notes_report import write_notes_report
from monograph.problems import Problem

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = ("monograph", "templates", "assets")
"""Folders whose files decide, with the manuscript, what comes out."""

LIBRARIES = (
    "weasyprint",
    "ebooklib",
    "jinja2",
    "markdown-it-py",
    "pikepdf",
    "pypandoc-binary",
    "pyphen",
    "pyproj",
    "shapely",
)


def counts(book: Book, apparatus: Apparatus) -> dict[str, int]:
    """Words, notes, citations and sources of the book as written."""
    words = citations = 0
    for section in book.sections:
        for node in nodes((section.title, section.blocks, section.notes)):
            words += len(node.text.split()) if isinstance(node, Text) else 0
            citations += len(node.cites) if isinstance(node, Citation) else 0
    return {
        "words": words,
        "notes": sum(map(len, apparatus.notes.values())),
        "citations": citations,
        "sources": len(book.sources),
    }


def write_report(making: Making, seconds: float) -> None:
    """Write ``<slug>-report.json`` and the notes report beside what was made.

    It tells times, counts, figures, problems, versions and hashes.
    """
    book, folder = making.book, Path(making.book.folder)
    write_notes_report(making)
    outputs = sorted(p for p in making.out.rglob("*") if p.is_file())
    report = {
        "title": book.metadata.title,
        "pages": len(making.page_map.starts) if making.page_map else None,
        **counts(book, making.apparatus),
        **making.figures,
        "problems": [_told(problem) for problem in making.problems],
        "seconds": {**{k: round(v, 2) for k, v in making.seconds.items()}, "all": round(seconds, 2)},
        "versions": {"monograph": __version__, "python": platform.python_version()}
        | {name: importlib.metadata.version(name) for name in LIBRARIES},
        "inputs": input_digests(folder),
        "program": {p.relative_to(ROOT).as_posix(): _digest(p) for name in PROGRAM for p in _files(ROOT / name)},
        "outputs": {p.relative_to(making.out).as_posix(): _digest(p) for p in outputs},
    }
    path = making.out / f"{book.metadata.slug}-report.json"
    path.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _told(problem: Problem) -> dict[str, object]:
    place = problem.location
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
        "file": place.path,
        "line": place.line,
        "column": place.column,
    }


def input_digests(folder: Path) -> dict[str, str]:
    """Every file of a manuscript with the SHA-256 of its content."""
    return {p.relative_to(folder).as_posix(): _digest(p) for p in _files(folder)}


def _files(folder: Path) -> list[Path]:
    return sorted(
        p
        for p in folder.rglob("*")
        if p.is_file() and not any(part.startswith((".", "__pycache__")) for part in p.relative_to(folder).parts)
    )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
