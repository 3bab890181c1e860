"""Stage 1: the YAML records of a book (sources, events, persons, places, terms, statements) -> model, located."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from monograph.chronology.calendars import new_style
from monograph.chronology.dates import Span, read_date
from monograph.manuscript.citations import KEY, read_group
from monograph.manuscript.csl import VARIABLES
from monograph.manuscript.files import read_text
from monograph.manuscript.identifiers import ID_HINT, VALID
from monograph.manuscript.passages import read_line, typographic
from monograph.manuscript.record_models import (
    EventRecord,
    EvidenceRecord,
    NameRecord,
    PersonRecord,
    PlaceRecord,
    SourceRecord,
    TermRecord,
)
from monograph.manuscript.validation import validated
from monograph.manuscript.yaml_nodes import Document, plain, read_yaml
from monograph.model import Cite, Event, Evidence, Inlines, Location, NameForm, Person, Place, Source, Term
from monograph.problems import Problems, nearest

DATE_HINT = 'EDTF, in quotation marks: "1920-08-10", "1920-08~", "1920/1921"'
M = TypeVar("M", bound=BaseModel)


class RecordReader:
    """Reads the record files of one folder. A file that is not there holds no records.

    ``sources`` is read first: the other records name its keys.
    """

    def __init__(self, folder: Path, language: str, problems: Problems) -> None:
        self.folder, self.language, self.problems = folder, language, problems
        self.keys: frozenset[str] = frozenset()
        self._mentions: list[tuple[str, str, Location]] = []

    # ---------------------------------------------------------------- sources

    def sources(self) -> tuple[Source, ...]:
        """``references.yaml``: one record a key; the first of two stands."""
        found: dict[str, Source] = {}
        for record, document, index in self._records("references.yaml", SourceRecord):
            place = document.at(index, "id")
            if not re.fullmatch(KEY, record.id):
                hint = "a key holds letters, figures, hyphens, no space"
                self.problems.add("id-invalid", f"“{record.id}” cannot be cited as a key", place, hint)
            if record.id in found:
                message, first = f"the source “{record.id}” is already there", found[record.id].location.line
                self.problems.add("source-duplicate", message, place, f"first in line {first}")
            else:
                found[record.id] = self._source(record, document, index, place)
        self.keys = frozenset(found)
        return tuple(found.values())

    def _source(self, record: SourceRecord, document: Document, index: int, place: Location) -> Source:
        extra = record.model_extra or {}
        for name in ("type", "title", "issued"):
            untitled = name == "title" and (extra.get("genre") or extra.get("recipient"))  # a letter, an interview
            if not getattr(record, name) and not untitled:
                message = f"the source “{record.id}” has no {name}"
                hint = "a work without a date has issued: n.d." if name == "issued" else ""
                self.problems.add("source-field-missing", message, place, hint)
        if not record.language:
            message = f"the source “{record.id}” does not say its language"
            self.problems.add("source-language-missing", message, place, "as in language: ru")
        fields = {name: plain(value) for name, value in extra.items()}
        for name in fields:
            if name not in VARIABLES:
                message, hint = f"“{name}” is no field of a source", nearest(name, VARIABLES)
                self.problems.add("yaml-key-unknown", message, document.at(index, name), hint)
        fields |= {n: plain(v) for n in ("title", "issued", "language") if (v := getattr(record, n))}
        if "old-style" in fields:
            self._date(str(fields["old-style"]), document.at(index, "old-style"))
        via = self._via(record.cited_in, document.at(index, "cited_in")) if record.cited_in else None
        return Source(record.id, record.type, fields, record.group, place, record.further_reading, via)

    def _via(self, text: str, place: Location) -> Cite | None:
        """The source through which another is known."""
        cites = read_group(text, lambda offset: place)
        if cites and len(cites) == 1 and not cites[0].prefix:
            return cites[0]
        message = f"cannot read the source “{text[:60]}”"
        self.problems.add("citation-unreadable", message, place, 'as in cited_in: "@key, p. 12"')
        return None

    # ------------------------------------------------------- events, persons, places

    def events(self) -> tuple[Event, ...]:
        """``timeline.yaml``, in the author's order."""
        found = []
        for r, document, index in self._unique("timeline.yaml", EventRecord):
            place = document.at(index, "id")
            span = self._date(r.date, document.at(index, "date"))
            julian = self._date(r.old_style, document.at(index, "old_style")) if r.old_style else None
            if span and julian and not _same_days(span, julian):
                message = f"{r.old_style} Old Style is not {r.date} New Style"
                hint = "12 days apart until February 1900, 13 after; the Julian date is printed as the record gives it"
                self.problems.add("calendar-mismatch", message, document.at(index, "old_style"), hint)
            if not r.sources and not r.see:
                message = f"the event {r.id} names no source"
                self.problems.add("record-source-missing", message, place, "sources: [key], or see: [key]")
            self._known_sources(r.sources, document, index, "sources")
            self._known_sources(r.see, document, index, "see")
            for kind, names, field in (("place", r.places, "places"), ("person", r.persons, "persons")):
                for number, name in enumerate(names):
                    self._mentions.append((kind, name, document.at(index, field, number)))
            text = self._line(r.text, document.at(index, "text"), f"event-{r.id}")
            label, contested = self._words(r.label), self._words(r.contested)
            found.append(
                Event(r.id, r.date, label, text, place, r.old_style, r.places, r.persons, r.sources, r.see, contested,
                      r.lane, r.confidence, self._words(r.printed))
            )  # fmt: skip
        return tuple(found)

    def persons(self) -> tuple[Person, ...]:
        """``persons.yaml``."""
        found = []
        for r, document, index in self._unique("persons.yaml", PersonRecord):
            born = self._date(r.born, document.at(index, "born")) if r.born else None
            died = self._date(r.died, document.at(index, "died")) if r.died else None
            if born and died and born.first > died.last:
                self.problems.add("date-unreadable", f"{r.name} died before being born", document.at(index, "died"))
            if not r.sources:
                message = f"the person {r.id} names no source"
                self.problems.add("record-source-missing", message, document.at(index, "id"), "sources: [key]")
            self._known_sources(r.sources, document, index, "sources")
            role, note = self._words(r.role), self._words(r.note)
            found.append(
                Person(r.id, r.name, r.sort or r.name, document.at(index, "id"), r.variants, _names(r.names), r.born,
                       r.died, r.side, role, note, r.sources, r.authorities)
            )  # fmt: skip
        return tuple(found)

    def places(self) -> tuple[Place, ...]:
        """``places.yaml``."""
        found = []
        for r, document, index in self._unique("places.yaml", PlaceRecord):
            if (r.lat is None) != (r.lon is None):
                message = f"{r.id} has only one of lat and lon"
                self.problems.add("yaml-value-invalid", message, document.at(index, "id"))
            if r.lat is not None and not r.coord_source:
                message = f"the position of {r.id} names no source"
                self.problems.add("record-source-missing", message, document.at(index, "lat"), "coord_source: …")
            if not r.sources and not r.coord_source:
                message = f"the place {r.id} names no source"
                self.problems.add("record-source-missing", message, document.at(index, "id"), "sources: [key]")
            self._known_sources(r.sources, document, index, "sources")
            found.append(
                Place(r.id, r.name, r.kind, document.at(index, "id"), r.lat, r.lon, r.coord_source, r.verified,
                      r.printed, self._words(r.modern), _names(r.names), self._words(r.note), r.sources,
                      _place_authorities(r))
            )  # fmt: skip
        return tuple(found)

    def terms(self) -> tuple[Term, ...]:
        """``glossary.yaml``."""
        found = []
        for r, document, index in self._unique("glossary.yaml", TermRecord):
            definition = self._line(r.definition, document.at(index, "def"), f"term-{r.id}")
            found.append(Term(r.id, r.term, definition, document.at(index, "id"), r.variants, r.abbreviation, r.lang))
        return tuple(found)

    def evidence(self) -> tuple[Evidence, ...]:
        """``evidence.yaml``."""
        found = []
        for r, document, index in self._unique("evidence.yaml", EvidenceRecord):
            place = document.at(index, "id")
            if not r.sources and not r.left_out:
                message = f"the statement {r.id} names no source"
                self.problems.add("record-source-missing", message, place, "sources: [key]")
            self._known_sources(r.sources, document, index, "sources")
            found.append(Evidence(r.id, r.statement, place, r.sources, r.confidence, r.left_out))
        return tuple(found)

    def check_mentions(self, persons: Collection[str], places: Collection[str]) -> None:
        """Report the persons and places that events name and that have no record."""
        for kind, name, place in self._mentions:
            known = persons if kind == "person" else places
            if name not in known:
                message = f"no {kind} has the id “{name}”"
                self.problems.add("record-unknown", message, place, nearest(name, known))

    # ------------------------------------------------------------------ parts

    def _records(self, name: str, model: type[M]) -> Iterator[tuple[M, Document, int]]:
        """Each record of a file that can be read, with its document and index."""
        if not os.path.lexists(self.folder / name):
            return
        text = read_text(self.folder, name, Location(name, 1, 1), self.problems)
        document = read_yaml(text, name, self.problems) if text is not None else None
        if document is None or document.value is None:
            return
        if not isinstance(document.value, list):
            message = "this file should be a list of records"
            self.problems.add("yaml-value-invalid", message, document.at(), "each record begins with a hyphen")
            return
        for index in range(len(document.value)):
            record = validated(model, document, (index,), self.problems)
            if record is not None and record.id:  # type: ignore[attr-defined]
                yield record, document, index

    def _unique(self, name: str, model: type[M]) -> Iterator[tuple[M, Document, int]]:
        """The records of a file with an id that can be one; the first of two with the same id stands."""
        seen: dict[str, int] = {}
        for record, document, index in self._records(name, model):
            identifier, place = str(record.id), document.at(index, "id")  # type: ignore[attr-defined]
            if identifier in seen:
                message, first = f"the id “{identifier}” is already there", f"first in line {seen[identifier]}"
                self.problems.add("id-duplicate", message, place, first)
                continue
            if not VALID.fullmatch(identifier):
                self.problems.add("id-invalid", f"“{identifier}” cannot be an id", place, ID_HINT)
            seen[identifier] = place.line
            yield record, document, index

    def _date(self, text: str, place: Location) -> Span | None:
        span = read_date(text)
        if span is None and text:
            self.problems.add("date-unreadable", f"“{text}” is not a date", place, DATE_HINT)
        return span

    def _known_sources(self, keys: Sequence[str], document: Document, index: int, field: str) -> None:
        for number, key in enumerate(keys):
            if key not in self.keys:
                place = document.at(index, field, number)
                self.problems.add("citation-unknown", f"no source has the key “{key}”", place, nearest(key, self.keys))

    def _line(self, text: str, place: Location, section: str) -> Inlines:
        return read_line(text, place, section, self.language, self.keys, self.problems)

    def _words(self, text: str) -> str:
        return typographic(text, self.language)


def _same_days(span: Span, julian: Span) -> bool:
    """Whether two dates name the same days in two calendars; what is no day cannot be compared."""
    ends = ((span.begin, julian.begin), (span.end, julian.end))
    return all(
        new_style(old.first.year, old.first.month, old.first.day) == new.first
        for new, old in ends
        if new and old and new.precision == old.precision == "day"
    )


def _place_authorities(record: PlaceRecord) -> Mapping[str, str]:
    """The ids of a place; the GeoNames record that gives its position is one of them."""
    named = re.fullmatch(r"GeoNames (\d+)", record.coord_source)
    return {**({"geonames": named[1]} if named else {}), **record.authorities}


def _names(names: Sequence[NameRecord]) -> tuple[NameForm, ...]:
    return tuple(NameForm(n.text, n.lang, n.attested, n.note) for n in names)
