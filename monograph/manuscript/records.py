"""Stage 1: the YAML records of a book (sources, events, persons, places, terms) -> model, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from markdown_it.tree import SyntaxTreeNode
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from monograph.chronology.dates import read_date
from monograph.manuscript.csl import VARIABLES
from monograph.manuscript.dialect import markdown
from monograph.manuscript.identifiers import Identifiers
from monograph.manuscript.inlines import InlineReader, Passage
from monograph.manuscript.pictures import read_text
from monograph.manuscript.yaml_nodes import Document, read_yaml, validated
from monograph.model import Event, Inlines, Location, NameForm, Person, Place, Source, Term
from monograph.problems import Problems, nearest

Text_ = Annotated[
    str, BeforeValidator(lambda v: str(v) if isinstance(v, int | float) and not isinstance(v, bool) else v)
]
R = TypeVar("R")
M = TypeVar("M", bound=BaseModel)


class Strict(BaseModel):
    """A record in which every key is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceRecord(BaseModel):
    """A CSL item, with ``group`` and ``further_reading`` of ours."""

    model_config = ConfigDict(extra="allow", frozen=True)
    id: Text_
    type: str = ""
    title: Text_ = ""
    issued: Text_ = ""
    language: str = ""
    group: str = ""
    further_reading: bool = False


class EventRecord(Strict):
    """An event of the chronology."""

    id: str
    date: Text_
    label: str
    text: str = ""
    old_style: Text_ = ""
    places: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    contested: str = ""
    lane: str = ""
    confidence: Literal["", "high", "medium", "low", "standard"] = ""


class NameRecord(Strict):
    """A form of a name."""

    text: str
    lang: str
    attested: str = ""
    note: str = ""


class PersonRecord(Strict):
    """A person."""

    id: str
    name: str
    sort: str = ""
    variants: tuple[str, ...] = ()
    names: tuple[NameRecord, ...] = ()
    born: Text_ = ""
    died: Text_ = ""
    side: str = ""
    role: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()
    authorities: dict[str, Text_] = Field(default_factory=dict)


class PlaceRecord(Strict):
    """A place of the gazetteer."""

    id: str
    name: str
    kind: str
    lat: float | None = Field(None, ge=-90, le=90)
    lon: float | None = Field(None, ge=-180, le=180)
    coord_source: str = ""
    verified: bool = False
    printed: bool = True
    modern: str = ""
    names: tuple[NameRecord, ...] = ()
    note: str = ""
    sources: tuple[str, ...] = ()


class TermRecord(Strict):
    """A term of the glossary, or an abbreviation."""

    id: str
    term: str
    definition: str = Field(alias="def")
    variants: tuple[str, ...] = ()
    abbreviation: bool = False
    lang: str = ""


