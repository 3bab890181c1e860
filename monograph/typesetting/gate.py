"""After layout, before anything is written: is every letter of every note there, once, in order, below its call?"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from monograph.typesetting.boxes import call_ids, note_areas, note_parts, text_area, text_end
from monograph.typesetting.galleys import NoteReport

CLEAR = 0.5
"""How far the text may reach into the notes (px): less than any letter."""
UNLETTERED = re.compile(r"[\s\u00ad\u200b\u2060\ufeff\u2010\u2011-]")


@dataclass(frozen=True)
class Shown:
    """A part of a note as found on a page (index from 0)."""

    page: int
    letters: str
    lines: int


def letters(text: str) -> str:
    """What must be there of a text: all but space and hyphens, which lines may bring and take away."""
    return UNLETTERED.sub("", text)


def note_letters(body: etree._Element, notes: Iterable[str], uncounted: frozenset[str]) -> dict[str, str]:
    """Note id -> its letters as written in the document that was laid out."""
    elements = {e.get("id"): e for e in body.iter() if isinstance(e.tag, str)}

    def written(element: etree._Element) -> str:
        inner = (written(e) + (e.tail or "") for e in element)
        text = (element.text or "") + "".join(inner)
        return "" if element.get("role") in uncounted else text

    return {note: letters(written(elements[note])) if note in elements else "" for note in notes}


def check_notes(pages: Sequence[Any], expected: Mapping[str, str], uncounted: frozenset[str]) -> NoteReport:
    """Compare the notes on laid-out pages with those the unit must hold: note id -> letters."""
    shown: dict[str, list[Shown]] = {}
    calls: dict[str, int] = {}
    crowded = []
    for number, page in enumerate(pages):
        for part in note_parts(page, uncounted):
            shown.setdefault(part.note, []).append(Shown(number, letters(part.text), part.lines))
        for note in call_ids(page):
            calls.setdefault(note, number)
        if note_areas(page) and text_end(page) > text_area(page)[1] + CLEAR:
            crowded.append(note_parts(page, uncounted)[0].note)
    return judge(expected, shown, calls, crowded)


def judge(
    expected: Mapping[str, str],
    shown: Mapping[str, Sequence[Shown]],
    calls: Mapping[str, int],
    crowded: Sequence[str] = (),
) -> NoteReport:
    """The report for parts of notes found on pages and calls found on pages, both in the order of the pages.

    A note set on several pages in a row is split, not doubled. Late is a note that begins after the page of its call.
    """

    def those(wrong: Callable[[Sequence[Shown], int, str], bool]) -> tuple[str, ...]:
        return tuple(n for n in expected if n in shown and n in calls and wrong(shown[n], calls[n], expected[n]))

    def whole(parts: Sequence[Shown]) -> str:
        return "".join(part.letters for part in parts)

    missing = tuple(n for n in expected if n not in shown or n not in calls)
    place = {note: number for number, note in enumerate(shown)}
    called = [note for note in calls if note in place]
    return NoteReport(
        lost=missing + those(lambda parts, _, text: whole(parts) != text and len(whole(parts)) <= len(text)),
        doubled=those(lambda parts, _, text: len(whole(parts)) > len(text) or not _in_a_row(parts)),
        early=those(lambda parts, call, _: parts[0].page < call),
        disordered=tuple(b for a, b in itertools.pairwise(called) if place[b] < place[a]),
        crowded=tuple(crowded),
        late=those(lambda parts, call, _: parts[0].page > call),
        split=those(lambda parts, *_: len(parts) > 1),
        thin=those(lambda parts, *_: len(parts) > 1 and min(part.lines for part in parts) < 2),
        calls=tuple(calls.items()),
    )


def _in_a_row(parts: Sequence[Shown]) -> bool:
    first = parts[0].page
    return [part.page for part in parts] == list(range(first, first + len(parts)))
