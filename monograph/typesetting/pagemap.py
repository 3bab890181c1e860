"""Laid-out pages -> where each printed page begins, as (block id, letters before it).

The same count works in every edition: case and white space do not count, nor do note calls, back links and
page-break markers, nor pictures; an element whose id is only a mark inside a text is no block.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml import etree

    from monograph.model import PageStart
    from monograph.typesetting.boxes import Run

SPACE = re.compile(r"[\s\u00ad\u200b\u2060\ufeff]")
UNCOUNTED = frozenset({"doc-noteref", "doc-backlink", "doc-pagebreak"})
SVG = "{http://www.w3.org/2000/svg}svg"
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
         (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def fold(text: str) -> str:
    """The letters that count, one for one, ignoring case (``lower`` alone may change the length: İ)."""
    letters = SPACE.sub("", text)
    lower = letters.lower()
    if len(lower) == len(letters) and "Σ" not in letters:  # a final sigma is another letter
        return lower
    return "".join(c.lower()[0] for c in letters)


def page_label(number: int, numbering: str) -> str:
    """The folio of a page: "12", or "xii" in front matter."""
    if numbering == "arabic":
        return str(number)
    label = ""
    for value, letters in ROMAN:
        label += letters * (number // value)
        number %= value
    return label


def counted(element: etree._Element) -> bool:
    """Whether an element's own text counts: it is no call, back link, marker or picture."""
    return element.get("role") not in UNCOUNTED and isinstance(element.tag, str) and not element.tag.endswith("svg")


def block_texts(body: etree._Element, marks: frozenset[str]) -> dict[str, str]:
    """Block id -> its own letters, without those of blocks inside it."""
    found: dict[str, list[str]] = {}

    def visit(element: etree._Element, owner: str) -> None:
        identifier = element.get("id", "")
        if identifier and identifier not in marks:
            owner = identifier
        if counted(element):
            found.setdefault(owner, []).append(element.text or "")
            for child in element:
                visit(child, owner)
                found[owner].append(child.tail or "")

    visit(body, "")
    return {owner: fold("".join(parts)) for owner, parts in found.items()}


@dataclass
class UnitMap:
    """Where the pages of one unit begin. ``starts`` has (block, offset) or None for a page without text.

    ``first_page``: id -> index of the page on which its text begins. ``unread`` are runs that the source does not hold.
    """

    starts: list[tuple[str, int] | None] = field(default_factory=list)
    first_page: dict[str, int] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


def map_unit(pages: Sequence[Any], body: etree._Element, marks: frozenset[str]) -> UnitMap:
    """Walk the pages of one unit; ``body`` is the XHTML they were made from. No page begins with a note."""
    from monograph.typesetting.boxes import note_ids, text_runs  # loads the layout engine, which page labels need not

    texts, result = block_texts(body, marks), UnitMap()
    used: dict[str, int] = {}
    for number, page in enumerate(pages):
        notes = set(note_ids(page))
        start: tuple[str, int] | None = None
        for owner, offset, run in _placed(text_runs(page, UNCOUNTED), texts, used, marks, result.unread):
            for identifier in run.ids:
                result.first_page.setdefault(identifier, number)
            if start is None and not run.carried and not notes & set(run.ids):
                start = (owner, offset)
        result.starts.append(start)
    for number, page in enumerate(pages):
        for identifier in page.anchors:
            result.first_page.setdefault(identifier, number)
    return result


def _placed(
    runs: Iterable[Run], texts: Mapping[str, str], used: dict[str, int], marks: frozenset[str], unread: list[str]
) -> Iterator[tuple[str, int, Run]]:
    """Each run with its block and the count of letters before it; repeated table heads are passed over."""
    for run in runs:
        owner = next((i for i in run.ids if i not in marks), "")
        letters, text, at = fold(run.text), texts.get(owner, ""), used.get(owner, 0)
        if not letters or at == len(text):
            continue
        if not text.startswith(letters, at) and letters[-1] in "-\u2010":
            letters = letters[:-1]  # set by the line breaker
        if not text.startswith(letters, at):
            unread.append(f"{owner}: {run.text!r} at {at}")
            continue
        used[owner] = at + len(letters)
        if letters:
            yield owner, at, run


def page_starts(labels: Sequence[str], starts: Sequence[tuple[str, int] | None]) -> tuple[PageStart, ...]:
    """Every page with its first word; a page without text begins where the next one does."""
    from monograph.model import PageStart  # processes that set pages need none of the book's types

    found: list[PageStart] = []
    following: tuple[str, int] = ("", 0)
    for label, start in zip(reversed(labels), reversed(starts), strict=True):
        following = start or following
        found.append(PageStart(label, *following))
    return tuple(reversed(found))
