"""The build report: counts, times, problems, versions, and hashes of all that went in and came out."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from monograph.editions import Making
from monograph.model import (
    Apparatus,
    Book,
    Citation,
    Cite,
    Emphasis,
    Location,
    Metadata,
    Note,
    Paragraph,
    Section,
    Settings,
    Text,
)
from monograph.problems import Problems
from monograph.report import counts, write_report

HERE = Location("one.md", 1, 1)
NOTHING = Apparatus({}, {}, {}, {}, (), {}, ())


def book(folder: Path) -> Book:
    """One chapter: a title of two words, four words of text, a note of one word, one citation of two sources."""
    text = (
        Text("In the ", HERE),
        Emphasis((Text("high hills", HERE),)),
        Citation("c1", (Cite("a", HERE), Cite("b", HERE)), HERE),
    )
    note = Note("n1", "1", "", (Paragraph("n1-p1", (Text("Indeed.", HERE),), HERE),), HERE)
    section = Section(
        "one", "chapter", "body", (Text("Chapter One", HERE),), "", HERE, path="one.md",
        blocks=(Paragraph("one-p1", text, HERE),), notes=(note,),
    )  # fmt: skip
    return Book(Metadata("hills", "Hills", "", (), "en", "2026"), Settings(), (section,), folder=str(folder))


def test_counts(tmp_path: Path) -> None:
    """Words of titles, text and notes; every source of a citation."""
    assert counts(book(tmp_path), NOTHING) == {"words": 7, "notes": 0, "citations": 2, "sources": 0}


def test_the_report_holds_what_tools_rely_on(tmp_path: Path) -> None:
    """Times per stage, problems with places, versions, and SHA-256 of inputs, program and outputs."""
    manuscript, out = tmp_path / "book", tmp_path / "out"
    for path, text in (
        (manuscript / "one.md", "# One"),
        (manuscript / ".git" / "x", ""),
        (out / "cite" / "h.bib", "@"),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    problems = Problems()
    problems.add("source-unused", "unused", Location("references.yaml", 3, 1), "a hint")
    write_report(Making(book(manuscript), NOTHING, out, problems, seconds={"manuscript": 0.1234}), 2.5)
    report = json.loads((out / "hills-report.json").read_text(encoding="utf-8"))
    assert report["seconds"] == {"manuscript": 0.12, "all": 2.5}
    assert report["inputs"] == {"one.md": hashlib.sha256(b"# One").hexdigest()}
    notes = (out / "hills-notes.html").read_bytes()
    assert report["outputs"] == {
        "cite/h.bib": hashlib.sha256(b"@").hexdigest(),
        "hills-notes.html": hashlib.sha256(notes).hexdigest(),
    }
    assert {"monograph/report.py", "assets/css/print.css", "templates/base/section.html.j2"} <= set(report["program"])
    assert report["problems"] == [
        {"code": "source-unused", "severity": "warning", "message": "unused", "hint": "a hint",
         "file": "references.yaml", "line": 3, "column": 1}
    ]  # fmt: skip
    assert report["pages"] is None
    assert report["versions"]["weasyprint"] == "70.0"
