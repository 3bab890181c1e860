"""Stage 1: what must hold between the parts of a book: each id once, references that resolve, dates in its span."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Any

from monograph.chronology.dates import read_date
from monograph.manuscript.naming import check_names
from monograph.manuscript.printed import printed_records
from monograph.model import (
    BlockQuote,
    Book,
    ChartFigure,
    Citation,
    Cite,
    CrossReference,
    Division,
    Figure,
    Heading,
    List,
    Location,
    MapFigure,
    Note,
    Paragraph,
    Section,
    Span,
    Table,
    ThematicBreak,
)
from monograph.problems import Problems, nearest

TARGETS = (
    Section, Paragraph, Heading, BlockQuote, List, Table, Figure, MapFigure, ChartFigure, Division, ThematicBreak, Note,
    Span,
)  # fmt: skip
"""What a cross-reference can name, besides the records that the book prints."""


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


def cited_sources(book: Book) -> set[str]:
    """The keys of all citations in sections and records."""
    records = (tuple(event.text for event in book.events), tuple(term.definition for term in book.terms))
    found = {node.key for node in nodes((book.sections, records)) if isinstance(node, Cite)}
    return found | {s.cited_in.key for s in book.sources if s.cited_in and s.key in found}


def recorded_sources(book: Book) -> set[str]:
    """The keys that records and maps draw upon without a citation."""
    found = {key for event in book.events for key in (*event.sources, *event.see)}
    found |= {key for person in book.persons for key in person.sources}
    found |= {key for place in book.places for key in place.sources}
    return found | {word for sheet in book.maps for word in _strings(sheet.spec)}


def _strings(value: object) -> Iterator[str]:
    """Every string in a map specification: sources are named in several of its tables."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for child in value.values():
            yield from _strings(child)
    elif isinstance(value, Sequence):
        for child in value:
            yield from _strings(child)


def check_book(book: Book, span_place: Location, problems: Problems) -> None:
    """All checks that need the whole book."""
    found = [node for section in book.sections for node in nodes(section)]
    in_records = [node for event in book.events for node in nodes(event.text)]
    in_records += [node for term in book.terms for node in nodes(term.definition)]
    _check_ids(book, found, problems)
    targets = {node.id for node in found if isinstance(node, TARGETS) and node.id}
    targets |= {record.id for record in printed_records(book)}
    _check_references(book, [*found, *in_records], targets, problems)
    _check_series(book, found, problems)
    _check_second_hand(book, problems)
    _check_evidence(book, problems)
    _check_span(book, span_place, problems)
    check_names(book, problems)


def _check_ids(book: Book, found: list[Any], problems: Problems) -> None:
    """Each id stands once. ``event-…``, ``ref-…`` and the like are ids of records that the book prints."""
    seen = {f"event-{event.id}": event.location for event in book.events}
    seen |= {f"ref-{source.key}": source.location for source in book.sources}
    seen |= {f"{section.id}-end": section.location for section in book.sections}
    place = Location("book.yaml", 1, 1)
    for node in found:
        place = getattr(node, "location", place)
        for identifier in _ids(node):
            first = seen.setdefault(identifier, place)
            if first is not place:
                message, hint = f"the id “{identifier}” is already there", f"first in {first.path}, line {first.line}"
                problems.add("id-duplicate", message, place, hint)


def _ids(node: Any) -> Iterator[str]:
    if identifier := getattr(node, "id", ""):
        yield identifier
        if isinstance(node, Table | Figure | MapFigure | ChartFigure):
            yield f"{identifier}-caption"


def _check_references(book: Book, found: list[Any], targets: Set[str], problems: Problems) -> None:
    sheets = {path.stem for path in (Path(book.folder) / "maps").glob("*.yaml")}
    charts = {path.stem for path in (Path(book.folder) / "figures").glob("*.yaml")}
    records = {
        "person": {p.id for p in book.persons},
        "place": {p.id for p in book.places},
        "event": {e.id for e in book.events},
        "term": {t.id for t in book.terms},
    }
    for node in found:
        if isinstance(node, CrossReference) and node.target not in targets:
            message, hint = f"nothing has the id “{node.target}”", nearest(node.target, targets)
            problems.add("reference-unknown", message, node.location, hint)
        elif isinstance(node, MapFigure) and node.sheet not in sheets:
            message, hint = f"there is no maps/{node.sheet}.yaml", nearest(node.sheet, sheets)
            problems.add("map-unknown", message, node.location, hint)
        elif isinstance(node, ChartFigure) and node.chart not in charts:
            message, hint = f"there is no figures/{node.chart}.yaml", nearest(node.chart, charts)
            problems.add("chart-unknown", message, node.location, hint)
        if isinstance(node, Span | MapFigure | ChartFigure):
            for kind, name in node.marks:
                if kind in records and name not in records[kind]:
                    message, hint = f"no {kind} has the id “{name}”", nearest(name, records[kind])
                    problems.add("record-unknown", message, node.location, hint)


def _check_second_hand(book: Book, problems: Problems) -> None:
    keys = [source.key for source in book.sources]
    for source in book.sources:
        if source.cited_in and source.cited_in.key not in keys:
            key = source.cited_in.key
            message, hint = f"no source has the key “{key}”", nearest(key, keys)
            problems.add("citation-unknown", message, source.cited_in.location, hint)


def _check_series(book: Book, found: list[Any], problems: Problems) -> None:
    known = [series.id for series in book.settings.series]
    for note in found:
        if isinstance(note, Note) and note.series and note.series not in known:
            message = f"the note [^{note.key}] is of a series “{note.series}” that book.yaml does not name"
            hint = (
                nearest(note.series, known) or f"notes: {{series: [{{id: {note.series}, title: …, marks: letters}}]}}"
            )
            problems.add("note-series-unknown", message, note.location, hint)


def _check_evidence(book: Book, problems: Problems) -> None:
    """Where the book has statements that notes rest on: each note names some that exist, each statement is used."""
    if not book.evidence:
        return
    known = {record.id for record in book.evidence}
    named: set[str] = set()
    for section in book.sections:
        cited = (n for n in nodes(section.blocks) if isinstance(n, Citation) and (n.evidence or not n.in_text))
        holders: list[Note | Citation] = [*section.notes, *cited]
        for holder in holders:
            named.update(holder.evidence)
            for identifier in dict.fromkeys(holder.evidence):
                if identifier not in known:
                    message, hint = f"no statement has the id “{identifier}”", nearest(identifier, known)
                    problems.add("evidence-unknown", message, holder.location, hint)
            if not holder.evidence:
                message, hint = "this note does not say what it rests on", "end it with <!-- facts: S1 F2 -->"
                problems.add("evidence-missing", message, holder.location, hint)
    for record in book.evidence:
        if record.id not in named and not record.left_out:
            message, hint = f"no note rests on the statement {record.id}", "left_out: … says why"
            problems.add("evidence-unused", message, record.location, hint)


def _check_span(book: Book, place: Location, problems: Problems) -> None:
    if not book.settings.span:
        return
    span = read_date(book.settings.span)
    if span is None:
        message = f"“{book.settings.span}” is not a span of years"
        problems.add("date-unreadable", message, place, "as in 1918/1921")
        return
    for event in book.events:
        date = read_date(event.date)
        if date and (date.first < span.first or date.last > span.last):
            message = f"the event {event.id} of {event.date} lies outside the book’s span {book.settings.span}"
            problems.add("date-unreadable", message, event.location, "correct the date, or the span in book.yaml")
