"""A whole HTML document of one layout unit, with the style sheets of the print edition (stage 3)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from markupsafe import Markup

from monograph.model import Book, Design, Section
from monograph.rendering.design import design_css
from monograph.rendering.inlines import plain_text
from monograph.rendering.templates import render
from monograph.typesetting.fonts import font_face_css

STYLES = Path(__file__).resolve().parents[2] / "assets" / "css"
PRINT_STYLES = ("theme.css", "book.css", "print.css")
CHOICES = STYLES / "choices"
"""A style sheet for each choice of ``design`` that is not how the others describe it."""

Numbering = Literal["roman", "arabic"]
COUNTER = {"roman": "lower-roman", "arabic": "decimal"}


@cache
def print_styles() -> str:
    """The style of every printed page: fonts, theme, shared look, pages."""
    return font_face_css() + "".join((STYLES / name).read_text(encoding="utf-8") for name in PRINT_STYLES)


def chosen_styles(design: Design) -> str:
    """The rules for what ``book.yaml`` chooses: measures, and the opening of chapters and the form of notes by name."""
    files = (CHOICES / f"{choice}.css" for choice in (f"opening-{design.opening}", f"notes-{design.notes}"))
    return design_css(design) + "".join(file.read_text(encoding="utf-8") for file in files if file.is_file())


def page_style(first_page: int, numbering: Numbering) -> str:
    """Rules for the folio and for the side on which the first page of a unit falls."""
    folio = f"counter(page, {COUNTER[numbering]})"
    boxes = f"@page:left{{@top-left{{content:{folio}}}}}@page:right{{@top-right{{content:{folio}}}}}"
    first = f"@page:first{{counter-reset:page {first_page};@bottom-center{{content:{folio}}}}}"
    side = "html{break-before:left}" if first_page % 2 == 0 else ""
    return boxes + first + side


def print_document(
    body: str, book: Book, section: Section, first_page: int, numbering: Numbering, stylesheet: str = ""
) -> str:
    """The HTML document of one section, ready to be laid out.

    ``body`` is the section's XHTML of the print edition; ``first_page`` the number of its first page, from 1,
    an even one falls on a left-hand page; ``stylesheet`` the text of the book's own style sheet. Pictures are
    relative to the manuscript folder: lay out with it as base address.
    """
    return render(
        "print",
        "document",
        title=plain_text(section.title) or book.metadata.title,
        language=section.language or book.metadata.language,
        style=Markup(
            print_styles() + chosen_styles(book.settings.design) + page_style(first_page, numbering) + stylesheet
        ),
        body=Markup(body),
    )