class RecordReader:
    """Reads the record files of one folder. A file that is not there holds no records."""

    def __init__(self, folder: Path, language: str, problems: Problems) -> None:
        self.folder, self.language, self.problems = folder, language, problems
        self.keys: frozenset[str] = frozenset()

    def sources(self) -> tuple[Source, ...]:
        """``references.yaml``: one record a key; the first of two stands."""
        found: dict[str, Source] = {}
        for record, document, index in self._records("references.yaml", SourceRecord):
            place = document.at(index)
            if record.id in found:
                self.problems.add(
                    "source-duplicate",
                    f"the source “{record.id}” is already there",
                    document.at(index, "id"),
                    f"first in line {found[record.id].location.line}",
                )
                continue
            found[record.id] = self._source(record, document, index, place)
        self.keys = frozenset(found)
        return tuple(found.values())

    def _source(self, record: SourceRecord, document: Document, index: int, place: Location) -> Source:
        for name in ("type", "title", "issued"):
            if not getattr(record, name):
                hint = "a work without a date has issued: n.d." if name == "issued" else ""
                self.problems.add("source-field-missing", f"the source “{record.id}” has no {name}", place, hint)
        if not record.language:
            self.problems.add(
                "source-language-missing",
                f"the source “{record.id}” does not say its language",
                place,
                "as in language: ru",
            )
        fields: dict[str, object] = dict(record.model_extra or {})
        for name in fields:
            if name not in VARIABLES:
                self.problems.add(
                    "yaml-key-unknown",
                    f"“{name}” is no field of a source",
                    document.at(index, name),
                    nearest(name, VARIABLES),
                )
        fields |= {n: getattr(record, n) for n in ("title", "issued", "language") if getattr(record, n)}
        return Source(record.id, record.type, fields, record.group, place, record.further_reading)

    def events(self) -> tuple[Event, ...]:
        """``timeline.yaml``, in the author's order."""
        found = []
        for r, document, index in self._records("timeline.yaml", EventRecord):
            self._date(r.date, document.at(index, "date"))
            if r.old_style:
                self._date(r.old_style, document.at(index, "old_style"))
            if not r.sources and not r.see:
                self.problems.add(
                    "record-source-missing",
                    f"the event {r.id} names no source",
                    document.at(index),
                    "sources: [key], or see: [key]",
                )
            self._known_sources((*r.sources, *r.see), document, index)
            place = document.at(index, "id")
            found.append(
                Event(
                    r.id,
                    r.date,
                    r.label,
                    self.line(r.text, document.at(index, "text")),
                    place,
                    r.old_style,
                    r.places,
                    r.persons,
                    r.sources,
                    r.see,
                    r.contested,
                    r.lane,
                    r.confidence,
                )
            )
        return self._unique(tuple(found))

    def persons(self) -> tuple[Person, ...]:
        """``persons.yaml``."""
        found = []
        for r, document, index in self._records("persons.yaml", PersonRecord):
            spans = [
                self._date(value, document.at(index, key))
                for key, value in (("born", r.born), ("died", r.died))
                if value
            ]
            if len(spans) == 2 and all(spans) and spans[0].first > spans[1].last:
                self.problems.add("date-unreadable", f"{r.name} died before being born", document.at(index, "died"))
            if not r.sources:
                self.problems.add("record-source-missing", f"the person {r.id} names no source", document.at(index))
            self._known_sources(r.sources, document, index)
            found.append(
                Person(
                    r.id,
                    r.name,
                    r.sort or r.name,
                    document.at(index, "id"),
                    r.variants,
                    _names(r.names),
                    r.born,
                    r.died,
                    r.side,
                    r.role,
                    r.note,
                    r.sources,
                    r.authorities,
                )
            )
        return self._unique(tuple(found))

    def places(self) -> tuple[Place, ...]:
        """``places.yaml``."""
        found = []
        for r, document, index in self._records("places.yaml", PlaceRecord):
            if r.lat is not None and not r.coord_source:
                self.problems.add(
                    "record-source-missing",
                    f"the position of {r.id} names no source",
                    document.at(index),
                    "coord_source: …",
                )
            self._known_sources(r.sources, document, index)
            found.append(
                Place(
                    r.id,
                    r.name,
                    r.kind,
                    document.at(index, "id"),
                    r.lat,
                    r.lon,
                    r.coord_source,
                    r.verified,
                    r.printed,
                    r.modern,
                    _names(r.names),
                    r.note,
                    r.sources,
                )
            )
        return self._unique(tuple(found))

    def terms(self) -> tuple[Term, ...]:
        """``glossary.yaml``."""
        found = []
        for r, document, index in self._records("glossary.yaml", TermRecord):
            definition = self.line(r.definition, document.at(index, "def"))
            found.append(Term(r.id, r.term, definition, document.at(index, "id"), r.variants, r.abbreviation, r.lang))
        return self._unique(tuple(found))

    # ---------------------------------------------------------------- parts

    def _records(self, name: str, model: type[M]) -> Iterator[tuple[Any, Document, int]]:
        if not (self.folder / name).exists():
            return
        text = read_text(self.folder, name, Location(name), self.problems)
        document = read_yaml(text, name, self.problems) if text is not None else None
        if document is None or document.value is None:
            return
        if not isinstance(document.value, list):
            self.problems.add(
                "yaml-value-invalid",
                "this file should be a list of records",
                Location(name, 1, 1),
                "each record begins with a hyphen",
            )
            return
        for index in range(len(document.value)):
            record = validated(model, document, (index,), self.problems)
            if record is not None:
                yield record, document, index

    def _date(self, text: str, place: Location) -> Any:
        span = read_date(text)
        if span is None:
            self.problems.add(
                "date-unreadable",
                f"“{text}” is not a date",
                place,
                'EDTF, in quotation marks: "1920-08-10", "1920-08~", "1920/1921"',
            )
        return span

    def _known_sources(self, keys: tuple[str, ...], document: Document, index: int) -> None:
        for key in keys:
            if key not in self.keys:
                self.problems.add(
                    "citation-unknown",
                    f"no source has the key “{key}”",
                    document.at(index, "sources"),
                    nearest(key, self.keys),
                )

    def line(self, text: str, place: Location) -> Inlines:
        """A text of a record, which may hold emphasis and languages, but neither notes nor citations."""
        reader = InlineReader(Identifiers("record", self.problems), self.problems, self.keys)
        tokens = markdown(self.language).parseInline(text, {"sources": self.keys})
        root = SyntaxTreeNode(tokens)
        inline = root.children[0] if root.children else root
        passage = Passage(place.path, place.line, text.replace("\n", " "), place=place)
        return reader.read(inline.children, passage)

    def _unique(self, records: tuple[R, ...]) -> tuple[R, ...]:
        seen: dict[str, Any] = {}
        for record in records:
            first = seen.setdefault(record.id, record)  # type: ignore[attr-defined]
            if first is not record:
                self.problems.add(
                    "id-duplicate",
                    f"the id “{first.id}” is already there",
                    record.location,  # type: ignore[attr-defined]
                    f"first in line {first.location.line}",
                )
        return tuple(seen.values())


def _names(names: tuple[NameRecord, ...]) -> tuple[NameForm, ...]:
    return tuple(NameForm(n.text, n.lang, n.attested, n.note) for n in names)
