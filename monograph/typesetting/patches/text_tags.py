"""Text belongs to the element that holds it: a paragraph is tagged as one ``P``, not as a ``P`` with a span a line.

WeasyPrint 70.0, ``pdf/tags.py::_build_box_tree``, makes a ``Span`` for every text box, which is one for each line and
each change of style, and around those in italics a ``NonStruct`` a line. ISO 32000-1, 14.7.4 lets an element hold its
marked content itself, as WeasyPrint does for links. Three quarters of all elements go, and nothing is told less. Lists,
tables and links are left to the stock function.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure.boxes import InlineBox, LineBox, MarginBox, TextBox
from weasyprint.pdf import tags

from monograph.typesetting.patches.wrapping import Call, Wrap

OTHERS = frozenset({"LI", "L", "Table", "TR", "TH", "TD", "Figure", "Link"})
"""Tags of which the stock function does more than hang up their text."""

PLAIN = frozenset({"NonStruct", "Span"})

UNTAGGED = frozenset({"html", "body"})


def build_box_tree(
    stock: Any, box: Any, parent: Any, pdf: Any, page_number: int, nums: Any, annotations: Any, marked: Any
) -> Iterator[Any]:
    """The structure element of a box of text, or those that WeasyPrint makes of any other."""
    kind = tags._get_pdf_tag(None if box.element is None else box.element_tag) if _holds_text(box) else "Link"
    if kind in OTHERS:
        yield from stock(box, parent, pdf, page_number, nums, annotations, marked)
        return
    element = pydyf.Dictionary({
        "Type": "/StructElem", "S": f"/{kind}", "K": pydyf.Array([]),
        "Pg": pdf.page_references[page_number], "P": parent.reference,
    })  # fmt: skip
    pdf.add_object(element)
    for part in _parts(box):
        if isinstance(part, TextBox):
            number = marked.pop(part)["mcid"]
            nums[number] = element.reference
            element["K"].append(number)
        else:
            made = tags._build_box_tree(part, element, pdf, page_number, nums, annotations, marked)
            element["K"] += [inner.reference for inner in made]
    yield element


def _parts(box: Any) -> Iterator[Any]:
    """The text of a box, and what is an element in it, in order."""
    for child in box.children:
        if isinstance(child, LineBox) or _only_looks(child):
            yield from _parts(child)
        else:
            yield child


def _holds_text(box: Any) -> bool:
    """Whether an element of its own is made of a box, which holds lines or is part of one, and is no link or field."""
    if isinstance(box, MarginBox) or box.element_tag in UNTAGGED or box.link_annotation or box.widget_annotation:
        return False
    return isinstance(box, InlineBox) or bool(box.children and isinstance(box.children[0], LineBox))


def _only_looks(box: Any) -> bool:
    """Whether a part of a line differs from what is around it by its look alone."""
    tag = box.element_tag or ""
    return isinstance(box, InlineBox) and _holds_text(box) and "::" not in tag and tags._get_pdf_tag(tag) in PLAIN


WRAPS = (
    Wrap(tags, "_build_box_tree", "f716251a83e7096e", build_box_tree),
    Call(tags, "_get_pdf_tag", "882707358f7c4392"),
)
