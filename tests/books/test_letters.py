"""The letters of the finished PDF against those of the e-book, paragraph by paragraph, in the order of reading."""

from __future__ import annotations

import ctypes
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
from lxml import etree
from pypdfium2 import raw

from tests.books.built import Bundled
from tests.books.test_bundled import letters


def marked_texts(path: Path) -> list[dict[int, str]]:
    """For each page: number of a piece of marked content -> its text, as it is drawn."""
    pdf, found = pypdfium2.PdfDocument(path), []
    buffer = ctypes.create_string_buffer(1 << 16)
    for page in pdf:
        text, pieces = page.get_textpage(), defaultdict(str)
        for thing in page.get_objects(max_depth=1):
            mark = marked(thing) if thing.type == raw.FPDF_PAGEOBJ_TEXT else -1
            if mark >= 0:
                target = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
                size = raw.FPDFTextObj_GetText(thing.raw, text.raw, target, len(buffer))
                pieces[mark] += buffer.raw[: max(0, size - 2)].decode("utf-16-le", "replace")
        found.append(dict(pieces))
    return found


def marked(thing: pypdfium2.PdfObject) -> int:
    """The number of the marked content that a thing on a page is part of; a language may be marked inside it."""
    number = ctypes.c_int(-1)
    for index in range(raw.FPDFPageObj_CountMarks(thing.raw)):
        raw.FPDFPageObjMark_GetParamIntValue(raw.FPDFPageObj_GetMark(thing.raw, index), b"MCID", number)
    return number.value


def blocks(path: Path) -> Iterator[str]:
    """The letters of every paragraph-like element in the order of the structure tree, notes apart."""
    texts = marked_texts(path)
    with pikepdf.open(path) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}

        def own(element: pikepdf.Object, page: pikepdf.Object | None) -> str:
            page = element.get("/Pg", page)
            kids, parts = element.get("/K"), []
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, int):
                    parts.append(texts[numbers[page.objgen]].get(kid, ""))  # type: ignore[union-attr]
                elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
                    parts.append(texts[numbers[kid.get("/Pg", page).objgen]].get(int(kid.MCID), ""))
                elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid and str(kid.S) not in APART:
                    parts.append(own(kid, page))
            return "".join(parts)

        def visit(element: pikepdf.Object) -> Iterator[str]:
            if str(element.get("/S", "")) == "/P":
                yield letters(own(element, None))
                return
            kids = element.get("/K")
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                    yield from visit(kid)

        yield from visit(pdf.Root.StructTreeRoot)


APART = {"/Note", "/Lbl", "/Reference"}
"""Structure elements in a paragraph that are not of its own text: notes and their calls."""


def paragraphs(path: Path) -> Iterator[str]:
    """The letters of every paragraph of the e-book's chapters in order, without what only that edition says."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            tree = etree.fromstring(archive.read(name)) if name.endswith(".xhtml") else None
            for section in [] if tree is None else tree.iterfind(".//{*}section[@role='doc-chapter']"):
                for paragraph in section.iterfind(".//{*}p[@id]"):
                    apart = ("doc-noteref", "doc-backlink", "doc-pagebreak")
                    if re.search(r"-p\d+$", paragraph.get("id", "")):  # what the author wrote as a paragraph
                        yield letters("".join(_texts(paragraph, apart)))


def _texts(element: etree._Element, apart: tuple[str, ...]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.get("role") not in apart:
            yield from _texts(child, apart)
        yield child.tail or ""


def test_every_paragraph_is_printed_letter_by_letter(bundled: Bundled) -> None:
    """In order, none lost or doubled, whatever line and page breaks and hyphens stand between."""
    written, printed = list(paragraphs(bundled.epub)), "".join(blocks(bundled.pdf))
    at, missing = 0, []
    for text in written:
        place = printed.find(text, at)
        if place < 0:
            missing.append(text[:70])
        else:
            at = place + len(text)
    assert len(written) >= 200
    assert missing == []
