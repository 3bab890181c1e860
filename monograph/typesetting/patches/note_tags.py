"""Notes are tagged as notes: each is one ``Note`` with an ID, on however many pages its parts stand.

WeasyPrint 70.0 tags notes like any other span, once for each page (``pdf/tags.py::_build_box_tree``), which PDF/UA-1
does not allow (ISO 14289-1, 7.9). Here the part of a later page hangs under the note that began before, its number is
a ``Lbl``, and its call in the text a ``Reference`` (ISO 32000-1, 14.8.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags

from monograph.typesetting.patches.wrapping import Wrap

PSEUDO = {"::footnote-call": "/Reference", "::footnote-marker": "/Lbl"}


def build_box_tree(
    stock: Any, box: Any, parent: Any, pdf: Any, page_number: int, nums: Any, annotations: Any, tags: Any
) -> Iterator[Any]:
    """The structure elements of a box."""
    for element in stock(box, parent, pdf, page_number, nums, annotations, tags):
        if isinstance(box, boxes.FootnoteAreaBox):
            element["K"] = pydyf.Array(_notes(pdf, box, element))
        elif box.element_tag and "::" in box.element_tag:
            kind = PSEUDO.get(box.element_tag[box.element_tag.index("::") :])
            element["S"] = kind or element["S"]
        yield element


def _notes(pdf: Any, area: Any, element: Any) -> list[Any]:
    """The notes that begin in an area, as references; parts of others are hung where they belong."""
    begun: dict[Any, Any] = pdf.__dict__.setdefault("monograph_notes", {})
    children = []
    for box, reference in zip(area.children, list(element["K"]), strict=True):
        part = pdf.objects[int(reference.split()[0])]
        note = begun.get(box.element)
        if note is None:
            part["S"], part["ID"] = "/Note", pydyf.String(box.element.get("id") or f"note-{len(begun)}")
            begun[box.element] = part
            children.append(reference)
        else:
            part["P"] = note.reference
            note["K"].append(reference)
    return children


WRAPS = (Wrap(tags, "_build_box_tree", "f716251a83e7096e", build_box_tree),)
