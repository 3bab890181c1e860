"""The cover, drawn from the book's own title and the rivers of its maps: 1600 × 2560 pixels, no stock picture."""

from __future__ import annotations

from markupsafe import Markup

from monograph.cartography import river_lines
from monograph.editions.epub_package.metadata import name_of
from monograph.model import Book
from monograph.rendering.templates import render
from monograph.typesetting.fonts import font_face_css

WIDTH = 1600
STORE = 400.0, 640.0
"""The page of which the picture for stores is made, in pt: 4 pixels a point."""

MAP = 0.47
"""Share of the height that the map has."""


def cover_html(book: Book, width: float, height: float) -> Markup:
    """The cover as an HTML page of that size in pt."""
    return render(
        "base",
        "cover",
        book=book,
        names=[name_of(person) for person in book.metadata.contributors if person.role in ("aut", "edt")],
        faces=Markup(font_face_css()),
        lines=river_lines(book, width, height * MAP),
        width=width,
        height=height,
    )


def alternative(book: Book, word: str) -> str:
    """What the cover says, in words; ``word`` is "Cover" in the book's language."""
    about = book.metadata
    names = ", ".join(name_of(person) for person in about.contributors if person.role in ("aut", "edt"))
    return ". ".join(part for part in (f"{word}: {about.title}", about.subtitle, names) if part) + "."
