"""Galleys -> one PDF: pages with their folios, destinations, outline, one structure tree, one subset of each font.

Unit PDFs are fragments: their links name destinations, their resources lack the fonts. What a whole book has only
once is made here from the plain data of the galleys (ISO 32000-1: 12.3 destinations and outlines, 14.7 structure).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from monograph.typesetting.folios import folio_content, shape
from monograph.typesetting.font_union import FontUnion
from monograph.typesetting.galleys import Galley


def bind(
    galleys: Sequence[tuple[Galley, Sequence[str]]], opened: dict[bytes, pikepdf.Pdf] | None = None
) -> pikepdf.Pdf:
    """The pages of all galleys in order, each with its labels, as one tagged PDF.

    ``opened``: drawn pages -> what ``open_galley`` made of them before; what is bound is taken out of it. Raises
    ``RuntimeError`` for a link to an id that stands nowhere.
    """
    book, early = _Book(), opened or {}
    for galley, labels in galleys:
        source = early.pop(galley.pdf) if galley.pdf in early else open_galley(galley)
        book.append(galley, labels, source)
    book.finish()
    return book.pdf


def open_galley(galley: Galley) -> pikepdf.Pdf:
    """The drawn pages of a galley, to be bound once."""
    return pikepdf.open(io.BytesIO(galley.pdf))


@dataclass
class _Book:
    """The file as it grows. ``places``: id -> page index and position; ``numbers`` are those of the parent tree."""

    pdf: pikepdf.Pdf = field(default_factory=pikepdf.new)
    fonts: FontUnion = field(default_factory=FontUnion)
    places: dict[str, tuple[int, float, float]] = field(default_factory=dict)
    bookmarks: list[tuple[int, str, int, float, float]] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    numbers: list[Any] = field(default_factory=list)
    next_number: int = 0
    sources: list[pikepdf.Pdf] = field(default_factory=list)

    def __post_init__(self) -> None:
        """The root of the structure tree, and the one element under it."""
        self.tree = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self.tree, K=Array())
        )
        self.tree.K = Array([self.document])

    def append(self, galley: Galley, labels: Sequence[str], source: pikepdf.Pdf) -> None:
        """Put the pages of a galley, opened as ``source``, behind the others."""
        self.sources.append(source)  # must stay open until the whole is saved
        first = len(self.pdf.pages)
        for page in source.pages:
            self.pdf.pages.append(page)
        pages = [self.pdf.pages[first + index] for index in range(galley.length)]
        for name, index, x, y in galley.anchors:
            self.places.setdefault(name, (first + index, x, y))
        self.bookmarks += [(level, label, first + index, x, y) for level, label, index, x, y in galley.bookmarks]
        self.links.update(galley.links)
        self._add_fonts(pages[0].Resources, galley)
        for page, label, place in zip(pages, labels, galley.folios or [None] * len(pages), strict=True):
            if place is not None:
                use = galley.fonts[place.font]
                glyphs = shape(self.fonts.program(use, galley.programs), use.face, place.features, label)
                self.fonts.add_glyphs(use, {glyph.glyph: (glyph.text, glyph.width) for glyph in glyphs})
                content = self.pdf.make_stream(folio_content(place, glyphs))
                page.obj.Contents = Array([page.obj.Contents, content])
        self._add_structure(source, pages)

    def _add_fonts(self, resources: Any, galley: Galley) -> None:
        """All pages of a unit share their resources."""
        table = resources.Font
        for name, use in galley.fonts.items():
            self.fonts.add(use, galley.programs)
            table[f"/{name}"] = self.fonts.reference(self.pdf, use)

    def _add_structure(self, source: pikepdf.Pdf, pages: Sequence[pikepdf.Page]) -> None:
        """Hang the unit's elements under the book's, and move its keys of the parent tree behind those before."""
        copied = self.pdf.copy_foreign(source.Root.StructTreeRoot)  # its pages are those just copied
        for kid in copied.K[0].K:
            kid.P = self.document
            self.document.K.append(kid)
        shift, rows = self.next_number, list(copied.ParentTree.Nums)
        for key, row in zip(rows[::2], rows[1::2], strict=True):
            self.numbers += [int(key) + shift, row]
            self.next_number = max(self.next_number, int(key) + shift + 1)
        for page in pages:
            page.obj.StructParents = int(page.obj.StructParents) + shift
            for annotation in page.obj.get("/Annots", ()):
                if "/StructParent" in annotation:
                    annotation.StructParent = int(annotation.StructParent) + shift

    def finish(self) -> None:
        """Write what needed all pages: destinations, outline, parent tree, fonts."""
        unknown = sorted(self.links - set(self.places))
        if unknown:
            raise RuntimeError(f"links to ids that stand nowhere: {', '.join(unknown[:5])}")
        pages = [page.obj for page in self.pdf.pages]
        names = Array()
        for name in sorted(self.places, key=str.encode):
            names.append(String(name))
            names.append(_destination(pages, self.places[name]))
        self.pdf.Root.Names = Dictionary(Dests=self.pdf.make_indirect(Dictionary(Names=names)))
        with self.pdf.open_outline() as outline:
            outline.root.extend(_outline(self.bookmarks, pages))
        self.tree.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(self.numbers)))
        self.tree.ParentTreeNextKey = self.next_number
        self.pdf.Root.StructTreeRoot = self.tree
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)
        self.fonts.write(self.pdf)


def _destination(pages: Sequence[Any], place: tuple[int, float, float]) -> Array:
    index, x, y = place
    return Array([pages[index], Name.XYZ, round(x, 4), round(y, 4), 0])


def _outline(bookmarks: Sequence[tuple[int, str, int, float, float]], pages: Sequence[Any]) -> list[OutlineItem]:
    """A tree from headings in order: each hangs under the last one of a higher rank, skipped ranks count once."""
    roots: list[OutlineItem] = []
    above: list[tuple[int, OutlineItem]] = []
    for level, label, *place in bookmarks:
        item = OutlineItem(label, destination=_destination(pages, (int(place[0]), place[1], place[2])))
        while above and above[-1][0] >= level:
            above.pop()
        (above[-1][1].children if above else roots).append(item)
        above.append((level, item))
    return roots
