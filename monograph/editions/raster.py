"""Pages that the layout draws as pictures: the cover, and drawings for reading systems that cannot show them as SVG."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2

from monograph.model import Book
from monograph.typesetting.fonts import font_face_css
from monograph.typesetting.loading import load_weasyprint

COLOURS = 64
"""Of the palette: flat tints and the steps between them."""


def page_pdf(html: str, book: Book) -> bytes:
    """A document as PDF; the same document gives the same bytes.

    Raises ``RuntimeError`` where the layout complains of anything.
    """
    load_weasyprint()  # only when there is something to draw
    from weasyprint import HTML

    from monograph.typesetting.access import BookFetcher
    from monograph.typesetting.complaints import complaints
    from monograph.typesetting.patches import install

    install()  # as for the pages of the book, whichever process draws them
    with complaints() as messages:
        source = HTML(string=html, url_fetcher=BookFetcher(Path(book.folder)))
        pdf = source.write_pdf(pdf_identifier=book.metadata.slug.encode())
    if messages:
        raise RuntimeError(f"a page could not be drawn cleanly: {messages}")
    return bytes(pdf)


def page_png(html: str, book: Book, pixels: int) -> bytes:
    """The first page of a document as PNG, ``pixels`` wide; the same document gives the same bytes."""
    page = pypdfium2.PdfDocument(page_pdf(html, book))[0]
    picture = page.render(scale=pixels / page.get_width()).to_pil().convert("RGB")
    out = io.BytesIO()
    picture.quantize(COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


def drawing_png(svg: str, width: float, height: float, book: Book, pixels: int) -> bytes:
    """A drawing of ``width`` × ``height`` pt as PNG, lettered with the fonts of the book."""
    page = f"@page {{ size: {width}pt {height}pt; margin: 0 }} body {{ margin: 0; font-size: 0 }}"
    return page_png(f"<style>{font_face_css()}{page}</style><body>{svg}</body>", book, pixels)
