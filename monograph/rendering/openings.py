"""The first words of a chapter, which the style sheets may set in small capitals or behind a large letter (stage 3)."""

from __future__ import annotations

import re
from dataclasses import replace

from monograph.model import (
    Division,
    Emphasis,
    Figure,
    Inline,
    Inlines,
    Location,
    MapFigure,
    Paragraph,
    Section,
    Span,
    Strong,
    Text,
)

LEADING = ("epigraph", "document")
"""Divisions that may stand before the text begins."""

INITIAL = re.compile(r"[“‘«„]?[^\W\d_]")
LETTERS = 14
"""The lead-in ends with the first word that comes to so many letters."""


def opening_id(section: Section, numbered: bool) -> str:
    """The id of the paragraph with which the text of a numbered chapter begins; empty where it begins otherwise."""
    if not numbered:
        return ""
    for block in section.blocks:
        if isinstance(block, Paragraph):
            return block.id
        if not (isinstance(block, Figure | MapFigure) or (isinstance(block, Division) and block.kind in LEADING)):
            break
    return ""


def led_in(inlines: Inlines, initial: bool = False) -> Inlines:
    """The inlines with their first words in a span of the class ``lead-in``: up to a space, a note or a link.

    ``initial`` sets the first letter, with the quotation mark before it, in a span of that class.
    """
    taken, rest = _parted(inlines, LETTERS)
    words = _with_initial(taken) if initial else taken
    return (Span(words, Location(""), classes=("lead-in",)), *rest) if taken else rest


def _parted(inlines: Inlines, missing: int) -> tuple[Inlines, Inlines]:
    """The inlines parted at the first space behind so many letters, or before what is no word.

    A marked passage is parted with its words, and the mark stays with the first of them; emphasis stays whole.
    """
    taken: list[Inline] = []
    rest = inlines
    while rest and missing > 0:
        node, rest = rest[0], rest[1:]
        left: Inlines = ()
        if isinstance(node, Text):
            end = _end(node.text, missing)
            if end < len(node.text):
                left = (replace(node, text=node.text[end:]),)
                node = replace(node, text=node.text[:end])
        elif isinstance(node, Span):
            first, others = _parted(node.children, missing)
            if others and not first:
                return tuple(taken), (node, *rest)
            if others:
                left = (replace(node, children=others, id="", marks=(), reach=""),)
                node = replace(node, children=first)
        elif not isinstance(node, Emphasis | Strong):
            return tuple(taken), (node, *rest)
        taken.append(node)
        rest, missing = (*left, *rest), 0 if left else missing - _count(node)
    return tuple(taken), rest


def _with_initial(words: Inlines) -> Inlines:
    first = words[0] if words else None
    found = INITIAL.match(first.text) if isinstance(first, Text) else None
    if not isinstance(first, Text) or found is None:
        return words
    letter = Span((replace(first, text=found[0]),), Location(""), classes=("initial",))
    return (letter, replace(first, text=first.text[found.end() :]), *words[1:])


def _end(text: str, letters: int) -> int:
    """The offset of the first space behind so many letters, the text's length where none follows."""
    at = text.find(" ", max(letters, 0))
    return len(text) if at < 0 else at


def _count(node: Inline) -> int:
    return len(node.text) if isinstance(node, Text) else sum(map(_count, getattr(node, "children", ())))
