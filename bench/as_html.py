"""The synthetic book as semantic HTML in the print edition's own style: a body for each unit, or one document."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from bench.open_pages import HREF, PAGE, closed, whole_page
from bench.synthetic import Block, Chapter, Piece, SyntheticBook, picture
from monograph.rendering.documents import page_style, print_styles
from monograph.typesetting.galleys import LINK, Numbering, Unit
from monograph.typesetting.pagination import BLANK

NUMBERINGS: tuple[Numbering, ...] = ("roman", "arabic")
MORE_STYLE = (
    ".columns { columns: 2; font-size: 9pt } .columns p { text-indent: -1em; padding-left: 1em; text-align: left }"
)
WHOLE_STYLE = "section { break-before: page } .quoted::after { content: target-counter(attr(href), page) }"


@dataclass(frozen=True)
class Body:
    """A unit and its HTML body, with pages and links left open."""

    unit: Unit
    html: str


def bodies(book: SyntheticBook) -> list[Body]:
    """Contents, chapters, events, sources, index."""
    contents = "".join(_line(chapter.name, f"{chapter.number}. {chapter.title}") for chapter in book.chapters)
    events = "".join(f"<tr><td>{escape(date)}</td><td>{escape(text)}</td></tr>" for date, text in book.events)
    events = f"<tbody>{events}</tbody>"
    sources = "".join(f"<p>{_pieces(source)}</p>" for source in book.sources)
    index = "".join(f"<p>{escape(term)}, {', '.join(map(_quote, names))}</p>" for term, names in book.index.items())
    back = (("chronology", "Chronology", f"<table>{events}</table>"), ("bibliography", "Bibliography", sources),
            ("index", "Index", f'<div class="columns">{index}</div>'))  # fmt: skip
    return [
        Body(Unit("contents", "roman", True), _section("contents", "Contents", f'<ul class="lines">{contents}</ul>')),
        *(_chapter(chapter) for chapter in book.chapters),
        *(Body(Unit(name, "arabic", True), _section(name, title, html)) for name, title, html in back),
    ]


def document(body: str, key: str, first: int, numbering: Numbering, pages: Mapping[str, str]) -> str:
    """The document of a unit, as the paginator asks for it."""
    html = '<div class="display"></div>' if key == BLANK else closed(body, pages, LINK)
    return whole_page(html, print_styles() + page_style(first, numbering) + MORE_STYLE)


def units_json(book: SyntheticBook) -> str:
    """The units, with the style of each side and numbering, as ``bench.ours`` reads them."""
    styles = {f"{numbering} {first}": page_style(first, numbering) for numbering in NUMBERINGS for first in (1, 2)}
    units = [(b.unit.key, b.unit.numbering, b.unit.recto, b.unit.notes, b.html) for b in bodies(book)]
    return json.dumps({"style": print_styles(), "page styles": styles, "more": MORE_STYLE, "units": units})


def whole(book: SyntheticBook) -> str:
    """The book as one document, whose page numbers the layout counts."""
    html = "".join(body.html for body in bodies(book))
    html = re.sub(f'<a href="{HREF}([^"]+)">{PAGE}[^{PAGE}]+{PAGE}</a>', r'<a class="quoted" href="#\1"></a>', html)
    return whole_page(html.replace(HREF, "#"), print_styles() + page_style(1, "arabic") + MORE_STYLE + WHOLE_STYLE)


def _chapter(chapter: Chapter) -> Body:
    notes = tuple(piece.name for block in chapter.blocks for piece in block.pieces if piece.kind == "note")
    text = "".join(_block(block, chapter) for block in chapter.blocks)
    return Body(
        Unit(chapter.name, "arabic", True, notes), _section(chapter.name, chapter.title, text, str(chapter.number))
    )


def _section(name: str, title: str, html: str, number: str = "") -> str:
    label = f'<span class="label">Chapter {number}</span>' if number else ""
    heading = f'<h1 data-title="{escape(title)}">{label}<span class="title">{escape(title)}</span></h1>'
    return (
        f'<section id="{name}" data-verso="The Line in the Pastures" data-recto="{escape(title)}" data-note-digits="2">'
        f"<header>{heading}</header>{html}</section>"
    )


def _line(name: str, title: str) -> str:
    return f'<li class="body">{escape(title)} <span class="page">{_quote(name)}</span></li>'


def _quote(name: str) -> str:
    return f'<a href="{HREF}{name}">{PAGE}{name}{PAGE}</a>'


def _block(block: Block, chapter: Chapter) -> str:
    text = _pieces(block.pieces)
    match block.kind:
        case "heading":
            return f'<h2 id="{block.name}" data-title="{text}">{text}</h2>'
        case "quotation":
            return f'<blockquote><p id="{block.name}">{text}</p></blockquote>'
        case "figure":
            return f'<figure id="{block.name}">{picture(chapter.number)}<figcaption>{text}</figcaption></figure>'
        case _:
            return f'<p id="{block.name}">{text}</p>'


def _pieces(pieces: tuple[Piece, ...]) -> str:
    return "".join(map(_piece, pieces))


def _piece(piece: Piece) -> str:
    match piece.kind:
        case "italic":
            return f"<em>{escape(piece.text)}</em>"
        case "mark":
            return f'<span id="{piece.name}"></span>'
        case "reference":
            return f'<a href="{HREF}{piece.name}">{piece.name.rpartition("-")[2]}</a>, p. {_quote(piece.name)}'
        case "note":
            digits = len(str(piece.number))
            return (
                f'<span id="{piece.name}" class="note" role="doc-footnote" data-number="{piece.number}" '
                f'data-digits="{digits}">{_pieces(piece.children)}</span>'
            )
        case _:
            return escape(piece.text)
