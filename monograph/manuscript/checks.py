"""Stage 1: what must hold between the parts of a book: each id once, references that resolve, dates in its span."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from monograph.cartography import check_map
from monograph.chronology.dates import read_date
from monograph.model import (
    Book,
    CrossReference,
    Location,
    MapFigure,
    Section,
    Span,
)
from monograph.problems import Problems, nearest


def nodes(value: Any) -> Iterator[Any]:
    """Every model node in a block, note, section or tuple of them, in reading order."""
    if isinstance(value, tuple):
        for child in value:
            yield from nodes(child)
    elif dataclasses.is_dataclass(value) and not isinstance(value, Location | type):
        yield value
        for field in dataclasses.fields(value):
            child = getattr(value, field.name)
            if isinstance(child, tuple) or dataclasses.is_dataclass(child):
                yield from nodes(child)


def check_book(book: Book, span_place: Location, problems: Problems) -> None:
    """All checks that need the whole book."""
    targets = _check_ids(book, problems)
    _check_references(book, targets, problems)
    _check_records(book, problems)
    _check_span(book, span_place, problems)
    for sheet in book.maps:
        check_map(sheet, book.places, frozenset(s.key for s in book.sources), Path(book.folder), problems)


def _check_ids(book: Book, problems: Problems) -> set[str]:
    seen: dict[str, Location] = {}

    def note(identifier: str, place: Location) -> None:
        if identifier in seen:
            problems.add(
                "id-duplicate",
                f"the id “{identifier}” is already there",
                place,
                f"first in {seen[identifier].path}, line {seen[identifier].line}",
            )
        else:
            seen[identifier] = place

    for section in book.sections:
        note(section.id, section.location)
        place = section.location
        for node in nodes((section.title, section.blocks, section.notes)):
            place = getattr(node, "location", place)
            identifier = getattr(node, "id", "")
            if identifier:
                note(identifier, place)
    for event in book.events:
        note(f"event-{event.id}", event.location)
    return set(seen)


def _check_references(book: Book, targets: set[str], problems: Problems) -> None:
    maps = {sheet.id for sheet in book.maps}
    known = {
        "person": {p.id for p in book.persons},
        "place": {p.id for p in book.places},
        "event": {e.id for e in book.events},
        "term": {t.id for t in book.terms},
    }
    for node, _ in _all(book.sections):
        if isinstance(node, CrossReference) and node.target not in targets:
            problems.add(
                "reference-unknown", f"nothing has the id “{node.target}”", node.location, nearest(node.target, targets)
            )
        elif isinstance(node, MapFigure) and node.sheet not in maps:
            problems.add("map-unknown", f"there is no maps/{node.sheet}.yaml", node.location, nearest(node.sheet, maps))
        elif isinstance(node, Span):
            for kind, value in node.marks:
                for name in value.split() if kind in known else ():
                    if name not in known[kind]:
                        problems.add(
                            "record-unknown",
                            f"no {kind} has the id “{name}”",
                            node.location,
                            nearest(name, known[kind]),
                        )


def _all(sections: Iterable[Section]) -> Iterator[tuple[Any, Section]]:
    for section in sections:
        for node in nodes((section.title, section.blocks, section.notes)):
            yield node, section


def _check_records(book: Book, problems: Problems) -> None:
    places, persons = {p.id for p in book.places}, {p.id for p in book.persons}
    for event in book.events:
        for kind, wanted, known in (("place", event.places, places), ("person", event.persons, persons)):
            for name in wanted:
                if name not in known:
                    problems.add(
                        "record-unknown", f"no {kind} has the id “{name}”", event.location, nearest(name, known)
                    )


def _check_span(book: Book, place: Location, problems: Problems) -> None:
    if not book.settings.span:
        return
    span = read_date(book.settings.span)
    if span is None:
        problems.add("date-unreadable", f"“{book.settings.span}” is not a span of years", place, "as in 1918/1921")
        return
    for event in book.events:
        date = read_date(event.date)
        if date and (date.first < span.first or date.first > span.last):
            problems.add(
                "date-unreadable",
                f"the event {event.id} of {event.date} lies outside the book’s span {book.settings.span}",
                event.location,
                "correct the date, or the span in book.yaml",
            )
