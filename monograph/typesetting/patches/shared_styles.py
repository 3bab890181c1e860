"""Elements that look alike share one style, whatever their ids; so do pseudo-elements and pages.

WeasyPrint 70.0, ``css/__init__.py``: ``StyleFor`` shares the style of elements to which the same declarations apply,
but takes each ``id`` for a declaration of its own, and shares nothing between pseudo-elements or pages. In a book
nearly every paragraph has an id; each of them, all that is in it, and each call of a note then has some seventy
values worked out anew. The values are the same: an element with an id gets a style of its own that looks them up in
the shared one.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import Any

import weasyprint.css as css
from weasyprint.layout import page

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
        """A style that may be changed. Those of notes are changed all alike (``build.py``): they share one."""
        if self["float"] != "footnote":
            return CopiedStyle(self)
        shared = self.__dict__.get("of_notes")
        if shared is None:
            shared = self.of_notes = CopiedStyle(self)
            shared["float"] = "none"
        return NamedStyle(shared, self["anchor"])


class CopiedStyle(css.ComputedStyle):  # type: ignore[misc]
    """A copy of a named style: what was not asked for before it was made is looked up in the shared one, too."""

    def __init__(self, style: Any) -> None:
        self.__dict__.update((name, style.__dict__[name]) for name in FIELDS)
        self.source, self.specified = style.__dict__.get("twin", style.__dict__.get("source")), style.specified.copy()
        self.update(style)

    def __missing__(self, key: str) -> Any:
        if key in OWN:
            return super().__missing__(key)
        value = self[key] = self.source[key]
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


class Matcher:
    """A style sheet that gives the layout its rules for elements; ``kept`` gets those for pseudo-elements."""

    def __init__(self, sheet: Any, origin: str, specificity: Any, kept: dict[Any, list[Any]]) -> None:
        self.origin, self.specificity, self.kept = origin, specificity, kept
        self.sheet, self.layers, self.page_rules = sheet, sheet.layers, sheet.page_rules

    @property
    def matcher(self) -> Matcher:
        """What the layout asks for rules."""
        return self

    def match(self, element: Any) -> list[Any]:
        """The rules that match an element itself."""
        rules = []
        for rule in self.sheet.matcher.match(element):
            if rule[2] is None:
                rules.append(rule)
            else:
                self.kept.setdefault(element.etree_element, []).append((self, rule))
        return rules

    def weighed(self, rule: Any) -> Iterator[tuple[str, Any, Any]]:
        """(property, value, weight) of each declaration of a rule."""
        specificity, _, _, (declarations, layer) = rule
        order = inf if layer is None else self.layers.index(layer)
        for name, value, important in declarations:
            precedence = css.declaration_precedence(self.origin, important)
            yield name, value, (precedence, order, self.specificity or specificity)


def share_styles(stock: Any, styles: Any, html: Any, sheets: Any, hints: bool, fonts: Any, targets: Any) -> None:
    """``StyleFor.__init__``: the styles of all elements, of their pseudo-elements, then of elements with an anchor."""
    if hints:
        stock(styles, html, sheets, hints, fonts, targets)
        return
    kept: dict[Any, list[Any]] = {}
    split = [(Matcher(sheet, origin, weight, kept), origin, weight) for sheet, origin, weight in sheets]
    stock(styles, html, split, hints, fonts, targets)
    styles._sheets = sheets
    computed = styles.get_computed_styles()
    _style_pseudo_elements(styles, html, kept)
    kept.clear()  # it knows who knows it
    for element in html.etree_element.iter():
        anchor = element.get("id") or (element.get("name") if element.tag == "a" else None)
        if anchor:
            computed[element, None] = NamedStyle(computed[element, None], anchor)
            targets.collect_anchor(anchor)


def _style_pseudo_elements(styles: Any, html: Any, kept: dict[Any, list[Any]]) -> None:
    """What is around elements of one style to which the same rules apply has the same styles."""
    computed, cascaded = styles.get_computed_styles(), styles.get_cascaded_styles()
    known: dict[tuple[Any, ...], dict[str, Any]] = {}
    for element, found in kept.items():
        key = (id(computed[element, None]), *((id(m), r[0], r[2], id(r[3])) for m, r in found))
        if key not in known:
            declared: dict[str, dict[str, Any]] = {}
            for matcher, rule in found:
                own = declared.setdefault(rule[2], {})
                for name, value, weight in matcher.weighed(rule):
                    if name not in own or own[name][1] <= weight:
                        own[name] = value, weight
            known[key] = {}
            for pseudo, values in declared.items():
                cascaded[element, pseudo] = values
                styles.set_computed_styles(element, element, html.etree_element, pseudo, html.base_url)
                known[key][pseudo] = computed[element, pseudo]
        for pseudo, style in known[key].items():
            computed[element, pseudo] = style
    cascaded.clear()


def share_page_styles(stock: Any, page_type: Any, html: Any, styles: Any) -> None:
    """``set_page_type_computed_styles``: pages of one kind share their styles, if no rule counts pages."""
    computed, pages = styles.get_computed_styles(), styles.__dict__.setdefault("page_styles", {})
    if "counts_pages" not in styles.__dict__:
        rules = (rule for sheet, _, _ in styles._sheets for rule in sheet.page_rules)
        styles.counts_pages = any(selector[2].index is not None for _, selectors, _ in rules for selector in selectors)
    key = page_type._replace(index=min(page_type.index, 1), groups=())
    if styles.counts_pages or key not in pages:
        stock(page_type, html, styles)
        found = (pseudo for element, pseudo in styles.get_cascaded_styles() if element == page_type)
        pages[key] = {pseudo: computed[page_type, pseudo] for pseudo in (None, *found)}
    for pseudo, style in pages[key].items():
        computed[page_type, pseudo] = style


WRAPS = (
    Wrap(css, "find_style_attributes", "c5b4eb4d3c008b07", find_style_attributes),
    Wrap(css.StyleFor, "__init__", "b1e725a7552502aa", share_styles),
    Wrap(page, "set_page_type_computed_styles", "4e68b396b35c4a06", share_page_styles),
    Call(css.StyleFor, "set_computed_styles", "b5b15856b8beff3f"),
    Call(css, "declaration_precedence", "510a33df7059e753"),
    Call(css.ComputedStyle, "__init__", "ffbc48647d0d85e2"),
    Call(css.ComputedStyle, "copy", "4398a49b631bf992"),
)
