"""Stage 2: inlines seen as one line of characters, so that a rule about text needs not know the markup.

The *plain text* of inlines has one character for each character of a ``Text`` and ``OBJECT`` for
each thing that is not text; an offset into it names a character of the tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from monograph.model import (
    Citation,
    CitedSource,
    CrossReference,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Location,
    Roman,
    SmallCaps,
    Span,
    Strong,
    Subscript,
    Superscript,
    Text,
)

OBJECT = "\ufffc"
"""Unicode's object replacement character: a line break, note call, code or citation."""

CONTAINERS = (
    Emphasis, Strong, SmallCaps, Superscript, Subscript, Roman, Link, Span, CrossReference, CitedSource,
)  # fmt: skip


@dataclass(frozen=True)
class Joined:
    """Inlines without citations; ``groups`` are the (start, end) offsets of the words put in for each."""

    inlines: Inlines
    groups: tuple[tuple[int, int], ...]


def plain_text(inlines: Inlines) -> str:
    """The characters of inlines, ``OBJECT`` for what is not text."""
    return "".join(
        node.text if isinstance(node, Text) else plain_text(node.children) if isinstance(node, CONTAINERS) else OBJECT
        for node in inlines
    )


def walk(inlines: Inlines) -> Iterator[Inline]:
    """Every node in reading order, each before its children."""
    for node in inlines:
        yield node
        if isinstance(node, CONTAINERS):
            yield from walk(node.children)


def edited(inlines: Inlines, edits: Mapping[int, str]) -> Inlines:
    """The inlines with the character at each offset replaced by a text, which may be empty."""
    return _edited(inlines, edits, 0)[0] if edits else inlines


def _edited(inlines: Inlines, edits: Mapping[int, str], at: int) -> tuple[Inlines, int]:
    made: list[Inline] = []
    for node in inlines:
        if isinstance(node, Text):
            text = "".join(edits.get(at + i, character) for i, character in enumerate(node.text))
            at += len(node.text)
            if text:
                made.append(node if text == node.text else Text(text, node.location))
        elif isinstance(node, CONTAINERS):
            children, at = _edited(node.children, edits, at)
            if children or not node.children:
                made.append(replace(node, children=children))
        else:
            at += 1
            made.append(node)
    return tuple(made), at


def joined(inlines: Inlines, words: Callable[[Citation], Inlines]) -> Joined:
    """The inlines with each ``Citation`` replaced by its words; within emphasis their emphasis turns roman."""
    groups: list[tuple[int, int]] = []
    made, _ = _joined(inlines, words, 0, False, groups)
    return Joined(made, tuple(groups))


def _joined(
    inlines: Inlines, words: Callable[[Citation], Inlines], at: int, slanted: bool, groups: list[tuple[int, int]]
) -> tuple[Inlines, int]:
    made: list[Inline] = []
    for node in inlines:
        if isinstance(node, Citation):
            found = turned(words(node)) if slanted else words(node)
            groups.append((at, at + len(plain_text(found))))
            at = groups[-1][1]
            made += found
        elif isinstance(node, CONTAINERS):
            inside = True if isinstance(node, Emphasis) else False if isinstance(node, Roman) else slanted
            children, at = _joined(node.children, words, at, inside, groups)
            made.append(replace(node, children=children))
        else:
            at += len(node.text) if isinstance(node, Text) else 1
            made.append(node)
    return tuple(made), at


def turned(inlines: Inlines) -> Inlines:
    """The inlines as they stand within emphasis: emphasis becomes roman and roman becomes emphasis."""
    made: list[Inline] = []
    for node in inlines:
        if isinstance(node, Emphasis):
            made.append(Roman(node.children))
        elif isinstance(node, Roman):
            made.append(Emphasis(node.children))
        elif isinstance(node, CONTAINERS):
            made.append(replace(node, children=turned(node.children)))
        else:
            made.append(node)
    return tuple(made)


def shows_address(link: Link) -> bool:
    """Whether the words of a link are its address, or the host of it."""
    text = plain_text(link.children)
    return "://" in text or ("." in text and (urlsplit(link.url).hostname or "").endswith(text))


def located(inlines: Inlines, nowhere: Location) -> Location:
    """The place of the first text, or ``nowhere``."""
    return next((node.location for node in walk(inlines) if isinstance(node, Text)), nowhere)
