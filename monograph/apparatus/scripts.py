"""Stage 2: words in another script get their language, so that a screen reader and the hyphenation know it.

The engine hands back formatted citations without the languages of their parts.
"""

from __future__ import annotations

import re
from dataclasses import replace

from monograph.apparatus.inlines import CONTAINERS, shows_address
from monograph.model import Inline, Inlines, Link, Span, Text

LETTERS = {"hy": "\u0530-\u058f", "ka": "\u10a0-\u10ff\u1c90-\u1cbf", "ru": "\u0400-\u052f", "el": "\u0370-\u03ff"}
"""BCP 47 -> the letters that are taken for that language where nothing else is known."""

CYRILLIC = frozenset(("ru", "uk", "be", "bg", "sr", "mk", "kk", "az-Cyrl"))
RUN = re.compile("|".join(f"(?P<{language}>[{s}](?:[\\W\\d_]*[{s}])*)" for language, s in LETTERS.items()))


def in_their_language(inlines: Inlines, language: str = "") -> Inlines:
    """The inlines with every run of Armenian, Georgian, Cyrillic or Greek letters in a span of its language.

    ``language`` is that of the source: a Cyrillic run is taken for it where it is written in Cyrillic.
    """
    made: list[Inline] = []
    for node in inlines:
        if isinstance(node, Text):
            made += _parts(node, language)
        elif (isinstance(node, Span) and node.language) or (isinstance(node, Link) and shows_address(node)):
            made.append(node)
        elif isinstance(node, CONTAINERS):
            made.append(replace(node, children=in_their_language(node.children, language)))
        else:
            made.append(node)
    return tuple(made)


def _parts(node: Text, language: str) -> list[Inline]:
    made: list[Inline] = []
    at = 0
    for run in RUN.finditer(node.text):
        if run.start() > at:
            made.append(Text(node.text[at : run.start()], node.location))
        found = str(run.lastgroup)
        known = language if found == "ru" and language in CYRILLIC else found
        made.append(Span((Text(run[0], node.location),), node.location, language=known))
        at = run.end()
    return [*made, Text(node.text[at:], node.location)] if at < len(node.text) else made
