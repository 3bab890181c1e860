"""Stage 2: the events as the chronology prints them: in order of date, dates in words, sources in short form."""

from __future__ import annotations

from collections.abc import Mapping

from monograph.apparatus.reading import events_of
from monograph.chronology.dates import date_words, machine_date, read_date
from monograph.model import Book, ChronologyRow, Inlines


def chronology_rows(
    book: Book, sources: Mapping[str, Inlines], mentions: Mapping[str, tuple[str, ...]]
) -> tuple[ChronologyRow, ...]:
    """The events in order of date, numbered from 1. ``mentions`` are the ids of the spans that name the event."""
    return tuple(
        ChronologyRow(
            f"event-{event.id}",
            number,
            _words(event.date),
            _words(event.old_style),
            machine_date(event.date),
            event,
            event.text,
            sources.get(f"event-{event.id}", ()),
            mentions.get(f"event-{event.id}", ()),
        )
        for number, event in enumerate(events_of(book), 1)
    )


def _words(date: str) -> str:
    return date_words(date) if read_date(date) else date
