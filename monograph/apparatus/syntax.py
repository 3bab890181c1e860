"""Stage 2: pandoc's inlines (its JSON form) -> our inlines, without the marks that were put in for the engine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from monograph.apparatus.inlines import edited, plain_text
from monograph.model import (
    CitedSource,
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Location,
    Roman,
    SmallCaps,
    Strong,
    Subscript,
    Superscript,
    Text,
)

GUARD = "\u2060"
"""Word joiner, put behind a title that ends in "?" or "!": without it the engine drops a comma that follows."""

MARK = "\u200e"
"""Left-to-right mark, put before a family name whose script the engine does not know."""

QUOTES = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}
DISPLAY_CAPITALS = {code: code - 0xBC0 for code in range(0x1C90, 0x1CC0)}
"""Georgian letters for headlines, which the engine makes when it capitalises; ordinary letters are meant."""

FORMS: Mapping[str, type[Strong | SmallCaps | Superscript | Subscript]] = {
    "Strong": Strong,
    "SmallCaps": SmallCaps,
    "Superscript": Superscript,
    "Subscript": Subscript,
}


def read_inlines(nodes: list[Any], location: Location, places: Mapping[str, Location]) -> Inlines:
    """Our inlines. A link to an entry becomes ``CitedSource``; its text is at ``places[key]``, else ``location``.

    Emphasis within emphasis turns roman, and a link within a link is only its words. Raises ``ValueError``
    for a node that formatted citations never hold.
    """
    inlines = _read(nodes, location, places, False, False)
    text = plain_text(inlines)
    edits = {at: "" for at, character in enumerate(text) if character in (GUARD, MARK)}
    edits |= {found.end() - 1: "" for found in re.finditer(rf"{GUARD}[”’»]*\.", text)}
    return edited(inlines, edits)


def _read(nodes: list[Any], location: Location, places: Mapping[str, Location], slanted: bool, linked: bool) -> Inlines:
    made: list[Inline] = []
    for node in nodes:
        for inline in _node(node, location, places, slanted, linked):
            last = made[-1] if made else None
            if isinstance(inline, Text) and isinstance(last, Text) and inline.location == last.location:
                made[-1] = Text(last.text + inline.text, last.location)
            else:
                made.append(inline)
    return tuple(made)


def _node(
    node: dict[str, Any], location: Location, places: Mapping[str, Location], slanted: bool, linked: bool
) -> Inlines:
    kind, content = node["t"], node.get("c")
    if kind == "Str":
        return (Text(str(content).translate(DISPLAY_CAPITALS), location),)
    if kind in ("Space", "SoftBreak"):
        return (Text(" ", location),)
    if kind == "LineBreak":
        return (LineBreak(),)
    if kind == "Emph":
        children = _read(content or [], location, places, not slanted, linked)
        return (Roman(children) if slanted else Emphasis(children),)
    if kind in FORMS:
        return (FORMS[kind](_read(content or [], location, places, slanted, linked)),)
    assert content is not None
    if kind == "Quoted":
        opening, closing = QUOTES[content[0]["t"]]
        inside = _read(content[1], location, places, slanted, linked)
        return (Text(opening, location), *inside, Text(closing, location))
    if kind in ("Span", "Cite"):
        return _read(content[1], location, places, slanted, linked)
    if kind == "Link":
        return _link(content, location, places, slanted, linked)
    raise ValueError(f"a formatted citation holds an unknown {kind}")


def _link(
    content: list[Any], location: Location, places: Mapping[str, Location], slanted: bool, linked: bool
) -> Inlines:
    url = str(content[2][0])
    if linked:
        return _read(content[1], location, places, slanted, True)
    if url.startswith("#ref-"):
        key = url.removeprefix("#ref-")
        return (CitedSource(key, _read(content[1], places.get(key, location), places, slanted, True)),)
    return (Link(_read(content[1], location, places, slanted, True), url, location),)
