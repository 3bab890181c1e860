"""A small book for the edition tests, as a folder of files."""

from __future__ import annotations

from pathlib import Path

BOOK = """
title: A Small Book
subtitle: With Notes
language: en
authors: [{family: Doe, given: Jane}]
date: 2026-01-02
contents:
  front: [half-title, title-page, imprint, contents, front/preface.md]
  body: [one.md, two.md]
  back: [chronology, bibliography]
bibliography: [{group: all, title: Sources}]
"""
SOURCES = """
- {id: smith, type: book, title: "A Study: Of Things", author: [{family: Smith, given: Ann}], issued: 1999, publisher: Press, language: en, group: all}
- {id: roe, type: article-journal, title: Another, author: [{family: Roe, given: Lee}], issued: 2001, container-title: Journal, language: en, group: all}
"""
EVENTS = """
- {id: E1, date: "1920-08-10", label: Agreement, text: "It is *signed*.", sources: [smith], contested: "One account has the 11th."}
- {id: E2, date: "1920-09", label: War, text: It begins., sources: [roe]}
"""
SENTENCE = "The commission met on the fourth day and heard both delegations before it drew up its protocol of record. "


def write_small_book(folder: Path) -> Path:
    """Write the manuscript into ``folder``: three chapters' worth of text with notes, a table and foreign words."""
    (folder / "front").mkdir(parents=True)
    (folder / "book.yaml").write_text(BOOK, encoding="utf-8")
    (folder / "references.yaml").write_text(SOURCES, encoding="utf-8")
    (folder / "timeline.yaml").write_text(EVENTS, encoding="utf-8")
    (folder / "front/preface.md").write_text(
        f"---\ntitle: Preface\nkind: preface\n---\n{SENTENCE * 30}\n", encoding="utf-8"
    )
    (folder / "one.md").write_text(chapter("One", "two"), encoding="utf-8")
    (folder / "two.md").write_text(chapter("Two", "one"), encoding="utf-8")
    return folder


def chapter(title: str, other: str) -> str:
    """A chapter of a few pages."""
    paragraphs = "\n\n".join(
        f"{SENTENCE * 3}A call here.[^{i}] And *words in italics* with [Զանգեզուր]{{lang=hy}} {SENTENCE * 4}[@roe, p. {i}]"
        for i in range(1, 9)
    )
    notes = "\n\n".join(f"[^{i}]: See [@smith, {i}]. {SENTENCE}" for i in range(1, 9))
    table = "| A | B |\n|---|---|\n| 1 | 2 |\n\n: A table {#table-" + title.lower() + "}"
    return f"---\ntitle: {title}\n---\n{paragraphs}\n\n## A heading\n\n> {SENTENCE * 2}\n\n{table}\n\nSee [](#{other}) and [](#table-{title.lower()}){{.page}}.\n\n{notes}\n"
