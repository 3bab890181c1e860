"""What is told of the notes of a book: those that went wrong, each at its place, and how many were split or late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from monograph.model import FormattedNote
from monograph.problems import Problems
from monograph.typesetting.galleys import NoteReport

LATE_SHARE = 0.02
"""Of all notes, how many may begin after the page of their call before each of them is told."""
WRONG = {
    "lost": "is not, or not whole, on any page",
    "doubled": "is set more than once",
    "early": "is set before its call",
    "disordered": "is set before a note that is called earlier",
    "crowded": "stands under text that runs into it",
}
"""Fields of a report that forbid to go on, and what is told of their notes."""


def tell(reports: Iterable[NoteReport], notes: Mapping[str, FormattedNote], problems: Problems) -> dict[str, int]:
    """Add what is wrong with the notes of the book at the place of each; how many were split, late, with a thin part.

    A late note is told only where there are more of them than a reader forgives.
    """
    made = list(reports)

    def all_of(name: str) -> list[str]:
        return [note for report in made for note in getattr(report, name)]

    for name, wrong in WRONG.items():
        for note in all_of(name):
            problems.add("note-lost", f"note {notes[note].number} {wrong}", notes[note].location)
    late = all_of("late")
    if len(late) > LATE_SHARE * len(notes):
        for note in late:
            problems.add(
                "note-late", f"note {notes[note].number} begins after the page of its call", notes[note].location
            )
    return {"split": len(all_of("split")), "late": len(late), "thin": len(all_of("thin"))}
