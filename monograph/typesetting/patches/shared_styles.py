"""Elements that look alike share one style, whatever their ids; so do pseudo-elements and pages.

WeasyPrint 70.0, ``css/__init__.py``: ``StyleFor`` shares the style of elements to which the same declarations apply,
but takes each ``id`` for a declaration of its own, and shares nothing between pseudo-elements or pages. In a book
nearly every paragraph has an id; each of them, all that is in it, and each call of a note then has some seventy
values worked out anew. The values are the same: an element with an id gets a style of its own that looks them up in
the shared one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import weasyprint.css as css

from monograph.typesetting.patches.wrapping import Call, Wrap

OWN = frozenset({"page", "position", "float", "display", "direction"})
"""What is worked out from other values of the same style."""

FIELDS = (
    "specified", "parent_style", "cascaded", "is_root_element", "pseudo_type", "root_style", "base_url", "font_config",
    "initial_page_sizes", "cache",
)  # fmt: skip
"""The attributes of a style; whatever else it has was found out about it."""


class NamedStyle(css.ComputedStyle):  # type: ignore[misc]  # weasyprint has no types
    """The style of one element with an anchor. What is known of ``twin``, the shared style, is known here."""

    def __init__(self, twin: Any, anchor: str) -> None:
        self.__dict__ = twin.__dict__  # what is found out about one is found out about all
        self.twin = twin
        self["anchor"] = anchor

    def __missing__(self, key: str) -> Any:
        value = self.twin[key]
        self.update({**self.twin, **self})  # what was set for this element alone stays
        return value

    def copy(self) -> Any:
        """A style that is nobody else's."""
        return CopiedStyle(self)


class CopiedStyle(css.ComputedStyle):  # type: ignore[misc]
    """A copy of a named style: what was not asked for before it was made is looked up in the shared one, too."""

    def __init__(self, style: Any) -> None:
        self.__dict__.update((name, style.__dict__[name]) for name in FIELDS)
        self.twin, self.specified = style.twin, style.specified.copy()
        self.update(style)

    def __missing__(self, key: str) -> Any:
        if key in OWN:
            return super().__missing__(key)
        value = self[key] = self.twin[key]
        return value

    def copy(self) -> Any:
        """Another one."""
        return CopiedStyle(self)


class Attributes:
    """A tree of one element, as far as the rules of its attributes are concerned; its id is left out."""

    def __init__(self, element: Any) -> None:
        self.tag, self.element = element.tag, element

    def get(self, name: str, missing: Any = None) -> Any:
        """An attribute."""
        return missing if name in ("id", "name") else self.element.get(name, missing)

    def iter(self) -> Iterator[Attributes]:
        """The element."""
        yield self


DECLARING = ("style", "lang", "width", "height")


def find_style_attributes(stock: Any, tree: Any, hints: bool = False, base_url: Any = None) -> Iterator[Any]:
    """(specificity, element, declarations, base address); elements with the same attributes get the same objects."""
    if hints:
        yield from stock(tree, hints, base_url)
        return
    known: dict[tuple[Any, ...], list[Any]] = {}
    for element in tree.iter():
        attributes = tuple(map(element.get, DECLARING))
        if any(attributes):
            key = (element.tag, attributes)
            if key not in known:
                known[key] = list(stock(Attributes(element), hints, base_url))
            for specificity, _, declarations, url in known[key]:
                yield specificity, element, declarations, url


def name_styles(stock: Any, styles: Any, html: Any, sheets: Any, hints: bool, fonts: Any, targets: Any) -> None:
    """``StyleFor.__init__``: the styles of all elements, then those of elements with an anchor."""
    styles.alike = {}
    stock(styles, html, sheets, hints, fonts, targets)
    if hints:
        return
    computed = styles.get_computed_styles()
    for element in html.etree_element.iter():
        anchor = element.get("id") or (element.get("name") if element.tag == "a" else None)
        if anchor:
            computed[element, None] = NamedStyle(computed[element, None], anchor)
            targets.collect_anchor(anchor)


def set_computed_styles(
    stock: Any,
    styles: Any,
    element: Any,
    parent: Any,
    root: Any = None,
    pseudo_type: Any = None,
    *rest: Any,
    **named: Any,
) -> None:
    """The style of a pseudo-element or a page is that of one before it with the same parent and declarations."""
    computed, key = styles.get_computed_styles(), None
    if pseudo_type or not hasattr(element, "tag"):
        cascaded = styles.get_cascaded_styles().get((element, pseudo_type), {})
        declared = tuple((name, id(value), *weight[:2], *weight[2]) for name, (value, weight) in cascaded.items())
        key = (id(computed[parent, None]), pseudo_type, declared)
        if key in styles.alike:
            computed[element, pseudo_type] = styles.alike[key]
            return
    stock(styles, element, parent, root, pseudo_type, *rest, **named)
    if key:
        styles.alike[key] = computed[element, pseudo_type]


WRAPS = (
    Wrap(css, "find_style_attributes", "c5b4eb4d3c008b07", find_style_attributes),
    Wrap(css.StyleFor, "__init__", "b1e725a7552502aa", name_styles),
    Wrap(css.StyleFor, "set_computed_styles", "b5b15856b8beff3f", set_computed_styles),
    Call(css.ComputedStyle, "__init__", "ffbc48647d0d85e2"),
    Call(css.ComputedStyle, "copy", "4398a49b631bf992"),
)
