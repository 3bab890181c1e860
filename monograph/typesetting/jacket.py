"""A finished PDF and a cover -> the same PDF behind its cover (stage 4).

The cover and the inside of it stand before the numbered pages, so that right-hand pages stay on the right. They are
artifacts: their words stand on the title page too (ISO 32000-1, 14.8.2.2).
"""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name

COVER, INSIDE = "Cover", "Inside cover"
"""Page labels of what has no folio."""

PAGES = 2


def with_cover(content: bytes, cover: bytes) -> bytes:
    """The book with the first page of ``cover`` and a blank one in front. Same input, same bytes."""
    with pikepdf.open(io.BytesIO(content)) as book, pikepdf.open(io.BytesIO(cover)) as front:
        size = [float(value) for value in front.pages[0].mediabox]
        book.pages.insert(0, front.pages[0])
        book.add_blank_page(page_size=(size[2] - size[0], size[3] - size[1]))
        blank = book.pages[-1]
        del book.pages[-1]
        book.pages.insert(1, blank)
        page = book.pages[0]
        page.contents_coalesce()
        drawn = page.Contents.read_bytes()
        page.Contents = book.make_stream(b"/Artifact BMC\n" + drawn + b"\nEMC")
        numbers = list(book.Root.PageLabels.Nums) if "/PageLabels" in book.Root else []
        moved = [value + PAGES if at % 2 == 0 else value for at, value in enumerate(numbers)]
        labels = [0, Dictionary(P=pikepdf.String(COVER)), 1, Dictionary(P=pikepdf.String(INSIDE)), *moved]
        book.Root.PageLabels = Dictionary(Nums=Array(labels))
        book.Root.PageLayout = Name.TwoPageRight
        out = io.BytesIO()
        book.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return out.getvalue()
