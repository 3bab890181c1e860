"""What a PDF shows and holds, in a form that two files can be compared in."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy
import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary

PAINT = frozenset({"Tj", "TJ", "S", "f", "f*", "B", "B*", "Do", "sh"})


ROUNDING = 8
"""Levels of grey, of 255, that the last digit of a position makes at the edge of a letter."""


class Picture:
    """The pixels of a page; equal to another where no pixel differs by more than rounding."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, pixels: Any) -> None:
        self.pixels = pixels.astype(int)

    def __eq__(self, other: object) -> bool:
        same = isinstance(other, Picture) and self.pixels.shape == other.pixels.shape
        return same and int(numpy.abs(self.pixels - other.pixels).max()) <= ROUNDING  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Facts:
    """``texts``: the words of each page; ``pixels`` at 60 dpi; ``links``: (page, rectangle, target);
    ``places``: name -> (page, x, y); ``outline``: (depth, title, page); ``tags``: the structure tree, one line an element.
    """

    texts: list[Counter[str]]
    pixels: list[Picture]
    links: list[tuple[int, tuple[int, ...], str]]
    places: dict[str, tuple[int, int, int]]
    outline: list[tuple[int, str, int]]
    tags: list[str]


def facts(content: bytes) -> Facts:
    """Everything that is compared, from a whole file."""
    shown = pypdfium2.PdfDocument(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        number = {page.objgen: index for index, page in enumerate(pdf.pages)}
        places = {
            str(name): (number[place[0].objgen], round(float(place[2])), round(float(place[3])))
            for name, place in pikepdf.NameTree(pdf.Root.Names.Dests).items()
        }
        with pdf.open_outline() as outline:
            titles = list(_outline(outline.root, 0, number))
        return Facts(
            texts=[Counter(page.get_textpage().get_text_range().split()) for page in shown],
            pixels=[Picture(page.render(scale=60 / 72).to_numpy()) for page in shown],
            links=sorted(_links(pdf)),
            places=places,
            outline=titles,
            tags=list(_tags(pdf.Root.StructTreeRoot.K[0], 0, number)),
        )


def _links(pdf: pikepdf.Pdf) -> Iterator[tuple[int, tuple[int, ...], str]]:
    for index, page in enumerate(pdf.pages):
        for link in page.get("/Annots", ()):
            target = str(link.Dest) if "/Dest" in link else str(link.A.URI)
            yield index, tuple(round(float(x)) for x in link.Rect), f"{target} {link.get('/Contents', '')}"


def _outline(items: Any, depth: int, number: dict[Any, int]) -> Iterator[tuple[int, str, int]]:
    for item in items:
        yield depth, item.title, number[item.destination[0].objgen]
        yield from _outline(item.children, depth + 1, number)


def _tags(element: Any, depth: int, number: dict[Any, int]) -> Iterator[str]:
    kids = element.get("/K", Array())
    kids = list(kids) if isinstance(kids, Array) else [kids]
    marks = sum(isinstance(kid, int) for kid in kids)
    page = number.get(element.Pg.objgen) if "/Pg" in element else None
    yield f"{depth} {element.S} {page} {marks} {element.get('/Alt', '')}"
    for kid in kids:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield from _tags(kid, depth + 1, number)


def bad_marks(content: bytes) -> list[str]:
    """What is wrong with marked content: painted outside of any, without an element, or with one that hangs nowhere."""
    found: list[str] = []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        tree = pdf.Root.StructTreeRoot
        numbers = list(tree.ParentTree.Nums)
        rows = {int(key): row for key, row in zip(numbers[::2], numbers[1::2], strict=True)}
        for index, page in enumerate(pdf.pages):
            depth = 0
            for instruction in pikepdf.parse_content_stream(page):
                name = str(instruction.operator)
                depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
                if name in PAINT and depth == 0:
                    found.append(f"page {index}: {name} outside of marked content")
                if name == "BDC" and isinstance(instruction.operands[1], Dictionary):
                    mark = instruction.operands[1].get("/MCID")
                    if mark is not None:
                        found += _chain(rows[int(page.StructParents)][int(mark)], int(mark), tree, index)
            for link in page.get("/Annots", ()):
                found += _chain(rows[int(link.StructParent)], None, tree, index)
    return found


def _chain(element: Any, mark: int | None, tree: Any, page: int) -> Iterator[str]:
    """What is missing between an element and the root of the tree."""
    if not isinstance(element, Dictionary):
        yield f"page {page}: mark {mark} has no element"
        return
    if mark is not None and mark not in [kid for kid in element.K if isinstance(kid, int)]:
        yield f"page {page}: the element of mark {mark} does not hold it"
    while element.objgen != tree.objgen:
        parent = element.P
        kids = parent.K if isinstance(parent.K, Array) else [parent.K]
        if element.objgen not in [kid.objgen for kid in kids if isinstance(kid, Dictionary)]:
            yield f"page {page}: {element.S} is no child of its parent"
            return
        element = parent
