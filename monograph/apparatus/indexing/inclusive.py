"""Stage 2: page labels as numbers, and ranges of them as they are printed (Chicago Manual, 17th ed., 9.61)."""

from __future__ import annotations

import re

ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
ABBREVIATING = frozenset(("en",))
"""Languages whose books leave out the figures of a second number that are those of the first."""

PageNumber = tuple[int, int]
"""(0 for front matter in roman figures, 1 for arabic ones, 2 for anything else; the number)."""


def page_number(label: str) -> PageNumber:
    """A page label for sorting."""
    if label.isdigit():
        return 1, int(label)
    if re.fullmatch("[ivxlcdm]+", label):
        values = [ROMAN[c] for c in label]
        return 0, sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
    return 2, 0


def last_of(first: str, last: str, language: str) -> str:
    """The second number of a range as it is printed: 101–8, 321–28, 498–532, but 71–72, 100–104, xii–xiv."""
    if language.partition("-")[0] not in ABBREVIATING or not (first.isdigit() and last.isdigit()):
        return last
    if len(first) < 3 or len(first) != len(last) or int(first) % 100 == 0:
        return last
    same = next((n for n, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), len(first) - 1)
    kept = 1 if int(first) % 100 < 10 else 2
    return last[min(same, len(last) - kept) :]
