"""The printed edition: ``<slug>.pdf`` and ``<slug>-pages.json``, the page map that all editions cite."""

from __future__ import annotations

import dataclasses
import json
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from weasyprint.urls import FatalURLFetchingError

from monograph.apparatus.indexing.checks import check_locators
from monograph.editions import Making
from monograph.manuscript.checks import nodes
from monograph.model import Book, Citation, Location, NoteCall, PageMap, Section, Span
from monograph.rendering import print_document, render_sections
from monograph.rendering.parts import PARTS
from monograph.typesetting.access import OutsideError
from monograph.typesetting.coverage import check_characters
from monograph.typesetting.finishing import finish
from monograph.typesetting.pagemap import page_starts
from monograph.typesetting.pagination import BLANK, Pagination, Paginator
from monograph.typesetting.units import VARIANT, Numbering, Unit, complaints


def write(making: Making) -> None:
    """Lay out the pages, pass the gate, write the PDF and the page map."""
    pagination = lay_out(making)
    if pagination is None or making.page_map is None:
        return
    slug = making.book.metadata.slug
    (making.out / f"{slug}.pdf").write_bytes(pdf_bytes(making.book, pagination))
    (making.out / f"{slug}-pages.json").write_text(_page_map_json(making.page_map), encoding="utf-8")


def lay_out(making: Making) -> Pagination | None:
    """The pages of the book; fills ``making.page_map``. None where a problem forbids to go on."""
    check_characters(making.book, making.apparatus, making.problems)
    if making.problems.errors:
        return None
    try:
        pagination = Paginator(
            _units(making), _Documents(making), Path(making.book.folder), inline_ids(making.book), making.progress
        ).run()
    except FatalURLFetchingError as error:
        address = error.address if isinstance(error, OutsideError) else str(error)
        place = Location(making.book.settings.stylesheet or "book.yaml", 0)
        making.problems.add("path-outside", f"the layout was asked for “{address}”", place)
        return None
    _pass_gate(making, pagination)
    if making.problems.errors:
        return None
    making.page_map = _page_map(making.book, pagination)
    check_locators(making.apparatus.index, making.page_map.page_of, making.book.metadata.language, making.problems)
    making.figures["layout"] = {"rounds": pagination.rounds, "units laid out": pagination.laid_out}
    return pagination


def inline_ids(book: Book) -> frozenset[str]:
    """Ids that mark a place inside a text and begin no block: spans, calls, citations."""
    return frozenset(
        node.id
        for section in book.sections
        for node in nodes((section.title, section.blocks, section.notes))
        if isinstance(node, Span | NoteCall | Citation) and node.id
    )


def pdf_identifier(book: Book) -> str:
    """What the page list of other editions names as its source: the print ISBN, else a URN made from the book's."""
    identifiers = book.metadata.identifiers
    if "isbn-print" in identifiers:
        return f"urn:isbn:{identifiers['isbn-print'].replace('-', '')}"
    base = identifiers.get("uuid", book.metadata.slug)
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, base + '/pdf')}"


def pdf_bytes(book: Book, pagination: Pagination) -> bytes:
    """All pages as one document, finished."""
    first = pagination.units[pagination.sheets[0].key].document
    document = first.copy(pagination.pages())
    document.metadata = _metadata(first.metadata, book)
    with complaints() as messages:
        content = document.write_pdf(pdf_variant=VARIANT, pdf_identifier=pdf_identifier(book).encode(), pdf_tags=True)
    if messages:
        raise RuntimeError(f"the PDF could not be written cleanly: {messages}")
    return finish(content, [sheet.label for sheet in pagination.sheets], book.metadata.language)


def _metadata(template: Any, book: Book) -> Any:
    """WeasyPrint's document metadata, from the book's; ``template`` is the first unit's."""
    metadata, about = template, book.metadata
    metadata.title = f"{about.title}: {about.subtitle}" if about.subtitle else about.title
    metadata.authors = [c.literal or f"{c.given} {c.family}".strip() for c in about.contributors if c.role == "aut"]
    metadata.description = about.description or None
    metadata.keywords = list(about.subjects)
    metadata.lang = about.language
    metadata.created = metadata.modified = about.date or None
    metadata.generator = None
    return metadata


def _units(making: Making) -> list[Unit]:
    notes = making.apparatus.notes
    return [
        Unit(
            section.id,
            "roman" if section.matter == "front" else "arabic",
            PARTS[section.kind].recto,
            tuple(note.id for note in notes.get(section.id, ())),
        )
        for section in making.book.sections
    ]


class _Documents:
    """Makes the HTML document of a unit; sections are rendered once for each page map."""

    def __init__(self, making: Making) -> None:
        book = making.book
        self.making, self.sections = making, {section.id: section for section in book.sections}
        stylesheet = book.settings.stylesheet
        self.stylesheet = Path(book.folder, stylesheet).read_text(encoding="utf-8") if stylesheet else ""
        self._rendered: tuple[dict[str, str], dict[str, str]] = ({}, {})

    def __call__(self, key: str, first_page: int, numbering: Numbering, pages: Mapping[str, str]) -> str:
        """The document of ``key``; an empty page for ``BLANK``."""
        if key == BLANK:
            section: Section = self.making.book.sections[0]
            body = '<div class="display"></div>'
        else:
            section = self.sections[key]
            body = self._bodies(pages)[key]
        return print_document(body, self.making.book, section, first_page, numbering, self.stylesheet)

    def _bodies(self, pages: Mapping[str, str]) -> dict[str, str]:
        if not self._rendered[1] or self._rendered[0] != pages:
            bodies = render_sections(
                self.making.book,
                self.making.apparatus,
                "print",
                pages,
                lambda identifier: f"#{identifier}",
                self.making.drawings.printed,
                self.making.drawings.descriptions,
            )
            self._rendered = (dict(pages), bodies)
        return self._rendered[1]


def _pass_gate(making: Making, pagination: Pagination) -> None:
    if pagination.swinging:
        making.problems.add(
            "pages-unsettled",
            f"page numbers do not settle: {', '.join(pagination.swinging[:5])}",
            Location("book.yaml"),
        )
    places = {note.id: note for group in making.apparatus.notes.values() for note in group}
    for laid in pagination.units.values():
        for note, wrong in (
            *((n, "is on no page") for n in laid.report.lost),
            *((n, "is set more than once") for n in laid.report.doubled),
            *((n, "is set before its call") for n in laid.report.early),
        ):
            making.problems.add("note-lost", f"note {places[note].number} {wrong}", places[note].location)
        for note in laid.report.late:
            making.problems.add(
                "note-late", f"note {places[note].number} begins on the page after its call", places[note].location
            )
        for message in laid.messages:
            making.problems.add("layout-warning", message, Location(making.book.settings.stylesheet or "book.yaml"))
        if laid.map.unread:
            raise RuntimeError(f"text on the page that the source does not hold: {laid.map.unread[:3]}")


def _page_map(book: Book, pagination: Pagination) -> PageMap:
    labels = [sheet.label for sheet in pagination.sheets]
    starts = [pagination.units[sheet.key].map.starts[sheet.index] for sheet in pagination.sheets]
    return PageMap(page_starts(labels, starts), pagination.page_of, pdf_identifier(book))


def _page_map_json(page_map: PageMap) -> str:
    return json.dumps(dataclasses.asdict(page_map), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
