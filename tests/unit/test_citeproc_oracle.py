"""The engine against what an independent engine made of the same notes (tests/citations)."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import pytest

from monograph.apparatus.citeproc import Formatted, format_citations
from monograph.apparatus.finishing import finished
from monograph.apparatus.inlines import Joined
from monograph.apparatus.styles import ASSETS, Style, read_style
from monograph.model import Citation, Cite, Emphasis, Inlines, Location, Roman, Source, Text
from monograph.problems import Problems

FOLDER = Path(__file__).parents[1] / "citations"
HERE = Location("oracle.md", 1)
NOTES, IBID, AUTHOR_DATE = (
    "chicago-notes-bibliography",
    "chicago-notes-bibliography-subsequent-ibid",
    "chicago-author-date",
)
COMPARISONS = [(NOTES, "book"), (NOTES, "chapter"), (IBID, "book"), (IBID, "chapter"), (AUTHOR_DATE, "book")]


@cache
def stored(name: str) -> Any:
    return json.loads((FOLDER / f"citations-{name}.json").read_text(encoding="utf-8"))


def read_cite(item: dict[str, Any]) -> Cite:
    plain = {name: str(item.get(name, "")).strip() for name in ("label", "locator", "prefix", "suffix")}
    return Cite(item["id"], HERE, **plain, suppress_author=item.get("suppress-author", False))


def chapters() -> list[list[tuple[Citation, ...]]]:
    found: dict[str, list[tuple[Citation, ...]]] = {}
    for note in stored("input")["notes"]:
        groups = [part["cites"] for part in note["segments"] if "cites" in part]
        citations = [
            Citation(f"{note['number']}-{number}", tuple(map(read_cite, group)), HERE)
            for number, group in enumerate(groups)
        ]
        found.setdefault(note["chapter"], []).append(tuple(citations))
    return list(found.values())


def html(inlines: Inlines) -> str:
    made = ""
    for node in inlines:
        if isinstance(node, Text):
            made += escape(node.text, quote=False)
        else:
            before, after = {Emphasis: ("<i>", "</i>"), Roman: ('<span class="roman">', "</span>")}.get(
                type(node), ("", "")
            )
            made += before + html(node.children) + after  # type: ignore[union-attr]
    return made


@cache
def formatted(name: str, scope: str) -> tuple[Formatted, Style]:
    style = read_style(ASSETS / f"{name}.csl", "en-US", True, HERE, Problems())
    assert style
    items = stored("input")["items"]
    fields = [{k: v for k, v in item.items() if k not in ("id", "type")} for item in items]
    sources = {i["id"]: Source(i["id"], i["type"], f, "", HERE) for i, f in zip(items, fields, strict=True)}
    parts = chapters()
    scopes = parts if scope == "chapter" else [[note for chapter in parts for note in chapter]]
    return format_citations(scopes, sources, style), style


@pytest.mark.parametrize(("name", "scope"), COMPARISONS)
def test_every_note_agrees(name: str, scope: str) -> None:
    """All 67 groups print as in the other engine, but for the accepted difference."""
    answer, style = formatted(name, scope)
    wanted = stored(name)["notes"][scope] | stored("accepted")["notes"].get(name, {})
    got = {
        key: html(finished(Joined(words, ()), "en", True, HERE) if style.notes else words)
        for key, words in answer.groups.items()
    }
    assert len(got) == 67
    assert got == wanted


@pytest.mark.parametrize(("name", "scope"), COMPARISONS)
def test_every_entry_agrees(name: str, scope: str) -> None:
    """All 52 entries print as in the other engine, in the same order."""
    answer, _ = formatted(name, scope)
    accepted = stored("accepted")["bibliography"].get(name, {})
    wanted = [(entry["id"], accepted.get(entry["id"], entry["html"])) for entry in stored(name)["bibliography"]]
    assert [(key, html(words)) for key, words in answer.entries] == wanted


def test_first_citation_of_a_chapter_is_full() -> None:
    """A chapter's first note of a source is never short and never ibid., whatever the chapter before ended with."""
    answer, _ = formatted(IBID, "chapter")
    seen: set[tuple[int, str]] = set()
    full = {words for _, words in ((c.id, c) for chapter in chapters()[:1] for note in chapter[:1] for c in note)}
    assert full
    for number, chapter in enumerate(chapters()):
        for citations in chapter:
            for citation in citations:
                if (number, citation.cites[0].key) not in seen:
                    assert not html(answer.groups[citation.id]).lower().startswith("ibid")
                seen |= {(number, cite.key) for cite in citation.cites}
