"""What the build report says of pages: which end short, with a heading, or with one line under a figure, which facing
pages end apart, and whether their lines stand level.
"""

from __future__ import annotations

from collections.abc import Sequence

from monograph.typesetting.galleys import FORGIVEN
from monograph.typesetting.pagination import Pagination

TOLERANCE = 0.1
"""pt by which lines may differ and still stand level."""

FULL = 20
"""Lines of text of a page that counts as full."""


def page_figures(pagination: Pagination) -> dict[str, list[object]]:
    """Folios of such pages; of short ones also how many lines would still fit.

    ``apart`` has the left-hand pages of spreads that end by more than a line apart. ``level`` is the share of full
    spreads whose lines stand level, ``uneven`` the left-hand pages of the others.
    """
    found: dict[str, list[object]] = {"short": [], "stranded": [], "single": []}
    for sheet in pagination.sheets:
        ends = pagination.galley(sheet.key).ends
        room = dict(ends.short).get(sheet.index)
        if room is not None:
            found["short"].append({"page": sheet.label, "lines": room})
        for name in ("stranded", "single"):
            if sheet.index in getattr(ends, name):
                found[name].append(sheet.label)
    rooms = [(s.label, dict(enumerate(pagination.galley(s.key).ends.rooms)).get(s.index)) for s in pagination.sheets]
    found["apart"] = list(spreads_apart(rooms))
    spreads = full_spreads([(s.label, pagination.galley(s.key).ends.levels[s.index]) for s in pagination.sheets])
    found["uneven"] = [label for label, off in spreads if off > TOLERANCE]
    found["level"] = [round(1 - len(found["uneven"]) / len(spreads), 3)] if spreads else []
    return found


def spreads_apart(pages: Sequence[tuple[str, int | None]]) -> list[str]:
    """Folios of the left-hand pages of spreads whose pages end by more than a line apart.

    ``pages`` are all pages of the book with the lines that would still fit, the first a right-hand one; None is the
    last page of a part, which may end anywhere.
    """
    facing = zip(pages[1::2], pages[2::2], strict=False)
    return [
        label
        for (label, left), (_, right) in facing
        if left is not None and right is not None and abs(left - right) > FORGIVEN
    ]


def full_spreads(pages: Sequence[tuple[str, tuple[int, float, float]]]) -> list[tuple[str, float]]:
    """(folio of the left-hand page, pt by which lines differ) of each spread of two full pages.

    ``pages`` are all pages of the book with their levels, the first a right-hand one.
    """
    found = []
    for (label, left), (_, right) in zip(pages[1::2], pages[2::2], strict=False):
        if min(left[0], right[0]) >= FULL:
            found.append((label, max(left[2], right[2]) - min(left[1], right[1])))
    return found
