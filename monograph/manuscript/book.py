"""Stage 1: ``book.yaml`` and the files it names -> ``Book``."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

from monograph.manuscript.charts import read_charts
from monograph.manuscript.checks import check_book, cited_sources, recorded_sources
from monograph.manuscript.files import read_text
from monograph.manuscript.identifiers import slug
from monograph.manuscript.inlines import LANGUAGE
from monograph.manuscript.libraries import read_libraries
from monograph.manuscript.maps import read_maps
from monograph.manuscript.passages import typographic
from monograph.manuscript.pictures import check_stylesheet
from monograph.manuscript.records import RecordReader
from monograph.manuscript.scripts import check_scripts
from monograph.manuscript.sections import PartReader
from monograph.manuscript.settings import BookRecord, ContentsRecord
from monograph.manuscript.validation import validated
from monograph.manuscript.yaml_nodes import Document, read_yaml
from monograph.model import (
    BibliographyGroup,
    Book,
    Conformance,
    Contributor,
    Design,
    IndexSettings,
    Location,
    Metadata,
    NoteSeries,
    Settings,
)
from monograph.problems import Problems

SETTINGS = "book.yaml"
ROLES = {"aut": "authors", "edt": "editors", "trl": "translators"}
"""MARC relator code -> the key of ``book.yaml`` that lists them."""


def read_book(folder: Path, problems: Problems) -> Book:
    """The book in ``folder``, as complete as it can be read; everything wrong with it goes to ``problems``."""
    record, document = _settings(folder, problems)
    records = RecordReader(folder, record.language, problems)
    sources = records.sources()
    named = [(r.file, r.group, document.at("references", i)) for i, r in enumerate(record.references)]
    libraries = read_libraries(folder, named, sources, record.language, problems)
    sources += tuple(libraries.sources.values())
    records.keys |= libraries.sources.keys()
    events, persons, places, terms = records.events(), records.persons(), records.places(), records.terms()
    records.check_mentions({person.id for person in persons}, {place.id for place in places})
    parts = PartReader(folder, document, record.language, records.keys, problems)
    book = Book(
        metadata=_metadata(record, document, problems),
        settings=_book_settings(record, document, problems),
        sections=parts.sections(record.contents),
        sources=sources,
        events=events,
        persons=persons,
        places=places,
        terms=terms,
        evidence=records.evidence(),
        maps=read_maps(folder, problems, record.language),
        charts=read_charts(folder, problems, record.language),
        folder=str(folder.resolve()),
    )
    if record.stylesheet:
        check_stylesheet(folder, record.stylesheet, document.at("stylesheet"), problems)
    check_book(book, document.at("span"), problems)
    check_scripts(book, problems)
    libraries.tell(cited_sources(book) | recorded_sources(book), problems)
    return book


def _settings(folder: Path, problems: Problems) -> tuple[BookRecord, Document]:
    text = read_text(folder, SETTINGS, Location(SETTINGS, 1, 1), problems)
    document = read_yaml(text, SETTINGS, problems) if text is not None else None
    if document is not None:
        record = validated(BookRecord, document, (), problems)
        if record is not None:
            return record, document
    return BookRecord(title="", contents=ContentsRecord(body=())), document or Document(None, SETTINGS)


def _metadata(record: BookRecord, document: Document, problems: Problems) -> Metadata:
    if not record.date or not _is_day(record.date):
        problems.add("date-unreadable", f"“{record.date}” is not a day", document.at("date"), "as in 2026-11-24")
    if not LANGUAGE.fullmatch(record.language):
        message = f"“{record.language}” is not a language tag"
        problems.add("yaml-value-invalid", message, document.at("language"), "as in en, hy or ru-Latn")
    contributors = tuple(
        Contributor(c.family, c.given, role, c.literal) for role, key in ROLES.items() for c in getattr(record, key)
    )
    texts = ("title", "subtitle", "tagline", "description", "rights", "publisher", "edition")
    kept = ("language", "date", "place", "version", "licence_url", "url", "contact", "subjects", "identifiers")
    chosen: dict[str, Any] = {name: typographic(getattr(record, name), record.language) for name in texts}
    chosen |= {name: getattr(record, name) for name in kept}
    credits = tuple(typographic(line, record.language) for line in record.credits)
    chosen |= {"contributors": contributors, "credits": credits}
    if record.conformance:
        chosen["conformance"] = Conformance(**record.conformance.model_dump())
    return Metadata(slug=_slug(record, document, problems), **chosen)


def _slug(record: BookRecord, document: Document, problems: Problems) -> str:
    """The stem of the names of the output: never a path."""
    if record.slug and not re.fullmatch(r"[a-z0-9]+([_.-][a-z0-9]+)*", record.slug):
        message, hint = f"“{record.slug}” cannot name the output", f"as in {slug(record.slug)}"
        problems.add("yaml-value-invalid", message, document.at("slug"), hint)
    return record.slug or slug(record.title)


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _book_settings(record: BookRecord, document: Document, problems: Problems) -> Settings:
    groups: dict[str, BibliographyGroup] = {}
    for index, g in enumerate(record.bibliography):
        if g.group in groups:
            message = f"the group “{g.group}” is already there"
            problems.add("id-duplicate", message, document.at("bibliography", index))
        title, note = typographic(g.title, record.language), typographic(g.note, record.language)
        groups.setdefault(g.group, BibliographyGroup(g.group, title, note))
    notes = record.notes
    return Settings(
        style=record.style,
        dates=record.dates,
        full_form=notes.full_form,
        ibid=notes.ibid,
        urls=notes.urls,
        series=tuple(NoteSeries(s.id, typographic(s.title, record.language), s.marks) for s in notes.series),
        bibliography=tuple(groups.values()),
        stylesheet=record.stylesheet,
        span=record.span,
        design=Design(**record.design.model_dump()),
        index=_index(record, document),
        how_to_cite=record.how_to_cite,
        paragraph_numbers=record.paragraph_numbers,
    )


def _index(record: BookRecord, document: Document) -> IndexSettings:
    def pointers(field: str) -> tuple[tuple[str, str, Location], ...]:
        return tuple(
            (
                typographic(heading, record.language),
                typographic(other, record.language),
                document.at("index", field, heading),
            )
            for heading, other in getattr(record.index, field).items()
        )

    return IndexSettings(
        record.index.kinds, record.index.order, record.index.sub_entries, pointers("see"), pointers("see_also")
    )
