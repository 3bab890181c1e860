"""What the build report and the closing summary say of the typography of a book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from monograph.typesetting.galleys import Galley
from monograph.typesetting.lines.figures import figures
from monograph.typesetting.lines.hyphenation import unknown


def typography(galleys: Sequence[Galley]) -> dict[str, Any]:
    """The figures of the text and of the notes."""
    lines = [line for galley in galleys for line in galley.lines]
    return {kind: figures([line for line in lines if line.kind == kind]).rounded() for kind in ("text", "note")}


def closing(told: Mapping[str, Any], short_pages: int) -> str:
    """One line for a person. ``short_pages`` are those of the page figures."""
    text, note = told["text"], told["note"]
    greedy = text["greedy"] + note["greedy"]
    parts = [
        f"lines: {text['over_1_5']:.1%} loose in the text, {note['over_1_5']:.1%} in the notes",
        f"{text['hyphenated']:.1%} hyphenated",
        *(f"{told_of} {noun}" for told_of, noun in (
            (text["widows"] + text["orphans"], "widows and orphans"),
            (text["short_last"] + note["short_last"], "short last lines"),
            (short_pages, "short pages"),
            (greedy, "paragraphs broken greedily"),
        ) if told_of),
    ]  # fmt: skip
    return ", ".join(parts)


def rarely_hyphenated(languages: Iterable[str]) -> str:
    """What is told of languages whose words are cut only where that is certain; empty where there are none."""
    names = sorted({language for language in languages if unknown(language)})
    return f"no hyphenation patterns for {', '.join(names)}: words are cut only where that is certain" if names else ""
