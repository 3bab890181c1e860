"""What the build report says of pages: which end short, with a heading, or with one line under a figure."""

from __future__ import annotations

from monograph.typesetting.pagination import Pagination


def page_figures(pagination: Pagination) -> dict[str, object]:
    """Folios of such pages; of short ones also how many lines would still fit."""
    labels = {(sheet.key, sheet.index): sheet.label for sheet in pagination.sheets}
    ends = [(key, placed.galley.ends) for key, placed in pagination.units.items()]
    return {
        "short": [{"page": labels[key, n], "lines": room} for key, end in ends for n, room in end.short],
        "stranded": [labels[key, n] for key, end in ends for n in end.stranded],
        "single": [labels[key, n] for key, end in ends for n in end.single],
    }
