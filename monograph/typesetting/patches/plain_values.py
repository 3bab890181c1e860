"""Values that are plainly inherited or initial are found on a short path.

WeasyPrint 70.0, ``css/__init__.py::ComputedStyle.__missing__``: most properties of most elements are set by no rule.
The value is the same; whatever is not plain takes the long way.
"""

from __future__ import annotations

from typing import Any

import weasyprint.css as css

from monograph.typesetting.patches.wrapping import Swap

SPECIAL = frozenset({"page", "position", "float", "display", "direction"})


def _plain(key: str) -> bool:
    return key not in SPECIAL and key[:2] != "__" and key[:16] != "text_decoration_"


INHERITED = frozenset(key for key in css.INHERITED if _plain(key))
INITIAL = {
    key: value
    for key, value in css.INITIAL_VALUES.items()
    if _plain(key) and key not in css.INHERITED and key not in css.INITIAL_NOT_COMPUTED and not css.check_math(value)
}


def missing(stock: Any) -> Any:
    """The function that finds a value which was not asked for before."""

    def plain_or_not(style: Any, key: str) -> Any:
        if key not in style.cascaded:
            if key in css.PHYSICAL_FUNCTIONS:
                logical = style.__dict__.get("has_logical")
                if logical is None:
                    logical = style.has_logical = any("block" in name or "inline" in name for name in style.cascaded)
                if logical:
                    return stock(style, key)
            if key in INITIAL:
                value = style[key] = INITIAL[key]
                return value
            if key in INHERITED and style.parent_style is not None:
                value = style[key] = style.parent_style[key]
                return value
        return stock(style, key)

    return plain_or_not


WRAPS = (Swap(css.ComputedStyle, "__missing__", "b318d8efc8ac79d7", missing),)
