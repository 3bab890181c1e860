"""How wide a text is by itself is asked of Pango once a style.

WeasyPrint 70.0, ``layout/preferred.py``: to share the room of a page's margin, the running head is measured word by
word and as a whole, anew on every page, though it is the same for a chapter. What is found is the same.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import preferred

from monograph.typesetting.patches.wrapping import Swap


def split_first_line(stock: Any) -> Any:
    """The function that measures the first line of a text; none of those who call it here use its Pango layout."""

    def known_or_measured(text: str, style: Any, context: Any, *values: Any, **named: Any) -> Any:
        known = style.__dict__.setdefault("known_widths", {})
        key = (text, values, *named.items())
        if key not in known:
            known[key] = (None, *stock(text, style, context, *values, **named)[1:])
        return known[key]

    return known_or_measured


WRAPS = (Swap(preferred, "split_first_line", "39ad1016863ca34d", split_first_line),)
