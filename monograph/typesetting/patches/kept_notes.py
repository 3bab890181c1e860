"""A line that is kept by pushing other notes away still has its own notes set.

WeasyPrint 70.0, ``layout/block.py::_linebox_layout``: when a line overflows and the paragraph could not break
before it, other notes are reported to the next page, the line is kept, and the loop is left before the line's
own notes are laid out. They are then on no page at all. No upstream report was found.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import block

from monograph.typesetting.patches.wrapping import Wrap


def linebox_layout(
    stock: Any, context: Any, box: Any, index: int, child: Any, new_children: list[Any], *rest: Any
) -> Any:
    """Notes of kept lines that still wait are reported to the head of the next page's notes."""
    result = stock(context, box, index, child, new_children, *rest)
    aborted, new_notes = result[0], result[4]
    if not aborted and context.footnotes:
        for line in new_children:
            for note in (inner.footnote for inner in line.descendants()):
                if note is not None and note in context.footnotes:
                    context.layout_footnote(note)
                    context.report_footnote(note)
                    new_notes.append(note)
    return result


WRAPS = (Wrap(block, "_linebox_layout", "e07bbe000974787e", linebox_layout),)
