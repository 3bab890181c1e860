"""Stage 2: the events as the chronology prints them: in order of date, dates in words, sources in short form."""

from __future__ import annotations

from collections.abc import Mapping

from monograph.apparatus.citeproc import EngineNote
from monograph.apparatus.finishing import capitalised
from monograph.apparatus.inlines import edited, plain_text, walk
from monograph.apparatus.reading import events_of, section_inlines
from monograph.apparatus.styles import Style
from monograph.apparatus.terms import SEE, word
from monograph.chronology.dates import date_words, machine_date, read_date
from monograph.model import Book, ChronologyRow, Citation, Cite, Event, Inlines, Source, Span


def event_citation(event: Event, sources: Mapping[str, Source], language: str) -> Citation:
    """The sources of an event as one citation, then the works it only refers to, behind "see"."""
    cites = [Cite(key, event.location) for key in event.sources if key in sources]
    works = [key for key in event.see if key in sources]
    for number, key in enumerate(works):
        cites.append(Cite(key, event.location, prefix="" if number else word(SEE, language)))
    return Citation(f"event-{event.id}-sources", tuple(cites), event.location)


def event_scope(book: Book, sources: Mapping[str, Source], style: Style) -> list[EngineNote]:
    """The citations of all events as the engine is asked: all short, none "ibid.".

    A first note, which is never printed, cites every source in full; an empty one stands between any two.
    """
    citations = [event_citation(event, sources, style.language) for event in events_of(book)]
    asked = [citation for citation in citations if citation.cites]
    if not asked:
        return []
    keys = dict.fromkeys((cite.key, cite.location) for citation in asked for cite in citation.cites)
    hidden = Citation("events-in-full", tuple(Cite(key, place) for key, place in keys), asked[0].location)
    return [(hidden,), *(note for citation in asked for note in ((), (citation,)))]


def chronology_rows(book: Book, groups: Mapping[str, Inlines], style: Style | None) -> tuple[ChronologyRow, ...]:
    """The events in order of date, numbered from 1. ``mentions`` are the ids of the spans that name the event."""
    mentions: dict[str, list[str]] = {}
    for section in book.sections:
        notes = (paragraph.children for note in section.notes for paragraph in note.blocks)
        for inlines in (*section_inlines(section, book), *notes):
            for node in walk(inlines):
                if isinstance(node, Span):
                    for kind, value in node.marks:
                        if kind == "event":
                            mentions.setdefault(value, []).append(node.id)
    return tuple(
        ChronologyRow(
            f"event-{event.id}",
            number,
            _words(event.date),
            _words(event.old_style),
            machine_date(event.date),
            event,
            event.text,
            _sources(groups.get(f"event-{event.id}-sources", ()), style),
            tuple(mentions.get(event.id, ())),
        )
        for number, event in enumerate(events_of(book), 1)
    )


def _words(date: str) -> str:
    return date_words(date) if read_date(date) else date


def _sources(inlines: Inlines, style: Style | None) -> Inlines:
    """The words of an event's sources as they stand in a cell: without parentheses, with a capital."""
    text = plain_text(inlines)
    if not style or not text:
        return inlines
    if not style.notes and text.startswith("(") and text.endswith(")"):
        inlines = edited(inlines, {0: "", len(text) - 1: ""})
    return capitalised(inlines, style.language)
