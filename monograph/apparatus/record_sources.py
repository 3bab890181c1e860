"""Stage 2: the sources of events, persons and places in short form, as the appendices print them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from monograph.apparatus.citeproc import EngineNote
from monograph.apparatus.finishing import capitalised, stopped
from monograph.apparatus.inlines import edited, plain_text
from monograph.apparatus.reading import events_of, prints
from monograph.apparatus.styles import Style
from monograph.apparatus.terms import SEE, word
from monograph.model import Book, Citation, Cite, Event, Inlines, Location, Person, Place, Source

PRINTED = {"chronology": "event", "persons": "person", "gazetteer": "place"}
"""Part of a book -> the records whose sources it prints."""


def record_scope(book: Book, sources: Mapping[str, Source], style: Style) -> list[EngineNote]:
    """The citations of all printed records as the engine is asked: all short, none "ibid.".

    A first note, which is never printed, cites every source in full; an empty one stands between any two.
    """
    asked = [citation for citation in _citations(book, sources, style.language) if citation.cites]
    if not asked:
        return []
    keys = dict.fromkeys((cite.key, cite.location) for citation in asked for cite in citation.cites)
    hidden = Citation("records-in-full", tuple(Cite(key, place) for key, place in keys), asked[0].location)
    return [(hidden,), *(note for citation in asked for note in ((), (citation,)))]


def record_sources(book: Book, groups: Mapping[str, Inlines], style: Style | None) -> dict[str, Inlines]:
    """``kind-id`` of a record -> its sources in words; only records that the book prints and that have some."""
    found = {}
    for identifier, _ in _records(book):
        words = groups.get(f"{identifier}-sources", ())
        if words:
            found[identifier] = _cell(words, style)
    return found


def _records(book: Book) -> Iterator[tuple[str, Event | Person | Place]]:
    of_kind: dict[str, list[Event | Person | Place]] = {
        "event": [*events_of(book)],
        "person": [*book.persons],
        "place": [place for place in book.places if place.printed],
    }
    for part, kind in PRINTED.items():
        if prints(book, part):
            yield from ((f"{kind}-{record.id}", record) for record in of_kind[kind])


def _citations(book: Book, sources: Mapping[str, Source], language: str) -> Iterator[Citation]:
    """Each record's sources as one citation, then the works it only refers to, behind "see"."""
    for identifier, record in _records(book):
        cites = [Cite(key, record.location) for key in record.sources if key in sources]
        works = [key for key in getattr(record, "see", ()) if key in sources]
        for number, key in enumerate(works):
            cites.append(Cite(key, record.location, prefix="" if number else word(SEE, language)))
        yield Citation(f"{identifier}-sources", tuple(cites), record.location)


def _cell(inlines: Inlines, style: Style | None) -> Inlines:
    """The words of a record's sources as they stand in a cell: without parentheses, with a capital and a stop."""
    text = plain_text(inlines)
    if not style or not text:
        return inlines
    if not style.notes and text.startswith("(") and text.endswith(")"):
        inlines = edited(inlines, {0: "", len(text) - 1: ""})
    return stopped(capitalised(inlines, style.language), style.stop_inside, Location(""))
