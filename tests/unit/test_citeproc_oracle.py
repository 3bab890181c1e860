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
    """A file of tests/citations."""
    return json.loads((FOLDER / f"citations-{name}.json").read_text(encoding="utf-8"))


def read_cite(item: dict[str, Any]) -> Cite:
    """A cite of the input file."""
    plain = {name: str(item.get(name, "")).strip() for name in ("label", "locator", "prefix", "suffix")}
    return Cite(item["id"], HERE, **plain, suppress_author=item.get("suppress-author", False))


def chapters() -> list[list[tuple[Citation, ...]]]:
    """The citations of each note of each chapter of the input file."""
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
    """Inlines in the markup of the stored results, without links."""
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
    """What the engine makes of the input, and the style."""
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
    """Where chapters count anew, the first note of a source in each prints what its first note in the book prints."""
    (anew, _), (once, _) = formatted(IBID, "chapter"), formatted(IBID, "book")
    first: dict[tuple[int, str], Citation] = {}
    for number, chapter in enumerate(chapters()):
        for citations in chapter:
            for citation in citations:
                first.setdefault((number, citation.cites[0].key), citation)
    again = [citation for (number, key), citation in first.items() if any((n, key) in first for n in range(number))]
    assert len(again) > 3
    for citation in again:
        words, short = html(anew.groups[citation.id]), html(once.groups[citation.id])
        assert not words.lower().startswith("ibid")
        assert len(words) > len(short)
