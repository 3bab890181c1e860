"""After layout, before anything is written: is every note there, once, and not before its call?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from monograph.typesetting.boxes import call_ids, note_ids
from monograph.typesetting.galleys import NoteReport


def check_notes(pages: Sequence[Any], expected: Iterable[str]) -> NoteReport:
    """Compare the notes on laid-out pages with those the unit must hold.

    A note set on several pages in a row is split, not doubled. Late is a note that begins after the page of its call.
    """
    found: dict[str, list[int]] = {}
    calls: dict[str, int] = {}
    for number, page in enumerate(pages):
        for note in note_ids(page):
            found.setdefault(note, []).append(number)
        for note in call_ids(page):
            calls.setdefault(note, number)
    return judge(list(expected), found, calls)


def judge(expected: Sequence[str], found: Mapping[str, Sequence[int]], calls: Mapping[str, int]) -> NoteReport:
    """The report for notes found on pages and called on pages (indexes from 0)."""

    def those(wrong: Any) -> tuple[str, ...]:
        return tuple(note for note in expected if wrong(note))

    present = set(found) & set(calls)
    return NoteReport(
        lost=those(lambda n: n not in present),
        doubled=those(lambda n: n in present and not _in_a_row(found[n])),
        early=those(lambda n: n in present and found[n][0] < calls[n]),
        late=those(lambda n: n in present and found[n][0] > calls[n]),
        calls=tuple(calls.items()),
    )


def _in_a_row(pages: Sequence[int]) -> bool:
    return list(pages) == list(range(pages[0], pages[0] + len(pages)))
