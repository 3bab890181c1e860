"""Citations of the book in the book: the engine has formatted them before the pages were known (stage 3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from monograph.apparatus.indexing.inclusive import last_of
from monograph.model import Inline, Inlines, Link, Text
from monograph.rendering.inlines import UNKNOWN_PAGE, children_of

FIRST, LAST = "770001", "980002"
"""Signs for the first and last page of a chapter; no style shortens the second, whose first figure is another."""

SIGNS = re.compile(f"{FIRST}[-–]{LAST}")


def end_id(section: str) -> str:
    """The id of a mark on the last page of a chapter."""
    return f"{section}-end"


def with_pages(inlines: Inlines, section: str, pages: Mapping[str, str], language: str) -> Inlines:
    """A citation of a chapter with its printed pages in the place of the signs."""
    words = page_words(section, pages, language)
    return tuple(_paged(node, words) for node in inlines)


def page_words(section: str, pages: Mapping[str, str], language: str) -> str:
    """The first and last printed page of a chapter: "47–63"."""
    first, last = (pages.get(id, UNKNOWN_PAGE) for id in (section, end_id(section)))
    return first if first == last else f"{first}–{last_of(first, last, language)}"


def _paged(node: Inline, words: str) -> Inline:
    if isinstance(node, Text):
        return replace(node, text=SIGNS.sub(words, node.text))
    if children_of(node) and not isinstance(node, Link):
        return replace(node, children=tuple(_paged(child, words) for child in children_of(node)))  # type: ignore[arg-type]
    return node
