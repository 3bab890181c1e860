"""The cover, drawn from the book's own title and the rivers of its maps: 1600 × 2560 pixels, no stock picture."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from markupsafe import Markup
from weasyprint import HTML

from monograph.cartography import river_lines
from monograph.editions.epub_package.metadata import name_of
from monograph.model import Book
from monograph.rendering.templates import render
from monograph.typesetting.access import BookFetcher
from monograph.typesetting.fonts import font_face_css
from monograph.typesetting.units import complaints

WIDTH, HEIGHT = 1600, 2560
POINTS = 400, 640
MAP = 400, 300
"""The page that is rasterized and the map on it, in pt: 4 pixels a point."""


def cover_png(book: Book) -> bytes:
    """The cover as PNG; the same book gives the same bytes."""
    names = [name_of(person) for person in book.metadata.contributors if person.role in ("aut", "edt")]
    html = render("base", "cover", book=book, names=names, faces=Markup(font_face_css()), lines=river_lines(book, *MAP))
    with complaints() as messages:
        pdf = HTML(string=html, url_fetcher=BookFetcher(Path(book.folder))).write_pdf()
    if messages:
        raise RuntimeError(f"the cover could not be drawn cleanly: {messages}")
    page = pypdfium2.PdfDocument(pdf)[0]
    picture = page.render(scale=WIDTH / POINTS[0]).to_pil().convert("RGB")
    out = io.BytesIO()
    picture.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def alternative(book: Book) -> str:
    """What the cover says, in words."""
    about = book.metadata
    names = ", ".join(name_of(person) for person in about.contributors if person.role in ("aut", "edt"))
    return ". ".join(part for part in (f"Cover: {about.title}", about.subtitle, names) if part) + "."
