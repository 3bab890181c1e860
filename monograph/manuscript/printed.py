"""Stage 1: the records that a part of the book prints, with the ids under which they stand there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from monograph.model import Book, Location


@dataclass(frozen=True)
class PrintedRecord:
    """An event, person, place or term as a part of the book prints it; ``section`` is that part's id."""

    id: str
    kind: str
    name: str
    section: str
    location: Location


def printed_records(book: Book) -> Iterator[PrintedRecord]:
    """Every record that can be pointed to: ``event-…``, ``person-…``, ``place-…``, ``term-…``."""
    parts = {section.kind: section.id for section in book.sections if not section.path}
    if "chronology" in parts:
        for event in book.events:
            yield PrintedRecord(f"event-{event.id}", "event", event.label, parts["chronology"], event.location)
    if "persons" in parts:
        for person in book.persons:
            yield PrintedRecord(f"person-{person.id}", "person", person.name, parts["persons"], person.location)
    if "gazetteer" in parts:
        for place in book.places:
            if place.printed:
                yield PrintedRecord(f"place-{place.id}", "place", place.name, parts["gazetteer"], place.location)
    for term in book.terms:
        kind = "abbreviations" if term.abbreviation and "abbreviations" in parts else "glossary"
        if kind in parts:
            yield PrintedRecord(f"term-{term.id}", "term", term.term, parts[kind], term.location)
