"""Whether a box stands in the flow of the text, on which kind of page, and what it holds, is found on a short path.

WeasyPrint 70.0, ``formatting_structure/boxes.py``: ``is_in_normal_flow`` asks five questions of every box, many times,
and ``ParentBox.page_values`` asks it of all children, though the first and the last decide; ``descendants`` hands every
box up through all those around it. The answers are the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from monograph.typesetting.patches.wrapping import Swap

STILL = frozenset({"static", "relative"})


def is_in_normal_flow(stock: Any) -> Any:
    """The method that knows at once of boxes that neither float nor are placed."""

    def plain_or_not(box: Any) -> bool:
        style = box.style
        return (style["float"] == "none" and style["position"] in STILL) or stock(box)

    return plain_or_not


def page_values(stock: Any) -> Any:
    """The method that returns the names of the pages that a box begins and ends on."""

    def of_ends(box: Any) -> tuple[Any, Any]:
        start, end = boxes.Box.page_values(box)
        first = next(filter(_takes_part, box.children), None)
        if first is None:
            return start, end
        last = next(filter(_takes_part, reversed(box.children)))
        values = first.page_values()
        return values[0] or start, (values if last is first else last.page_values())[1] or end

    return of_ends


def _takes_part(child: Any) -> bool:
    return child.is_in_normal_flow() or child.is_floated()  # type: ignore[no-any-return]


def descendants(stock: Any) -> Any:
    """The method that walks through all that a box holds, itself first."""

    def in_order(box: Any, placeholders: bool = False) -> Iterator[Any]:
        waiting = [box]
        while waiting:
            box = waiting.pop()
            if isinstance(box, boxes.Box):
                yield box
                if box.children:
                    waiting += reversed(box.children)
            elif placeholders:
                yield from box.descendants(placeholders)
            else:
                yield box

    return in_order


WRAPS = (
    Swap(boxes.Box, "descendants", "c15a877f61361343", descendants),
    Swap(boxes.Box, "is_in_normal_flow", "5f49d6ab23da7e51", is_in_normal_flow),
    Swap(boxes.ParentBox, "page_values", "9bcfda076d1961e6", page_values),
)
