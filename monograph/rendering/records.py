"""What the appendices say of a record besides its own words: where it is told of, on which maps, under which ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from monograph.chronology.dates import date_words, read_date
from monograph.model import Apparatus, Book, MapFigure, Person, Place
from monograph.rendering.appendices import on_pages, sheets_of, walk

ADDRESSES: Mapping[str, tuple[str, str]] = {
    "geonames": ("GeoNames", "https://www.geonames.org/{}"),
    "gnd": ("GND", "https://d-nb.info/gnd/{}"),
    "isni": ("ISNI", "https://isni.org/isni/{}"),
    "viaf": ("VIAF", "https://viaf.org/viaf/{}"),
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/{}"),
}
"""Authority file -> its name and the address of an id."""


@dataclass(frozen=True)
class Mention:
    """The passages of one section that treat a record: ``words`` name the section, ``pages`` are (id, page label)."""

    words: str
    section: str
    pages: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Authority:
    """An id in an authority file, as it is printed and linked."""

    words: str
    url: str


def mentions_in(
    ids: tuple[str, ...], book: Book, apparatus: Apparatus, pages: Mapping[str, str]
) -> tuple[Mention, ...]:
    """The sections that treat a record, each with its pages; a passage whose page is not known yet is left out."""
    titles = {section.id: section.short_title for section in book.sections}
    home = {id: apparatus.targets[id].section for id in ids if id in apparatus.targets}
    found = []
    for section, group in groupby((id for id in ids if id in home), lambda id: home[id]):
        number = apparatus.numbers.get(section)
        words = apparatus.targets[section].words if number else titles.get(section, section)
        labels = on_pages(tuple(group), pages)
        if labels:
            found.append(Mention(words, section, labels))
    return tuple(found)


def maps_with(place: Place, book: Book, apparatus: Apparatus) -> tuple[tuple[str, str], ...]:
    """(id of the figure, number) of every map of the book that names a place, in order."""
    sheets = sheets_of(book)
    return tuple(
        (block.id, apparatus.targets[block.id].words.rpartition(" ")[2])
        for section in book.sections
        for block in walk(section.blocks)
        if isinstance(block, MapFigure) and block.sheet in sheets and place.id in _named(sheets[block.sheet].spec)
    )


def _named(spec: Mapping[str, object]) -> set[str]:
    places = spec.get("places", ())
    assert isinstance(places, list | tuple)  # the specification is validated
    return {label["ref"] for label in places}


def events_with(kind: str, identifier: str, apparatus: Apparatus) -> tuple[tuple[str, int], ...]:
    """(id of the row, number) of the events that name a person or a place."""
    field = {"person": "persons", "place": "places"}[kind]
    return tuple((row.id, row.number) for row in apparatus.events if identifier in getattr(row.event, field))


def authorities_of(record: Person | Place) -> tuple[Authority, ...]:
    """Its ids, in alphabetical order of the files."""
    return tuple(
        Authority(f"{ADDRESSES[scheme][0]} {identifier}", ADDRESSES[scheme][1].format(identifier))
        for scheme, identifier in sorted(record.authorities.items())
        if scheme in ADDRESSES
    )


def coordinates(place: Place) -> str:
    """A position as "39.21° N, 46.41° E"; nothing for a position that no gazetteer gives."""
    if place.latitude is None or place.longitude is None or not place.located:
        return ""
    north, east = ("N" if place.latitude >= 0 else "S"), ("E" if place.longitude >= 0 else "W")
    return f"{abs(place.latitude):.2f}°\u00a0{north}, {abs(place.longitude):.2f}°\u00a0{east}"


def life_dates(person: Person, born: str, died: str) -> str:
    """The years of a life: "1879?–1938?", "b. 1872", "d. 1936"; a doubtful year keeps its question mark."""
    dates = [_short(date) for date in (person.born, person.died)]
    if all(dates):
        return "–".join(dates)
    return f"{born} {dates[0]}" if dates[0] else f"{died} {dates[1]}" if dates[1] else ""


def _short(date: str) -> str:
    return date_words(date).replace(" (?)", "?") if date and read_date(date) else date
