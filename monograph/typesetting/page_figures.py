"""What the build report says of pages: which end short, with a heading, or with one line under a figure."""

from __future__ import annotations

from monograph.typesetting.pagination import Pagination


def page_figures(pagination: Pagination) -> dict[str, list[object]]:
    """Folios of such pages; of short ones also how many lines would still fit."""
    found: dict[str, list[object]] = {"short": [], "stranded": [], "single": []}
    for sheet in pagination.sheets:
        ends = pagination.galley(sheet.key).ends
        room = dict(ends.short).get(sheet.index)
        if room is not None:
            found["short"].append({"page": sheet.label, "lines": room})
        for name in ("stranded", "single"):
            if sheet.index in getattr(ends, name):
                found[name].append(sheet.label)
    return found
