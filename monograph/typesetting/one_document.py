"""The reference for binding: every unit laid out in this process, and all pages drawn as one document.

Slow and simple, by WeasyPrint's own means and two passes over what it wrote. A test holds the bound book equal to it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator

from monograph.typesetting.complaints import complaints
from monograph.typesetting.galleys import Unit
from monograph.typesetting.units import VARIANT, lay_out

FONT_HYPHEN, SOFT_HYPHEN = b"2010", b"00ad"


def one_document(documents: Sequence[tuple[Unit, str]], folder: Path) -> pikepdf.Pdf:
    """The pages of all documents, which link to each other by ``#id`` and count from their first page."""
    laid = [lay_out(unit, html, folder, frozenset()).document for unit, html in documents]
    whole = laid[0].copy([page for document in laid for page in document.pages])
    with complaints() as messages:
        content = whole.write_pdf(pdf_variant=VARIANT, pdf_tags=True)
    if messages:
        raise RuntimeError(f"the PDF could not be written cleanly: {messages}")
    pdf = pikepdf.open(io.BytesIO(content))
    _soften_hyphens(pdf)
    _set_artifacts(pdf)
    return pdf


def _soften_hyphens(pdf: pikepdf.Pdf) -> None:
    """A hyphen that the line breaker set is copied as a soft one: its glyph is U+2010, which the text never uses."""
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == Name.Font and "/ToUnicode" in item:
            stream = item.ToUnicode
            source = stream.read_bytes()
            softened = re.sub(rb"(<[0-9a-f]{4}> )<" + FONT_HYPHEN + rb">", rb"\1<" + SOFT_HYPHEN + rb">", source)
            if softened != source:
                stream.write(softened)


def _set_artifacts(pdf: pikepdf.Pdf) -> None:
    """Running heads and folios, which hang on no structure element, become pagination artifacts (ISO 14289-1, 7.8)."""
    if "/StructTreeRoot" not in pdf.Root:
        return
    tree = pdf.Root.StructTreeRoot
    reached = _reachable(tree)
    numbers = list(tree.ParentTree.Nums)
    parents = {int(key): row for key, row in zip(numbers[::2], numbers[1::2], strict=True)}
    for page in pdf.pages:
        if "/StructParents" not in page:
            continue
        row = parents.get(int(page.StructParents), ())
        orphans = {i for i, e in enumerate(row) if isinstance(e, Dictionary) and e.objgen not in reached}
        if orphans:
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(list(_without(page, orphans))))


def _reachable(tree: Any) -> set[tuple[int, int]]:
    reached: set[tuple[int, int]] = set()
    waiting = list(_kids(tree))
    while waiting:
        element = waiting.pop()
        if element.objgen not in reached or element.objgen == (0, 0):
            reached.add(element.objgen)
            waiting += _kids(element)
    return reached


def _kids(element: Any) -> Iterable[Any]:
    kids = element.get("/K")
    kids = kids if isinstance(kids, Array) else [kids]
    return [kid for kid in kids if isinstance(kid, Dictionary) and "/S" in kid]


def _without(page: pikepdf.Page, orphans: set[int]) -> Iterable[Any]:
    for instruction in pikepdf.parse_content_stream(page):
        if str(instruction.operator) == "BDC":
            properties = instruction.operands[1]
            if isinstance(properties, Dictionary) and "/MCID" in properties and int(properties.MCID) in orphans:
                yield ContentStreamInstruction([Name.Artifact, Dictionary(Type=Name.Pagination)], Operator("BDC"))
                continue
        yield instruction
