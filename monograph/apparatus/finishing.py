"""Stage 2: the last touches to a note: its capital, its full stop, and no mark twice where prose and citation meet.

All rules work on the plain text and hand back edits, so that no markup is in their way.
"""

from __future__ import annotations

import re

from monograph.apparatus.inlines import Joined, edited, located, plain_text
from monograph.model import Inlines, Location, Text

CLOSING = "”’»"
OPENING = "“‘„«‹([¿¡\"'"
ENDS = ".?!…։"
"""Marks that end a sentence, the Armenian full stop among them."""

ABBREVIATION = re.compile(
    r"(?:^|[\s(\[“‘.])(?:[^\W\d_]|cf|ca|esp|vgl|bes|ср|см|напр|vs|pp|vols?|nos?|chs?|arts?|fols?|eds?|trans|repr)\.$",
    re.I,
)
"""What ends in a stop though no sentence ends: a single letter ("J.", "e.g."), and what stands before a citation."""

ADDRESS = re.compile(r"https?:|mailto:|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b")


def finished(note: Joined, language: str, stop_inside: bool, location: Location, ends: bool = True) -> Inlines:
    """A paragraph of a note, finished. ``stop_inside``: a full stop stands within closing quotation marks.

    ``ends`` is false for a paragraph that another follows: a colon or comma at its end then stays.
    """
    inlines = edited(note.inlines, _seams(plain_text(note.inlines), note.groups, language, stop_inside))
    return stopped(capitalised(inlines, language), stop_inside, location, ends)


def capitalised(inlines: Inlines, language: str) -> Inlines:
    """The inlines with a capital at their beginning."""
    return edited(inlines, _capital(plain_text(inlines), 0, language))


def _seams(text: str, groups: tuple[tuple[int, int], ...], language: str, stop_inside: bool) -> dict[int, str]:
    edits: dict[int, str] = {}
    for start, end in groups:
        before = text[:start].rstrip(" ")
        if before and before[-1] in ENDS and not ABBREVIATION.search(before):
            edits |= _capital(text, start, language)
        if start < end < len(text) and text[end] in ".,":
            edits |= _meeting(text, end, stop_inside)
    return edits


def _meeting(text: str, end: int, stop_inside: bool) -> dict[int, str]:
    """What happens where a formatted group ends at ``end`` and the author's prose goes on with a stop or comma."""
    mark = text[end]
    quotes = _quotes(text[:end])
    last = text[:quotes][-1:]
    if last == mark or (mark == "." and last and last in ENDS):
        return {end: ""}
    if quotes < end and stop_inside:
        return {quotes: mark + text[quotes], end: ""}
    return {}


def _quotes(text: str) -> int:
    """The offset of the closing quotation marks at the end of a text, its length where there are none.

    A single mark closes only what a single mark opened: else it is an apostrophe.
    """
    start = len(text)
    while start and (text[start - 1] in "”»" or (text[start - 1] == "’" and "‘" in text)):
        start -= 1
    return start


def _capital(text: str, start: int, language: str) -> dict[int, str]:
    """The edit that makes the first letter from ``start`` a capital; none for an address ("https:", "example.org")."""
    at = start
    while at < len(text) and text[at] in OPENING:
        at += 1
    if at >= len(text) or ADDRESS.match(text, at):
        return {}
    upper = capital(text[at], language)
    return {at: upper} if upper != text[at] else {}


def capital(letter: str, language: str) -> str:
    """The capital of a letter, itself where it has none. Georgian has none: its capitals are for headlines only."""
    if "\u10a0" <= letter <= "\u10ff":
        return letter
    if letter == "i" and language.partition("-")[0].lower() in ("az", "tr"):
        return "İ"
    upper = letter.upper()
    return upper if len(upper) == 1 else letter


def stopped(inlines: Inlines, stop_inside: bool, location: Location, ends: bool = True) -> Inlines:
    """The inlines with a full stop, unless they end as a sentence; ``ends`` false leaves a colon at their end."""
    text = plain_text(inlines)
    body = text.rstrip()
    inlines = edited(inlines, dict.fromkeys(range(len(body), len(text)), ""))
    if not body:
        return inlines
    quotes = _quotes(body)
    last = body[:quotes][-1:]
    if (last and last in ENDS) or (last == ":" and not ends):
        return inlines
    if last and last in ",;:":
        return edited(inlines, {quotes - 1: "."})
    if quotes < len(body) and stop_inside:
        return edited(inlines, {quotes: "." + body[quotes]})
    return (*inlines, Text(".", located(inlines[-1:], location)))
