"""Stage 2: every mark of a book in reading order: in text, headings, notes, tables, captions and maps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from monograph.apparatus.inlines import walk
from monograph.apparatus.reading import blocks_of, events_of, inlines_of, section_inlines
from monograph.model import (
    Book,
    ChartFigure,
    Figure,
    FormattedNote,
    Inlines,
    Location,
    MapFigure,
    MapSheet,
    Section,
    Span,
    Table,
)

UNPRINTED = frozenset({"half-title", "contents"})
"""Kinds of sections that only the printed edition has, and that repeat words of others."""


@dataclass(frozen=True)
class Mark:
    """A marked place. ``marks`` and ``reach`` as in ``Span``; ``words`` are those that it marks.

    ``note`` is the number of the note around it; ``plate`` whether it stands in a map, figure or table.
    """

    target: str
    marks: tuple[tuple[str, str], ...]
    reach: str
    words: str
    location: Location
    note: str = ""
    plate: bool = False


def marks_of(book: Book, notes: Mapping[str, Sequence[FormattedNote]]) -> Iterator[Mark]:
    """The marks of each section, then those of its notes. A place that a map names is marked by the map."""
    sheets = {sheet.id: sheet for sheet in book.maps}
    for section in book.sections:
        if section.kind in UNPRINTED:
            continue
        plates = {id(run) for block in blocks_of(section.blocks) for run in _plate_runs(block)}
        for inlines in (section.title, section.subtitle):
            yield from _spans(inlines)
        for block in blocks_of(section.blocks):
            if isinstance(block, MapFigure | ChartFigure) and block.marks:
                yield Mark(block.id, block.marks, "", "", block.location, plate=True)
            if isinstance(block, MapFigure):
                yield from _places_of(block, sheets.get(block.sheet))
            for inlines in inlines_of(block):
                yield from _spans(inlines, plate=id(inlines) in plates)
        for inlines in _records(section, book):
            yield from _spans(inlines)
        for note in notes.get(section.id, ()):
            for paragraph in note.paragraphs:
                yield from _spans(paragraph.children, note=note.number)


def mentioned_by_events(book: Book) -> tuple[set[str], set[str]]:
    """Ids of the persons and of the places that the events of a printed chronology name."""
    printed = events_of(book) if any(section.kind == "chronology" for section in book.sections) else []
    return {p for event in printed for p in event.persons}, {p for event in printed for p in event.places}


def _plate_runs(block: object) -> Iterator[Inlines]:
    if isinstance(block, Table | Figure):
        yield from inlines_of(block)


def _records(section: Section, book: Book) -> Iterator[Inlines]:
    """The runs of the records that a section prints."""
    if not section.path:
        yield from list(section_inlines(section, book))[2:]


def _spans(inlines: Inlines, note: str = "", plate: bool = False) -> Iterator[Mark]:
    for node in walk(inlines):
        if isinstance(node, Span) and node.marks and node.id:
            yield Mark(node.id, node.marks, node.reach, _words(node.children), node.location, note, plate)


def _words(inlines: Inlines) -> str:
    return "".join(getattr(node, "text", "") for node in walk(inlines))


def _places_of(figure: MapFigure, sheet: MapSheet | None) -> Iterator[Mark]:
    places = sheet.spec.get("places", ()) if sheet else ()
    if isinstance(places, Sequence):
        for place in places:
            name = str(place.get("ref", "")) if isinstance(place, Mapping) else ""
            if name:
                yield Mark(figure.id, (("place", name),), "", "", figure.location, plate=True)
